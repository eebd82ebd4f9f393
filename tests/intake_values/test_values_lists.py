import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.intake.values import split_list
from matcher.model import Labelled


def labels(cell):
    return [item.label for item in split_list(cell).value]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("老年人、残疾人；儿童/青少年 妇女", ["老年人", "残疾人", "儿童", "青少年", "妇女"]),
        ("独居老人,失能老人，家属;志愿者", ["独居老人", "失能老人", "家属", "志愿者"]),
        ("孕妇／产妇", ["孕妇", "产妇"]),
        ("助餐　助浴\n助洁", ["助餐", "助浴", "助洁"]),
        ("法律咨询＋调解", ["法律咨询", "调解"]),
        ("法律咨询+调解", ["法律咨询", "调解"]),
        (
            "《老年法》、《残疾人法》规定的对象、家属",
            ["《老年法》", "《残疾人法》规定的对象", "家属"],
        ),
        ("“一老一小”家庭、双职工", ["“一老一小”家庭", "双职工"]),
        ("《甲、乙》条例、丙", ["《甲、乙》条例", "丙"]),
        ("1.老年人 2.残疾人", ["老年人", "残疾人"]),
        ("①老人②小孩", ["老人", "小孩"]),
        ("性别平等、家长", ["性别平等", "家长"]),
        ("无", []),
        ("、，", []),
        (None, []),
        (5.0, ["5"]),
    ],
)
def test_separators(cell, expected):
    assert labels(cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("困难儿童（孤儿、留守儿童）", (Labelled("困难儿童", "孤儿、留守儿童"),)),
        ("居民（６５岁以上优先）；家属", (Labelled("居民", "65岁以上优先"), Labelled("家属"))),
        ("老人（独居（空巢）、失能）", (Labelled("老人", "独居（空巢）、失能"),)),
        ("老人（甲）（乙）", (Labelled("老人", "甲；乙"),)),
        ("老年人、残疾人等", (Labelled("老年人"), Labelled("残疾人", "等"))),
    ],
)
def test_brackets_become_remarks(cell, expected):
    assert split_list(cell).value == expected


def test_what_was_repeated_or_left_open_is_told():
    assert [f.code for f in split_list("儿童、儿童").findings] == ["LIST_REPEATED"]
    opened = split_list("儿童（孤儿、留守")
    assert opened.value == (Labelled("儿童", "孤儿、留守"),)
    assert [f.code for f in opened.findings] == ["LIST_UNCLOSED"]


WORDS = st.lists(
    st.sampled_from(["助餐", "助浴", "陪诊", "法援", "调解", "家教"]), unique=True, min_size=1
)


@given(WORDS, st.sampled_from("、，,；;／/ 　＋+\n"))
def test_every_separator_splits_alike(words, separator):
    assert labels(separator.join(words)) == words
    assert labels(f" {separator.join(words)}{separator}") == words
