"""What an auditor can take away and check without the ledger: that an event is in it, that it only grew."""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from access import heads, merkle
from access.heads import Head


@dataclass(frozen=True, slots=True)
class InclusionProof:
    """That the event with this id stands at `seq` under a signed head."""

    event: str
    seq: int
    leaf: bytes
    path: tuple[bytes, ...]
    head: Head

    def holds(self, key: Ed25519PublicKey) -> bool:
        """Whether the proof is right and its head signed by that key."""
        right = merkle.verify_inclusion(self.leaf, self.seq, self.head.size, self.path, self.head.root)
        return right and heads.holds(self.head, key)

    def as_json(self) -> dict[str, object]:
        """For the API and the command line; hashes in hexadecimal."""
        return {
            "event": self.event,
            "seq": self.seq,
            "leaf": self.leaf.hex(),
            "path": [step.hex() for step in self.path],
            "head": self.head.as_json(),
        }


@dataclass(frozen=True, slots=True)
class ConsistencyProof:
    """That the ledger under the first head is the beginning of that under the second."""

    first: Head
    second: Head
    path: tuple[bytes, ...]

    def holds(self, key: Ed25519PublicKey) -> bool:
        """Whether the proof is right and both heads signed by that key."""
        sizes, roots = (self.first.size, self.second.size), (self.first.root, self.second.root)
        signed = heads.holds(self.first, key) and heads.holds(self.second, key)
        return signed and merkle.verify_consistency(*sizes, *roots, self.path)

    def as_json(self) -> dict[str, object]:
        """For the API and the command line; hashes in hexadecimal."""
        return {
            "first": self.first.as_json(),
            "second": self.second.as_json(),
            "path": [step.hex() for step in self.path],
        }
