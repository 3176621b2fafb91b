"""Who is the same person: edges, people's words on them, and the people of records with the keys they are found by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table("edge", *_ends(primary_key=True), *_decided())
    op.create_index("ix_edge_b", "edge", ["b_record"])
    _judgement()
    _person()
    op.create_table(
        "unresolved",
        sa.Column("id", sa.String(512), primary_key=True),
        sa.Column("revision", sa.BigInteger(), nullable=False),
    )


def downgrade() -> None:
    for table in ("unresolved", "person_key", "person", "judgement", "edge"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION judgement_refuse()")


def _ends(*, primary_key: bool) -> list[sa.Column[object]]:
    return [
        sa.Column("a_record", sa.String(512), primary_key=primary_key, nullable=False),
        sa.Column("a_place", sa.Integer(), primary_key=primary_key, nullable=False, autoincrement=False),
        sa.Column("b_record", sa.String(512), primary_key=primary_key, nullable=False),
        sa.Column("b_place", sa.Integer(), primary_key=primary_key, nullable=False, autoincrement=False),
    ]


def _decided() -> list[sa.Column[object]]:
    return [
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("decision", sa.String(10), nullable=False),
        sa.Column("by", sa.String(10), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("decided", sa.Float(), nullable=False),
    ]


def _number() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _judgement() -> None:
    op.create_table(
        "judgement",
        sa.Column("number", _number(), primary_key=True, autoincrement=True),
        *_ends(primary_key=False),
        sa.Column("a_print", sa.Text(), nullable=False),
        sa.Column("b_print", sa.Text(), nullable=False),
        sa.Column("word", sa.String(10), nullable=False),
        sa.Column("user", sa.String(200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
    )
    op.create_index("ix_judgement_a", "judgement", ["a_record"])
    op.create_index("ix_judgement_b", "judgement", ["b_record"])
    if op.get_bind().dialect.name == "postgresql":
        _postgresql_guards()
    else:
        _sqlite_guards()


def _sqlite_guards() -> None:
    refuse = "BEGIN SELECT RAISE(ABORT, 'judgement is insert-only'); END"
    op.execute(f"CREATE TRIGGER judgement_no_update BEFORE UPDATE ON judgement {refuse}")
    op.execute(f"CREATE TRIGGER judgement_no_delete BEFORE DELETE ON judgement {refuse}")
    # INSERT OR REPLACE deletes without asking the DELETE trigger.
    there = "WHEN EXISTS (SELECT 1 FROM judgement WHERE number = NEW.number)"
    op.execute(f"CREATE TRIGGER judgement_no_replace BEFORE INSERT ON judgement {there} {refuse}")


def _postgresql_guards() -> None:
    op.execute(
        "CREATE FUNCTION judgement_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN RAISE EXCEPTION 'judgement is insert-only'; END $$"
    )
    op.execute(
        "CREATE TRIGGER judgement_no_change BEFORE UPDATE OR DELETE ON judgement "
        "FOR EACH ROW EXECUTE FUNCTION judgement_refuse()"
    )
    op.execute(
        "CREATE TRIGGER judgement_no_truncate BEFORE TRUNCATE ON judgement "
        "FOR EACH STATEMENT EXECUTE FUNCTION judgement_refuse()"
    )


def _person() -> None:
    op.create_table(
        "person",
        sa.Column("number", _number(), primary_key=True, autoincrement=True),
        sa.Column("record", sa.String(512), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.UniqueConstraint("record", "place", name="uq_person"),
    )
    op.create_table(
        "person_key",
        sa.Column("key", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("number", sa.BigInteger(), primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_person_key_number", "person_key", ["number"])
