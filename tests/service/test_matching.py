"""One-off matching of two files, without any database."""

import io
import json

import pytest
from openpyxl import Workbook

from matcher.errors import InvalidInput
from matcher.matching import evaluate_files, match_files
from matcher.service.values import UploadedFile

ORGANIZATIONS = [
    ("甲", "夕阳红服务社", "上门探访独居老人，陪聊并记录身体情况。"),
    ("乙", "绿芽环保中心", "指导居民分类投放垃圾，办堆肥课。"),
    ("丙", "空白组织", ""),
]
NEEDS = [("n1", "独居老人定期探访", "每周上门看望。"), ("n2", "垃圾分类引导", "桶前指导居民投放。")]
ORGANIZATION_HEADS = {
    "jsonl": ("id", "name", "capability"),
    "csv": ("编号", "组织名称", "服务内容"),
}
NEED_HEADS = {"jsonl": ("id", "title", "text"), "csv": ("需求编号", "需求名称", "需求描述")}


def as_file(name, heads, rows, kind):
    if kind == "jsonl":
        data = "\n".join(json.dumps(dict(zip(heads, row, strict=True))) for row in rows).encode()
    elif kind == "csv":
        data = "\n".join(",".join(row) for row in (heads, *rows)).encode("gb18030")
    else:
        book = Workbook()
        for row in (heads, *rows):
            book.active.append(row)
        stream = io.BytesIO()
        book.save(stream)
        data = stream.getvalue()
    return UploadedFile(f"{name}.{kind}", data)


def files(kind):
    heads = "csv" if kind == "xlsx" else kind
    return (
        as_file("组织", ORGANIZATION_HEADS[heads], ORGANIZATIONS, kind),
        as_file("需求", NEED_HEADS[heads], NEEDS, kind),
    )


@pytest.mark.parametrize("kind", ["jsonl", "csv", "xlsx"])
def test_every_need_gets_every_organization_best_first(kind):
    lines = [line.split("\t") for line in match_files(*files(kind))]
    assert [n for n, _, _ in lines] == ["n1"] * 3 + ["n2"] * 3
    assert (lines[0][1], lines[3][1]) == ("甲", "乙")
    scores = [float(score) for _, _, score in lines]
    assert scores[:3] == sorted(scores[:3], reverse=True)


def test_formats_give_the_same_lines():
    assert list(match_files(*files("csv"))) == list(match_files(*files("jsonl")))
    assert list(match_files(*files("xlsx"))) == list(match_files(*files("jsonl")))


def test_top_cuts_the_list():
    assert len(list(match_files(*files("jsonl"), top=1))) == 2
    with pytest.raises(InvalidInput, match="不小于 1"):
        list(match_files(*files("jsonl"), top=0))


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([("", "无编号", "内容")], "第 1 行没有编号"),
        ([("甲", "一", "内容"), ("甲", "二", "内容")], "第 2 行的编号“甲”与前面重复"),
    ],
)
def test_a_row_without_its_own_number_is_named(rows, message):
    bad = as_file("组织", ("id", "name", "capability"), rows, "jsonl")
    with pytest.raises(InvalidInput, match=message):
        list(match_files(bad, files("jsonl")[1]))


def test_a_missing_column_is_named():
    bad = as_file("组织", ("id", "name", "tel"), ORGANIZATIONS, "csv")
    with pytest.raises(InvalidInput, match="文件“需求"):
        list(match_files(files("csv")[0], as_file("需求", ("a", "b", "c"), NEEDS, "csv")))
    assert len(list(match_files(bad, files("csv")[1]))) == 6  # a name alone can be matched


def test_a_run_is_measured_by_style():
    run = UploadedFile("run.tsv", "\n".join(match_files(*files("jsonl"))).encode())
    qrels = UploadedFile("qrels.tsv", "n1\t甲\t3\nn1\t乙\t0\nn2\t乙\t2\n".encode())
    styles = as_file("需求", ("id", "style"), [("n1", "formal"), ("n2", "colloquial")], "jsonl")
    figures = {f.subset: f for f in evaluate_files(run, qrels, styles)}
    assert set(figures) == {"all", "formal", "colloquial"}
    assert all((f.ndcg, f.recall, f.mrr) == (1.0, 1.0, 1.0) for f in figures.values())
