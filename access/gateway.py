"""The only way by which people's questions reach Elasticsearch, and answers reach people.

A permit opens it (and so the ledger's row stands before any query); a question is a typed `Find`, never
the engine's own language. The gateway adds who may see what to the query's filter, excludes what the
record store has tightened since it was indexed, asks, checks every id that is about to be returned once
more against the record store, and strips each record to what this reader may have of it.

Totals. What the record store withholds is excluded inside the query, so that hits, totals and facets are
of one mind. Where a hit fails its check all the same (it was tightened or deleted between our question
to the store and the engine's answer), the whole question is asked again without it, and after a few
rounds refused: a page is never shorter, nor a count higher, than what may be seen.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from elastic_transport import HttpHeaders
from elastic_transport.client_utils import basic_auth_to_header
from elasticsearch import ApiError, Elasticsearch, TransportError

from access.cursors import Cursors
from access.events import Action
from access.gateway_types import (
    Current,
    CursorError,
    EngineUnavailable,
    FacetValue,
    FieldKind,
    FieldSpec,
    Found,
    Hit,
    RecordCheck,
    SearchSchema,
)
from access.handling import clause, marking, visible
from access.identity import Identity
from access.permissions import Permission, permits
from access.permit import Permit, PermitError, PermitExpired
from access.queries import LARGEST_PAGE, Everything, Find, QueryError, Terms, canonical
from access.reader_view import view_of
from access.render import FACET_VALUES, MONTHS, Json, Renderer, check_schema

__all__ = [
    "Current",
    "CursorError",
    "Engine",
    "EngineUnavailable",
    "FacetValue",
    "FieldKind",
    "FieldSpec",
    "Found",
    "Gateway",
    "Hit",
    "PermitError",
    "QueryError",
    "Reading",
    "RecordCheck",
    "SearchSchema",
]

# What a permit must be for, if it is to read records: running the instance or auditing is not.
READS_RECORDS = frozenset(Action) - {
    Action.USERS,
    Action.FEEDS,
    Action.AUDIT,
    Action.REQUEST,
    Action.REQUEST_STATUS,
}
ROUNDS = 4  # questions asked before a moving record store is too much
MOST_EXCLUDED = 50_000  # Elasticsearch takes 65,536 terms
MOST_FETCHED = 2_000
_BUSY = frozenset({429, 503})
_TRIES = 3
_PAUSE = 0.05  # seconds, doubled each time
_ROW: Mapping[str, Any] = {}  # the record of a hit that is only a row
_HEADER_OPTIONS = {"allow_partial_search_results": False}


class Engine:
    """The connection to Elasticsearch, as the user that may only read. One for a process; thread-safe."""

    def __init__(
        self, url: str, user: str, password: str, *, ca_certs: str | None = None, timeout: float = 10.0
    ) -> None:
        trust: dict[str, Any] = {"ca_certs": ca_certs} if ca_certs else {}
        self._client = Elasticsearch(
            url,
            basic_auth=(user, password),
            request_timeout=timeout,
            retry_on_status=(),
            max_retries=0,
            connections_per_node=20,
            **trust,
        )
        self._timeout = timeout
        self._headers = HttpHeaders(
            {
                "authorization": basic_auth_to_header((user, password)),
                "content-type": "application/x-ndjson",
                "accept": "application/json",
            }
        )

    def answers(self) -> bool:
        """Whether the engine is there and knows us."""
        try:
            self._client.security.authenticate()
        except (ApiError, TransportError):
            return False
        return True

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def ask(self, alias: str, bodies: Sequence[Json]) -> list[Json]:
        """The whole answers to these, asked at once. Raises EngineUnavailable where one is not whole."""
        head = orjson.dumps({"index": alias, **_HEADER_OPTIONS})
        lines = [line for body in bodies for line in (head, orjson.dumps(body))]
        searches = b"\n".join([*lines, b""])
        for attempt in range(_TRIES):
            if attempt:
                time.sleep(_PAUSE * 2 ** (attempt - 1))
            answers = self._send(searches)
            if answers is not None:
                return answers
        raise EngineUnavailable("the search engine is busy")

    def _send(self, searches: bytes) -> list[Json] | None:
        """One attempt; None where the engine is too busy and may be asked again."""
        # By the client's own connection, past what it does for many nodes and many kinds of questions.
        node = self._client.transport.node_pool.get()
        try:
            meta, body = node.perform_request("POST", "/_msearch", searches, self._headers, self._timeout)
        except TransportError as error:
            raise EngineUnavailable(f"the search engine did not answer ({type(error).__name__})") from None
        if meta.status in _BUSY:
            return None
        if meta.status != 200:
            raise EngineUnavailable(f"the search engine refused ({meta.status})")
        answers: list[Json] = _read(body)
        if any(answer["status"] in _BUSY for answer in answers):
            return None
        for answer in answers:
            _check_whole(answer)
        return answers


def _read(body: bytes) -> list[Json]:
    try:
        answers: list[Json] = orjson.loads(body)["responses"]
    except (ValueError, KeyError, TypeError):  # something else stands at its address
        raise EngineUnavailable("the search engine's answer cannot be read") from None
    return answers


def _check_whole(answer: Json) -> None:
    """A part of an answer is none: it would say that the rest is not there."""
    if answer["status"] != 200:
        raise EngineUnavailable(f"the search engine refused ({answer['status']})")
    shards = answer["_shards"]
    if answer["timed_out"] or shards["failed"] or shards["successful"] != shards["total"]:
        raise EngineUnavailable("the search engine answered in part")


class Gateway:
    """Opens readings. cursor_key: at least 32 random bytes of the instance; clock: an aware datetime."""

    def __init__(
        self,
        engine: Engine,
        schema: SearchSchema,
        check: RecordCheck,
        cursor_key: bytes,
        clock: Callable[[], datetime],
    ) -> None:
        check_schema(schema.fields)
        self._engine = engine
        self._schema = schema
        self._check = check
        self._cursors = Cursors(cursor_key)
        self._clock = clock

    def ready(self) -> bool:
        """Whether questions can be asked; tells nothing of what stands in the index."""
        return self._engine.answers()

    def open(self, permit: Permit) -> Reading:
        """Use a permit. Raises PermitError where it is used, expired or not one for reading records."""
        if not isinstance(permit, Permit):
            raise PermitError("no permit, no query")
        if permit.action not in READS_RECORDS or permit.purpose is None:
            raise PermitError("the permit is not one for reading records")
        permit.consume(self._clock())
        return Reading(permit, self._engine, self._schema, self._check, self._cursors, self._clock)


@dataclass(frozen=True, slots=True)
class _Page:
    """What is needed of an answer once its hits have passed the check."""

    find: Find
    answer: Json

    hits: list[Json]

    @classmethod
    def of(cls, find: Find, answer: Json) -> _Page:
        """The page of an answer, less the hits that fall short of the share of the best one's score."""
        hits: list[Json] = answer["hits"]["hits"]
        if find.share and hits:
            least = find.share * hits[0]["_score"]
            hits = [hit for hit in hits if hit["_score"] >= least]
        return cls(find, answer, hits)


class Reading:
    """One request's questions under its permit: as many as it needs, until the permit expires."""

    def __init__(
        self,
        permit: Permit,
        engine: Engine,
        schema: SearchSchema,
        check: RecordCheck,
        cursors: Cursors,
        clock: Callable[[], datetime],
    ) -> None:
        identity = permit.identity
        self._permit = permit
        self._engine = engine
        self._schema = schema
        self._check = check
        self._cursors = cursors
        self._clock = clock
        self._view = "full" if permits(identity, Permission.FULL_INTELLIGENCE) else "open"
        unseen = {} if permits(identity, Permission.SENSITIVE_PERSONAL) else {"ident": "NHS:"}
        self._renderer = Renderer(schema.fields, self._view, unseen)
        self._strip = view_of(identity)

    @property
    def identity(self) -> Identity:
        """Whose reading it is."""
        return self._permit.identity

    def find(self, find: Find) -> Found:
        """One question. Raises QueryError, CursorError, EngineUnavailable, PermitError."""
        return self.find_all((find,))[0]

    def find_all(self, finds: Sequence[Find]) -> list[Found]:
        """Several questions in one round trip, all of one moment; the answers in their order."""
        now = self._clock()
        if now >= self._permit.expires:
            raise PermitExpired("the permit has expired")
        if not finds:
            return []
        pages, current = self._ask(finds, now)
        # Questions of one moment find many records twice: each is stripped once.
        whole = (hit["_source"] for page in pages if not page.find.rows for hit in page.hits)
        sources = {source["id"]: source for source in whole}
        records = {id_: self._strip(source["record"]) for id_, source in sources.items()}
        return [self._found(page, current, records) for page in pages]

    def fetch(self, ids: Iterable[str]) -> list[Hit]:
        """The records of these ids that the reader may see, in the order given; always by a search.

        An id that is hidden and one that is absent take the same steps and are both not there.
        """
        wanted = [id_ for id_ in dict.fromkeys(ids) if id_]
        if len(wanted) > MOST_FETCHED:
            raise QueryError(f"at most {MOST_FETCHED} records are fetched at once")
        pages = [wanted[at : at + LARGEST_PAGE] for at in range(0, len(wanted), LARGEST_PAGE)]
        finds = [Find(Everything(), (Terms("id", tuple(page)),), size=len(page)) for page in pages]
        hits = {hit.id: hit for found in self.find_all(finds) for hit in found.hits}
        return [hits[id_] for id_ in wanted if id_ in hits]

    # ------------------------------------------------------------------------------------- asking

    def _ask(self, finds: Sequence[Find], now: datetime) -> tuple[list[_Page], Mapping[str, Current]]:
        """Ask until every hit stands in the record store as this reader may see it."""
        security = clause(self.identity, now)
        dropped: set[str] = set()
        for _ in range(ROUNDS):
            excluded = dropped.union(self._check.withheld())
            if len(excluded) > MOST_EXCLUDED:
                raise EngineUnavailable("too many records wait to be indexed anew")
            bodies = [self._body(find, security, excluded) for find in finds]
            answers = self._engine.ask(self._schema.alias, bodies)
            pages = [_Page.of(find, answer) for find, answer in zip(finds, answers, strict=True)]
            current = self._check.current(
                sorted({hit["_source"]["id"] for page in pages for hit in page.hits})
            )
            fallen = self._fallen(pages, current, now)
            if not fallen:
                return pages, current
            dropped |= fallen
        raise EngineUnavailable("records change faster than they can be checked")

    def _body(self, find: Find, security: Json, excluded: set[str]) -> Json:
        place = self._cursors.open(find.after, self._binding(find)) if find.after else None
        return self._renderer.body(find, [security], sorted(excluded), place)

    def _fallen(self, pages: list[_Page], current: Mapping[str, Current], now: datetime) -> set[str]:
        """Ids with which the record store does not agree: gone, of a revision that it does not know, hidden."""
        seen: dict[int, bool] = {}  # the records of a page share few handlings, each one object

        def stands(source: Mapping[str, Any]) -> bool:
            record = current.get(source["id"])
            if record is None or source["revision"] > record.revision:
                return False
            handling = record.handling
            if (key := id(handling)) not in seen:
                seen[key] = visible(self.identity, handling, now)
            return seen[key]

        sources = [hit["_source"] for page in pages for hit in page.hits]
        return {source["id"] for source in sources if not stands(source)}

    def _binding(self, find: Find) -> str:
        """Whose cursor it is and for what: another reader, purpose, text or question cannot use it."""
        who, why = self.identity, self._permit.purpose
        purpose = (why.code, why.reason, why.reference) if why else None
        return json.dumps([who.user, who.force, who.role, purpose, self._view, canonical(find)])

    # ---------------------------------------------------------------------------------- answering

    def _found(
        self, page: _Page, current: Mapping[str, Current], records: Mapping[str, Mapping[str, Any]]
    ) -> Found:
        shown = page.hits[: page.find.size]
        ids = [hit["_source"]["id"] for hit in shown]
        held = [_ROW if page.find.rows else records[id_] for id_ in ids]
        hits = [
            self._hit(hit, current[id_], record) for hit, id_, record in zip(shown, ids, held, strict=True)
        ]
        return Found(
            hits=tuple(hits),
            total=page.answer["hits"]["total"]["value"],
            facets={name: _counts(page.answer, name) for name in page.find.facets},
            months=_counts(page.answer, MONTHS)[-FACET_VALUES:] if page.find.months else (),
            next=self._next(page, shown),
        )

    def _next(self, page: _Page, shown: list[Json]) -> str | None:
        if not page.find.paged or not shown or len(page.hits) <= len(shown):
            return None
        value, id_ = shown[-1]["sort"]
        return self._cursors.seal((value, id_), self._binding(page.find))

    def _hit(self, hit: Json, current: Current, record: Mapping[str, Any]) -> Hit:
        source: Mapping[str, Any] = hit["_source"]
        seen = source.get(self._view) or {}
        reading, place = seen.get("reading") or {}, seen.get("place") or {}
        return Hit(
            id=source["id"],
            system=source["system"],
            ref=source["ref"],
            kind=source["kind"],
            title=source["title"],
            score=float(hit["_score"]),
            when=source.get("when"),
            marking=marking(current.handling),
            revision=source["revision"],
            record=record,
            mentions=tuple(reading.get("mentions") or ()),
            facts=tuple(reading.get("facts") or ()),
            source_force=source["source_force"],
            streets=_values(place.get("street")),
            districts=_values(place.get("outward")),
        )


def _values(held: str | Sequence[str] | None) -> frozenset[str]:
    return frozenset([held] if isinstance(held, str) else held or ())


def _counts(answer: Json, name: str) -> tuple[FacetValue, ...]:
    buckets = answer["aggregations"][name]["buckets"]
    return tuple(FacetValue(b.get("key_as_string", b["key"]), b["doc_count"]) for b in buckets)
