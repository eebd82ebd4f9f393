"""Records with sensible defaults, and a snapshot over them, for tests of the ranking."""

from datetime import date, timedelta
from functools import cache

from embeddings import CategoryEncoder, CharNgramTokenizer, HashingEncoder, JiebaTokenizer
from embeddings.lexicon import load_lexicon
from indexes import ExactIndex, TfidfIndex
from matcher.calibration import shipped_calibration
from matcher.catalog import Catalog
from matcher.meaning import TextModel
from matcher.model import (
    CreditCheck,
    CreditList,
    CreditState,
    Evaluation,
    EvaluatorType,
    Federation,
    FederationSupport,
    Labelled,
    Need,
    Organization,
    OrganizationType,
    PartialDate,
    Service,
    ServiceArea,
)
from matcher.snapshot import IndexTypes, build_snapshot

TODAY = date(2026, 3, 1)
TYPES = IndexTypes(ExactIndex, TfidfIndex)


@cache
def words():
    return JiebaTokenizer()


@cache
def lexicon():
    return load_lexicon()


@cache
def categories():
    return CategoryEncoder.load()


def model(dim=256):
    encoder = HashingEncoder(dim)
    return TextModel(
        name="hashing",
        encoder=encoder,
        categories=categories(),
        characters=CharNgramTokenizer(1, 3),
        words=words(),
        lexicon=lexicon(),
        prototypes=None,
        calibration=shipped_calibration(encoder.fingerprint),
    )


def organization(id="o1", **changes):
    values = {"id": id, "name": f"乐邻{id}社会工作服务中心", "type": OrganizationType.SERVICE}
    return Organization(**(values | changes))


def service(organization_id="o1", id=None, **changes):
    values = {
        "id": id or f"s-{organization_id}",
        "organization_id": organization_id,
        "title": "独居老人探访",
        "description": "每周上门看望独居老人，检查居家安全，陪伴聊天。",
        "service_types": ("为老服务",),
        "beneficiaries": (Labelled("独居老人"),),
        "area": ServiceArea("全市"),
    }
    return Service(**(values | changes))


def need(id="n1", **changes):
    values = {
        "id": id,
        "code": "XQ-2026-901",
        "title": "独居老人定期探访",
        "description": "定期上门看望辖区独居老人，发现安全隐患及时报告。",
        "service_types": ("养老服务",),
        "beneficiaries": (Labelled("独居老人"),),
    }
    return Need(**(values | changes))


def months_ago(months, as_of=TODAY):
    year, month = divmod(as_of.year * 12 + as_of.month - 1 - months, 12)
    return PartialDate(f"{year:04d}-{month + 1:02d}-{as_of.day:02d}")


def evaluation(organization_id="o1", score=90.0, months=0, id=None, **changes):
    values = {
        "id": id or f"e-{organization_id}-{months}-{score}",
        "organization_id": organization_id,
        "service_types": ("为老服务",),
        "evaluator_type": EvaluatorType.THIRD_PARTY,
        "score": score,
        "evaluated_on": months_ago(months),
    }
    return Evaluation(**(values | changes))


def listed(organization_id="o1", register=CreditList.SERIOUS, days_ago=10, id=None, **changes):
    values = {
        "id": id or f"c-{organization_id}-{register.name}-{days_ago}",
        "organization_id": organization_id,
        "list": register,
        "state": CreditState.IN,
        "ground": "列入名录",
        "checked_with": "信用平台",
        "checked_on": TODAY - timedelta(days=days_ago),
    }
    return CreditCheck(**(values | changes))


def federation(organization_id="fed", members=("filed",), **changes):
    values = {
        "id": f"f-{organization_id}",
        "organization_id": organization_id,
        "supports": (FederationSupport.SIGNING,),
        "member_ids": tuple(members),
    }
    return Federation(**(values | changes))


def snapshot(*records, types=TYPES):
    return build_snapshot(Catalog.build(records), model(), types)
