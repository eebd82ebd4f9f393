"""Whatever a sheet holds: nothing raises, and no row below the header disappears uncounted."""

from datetime import date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.intake.cells import IgnoredSheet
from matcher.intake.columns import column_table
from matcher.intake.reading.grid import column_letter, make_grid
from matcher.intake.reading.tables import build_table

HEADERS = [
    "需求名称",
    "组织名称",
    "得分",
    "评价方",
    "备注",
    "序号",
    "人群",
    "经费",
    "年检",
    "2024",
    "某列",
]
CELLS = st.one_of(
    st.none(),
    st.text(max_size=6),
    st.sampled_from([*HEADERS, "合计", "小计", "注：", "填表人：", "平均分", "-", " "]),
    st.integers(),
    st.floats(allow_nan=False),
    st.booleans(),
    st.just(date(2026, 3, 5)),
    st.just(datetime.fromisoformat("2026-03-05T14:30:00")),
)
ROWS = st.lists(st.lists(CELLS, max_size=7), max_size=12)
MERGES = st.lists(
    st.tuples(st.integers(0, 14), st.integers(0, 8), st.integers(0, 14), st.integers(0, 8)),
    max_size=4,
)


@settings(max_examples=200, deadline=None)
@given(ROWS, st.lists(st.sampled_from(HEADERS), min_size=1, max_size=6), MERGES, st.integers(0, 6))
def test_rows_are_data_or_counted(rows, header, merges, place):
    lines = [*rows[:place], header, *rows[place:]]
    ends = [(min(a, c), min(b, d), max(a, c), max(b, d)) for a, b, c, d in merges]
    found = build_table("a", make_grid("表", lines, ends), column_table())
    if isinstance(found, IgnoredSheet):
        assert found.reason_zh
        return
    numbers = sorted([*(r.number for r in found.rows), *(s.row for s in found.skipped)])
    last = len(make_grid("表", lines).rows)
    assert numbers == list(range(numbers[0], last + 1)) if numbers else True
    fields = {c.field for c in found.columns} - {None}
    assert all(set(row.values) == fields for row in found.rows)
    assert len([c for c in found.columns if c.field]) == len(fields)


@given(st.integers(0, 16383))
def test_column_letters_count_in_base_26(index):
    letters = column_letter(index)
    value = 0
    for letter in letters:
        value = value * 26 + ord(letter) - ord("A") + 1
    assert value == index + 1
    assert column_letter(16383) == "XFD"
