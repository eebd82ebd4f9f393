"""The smallest cover against trying every group."""

from itertools import combinations, product

import numpy as np
import pytest

from matcher.joint.cover import smallest_cover


def every_group(suits, tasks):
    """Return (members, similarity) of the best cover by trying every group and every share-out."""
    names = sorted(set().union(*suits))
    for size in range(1, len(tasks) + 1):
        sums = [
            round(sum(suits[task][name] for task, name in zip(tasks, takers, strict=True)), 6)
            for group in combinations(names, size)
            for takers in product(group, repeat=len(tasks))
            if all(name in suits[task] for task, name in zip(tasks, takers, strict=True))
        ]
        if sums:
            return size, max(sums)
    return None


@pytest.mark.parametrize("seed", range(60))
def test_t32c_complete_and_minimal(seed):
    draw = np.random.default_rng(seed)
    count = int(draw.integers(1, 5))
    suits = [
        {
            f"o{n}": round(float(draw.random()), 2)
            for n in draw.choice(7, int(draw.integers(0, 5)), replace=False)
        }
        for _ in range(count)
    ]
    tasks = list(range(count))
    cover, expected = smallest_cover(suits, tasks, "n1"), every_group(suits, tasks)
    assert (cover is None) == (expected is None)
    if cover is None:
        return
    assert sorted(task for _, own in cover.members for task in own) == tasks
    assert len({name for name, _ in cover.members}) == len(cover.members) == expected[0]
    similarity = sum(suits[task][name] for name, own in cover.members for task in own)
    assert similarity == pytest.approx(expected[1])


def test_t32c_fifty_candidates_for_each_of_three_tasks():
    draw = np.random.default_rng(1)
    suits = [{f"{task}-{n}": float(draw.random()) for n in range(49)} for task in range(3)]
    for task in (0, 2):
        suits[task]["both"] = 0.01
    cover = smallest_cover(suits, [0, 1, 2], "n1")
    assert len(cover.members) == 2
    assert ("both", (0, 2)) in cover.members


def test_no_tasks_and_no_candidates():
    assert smallest_cover([{}, {}], [], "n1") is None
    assert smallest_cover([{"a": 1.0}, {}], [0, 1], "n1") is None


def test_f7_equals_are_chosen_equally_often():
    wins = dict.fromkeys("abcde", 0)
    for number in range(1000):
        suits = [dict.fromkeys("abcde", 0.8), {"x": 0.9}]
        cover = smallest_cover(suits, [0, 1], f"need-{number}")
        wins[dict(cover.members) and next(name for name, own in cover.members if own == (0,))] += 1
    assert all(abs(count - 200) <= 3 * 12.65 for count in wins.values())
