"""Hits as the gateway gives them, with the parts that a test is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from access.gateway import Hit
from indexer.resolve.places import address_keys, keys_of

TODAY = date(2026, 11, 23)
FLAT = {"role": "home", "address": "Flat 2, 12 Avenue Road, Pengate", "postcode": "SE20 7RT"}


def person(
    forenames: str = "Sean", surname: str = "Murphy", born: str | None = "1980-02-03", **more: Any
) -> dict[str, Any]:
    """A POLE-1 person."""
    named = [{"kind": "birth", "forenames": forenames, "surname": surname}]
    return {"role": "suspect", "names": named, "dates_of_birth": [born] if born else [], **more}


def hit(
    ref: str = "2000011/26",
    system: str = "CRIS",
    *,
    mentions: Sequence[Mapping[str, Any]] = (),
    facts: Sequence[Mapping[str, Any]] = (),
    when: str = "2026-11-02T09:20:00Z",
    marking: str = "OFFICIAL-SENSITIVE",
    kind: str = "event",
    title: str = "Threats",
    **record: Any,
) -> Hit:
    """A hit; further words are fields of its POLE-1 record."""
    said = [keys_of(m["text"], None) for m in mentions if m["label"] == "ADDRESS"]
    lived = [place for person in record.get("people") or () for place in person.get("addresses") or ()]
    stated = address_keys([*(record.get("locations") or ()), *lived])
    return Hit(
        id=f"{system}/{ref}", system=system, ref=ref, kind=kind, title=title, score=1.0, when=when, marking=marking,
        revision=1, record=record, mentions=tuple(mentions), facts=tuple(facts), source_force="01",
        streets=frozenset(keys.street for keys in (*stated, *said) if keys.street),
    )  # fmt: skip


def address(text: str, within: str) -> dict[str, Any]:
    """The mention of an address in a text."""
    start = within.index(text)
    return {"label": "ADDRESS", "start": start, "end": start + len(text), "text": text, "value": text}


def fact(
    code: str, term: str, within: str, sentence: str, assertion: str = "affirmed", **more: Any
) -> dict[str, Any]:
    """A fact that a text states."""
    start = within.index(term)
    return {
        "code": code, "term": term, "start": start, "end": start + len(term), "assertion": assertion, "placement": None,
        "subject": None, "sentence": sentence, **more,
    }  # fmt: skip
