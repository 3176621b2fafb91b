"""Normal forms as people write them: a number plate's, a telephone's, an address's, and reasons that quote them. No Flask.

A value that is not in a known normal form is shown as it stands.
"""

from __future__ import annotations

import re
import string

import phonenumbers

from nlp.identifiers import LABELS
from portal.views.words import SEX_WORDS, dated, mention_label

_FLAT = re.compile(r"(?P<flat>[0-9]+[a-z]?|[a-z])/(?P<rest>.+)")
_PHONE = re.compile(r"\+[0-9]{7,15}")
_LABEL = re.compile(
    r"\b(?:"
    + "|".join(sorted((label.replace("_", "[_ ]") for label in LABELS), key=len, reverse=True))
    + r")\b"
)
_LABELLED = re.compile(r"([A-Z_]+):(.+)")
# What reasons quote in small letters.
_FOLDED = frozenset({"surname", "forename", "name", "town", "address", "street", "building", "elsewhere"})


def phone_words(number: str) -> str:
    """A telephone number in E.164 as it is dialled here: `+447700900123` as 07700 900123."""
    if not _PHONE.fullmatch(number):
        return number
    parsed = phonenumbers.parse(number)
    form = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(
        parsed, form.NATIONAL if parsed.country_code == 44 else form.INTERNATIONAL
    )


def place_words(place: str) -> str:
    """A folded address as it is written: `2/12 avenue road` as Flat 2, 12 Avenue Road."""
    split = _FLAT.fullmatch(place)
    whole = f"flat {split['flat']}, {split['rest']}" if split else place
    return string.capwords(whole) if whole.islower() else whole


def mention_value(value: str, label: str) -> str:
    """The normal value of a mention or an identifier, in the form that people write."""
    if label == "PHONE":
        return phone_words(value)
    return place_words(value) if label == "ADDRESS" else value


def mention_words(label: str, value: str) -> str:
    """`Weapon knife`, `Phone 07700 900123`; a weapon of no kind is Weapon alone."""
    said = mention_label(label)
    return said if value.casefold() == said.casefold() else f"{said} {mention_value(value, label)}"


def reason_words(reason: str) -> str:
    """Why two are taken for one, as people write it: `sex the same: 1` as sex the same: male."""
    head, colon, quoted = reason.partition(": ")
    values = [_quoted(head, one) for one in quoted.split(", ")] if colon else []
    return dated(_LABEL.sub(_labelled, head) + colon + ", ".join(values))


def _labelled(found: re.Match[str]) -> str:
    said = mention_label(found[0].replace(" ", "_"))
    return said if said.split()[0].isupper() else said[0].lower() + said[1:]


def _quoted(head: str, value: str) -> str:
    words = head.split()
    if "sex" in words:
        return SEX_WORDS.get(value, value)
    if _FOLDED.intersection(words):
        return place_words(value)
    labelled = _LABELLED.fullmatch(value)
    if not labelled:
        return phone_words(value)
    label, bare = labelled.groups()
    return mention_value(bare, label) if label in {"PHONE", "EMAIL"} else f"{mention_label(label)} {bare}"


FILTERS = {
    "phone_words": phone_words,
    "mention_value": mention_value,
    "reason_words": reason_words,
}
