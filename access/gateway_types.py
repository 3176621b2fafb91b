"""What goes into the gateway and what comes out: the protocols that others implement, and the answers.

The indexer implements SearchSchema and RecordCheck, and the wiring injects them: access imports neither.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple, Protocol

from access.handling import Handling


class FieldKind(StrEnum):
    """What a field of the index holds, and so which clauses it takes."""

    KEYWORD = "keyword"
    TEXT = "text"
    DATE = "date"
    GEO = "geo"
    INTEGER = "integer"
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A logical field. per_view: it exists once for each text (`open.…`, `full.…`) and the gateway leads
    each reader to their own. kind: a FieldKind or its word."""

    kind: FieldKind | str
    per_view: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "kind", FieldKind(self.kind))


class SearchSchema(Protocol):
    """The index as the gateway knows it: where it is, and the fields that may be asked for.

    Besides what `fields` offers, every document has at its top `id system ref kind title source_force
    when revision`, `handling` (`access.handling.index_fields`), `record` (POLE-1, not searchable) and for
    each view `reading` (`{"mentions": [], "facts": []}`, not searchable).
    """

    @property
    def alias(self) -> str:
        """The index or alias that is read."""
        ...

    @property
    def fields(self) -> Mapping[str, FieldSpec]:
        """Logical name to what it is."""
        ...


class Current(NamedTuple):
    """A record as the record store has it now."""

    revision: int
    handling: Handling


class RecordCheck(Protocol):
    """The record store's word on what the index says."""

    def withheld(self) -> Sequence[str]:
        """Ids of records that were tightened or deleted and not yet indexed so: excluded in every query."""
        ...

    def current(self, ids: Sequence[str]) -> Mapping[str, Current]:
        """What stands for these ids now; a deleted or unknown one is absent."""
        ...


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value and how many of the matching, visible records have it."""

    value: str
    count: int


class Hit(NamedTuple):
    """One record as this reader may have it.

    record: POLE-1 by `access.reader_view`; mentions, facts: what was read from this reader's text;
    marking: by the record store's word, as it stands now; streets, districts: keys of the streets and postcode areas of
    every address in it. Of a row (`Find.rows`), record, mentions and facts are empty.
    """

    id: str
    system: str
    ref: str
    kind: str
    title: str
    score: float
    when: str | None
    marking: str
    revision: int
    record: Mapping[str, Any]
    mentions: tuple[Mapping[str, Any], ...]
    facts: tuple[Mapping[str, Any], ...]
    source_force: str
    streets: frozenset[str]
    districts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """An answer. total: visible matches in all; next: cursor of the next page, None on the last."""

    hits: tuple[Hit, ...]
    total: int
    facets: Mapping[str, tuple[FacetValue, ...]]
    months: tuple[FacetValue, ...]
    next: str | None


class EngineUnavailable(Exception):  # noqa: N818
    """No whole answer was to be had: nothing is answered rather than a part."""


class CursorError(ValueError):
    """A cursor that is not this reader's for this question."""
