"""The record store's tables and the ways into its database. The tables are made by `indexer/migrations`."""

from __future__ import annotations

import sqlite3
from typing import Any

import sqlalchemy as sa
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Engine,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.engine import make_url

metadata = MetaData()

ID = String(512)  # `SYSTEM/ref`, as long as Elasticsearch lets an id be

# The system of record. `digest` is of the content without its version, `guarded` of what decides who may read what;
# `review_on`: the day on which it is to be reviewed, where it says one; `force` (its owner's), `review_group` (0 for none) and
# `recorded_on`: by which a rule reviews it where it says none.
record = Table(
    "record",
    metadata,
    Column("id", ID, primary_key=True),
    Column("system", String(64), nullable=False, index=True),
    Column("version", BigInteger, nullable=False),
    Column("revision", BigInteger, nullable=False),
    Column("digest", LargeBinary(16), nullable=False),
    Column("guarded", LargeBinary(16), nullable=False),
    Column("handling", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("stored_at", Float, nullable=False),
    Column("review_on", String(10), nullable=True),
    Column("force", String(16), nullable=True),
    Column("review_group", SmallInteger, nullable=True),
    Column("recorded_on", String(10), nullable=True),
    Index(
        "ix_record_own_review",
        "force",
        "review_on",
        "id",
        sqlite_where=sa.text("review_on IS NOT NULL"),
        postgresql_where=sa.text("review_on IS NOT NULL"),
    ),
    Index(
        "ix_record_first_review",
        "force",
        "review_group",
        "recorded_on",
        "id",
        sqlite_where=sa.text("review_on IS NULL"),
        postgresql_where=sa.text("review_on IS NULL"),
    ),
)
# Every look asks this of the records it is about to show. PostgreSQL has long bodies apart anyway (migration 0009).
Index("ix_record_current", record.c.id, record.c.revision, record.c.handling).ddl_if(dialect="sqlite")

# What is left of a deleted record: enough to refuse a late older version, and no personal content.
tombstone = Table(
    "tombstone",
    metadata,
    Column("id", ID, primary_key=True),
    Column("system", String(64), nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("revision", BigInteger, nullable=False),
    Column("digest", LargeBinary(16), nullable=True),
    Column("authority", Text, nullable=True),
    Column("deleted_at", Float, nullable=False),
)

# One row for each record whose latest revision is not known to be in the index. `due`: when it may be taken next
# (a lease moves it into the future); null: given up, see the quarantine. `withhold`: what the index still holds of
# this id must not be shown.
outbox = Table(
    "outbox",
    metadata,
    Column("id", ID, primary_key=True),
    Column("system", String(64), nullable=False),
    Column("revision", BigInteger, nullable=False),
    Column("deletion", Boolean, nullable=False),
    Column("withhold", Boolean, nullable=False),
    Column("due", Float, nullable=True),
    Column("attempts", Integer, nullable=False),
    Column("enqueued", Float, nullable=False),
    Index("ix_outbox_due", "due", "attempts"),
    Index("ix_outbox_withhold", "id", sqlite_where=sa.text("withhold"), postgresql_where=sa.text("withhold")),
)

# What could not be taken: place, reason and hash always; the row itself only under handling that could be read.
quarantine = Table(
    "quarantine",
    metadata,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("key", LargeBinary(16), nullable=False, unique=True),
    Column("stage", String(10), nullable=False),
    Column("system", String(64), nullable=False, index=True),
    Column("file", Text, nullable=False),
    Column("line", Integer, nullable=False),
    Column("record", ID, nullable=True),
    Column("field", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("hash", String(64), nullable=False),
    Column("row", Text, nullable=True),
    Column("handling", Text, nullable=True),
    Column("first_at", Float, nullable=False),
    Column("last_at", Float, nullable=False),
    Column("times", Integer, nullable=False),
    sqlite_autoincrement=True,  # a number that somebody wrote down never comes to mean another row
)

# How far each system's data reaches, and what its last load took.
feed = Table(
    "feed",
    metadata,
    Column("system", String(64), primary_key=True),
    Column("as_of", String(40), nullable=True),
    Column("loaded_at", Float, nullable=False),
    Column("loaded", BigInteger, nullable=False),
    Column("unchanged", BigInteger, nullable=False),
    Column("rejected", BigInteger, nullable=False),
)

# How each system's deliveries come in. `expected`: seconds between two of them at the most, 0 for no expectation, null
# where nobody said. `holder` has the system's folder until `leased_until`. The rest is about its last delivery.
delivery = Table(
    "delivery",
    metadata,
    Column("system", String(64), primary_key=True),
    Column("expected", Float, nullable=True),
    Column("holder", String(32), nullable=True),
    Column("leased_until", Float, nullable=False),
    Column("name", Text, nullable=True),
    Column("attempts", Integer, nullable=False),
    Column("outcome", String(10), nullable=True),
    Column("reason", Text, nullable=True),
    Column("at", Float, nullable=True),
    Column("loaded", BigInteger, nullable=False),
    Column("unchanged", BigInteger, nullable=False),
    Column("rejected", BigInteger, nullable=False),
)

# What partner forces asked for, what was decided item by item, and the package as it was sent.
request = Table(
    "request",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("force", String(10), nullable=False, index=True),
    Column("client", String(64), nullable=False),
    Column("status", String(10), nullable=False),
    Column("filed_at", String(40), nullable=False),
    Column("due", String(40), nullable=False),
    Column("decided_at", String(40), nullable=True),
    Column("decided_by", String(64), nullable=True),
    Column("body", Text, nullable=False),
    Column("decisions", Text, nullable=True),
    Column("package", Text, nullable=True),
)

# Which records' content stands in packages that were sent. No row outlives its record, and neither does that content.
sent = Table(
    "sent",
    metadata,
    Column("record", ID, primary_key=True),
    Column("request", String(32), primary_key=True),
)

# ------------------------------------------------------------------- who is the same person (`indexer/resolve`)


def _ends(**options: Any) -> list[Column[Any]]:
    """The two members that a row is about: the a-th person of one record and the b-th of another, the smaller first."""
    return [
        Column("a_record", ID, nullable=False, **options),
        Column("a_place", Integer, nullable=False, autoincrement=False, **options),
        Column("b_record", ID, nullable=False, **options),
        Column("b_place", Integer, nullable=False, autoincrement=False, **options),
    ]


ENDS = ("a_record", "a_place", "b_record", "b_place")
WAITS = sa.text("decision = 'review'")  # for a person's word

# What was computed of two members, from their two records alone. Made anew whenever one of them changes.
edge = Table(
    "edge",
    metadata,
    *_ends(primary_key=True),
    Column("score", Float, nullable=False),
    Column("decision", String(10), nullable=False),
    Column("by", String(10), nullable=False),
    Column("reasons", Text, nullable=False),
    Column("decided", Float, nullable=False),
    Index("ix_edge_b", "b_record"),
    Index("ix_edge_review", *ENDS, sqlite_where=WAITS, postgresql_where=WAITS),
)

# What a person decided of two members; insert-only (triggers), the last word on a pair holds. `a_print`, `b_print`: the
# fingerprints of the two as they were judged, by which they are found again when a record's people are reordered.
judgement = Table(
    "judgement",
    metadata,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    *_ends(),
    Column("a_print", Text, nullable=False),
    Column("b_print", Text, nullable=False),
    Column("word", String(10), nullable=False),
    Column("user", String(200), nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Float, nullable=False),
    Index("ix_judgement_a", "a_record"),
    Index("ix_judgement_b", "b_record"),
)

# Every person of every record, with what two people are compared by.
person = Table(
    "person",
    metadata,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("record", ID, nullable=False),
    Column("place", Integer, nullable=False),
    Column("said", Text, nullable=False),
    sa.UniqueConstraint("record", "place", name="uq_person"),
)

# The keys, hashed, under which people who may be one meet.
person_key = Table(
    "person_key",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Index("ix_person_key_number", "number"),
    sqlite_with_rowid=False,
)

# Records that were indexed, or deleted, since their people were last compared with others.
unresolved = Table(
    "unresolved",
    metadata,
    Column("id", ID, primary_key=True),
    Column("revision", BigInteger, nullable=False),
)

# Reports under way, each for the person who writes it alone. `revision`: grows with each save; `page`: the opened page that
# saved it last. A draft goes in the transaction that makes a record of it, and leaves a row in `spent`.
report_draft = Table(
    "report_draft",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("user", String(64), nullable=False, index=True),
    Column("body", Text, nullable=False),
    Column("changed_at", Float, nullable=False),
    Column("revision", Integer, nullable=False, server_default="1"),
    Column("page", String(32), nullable=False, server_default=""),
)

# What an officer put right in the reading of a report (`id`: the record's), as a gold report with the full text, under the
# handling that the report had when it was saved. It goes when the record does.
correction = Table(
    "correction",
    metadata,
    Column("id", ID, primary_key=True),
    Column("user", String(64), nullable=False),
    Column("made_at", Float, nullable=False),
    Column("handling", Text, nullable=False),
    Column("body", Text, nullable=False),
)

# Every version of what was written here: who, when, under which permit, after which searches (`tokens`: digests; `seen`:
# ids of the candidates that were shown), which critical fields it changed, and the record as it was. `checked`: when
# likenesses to records that the writer was not shown were looked for; null until then.
written = Table(
    "written",
    metadata,
    Column("id", ID, primary_key=True),
    Column("version", BigInteger, primary_key=True),
    Column("at", Float, nullable=False, index=True),
    Column("user", String(64), nullable=False, index=True),
    Column("force", String(10), nullable=False),
    Column("action", String(40), nullable=False),
    Column("audit_id", String(64), nullable=False),
    Column("reason", Text, nullable=True),
    Column("changed", Text, nullable=False),
    Column("tokens", Text, nullable=False),
    Column("seen", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("checked", Float, nullable=True, index=True),
)

# Search tokens that were used, until they would have expired anyway.
spent = Table(
    "spent",
    metadata,
    Column("token", LargeBinary(32), primary_key=True),
    Column("id", ID, nullable=False),
    Column("expires", Float, nullable=False),
)

# A record that was written here (`id`) looks like one that its writer was not shown (`other`); or, where both are one record,
# its amendment was asked for at its review (`retention_review`).
notice = Table(
    "notice",
    metadata,
    Column("key", String(32), primary_key=True),
    Column("id", ID, nullable=False),
    Column("other", ID, nullable=False, index=True),
    Column("at", Float, nullable=False),
    Column("done_at", Float, nullable=True),
    Column("done_by", String(64), nullable=True),
    Column("word", Text, nullable=True),
    UniqueConstraint("id", "other", name="uq_notice_pair"),
)

# Records that were indexed since somebody first made one here, and not yet compared with those made here.
arrived = Table("arrived", metadata, Column("id", ID, primary_key=True))

# Dangers that no despatcher of their force is told, as tasks of the records' owners: one a record. `digest`: of what tells
# of them; `published`: the warning that was written; `opened`, `closed`: seconds since 1970. No word of the record stands here.
warning_task = Table(
    "warning_task",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("record", ID, nullable=False, unique=True),
    Column("revision", BigInteger, nullable=False),
    Column("force", String(10), nullable=False),
    Column("because", String(16), nullable=False),
    Column("codes", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("status", String(10), nullable=False),
    Column("opened", Float, nullable=False),
    Column("closed", Float, nullable=True),
    Column("closed_by", String(64), nullable=True),
    Column("reason", Text, nullable=True),
    Column("published", ID, nullable=True, index=True),
    Index("ix_warning_task_queue", "force", "status", "opened"),
)

# What a records manager said last of a record whose review was due, at which revision. No row outlives its record.
retention_review = Table(
    "retention_review",
    metadata,
    Column("id", ID, primary_key=True),
    Column("revision", BigInteger, nullable=False),
    Column("decision", String(10), nullable=False),
    Column("reason", Text, nullable=False),
    Column("next_on", String(10), nullable=True),
    Column("by", String(64), nullable=False),
    Column("at", Float, nullable=False),
    Index("ix_retention_review_next", "next_on", "id"),
)

LOCK_SECONDS = 30  # how long a writer waits for another's transaction


def writing_engine(url: str) -> Engine:
    """The engine that changes records: every transaction takes the writer's lock at its start."""
    if make_url(url).get_backend_name() == "sqlite":
        return _sqlite(url, begin="BEGIN IMMEDIATE", pragmas=("synchronous=FULL",), pool_size=1)
    return sa.create_engine(url, pool_pre_ping=True)


def reading_engine(url: str) -> Engine:
    """The engine for everything that only looks: one snapshot a transaction, never waiting for writers."""
    if make_url(url).get_backend_name() == "sqlite":
        return _sqlite(url, begin="BEGIN DEFERRED", pragmas=("query_only=ON",), pool_size=5)
    return sa.create_engine(url, pool_pre_ping=True, isolation_level="REPEATABLE READ")


def _sqlite(url: str, begin: str, pragmas: tuple[str, ...], pool_size: int) -> Engine:
    engine = sa.create_engine(url, pool_size=pool_size, connect_args={"timeout": LOCK_SECONDS})

    def connect(connection: sqlite3.Connection, _record: Any) -> None:
        # The driver's own transactions begin deferred and lose writers that race to upgrade; ours say so.
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "cache_size=-65536", *pragmas):
            connection.execute(f"PRAGMA {pragma}")

    sa.event.listen(engine, "connect", connect)
    sa.event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine
