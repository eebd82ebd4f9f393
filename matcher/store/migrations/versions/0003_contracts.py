"""Contracts, the guiding-directory items that a need states, who controls an organization."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
TIME = sa.DateTime(timezone=True)
AMOUNT = sa.Numeric(14, 2).with_variant(sa.Text(), "sqlite")
TEXTS = (
    *("code", "title", "need_id", "street", "purchase_mode", "renewal_of", "status"),
    *("end_reason", "source_file"),
)


def upgrade() -> None:
    # The default is for the needs that are stored already: they state none.
    op.add_column(
        "needs", sa.Column("directory_items", sa.JSON(), nullable=False, server_default="[]")
    )
    op.add_column(
        "organizations", sa.Column("controller", sa.Text(), nullable=False, server_default="")
    )
    op.add_column(
        "organizations",
        sa.Column("refuses_shortfall", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.create_table(
        "contracts",
        sa.Column("id", KEY, nullable=False),
        sa.Column("organization_id", KEY, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in TEXTS),
        sa.Column("service_types", sa.JSON(), nullable=False),
        sa.Column("amount", AMOUNT, nullable=True),
        *(sa.Column(name, sa.Date(), nullable=False) for name in ("signed_on", "start", "end")),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("for_cause", sa.Boolean(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("source_sheet", sa.Text(), nullable=True),
        sa.Column("source_row", sa.BigInteger(), nullable=True),
        *(sa.Column(name, TIME, nullable=False) for name in ("created_at", "updated_at")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contracts")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_contracts_organization_id")
        ),
    )
    op.create_index(op.f("ix_contracts_organization_id"), "contracts", ["organization_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_contracts_organization_id"), "contracts")
    op.drop_table("contracts")
    op.drop_column("organizations", "refuses_shortfall")
    op.drop_column("organizations", "controller")
    op.drop_column("needs", "directory_items")
