"""Build the wheel, install it into an empty environment, and use it beside a decoy (`make wheel`).

The top-level names `api`, `matcher`, … are generic (docs/decisions/0004): a stranger's `api/` in
the working folder must not be picked up by our console script.
"""

import json
import os
import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = {"api", "matcher", "embeddings", "indexes"}


def run(*command, **options):
    print("+", " ".join(str(c) for c in command), flush=True)
    return subprocess.run([str(c) for c in command], check=True, **options)


def build(folder):
    run(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", folder, ROOT)
    (wheel,) = folder.glob("duijie-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
    strangers = {top for top in tops if not top.endswith(".dist-info")} - PACKAGES
    if strangers:
        raise SystemExit(f"the wheel ships top-level names that are not ours: {strangers}")
    return wheel


def install(folder, wheel):
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    pip = (python, "-m", "pip", "install", "-q", "--disable-pip-version-check")
    if index := os.environ.get("DUIJIE_TORCH_INDEX", "").strip():
        run(*pip, "-c", ROOT / "constraints.txt", "--index-url", index, "torch")
    run(*pip, "-c", ROOT / "constraints.txt", wheel)
    return folder / "bin" / "duijie"


def decoy(folder):
    for name in ("api", "matcher", "tests"):
        (folder / name).mkdir(parents=True)
        (folder / name / "__init__.py").write_text("raise SystemExit('decoy imported')\n")


def smoke(console, folder):
    env = {**os.environ, "DUIJIE_DATA_DIR": str(folder / "data")}
    env.pop("PYTHONPATH", None)
    options = {"cwd": folder, "env": env}
    run(console, "--help", stdout=subprocess.DEVNULL, **options)
    run(console, "doctor", **options)
    sample = folder / "needs.jsonl"
    sample.write_text(
        json.dumps({"id": "n1", "title": "独居老人定期探访", "text": "每周上门看望，陪着说说话。"})
    )
    organizations = folder / "organizations.jsonl"
    organizations.write_text(
        "\n".join(
            json.dumps({"id": i, "name": n, "capability": c})
            for i, n, c in (
                ("o1", "夕阳红服务社", "上门探访独居老人，陪聊并记录身体情况。"),
                ("o2", "绿芽环保中心", "指导居民分类投放垃圾，办堆肥课。"),
            )
        )
    )
    run(
        console,
        "match",
        "--organizations",
        organizations,
        "--needs",
        sample,
        "--output",
        folder / "run.tsv",
        **options,
    )
    first = (folder / "run.tsv").read_text().splitlines()[0].split("\t")
    if first[:2] != ["n1", "o1"]:
        raise SystemExit(f"unexpected first match from the installed wheel: {first}")


def main():
    with tempfile.TemporaryDirectory(prefix="duijie-wheel-") as name:
        folder = Path(name)
        wheel = build(folder)
        console = install(folder / "venv", wheel)
        work = folder / "elsewhere"
        decoy(work)
        smoke(console, work)
    print("wheel: built, installed beside a decoy, console script works")


if __name__ == "__main__":
    main()
