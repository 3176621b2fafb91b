"""A small index of the gateway's own kind, with a record store to match: real in all but size.

It follows the shape that `access.gateway_types.SearchSchema` asks for, with its own simple stemming (lower
case) so that tests of the gateway need nothing of the rooms that fill the real index.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from elasticsearch import Elasticsearch, helpers

from access import migrations
from access.events import Action
from access.gateway import Current, Engine, FieldSpec, Gateway, Reading
from access.handling import MAPPING, Handling, index_fields, marking, text_for
from access.identity import Identity, Role
from access.ledger import Ledger
from access.permit import Permit, Permits
from access.purposes import Purpose, parse

NOW = datetime(2024, 6, 1, 12, 0, tzinfo=UTC)
CURSOR_KEY = bytes(range(32))
PURPOSE = parse("LIFE", "Welfare check at the address")

OPEN = Handling("OFFICIAL", False, "01", audience=("*",))
NOBODY = replace(OPEN, audience=())
ROBBERY = replace(OPEN, audience=("robbery",))

ANALYST = Identity("1001", Role.ANALYST, "01", sensitive=True)
ROBBER_HUNTER = replace(ANALYST, user="1002", groups=frozenset({"robbery"}))
DESPATCHER = Identity("2001", Role.DESPATCHER, "01")
OTHER_FORCE = Identity("3001", Role.ANALYST, "45")

KEYWORD = {"type": "keyword"}
_VIEW = {
    "dynamic": "strict",
    "properties": {
        "stems": {"type": "text", "analyzer": "whitespace"},
        "name": {"properties": {"parts": KEYWORD, "trigrams": KEYWORD}},
        "words": KEYWORD,
        "ident": KEYWORD,
        "mention": KEYWORD,
        "reading": {"type": "object", "enabled": False},
    },
}
MAPPINGS: dict[str, Any] = {
    "dynamic": "strict",
    "properties": {
        **dict.fromkeys(
            (
                "id",
                "system",
                "ref",
                "kind",
                "title",
                "source_force",
                "marking",
                "area",
                "classification",
                "flags",
            ),
            KEYWORD,
        ),
        "when": {"type": "date"},
        "revision": {"type": "long"},
        "place": {"properties": {"geo": {"type": "geo_point"}}},
        "handling": MAPPING,
        "record": {"type": "object", "enabled": False},
        "open": _VIEW,
        "full": _VIEW,
        # What a naive portal would have; the gateway's schema below does not know of it.
        "suggest": {"type": "completion"},
    },
}
FIELDS = {
    **{
        name: FieldSpec("keyword")
        for name in ("id", "system", "ref", "kind", "marking", "area", "classification", "flags")
    },
    "when": FieldSpec("date"),
    "revision": FieldSpec("integer"),
    "place.geo": FieldSpec("geo"),
    "stems": FieldSpec("text", per_view=True),
    **{
        name: FieldSpec("keyword", per_view=True)
        for name in ("name.parts", "name.trigrams", "words", "ident", "mention")
    },
}


@dataclass(frozen=True, slots=True)
class Schema:
    """Implements SearchSchema for one index."""

    alias: str
    fields: Mapping[str, FieldSpec] = field(default_factory=lambda: FIELDS)


def trigrams(word: str) -> list[str]:
    padded = f"^{word}$"
    return [padded[at : at + 3] for at in range(len(padded) - 2)]


@dataclass(frozen=True, slots=True)
class Paper:
    """One record, in short."""

    ref: str
    text: str = "a bat behind the door"
    handling: Handling = OPEN
    sanitised: str | None = None
    system: str = "CRIS"
    kind: str = "report"
    names: tuple[str, ...] = ()
    classification: str | None = None
    flags: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    when: str | None = "2024-03-02T08:10:00Z"
    geo: tuple[float, float] | None = None
    idents: tuple[str, ...] = ()
    revision: int = 1

    @property
    def id(self) -> str:
        return f"{self.system}/{self.ref}"

    def record(self) -> dict[str, Any]:
        return {
            "system": self.system,
            "ref": self.ref,
            "kind": self.kind,
            "title": f"Paper {self.ref}",
            "recorded": "2024-03-02T08:10:00Z",
            "handling": {"tier": "OFFICIAL", "sensitive": self.handling.sensitive, "audience": ["x"]},
            "people": [{"names": [{"text": " ".join(self.names)}], "ethnicity": "W1"}],
            "text": self.text,
            "sanitised_text": self.sanitised,
            "source_identity": "the neighbour",
        }

    def document(self) -> dict[str, Any]:
        made = {
            "id": self.id,
            **{key: self.record()[key] for key in ("system", "ref", "kind", "title")},
            "source_force": self.handling.force,
            "marking": marking(self.handling),
            "classification": self.classification,
            "flags": list(self.flags),
            "when": self.when,
            "revision": self.revision,
            "handling": index_fields(self.handling),
            "record": self.record(),
            "suggest": [*self.names, self.text][:1],
            "open": self._view(full=False),
            "full": self._view(full=True),
        }
        return made | ({"place": {"geo": {"lat": self.geo[0], "lon": self.geo[1]}}} if self.geo else {})

    def _view(self, *, full: bool) -> dict[str, Any]:
        text = text_for(self.record(), full=full) or ""
        words = text.lower().split()
        found = [m for m in self.mentions if m.split(":")[1].lower() in words]
        return {
            "stems": " ".join([*words, *(name.lower() for name in self.names)]),
            "name": {
                "parts": [name.lower() for name in self.names],
                "trigrams": [gram for name in self.names for gram in trigrams(name.lower())],
            },
            "words": words,
            "ident": list(self.idents),
            "mention": found,
            "reading": {"mentions": [{"label": m} for m in found], "facts": [{"code": "WE", "quote": text}]},
        }


class Store:
    """A record store in memory: says of every id what holds for it now."""

    def __init__(self, papers: Iterable[Paper] = ()) -> None:
        self.papers = {paper.id: paper for paper in papers}
        self.waiting: set[str] = set()
        self.asked = 0

    def withheld(self) -> Sequence[str]:
        return sorted(self.waiting)

    def current(self, ids: Sequence[str]) -> Mapping[str, Current]:
        self.asked += 1
        return {
            id_: Current(self.papers[id_].revision, self.papers[id_].handling)
            for id_ in ids
            if id_ in self.papers
        }


class Clock:
    """A clock that tests move."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def forward(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


