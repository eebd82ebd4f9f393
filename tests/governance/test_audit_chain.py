"""F15: altering, inserting, deleting or reordering one entry is found."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.audit import sealed, verify_chain

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def chain(length):
    entries = []
    for n in range(length):
        before = entries[-1] if entries else None
        entries.append(sealed(before, NOW + timedelta(n), f"人{n}", "决定", f"对象{n}", "{}"))
    return entries


def test_F15_unbroken_chain_has_no_finding():
    assert verify_chain(chain(5)) == ()
    assert verify_chain([]) == ()


@pytest.mark.parametrize(
    "change",
    [
        {"actor": "别人"},
        {"action": "撤回"},
        {"subject": "别的对象"},
        {"detail": '{"a":1}'},
        {"at": NOW + timedelta(seconds=1)},
        {"hash": "0" * 64},
    ],
)
@pytest.mark.parametrize("place", [0, 2, 4])
def test_F15_one_altered_row_fails(change, place):
    entries = chain(5)
    entries[place] = replace(entries[place], **change)
    assert verify_chain(entries)


@given(place=st.integers(0, 4))
def test_F15_a_deleted_row_fails_unless_it_is_the_last(place):
    entries = chain(5)
    del entries[place]
    assert bool(verify_chain(entries)) is (place < 4)


def test_F15_a_cut_log_is_found_by_the_noted_hash():
    entries = chain(5)
    noted = entries[-1].hash
    assert verify_chain(entries, noted) == ()
    assert verify_chain(entries[:4], noted)


def test_F15_swapped_and_inserted_rows_fail():
    entries = chain(5)
    assert verify_chain([entries[1], entries[0], *entries[2:]])
    assert verify_chain([*entries[:2], entries[1], *entries[2:]])


def test_a_time_in_another_zone_is_the_same_time():
    entries = chain(2)
    east = entries[0].at.astimezone(timezone(timedelta(hours=8)))
    assert verify_chain([replace(entries[0], at=east), entries[1]]) == ()
