"""A need of several pages is searched by the sentences that say what is needed."""

from matcher.meaning import focus
from matcher.meaning.focus import LONG

NEED = "为辖区失能老人提供上门助浴服务，每月两次。"
FORMAL = "请各单位高度重视，加强统筹协调，按照职责分工抓好落实。"


def test_short_text_stays(shipped):
    assert focus(NEED, shipped) == NEED
    assert focus("", shipped) == ""


def test_long_text_is_searched_by_what_is_needed(shipped):
    pages = FORMAL * 40 + NEED + FORMAL * 40
    assert len(pages) > LONG
    assert NEED in focus(pages, shipped)
    assert len(focus(pages, shipped)) < LONG


def test_repeating_a_sentence_adds_nothing(shipped):
    pages = FORMAL * 40 + NEED
    assert focus(pages + NEED * 5, shipped) == focus(pages, shipped)


def test_text_that_speaks_for_nothing_stays(shipped):
    nothing = "☆★" * LONG
    assert focus(nothing, shipped) == nothing
