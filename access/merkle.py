"""The Merkle tree of RFC 9162, section 2.1: hashes, a growing frontier, proofs and their verification.

Nothing here knows of databases: proofs are made from a `Subtree`, a callable that gives the hash over
the leaves [start, end), wherever it takes it from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()

Subtree = Callable[[int, int], bytes]


def leaf_hash(data: bytes) -> bytes:
    """The hash of a leaf's bytes (2.1.1)."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node (2.1.1); the prefix keeps it from ever being read as a leaf."""
    return sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Node:
    """A finished perfect subtree: over leaves [index << level, (index + 1) << level)."""

    level: int
    index: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Frontier:
    """All that is needed to go on: the number of leaves and the peaks, the largest (leftmost) first."""

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if self.size < 0 or len(self.peaks) != self.size.bit_count():
            raise ValueError(f"a frontier of {self.size} leaves cannot have {len(self.peaks)} peaks")

    @property
    def root(self) -> bytes:
        """The tree head over all leaves so far."""
        if not self.peaks:
            return EMPTY_ROOT
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = node_hash(peak, root)
        return root

    def extend(self, leaves: Iterable[bytes], keep_from: int = 1) -> tuple[Frontier, list[Node]]:
        """Append leaf hashes; also gives the subtrees that this finished, from level `keep_from` up."""
        size, peaks, finished = self.size, list(self.peaks), list[Node]()
        for leaf in leaves:
            joined, level, index = leaf, 0, size
            while index & 1:
                joined, level, index = node_hash(peaks.pop(), joined), level + 1, index >> 1
                if level >= keep_from:
                    finished.append(Node(level, index, joined))
            peaks.append(joined)
            size += 1
        return Frontier(size, tuple(peaks)), finished

    def as_bytes(self) -> bytes:
        """The peaks, one after the other."""
        return b"".join(self.peaks)

    @classmethod
    def of_bytes(cls, size: int, raw: bytes) -> Frontier:
        """Read back what as_bytes wrote. Raises ValueError where the two do not belong together."""
        if len(raw) % HASH_BYTES:
            raise ValueError("peaks are not whole hashes")
        return cls(size, tuple(raw[i : i + HASH_BYTES] for i in range(0, len(raw), HASH_BYTES)))


def split(size: int) -> int:
    """The largest power of two smaller than size (size > 1): where a tree's left part ends."""
    return 1 << ((size - 1).bit_length() - 1)


def inclusion_path(index: int, size: int, subtree: Subtree) -> list[bytes]:
    """The audit path for one leaf (2.1.3.1), nearest first. Raises ValueError outside the tree."""
    if not 0 <= index < size:
        raise ValueError(f"no leaf {index} in a tree of {size}")
    path, start, end = list[bytes](), 0, size
    while end - start > 1:
        middle = start + split(end - start)
        if index < middle:
            path.append(subtree(middle, end))
            end = middle
        else:
            path.append(subtree(start, middle))
            start = middle
    return path[::-1]


def consistency_path(first: int, second: int, subtree: Subtree) -> list[bytes]:
    """The proof that the tree of `second` leaves begins with that of `first` (2.1.4.1)."""
    if not 0 < first <= second:
        raise ValueError(f"no proof from {first} to {second} leaves")
    path, start, end, whole = list[bytes](), 0, second, True
    while first != end:
        middle = start + split(end - start)
        if first <= middle:
            path.append(subtree(middle, end))
            end = middle
        else:
            path.append(subtree(start, middle))
            start, whole = middle, False
    return ([] if whole else [subtree(start, end)]) + path[::-1]


def verify_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Whether the path proves that this leaf stands there under that root (2.1.3.2)."""
    if not 0 <= index < size:
        return False
    fn, sn, joined = index, size - 1, leaf
    for step in path:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            joined = node_hash(step, joined)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            joined = node_hash(joined, step)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and joined == root


def verify_consistency(
    first: int, second: int, first_root: bytes, second_root: bytes, path: Sequence[bytes]
) -> bool:
    """Whether the path proves that the one tree is the other's beginning (2.1.4.2)."""
    if not 0 < first <= second:
        return False
    if first == second:
        return not path and first_root == second_root
    steps = list(path) if first & (first - 1) else [first_root, *path]
    if not steps:
        return False
    fn, sn = first - 1, second - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    old = new = steps[0]
    for step in steps[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            old, new = node_hash(step, old), node_hash(step, new)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            new = node_hash(new, step)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and old == first_root and new == second_root
