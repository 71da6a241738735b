"""Format 3: who works on which item of the queue. Some books of format 1 have the table: it was once made when it was needed."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def _word() -> sa.types.TypeEngine[str]:
    return sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the table, unless it is there."""
    if sa.inspect(op.get_bind()).has_table("leases"):
        return
    op.create_table(
        "leases",
        sa.Column("item", _word(), primary_key=True),
        sa.Column("holder", _word(), nullable=False),
        sa.Column("until", _word(), nullable=False),
        sa.Column("assignee", _word(), nullable=False),
        sa.Column("assigned_by", _word(), nullable=False),
    )
