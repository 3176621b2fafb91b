"""What a record's content is, as bytes: the digests by which the store tells the same from other content."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from indexer.pole import Record

DIGEST_BYTES = 16
# A change of any of these may hide something from somebody: the old copy is withheld until the new one is indexed.
GUARDED = ("handling", "text", "sanitised_text", "source_identity")

_SORTED = json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode
_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def digest(record: Record) -> bytes:
    """Of everything but the version; absent, null and empty read alike, and so does any order of fields."""
    return _of(_filled({name: value for name, value in record.given.items() if name != "version"}))


def guarded(record: Record) -> bytes:
    """Of what decides who may read what."""
    return _of([record.given.get(name) for name in GUARDED])


def row_hash(row: object) -> str:
    """Of a row as it was read, in hexadecimal: text as it is, anything else as sorted JSON."""
    text = row if isinstance(row, str) else json.dumps(row, sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def compact(value: object) -> str:
    """JSON without blanks, letters as they are."""
    return _COMPACT(value)


def _of(content: Any) -> bytes:
    return hashlib.blake2b(_SORTED(content).encode(), digest_size=DIGEST_BYTES).digest()


def _filled(value: Any) -> Any:
    """The value without what says nothing: nulls, and lists and objects that are empty."""
    if not isinstance(value, dict):
        return [_filled(part) if isinstance(part, dict | list | tuple) else part for part in value]
    held = {}
    for key, part in value.items():
        if isinstance(part, dict | list | tuple):
            part = _filled(part) or None
        if part is not None:
            held[key] = part
    return held
