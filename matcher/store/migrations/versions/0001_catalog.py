"""The catalog with its history, runs, imports and weights."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Written out here, not taken from the program: a migration must stay what it was.
TYPES: dict[str, sa.types.TypeEngine[Any]] = {
    "key": sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
    "text": sa.Text(),
    "json": sa.JSON(),
    "int": sa.BigInteger(),
    "float": sa.Double(),
    "bool": sa.Boolean(),
    "date": sa.Date(),
    "time": sa.DateTime(timezone=True),
    "bytes": sa.LargeBinary(),
    "amount": sa.Numeric(14, 2).with_variant(sa.Text(), "sqlite"),
    "share": sa.Numeric().with_variant(sa.Text(), "sqlite"),
}

# Table → lines "type: columns"; "?" marks types that may be NULL.
RECORDS = {
    "organizations": """
        key: id
        text: name uscc_as_written type legal_status registered_on_note registrar
        text: competent_authority address legal_representative scope staff_note rating_note
        text: federation filed_with party brand contact_name contact_phone remarks source_file
        json: former_names aliases annual_checks federation_supports
        text?: uscc registered_on rating_grade rating_valid_from rating_valid_to
        text?: source_sheet
        int?: staff_full staff_part social_workers volunteers concurrent_projects
        int?: max_concurrent source_row
        bool: paused
        int: version
        time: created_at updated_at
    """,
    "needs": """
        key: id
        text: code title description street beneficiary_count_unit beneficiary_count_note
        text: budget_note funding_source purchase_mode period_note collection_round remarks
        text: status source_file
        json: communities service_types beneficiaries required_licences
        json: continuity_conditions channels drafters
        int?: beneficiary_count_low beneficiary_count_high required_staff required_certified
        int?: period_months source_row
        amount?: budget_low budget_high budget_public
        share?: self_raised_ratio
        text?: period_start period_end source_sheet
        bool: period_open_ended continuous
        int: request_count version
        time: created_at updated_at
    """,
    "services": """
        key: id organization_id
        text: title description price_unit price_note area_scope area_note source_file
        json: service_types beneficiaries methods area_districts licences
        amount?: price_low price_high largest_similar_project
        int?: staff_required capacity_per_month source_row
        date?: assured_on
        bool: active
        int: version
        text?: source_sheet
        time: created_at updated_at
    """,
    "evaluations": """
        key: id organization_id
        text: project stage evaluator_org grade remarks source_file
        json: service_types notes
        text?: evaluator_type evaluated_on source_sheet
        float?: score satisfaction
        float: scale_max
        bool: score_from_grade disputed conflict valid
        int?: sample_n source_row
        int: version
        time: created_at updated_at
    """,
    "credit_checks": """
        key: id organization_id
        text: list state ground checked_with source_file
        text?: listed_from listed_to source_sheet
        amount?: fine_amount
        date?: checked_on
        int: version
        int?: source_row
        time: created_at updated_at
    """,
    "federations": """
        key: id organization_id
        json: supports member_ids streets
        int: version
        text: source_file
        text?: source_sheet
        int?: source_row
        time: created_at updated_at
    """,
}
OTHERS = {
    "catalog_versions": """
        int: version
        text: digest reason
        time: made_at
    """,
    "record_history": """
        key: kind id
        int: catalog_version version
        bool: deleted
        text: body
    """,
    "runs": """
        key: id
        int: catalog_version
        time: created_at
        text: inputs result
    """,
    "imports": """
        key: id
        text: status message_zh
        time: created_at
        json: files
        int: progress
        text?: plan_digest plan error_code
        int?: catalog_version
    """,
    "import_files": """
        key: import_id
        int: place
        text: name
        bytes: content
    """,
    "weights": """
        key: version
        text: body
        date: effective_from
        time: created_at
    """,
}
KEYS = {
    "catalog_versions": ["version"],
    "record_history": ["kind", "id", "catalog_version"],
    "import_files": ["import_id", "place"],
    "weights": ["version"],
}
REFERENCES = {
    "services": ("organization_id", "organizations.id"),
    "evaluations": ("organization_id", "organizations.id"),
    "credit_checks": ("organization_id", "organizations.id"),
    "federations": ("organization_id", "organizations.id"),
    "record_history": ("catalog_version", "catalog_versions.version"),
    "import_files": ("import_id", "imports.id"),
}
INDEXES = [
    ("services", "organization_id", None),
    ("evaluations", "organization_id", None),
    ("credit_checks", "organization_id", None),
    ("federations", "organization_id", None),
    ("record_history", "catalog_version", None),
    ("runs", "created_at", None),
    ("imports", "status", None),
    # Not unique: two needs with one code are a question to a person, both are kept.
    ("needs", "code", "hash"),
    ("organizations", "name", "hash"),
    ("organizations", "uscc", "hash"),
]


def upgrade() -> None:
    for name, specification in {**RECORDS, **OTHERS}.items():
        constraints: list[sa.Constraint] = [
            sa.PrimaryKeyConstraint(*KEYS.get(name, ["id"]), name=op.f(f"pk_{name}")),
        ]
        if name in REFERENCES:
            column, target = REFERENCES[name]
            key = op.f(f"fk_{name}_{column}")
            constraints.append(sa.ForeignKeyConstraint([column], [target], name=key))
        op.create_table(name, *_columns(specification), *constraints)
    for table, column, using in INDEXES:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], postgresql_using=using)


def downgrade() -> None:
    for table, column, _ in reversed(INDEXES):
        op.drop_index(op.f(f"ix_{table}_{column}"), table)
    owners = ("catalog_versions", "imports", "organizations")
    others = [name for name in {**RECORDS, **OTHERS} if name not in owners]
    for name in (*others, *owners):
        op.drop_table(name)


def _columns(specification: str) -> list[sa.Column[Any]]:
    columns: list[sa.Column[Any]] = []
    for line in specification.strip().splitlines():
        kind, names = line.split(":")
        name = kind.strip().removesuffix("?")
        nullable = kind.endswith("?")
        columns += [
            sa.Column(column, TYPES[name], nullable=nullable, autoincrement=False)
            for column in names.split()
        ]
    return columns
