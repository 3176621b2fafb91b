"""A record and what was read from its text → its search document. Pure: the same in, the same out.

`docs/indexing.md` says what every field holds. Structured data stands in both views; what was made from a text stands in
the view of that text only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from access import handling
from access.partial_dates import past
from access.reader_view import text_for
from indexer import assemble_places, assemble_terms
from indexer.assemble_places import PlaceTerms
from indexer.assemble_terms import NameTerms
from indexer.pole import Record
from indexer.pole_values import moment

Json = dict[str, Any]
# What nlp says of one text: {"mentions": [...], "facts": [...], "model": {...}}; None where there is no text.
Reading = Mapping[str, Any] | None

_LONGEST = 1_000  # characters of one value: the gateway asks for no longer one


@dataclass(frozen=True, slots=True)
class Readings:
    """What was read from the text of each view; the same object where both views share one text."""

    full: Reading = None
    open: Reading = None


def texts(record: Record) -> tuple[str | None, str | None]:
    """The texts of the full and of the open view, by the rule that also strips answers."""
    return text_for(record.given, full=True), text_for(record.given, full=False)


def document(record: Record, revision: int, readings: Readings) -> Json:
    """The search document; shape: `mapping.mappings()`."""
    full_text, open_text = texts(record)
    full = _view(record, full_text, readings.full)
    same = full_text == open_text
    return _top(record, revision) | {
        "full": full,
        "open": full if same else _view(record, open_text, readings.open),
        "record": record.as_json(),
    }


def tombstone(id_: str, revision: int) -> Json:
    """The document that stands where a deleted one stood: no handling, so nobody's."""
    return {"id": id_, "revision": revision}


def _top(record: Record, revision: int) -> Json:
    points = list(_points(record))
    return {
        "id": record.id,
        "system": record.system,
        "ref": record.ref,
        "kind": record.kind,
        "title": record.title,
        "recorded": _instant(record.recorded),
        "when": _instant(record.occurred.from_ or record.recorded),
        "until": _until(record),
        "source_force": record.handling.force,
        "marking": handling.marking(record.handling),
        "classification": record.classification,
        "status": record.status,
        "flags": _unique(record.flags),
        "dob": sorted(
            {part for person in record.people for d in person.dates_of_birth for part in _parts(d)}
        ),
        "links": _unique(link.to.id for link in record.links),
        "revision": revision,
        "handling": handling.index_fields(record.handling),
        "area": assemble_places.areas(record),
        **({"place": {"geo": points}} if points else {}),
    }


def _view(record: Record, text: str | None, reading: Reading) -> Json:
    read = reading or {}
    mentions, facts = read.get("mentions") or (), read.get("facts") or ()
    names = NameTerms()
    for name in assemble_terms.names(record, mentions):
        names.add(name)
    places = PlaceTerms()
    for written, postcode in assemble_places.places(record, mentions):
        places.add(written, postcode)
    idents = set(assemble_terms.idents(record, mentions))
    words = assemble_terms.words([record.title, *names.written, *places.written])
    passages = list(assemble_terms.passages(record))
    named = [*names.written, *places.written]
    stems = assemble_terms.stems([*passages, *named, *([text] if text else [])])
    view = {
        "name": names.as_json(),
        "ident": idents,
        "vrm_trigrams": assemble_terms.vrm_trigrams(idents),
        "place": places.as_json(),
        "words": words,
        "concepts": assemble_terms.concepts([*passages, assemble_terms.without_names(text or "", mentions)]),
        "mention": {f"{m['label']}:{m['value']}" for m in mentions if m.get("value")},
        "fact": {f"{f['code']}:{f['assertion']}" for f in facts},
    }
    made: Json = {name: _values(value) for name, value in view.items() if value}
    return made | {"stems": stems} | ({"reading": dict(read)} if read else {})


def _values(value: Any) -> Any:
    """Sets as sorted lists, without values too long to be asked for."""
    if isinstance(value, dict):
        return {name: _values(part) for name, part in value.items() if part}
    return sorted([part for part in value if 0 < len(part) <= _LONGEST])


def _instant(given: str) -> str:
    return _written(moment(given))


def _written(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _until(record: Record) -> str:
    """The last millisecond of what a record tells; without an end, that of its beginning. Never before `when`."""
    begin = record.occurred.from_ or record.recorded
    behind = past(record.occurred.to or begin)
    last = behind - timedelta(milliseconds=1) if behind else datetime.max.replace(tzinfo=UTC)
    return _written(max(last, moment(begin)))


def _parts(date: str) -> Iterator[str]:
    """A date of birth and what is known of it when only its month or year is asked for."""
    yield from (date[:length] for length in (4, 7, 10) if len(date) >= length)


def _points(record: Record) -> Iterator[Json]:
    placed = [*record.locations, *(address for person in record.people for address in person.addresses)]
    seen = {
        (place.lat, place.lon): None for place in placed if place.lat is not None and place.lon is not None
    }
    yield from ({"lat": lat, "lon": lon} for lat, lon in seen)


def _unique(values: Any) -> list[str]:
    return list(dict.fromkeys(values))
