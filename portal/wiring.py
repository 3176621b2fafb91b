"""The wiring: settings in, services out, built once for a process. No Flask."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from access import account_names
from access.accounts import Accounts
from access.cursors import Cursors
from access.gateway import Engine, Gateway
from access.ledger import Ledger
from access.permit import Permits
from indexer.hidden_risks import Watch, WatchError
from indexer.home import Home
from indexer.mapping import schema
from indexer.pole import SYSTEMS
from indexer.resolve.edges import Edges
from indexer.retention import RetentionStore
from indexer.store import Store
from indexer.store_notices import NoticeStore
from indexer.store_written import OWN
from portal.search.bands import Bands, BandsError, packaged
from portal.services.asker import Desk
from portal.services.audit.dip_sample import DipSample
from portal.services.audit.service import Audit
from portal.services.creating.amending import Amending
from portal.services.creating.matches import Matches
from portal.services.creating.not_them import NotThem
from portal.services.creating.tokens import MatchTokens
from portal.services.creating.writing import Writing
from portal.services.feeds import Systems
from portal.services.links.service import Links
from portal.services.lookup import Lookup
from portal.services.nominals.queue import Waiting
from portal.services.nominals.service import Nominals
from portal.services.notices import Notices
from portal.services.numbers import whole_number
from portal.services.operators import Operators
from portal.services.prints import Prints
from portal.services.records import Records
from portal.services.reports.desk import SECONDS, ReadingRoom
from portal.services.reports.drafts import ReportDrafts
from portal.services.reports.service import Reports
from portal.services.reports.store import ReportStore
from portal.services.requests.service import Requests
from portal.services.requests.store import RequestStore
from portal.services.requests.times import Times, TimesError
from portal.services.retention import rules as retention_rules
from portal.services.retention.service import Retention
from portal.services.suggest import Suggest
from portal.services.warnings.queue import WarningsQueue, Watching
from portal.services.warnings.standing import StandingWarnings

if TYPE_CHECKING:
    from nlp.reader import Reader


class SettingMissing(Exception):  # noqa: N818
    """Something that the portal needs is not set. The message is one line that says what to do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a portal is made with. engine_*: of the user that may only read."""

    instance: str
    force: str
    demo: bool
    prefix: str
    records_url: str
    accounts_url: str
    ledger_url: str
    signing_key: Path
    heads: Path
    secret_key: str
    password_salt: str
    cursor_key: bytes
    engine_url: str
    engine_user: str
    engine_password: str
    engine_ca_certs: str | None = None
    bands: Bands = field(default_factory=packaged)
    times: Times | None = None  # by when partners are answered, where the force has its own
    watching: Watching = field(default_factory=Watching)
    match_seconds: int = 900  # for how long a search before create holds
    proxies: int = 0  # how many stand in front of the portal and say truly who asks

    @classmethod
    def of(cls, home: Home, environment: Mapping[str, str]) -> Settings:
        """An instance's settings: its home, and what the environment says otherwise. Raises SettingMissing."""
        return cls(
            instance=home.instance,
            force=home.force,
            demo=home.demo,
            prefix=home.prefix,
            records_url=environment.get("SIGHTLINE_RECORDS_URL") or home.records_url,
            accounts_url=environment.get("SIGHTLINE_ACCOUNTS_URL") or home.accounts_url,
            ledger_url=environment.get("SIGHTLINE_LEDGER_URL") or home.ledger_url,
            signing_key=home.signing_key,
            heads=home.heads,
            secret_key=home.secret_key,
            password_salt=home.password_salt,
            cursor_key=home.cursor_key,
            engine_url=_needed(environment, "ELASTICSEARCH_URL"),
            engine_user=_needed(environment, "ELASTICSEARCH_USER"),
            engine_password=_needed(environment, "ELASTICSEARCH_PASSWORD"),
            engine_ca_certs=environment.get("ELASTICSEARCH_CA_CERTS"),
            bands=_bands(home, environment),
            times=_times(home, environment),
            watching=_watching(environment),
            match_seconds=_count(environment, "SIGHTLINE_MATCH_SECONDS", 900),
            proxies=_count(environment, "SIGHTLINE_PROXIES"),
        )


def _own(home: Home, environment: Mapping[str, str], variable: str, name: str) -> Path | None:
    """A force's own file: the one that the variable names, else the home's of that name; None where there is neither."""
    named = environment.get(variable)
    own = Path(named) if named else home.file(name)
    return own if named or own.exists() else None


def _times(home: Home, environment: Mapping[str, str]) -> Times | None:
    """By when partners are answered, where the force says it: SIGHTLINE_REQUEST_TIMES, `request-times.toml`."""
    try:
        own = _own(home, environment, "SIGHTLINE_REQUEST_TIMES", "request-times.toml")
        return Times.read(own) if own else None
    except TimesError as error:
        raise SettingMissing(f"times of requests cannot be read: {error}") from None


def _bands(home: Home, environment: Mapping[str, str]) -> Bands:
    """The rules for bands: SIGHTLINE_BANDS, `bands.toml`, else the packaged ones."""
    try:
        own = _own(home, environment, "SIGHTLINE_BANDS", "bands.toml")
        return Bands.read(own) if own else packaged()
    except BandsError as error:
        raise SettingMissing(f"bands cannot be read: {error}") from None


def _watching(environment: Mapping[str, str]) -> Watching:
    """How the queue of hidden dangers is watched."""
    hours = whole_number(environment.get("SIGHTLINE_WARNING_HOURS") or "24", most=10_000)
    if not hours:
        raise SettingMissing("SIGHTLINE_WARNING_HOURS must be a whole number of hours")
    try:
        return Watching(timedelta(hours=hours), Watch.of(environment))
    except WatchError as error:
        raise SettingMissing(str(error)) from None


