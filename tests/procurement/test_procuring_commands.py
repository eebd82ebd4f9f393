"""``duijie method`` and ``duijie venture`` as processes on the bundled catalog."""

import json

from support.service import duijie


def parsed(done):
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def first_name(folder):
    run = parsed(duijie(folder, "recommend", "--text", "社区服务", "--json"))
    return next(c["organization_name"] for c in run["candidates"] if c["route"] == "prime")


def test_T52_method_of_a_need_on_the_screen_and_as_json(catalog):
    done = duijie(catalog, "method", "XQ-2026-001", "--as-of", "2026-03-01")
    assert done.returncode == 0, done.stderr
    for said in (
        "125,000 元",
        "分散采购限额以下",
        "比选",
        "2026年",
        "2027年",
        "未经核对",
        "仅供参考",
    ):
        assert said in done.stdout
    report = parsed(duijie(catalog, "method", "XQ-2026-001", "--as-of", "2026-03-01", "--json"))
    assert report["splits"] == []
    assert report["hint"]["candidates"] == 3
    assert [year["months"] for year in report["hint"]["years"]] == [10, 2]


def test_T54b_what_does_not_suit_is_told(catalog):
    said = duijie(catalog, "method", "XQ-2026-013").stdout
    assert "超过 36 个月" in said
    assert "预算未定" in duijie(catalog, "method", "XQ-2026-034").stdout


def test_T54c_the_venture_commands(own):
    name = first_name(own)
    person = ("--by", "王五", "--reason", "材料齐全")
    applied = parsed(
        duijie(
            own, "venture", "apply", "2026年", name, "楼门院议事", "--amount", "80,000", *person,
            "--need", "XQ-2026-007", "--json",
        )
    )  # fmt: skip
    number = applied["application"]["id"]
    assert applied["stage"] == "征集"
    moved = duijie(own, "venture", "advance", number, "初审", *person)
    assert moved.returncode == 0, moved.stderr
    assert "下一步可以是：评审、未通过、撤回" in moved.stdout
    shown = duijie(own, "venture", "show", number).stdout
    assert name in shown
    assert shown.count("王五") == 2
    listed = parsed(duijie(own, "venture", "list", "--cycle", "2026年", "--json"))
    assert [(v["application"]["id"], v["stage"]) for v in listed] == [(number, "初审")]
    assert "楼门院议事" in duijie(own, "venture", "list").stdout
    assert parsed(duijie(own, "venture", "list", "--cycle", "2025年", "--json")) == []


def test_F10_what_the_venture_commands_refuse(own):
    name = first_name(own)
    person = ("--by", "王五", "--reason", "材料齐全")
    applied = ("venture", "apply", "2026年", name, "楼门院议事", "--amount", "80000")
    number = parsed(duijie(own, *applied, *person, "--json"))["application"]["id"]
    for arguments, code, said in [
        ((*applied, *person), 1, "不能重复申报"),
        (("venture", "advance", number, "签约", *person), 1, "不能进入“签约”"),
        (("venture", "advance", number, "签约"), 2, "--by"),
        (("venture", "advance", number, "初审", "--by", " ", "--reason", "好"), 1, "请写明是谁"),
        (("venture", "advance", number, "已签约", *person), 1, "没有阶段“已签约”"),
        (("venture", "advance", number, "初审", *person, "--passed"), 1, "没有合格与否"),
        (("venture", "show", "没有"), 1, "没有编号为 没有"),
        ((*applied[:-1], "八万", *person), 1, "不是金额"),
        (("method", "XQ-0"), 1, "XQ-0"),
        (("method", "XQ-2026-001", "--as-of", "2019-01-01"), 1, "没有 2019-01-01 适用的限额"),
    ]:
        done = duijie(own, *arguments)
        assert done.returncode == code, (arguments, done.stderr)
        assert said in done.stderr
        assert "Traceback" not in done.stderr
