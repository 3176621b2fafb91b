"""Non-interference: whatever is hidden, every answer is the same to the byte.

`differences` asks the same questions of two worlds, one with the visible records alone and one with the
hidden records besides, and gives the questions whose answers differ. It knows nothing of what is asked:
an `ask` takes an identity and a request and gives any answer, or raises; so it serves the gateway, the
services and HTTP alike.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, is_dataclass
from datetime import date
from typing import Any, TypeVar

Who = TypeVar("Who")
What = TypeVar("What")
Ask = Callable[[Who, What], Any]

# Random or of the moment by design; everything else must be the same.
IGNORED = frozenset({"audit_id", "took_ms", "next", "as_of"})


@dataclass(frozen=True)
class Difference:
    """A question whose answer tells of what is hidden."""

    identity: Any
    request: Any
    without: bytes
    beside: bytes

    def __str__(self) -> str:
        at = next((n for n, (a, b) in enumerate(zip(self.without, self.beside, strict=False)) if a != b), 0)
        cut = slice(max(at - 60, 0), at + 120)
        return f"{self.identity} asked {self.request}:\n  {self.without[cut]!r}\n  {self.beside[cut]!r}"


def differences(
    without: Ask[Who, What],
    beside: Ask[Who, What],
    identities: Iterable[Who],
    requests: Iterable[What],
    ignored: frozenset[str] = IGNORED,
) -> list[Difference]:
    """Every question on which the two worlds differ."""
    asked = [(who, what) for who in identities for what in list(requests)]
    made = [
        Difference(who, what, answer_of(without, who, what, ignored), answer_of(beside, who, what, ignored))
        for who, what in asked
    ]
    return [each for each in made if each.without != each.beside]


def answer_of(ask: Ask[Who, What], who: Who, what: What, ignored: frozenset[str] = IGNORED) -> bytes:
    """An answer as bytes; an error is one, by its type and words."""
    try:
        answer = ask(who, what)
    except Exception as error:
        return f"{type(error).__name__}: {error}".encode()
    return answer if isinstance(answer, bytes) else as_bytes(answer, ignored)


def as_bytes(answer: Any, ignored: frozenset[str] = IGNORED) -> bytes:
    """An answer in a form to compare: its own order, less what may differ, at whatever depth.

    Whether a `next` is there at all is compared; what it holds is random.
    """
    return json.dumps(_less(_plain(answer), ignored), ensure_ascii=False).encode()


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


def _less(value: Any, ignored: frozenset[str]) -> Any:
    if isinstance(value, Mapping):
        return {
            str(key): (item is not None if key in ignored else _less(item, ignored))
            for key, item in value.items()
        }
    if isinstance(value, list | tuple):
        return [_less(item, ignored) for item in value]
    if isinstance(value, set | frozenset):
        return sorted(value)
    return value.isoformat() if isinstance(value, date) else value