_COUNTED = {
    "SIGHTLINE_PROXIES": "how many proxies stand in front of the portal",
    "SIGHTLINE_MATCH_SECONDS": "how many seconds a search before create holds",
}


def _count(environment: Mapping[str, str], name: str, usual: int = 0) -> int:
    value = whole_number(environment.get(name) or str(usual))
    if value is None:
        raise SettingMissing(f"{name} must be a whole number: {_COUNTED[name]}")
    return value


def _needed(environment: Mapping[str, str], name: str) -> str:
    if value := environment.get(name):
        return value
    raise SettingMissing(f"{name} is not set: the portal reads Elasticsearch by it")


@dataclass(frozen=True)
class Services:
    """Everything that pages and API call."""

    settings: Settings
    accounts: Accounts
    ledger: Ledger
    permits: Permits
    gateway: Gateway
    store: Store
    lookup: Lookup
    records: Records
    nominals: Nominals
    links: Links
    requests: Requests
    writing: Writing
    warnings: WarningsQueue
    standing_warnings: StandingWarnings
    reports: Reports
    suggest: Suggest
    prints: Prints
    report_drafts: ReportDrafts
    matches: Matches
    notices: Notices
    amending: Amending
    audit: Audit
    dip_sample: DipSample
    retention: Retention
    operators: Operators
    _closers: tuple[Callable[[], None], ...] = ()

    def close(self) -> None:
        """Ship the last head and let go of every connection."""
        for closer in self._closers:
            closer()


def _now() -> datetime:
    return datetime.now(UTC)


def _reader() -> Reader:
    from nlp.reader import Reader  # spaCy takes seconds to import: only where reports are written

    return Reader(seconds=SECONDS)


@dataclass(frozen=True, slots=True)
class Opened:
    """The databases and the search engine, open."""

    ledger: Ledger
    engine: Engine
    store: Store
    edges: Edges
    requests: RequestStore
    noticed: NoticeStore
    reviews: RetentionStore
    drafts: ReportStore
    accounts: Accounts

    @classmethod
    def of(cls, settings: Settings) -> Opened:
        """Open all that the settings name; the store brings the record database up to date for the others."""
        records = settings.records_url
        return cls(
            ledger=Ledger.open(settings.ledger_url, settings.signing_key, settings.heads),
            engine=Engine(
                settings.engine_url,
                settings.engine_user,
                settings.engine_password,
                ca_certs=settings.engine_ca_certs,
            ),
            store=Store(records),
            edges=Edges(records, migrate=False),
            requests=RequestStore(records),
            noticed=NoticeStore(records),
            reviews=RetentionStore(records, retention_rules.rules().first),
            drafts=ReportStore(records),
            accounts=Accounts.open(settings.accounts_url),
        )

    @property
    def closers(self) -> tuple[Callable[[], None], ...]:
        """How each is let go of: the ledger first, which ships its last head."""
        return tuple(getattr(self, held.name).close for held in fields(self))


def build(
    settings: Settings, clock: Callable[[], datetime] = _now, reader: Callable[[], Reader] = _reader
) -> Services:
    """Build the services. `clock` is an aware time of day; `reader` makes the reader of what is typed, when it is needed."""
    opened = Opened.of(settings)
    ledger, store, edges = opened.ledger, opened.store, opened.edges
    gateway = Gateway(opened.engine, schema(settings.prefix), store.check, settings.cursor_key, clock)
    permits = Permits(ledger, clock)
    desk = Desk(permits, gateway, Systems(store))
    writing = Writing(ledger, store, clock)
    audit = Audit(desk, ledger, store.check, lambda: {*SYSTEMS, OWN, *store.feeds()}, clock)
    users = partial(account_names.among, opened.accounts.engine)
    reports = Reports(desk, writing, ReadingRoom(reader), store.check, clock, users)
    waiting = Waiting(edges, store.check, Cursors(settings.cursor_key), clock)
    tokens = MatchTokens(settings.cursor_key, timedelta(seconds=settings.match_seconds))
    return Services(
        settings=settings,
        accounts=opened.accounts,
        ledger=ledger,
        permits=permits,
        gateway=gateway,
        store=store,
        lookup=Lookup(desk, edges, store.warning_kin, clock, settings.bands),
        records=Records(desk, store.warning_kin, opened.reviews.next_on, store.versions, clock),
        nominals=Nominals(desk, edges, waiting, ledger, clock, settings.bands),
        links=Links(desk, edges),
        requests=Requests(
            desk, opened.requests, store.check, settings.force, clock, reports.read, settings.times
        ),
        writing=writing,
        suggest=Suggest(desk),
        prints=Prints(desk, ledger),
        warnings=WarningsQueue(
            desk, store, store.check, writing, ledger, settings.watching, clock, reports.read
        ),
        standing_warnings=StandingWarnings(desk, store, writing, settings.watching, clock, reports.read),
        reports=reports,
        report_drafts=ReportDrafts(desk, opened.drafts, reports),
        matches=Matches(desk, store, writing, tokens, NotThem(edges, ledger), clock),
        notices=Notices(desk, opened.noticed),
        amending=Amending(desk, store, writing, clock),
        audit=audit,
        dip_sample=DipSample(desk, ledger, audit, clock),
        retention=Retention(desk, store, opened.reviews, edges, ledger, clock),
        operators=Operators(desk, opened.accounts, store, settings.watching, clock),
        _closers=opened.closers,
    )
