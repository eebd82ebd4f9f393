"""The clause check on texts of our own (F14: recall ≥ .95, precision ≥ .9)."""

import json
from pathlib import Path

import pytest

from matcher.clauses import find_discriminatory, find_negative_list, rule_book

HERE = Path(__file__).parent


def rows(name):
    lines = (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize(
    ("name", "key", "find", "least"),
    [
        ("discriminatory", "kinds", find_discriminatory, 30),
        ("negative_list", "codes", find_negative_list, 15),
    ],
)
def test_recall_and_precision(name, key, find, least):
    hits = missed = extra = positive = neutral = 0
    for row in rows(name):
        expected = set(row[key])
        found = {finding.kind for finding in find(row["text"])}
        positive += bool(expected)
        neutral += not expected
        hits += len(expected & found)
        missed += len(expected - found)
        extra += len(found - expected)
    assert min(positive, neutral) >= least
    assert hits / (hits + missed) >= 0.95
    assert hits / (hits + extra) >= 0.9


def test_three_clauses_are_marked_one_by_one_with_their_own_words():
    text = "承接方须在本区登记，成立满两年，评估等级4A以上。　内容：为老人理发。"
    found = find_discriminatory(text)
    assert [f.kind for f in found] == ["registration_place", "founding_years", "rating_bar"]
    for finding in found:
        assert finding.text in text[slice(*finding.span)]
        assert finding.ground_zh
        assert finding.neutral_zh


def test_full_width_and_traditional_writing_are_read():
    (finding,) = find_discriminatory("評估等級３Ａ以上方可報名")
    assert finding.kind == "rating_bar"


@pytest.mark.parametrize(
    "text",
    ["能在本街道提供服务", "项目负责人具备社工证", "近三年无重大违法记录", "接受第三方评估", ""],
)
def test_neutral_look_alikes_pass(text):
    assert find_discriminatory(text) == ()


def test_every_kind_has_a_text_and_every_rule_a_ground():
    seen = {kind for row in rows("discriminatory") for kind in row["kinds"]}
    assert seen == {rule.kind for rule in rule_book().discriminatory}
    codes = {code for row in rows("negative_list") for code in row["codes"]}
    assert codes == {rule.kind for rule in rule_book().negative_list}
    assert all(rule.ground_zh and rule.patterns for rule in rule_book().discriminatory)
