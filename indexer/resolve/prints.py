"""Fingerprints of the people of a record, by which a person's word about one of them finds that one again.

A print holds no personal data: short hashes of names, dates of birth and identifiers. A new version of a record may order
its people otherwise, or know more of them; the word follows the one who has most in common with whom it was said of.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from indexer.resolve.scorer import identifiers_of, written_names
from nlp import names

Json = Mapping[str, Any]
Print = frozenset[str]
_COUNTS = {"i": 4, "n": 2, "d": 1}  # what one thing in common counts for
_LEAST = 2  # a date of birth alone is a twin's as well


def print_of(person: Json) -> Print:
    """The fingerprint of a POLE-1 person: an `i` (identifier), `d` (date of birth) or `n` (name) before each hash."""
    said = {f"n{' '.join(sorted(names.fold(name).split()))}" for _, name in written_names(person)}
    said |= {f"d{born}" for born in person.get("dates_of_birth") or ()}
    said |= {
        f"i{label} {value}" for label, values in identifiers_of(person).items() for value in values if value
    }
    return frozenset(part[0] + _hash(part) for part in said)


def place_of(wanted: Print, people: Sequence[Print], place: int, *, sole: bool = False) -> int | None:
    """The place (from 1) of the person with this print among a record's people now; None: nobody there is that person.

    place: where they stood; of two who have as much in common, the one who stands there. sole: they were the only one.
    """
    if sole and len(people) == 1:
        return 1
    shared = [(_common(wanted, other), at == place, -at) for at, other in enumerate(people, 1)]
    if not wanted:
        return place if place <= len(people) and not people[place - 1] else None
    best = max(shared, default=(0, False, 0))
    return -best[2] if best[0] >= _LEAST else None


def _common(one: Print, other: Print) -> int:
    return sum(_COUNTS[part[0]] for part in one & other)


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
