"""The tree against published vectors, and against RFC 9162's recursive definitions written down anew."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access import merkle
from access.merkle import Frontier, Subtree

# The reference inputs and roots published with Certificate Transparency's Merkle tree tests.
LEAVES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
HASHES = [merkle.leaf_hash(leaf) for leaf in LEAVES]
INCLUSION = [
    (0, 1, []),
    (
        0,
        8,
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        5,
        8,
        [
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
    (
        1,
        5,
        [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
]
CONSISTENCY = [
    (1, 1, []),
    (
        1,
        8,
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        6,
        8,
        [
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (
        2,
        5,
        [
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
    (
        6,
        7,
        [
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
]


def subtree_over(leaves: Sequence[bytes]) -> Subtree:
    """The tree over leaf hashes held in memory."""
    return lambda start, end: Frontier().extend(leaves[start:end])[0].root


def mth(leaves):
    """MTH of section 2.1.1, word for word and with its own hashing."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0]).digest()
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return sha256(b"\x01" + mth(leaves[:k]) + mth(leaves[k:])).digest()


def path_of(m, leaves):
    """PATH of section 2.1.3.1."""
    if len(leaves) == 1:
        return []
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    if m < k:
        return [*path_of(m, leaves[:k]), mth(leaves[k:])]
    return [*path_of(m - k, leaves[k:]), mth(leaves[:k])]


def subproof(m, leaves, whole):
    """SUBPROOF of section 2.1.4.1."""
    if m == len(leaves):
        return [] if whole else [mth(leaves)]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    if m <= k:
        return [*subproof(m, leaves[:k], whole), mth(leaves[k:])]
    return [*subproof(m - k, leaves[k:], False), mth(leaves[:k])]


def frontier_of(hashes):
    return Frontier().extend(hashes)[0]


@pytest.mark.parametrize("size", range(1, 9))
def test_published_roots(size):
    assert frontier_of(HASHES[:size]).root.hex() == ROOTS[size - 1]


def test_the_empty_tree():
    assert Frontier().root.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize(("index", "size", "path"), INCLUSION)
def test_published_inclusion_proofs(index, size, path):
    ours = merkle.inclusion_path(index, size, subtree_over(HASHES))
    assert [step.hex() for step in ours] == path
    assert merkle.verify_inclusion(HASHES[index], index, size, ours, bytes.fromhex(ROOTS[size - 1]))


@pytest.mark.parametrize(("first", "second", "path"), CONSISTENCY)
def test_published_consistency_proofs(first, second, path):
    ours = merkle.consistency_path(first, second, subtree_over(HASHES))
    assert [step.hex() for step in ours] == path
    roots = bytes.fromhex(ROOTS[first - 1]), bytes.fromhex(ROOTS[second - 1])
    assert merkle.verify_consistency(first, second, *roots, ours)


trees = st.lists(st.binary(max_size=4), min_size=1, max_size=70)


@given(trees, st.data())
def test_as_the_standard_defines_it(leaves, data):
    index = data.draw(st.integers(0, len(leaves) - 1))
    first = data.draw(st.integers(1, len(leaves)))
    hashes = [merkle.leaf_hash(leaf) for leaf in leaves]
    over = subtree_over(hashes)
    root, path = mth(leaves), path_of(index, leaves)
    proof = subproof(first, leaves, True)
    assert frontier_of(hashes).root == root
    assert merkle.inclusion_path(index, len(leaves), over) == path
    assert merkle.consistency_path(first, len(leaves), over) == proof
    assert merkle.verify_inclusion(hashes[index], index, len(leaves), path, root)
    assert merkle.verify_consistency(first, len(leaves), mth(leaves[:first]), root, proof)


@given(st.lists(st.binary(max_size=4), min_size=2, max_size=40, unique=True), st.data())
def test_no_proof_holds_for_anything_else(leaves, data):
    size, hashes = len(leaves), [merkle.leaf_hash(leaf) for leaf in leaves]
    index = data.draw(st.integers(0, size - 1))
    other = data.draw(st.integers(0, size - 1).filter(lambda i: i != index))
    root, path = mth(leaves), path_of(index, leaves)
    assert not merkle.verify_inclusion(hashes[other], index, size, path, root)
    assert not merkle.verify_inclusion(hashes[index], other, size, path, root)
    assert not merkle.verify_inclusion(hashes[index], index, size, [*path, root], root)
    assert not merkle.verify_inclusion(hashes[index], index, size, path[:-1], root)
    assert not merkle.verify_inclusion(hashes[index], size, size, path, root)


@given(st.lists(st.binary(max_size=4), min_size=2, max_size=40, unique=True), st.data())
def test_no_consistency_with_a_rewritten_past(leaves, data):
    size = len(leaves)
    first = data.draw(st.integers(1, size - 1))
    changed = data.draw(st.integers(0, first - 1))
    forged = [*leaves]
    forged[changed] = b"forged"
    old, new = mth(leaves[:first]), mth(forged)
    proof = subproof(first, forged, True)
    assert not merkle.verify_consistency(first, size, old, new, proof)
    assert not merkle.verify_consistency(first, size, old, mth(leaves), [])
    assert not merkle.verify_consistency(size, first, new, old, proof)


@given(trees, st.data())
def test_growing_in_pieces_gives_the_same(leaves, data):
    hashes = [merkle.leaf_hash(leaf) for leaf in leaves]
    cut = data.draw(st.integers(0, len(leaves)))
    begun, early = Frontier().extend(hashes[:cut])
    again = Frontier.of_bytes(begun.size, begun.as_bytes())
    ended, late = again.extend(hashes[cut:])
    assert ended == frontier_of(hashes)
    for node in early + late:
        assert node.hash == mth(leaves[node.index << node.level : (node.index + 1) << node.level])


@pytest.mark.parametrize(("size", "raw"), [(1, b""), (3, bytes(32)), (1, bytes(33)), (-1, b"")])
def test_a_frontier_that_cannot_be(size, raw):
    with pytest.raises(ValueError):
        Frontier.of_bytes(size, raw)


@pytest.mark.parametrize(("index", "size"), [(0, 0), (3, 3), (-1, 3)])
def test_no_path_outside_the_tree(index, size):
    with pytest.raises(ValueError):
        merkle.inclusion_path(index, size, subtree_over(HASHES))
    with pytest.raises(ValueError):
        merkle.consistency_path(size + 1, size, subtree_over(HASHES))
