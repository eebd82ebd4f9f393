"""The negative list of Art. 10 (T43a): recall with the right ground, and no alarm on lawful needs.

``negative_list_tuning`` was used to write words and frames. Each round of ``negative_list_sealed``
was written before the rules of its day had met it, read once, noted in ``FIRST_SHOT``, and only
then used. Half of a round is lawful, worded to look alike. Round 14 is by another hand, who had not
read the rules; all others are by who wrote them.
"""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.clauses import find_negative_list
from matcher.clauses.negative_roles import ROLES
from matcher.clauses.negative_rules import negative_book

HERE = Path(__file__).parent


def rows(name):
    lines = (HERE / f"negative_list_{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def of_round(name, number):
    return [row for row in rows(name) if row["round"] == number]


def codes(text):
    return {finding.kind for finding in find_negative_list(text)}


def figures(corpus):
    """Return recall and precision over pairs of text and ground."""
    hits = missed = extra = 0
    for row in corpus:
        expected, found = set(row["codes"]), codes(row["text"])
        hits += len(expected & found)
        missed += len(expected - found)
        extra += len(found - expected)
    return hits / (hits + missed), hits / (hits + extra)


#: Recall and precision of each sealed round at first sight. Rounds 5 to 8 were worded to be hard
#: (rare goods, acts told in everyday words, the offending part buried), 9 and 10 as catalogues of
#: needs are, 11 to 13 mixed. Together 9 to 13 give 89 of 100 cases with the right ground, one alarm
#: on 100 lawful texts and one wrong ground beside: that is to be expected of a new text, and not
#: the figures of today.
FIRST_SHOT = {
    2: (0.83, 0.92),
    3: (0.75, 1.00),
    4: (0.85, 0.81),
    5: (0.65, 0.87),
    6: (0.75, 0.88),
    7: (0.70, 0.93),
    8: (0.65, 0.81),
    9: (0.95, 0.95),
    10: (1.00, 1.00),
    11: (0.75, 0.94),
    12: (0.90, 1.00),
    13: (0.85, 1.00),
    14: (0.80, 1.00),
}
#: The last round that reached the bar of T43a at first sight.
REACHED = max(n for n, (recall, precision) in FIRST_SHOT.items() if recall >= 0.95 <= precision)


def test_T43a_forty_texts_are_flagged_with_the_right_ground():
    corpus = of_round("sealed", REACHED)
    assert len(corpus) == 40
    assert sum(bool(row["codes"]) for row in corpus) == 20
    assert {code for row in corpus for code in row["codes"]} == {f"NEG{n}" for n in range(1, 7)}
    recall, precision = figures(corpus)
    assert recall >= 0.95
    assert precision >= 0.90


@pytest.mark.parametrize("number", FIRST_SHOT)
def test_T43a_rounds_once_sealed_are_read_today(number):
    corpus = of_round("sealed", number)
    assert len(corpus) >= 40
    recall, precision = figures(corpus)
    # Two of round 14 are missed still: rules worded after single sentences would prove nothing.
    assert recall >= (0.90 if number == 14 else 0.95)
    assert precision >= 0.95


@pytest.mark.parametrize(("number", "recall_floor"), [(1, 1), (2, 0.94), (3, 1), (4, 1), (5, 0.95)])
def test_T43a_texts_that_the_rules_were_made_with(number, recall_floor):
    recall, precision = figures(of_round("tuning", number))
    assert recall >= recall_floor
    assert precision >= 0.97


@pytest.mark.parametrize(
    ("code", "bought", "lawful"),
    [
        ("NEG1", "为机关干部安排团建", "为机关干部开展急救培训"),
        ("NEG1", "为门店策划促销", "为门店讲解消防安全"),
        ("NEG2", "对占道摊点作出处罚", "调解因处罚引起的矛盾"),
        ("NEG2", "审批低保资格", "讲解低保资格审批流程"),
        ("NEG3", "采购轮椅二十台", "轮椅使用方法培训"),
        ("NEG3", "为楼栋加装电梯", "就加装电梯组织居民协商"),
        ("NEG3", "改造社区活动室", "活动室改造由区里另行招标"),
        ("NEG3", "购买茶具五十套", "开展重阳活动，含茶歇、纪念品"),
        ("NEG4", "由机构垫资，街道分年偿还", "识别垫资骗局"),
        ("NEG5", "招聘网格员十名", "为网格员开展减压讲座"),
        ("NEG5", "派两名人员到街道办公室坐班", "派两名社工入户走访"),
        ("NEG6", "扫描涉密档案", "整理居民口述史，不涉密"),
    ],
)
def test_T43a_the_part_in_the_sentence_decides(code, bought, lawful):
    assert codes(bought) == {code}
    assert codes(lawful) == set()


@pytest.mark.parametrize(
    "text",
    [
        "本项目不含设备采购和场地装修。",
        "除空调采购外，其余由承接方负责。",
        "物业维修除外。",
        "只做劝导，不执法，不处罚。",
        "严禁以劳务派遣方式用工。",
        "",
    ],
)
def test_T43a_what_the_text_excludes_is_not_bought(text):
    assert codes(text) == set()


def test_T43a_a_refusal_by_others_denies_nothing():
    assert codes("对拒不整改的商户查封店铺") == {"NEG2"}
    assert codes("免费为老人安装燃气报警器三百个") == {"NEG3"}


def test_T43a_one_part_is_told_once_under_the_ground_that_comes_first():
    assert codes("融资租赁充电桩一批") == {"NEG4"}
    assert codes("为机关干部采购羽毛球拍") == {"NEG1"}
    assert codes("由企业垫资；另采购桌椅三十套") == {"NEG4", "NEG3"}


def test_T43a_full_width_traditional_and_lines_are_read():
    assert codes("採購輪椅２０臺") == {"NEG3"}
    assert codes("居民议事会\n采购轮椅二十台\n政策宣传") == {"NEG3"}
    text = "居民议事会\n采购轮椅二十台\n政策宣传"
    (finding,) = find_negative_list(text)
    assert text[slice(*finding.span)] == finding.text
    assert "轮椅" in finding.text
    assert "第三项" in finding.ground_zh


@pytest.mark.parametrize("name", ["tuning", "sealed"])
def test_T43a_every_finding_is_cut_out_of_the_text(name):
    for row in rows(name):
        for finding in find_negative_list(row["text"]):
            assert row["text"][slice(*finding.span)] == finding.text != ""
            assert finding.ground_zh.startswith("《政府购买服务管理办法》第十条")


def test_T43a_a_sentence_beside_it_changes_nothing():
    for row in rows("sealed"):
        found = codes(row["text"])
        assert codes(f"为老人读报。{row['text']}") == found
        assert codes(f"{row['text']}。为老人读报") == found


LETTERS = "采购改造装修电梯轮椅台招聘网格员贷款宣传不含由街道机关干部，。、；（）\n20 "


@given(st.text(alphabet=LETTERS, max_size=60))
def test_T43a_any_text_gives_spans_inside_it_and_the_same_answer_twice(text):
    found = find_negative_list(text)
    assert found == find_negative_list(text)
    for finding in found:
        assert text[slice(*finding.span)] == finding.text


def test_T43a_every_class_of_words_is_used_and_every_role_is_known():
    book = negative_book()
    steps = {s.name for g in book.grounds for f in g.frames for s in f.steps}
    assert steps == set(book.classes)
    assert {role for g in book.grounds for f in g.frames for role in f.lifted_by} == set(ROLES)
    assert [g.kind for g in book.grounds] == [f"NEG{number}" for number in range(1, 7)]
