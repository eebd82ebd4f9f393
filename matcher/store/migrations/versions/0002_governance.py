"""The audit log and drafts of weights."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "audit_log",
        sa.Column("number", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("at", TIME, nullable=False),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("actor", "action", "subject", "detail", "hash")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_log")),
    )
    op.create_table(
        "weight_drafts",
        sa.Column("id", KEY, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("body", "author", "reason")),
        sa.Column("created_at", TIME, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("status", "decided_by")),
        sa.Column("decided_at", TIME, nullable=True),
        sa.Column("effective_from", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_weight_drafts")),
    )


def downgrade() -> None:
    op.drop_table("weight_drafts")
    op.drop_table("audit_log")
