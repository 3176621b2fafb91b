"""E-mail addresses as far as they are typed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp import identifiers

# `asmith27`, `a.smith`, `a_smith@`: before the @ of an e-mail address, with a sign that no name has
_MAIL = re.compile(
    r"(?<!\S)@?(?P<start>(?=[a-z\d._+-]*[a-z]{2})(?=[a-z\d+-]*(?:\d|[._]\S|@))[a-z][\w.+-]{4,63})(?P<at>@[\w.-]*)?(?!\S)",
    re.IGNORECASE | re.ASCII,
)
_SAID_MAIL = re.compile(
    r"\be-?mail(?:\s+address)?[\s:]+(?P<start>[a-z][\w.+-]{4,63})(?P<at>@[\w.-]*)?(?!\S)",
    re.IGNORECASE | re.ASCII,
)
_OTHER = frozenset({"DATE", "VRM", "POSTCODE", "PHONE", "EMAIL"})


def starts(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without what may be an e-mail address before its @, and these in small letters."""
    found: list[str] = []

    def taken(match: re.Match[str]) -> str:
        if _OTHER.intersection(one.label for one in identifiers.find(match[0])):
            return match[0]
        found.append(f"{match['start']}{match['at'] or '@'}".lower())
        return " "

    rest = _MAIL.sub(taken, _SAID_MAIL.sub(taken, text))
    return " ".join(rest.split()), tuple(dict.fromkeys(found))


# Whose addresses are not one person's, at any domain.
_OF_NOBODY = re.compile(
    r"(?:info|admin|office|contact|enquir\w+|sales|support|help|hello|mail|no-?reply)\d*", re.IGNORECASE
)
_OF_SOMEBODY = re.compile(r"(?=.*\d)[\w.+-]{5,64}")


def elsewhere(addresses: Sequence[str]) -> tuple[str, ...]:
    """What stands before the @ of e-mail addresses, with it, where it has a figure: of another domain it may be the
    same person's."""
    found = (address.rpartition("@")[0] for address in addresses)
    return tuple(f"{own}@" for own in found if _OF_SOMEBODY.fullmatch(own) and not _OF_NOBODY.fullmatch(own))
