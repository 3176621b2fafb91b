"""Cursors: the place after which the next page begins, sealed.

A cursor holds the last hit's score or time and its id, or the two ends of a pair. It is encrypted
(AES-256-GCM), and opens only for the reader and question that it was made for (of a search: the purpose,
too); it is a place and no snapshot, so the security clause is asked anew on every page.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from access.gateway_types import CursorError

Place = tuple[float | str, str]  # score or time in milliseconds, and id; or two ids

_NONCE = 12
_LONGEST = 8_192
_SHORTEST_KEY = 32


class Cursors:
    """Seals and opens places. key: at least 32 random bytes, the same in every process of an instance."""

    def __init__(self, key: bytes) -> None:
        if len(key) < _SHORTEST_KEY:
            raise ValueError(f"a cursor key has at least {_SHORTEST_KEY} bytes")
        self._cipher = AESGCM(hashlib.sha256(b"sightline cursor\x00" + key).digest())

    def seal(self, place: Place, binding: str) -> str:
        """The cursor for a place; `binding` says whose it is and for what."""
        nonce = os.urandom(_NONCE)
        sealed = self._cipher.encrypt(nonce, json.dumps(place).encode(), _digest(binding))
        return base64.urlsafe_b64encode(nonce + sealed).decode().rstrip("=")

    def open(self, cursor: str, binding: str) -> Place:
        """The place in a cursor. Raises CursorError, which does not say what was wrong with it."""
        try:
            if len(cursor) > _LONGEST:
                raise ValueError
            raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
            value, id_ = json.loads(self._cipher.decrypt(raw[:_NONCE], raw[_NONCE:], _digest(binding)))
        except (InvalidTag, ValueError):
            raise CursorError("not a cursor of this search") from None
        return value, id_


def _digest(binding: str) -> bytes:
    return hashlib.sha256(binding.encode()).digest()
