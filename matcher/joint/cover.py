"""The smallest group that takes every task: an exact set cover of few tasks.

Over all partitions of the tasks (5 for three tasks, 4,140 for eight), each block goes to the
candidate that suits it best; the fewest blocks win, then the highest similarity.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..canonical import DECIMALS
from ..identity import neutral_key

#: The number of partitions grows faster than powers.
MAX_TASKS = 8

Blocks = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Cover:
    """Members in the order of their first task: organization id → the tasks it takes."""

    members: tuple[tuple[str, tuple[int, ...]], ...]


def smallest_cover(
    suits: Sequence[Mapping[str, float]], tasks: Sequence[int], need_id: str
) -> Cover | None:
    """Return the smallest cover of at most MAX_TASKS ``tasks``; None where nobody suits one.

    ``suits[task]`` is organization → similarity in [0, 1]. Among equally small covers the highest
    sum of similarities (each task at its taker) wins, among equals the neutral order (F7).
    """
    found = []
    for blocks in _partitions(tuple(tasks)):
        takers = [_best(suits, block, need_id) for block in blocks]
        if all(taker is not None for taker in takers):
            members = tuple(t for t in takers if t is not None)
            similarity = round(sum(value for _, value in members), DECIMALS)
            ids = [organization for organization, _ in members]
            draw = sorted(neutral_key(need_id, organization) for organization in ids)
            found.append(((len(blocks), -similarity, draw), tuple(zip(ids, blocks, strict=True))))
    return Cover(min(found)[1]) if found and tasks else None


def _best(
    suits: Sequence[Mapping[str, float]], block: tuple[int, ...], need_id: str
) -> tuple[str, float] | None:
    """Return who takes a whole block best, with the sum of its similarities."""
    able = set(suits[block[0]]).intersection(*(suits[task] for task in block))
    if not able:
        return None
    sums = {o: round(sum(suits[task][o] for task in block), DECIMALS) for o in able}
    best = min(able, key=lambda o: (-sums[o], neutral_key(need_id, o), o))
    return best, sums[best]


def _partitions(tasks: tuple[int, ...]) -> Iterator[Blocks]:
    """Yield every partition, blocks and their tasks in ascending order."""
    if not tasks:
        yield ()
        return
    first, rest = tasks[0], tasks[1:]
    for blocks in _partitions(rest):
        yield ((first,), *blocks)
        for place, block in enumerate(blocks):
            grown = (first, *block)
            yield (grown, *blocks[:place], *blocks[place + 1 :])
