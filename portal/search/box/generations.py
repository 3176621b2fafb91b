"""Father or son, where a question says so of a name: `john peters junior`, `peters snr`, `john peters the elder`."""

from __future__ import annotations

import re

YOUNGER = "younger"
_SAID = re.compile(
    r"(?<=[^\W\d_])[\s,(]+(?:(?P<younger>junior|jnr|jr|the younger)|(?P<elder>senior|snr|sr|the elder))(?![\w'’*?-])",
    re.IGNORECASE,
)
# Behind two words of a name, and before no word that it may belong to (`the elder tree`).
_BY_WORDS = re.compile(
    r"(?<=[^\W\d_])(?<!\bthe)[\s,(]+the (?:younger|elder)(?![\w'’-])\)?(?=$|\s*,|\s+(?:of|at|dob|born|from|\d))",
    re.IGNORECASE,
)
_TWO_WORDS = re.compile(r"[^\W\d_]{2,}[\s,]+[^\W\d_]{2,}$")
_SHORT = re.compile(r"(?<=[^\W\d_]{2})[\s,(]+(?:jnr|jr|snr|sr)(?![\w'’*?-])\.?\)?", re.IGNORECASE)


def said(text: str) -> str:
    """`younger` or `elder`, where a text says of a name that it is the son's or the father's; else ``""``."""
    found = {match.lastgroup or "" for match in _SAID.finditer(text)}
    return found.pop() if len(found) == 1 else ""


def without(text: str) -> str:
    """The text without short forms behind a name, and without `the younger`."""
    text = _SHORT.sub(" ", text)
    return _BY_WORDS.sub(lambda told: " " if _TWO_WORDS.search(text[: told.start()]) else told[0], text)
