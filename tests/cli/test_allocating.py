"""``duijie allocate`` and ``duijie joint`` on the bundled catalog."""

import json

from support.service import duijie


def parsed(done):
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_needs_by_code_share_the_organizations(imported):
    codes = ["XQ-2026-007", "XQ-2026-060", "XQ-2026-024"]
    report = parsed(duijie(imported, "allocate", *codes, "--k", 2, "--json"))
    allocation = report["allocation"]
    assert [need["code"] for need in allocation["needs"]] == sorted(codes)
    names = [given["organization_id"] for need in allocation["needs"] for given in need["given"]]
    assert len(set(names)) == len(names) == 6
    assert allocation["total"] >= allocation["one_by_one"]
    again = parsed(duijie(imported, "allocate", *codes[::-1], "--k", 2, "--json"))
    assert again == report


def test_a_year_on_the_screen_with_a_budget_line(imported):
    done = duijie(imported, "allocate", "--year", 2026, "--line", "福彩公益金=150,000")
    assert done.returncode == 0, done.stderr
    assert "仅供参考" in done.stdout
    assert "福彩公益金：额度 150,000 元" in done.stdout
    assert "余额不足" in done.stdout
    assert "没有参加的需求" in done.stdout
    assert "XQ-2026-030" in done.stdout  # its budget is 0
    assert "逐条推荐" in done.stderr


def test_what_cannot_be_allocated_is_said(imported):
    for arguments, code, said in [
        ((), 2, "--year"),
        (("XQ-2026-007", "--year", 2026), 2, "--year"),
        (("XQ-2026-007", "--newcomers", "一成"), 1, "不是数字"),
        (("XQ-2026-007", "--newcomers", "nan"), 1, "不是数字"),
        (("XQ-2026-007", "--newcomers", "1.2"), 1, "0 到 1"),
        (("XQ-2026-007", "--line", "福彩公益金"), 1, "资金来源=金额"),
        (("XQ-2026-007", "--line", "别的钱=5"), 1, "没有资金来源为“别的钱”的需求"),
        (("XQ-2026-047",), 1, "没有可以安排的需求"),
        (("--year", 2031), 1, "没有可以安排的需求"),
        (("XQ-1",), 1, "XQ-1"),
    ]:
        done = duijie(imported, "allocate", *arguments)
        assert done.returncode == code, done.stderr
        assert said in done.stderr
        assert "Traceback" not in done.stderr


def test_joint_bids_of_a_need(imported):
    report = parsed(duijie(imported, "joint", "XQ-2026-033", "--json"))
    assert report["joint"]["answer_zh"] == "这条需求是一项任务，不需要联合。"
    done = duijie(imported, "joint", "XQ-2026-007", "--bidding", "没有这家")
    assert done.returncode == 1
    assert "没有组织“没有这家”" in done.stderr
