"""Whatever is hidden, every answer over HTTP is the same: corpus A against A and hidden records that share its words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from access.purposes import Code, Purpose
from indexer.demo.town import Town
from indexer.local_es import Server
from portal.services.asker import Asker
from tests.engine.noninterference import IGNORED, answer_of
from tests.support.house import House, ask, house

PATHS = [
    *(f"/risk?q={q}" for q in (
        "jones%20avenue%20road", "sean%20murphy", "murphy%203%2F2%2F1980", "baptiste", "flat%204%207%20pilgrim%20court",
        "pilgrim%20court", "12%20avenue%20road", "LB22%20KXN", "LB22", "07700%20900123", "2008%2F1234567R", "SE20%207RT",
        "marta%20zielinska", "crick%2088%20gasworks%20lane", "amira", "tiny", "handgun", "smith", "kyle%20marden",
        "CRRT00000072", "shaun%20murphey", "1980", "avenue%20road", "thornbury%20walk",
    )),
    *(f"/search?q={q}" for q in (
        "", "knife", "weapon", "handgun", "cistern", "baptiste", "%22avenue%20road%22", "murphy%20OR%20jones", "dealer*",
        "heron", "-jones", "NOT%20handgun", "murphy%20NOT%20sean", "knife%20AND%20NOT%20%22a%20handgun%20is%20kept%22", "NOT%20cistern%20OR%20heron",
        "NOT%20flag:hidden-flag", "crack", "system:CRIMINT", "baptiste&sort=newest", "&kind=report", "&system=CRIMINT",
        "&near=51.408,-0.0251,500", "&from=2026-01-01", "operation", "pilgrim%20court&size=5", "friday",
    )),
    "/records/CRIMINT/CRRT00000072", "/records/CRIMINT/CRRT00000456", "/records/CRIS/2000011%2F26",
    "/records/CRIMINT/HIDDEN-1", "/records/NOWHERE/1",
    "/nominals/CRIS/2000011%2F26~1", "/nominals/CRIMINT/HIDDEN-1~1", "/links/CRIS/2000011%2F26", "/links/CRIS/2000011%2F26~1",
    "/links/place:2/12%20avenue%20road", "/links/PHONE:%2B447700900123", "/links/VRM:LB22KXN", "/links/CRIMINT/HIDDEN-1",
    *(f"/suggest?q={q}" for q in (
        "mur", "sean%20mu", "jon", "avenue%20r", "12%20avenue", "LB22", "077009", "CRRT0", "hidden", "handgun", "2008/1", "zie",
    )),
    "/warnings", "/warnings/CRIMINT/HIDDEN-1", "/warnings/CRIMINT/CRRT00000072",
]  # fmt: skip


MOMENTS = IGNORED | {"opened", "due"}  # each world was loaded at its own time
HIDDEN = (
    {"audience": [], "releasable_to": []},
    {"compartments": ["OP-OTHER"]},
    {"force": "99", "releasable_to": ["98"]},
)


def hidden_twins(records: list[dict]) -> Iterator[dict]:
    """Records that nobody here may see, with the names, dates, addresses, words and links of visible ones."""
    for number, record in enumerate(records):
        for copy, change in enumerate(HIDDEN):
            twin = record | {
                "ref": f"HIDDEN-{number}-{copy}",
                "handling": record["handling"] | change,
                "links": [{"role": "linked", "to": {"system": record["system"], "ref": record["ref"]}}],
                "flags": [*record.get("flags", []), "hidden-flag"],
                "classification": record.get("classification") or "hidden class",
            }
            yield twin | {"text": f"{record.get('text') or ''} A handgun is kept in the loft."}


@pytest.fixture(scope="module")
def worlds(es: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, House]]:
    records = [made.record for made in Town(40, datetime.now(UTC).date()).made()]
    with (
        house(es, f"{es.prefix}n{uuid4().hex[:8]}a-", tmp_path_factory.mktemp("a")) as without,
        house(es, f"{es.prefix}n{uuid4().hex[:8]}b-", tmp_path_factory.mktemp("b")) as beside,
    ):
        without.put(records)
        beside.put([*records[: len(records) // 2], *hidden_twins(records), *records[len(records) // 2 :]])
        yield without, beside


def _answers(made: House, role: str, grants: dict, path: str) -> bytes:
    client = made.person(f"ni-{role}", role, **grants)
    answer = ask(client, path)
    return answer_of(lambda _who, _what: (answer.status_code, answer.get_json()), role, path, MOMENTS)


@pytest.mark.parametrize(
    ("role", "grants"),
    [
        ("despatcher", {"sensitive": True}),
        ("analyst", {"sensitive": True, "groups": ("intel",), "compartments": ("OP-HERON",)}),
    ],
)
def test_fifty_requests_tell_nothing_of_what_is_hidden(worlds, role: str, grants: dict) -> None:
    without, beside = worlds
    assert len(PATHS) >= 50
    different = [p for p in PATHS if _answers(without, role, grants, p) != _answers(beside, role, grants, p)]
    assert different == []


KNOWN = (
    "sean murphy 3/2/1980", "murphy", "jones avenue road", "12 avenue road", "flat 4 7 pilgrim court", "LB22 KXN",
    "07700 900123", "2008/1234567R", "marta zielinska", "amira",
)  # fmt: skip


def _known(made: House, user: str, q: str) -> list[dict]:
    asker = Asker(made.services.accounts.identity(user), Purpose(Code.PREVENT, "report from the street"))
    return [asdict(match) for match in made.services.report_drafts.matches(asker, q)[0]]


def test_who_is_known_to_the_writer_of_a_report_does_not_depend_on_what_is_hidden(worlds) -> None:
    for made in worlds:
        made.person("ni-writer", "officer", sensitive=True)
    without, beside = ([_known(made, "ni-writer", q) for q in KNOWN] for made in worlds)
    assert without == beside
    assert sum(map(bool, without)) >= 8


def test_the_control_sees_what_is_added(worlds) -> None:
    """Somebody who may see the added records does get other answers: the comparison is not blind."""
    without, beside = worlds
    grants = {"sensitive": True, "compartments": ("OP-OTHER",)}
    path = "/search?q=handgun"
    assert _answers(without, "supervisor", grants, path) != _answers(beside, "supervisor", grants, path)
