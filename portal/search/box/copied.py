"""What was copied from elsewhere: a link to a map, the fields of a form or of a log, text that was read in a wrong encoding."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlsplit

_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
_PLACE_OF_LINK = ("q", "query", "destination", "daddr", "address")
_FIELDS = re.compile(
    r"[a-z]\w*=[^\s&=]*(?:&[a-z]\w*=[^\s&=]*)*", re.IGNORECASE
)  # `addr1=2+Mill+Lane&pcode=…`
_ENCODED = re.compile(r"%[0-9a-f]{2}", re.IGNORECASE)
_LOG = re.compile(r"^[A-Z]{2,}//(?=\S)")  # `LOC//2//MILL LANE//`
_ENCODINGS = ("cp1252", "latin-1")  # in which UTF-8 is read by mistake


def in_plain(text: str) -> str:
    """The text as it stood where it was copied from: its words alone."""
    text = _rightly_read(text)
    if _LINK.fullmatch(text.strip()):
        return _of_link(text.strip())
    if _FIELDS.fullmatch(text.strip()):
        return " ".join(value for _, value in parse_qsl(text.strip()))
    if _ENCODED.search(text):
        text = unquote(text if " " in text else text.replace("+", " "))
    return _LOG.sub("", text).replace("//", " ") if _LOG.match(text) else text


def _rightly_read(text: str) -> str:
    """The text with letters that were read in another encoding (`DoÄŸan`) as they were written (`Doğan`)."""
    for encoding in _ENCODINGS if not text.isascii() else ():
        try:
            return text.encode(encoding).decode()
        except UnicodeError:
            continue
    return text


def _of_link(link: str) -> str:
    """The place that a link to a map asks for; the link itself, where it asks for none."""
    try:
        asked = dict(parse_qsl(urlsplit(link).query))
    except ValueError:
        return link
    return next((asked[name] for name in _PLACE_OF_LINK if name in asked), link)
