"""Halves of surrogate pairs in JSON: it can write them (RFC 8259, section 8.2), and no page or answer in UTF-8 can hold them."""

from __future__ import annotations

import re

# Each escape as a whole, so that what follows an escaped backslash is none; a half on its own is the group.
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB]..\\u[dD][c-fC-F]..|u([dD][89a-fA-F]..)|.)", re.DOTALL)


def readable(text: str) -> str:
    """JSON in ASCII with each half of a pair as the six characters that stand for it (`\\ud800`); all else as it is."""
    if "\\ud" not in text.lower():
        return text
    return _ESCAPE.sub(lambda found: f"\\\\u{found[1]}" if found[1] else found[0], text)
