"""Smallest usable bodies of every kind, made for these tests."""


def bodies(organization_id):
    return {
        "needs": {
            "code": "js-77",
            "title": "楼道杂物清理宣传",
            "description": "组织居民清理楼道堆物，讲解消防通道的用处。",
            "budget": {"low": "36000", "high": "36000"},
            "beneficiaries": [{"label": "社区居民"}],
        },
        "organizations": {"name": "试点楼门互助服务中心", "contact_phone": "13912345678"},
        "services": {
            "organization_id": organization_id,
            "title": "楼门文化建设",
            "description": "和居民一起布置楼门，约定公共空间怎么用。",
        },
        "evaluations": {
            "organization_id": organization_id,
            "project": "楼门议事",
            "score": 88.5,
            "evaluated_on": "2026-03",
            "evaluator_type": "第三方",
        },
    }


KINDS = ("needs", "organizations", "services", "evaluations")
