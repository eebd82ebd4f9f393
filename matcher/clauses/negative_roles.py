"""What lifts a stretch from the negative list: the part that it plays in its sentence.

加装电梯 is bought in 加装电梯，含设计和安装, talked about in 就加装电梯开展协商, excluded in
不含加装电梯 and the work of somebody else in 加装电梯由区里另行招标. Each role is a pure test.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from . import negative_cues as cues
from .negative_frames import Hit, Layout, Span

#: Classes of words that take people on: a 向 or 为 before them names the buyer.
_TAKING_ON = frozenset({"hire", "recruit", "press", "buy", "short", "need_person"})


def negated(hit: Hit, where: Layout, excluded: tuple[Span, ...]) -> bool:
    """Tell whether the text excludes the hit, by a phrase of exclusion or by a 不 before it."""
    start, end = hit.span
    if any(first < end and start < last for first, last in excluded):
        return True
    before, _, _ = _part_text(hit, where)
    return cues.NOT.search(before[-12:]) is not None


def talked_about(hit: Hit, where: Layout) -> bool:
    """Tell whether the hit is what people speak, learn or quarrel about."""
    before, inside, after = _cut_context(hit, where)
    if cues.TALKED_BEFORE.search(before) or any(cues.SPEAKS.search(gap) for gap in inside):
        return True
    single = len(hit.steps) == 1
    return (cues.TALKED_AFTER if single else cues.ITEM_TALKED_AFTER).search(after) is not None


def _cut_context(hit: Hit, where: Layout) -> tuple[str, tuple[str, ...], str]:
    """Return the words of the same act before, between and behind the steps of a hit."""
    first, last = where.part(hit.span[0])[0], where.part(hit.span[1] - 1)[1]
    before = where.text[first : hit.span[0]]
    cuts = list(cues.CUT.finditer(before))
    before = before[cuts[-1].end() :] if cuts else before
    after = where.text[hit.span[1] : last]
    cut = cues.CUT.search(after)
    after = after[: cut.start()] if cut else after
    # With the first character of the next step: 宣传用品 is no 宣传.
    gaps = tuple(
        where.text[a[1] : b[0] + 1] for a, b in zip(hit.steps, hit.steps[1:], strict=False)
    )
    return before, gaps, after


def _part_text(hit: Hit, where: Layout) -> tuple[str, str, str]:
    """Return the comma part before, at and behind the hit."""
    start, end = hit.span
    first, last = where.part(start)[0], where.part(end - 1)[1]
    return where.text[first:start], where.text[start:end], where.text[end:last]


def _topic(hit: Hit, where: Layout) -> bool:
    """Tell whether works are a topic of residents, or their own handiwork."""
    before, middle, after = _part_text(hit, where)
    start = hit.span[0]
    lead = where.text[max(where.sentence(start)[0], start - 26) : start]
    if cues.RESIDENTS_ACT.search(lead):
        return True
    here = cues.TOPIC_HERE.search(after) or cues.TOPIC_HERE.search(before[-8:] + middle)
    following = where.part_after(hit.span[1] - 1)
    return bool(
        here
        or cues.TOPIC_NEXT.search(following)
        or (cues.TOPIC_BEFORE.search(before) and cues.TOPIC_HERE.search(following))
    )


def _incident(hit: Hit, where: Layout) -> bool:
    """Tell whether goods only go along with an activity (含茶歇、纪念品), or are not bought."""
    before, middle, after = _part_text(hit, where)
    if cues.OWN_SUPPLY.search(before[-14:] + middle + after[:16]):
        return True
    if cues.CARE_OF_GOODS.search(after) and not cues.BOUGHT.search(middle):
        return True
    first = where.sentence(hit.span[0])[0]
    earlier = where.text[first : hit.span[0] - len(before)]
    included = cues.INCLUDED.search(before)
    if included is None or cues.PURCHASE.search(middle):
        return False
    return cues.EVENT.search(earlier + before[: included.start() + 1]) is not None


def _done(hit: Hit, where: Layout) -> bool:
    """Tell whether it is there already, comes from others, or is only a subsidy."""
    before, middle, after = _part_text(hit, where)
    following = where.part_after(hit.span[1] - 1)
    return bool(
        after.startswith("后")
        or cues.SUBSIDY.search(after)
        or cues.APPLIED_FOR.search(before)
        or cues.AFTERWARDS.search(before[-8:] + middle)
        or cues.OTHERS.search(before[-8:] + middle + after[:16])
        or cues.NEXT_OTHERS.match(following)
    )


def _recipient(hit: Hit, where: Layout) -> bool:
    """Tell whether the people of a post are those who are served."""
    before, _, after = _part_text(hit, where)
    cared = cues.CARED_FOR.search(after)
    return bool(cared) or bool(
        cues.RECIPIENT.search(before) and hit.frame.steps[0].name not in _TAKING_ON
    )


def _applicant(hit: Hit, where: Layout) -> bool:
    """Tell whether residents are helped to get what the state grants."""
    return cues.APPLICANT.search("".join(_part_text(hit, where))) is not None


def _activity(hit: Hit, where: Layout) -> bool:
    """Tell whether things are only laid out for an activity of the sentence, in no number."""
    _, middle, after = _part_text(hit, where)
    earlier = where.text[where.sentence(hit.span[0])[0] : hit.span[0]]
    return bool(cues.GATHERING.search(earlier) and not cues.NUMBER.search(middle + after[:8]))


def _own(hit: Hit, where: Layout) -> bool:
    """Tell whether the people are the provider's own team."""
    before, middle, after = _part_text(hit, where)
    if cues.OWN_STAFF.search(middle):
        return True
    earlier = where.text[where.sentence(hit.span[0])[0] : hit.span[0]]
    return bool(
        cues.PROVIDER_HAS.search(earlier) and not cues.BUYER.search(before + middle + after)
    )


def _charity(hit: Hit, where: Layout) -> bool:
    """Tell whether a shop is addressed for a public end, or sales are for people in need."""
    whole = "".join(_part_text(hit, where))
    return (cues.CHARITY.search(whole) or cues.PUBLIC_CAUSE.search(whole)) is not None


def _work(hit: Hit, where: Layout) -> bool:
    """Tell whether the office's own staff is trained or sent out, which is its work."""
    return cues.WORK_TALK.search("".join(_part_text(hit, where))) is not None


def _nominal(hit: Hit, where: Layout) -> bool:
    """Tell whether an act of the state only qualifies a noun (行政许可流程)."""
    _, _, after = _part_text(hit, where)
    return cues.NOMINAL_TALK.match(after) is not None


ROLES: Mapping[str, Callable[[Hit, Layout], bool]] = MappingProxyType(
    {
        "topic": _topic,
        "incident": _incident,
        "done": _done,
        "recipient": _recipient,
        "applicant": _applicant,
        "own": _own,
        "activity": _activity,
        "nominal": _nominal,
        "charity": _charity,
        "work": _work,
    }
)


def lifted(hit: Hit, where: Layout) -> bool:
    """Tell whether one of the roles that the frame names lifts the hit."""
    return any(ROLES[name](hit, where) for name in sorted(hit.frame.lifted_by))
