"""The token of a search before create: what was searched, by whom and why, sealed; it opens for them alone.

Sealed by AES-256-GCM under the instance's key, so that nobody but this instance makes one; whom and what for it is are
bound to it as associated data. It holds digests of the critical fields and the ids of the strong matches that were shown,
and is used once: what it was used for stands in the record store.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from access.identity import Identity
from access.purposes import Purpose
from portal.services.creating.critical import IDENTIFYING, identifying

LIFETIME = timedelta(minutes=15)
_NONCE = 12
_SHORT = 12  # characters of a digest: enough to know an id again
_LONGEST = 8_192


class TokenInvalid(Exception):  # noqa: N818
    """No token of this person for this purpose, or no token at all. late: it was one, and has expired."""

    def __init__(self, *, late: bool = False) -> None:
        super().__init__("the token is not valid")
        self.late = late


@dataclass(frozen=True, slots=True)
class Searched:
    """What a token says: the kind and digests of the critical fields that were searched, and of the ids of the strong
    matches, when it expires (seconds since 1970), and the token's own digest."""

    kind: str
    fields: Mapping[str, str]
    strong: tuple[str, ...]
    expires: int
    digest: bytes = b""

    def showed(self, id_: str) -> bool:
        """Whether the record was among the strong matches."""
        return _digest_of(id_)[:_SHORT] in self.strong

    def differs(self, kind: str, subject: Mapping[str, Any]) -> list[str]:
        """The critical fields in which a subject is not the one that was searched; `kind` where it is of another."""
        if kind != self.kind:
            return ["kind"]
        now = field_digests(kind, subject)
        return [name for name in IDENTIFYING[kind] if now.get(name) != self.fields.get(name)]


def field_digests(kind: str, subject: Mapping[str, Any]) -> dict[str, str]:
    """A digest for each critical field that is filled, the same for the same content."""
    return {name: _digest_of(value) for name, value in identifying(kind, subject).items()}


def _digest_of(value: Any) -> str:
    line = json.dumps(value, sort_keys=True).encode("utf-8", "surrogatepass")
    return base64.urlsafe_b64encode(hashlib.sha256(line).digest()[:18]).decode()


class MatchTokens:
    """Seals and opens tokens. key: at least 32 random bytes of the instance."""

    def __init__(self, key: bytes, lifetime: timedelta = LIFETIME) -> None:
        self._cipher = AESGCM(hashlib.sha256(b"sightline match\x00" + key).digest())
        self.lifetime = lifetime

    def seal(
        self,
        identity: Identity,
        purpose: Purpose | None,
        kind: str,
        subject: Mapping[str, Any],
        strong: Iterable[str],
        now: datetime,
    ) -> str:
        """The token for a search that was made now."""
        seen = [_digest_of(id_)[:_SHORT] for id_ in strong]
        body = [kind, field_digests(kind, subject), seen, int((now + self.lifetime).timestamp())]
        nonce = os.urandom(_NONCE)
        sealed = self._cipher.encrypt(nonce, json.dumps(body).encode(), _binding(identity, purpose))
        return base64.urlsafe_b64encode(nonce + sealed).decode().rstrip("=")

    def open(self, token: str, identity: Identity, purpose: Purpose | None, now: datetime) -> Searched:
        """What was searched. Raises TokenInvalid, which does not say whose it is."""
        try:
            if len(token) > _LONGEST:
                raise ValueError
            raw = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
            body = json.loads(self._cipher.decrypt(raw[:_NONCE], raw[_NONCE:], _binding(identity, purpose)))
        except (InvalidTag, ValueError, binascii.Error):
            raise TokenInvalid from None
        kind, fields, strong, expires = body
        if now.timestamp() >= expires:
            raise TokenInvalid(late=True)
        # Of the bytes: a token's text has spellings that decode to the same, and must not be spent once each.
        return Searched(kind, fields, tuple(strong), expires, hashlib.sha256(raw).digest())


def _binding(identity: Identity, purpose: Purpose | None) -> bytes:
    why = [purpose.code.value, purpose.reason, purpose.reference] if purpose else None
    return hashlib.sha256(
        json.dumps([identity.user, identity.force, identity.role.value, why]).encode()
    ).digest()
