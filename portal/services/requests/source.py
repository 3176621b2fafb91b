"""The check of what leaves to a partner: whether a text still tells who the source is, and the tick that it was read.

It is the check that reports have (`reports.source`), asked here of a record's full text, its sanitised one, and one that
the officer wrote for this release. The tick is a digest of what was shown, so that it holds for those words alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any

from portal.services.errors import Invalid
from portal.services.reports import source
from portal.services.reports.form import names_of, things_of
from portal.services.risk.roles import is_adverse

if TYPE_CHECKING:  # the reader's own module brings spaCy with it
    from nlp.reader import Reading

Read = Callable[[str], "Reading"]
Record = Mapping[str, Any]
UNREAD = "could not be checked by the machine: read it word by word"


class SourceCheck:
    """The check. read: reads a text, and raises Invalid for one that it cannot read."""

    def __init__(self, read: Read) -> None:
        self._read = read

    def texts(self, record: Record, written: str, subjects: Collection[int]) -> list[dict[str, Any]]:
        """What may leave of a record, each text with what it may tell; subjects: places of the people whom it is asked for."""
        full = str(record.get("text") or "")
        told = [("full", full), ("sanitised", str(record.get("sanitised_text") or "")), ("written", written)]
        return [
            {"which": which, "text": text, "found": self._found(text, full or text, record, subjects)}
            for which, text in told
            if text.strip()
        ]

    def _found(self, text: str, full: str, record: Record, subjects: Collection[int]) -> list[dict[str, Any]]:
        try:
            read = self._read(text)
            about = names_of({"people": list(_about(record, subjects))})
            told = source.Told(full, read if text == full else self._read(full), about, things_of(record))
        except Invalid:
            return [{"words": "This text", "reasons": [UNREAD]}]
        found = source.together(source.traces(text, read, told))
        return [{"words": one.text, "reasons": list(one.reasons)} for one in found]


def _about(record: Record, subjects: Collection[int]) -> list[Record]:
    """Whom the record is about here: those who are asked for, and those who did something."""
    people: list[Record] = list(record.get("people") or ())
    return [one for place, one in enumerate(people, 1) if place in subjects or is_adverse(one)]


def tick(id_: str, record: Record, written: str) -> str:
    """What the tick of a record's check holds: a digest of the texts that were shown."""
    shown = (id_, str(record.get("text")), str(record.get("sanitised_text")), written)
    return hashlib.sha256("\0".join(shown).encode("utf-8", "surrogatepass")).hexdigest()[:32]
