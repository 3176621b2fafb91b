"""People, their grants, and partner forces' clients."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "account_person",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("username", sa.String(64), nullable=False, unique=True),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("force", sa.String(10), nullable=False),
        sa.Column("tier", sa.String(20), nullable=False),
        sa.Column("sensitive", sa.Boolean(), nullable=False),
        sa.Column("expires", sa.DateTime()),
        sa.Column("locked_until", sa.DateTime()),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(255), unique=True),
        sa.Column("password", sa.String(255)),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("fs_uniquifier", sa.String(64), nullable=False, unique=True),
        sa.Column("confirmed_at", sa.DateTime()),
        sa.Column("last_login_at", sa.DateTime()),
        sa.Column("current_login_at", sa.DateTime()),
        sa.Column("last_login_ip", sa.String(64)),
        sa.Column("current_login_ip", sa.String(64)),
        sa.Column("login_count", sa.Integer()),
        sa.Column("tf_primary_method", sa.String(64)),
        sa.Column("tf_totp_secret", sa.String(255)),
        sa.Column("tf_phone_number", sa.String(128)),
        sa.Column("mf_recovery_codes", sa.Text()),
        sa.Column("us_totp_secrets", sa.Text()),
        sa.Column("us_phone_number", sa.String(128), unique=True),
        sa.Column("fs_webauthn_user_handle", sa.String(64), unique=True),
        sa.Column("create_datetime", sa.DateTime(), nullable=False),
        sa.Column("update_datetime", sa.DateTime(), nullable=False),
    )
    op.create_index("ux_account_person_username", "account_person", [sa.text("lower(username)")], unique=True)
    op.create_table(
        "account_grant",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "person_id", sa.Integer(), sa.ForeignKey("account_person.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("granted_by", sa.String(64), nullable=False),
        sa.Column("granted", sa.DateTime(), nullable=False),
        sa.Column("expires", sa.DateTime()),
        sa.UniqueConstraint("person_id", "kind", "name", name="ux_account_grant"),
    )
    op.create_table(
        "account_client",
        sa.Column("client_id", sa.String(48), primary_key=True),
        sa.Column("secret_hash", sa.String(64), nullable=False),
        sa.Column("force", sa.String(10), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("last_used", sa.DateTime()),
    )


def downgrade() -> None:
    for table in ("account_client", "account_grant", "account_person"):
        op.drop_table(table)
