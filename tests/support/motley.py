"""Records and needs in which every fact that a score part reads is known, odd or missing."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
from support.varied import varied_catalog

from matcher.model import (
    Evaluation,
    EvaluatorType,
    Labelled,
    Money,
    Need,
    Organization,
    PartialDate,
    Period,
    Price,
    Quantity,
    Rating,
    Service,
    ServiceArea,
)
from matcher.taxonomy import taxonomy

_TYPES = (*(t.preferred for t in taxonomy().service_types.terms[:7]), "没有这一类")
_GROUPS = (*(g.preferred for g in taxonomy().beneficiary_groups.terms), "没有这一群")
_UNITS = ("", "项目", "年", "人次", "人", "户", "场", "小时", "平方米")
_QUANTITIES = ("人次", "人", "名", "户", "场", "场次", "小时", "")
_DISTRICTS = ("朝阳", "海淀区", "北京市丰台区", "延庆", "廊坊")
_STREETS = ("海淀区花园路街道", "朝阳区望京街道", "某某街道", "")
_DATES = ("2019", "2020-02", "2021-03-01", "2022-02-28", "2023", "2024-05", "2025-12-31", "2027")
_EVALUATORS = ("甲评估中心", "甲 评估中心", "乙评估事务所", "丙评估公司", "")
_PLACES = ("", "", "可服务周边区", "含邻近区域")


class _Draw:
    """Draws from one seeded generator."""

    def __init__(self, seed):
        self._rng = np.random.default_rng(seed)

    def one(self, options):
        return options[int(self._rng.integers(0, len(options)))]

    def few(self, options, most):
        return tuple(self.one(options) for _ in range(int(self._rng.integers(0, most + 1))))

    def maybe(self, value, chance=0.7):
        return value if self._rng.random() < chance else None

    def yes(self, chance):
        return bool(self._rng.random() < chance)

    def number(self, low, high):
        return int(self._rng.integers(low, high))

    def date(self, known=0.9):
        return self.maybe(PartialDate(self.one(_DATES)), known)


def motley_catalog(count, seed=3, evaluations=4):
    """Return ``count`` organizations with up to two services, ``evaluations`` each on average."""
    draw, records = _Draw(seed), []
    plain = varied_catalog(count, seed)
    for record in plain:
        if isinstance(record, Organization):
            records.append(_organization(record, draw))
        elif isinstance(record, Service):
            records.append(_service(record, draw))
            if draw.yes(0.3):
                second = replace(record, id=f"{record.id}b", title=f"{record.title}二期")
                records.append(_service(second, draw))
    owners = [f"o{number:03d}" for number in range(count)]
    return records + [_evaluation(n, draw.one(owners), draw) for n in range(count * evaluations)]


def _organization(record, draw):
    grade = draw.one((None, "5A", "4A", "3A", "2A", "1A", "AAA"))
    return replace(
        record,
        staff_full=draw.maybe(draw.number(0, 20)),
        staff_part=draw.maybe(draw.number(0, 20)),
        rating=Rating(grade, draw.date(0.6), draw.date(0.6)),
        concurrent_projects=draw.maybe(draw.number(0, 4)),
        max_concurrent=draw.maybe(draw.number(1, 6)),
    )


def _service(record, draw):
    low, high = Decimal(draw.number(0, 3) * draw.number(1, 90_000)), draw.number(0, 90_000)
    scope = draw.one(("区", "区", "区", "全市", "全国"))
    return replace(
        record,
        service_types=draw.few(_TYPES, 3),
        beneficiaries=tuple(Labelled(g) for g in draw.few(_GROUPS, 3)),
        price=Price(draw.maybe(low), draw.maybe(Decimal(high)), draw.one(_UNITS)),
        area=ServiceArea(scope, draw.few(_DISTRICTS, 3), draw.one(_PLACES)),
        largest_similar_project=draw.maybe(Decimal(draw.number(0, 900_000))),
    )


def _evaluation(number, owner, draw):
    return Evaluation(
        id=f"e{number:05d}",
        organization_id=owner,
        project=f"项目{number}",
        service_types=draw.few(_TYPES, 2),
        evaluator_type=draw.maybe(draw.one((*EvaluatorType, EvaluatorType.THIRD_PARTY)), 0.95),
        evaluator_org=draw.one(_EVALUATORS),
        score=draw.maybe(round(draw.number(0, 10_300) / 100 + draw.number(0, 2) * 1e-3, 3), 0.95),
        sample_n=draw.maybe(draw.number(0, 60)),
        evaluated_on=draw.date(),
        disputed=draw.yes(0.05),
        conflict=draw.yes(0.05),
        valid=draw.yes(0.95),
    )


def motley_need(number, seed=3):
    """Return one need; the same number and seed give the same."""
    draw = _Draw([seed, number])
    ends = [draw.maybe(Decimal(draw.number(1, 200_000))) for _ in range(2)]
    low, high = draw.number(1, 300), draw.number(1, 300)
    return Need(
        id=f"n{number}",
        code=f"XQ-2026-{number:03d}",
        title=draw.one(("独居老人定期探访", "残疾人技能培训", "儿童课后托管", "失业人员就业指导")),
        description=draw.one(
            (
                "组织志愿者上门看望，发现隐患及时报告。",
                "开设讲座，教授技能，链接资源。",
                "建立档案。",
            )
        ),
        street=draw.one(_STREETS),
        service_types=draw.few(_TYPES, 3),
        beneficiaries=tuple(Labelled(g) for g in draw.few(_GROUPS, 3)),
        beneficiary_count=Quantity(draw.maybe(low), draw.maybe(high), draw.one(_QUANTITIES)),
        required_staff=draw.maybe(draw.number(0, 12)),
        required_certified=draw.maybe(draw.number(0, 5), 0.5),
        required_licences=draw.few(("食品经营许可证",), 1),
        budget=Money(*ends),
        budget_public=draw.maybe(Decimal(draw.number(0, 200_000)), 0.3),
        self_raised_ratio=draw.maybe(Decimal(draw.number(0, 9)) / 10, 0.3),
        period=Period(months=draw.maybe(draw.number(1, 48)), open_ended=draw.yes(0.1)),
        continuous=draw.yes(0.6),
        continuity_conditions=(True, True, True, draw.yes(0.8)),
    )
