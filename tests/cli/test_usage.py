"""Help, wrong usage, exit codes: Chinese, no traceback, and no wait for numpy."""

import json
import subprocess
import sys

import pytest
from support.service import duijie, environment
from support.tree import ROOT

COMMANDS = ["import", "export", "template", "recommend", "scout", "rerun", "match"]
COMMANDS += ["evaluate", "rebuild", "verify", "migrate", "doctor", "serve"]


def test_help_lists_every_command(tmp_path):
    done = duijie(tmp_path, "--help")
    assert done.returncode == 0
    assert all(f" {name} " in done.stdout for name in COMMANDS)
    assert not any(word in done.stdout for word in ("Usage", "Show this", "Options", "Commands"))


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command(tmp_path, command):
    done = duijie(tmp_path, command, "--help")
    assert done.returncode == 0
    assert "用法" in done.stdout
    assert "Arguments" not in done.stdout
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["nothing"], "没有命令"),
        (["recommend", "--nothing"], "没有选项“--nothing”"),
        (["import"], "缺少参数“FILE”"),
        (["export", "money"], "只能取"),
        (["export", "needs", "--format", "pdf"], "只能取"),
        (["recommend", "X", "--top-k", "0"], "“--top-k”的值不可用：不能小于 1"),
        (["recommend", "X", "--top-k", "many"], "应为整数"),
        (["recommend"], "请写且只写一个"),
        (["recommend", "X", "--text", "y"], "请写且只写一个"),
        (["scout"], "缺少参数“--text”"),
        (["match", "--top", "3"], "缺少参数"),
        (["import", "a.csv", "--answers", "b.json"], "--confirm"),
    ],
)
def test_wrong_usage_is_two(tmp_path, arguments, word):
    done = duijie(tmp_path, *arguments)
    assert done.returncode == 2
    assert word in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["import", "没有.xlsx"], "不存在"),
        (["recommend", "ZZ-1"], "没有"),
        (["rerun", "none"], "没有"),
        (["recommend", "--text", "  "], "请写出需求内容"),
        (["recommend", "--text", "好", "--as-of", "昨天"], "不是日期"),
        (["recommend", "--text", "好", "--weights", "x"], "x"),
    ],
)
def test_refusals_are_one_and_json_stays_json(tmp_path, arguments, word):
    done = duijie(tmp_path, *arguments, "--json")
    assert done.returncode == 1
    assert word in done.stderr
    assert "Traceback" not in done.stderr
    found = json.loads(done.stdout)
    assert set(found) == {"code", "message_zh", "field", "row", "errors"}
    assert found["message_zh"] in done.stderr


def test_an_unusable_setting_is_named(tmp_path):
    done = duijie(tmp_path, "serve", more={"DUIJIE_PORT": "many"})
    assert done.returncode == 1
    assert "DUIJIE_PORT" in done.stderr


def test_an_unknown_failure_gives_an_id_and_a_file(tmp_path):
    (tmp_path / "duijie.db").write_bytes(b"")
    (tmp_path / "snapshots").write_bytes(b"a file where a folder belongs")
    done = duijie(tmp_path, "recommend", "--text", "好", "--json")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert json.loads(done.stdout)["message_zh"]


def test_packages_from_two_places_are_refused(tmp_path):
    stranger = tmp_path / "indexes"
    stranger.mkdir()
    (stranger / "__init__.py").write_text("", encoding="utf-8")
    done = duijie(tmp_path / "data", "doctor", cwd=tmp_path)
    assert done.returncode == 1
    assert str(tmp_path) in done.stderr
    assert "api 在" in done.stderr


@pytest.mark.parametrize("arguments", [["recommend", "--text", "探访老人"], ["doctor"]])
def test_no_command_loads_torch(tmp_path, arguments):
    code = (
        "import sys; from api.cli.entry import run; "
        f"assert run({arguments!r}) == 0; "
        "assert not {'torch', 'transformers', 'sentence_transformers'} & set(sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
