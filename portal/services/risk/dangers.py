"""A danger: what a record tells of somebody or somewhere, as a value. The names that the API has for it stand here alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from access.gateway import Hit
from nlp.assertions import Assertion
from portal.services.risk.codes import LABELS
from portal.services.risk.sources import source


class Review(NamedTuple):
    """When a marker is to be looked at again, if that is known, and whether it should have been."""

    on: str | None
    overdue: bool


class Same(NamedTuple):
    """What tellings of the same danger have in common: its code, how sure it is, the line or else the label, the record's id."""

    code: str
    assertion: str
    said: str
    record: str


@dataclass(frozen=True, slots=True, eq=False)
class Danger:
    """One danger as of a day.

    text: what it is, without whose. day: ISO 8601, perhaps partial; age: in whole days. quote: the line that states it, and
    placement where it says that the thing is. subject: of whom it is told, by a name or a word of the text; empty where
    nothing names them, None where it is of nobody in particular. marker: somebody set it, and no text states it. tie: how
    its subject belongs to the card; at: what of theirs it is said of, where not of themselves. published_as: the sanitised
    warning that was made of it.
    """

    hit: Hit
    code: str
    text: str
    assertion: Assertion
    day: str | None
    age: int | None
    quote: str | None = None
    placement: str | None = None
    subject: str | None = None
    marker: bool = False
    review: Review | None = None
    tie: str | None = None
    at: str | None = None
    published_as: Hit | None = None

    @property
    def label(self) -> str:
        """What it is, and of a marker whose."""
        return f"{self.text} ({self.subject})" if self.marker and self.subject else self.text

    @property
    def bare(self) -> bool:
        """Whether it says nothing but its kind, and perhaps whose it is."""
        return not self.quote and self.text == LABELS.get(self.code, self.code)

    @property
    def present(self) -> bool:
        """Whether it is stated as so."""
        return self.assertion is Assertion.AFFIRMED

    def key(self) -> Same:
        """What it has in common with another telling of the same danger."""
        return Same(self.code, self.assertion, self.quote or self.label, self.hit.id)

    def of_record(self) -> tuple[str, str]:
        """Its code and its record: what may be told of one record in several ways."""
        return self.code, self.hit.id

    def as_json(self) -> dict[str, Any]:
        """As the contract has it."""
        return {
            "code": self.code,
            "label": self.label,
            "assertion": self.assertion.value,
            "quote": self.quote,
            "placement": self.placement,
            "date": self.day,
            "age_days": self.age,
            "grading": self.hit.record.get("grading"),
            "marking": self.hit.marking,
            "source": source(self.hit),
            **dict(self._more()),
        }

    def _more(self) -> Iterator[tuple[str, Any]]:
        """What only some have."""
        if self.review is not None:
            yield from (("review_on", self.review.on), ("review_overdue", self.review.overdue))
        if self.subject is not None:
            yield "subject", self.subject or None
        if self.tie is not None:
            yield "tie", self.tie
        if self.at is not None:
            yield "at", self.at
        if self.published_as is not None:
            yield "warning", source(self.published_as)
