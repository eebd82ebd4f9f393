"""A catalog of organizations that differ in everything, from a seed."""

from decimal import Decimal

import numpy as np

from matcher.model import (
    Evaluation,
    EvaluatorType,
    Labelled,
    LegalStatus,
    Organization,
    PartialDate,
    Price,
    Rating,
    Service,
    ServiceArea,
)

_DOES = ("上门看望", "组织活动", "陪伴就医", "开设讲座", "结对帮扶", "电话问候", "送餐到家")
_WHOM = (
    ("独居老人", "为老服务"),
    ("残疾人", "助残服务"),
    ("儿童", "儿童服务"),
    ("退役军人", "退役军人"),
    ("失业人员", "就业服务"),
)
_MORE = ("检查居家安全", "建立档案", "发动志愿者", "发现隐患及时报告", "教授技能", "链接资源")


def varied_catalog(count, seed=3):
    """Return the records of ``count`` organizations, the same for the same seed."""
    rng = np.random.default_rng(seed)
    records = []
    for number in range(count):
        pick = rng.integers(0, 1000, 20).tolist()
        records.append(_organization(number, pick))
        records.append(_service(number, pick))
        records += [_evaluation(number, pick, turn) for turn in range(pick[0] % 4)]
    return records


def _organization(number, pick):
    grade = (None, "5A", "3A", "1A")[pick[1] % 4]
    dates = (PartialDate("2022"), PartialDate("2027")) if grade else (None, None)
    return Organization(
        id=f"o{number:03d}",
        name=f"乐邻{number}号社会服务中心",
        legal_status=LegalStatus.DISSOLVED if pick[2] % 9 == 0 else LegalStatus.NORMAL,
        registered_on=PartialDate(str(1990 + pick[3] % 30)),
        staff_full=pick[4] % 12,
        social_workers=None if pick[5] % 3 == 0 else pick[5] % 5,
        rating=Rating(grade, *dates),
        concurrent_projects=pick[6] % 4,
        max_concurrent=pick[6] % 4 + pick[7] % 3,
    )


def _service(number, pick):
    whom, kind = _WHOM[pick[8] % len(_WHOM)]
    does = _DOES[pick[9] % len(_DOES)]
    low = Decimal(1000 * (1 + pick[10] % 50))
    area = ServiceArea("区", ("朝阳", "海淀")) if pick[11] % 2 else ServiceArea("全市")
    return Service(
        id=f"s{number:03d}",
        organization_id=f"o{number:03d}",
        title=f"{whom}{does}",
        description=f"{does}{whom}，{_MORE[pick[12] % 6]}，{_MORE[pick[13] % 6]}。",
        service_types=(kind,),
        beneficiaries=(Labelled(whom),),
        price=Price(low, low * 2, "项目"),
        area=area,
        largest_similar_project=Decimal(pick[14] * 100) if pick[14] % 2 else None,
    )


def _evaluation(number, pick, turn):
    kinds = tuple(EvaluatorType)
    return Evaluation(
        id=f"e{number:03d}-{turn}",
        organization_id=f"o{number:03d}",
        service_types=(_WHOM[pick[8] % len(_WHOM)][1],),
        evaluator_type=kinds[pick[15 + turn] % len(kinds)],
        score=60.0 + pick[16 + turn] % 40,
        sample_n=pick[17],
        evaluated_on=PartialDate(f"{2022 + turn}-0{1 + pick[18] % 9}-11"),
    )
