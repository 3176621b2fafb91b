"""The accounts' tables, in plain SQLAlchemy.

`Person` carries the columns that Flask-Security asks for (5.9: fs_uniquifier, active, password, the
tf_ ones, log-in tracking), so that the portal's own model can be a subclass of it and of that library's
UserMixin, on the same table: `class User(Person, UserMixin)`. Nothing here imports Flask.
"""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import DateTime, Dialect, Engine, ForeignKey, Index, String, Text, UniqueConstraint, func
from sqlalchemy.engine import make_url
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator


def naive_now() -> datetime:
    """The time in UTC without a zone, as Flask-Security writes it to the columns that it keeps."""
    return datetime.now(UTC).replace(tzinfo=None)


class _Moment(TypeDecorator[datetime]):
    """A moment: aware in Python, kept in UTC, the same in SQLite and PostgreSQL."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return value.astimezone(UTC).replace(tzinfo=None) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return value.replace(tzinfo=UTC) if value else None


class _Codes(TypeDecorator[list[str]]):
    """A list of recovery codes, comma-separated, as Flask-Security keeps one."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: list[str] | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return ",".join(value) if value is not None else None

    def process_result_value(self, value: str | None, dialect: Dialect) -> list[str]:  # noqa: ARG002
        return value.split(",") if value else []


class Base(DeclarativeBase):
    """The accounts' metadata."""


class Person(Base):
    """Somebody with an account. role, force, tier, sensitive: as in `access.identity.Identity`."""

    __tablename__ = "account_person"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(64), unique=True)
    role: Mapped[str] = mapped_column(String(40))
    force: Mapped[str] = mapped_column(String(10))
    tier: Mapped[str] = mapped_column(String(20), default="OFFICIAL")
    sensitive: Mapped[bool] = mapped_column(default=False)
    expires: Mapped[datetime | None] = mapped_column(_Moment)
    locked_until: Mapped[datetime | None] = mapped_column(_Moment)
    failures: Mapped[int] = mapped_column(default=0)
    # What the log-in library reads and writes
    email: Mapped[str | None] = mapped_column(String(255), unique=True)
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True, default=lambda: secrets.token_hex(32))
    confirmed_at: Mapped[datetime | None] = mapped_column(DateTime)
    last_login_at: Mapped[datetime | None] = mapped_column(DateTime)
    current_login_at: Mapped[datetime | None] = mapped_column(DateTime)
    last_login_ip: Mapped[str | None] = mapped_column(String(64))
    current_login_ip: Mapped[str | None] = mapped_column(String(64))
    login_count: Mapped[int | None] = mapped_column(default=0)
    tf_primary_method: Mapped[str | None] = mapped_column(String(64))
    tf_totp_secret: Mapped[str | None] = mapped_column(String(255))
    tf_phone_number: Mapped[str | None] = mapped_column(String(128))
    mf_recovery_codes: Mapped[list[str] | None] = mapped_column(MutableList.as_mutable(_Codes()))
    us_totp_secrets: Mapped[str | None] = mapped_column(Text)
    us_phone_number: Mapped[str | None] = mapped_column(String(128), unique=True)
    fs_webauthn_user_handle: Mapped[str | None] = mapped_column(String(64), unique=True)
    create_datetime: Mapped[datetime] = mapped_column(DateTime, default=naive_now)
    update_datetime: Mapped[datetime] = mapped_column(DateTime, default=naive_now, onupdate=naive_now)

    grants: Mapped[list[Grant]] = relationship(lazy="raise", cascade="all, delete-orphan")

    # `PC204` and `pc204` are one warrant number.
    __table_args__ = (Index("ux_account_person_username", func.lower(username), unique=True),)


class Grant(Base):
    """Something that a person holds: a group or a compartment, since when, by whom, until when."""

    __tablename__ = "account_grant"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("account_person.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(100))
    granted_by: Mapped[str] = mapped_column(String(64), default="")
    granted: Mapped[datetime] = mapped_column(_Moment)
    expires: Mapped[datetime | None] = mapped_column(_Moment)

    __table_args__ = (UniqueConstraint("person_id", "kind", "name", name="ux_account_grant"),)


class PartnerClient(Base):
    """Another force's client: its id, and the SHA-256 of its secret (256 random bits, so no salt or cost)."""

    __tablename__ = "account_client"

    client_id: Mapped[str] = mapped_column(String(48), primary_key=True)
    secret_hash: Mapped[str] = mapped_column(String(64))
    force: Mapped[str] = mapped_column(String(10))
    active: Mapped[bool] = mapped_column(default=True)
    created: Mapped[datetime] = mapped_column(_Moment)
    last_used: Mapped[datetime | None] = mapped_column(_Moment)


class EndedSession(Base):
    """A session that was ended, until the moment when its cookie lapses anyhow."""

    __tablename__ = "account_ended_session"

    session: Mapped[str] = mapped_column(String(64), primary_key=True)
    until: Mapped[datetime] = mapped_column(_Moment)

    __table_args__ = (Index("ix_account_ended_session_until", until),)


def writing_engine(url: str) -> Engine:
    """For changes: on SQLite each transaction takes the write lock at its start, so none is lost."""
    return _engine(url, begin="BEGIN IMMEDIATE")


def session_engine(url: str) -> Engine:
    """For the log-in library's session, which reads at every request and now and then writes one row.

    On SQLite it must hold no lock between requests: each statement stands for itself. On PostgreSQL it is
    an ordinary engine.
    """
    return _engine(url, begin=None)


def _engine(url: str, begin: str | None) -> Engine:
    if make_url(url).get_backend_name() != "sqlite":
        return sa.create_engine(url, pool_pre_ping=True)
    engine = sa.create_engine(url, connect_args={"timeout": 5})

    def connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL"):
            connection.execute(f"PRAGMA {pragma}")

    sa.event.listen(engine, "connect", connect)
    if begin:
        sa.event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine
