"""From the closed language of `queries` to Elasticsearch's: the one place where a query is written.

Never written, whoever asks: anything that reads the index's own statistics or documents outside the
filter (docs/security.md lists them). Every leaf is a `constant_score` with a boost in sixteenths.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from access.cursors import Place
from access.gateway_types import FieldKind, FieldSpec
from access.partial_dates import first_day
from access.queries import (
    FACET_FIELDS,
    All,
    AnyOf,
    AtLeast,
    Best,
    Bound,
    Clause,
    Everything,
    Find,
    Leaf,
    Not,
    Order,
    Phrase,
    Prefix,
    QueryError,
    Range,
    Term,
    Terms,
    Value,
    Weighted,
    Within,
)

Json = dict[str, Any]

FACET_VALUES = 100
MONTHS = "months"  # not a name of a facet
# Fields of every document that no clause may name, whatever a schema says.
RESERVED = frozenset({"handling", "record", "reading"})

_NOTHING: Json = {"match_none": {}}
_WORDS = frozenset({FieldKind.KEYWORD, FieldKind.TEXT})
_TAKES: dict[type, frozenset[FieldKind]] = {
    Term: _WORDS | {FieldKind.INTEGER, FieldKind.BOOLEAN},
    Terms: _WORDS | {FieldKind.INTEGER, FieldKind.BOOLEAN},
    AtLeast: _WORDS,
    Prefix: _WORDS,
    Phrase: frozenset({FieldKind.TEXT}),
    Range: frozenset({FieldKind.DATE, FieldKind.INTEGER, FieldKind.KEYWORD}),
    Within: frozenset({FieldKind.GEO}),
}
_VALUE_TYPES: dict[FieldKind, type] = {
    FieldKind.KEYWORD: str,
    FieldKind.TEXT: str,
    FieldKind.INTEGER: int,
    FieldKind.BOOLEAN: bool,
}
_PARTIAL_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def check_schema(fields: Mapping[str, FieldSpec]) -> None:
    """Raises ValueError where a schema would let clauses reach what is not to be asked for."""
    for name in fields:
        if RESERVED & set(name.split(".")):
            raise ValueError(f"the field {name} may not be offered for searching")


def sixteenths(weight: float) -> float:
    """The nearest multiple of 1/16: sums of these are exact in any order (as 32-bit floats, too)."""
    return round(weight * 16) / 16


@dataclass(frozen=True, slots=True)
class Renderer:
    """Writes queries for one reader.

    view: `open` or `full`; unseen: values of fields, by their beginnings, that do not exist for this
    reader (an identifier that they may not see may not be searched for either).
    """

    fields: Mapping[str, FieldSpec]
    view: str
    unseen: Mapping[str, str]

    def body(
        self, find: Find, security: Sequence[Json], excluded: Sequence[str], place: Place | None
    ) -> Json:
        """The whole request. One hit more than the page is asked for: it tells whether there is a next."""
        newest = find.order is Order.NEWEST
        made: Json = {
            "query": {
                "bool": {
                    "must": [self.scored(find.query, 1.0)],
                    "filter": [*security, *(self.matching(clause) for clause in find.filters)],
                    "must_not": [{"terms": {"id": sorted(excluded)}}] if excluded else [],
                }
            },
            "size": find.size + find.paged if find.size else 0,
            "sort": [self._newest() if newest else {"_score": "desc"}, {"id": "asc"}],
            "track_total_hits": True,
            "_source": {"includes": self._shown(find)},
        }
        if newest:
            made["track_scores"] = True
        if place is not None:
            made["search_after"] = list(place)
        if find.facets or find.months:
            made["aggs"] = self._aggregations(find)
        return made

    def _shown(self, find: Find) -> list[str]:
        own = [f"{self.view}.place.street", f"{self.view}.place.outward"]
        return [*_ROW, *own] if find.rows else [*_ROW, "record", f"{self.view}.reading", *own]

    # ------------------------------------------------------------------------------------- clauses

    def scored(self, clause: Clause, weight: float) -> Json:
        """A clause that is worth something."""
        match clause:
            case Everything():
                return {"match_all": {"boost": sixteenths(weight)}}
            case Weighted():
                return self.scored(clause.clause, weight * clause.weight)
            case Not():
                return {"bool": {"must_not": [self.matching(clause.clause)]}}
            case All():
                return {"bool": {"must": [self.scored(part, weight) for part in clause.clauses]}}
            case AnyOf():
                return _any_of([self.scored(part, weight) for part in clause.clauses], clause.minimum)
            case Best():
                parts = [self.scored(part, weight) for part in clause.clauses]
                return {"dis_max": {"queries": parts, "tie_breaker": 0.0}} if parts else _NOTHING
            case _:
                return {"constant_score": {"filter": self._leaf(clause), "boost": sixteenths(weight)}}

    def matching(self, clause: Clause) -> Json:
        """A clause that only matches or not, for filters."""
        match clause:
            case Everything():
                return {"match_all": {}}
            case Weighted():
                return self.matching(clause.clause)
            case Not():
                return {"bool": {"must_not": [self.matching(clause.clause)]}}
            case All():
                return {"bool": {"filter": [self.matching(part) for part in clause.clauses]}}
            case AnyOf():
                return _any_of([self.matching(part) for part in clause.clauses], clause.minimum)
            case Best():
                return _any_of([self.matching(part) for part in clause.clauses], 1)
            case _:
                return self._leaf(clause)

    def _leaf(self, leaf: Leaf) -> Json:
        kind, path = self._field(leaf)
        match leaf:
            case Term():
                values = self._values(leaf.field, kind, (leaf.value,))
                return {"term": {path: {"value": values[0]}}} if values else _NOTHING
            case Terms():
                return {"terms": {path: self._values(leaf.field, kind, leaf.values)}}
            case AtLeast():
                values = self._values(leaf.field, kind, leaf.values)
                return _any_of([{"term": {path: {"value": value}}} for value in values], leaf.minimum)
            case Prefix():
                return self._prefix(leaf, path)
            case Phrase():
                return {"match_phrase": {path: {"query": " ".join(leaf.words), "slop": 0}}}
            case Range():
                ends = {"gte": leaf.gte, "lt": leaf.lt}
                made = {end: _bound(kind, given) for end, given in ends.items() if given is not None}
                return {"range": {path: made | _FORMAT} if kind is FieldKind.DATE else {path: made}}
            case Within():
                point = {"lat": leaf.lat, "lon": leaf.lon}
                return {"geo_distance": {"distance": f"{leaf.metres}m", path: point}}

    def _field(self, leaf: Leaf) -> tuple[FieldKind, str]:
        spec = self.fields.get(leaf.field)
        if spec is None:
            raise QueryError(f"no such field: {leaf.field}")
        kind = FieldKind(spec.kind)
        if kind not in _TAKES[type(leaf)]:
            raise QueryError(f"{leaf.field} takes no {type(leaf).__name__}")
        return kind, self._path(leaf.field)

    def _path(self, name: str) -> str:
        spec = self.fields.get(name)
        if spec is None:
            raise QueryError(f"no such field: {name}")
        return f"{self.view}.{name}" if spec.per_view else name

    def _values(self, field: str, kind: FieldKind, values: Sequence[Value]) -> list[Value]:
        """The values of a clause, checked; those that this reader may not search for are not there."""
        if not {_VALUE_TYPES[kind]}.issuperset(map(type, values)):
            raise QueryError(f"{field} takes values of the kind {kind.value}")
        hidden = self.unseen.get(field)
        return [v for v in values if hidden is None or not str(v).startswith(hidden)]

    def _prefix(self, leaf: Prefix, path: str) -> Json:
        hidden = self.unseen.get(leaf.field)
        if hidden is None or not (leaf.value.startswith(hidden) or hidden.startswith(leaf.value)):
            return {"prefix": {path: {"value": leaf.value}}}
        if leaf.value.startswith(hidden):
            return _NOTHING
        raise QueryError(f"{leaf.field}: the beginning is too short")

    # ------------------------------------------------------------------------ order, facets, months

    def _newest(self) -> Json:
        # A stated value for records without a time: the engine's own stand-in does not survive JSON.
        return {self._path("when"): {"order": "desc", "missing": _NO_TIME}}

    def _aggregations(self, find: Find) -> Json:
        """Counts, by this page alone: no value without a visible match (`min_doc_count` 1), ties by key."""
        made: Json = {
            name: {
                "terms": {
                    "field": self._path(FACET_FIELDS[name]),
                    "size": FACET_VALUES,
                    "shard_size": FACET_VALUES * 10,
                    "min_doc_count": 1,
                    "order": [{"_count": "desc"}, {"_key": "asc"}],
                }
            }
            for name in find.facets
        }
        if find.months:
            made[MONTHS] = {
                "date_histogram": {
                    "field": self._path("when"),
                    "calendar_interval": "month",
                    "format": "yyyy-MM",
                    "min_doc_count": 1,
                }
            }
        return made


_ROW = ("id", "system", "ref", "kind", "title", "source_force", "when", "revision")
_NO_TIME = -(2**53)  # milliseconds; long before any date that a record may have
_FORMAT = {"format": "strict_date_optional_time"}


def _any_of(parts: list[Json], minimum: int) -> Json:
    if minimum > len(parts):
        return _NOTHING
    if minimum == 0:  # Lucene asks for one of a bare `should`, whatever the minimum says
        return {"bool": {"filter": [{"match_all": {}}], "should": parts, "minimum_should_match": 0}}
    return {"bool": {"should": parts, "minimum_should_match": minimum}}


def _bound(kind: FieldKind, given: Bound) -> str | int:
    if kind is FieldKind.DATE:
        return _moment(given)
    if kind is FieldKind.INTEGER and isinstance(given, int) and not isinstance(given, bool):
        return given
    if kind is FieldKind.KEYWORD and isinstance(given, str):
        return given
    raise QueryError(f"a range over a {kind.value} does not begin or end with {type(given).__name__}")


def _moment(given: Bound) -> str:
    """An instant in full, or a partial date, whose beginning counts. Never the engine's date arithmetic."""
    if isinstance(given, datetime):
        at = given.replace(tzinfo=UTC) if given.tzinfo is None else given.astimezone(UTC)
        return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    if isinstance(given, date):
        return given.isoformat()
    if not isinstance(given, str):
        raise QueryError("a date is an ISO 8601 text, a date or a datetime")
    try:
        if _PARTIAL_DATE.fullmatch(given):
            return date.fromisoformat(first_day(given)).isoformat()
        return _moment(datetime.fromisoformat(given))
    except (ValueError, OverflowError):
        raise QueryError("not a date") from None
