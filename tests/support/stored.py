"""Records as a store keeps them: small ones by hand, and Hypothesis strategies over every field."""

import dataclasses
import types
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from typing import Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from matcher.model import (
    Contract,
    CreditCheck,
    CreditList,
    CreditState,
    Evaluation,
    Federation,
    Meta,
    Need,
    Organization,
    PartialDate,
    Service,
    Source,
)

KINDS = (Need, Organization, Service, Evaluation, CreditCheck, Federation, Contract)
NOW = datetime(2026, 3, 2, 1, 2, 3, 456789, tzinfo=UTC)


def meta(version=1):
    """Provenance of a record from row 7 of a sheet."""
    changed = NOW + timedelta(days=version - 1)
    return Meta(version, Source("目录.xlsx", "组织", 7), NOW, changed)


def organization(key, **facts):
    return Organization(**{"id": key, "name": f"测试机构{key}", "meta": meta(), **facts})


def need(key, **facts):
    base = {"id": key, "code": f"N-{key}", "title": f"需求{key}", "description": "楼道照明维护"}
    return Need(**{**base, "meta": meta(), **facts})


def service(key, owner, **facts):
    base = {"id": key, "organization_id": owner, "title": f"服务{key}", "description": "灯具检修"}
    return Service(**{**base, "meta": meta(), **facts})


def evaluation(key, owner, **facts):
    return Evaluation(**{"id": key, "organization_id": owner, "meta": meta(), **facts})


def credit_check(key, owner, **facts):
    base = {"id": key, "organization_id": owner, "list": CreditList.PENALTY}
    return CreditCheck(**{**base, "state": CreditState.OUT, "meta": meta(), **facts})


def federation(key, owner, **facts):
    return Federation(**{"id": key, "organization_id": owner, "meta": meta(), **facts})


def contract(key, owner, **facts):
    base = {"id": key, "organization_id": owner, "code": f"HT-{key}", "title": f"合同{key}"}
    days = {"signed_on": date(2026, 1, 5), "start": date(2026, 1, 10), "end": date(2026, 12, 31)}
    return Contract(**{**base, **days, "meta": meta(), **facts})


def changed(record, **facts):
    """The next version of ``record`` with other facts."""
    return dataclasses.replace(record, meta=meta(record.meta.version + 1), **facts)


def exactly(value):
    """A text that tells 5 from 5.00, a text from an enumeration, a list from a tuple.

    Pydantic's zone for UTC is equal to Python's and only looks different.
    """
    return repr(value).replace("TzInfo(0)", "datetime.timezone.utc")


def one_of_each_kind():
    """Seven records that belong together; the organization comes last."""
    return [
        contract("k", "o", amount=Decimal("98000.00")),
        federation("f", "o", member_ids=("o",)),
        credit_check("c", "o", fine_amount=Decimal("300.00"), checked_on=date(2026, 3, 1)),
        evaluation("e", "o", score=88.5),
        service("s", "o", service_types=("养老服务",)),
        need("n", self_raised_ratio=Decimal("0.125")),
        organization("o", aliases=("小机构",)),
    ]


# Everything a database can hold: no NUL, no half characters; long, Chinese, emoji, line breaks.
texts = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12),
    st.sampled_from(
        ["", " ", "长" * 5000, "“引号”'\"\\;--", "a\r\nb\tc", "𠮷🏠", "null", "0", "%s"]
    ),
)
keys = st.uuids(version=4).map(str)
# fold has no meaning in UTC, and only its looks differ.
moments = st.datetimes(timezones=st.just(UTC)).map(
    lambda moment: moment.replace(year=2000 + moment.year % 100, day=min(moment.day, 28), fold=0)
)
days = st.dates(date(1949, 10, 1), date(2100, 1, 1))
partial_dates = days.flatmap(lambda d: st.sampled_from([str(d)[:4], str(d)[:7], str(d)]))
amounts = st.decimals(0, Decimal("999999999999.99"), places=2)
_PLAIN = {
    str: texts,
    int: st.integers(0, 2**62),
    float: st.floats(0, 1e6, allow_nan=False),
    bool: st.booleans(),
    date: days,
    datetime: moments,
    Decimal: amounts,
    PartialDate: partial_dates,
}


def values(hint):
    """A strategy for a type as it stands in an annotation."""
    if hint in _PLAIN:
        return _PLAIN[hint]
    if get_origin(hint) in (Union, types.UnionType):
        return st.one_of(*(st.none() if a is type(None) else values(a) for a in get_args(hint)))
    if get_origin(hint) is tuple:
        first, *rest = get_args(hint)
        if rest == [...]:
            return st.lists(values(first), max_size=3).map(tuple)
        return st.tuples(*(values(item) for item in (first, *rest)))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(list(hint))
    return values_of(hint)


def values_of(model, **given):
    """A strategy for a dataclass; ``given`` replaces the strategies of single fields."""
    hints = get_type_hints(model)
    names = [f.name for f in dataclasses.fields(model) if f.name not in given]
    return st.builds(model, **{name: values(hints[name]) for name in names}, **given)


metas = values_of(Meta, version=st.just(1))


def records_of(kind, **given):
    """A strategy for new records (version 1) of ``kind``, all fields drawn."""
    extra = {"self_raised_ratio": st.none() | st.decimals(0, 1, places=5)} if kind is Need else {}
    return values_of(kind, **{"id": keys, "meta": metas, **extra, **given})


@st.composite
def catalogs(draw, max_size=3):
    """Records of all kinds, each belonging to an organization of the same list."""
    organizations = draw(st.lists(records_of(Organization), min_size=1, max_size=max_size))
    owners = st.sampled_from([o.id for o in organizations])
    records = [*organizations, *draw(st.lists(records_of(Need), max_size=max_size))]
    for kind in (Service, Evaluation, CreditCheck, Federation, Contract):
        records += draw(st.lists(records_of(kind, organization_id=owners), max_size=max_size))
    return list({(type(r), r.id): r for r in records}.values())
