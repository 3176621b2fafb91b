"""People, what they hold, and partner forces' clients; an Identity read anew for each request and job.

Nothing here writes to the ledger: whoever calls (page, command) records who gave what to whom, with the
kinds USER_… and CLIENT_… of `access.events`. Passwords are hashed by the callable that the portal gives
(its log-in library's), so that this room knows none of its settings.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, selectinload

from access import migrations
from access.account_tables import (
    Base,
    EndedSession,
    Grant,
    PartnerClient,
    Person,
    session_engine,
    writing_engine,
)
from access.account_values import (
    UNCHANGED,
    USER_NAME,
    Account,
    AccountError,
    Client,
    NotActive,
    Unchanged,
    checked_force,
    checked_name,
    checked_role,
    checked_tier,
    checked_user,
    digest,
)
from access.identity import Identity, Role, Via

__all__ = [
    "Account", "AccountError", "Accounts", "Base", "Client", "EndedSession", "Grant", "NotActive", "PartnerClient", "Person",
]  # fmt: skip

GROUP, COMPARTMENT = "group", "compartment"
MAX_FAILURES = 5
LOCKED_FOR = timedelta(minutes=15)


def _now() -> datetime:
    return datetime.now(UTC)


class Accounts:
    """The accounts in one database (SQLite or PostgreSQL).

    hash_password: makes what `Person.password` keeps. Methods that change something raise AccountError.
    """

    def __init__(
        self,
        url: str,
        hash_password: Callable[[str], str] | None = None,
        clock: Callable[[], datetime] = _now,
    ) -> None:
        self._url, self._hash, self._clock = url, hash_password, clock
        self._writes = writing_engine(url)
        self.engine = session_engine(url)

    @classmethod
    def open(cls, url: str, hash_password: Callable[[str], str] | None = None) -> Accounts:
        """Bring the database up to date and open it."""
        migrations.upgrade(migrations.Database.ACCOUNTS, url)
        return cls(url, hash_password)

    def hash_with(self, hash_password: Callable[[str], str]) -> None:
        """Give the password hash later: the portal has one only once its app stands."""
        self._hash = hash_password

    def close(self) -> None:
        """Let go of the database."""
        self._writes.dispose()
        self.engine.dispose()

    # Identities

    def identity(self, user: str, session: str = "", address: str = "", via: Via = Via.SESSION) -> Identity:
        """The person as they stand now: what lapsed or was taken away is gone. Raises NotActive."""
        now = self._clock()
        rows = self._standing(user) if USER_NAME.fullmatch(user) else []
        if not rows or not _in_force(rows[0], now):
            raise NotActive(user)
        held = [row for row in rows if row.kind is not None and not _lapsed(row.until, now)]
        return Identity(
            user=rows[0].username,
            role=Role(rows[0].role),
            force=rows[0].force,
            groups=frozenset(row.name for row in held if row.kind == GROUP),
            compartments=frozenset(row.name for row in held if row.kind == COMPARTMENT),
            tier=rows[0].tier,
            sensitive=rows[0].sensitive,
            via=via,
            session=session,
            address=address,
        )

    def _standing(self, user: str) -> Sequence[Any]:
        """The person once for each grant, or once alone; nothing where there is none."""
        with self.engine.connect() as connection:
            return connection.execute(_STANDING, {"user": user.lower()}).all()

    def client_identity(self, client_id: str, session: str = "", address: str = "") -> Identity:
        """A partner's client as it stands now: its force, by token, and nothing held. Raises NotActive."""
        with Session(self.engine) as db:
            client = _find_client(db, client_id)
            if client is None or not client.active:
                raise NotActive(client_id)
            return Identity(
                client_id, Role.PARTNER, client.force, via=Via.TOKEN, session=session, address=address
            )

    # People

    def add(
        self,
        user: str,
        role: Role | str,
        force: str,
        *,
        groups: Iterable[str] = (),
        compartments: Iterable[str] = (),
        tier: str = "OFFICIAL",
        sensitive: bool = False,
        password: str | None = None,
        expires: datetime | None = None,
        by: str = "",
    ) -> Account:
        """Make an account. Without a password nobody can log in with it until one is set."""
        person = Person(
            username=checked_user(user),
            role=checked_role(role).value,
            force=checked_force(force),
            tier=checked_tier(tier),
            sensitive=sensitive,
            expires=expires,
            password=self._hashed(password) if password is not None else None,
        )
        person.grants = [self._grant(GROUP, name, by, None) for name in sorted(set(groups))]
        person.grants += [self._grant(COMPARTMENT, name, by, None) for name in sorted(set(compartments))]
        try:
            with Session(self._writes) as db, db.begin():
                db.add(person)
                db.flush()
                return _account(person, self._clock())
        except IntegrityError:
            raise AccountError("user", f"there is an account {user} already") from None

    def list(self) -> list[Account]:
        """Every account, by user name."""
        now = self._clock()
        with Session(self.engine) as db:
            query = select(Person).options(selectinload(Person.grants)).order_by(Person.username)
            return [_account(person, now) for person in db.scalars(query)]

    def change(
        self,
        user: str,
        *,
        role: Role | str | None = None,
        force: str | None = None,
        tier: str | None = None,
        sensitive: bool | None = None,
        expires: datetime | Unchanged | None = UNCHANGED,
    ) -> Account:
        """Change what is given (expires: None is no end); holds from the person's next request."""
        with Session(self._writes) as db, db.begin():
            person = _must_find(db, user)
            person.role = checked_role(role).value if role is not None else person.role
            person.force = checked_force(force) if force is not None else person.force
            person.tier = checked_tier(tier) if tier is not None else person.tier
            person.sensitive = sensitive if sensitive is not None else person.sensitive
            person.expires = person.expires if isinstance(expires, Unchanged) else expires
            return _account(person, self._clock())

    def grant(
        self, user: str, kind: str, name: str, *, by: str = "", expires: datetime | None = None
    ) -> Account:
        """Give a group or a compartment, until `expires` if given; giving it again replaces it."""
        with Session(self._writes) as db, db.begin():
            person = _must_find(db, user)
            new = self._grant(kind, name, by, expires)
            person.grants = [g for g in person.grants if (g.kind, g.name) != (new.kind, new.name)]
            db.flush()  # the old row goes before the new one comes: their names are the same
            person.grants.append(new)
            return _account(person, self._clock())

    def revoke(self, user: str, kind: str, name: str) -> Account:
        """Take a group or a compartment away, also one that has lapsed; holds from the person's next request."""
        with Session(self._writes) as db, db.begin():
            person = _must_find(db, user)
            left = [g for g in person.grants if (g.kind, g.name) != (kind, name)]
            if len(left) == len(person.grants):
                raise AccountError(kind, f"{person.username} does not hold {name}")
            person.grants = left
            return _account(person, self._clock())

    def disable(self, user: str) -> Account:
        """Close an account; its sessions end, for the log-in library knows them by fs_uniquifier."""
        return self._set_active(user, active=False)

    def enable(self, user: str) -> Account:
        """Open a closed account again, and lift a lock."""
        return self._set_active(user, active=True)

    def set_password(self, user: str, password: str) -> None:
        """Set a password; sessions end."""
        with Session(self._writes) as db, db.begin():
            person = _must_find(db, user)
            person.password = self._hashed(password)
            person.fs_uniquifier = secrets.token_hex(32)

    # Sessions

    def end_session(self, session: str, lasts: timedelta) -> None:
        """End a session, for good and at once. session: its id; lasts: after which its cookie lapses anyhow."""
        now = self._clock()
        with Session(self._writes) as db, db.begin():
            db.execute(delete(EndedSession).where(EndedSession.until <= now))
            db.merge(EndedSession(session=session, until=now + lasts))

    # Locking out

    def log_in_failed(self, user: str) -> bool:
        """Count a failed log-in; five in a row lock the account for 15 minutes. True: it is locked now."""
        now = self._clock()
        with Session(self._writes) as db, db.begin():
            person = _find(db, user, change=True)
            if person is None:
                return False
            person.failures += 1
            if person.failures >= MAX_FAILURES:
                person.failures, person.locked_until = 0, now + LOCKED_FOR
            return person.locked_until is not None and now < person.locked_until

    def log_in_succeeded(self, user: str) -> None:
        """Forget the failures before."""
        with Session(self._writes) as db, db.begin():
            person = _find(db, user, change=True)
            if person is not None:
                person.failures, person.locked_until = 0, None

    def locked(self, user: str) -> bool:
        """Whether the account is locked now; what the portal's `UserMixin.is_locked` answers with."""
        with Session(self.engine) as db:
            person = _find(db, user)
            return bool(person and person.locked_until and self._clock() < person.locked_until)

    # Partner forces' clients

    def add_client(self, force: str) -> tuple[str, str]:
        """Make a client for a force: (client id, secret). The secret is told this once."""
        secret = secrets.token_urlsafe(32)
        client = PartnerClient(
            client_id=f"{checked_force(force)}-{secrets.token_hex(8)}",
            secret_hash=digest(secret),
            force=force,
            created=self._clock(),
        )
        with Session(self._writes) as db, db.begin():
            db.add(client)
            return client.client_id, secret

    def check_client(self, client_id: str, secret: str) -> Client | None:
        """The client, where the secret is its own and it is active; None otherwise, at the same cost."""
        with Session(self._writes) as db, db.begin():
            client = _find_client(db, client_id)
            right = hmac.compare_digest(client.secret_hash if client else digest(""), digest(secret))
            if client is None or not right or not client.active:
                return None
            client.last_used = self._clock()
            return _client(client)

    def clients(self) -> tuple[Client, ...]:
        """Every client, by id."""
        with Session(self.engine) as db:
            query = select(PartnerClient).order_by(PartnerClient.client_id)
            return tuple(_client(client) for client in db.scalars(query))

    def disable_client(self, client_id: str) -> Client:
        """Close a client; its tokens are worth nothing from the next request."""
        with Session(self._writes) as db, db.begin():
            client = _find_client(db, client_id)
            if client is None:
                raise AccountError("client_id", f"there is no client {client_id}")
            client.active = False
            return _client(client)

    def _set_active(self, user: str, *, active: bool) -> Account:
        with Session(self._writes) as db, db.begin():
            person = _must_find(db, user)
            person.active, person.failures, person.locked_until = active, 0, None
            person.fs_uniquifier = secrets.token_hex(32)
            return _account(person, self._clock())

    def _grant(self, kind: str, name: str, by: str, expires: datetime | None) -> Grant:
        if kind not in (GROUP, COMPARTMENT):
            raise AccountError("kind", "must be group or compartment")
        return Grant(
            kind=kind, name=checked_name(kind, name), granted_by=by, granted=self._clock(), expires=expires
        )

    def _hashed(self, password: str) -> str:
        if self._hash is None:
            raise AccountError("password", "cannot be set here: no way of hashing it was given")
        return self._hash(password)


