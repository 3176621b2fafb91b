"""Words find what means the same: stems and the lexicon's concepts, on the real engine with real reading."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from indexer.local_es import Server
from tests.support.house import reader

from .lookup_desk import LookupDesk, lookup_desk, record

TEXTS = {
    "CRRT00000101": ("Seen", "Two knives lay in the boot of the Golf."),
    "CRRT00000102": ("Heard", "She told him that a blade is kept under the bed."),
    "CRRT00000103": ("Hurt", "He was stabbed outside the shop."),
    "CRRT00000104": ("Loft", "A shotgun is kept in the loft."),
    "CRRT00000105": ("Shed", "There is a grenade in the shed."),
    "CRRT00000106": ("Van", "A baseball bat is carried in the van."),
    "CRRT00000107": ("Music", "Neighbour plays loud music until three."),
    "CRRT00000108": ("Knight", "Mr Knightley complains of parking."),
}
KNIFE = {"CRRT00000101": "knives", "CRRT00000102": "blade", "CRRT00000103": "stabbed"}
WEAPON = {**KNIFE, "CRRT00000104": "shotgun", "CRRT00000105": "grenade", "CRRT00000106": "baseball bat"}


@pytest.fixture(scope="module")
def desk(es: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LookupDesk]:
    with lookup_desk(es, f"{es.prefix}m{uuid4().hex[:10]}-", tmp_path_factory.mktemp("meaning")) as made:
        made.put(
            [
                record(ref, "CRIMINT", kind="report", title=title, text=text)
                for ref, (title, text) in TEXTS.items()
            ],
            reader(),
        )
        yield made


def marked(answer: dict[str, Any]) -> dict[str, str]:
    """Reference → all highlights of its hit, in one."""
    return {
        hit["ref"]: " ".join(part for parts in hit["highlights"].values() for part in parts)
        for hit in answer["hits"]
    }


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("knife", KNIFE),
        ("knives", KNIFE),
        ("weapon", WEAPON),
        ("weapons", WEAPON),
        ("firearm", {"CRRT00000104": "shotgun"}),
    ],
)
def test_a_word_finds_its_meaning_and_says_where(desk: LookupDesk, q: str, found: dict[str, str]) -> None:
    answer = marked(desk.search(q, role="analyst"))
    assert set(answer) == set(found)
    for ref, word in found.items():
        assert f"<mark>{word}</mark>" in answer[ref]


def test_a_narrow_word_does_not_find_all_that_is_above_it(desk: LookupDesk) -> None:
    assert set(marked(desk.search("shotgun", role="analyst"))) == {"CRRT00000104"}
    assert set(marked(desk.search('"blade"', role="analyst"))) == {"CRRT00000102"}
