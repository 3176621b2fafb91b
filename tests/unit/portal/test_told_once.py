"""One danger is told once: a warning beside the record that it was published from."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from indexer.resolve.query import match_of
from nlp.assertions import Assertion
from portal.search.bands import Banded
from portal.services.risk.assessed import Assessed
from portal.services.risk.card import Card
from portal.services.risk.dangers import Danger
from portal.services.risk.told_once import told_once

from .hits import hit

SOURCE, WARNING, OTHER = "CRIMINT/1", "SIGHTLINE/w1", "SIGHTLINE/w2"


def danger(id_: str, code: str = "WE", quote: str | None = None) -> Danger:
    system, _, ref = id_.partition("/")
    return Danger(hit(ref, system), code, code, Assertion.AFFIRMED, None, None, quote)


def card(*dangers: Danger) -> Card:
    return Card("person", "A", match_of([]), [], Assessed(dangers, [], [], Banded("none", (), "1")))


def test_the_kin_of_every_warning_on_the_cards_are_asked_for_at_once() -> None:
    asked: list[list[str]] = []

    def kin(ids: Collection[str]) -> Mapping[str, Mapping[str, str]]:
        asked.append(list(ids))
        return {WARNING: {SOURCE: "what this warning was published from"}, OTHER: {}}

    cards = [card(danger(SOURCE), danger(WARNING)), card(danger(OTHER))]
    made = told_once(cards, kin)
    told = [[one.as_json() for one in card.assessed.dangers] for card in made]
    assert asked == [[WARNING, OTHER]]
    assert told[0] == [{**danger(SOURCE).as_json(), "warning": {"system": "SIGHTLINE", "ref": "w1"}}]
    assert told[1] == [danger(OTHER).as_json()]
    assert [source.id for source in made[0].sources()] == [SOURCE, WARNING], "both are in the ledger"