class Library:
    """An index filled with papers, its record store, and the gateway before both."""

    def __init__(
        self, es: Any, papers: Iterable[Paper], permits: Permits, clock: Clock, *, shards: int = 1
    ) -> None:
        self.writer = Elasticsearch(es.url, basic_auth=es.writer)
        self.reader = Elasticsearch(es.url, basic_auth=es.reader)
        self.index = f"{es.prefix}gateway-{uuid4().hex[:12]}"
        self.clock, self.permits = clock, permits
        settings = {"number_of_shards": shards, "number_of_replicas": 0, "refresh_interval": "-1"}
        self.writer.indices.create(index=self.index, settings=settings, mappings=MAPPINGS)
        self.store = Store()
        self.add(papers)
        self.engine = Engine(es.url, *es.reader)
        self.gateway = Gateway(self.engine, Schema(self.index), self.store, CURSOR_KEY, clock)

    def add(self, papers: Iterable[Paper], *, refresh: bool = True) -> None:
        """Into the store and the index."""
        papers = list(papers)
        self.store.papers |= {paper.id: paper for paper in papers}
        actions = [{"_index": self.index, "_id": paper.id, "_source": paper.document()} for paper in papers]
        helpers.bulk(self.writer, actions)
        if refresh:
            self.writer.indices.refresh(index=self.index)

    def permit(
        self, identity: Identity, purpose: Purpose | None = PURPOSE, action: Action = Action.SEARCH
    ) -> Permit:
        return self.permits.grant(identity, purpose, action, {"q": "test"})

    def read(self, identity: Identity, purpose: Purpose | None = PURPOSE) -> Reading:
        return self.gateway.open(self.permit(identity, purpose))

    def close(self) -> None:
        self.writer.indices.delete(index=self.index)
        for client in (self.writer, self.reader, self.engine):
            client.close()


@contextmanager
def ledger_in(folder: Path, clock: Clock) -> Iterator[Permits]:
    """A real ledger, for real permits."""
    url = f"sqlite:///{folder}/ledger.db"
    migrations.upgrade(migrations.Database.LEDGER, url)
    ledger = Ledger(url, Ed25519PrivateKey.generate(), folder / "heads", ship_every=3600.0)
    try:
        yield Permits(ledger, clock)
    finally:
        ledger.close()


@contextmanager
def library(
    es: Any, papers: Iterable[Paper], permits: Permits, clock: Clock, *, shards: int = 1
) -> Iterator[Library]:
    """A library for a test, gone afterwards."""
    made = Library(es, papers, permits, clock, shards=shards)
    try:
        yield made
    finally:
        made.close()
