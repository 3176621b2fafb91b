"""Risk lookup and faceted search."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from access.events import Action, Outcome
from access.gateway import CursorError, FacetValue, Found, Hit, QueryError
from access.handling import highest
from access.identity import Identity
from access.permissions import Permission, permits
from portal.search.bands import Bands
from portal.search.box.question import LONGEST, understand
from portal.search.box.understood import Understood
from portal.search.facets import Asked, GrammarError, SearchQuery, find_of, highlights
from portal.services.asker import Asker, Desk, Look
from portal.services.errors import Invalid
from portal.services.nominals.members import EdgeSource
from portal.services.risk.answer import RiskLookup
from portal.services.risk.told_once import Kin, told_once


class Lookup:
    """The two ways of asking: one box for despatchers, filters for analysts."""

    def __init__(
        self,
        desk: Desk,
        edges: EdgeSource,
        kin: Kin,
        clock: Callable[[], datetime],
        bands: Bands | None = None,
    ) -> None:
        self._desk, self._edges, self._kin = desk, edges, kin
        self._clock, self._bands = clock, bands

    def risk(self, asker: Asker, q: str) -> dict[str, Any]:
        """What the officer must know: cards, best first (docs/api.md). Raises Invalid for an empty question."""
        began = time.perf_counter()
        if not q.strip() or len(q) > LONGEST:
            raise Invalid("q", f"must have 1 to {LONGEST} characters")
        today = self._clock().date()
        with self._desk.look(asker, Action.RISK, {"q": q}) as look:
            lookup = RiskLookup(look.reading, today, self._edges, self._bands)
            answer = lookup.ask(understand(q, today))
            cards = told_once(answer.cards, self._kin)
            shown = list(dict.fromkeys((hit.system, hit.ref) for card in cards for hit in card.sources()))
            look.returned(f"{system}/{ref}" for system, ref in shown)
            return {
                "query": q,
                "interpreted": _interpreted(answer.understood, asker.identity),
                "cards": [card.as_json() for card in cards],
                "systems": look.systems(Counter(system for system, _ in shown)),
                "marking": highest(card.marking for card in cards),
                "audit_id": look.audit_id,
                "took_ms": _ms(began),
            }

    def search(self, asker: Asker, query: SearchQuery) -> dict[str, Any]:
        """Hits, facets and months (docs/api.md). Raises Invalid naming the field."""
        began = time.perf_counter()
        today = self._clock().date()
        try:
            asked = Asked.of(query, today)
            find = find_of(asked, query.size, query.cursor)
        except (GrammarError, QueryError) as error:
            raise Invalid(getattr(error, "field", "q"), str(error)) from None
        asked_for = {name: value for name, value in asdict(query).items() if value not in (None, (), "")}
        with self._desk.look(asker, Action.SEARCH, asked_for) as look:
            try:
                found = look.reading.find(find)
            except CursorError as error:
                look.outcome = Outcome.REFUSED
                raise Invalid("cursor", str(error)) from None
            look.returned(hit.id for hit in found.hits)
            answer = self._found(look, found, asked)
            return {**answer, "audit_id": look.audit_id, "took_ms": _ms(began)}

    def _found(self, look: Look, found: Found, asked: Asked) -> dict[str, Any]:
        facets = {name: _values(values) for name, values in found.facets.items()}
        return {
            "total": found.total,
            "hits": [_hit(hit, asked) for hit in found.hits],
            "facets": {**facets, "month": _values(found.months)},
            "systems": look.systems({one.value: one.count for one in found.facets["system"]}),
            "next": found.next,
            "marking": highest(hit.marking for hit in found.hits),
        }


def _hit(hit: Hit, asked: Asked) -> dict[str, Any]:
    record = hit.record
    return {
        "system": hit.system,
        "ref": hit.ref,
        "kind": hit.kind,
        "title": hit.title,
        "score": hit.score,
        "highlights": highlights(hit, asked),
        "marking": hit.marking,
        "occurred": occurred(record),
        "recorded": record.get("recorded"),
        "source_force": hit.source_force,
        "classification": record.get("classification"),
        "grading": record.get("grading"),
        "people": [
            {
                "role": p.get("role"),
                "names": p.get("names") or [],
                "dates_of_birth": p.get("dates_of_birth") or [],
            }
            for p in record.get("people") or ()
        ],
        "places": [dict(place) for place in record.get("locations") or ()],
        "links": [dict(link) for link in record.get("links") or ()],
    }


def occurred(record: Mapping[str, Any]) -> str | None:
    """When what a record tells began, as it says so; None where it does not."""
    begin: str | None = (record.get("occurred") or {}).get("from")
    return begin


def _values(values: Sequence[FacetValue]) -> list[dict[str, Any]]:
    """Values that can be chosen: a blank one, which some sources send for none, asks for nothing."""
    return [{"value": value.value, "count": value.count} for value in values if value.value.strip()]


def _interpreted(understood: Understood, who: Identity) -> dict[str, Any]:
    """How the question was understood, and which of its identifiers are not searched for this role, whatever there is."""
    said = understood.as_json()
    hidden = () if permits(who, Permission.SENSITIVE_PERSONAL) else ("nhs",)
    return {**said, "not_searched": [name for name in hidden if name in said["identifiers"]]}


def _ms(began: float) -> int:
    return round((time.perf_counter() - began) * 1000)
