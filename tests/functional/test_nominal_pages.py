"""The pages of nominals, links and review, over a small town whose truth is known: what they show, and what is said on them."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from indexer.demo.life import Made
from indexer.demo.town import Town
from indexer.local_es import Server
from indexer.resolve.edges import Edge, Edges, Why
from tests.support.house import House, answered, house

WHY = (Why("surname the same: Murphy", 6.0, "name"), Why("another forename: John", -4.0, "name"))


def members(town: list[Made]) -> dict[str, list[str]]:
    """Whose member each is, by the truth."""
    found: dict[str, list[str]] = defaultdict(list)
    for made in town:
        for place, key in enumerate(made.people, 1):
            found[key].append(f"{made.record['system']}/{made.record['ref']}~{place}")
    return found


@pytest.fixture(scope="module")
def held(
    es: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[House, dict[str, list[str]]]]:
    town = list(Town(20, datetime.now(UTC).date()).made())
    with house(es, f"{es.prefix}np{uuid4().hex[:8]}-", tmp_path_factory.mktemp("pages")) as made:
        made.put(entry.record for entry in town)
        whose = members(town)
        edges = Edges(made.services.settings.records_url, migrate=False)
        pairs = [tuple(sorted(pair)) for ids in whose.values() for pair in itertools.pairwise(ids)]
        edges.put(Edge(a, b, 0.97, "join", "batch", WHY, None, 5.0) for a, b in pairs)
        one, other = sorted((whose["s-sean-murphy"][0], whose["s-sean-murphy-quiet"][0]))
        edges.put([Edge(one, other, 0.7, "review", "batch", WHY, None, 5.0)])
        edges.close()
        yield made, whose


@pytest.fixture(scope="module")
def analyst(held: Any) -> FlaskClient:
    return at_desk(held[0], "an-pages", "analyst")


def at_desk(made: House, user: str, role: str) -> FlaskClient:
    client = made.person(user, role, sensitive=True)
    with client.session_transaction() as session:
        session["purpose"] = {"code": "PREVENT", "reason": "who is who", "reference": None}
    return client


def path(kind: str, id_: str) -> str:
    return f"/{kind}/{quote(id_, safe='/:~@')}"


def text_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_a_nominal_says_who_it_is_and_what_it_is_made_of(held: Any, analyst: FlaskClient) -> None:
    ids = held[1]["s-sean-murphy"]
    page = analyst.get(path("nominals", ids[-1]))
    assert page.status_code == 200
    said = text_of(page.text)
    for part in (
        "Sean Patrick Murphy",
        "3 Feb 1980",
        "PNC ID",
        "2008/1234567R",
        "Spud",
        "What joins them",
        "surname the same",
    ):
        assert part in said, part
    assert "<style" not in page.text
    assert " style=" not in page.text
    assert page.text.count("<h1") == 1


def test_another_of_the_name_is_suggested_and_not_joined(held: Any, analyst: FlaskClient) -> None:
    page = analyst.get(path("nominals", held[1]["s-sean-murphy"][0])).text
    assert "May be the same person" in page
    assert "17 Nov 1991" in text_of(page)
    found = answered(analyst, path("nominals", held[1]["s-sean-murphy"][0]))
    assert not {one["id"] for one in found["members"]} & set(held[1]["s-sean-murphy-quiet"])


def test_an_associate_s_tie_cites_records_that_name_them(held: Any, analyst: FlaskClient) -> None:
    """The record cited first says it of the associate, the last of whose nominal it is."""
    here = path("nominals", held[1]["s-sean-murphy"][0])
    found, page = answered(analyst, here), analyst.get(here).text
    own = {(m["system"], m["ref"]) for m in found["members"]}
    ties = [(one, tie) for one in found["associates"] for tie in one["ties"]]
    assert any(tie["through"] and tie["through"]["kind"] in {"phone", "location"} for _, tie in ties)
    for one, tie in ties:
        cited = [(r["system"], r["ref"]) for r in tie["records"]]
        assert cited[0] in {(r["system"], r["ref"]) for r in one["records"]}
        assert not tie["through"] or cited[-1] in own
    for one in found["associates"]:
        for tie in one["ties"][:3]:
            assert all(f"/records/{r['system']}/{quote(r['ref'])}" in page for r in tie["records"])


def test_the_chart_of_links_has_a_table_that_says_the_same(held: Any, analyst: FlaskClient) -> None:
    id_ = held[1]["s-sean-murphy"][0]
    page = analyst.get(path("links", id_)).text
    found = answered(analyst, path("links", id_))
    assert page.count("data-edge") == len(found["edges"]) > 0
    assert "data-links" in page
    place = next(node for node in found["nodes"] if node["kind"] == "location")
    assert analyst.get(path("links", place["id"])).status_code == 200


def test_a_word_is_said_on_the_page_and_leads_back(held: Any, analyst: FlaskClient) -> None:
    here = path("nominals", held[1]["s-sean-murphy"][0])
    one, other = sorted((held[1]["s-sean-murphy"][0], held[1]["s-sean-murphy-quiet"][0]))
    assert "sean-murphy" not in analyst.get("/review").text
    assert other in analyst.get("/review").text
    form = {"a": one, "b": other, "word": "veto", "reason": "eleven years apart", "next": here}
    assert analyst.post("/judgements", data=form).status_code == 403, "no token, no word"
    token = re.search(r'name="csrf_token" value="([^"]+)"', analyst.get(here).text)
    assert token
    answer = analyst.post("/judgements", data=form | {"csrf_token": token[1]})
    assert (answer.status_code, answer.headers["Location"]) == (303, here)
    page = analyst.get(here).text
    assert "eleven years apart" in page
    assert re.search(r"Vetoed: .* and .* are two people, and are never to be joined", text_of(page))
    assert "Vetoed:" not in analyst.get(here).text, "told once"
    assert "May be the same person" not in page
    assert other not in analyst.get("/review").text


def test_words_are_offered_to_those_alone_who_may_say_them(held: Any) -> None:
    officer = at_desk(held[0], "of-pages", "officer")
    page = officer.get(path("nominals", held[1]["s-sean-murphy"][0]))
    assert page.status_code == 200
    assert "/judgements" not in page.text
    assert officer.get("/review").status_code == 403


@pytest.mark.parametrize("kind", ["nominals", "links"])
def test_nothing_there_and_nothing_to_be_seen_are_one_page(
    held: Any, analyst: FlaskClient, kind: str
) -> None:
    pages = [analyst.get(path(kind, id_)) for id_ in ("CRIMINT/CRRT00000072~1", "CRIMINT/CRRT99999999~1")]
    assert [page.status_code for page in pages] == [404, 404]
    one, other = (
        re.sub(r"CRRT\d+|[0-9a-f]{32}|\d\d:\d\d(:\d\d)?|[\w.-]{80,}", "", page.text) for page in pages
    )
    assert one == other
