"""Format 2: accounts of a team's people. Some books of format 1 have the table: it was once made when it was needed."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def _word() -> sa.types.TypeEngine[str]:
    return sa.String().with_variant(sa.String(collation="C"), "postgresql")


def _text() -> sa.types.TypeEngine[str]:
    return sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the table, unless it is there."""
    if sa.inspect(op.get_bind()).has_table("accounts"):
        return
    op.create_table(
        "accounts",
        sa.Column("key", _word(), primary_key=True),
        sa.Column("name", _word(), nullable=False),
        sa.Column("role", _word(), nullable=False),
        sa.Column("password", _word(), nullable=False),
        sa.Column("must_change", sa.Boolean, nullable=False),
        sa.Column("is_cleared", sa.Boolean, nullable=False),
        sa.Column("is_disabled", sa.Boolean, nullable=False),
        sa.Column("totp", _word()),
        sa.Column("totp_step", sa.Integer, nullable=False),
        sa.Column("recovery", _text(), nullable=False),
        sa.Column("token", _word()),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("locked_until", _word()),
    )
    op.create_index("ix_accounts_token", "accounts", ["token"])
