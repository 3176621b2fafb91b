"""A record that leaves, every field of it in words: nothing goes to a partner that the page before it does not show. No Flask.

What is known here is told as people write it; a field that nobody thought of is told all the same, by its name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from portal.views import words

Row = tuple[str, str]
Fields = Mapping[str, Any]

# Told elsewhere on the page: the record's name, and its text as a paragraph.
_ELSEWHERE = frozenset({"system", "ref", "title", "text", "sanitised_text"})
_LABELS = {
    "lat": "Latitude",
    "lon": "Longitude",
    "dates_of_birth": "Born",
    "code": "",
    "kind": "",
    "text": "",
}
_PARTS = {"people": "Person", "objects": "Thing", "locations": "Place"}
# What begins the line of such a thing, and which of its fields that tells.
_NAMED: dict[str, tuple[Callable[[Fields], str], frozenset[str]]] = {
    "names": (words.name_words, frozenset({"forenames", "surname"})),
    "addresses": (words.address_words, frozenset({"address", "postcode"})),
}
_VALUES: dict[str, Callable[[str], str]] = {
    "sex": words.sex_words, "role": words.role_words, "code": words.fact_label, "system": words.system_name,
}  # fmt: skip


def sections(record: Fields) -> list[tuple[str, list[Row]]]:
    """Headings with their rows: what stands in the record itself (no heading), then each person, thing and place."""
    own = {name: value for name, value in record.items() if name not in _ELSEWHERE and name not in _PARTS}
    made = [("", list(_rows(own)))]
    for name, title in _PARTS.items():
        made += [
            (f"{title}: {_called(name, one)}", list(_rows(one))) for one in record.get(name) or () if one
        ]
    return [(heading, rows) for heading, rows in made if rows]


def _called(part: str, one: Fields) -> str:
    if part == "people":
        return words.person_name(one)
    return words.address_words(one) if part == "locations" else str(one.get("type") or "of no kind")


def _rows(fields: Fields) -> Iterator[Row]:
    for name, value in fields.items():
        if name == "identifiers" and isinstance(value, Mapping):
            yield from ((kind, told) for kind, told in words.identifier_rows(value) if told)
        elif isinstance(value, list | tuple) and any(isinstance(one, Mapping) for one in value):
            yield from ((_label(name) or name, told) for one in value if (told := _told(name, one)))
        elif told := _told(name, value):
            yield _label(name) or name.capitalize(), told


def _told(name: str, value: object) -> str:
    """A value on one line; nothing where there is none."""
    if isinstance(value, Mapping):
        return _line(name, value)
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, (_told(name, one) for one in value)))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None or value == "":
        return ""
    return _VALUES.get(name, _plain)(str(value))


def _plain(value: str) -> str:
    return words.clock_full(value) if "T" in value and words.parse_time(value) else words.dated(value)


def _line(name: str, fields: Fields) -> str:
    """`Flat 2, 12 Avenue Road, SE20 7RT; role home; from 1 Jan 2026`."""
    call, told = _NAMED.get(name, (None, frozenset[str]()))
    known = told & {field for field, value in fields.items() if value}
    first = [call(fields)] if call and known else []
    rest = ((_label(field), _told(field, value)) for field, value in fields.items() if field not in known)
    return "; ".join([*first, *(f"{label} {said}".strip() for label, said in _small(rest) if said)])


def _small(rows: Iterator[Row]) -> Iterator[Row]:
    return ((label[:1].lower() + label[1:], said) for label, said in rows)


def _label(name: str) -> str:
    return _LABELS.get(name, name.replace("_", " ").replace("-", " ").capitalize())
