"""The numbers of a line by label, with those typed in part or with a slip.

What stands under the labels of `INNER` is weighed beside what a record holds, and is no identifier that anybody typed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from nlp import identifiers
from nlp.identifiers import EMAIL_START, PHONE_END, PHONE_NEAR, PHONE_START, PNC_NEAR, PNC_SERIAL
from portal.search.box import phones, police_numbers

INNER = frozenset({PHONE_START, PHONE_END, PHONE_NEAR, PNC_NEAR, PNC_SERIAL, EMAIL_START})

Held = Mapping[str, tuple[str, ...]]


def besides(
    held: Held,
    starts: Sequence[str],
    ends: Sequence[str],
    references: Sequence[str],
    registered: Sequence[str],
    today: date,
) -> dict[str, tuple[str, ...]]:
    """Identifiers found by label, with the beginnings and ends of telephone numbers and with what a slip may hide. registered:
    those of the references that may be a PNC ID or a CRO number."""
    loose = (*references, *held.get("NHS", ()))  # one in eleven of ten figures is an NHS number as well
    return {
        **police_numbers.pnc_ids(registered, today),
        **_under("CRO", police_numbers.cros(registered)),
        **_under("NINO", police_numbers.ninos(registered)),
        **held,
        **_under(PHONE_START, phones.starts_of(starts, references)),
        **_under(PHONE_END, phones.ends_of(ends, references)),
        **_under(PHONE_NEAR, phones.nearly(loose)),
    }


def _under(label: str, values: tuple[str, ...]) -> Held:
    return {label: values} if values else {}


def with_slips(held: Held) -> dict[str, tuple[str, ...]]:
    """Identifiers by label; a telephone number may be one figure off."""
    near = (*held.get("PHONE", ()), *held.get(PHONE_NEAR, ()))
    return {**held, PHONE_NEAR: near} if near else dict(held)


def is_nhs(text: str) -> bool:
    """Whether the ten figures that a text begins with, blanks and dashes between or not, are an NHS number."""
    return identifiers.normalise("NHS", text.replace("-", "").replace(" ", "")[:10]) is not None
