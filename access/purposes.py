"""Why somebody looks: the five policing purposes, each with a reason in words.

The codes are those of the Code of Practice on the Management of Police Information (2005), section 2.2.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

REASON_LENGTH = range(3, 251)
REFERENCE_LENGTH = range(1, 101)


class Code(StrEnum):
    """A policing purpose."""

    LIFE = "LIFE"
    ORDER = "ORDER"
    PREVENT = "PREVENT"
    JUSTICE = "JUSTICE"
    DUTY = "DUTY"


TITLES = {
    Code.LIFE: "Protecting life and property",
    Code.ORDER: "Preserving order",
    Code.PREVENT: "Preventing the commission of offences",
    Code.JUSTICE: "Bringing offenders to justice",
    Code.DUTY: "A duty or responsibility arising from law",
}


class PurposeError(ValueError):
    """A purpose that cannot be taken. field: code, reason or reference; message: what is wrong with it."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field
        self.message = message


@dataclass(frozen=True, slots=True)
class Purpose:
    """Why, in a code and in words (3 to 250 characters), with the incident's or case's reference if any."""

    code: Code
    reason: str
    reference: str | None = None


def parse(code: str | None, reason: str | None, reference: str | None = None) -> Purpose:
    """Make a purpose of what somebody typed or sent. Raises PurposeError naming the field."""
    return Purpose(_code(code), _reason(reason), _reference(reference))


def _code(raw: str | None) -> Code:
    if not raw or not raw.strip():
        raise PurposeError("code", "a purpose is needed: " + ", ".join(Code))
    try:
        return Code(raw.strip().upper())
    except ValueError:
        raise PurposeError("code", "must be one of " + ", ".join(Code)) from None


def _reason(raw: str | None) -> str:
    text = _tidy("reason", raw or "")
    if len(text) not in REASON_LENGTH:
        raise PurposeError("reason", f"must be {REASON_LENGTH[0]} to {REASON_LENGTH[-1]} characters long")
    return text


def _reference(raw: str | None) -> str | None:
    text = _tidy("reference", raw or "")
    if not text:
        return None
    if len(text) not in REFERENCE_LENGTH:
        raise PurposeError("reference", f"must be at most {REFERENCE_LENGTH[-1]} characters long")
    return text


def _tidy(field: str, raw: str) -> str:
    """One line of visible text: runs of space become one; control characters are refused."""
    text = " ".join(raw.split())
    if any(unicodedata.category(c) in {"Cc", "Cs"} for c in text):
        raise PurposeError(field, "holds characters that cannot be shown")
    return text
