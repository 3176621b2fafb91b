"""Bodies of requests as JSON, strictly: what could not be kept, shown or sounded out later is refused at the door."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

from flask import current_app, request
from flask.json.provider import DefaultJSONProvider

NO_JSON = "The body is not valid JSON."
# NUL, which PostgreSQL takes nowhere, and halves of surrogate pairs, which UTF-8 cannot hold.
_NO_TEXT = re.compile("[\0\ud800-\udfff]")
_WIDEST = 20  # characters of a number of 64 bits; Python itself reads no integer of some thousands


class NotRead(ValueError):  # noqa: N818
    """A body that is refused, in words for whoever sent it; where: the field that is wrong, where it is one."""

    def __init__(self, message: str, where: str = "") -> None:
        super().__init__(message)
        self.message, self.where = message, where


class Bodies(DefaultJSONProvider):
    """Flask's own reading of JSON, for which a body nested too deeply to be read is malformed, and no fault of ours; and so are
    numbers that JSON has not (NaN) or that nothing here can hold."""

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        """Raises ValueError where the text is no JSON, as NotRead where there is more to say."""
        try:
            return super().loads(
                s, parse_constant=_none_such, parse_float=_finite, parse_int=_whole, **kwargs
            )
        except RecursionError:
            raise NotRead("The body is nested too deeply.") from None


def check() -> None:
    """Raises NotRead where this request's JSON body is none, or holds text that no answer could give back."""
    if not request.is_json or not (sent := request.get_data(cache=True)):
        return
    try:
        body = current_app.json.loads(sent.decode("utf-8-sig"))  # which else takes UTF-16 and UTF-32, too
    except NotRead:
        raise
    except ValueError:
        raise NotRead(NO_JSON) from None
    for where, text in _texts(body):
        if _NO_TEXT.search(text):
            raise NotRead(
                "holds a character that is no text: NUL, or half of a surrogate pair", where or "body"
            )


def _texts(body: Any) -> Iterator[tuple[str, str]]:
    """Every text of a body, keys included, each with the field that it stands in; a body may be as deep as it was read."""
    left: list[tuple[str, Any]] = [("", body)]
    while left:
        where, value = left.pop()
        if isinstance(value, str):
            yield where, value
        elif isinstance(value, Mapping):
            yield from ((where, name) for name in value)
            left += [(f"{where}.{name}" if where else name, one) for name, one in value.items()]
        elif isinstance(value, list):
            left += [(f"{where}[{place}]", one) for place, one in enumerate(value)]


def _none_such(name: str) -> float:
    raise NotRead(f"{name} is no number of JSON.")


def _finite(text: str) -> float:
    if math.isfinite(number := float(text)):
        return number
    raise NotRead("A number in the body is too large.")


def _whole(text: str) -> int:
    if len(text) <= _WIDEST and -(2**63) <= (number := int(text)) < 2**63:
        return number
    raise NotRead("A number in the body is too large.")