# Asked before every request, so without the mapper: what somebody is, once for each grant.
_STANDING = (
    select(
        Person.username,
        Person.role,
        Person.force,
        Person.tier,
        Person.sensitive,
        Person.active,
        Person.expires,
        Grant.kind,
        Grant.name,
        Grant.expires.label("until"),
    )
    .join_from(Person, Grant, Grant.person_id == Person.id, isouter=True)
    .where(func.lower(Person.username) == bindparam("user"))
)


def _find(db: Session, user: str, *, change: bool = False) -> Person | None:
    if not USER_NAME.fullmatch(user):
        return None  # whatever was typed; some of it no database would take
    same = func.lower(Person.username) == user.lower()
    query = select(Person).options(selectinload(Person.grants)).where(same)
    return db.scalars(query.with_for_update() if change else query).one_or_none()


def _find_client(db: Session, client_id: str) -> PartnerClient | None:
    return db.get(PartnerClient, client_id) if USER_NAME.fullmatch(client_id) else None


def _must_find(db: Session, user: str) -> Person:
    person = _find(db, user, change=True)
    if person is None:
        raise AccountError("user", f"there is no account {user}")
    return person


def _in_force(person: Person, now: datetime) -> bool:
    return person.active and not _lapsed(person.expires, now)


def _lapsed(expires: datetime | None, now: datetime) -> bool:
    return expires is not None and now >= expires


def _held(person: Person, kind: str, now: datetime) -> frozenset[str]:
    live = (g for g in person.grants if g.kind == kind and not _lapsed(g.expires, now))
    return frozenset(g.name for g in live)


def _account(person: Person, now: datetime) -> Account:
    return Account(
        user=person.username,
        role=Role(person.role),
        force=person.force,
        groups=_held(person, GROUP, now),
        compartments=_held(person, COMPARTMENT, now),
        ends={(g.kind, g.name): g.expires for g in person.grants if g.expires},
        tier=person.tier,
        sensitive=person.sensitive,
        active=_in_force(person, now),
        expires=person.expires,
        locked_until=person.locked_until,
    )


def _client(client: PartnerClient) -> Client:
    return Client(client.client_id, client.force, client.active, client.created, client.last_used)
