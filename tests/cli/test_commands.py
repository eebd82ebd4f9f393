"""The commands on the bundled catalog, each as a process of its own."""

import json

import pytest
from support.service import duijie
from support.tree import ROOT

SAMPLE = ROOT / "matcher" / "data" / "sample"
NEED = "XQ-2026-005"


def parsed(done, code=0):
    assert done.returncode == code, done.stderr
    return json.loads(done.stdout)


def test_preview_changes_nothing_and_says_how_to_confirm(tmp_path):
    file = SAMPLE / "需求目录.xlsx"
    done = duijie(tmp_path, "import", file)
    assert done.returncode == 0, done.stderr
    assert "什么也没有写入" in done.stdout
    assert "--confirm" in done.stdout
    assert "待确认的单元格" in done.stdout
    job = parsed(duijie(tmp_path, "import", file, "--json"))
    assert job["status"] == "previewed"
    assert job["plan"]["counts"]["needs"]["create"] > 50
    assert job["plan"]["counts"]["needs"]["unchanged"] == 0


def test_the_same_file_twice_changes_nothing(own):
    files = sorted(SAMPLE.glob("*.xlsx"))
    job = parsed(duijie(own, "import", *files, "--confirm", "--json"))
    assert (job["status"], job["catalog_version"]) == ("confirmed", 1)
    assert {(c["create"], c["update"]) for c in job["plan"]["counts"].values()} == {(0, 0)}


def test_answers_from_a_file(tmp_path):
    table = tmp_path / "需求.csv"
    table.write_text(
        "需求编号,需求名称,需求描述,预算（万元）\nYY-1,楼道照明,更换楼道的灯并教居民保养。,三到五个\n",
        encoding="utf-8",
    )
    data = tmp_path / "data"
    plan = parsed(duijie(data, "import", table, "--json"))["plan"]
    issue = next(i for i in plan["issues"] if i["column"] == "D")
    answers = tmp_path / "a.json"
    cell = {k: issue[k] for k in ("sheet", "row", "column")}
    answers.write_text(json.dumps([{**cell, "value": "2.5"}]), encoding="utf-8")
    job = parsed(duijie(data, "import", table, "--confirm", "--answers", answers, "--json"))
    assert job["status"] == "confirmed"
    exported = tmp_path / "out.jsonl"
    parsed(duijie(data, "export", "needs", "--format", "jsonl", "-o", exported, "--json"))
    assert "25000" in exported.read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ["{", '[{"sheet":"a"}]', '{"a":1}'])
def test_unusable_answers(tmp_path, text):
    answers = tmp_path / "a.json"
    answers.write_text(text, encoding="utf-8")
    done = duijie(tmp_path, "import", SAMPLE / "需求目录.xlsx", "--confirm", "--answers", answers)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def test_a_rejected_file_is_one(tmp_path):
    file = tmp_path / "空.xlsx"
    file.write_bytes(b"")
    done = duijie(tmp_path / "data", "import", file)
    assert done.returncode == 1
    assert "空.xlsx" in done.stderr


@pytest.mark.parametrize("file_format", ["xlsx", "csv", "jsonl"])
def test_export_and_template(imported, tmp_path, file_format):
    out = tmp_path / f"o.{file_format}"
    done = duijie(imported, "export", "organizations", "--format", file_format, "--output", out)
    assert done.returncode == 0, done.stderr
    assert out.stat().st_size > 10_000
    done = duijie(imported, "template", "needs", "--format", file_format, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / f"needs-template.{file_format}").is_file()


def test_recommend_and_rerun(imported):
    run = parsed(duijie(imported, "recommend", NEED, "--top-k", "5", "--json"))
    text = duijie(imported, "recommend", NEED, "--top-k", "5").stdout
    assert "仅供参考，不作为评审依据" in text
    assert run["id"] in text
    for item in run["candidates"] or run["nearest"]:
        assert item["organization_name"] in text
        assert all(reason["message_zh"] in text for reason in item["reasons"])
    again = duijie(imported, "rerun", run["id"], "--json")
    assert parsed(again) == run
    longer = duijie(imported, "rerun", run["id"], "--top-k", "50")
    assert longer.returncode == 0, longer.stdout
    assert "一致" in longer.stdout


def test_recommend_and_scout_for_a_text(imported):
    run = parsed(duijie(imported, "recommend", "--text", "给老人送餐 电话13912345678", "--json"))
    assert "13912345678" not in json.dumps(run)
    assert run["inputs"]["mode"] == "text"
    assert (
        parsed(duijie(imported, "scout", "--text", "心理疏导", "--json"))["inputs"]["mode"]
        == "scout"
    )


def test_verify_finds_a_flipped_byte_and_rebuild_repairs(own):
    assert parsed(duijie(own, "verify", "--json"))["ok"] is True
    files = [p for p in (own / "snapshots").rglob("*") if p.is_file() and p.stat().st_size > 1000]
    data = bytearray(files[0].read_bytes())
    data[len(data) // 2] ^= 1
    files[0].write_bytes(data)
    found = parsed(duijie(own, "verify", "--json"), code=1)
    assert found["ok"] is False
    assert found["findings_zh"]
    assert duijie(own, "rebuild").returncode == 0
    assert duijie(own, "recommend", NEED).returncode == 0


def test_migrate_and_doctor(tmp_path):
    assert parsed(duijie(tmp_path, "migrate", "--json")) == {"migrated": True}
    lines = parsed(duijie(tmp_path, "doctor", "--json"))
    assert lines["程序包位置"] == str(ROOT)
    assert lines["线程数（OMP_NUM_THREADS）"] == "1"
    assert "编码器" in lines


def test_match_and_evaluate(tmp_path):
    organizations = [
        {"id": "o1", "name": "甲", "capability": "社区垃圾分类宣传、桶边指导"},
        {"id": "o2", "name": "乙", "capability": "儿童课后托管、作业辅导"},
        {"id": "o3", "name": "丙", "capability": "老人助餐、上门探访"},
    ]
    needs = [
        {"id": "n1", "title": "孩子放学", "text": "放学后托管孩子，辅导作业", "style": "口语"},
        {"id": "n2", "title": "老人吃饭", "text": "给老人助餐", "style": "正式"},
    ]
    for name, rows in (("orgs", organizations), ("needs", needs)):
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (tmp_path / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    out, qrels = tmp_path / "run.tsv", tmp_path / "qrels.tsv"
    qrels.write_text("n1\to2\t3\nn2\to3\t3\n", encoding="utf-8")
    files = ["--organizations", tmp_path / "orgs.jsonl", "--needs", tmp_path / "needs.jsonl"]
    done = parsed(duijie(tmp_path / "data", "match", *files, "-o", out, "--top", "2", "--json"))
    assert done["lines"] == 4
    rows = [line.split("\t") for line in out.read_text(encoding="utf-8").splitlines()]
    assert [row[:2] for row in rows[::2]] == [["n1", "o2"], ["n2", "o3"]]
    assert not (tmp_path / "data" / "duijie.db").exists()
    measured = ["--run", out, "--qrels", qrels, "--needs", tmp_path / "needs.jsonl"]
    figures = parsed(duijie(tmp_path, "evaluate", *measured, "--json"))
    assert [f["subset"] for f in figures] == ["all", "口语", "正式"]
    assert figures[0] == {"subset": "all", "needs": 2, "nDCG@10": 1, "Recall@10": 1, "MRR@10": 1}
    assert "全部" in duijie(tmp_path, "evaluate", *measured).stdout
