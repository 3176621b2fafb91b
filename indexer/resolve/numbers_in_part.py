"""What a number says of which only a part is known: its beginning, its end, all but its year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from indexer.resolve.query import WEIGHTS, Reason
from nlp.identifiers import EMAIL_START, PHONE_END, PHONE_START, PNC_SERIAL

_SHORT_END = 4  # figures


def _begun(asked: Sequence[str], known: Iterable[str]) -> Iterator[Reason]:
    """An e-mail address of which no more is known than what stands before the @, or a little more."""
    if same := sorted(mail for mail in known if mail.startswith(tuple(asked))):
        yield Reason(f"EMAIL begins the same: {same[0]}", WEIGHTS["identifier"]["contact"], "identifier")


def _but_for_year(asked: Iterable[str], known: Iterable[str]) -> Iterator[Reason]:
    """A PNC ID of which the serial and the letter are known, and the year is not."""
    serials = set(asked)
    if same := sorted(number for number in known if number.partition("/")[2] in serials):
        yield Reason(
            f"PNC ID the same but for its year: {same[0]}", WEIGHTS["identifier"]["close"], "identifier"
        )


def _first_figures(asked: Iterable[str], known: Iterable[str]) -> Iterator[Reason]:
    """A telephone number of which the beginning is known."""
    if same := sorted(number for number in known if number.startswith(tuple(asked))):
        yield Reason(f"PHONE begins the same: {same[0]}", WEIGHTS["identifier"]["ending"], "identifier")


def _ending(asked: Iterable[str], known: Iterable[str]) -> Iterator[Reason]:
    """A telephone number of which the end is known: the longest one says the most."""
    ends = sorted((end for end in asked if any(number.endswith(end) for number in known)), key=len)
    if ends:
        same = min(number for number in known if number.endswith(ends[-1]))
        level = "ending" if len(ends[-1]) > _SHORT_END + 1 else "short ending"
        yield Reason(f"PHONE ends the same: {same}", WEIGHTS["identifier"][level], "identifier")


# Labels of what is known of a number in part: of what number, and what that says.
PARTS = {
    PHONE_START: ("PHONE", _first_figures),
    PHONE_END: ("PHONE", _ending),
    EMAIL_START: ("EMAIL", _begun),
    PNC_SERIAL: ("PNC_ID", _but_for_year),
}
