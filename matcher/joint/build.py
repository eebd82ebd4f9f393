"""Joint bids for one need: who could take its tasks together, and in which legal form."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ..catalog import Catalog
from ..codes import sentence
from ..errors import InvalidInput
from ..gate import Federations, is_filed
from ..identity import neutral_key
from ..model import Federation, Need, NeedComponent, Organization
from .cover import MAX_TASKS, Cover, smallest_cover
from .terms import consortium_terms, federation_blocks, federation_terms
from .values import Joint, JointKind, Member, Proposal

_LEAD, _MEMBER, _SIGNER, _EXECUTING = "牵头", "成员", "申请并签约", "参加实施"
#: Who takes a task suits it nearly as well as the best for it. The fit threshold alone says only
#: "cannot be ruled out": by it one weak organization for everything would beat two good ones.
_NEAR_BEST = 0.8
_ONE_TASK = "这条需求是一项任务，不需要联合。"
_NOBODY = "各项任务都没有达到门槛的组织，请补充征集。"


@dataclass(frozen=True, slots=True, eq=False)
class _Question:
    need: Need
    tasks: tuple[NeedComponent, ...]
    catalog: Catalog
    as_of: date
    federations: Federations

    def organization(self, organization_id: str) -> Organization:
        return self.catalog.organizations[self.catalog.organization_row[organization_id]]

    def suits(self, allowed: Callable[[Organization], bool]) -> list[dict[str, float]]:
        """Return organization → similarity for every task, of those allowed."""
        return [
            {
                c.organization_id: c.similarity
                for c in task.candidates
                if allowed(self.organization(c.organization_id))
            }
            for task in self.tasks
        ]


def build(
    need: Need,
    components: Sequence[NeedComponent],
    catalog: Catalog,
    as_of: date,
    bidding: Mapping[str, str] | None = None,
) -> Joint:
    """Return the joint bids for the components of a need's run.

    ``bidding``: organization id → the bid for this need that it is in already (its own, or another
    group's); such an organization is in no proposal (政府采购法实施条例 Art. 22). A federation that
    bids is barred with all its groups. Raises InvalidInput for more than MAX_TASKS components.
    """
    tasks = tuple(components)
    if len(tasks) > MAX_TASKS:
        raise InvalidInput(f"这条需求有 {len(tasks)} 项任务，请拆成几条需求。", field="need")
    question = _Question(need, tasks, catalog, as_of, Federations(catalog, as_of))
    names = tuple(task.name for task in tasks)
    engaged = bidding or {}
    if len(tasks) < 2:
        return Joint(names, _ONE_TASK, (), (), ())
    free = question.suits(lambda o: o.id not in engaged)
    registered = [
        _near_best(found)
        for found in question.suits(lambda o: o.id not in engaged and not is_filed(o))
    ]
    alone = _alone(question, registered)
    consortium = _consortium(question, registered)
    groups = _federation_proposals(question, free, engaged)
    proposals = (*([] if consortium is None else [consortium]), *groups)
    return Joint(
        tasks=names,
        answer_zh=_answer(question, free, alone, proposals) + _looked_at(tasks),
        alone=alone,
        proposals=proposals,
        barred_zh=_barred(question, engaged),
    )


def _near_best(suits: Mapping[str, float]) -> dict[str, float]:
    least = _NEAR_BEST * max(suits.values(), default=0.0)
    return {organization: value for organization, value in suits.items() if value >= least}


def _alone(question: _Question, suits: Sequence[Mapping[str, float]]) -> tuple[str, ...]:
    able = set(suits[0]).intersection(*suits)
    order = sorted(
        able, key=lambda o: (-round(sum(s[o] for s in suits), 6), neutral_key(question.need.id, o))
    )
    return tuple(question.organization(o).name for o in order)


def _consortium(question: _Question, suits: Sequence[Mapping[str, float]]) -> Proposal | None:
    """Return the smallest 联合体 of registered members; None where one is no joint bid."""
    open_tasks = [task for task, found in enumerate(suits) if found]
    cover = smallest_cover(suits, open_tasks, question.need.id)
    if cover is None or len(cover.members) < 2:
        return None
    lead = _lead(question, cover, suits)
    missing = _names(question, [t for t in range(len(suits)) if t not in open_tasks])
    others = None if missing else len(cover.members) - 1
    members = tuple(
        _member(question, organization, tasks, others, role)
        for organization, tasks in sorted(cover.members, key=lambda m: m[0] != lead)
        for role in [_LEAD if organization == lead else _MEMBER]
    )
    return Proposal(
        kind=JointKind.CONSORTIUM,
        lead_id=lead,
        lead_name=question.organization(lead).name,
        members=members,
        missing=missing,
        terms_zh=consortium_terms(members),
        blocks_zh=(),
        exportable=not missing,
    )


def _lead(question: _Question, cover: Cover, suits: Sequence[Mapping[str, float]]) -> str:
    """Return who takes most tasks, then suits them best, then the neutral order (F7)."""
    return min(
        cover.members,
        key=lambda member: (
            -len(member[1]),
            -round(sum(suits[task][member[0]] for task in member[1]), 6),
            neutral_key(question.need.id, member[0]),
        ),
    )[0]


def _federation_proposals(
    question: _Question, suits: Sequence[Mapping[str, float]], engaged: Mapping[str, str]
) -> tuple[Proposal, ...]:
    """Return one proposal for every federation whose groups, with itself, take a task."""
    parties: dict[str, tuple[Federation, Organization]] = {}
    groups: dict[str, set[str]] = {}
    for organization_id in sorted(set().union(*suits)):
        group = question.organization(organization_id)
        if not is_filed(group):
            continue
        for federation, signer in question.federations.serving(group, question.need.street):
            if signer.id not in engaged:
                parties[federation.id] = (federation, signer)
                groups.setdefault(federation.id, {signer.id}).add(group.id)
    found = []
    for key in sorted(parties, key=lambda f: (neutral_key(question.need.id, f), f)):
        own = [_near_best({o: v for o, v in s.items() if o in groups[key]}) for s in suits]
        found.append(_federation_proposal(question, *parties[key], own))
    return tuple(sorted(found, key=lambda p: (not p.exportable, len(p.missing), len(p.members))))


def _federation_proposal(
    question: _Question,
    federation: Federation,
    signer: Organization,
    suits: Sequence[Mapping[str, float]],
) -> Proposal:
    open_tasks = [task for task, found in enumerate(suits) if found]
    cover = smallest_cover(suits, open_tasks, question.need.id)
    takers = () if cover is None else cover.members
    missing = _names(question, [t for t in range(len(suits)) if t not in open_tasks])
    others = None if missing else len({signer.id, *(taker for taker, _ in takers)}) - 1
    own = tuple(
        task for organization, tasks in takers if organization == signer.id for task in tasks
    )
    members = (
        _member(question, signer.id, own, others, _SIGNER),
        *(
            _member(question, organization, tasks, others, _EXECUTING)
            for organization, tasks in takers
            if organization != signer.id
        ),
    )
    blocks = federation_blocks(federation, signer, clean=question.federations.is_clean(signer))
    return Proposal(
        kind=JointKind.FEDERATION,
        lead_id=signer.id,
        lead_name=signer.name,
        members=members,
        missing=missing,
        terms_zh=federation_terms(federation, members),
        blocks_zh=blocks,
        exportable=not missing and not blocks,
    )


def _member(
    question: _Question, organization_id: str, tasks: tuple[int, ...], others: int | None, role: str
) -> Member:
    services = [
        candidate.service_id
        for task in tasks
        for candidate in question.tasks[task].candidates
        if candidate.organization_id == organization_id
    ]
    return Member(
        organization_id=organization_id,
        organization_name=question.organization(organization_id).name,
        role_zh=role,
        tasks=_names(question, tasks),
        service_ids=tuple(dict.fromkeys(services)),
        reason_zh=sentence("R08", n=others) if tasks and others else "",
    )


def _names(question: _Question, tasks: Sequence[int]) -> tuple[str, ...]:
    return tuple(question.tasks[task].name for task in tasks)


def _answer(
    question: _Question,
    free: Sequence[Mapping[str, float]],
    alone: tuple[str, ...],
    proposals: tuple[Proposal, ...],
) -> str:
    count = len(question.tasks)
    if alone:
        first = f"“{alone[0]}”" + (f"等 {len(alone)} 家" if len(alone) > 1 else "")
        return f"{first}可以独自承担全部 {count} 项任务，不必联合。"
    if any(not p.missing for p in proposals):
        return f"没有一家能承担全部 {count} 项任务，下面的组合可以。"
    if proposals:
        missing = _quoted(min(proposals, key=_gaps).missing)
        return f"没有组合能承担全部任务，最接近的还缺{missing}，请补充征集。"
    open_tasks = [task for task, found in enumerate(free) if not found]
    if len(open_tasks) == count:
        return _NOBODY
    return f"{_quoted(_names(question, open_tasks))}没有达到门槛的组织，组不成联合，请补充征集。"


def _looked_at(tasks: Sequence[NeedComponent]) -> str:
    """Return how far the search went, where more organizations suit than the run names."""
    if all(task.suitable <= len(task.candidates) for task in tasks):
        return ""
    most = max(len(task.candidates) for task in tasks)
    return f"（只在每项任务最适合的 {most} 家里找。）"


def _quoted(names: Sequence[str]) -> str:
    return "、".join(f"“{name}”" for name in names)


def _gaps(proposal: Proposal) -> int:
    return len(proposal.missing)


def _barred(question: _Question, engaged: Mapping[str, str]) -> tuple[str, ...]:
    listed = {c.organization_id for task in question.tasks for c in task.candidates}
    return tuple(
        f"“{question.organization(o).name}”已参加本需求的“{engaged[o]}”，不得再参加另一个联合体或"
        "单独参加（政府采购法实施条例第22条）。"
        for o in sorted(engaged)
        if o in listed
    )
