"""Whatever bytes come: a row is a record, or it says why it is none, or the file says that it cannot be read."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from indexer.pole import RecordErrors, parse
from indexer.sources import SYSTEMS, Unreadable
from indexer.sources.convert import read_date, read_marking, read_time
from indexer.sources.system import System
from tests.unit.indexer.source_packs import Pack

PIECES = (
    b'"',
    b"{",
    b"}",
    b"[",
    b"]",
    b"<",
    b">",
    b"&",
    b";",
    b",",
    b"\n",
    b"\r",
    b"\\",
    b"\x81",
    b"\xff",
    b"\xc3",
    b"]]>",
)


def spoilt(rng: Random, content: bytes) -> bytes:
    """The bytes with one to four changes: a piece put in, some taken out, some doubled."""
    for _ in range(rng.randint(1, 4)):
        at, length = rng.randrange(len(content) + 1), rng.choice((0, 0, 1, 5, 200))
        put = rng.choice((*PIECES, content[at : at + rng.choice((3, 80))]))
        content = content[:at] + put + content[at + length :]
    return content


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda s: s.code)
def test_every_spoilt_export_is_read_to_its_end(system: System, tmp_path: Path) -> None:
    rng, pack = Random(system.code), Pack(system, tmp_path).write()
    taken = 0
    for _ in range(120):
        path = rng.choice(sorted(pack.folder.iterdir()))
        whole = path.read_bytes()
        pack.spoil(lambda content: spoilt(rng, content), path)
        try:
            for item in system.read(pack.main, "01"):
                assert item.errors or item.raw is not None
                assert item.rows >= 0
                if item.raw is not None and not item.errors:
                    taken += _is_a_record(item.raw)
        except Unreadable:
            pass
        path.write_bytes(whole)
    assert taken > 50


def _is_a_record(raw: object) -> bool:
    try:
        parse(raw)  # type: ignore[arg-type]
    except RecordErrors as wrong:
        return not wrong.errors
    return True


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("3/2/1980", "1980-02-03"),
        ("03-FEB-1980", "1980-02-03"),
        ("3 february 1980", "1980-02-03"),
        ("03.02.1980", "1980-02-03"),
        ("19800203", "1980-02-03"),
        (" 1980-02 ", "1980-02"),
        ("1980", "1980"),
        ("", None),
    ],
)
def test_dates_are_day_first(given: str, wanted: str | None) -> None:
    assert read_date(given) == wanted


@pytest.mark.parametrize(
    "given",
    ["31/02/1980", "13/13/1980", "1980-13", "03/02/80", "2/3", "soon", "1980-2-3", "٣/٢/١٩٨٠", "١٩٨٠"],
)
def test_what_is_no_date_is_refused_without_being_told(given: str) -> None:
    with pytest.raises(ValueError) as told:
        read_date(given)
    assert given not in str(told.value)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("03/02/1980 21:30", "1980-02-03T21:30:00Z"),
        ("03-FEB-1980 2130", "1980-02-03T21:30:00Z"),
        ("3 Feb 1980 21:30:05", "1980-02-03T21:30:05Z"),
        ("1980-02-03T21:30:00+01:00", "1980-02-03T21:30:00+01:00"),
        ("1980-02-03T21:30:00Z", "1980-02-03T21:30:00Z"),
        ("1980-02-03 21:30", "1980-02-03T21:30:00Z"),
        ("03/02/1980", "1980-02-03"),
        ("3 Feb 1980", "1980-02-03"),
        ("1980-02", "1980-02"),
    ],
)
def test_times_with_and_without_a_clock(given: str, wanted: str) -> None:
    assert read_time(given) == wanted


@pytest.mark.parametrize("given", ["03/02/1980 25:00", "03/02/1980 21:75", "1980-02-30T10:00:00Z", "at noon"])
def test_what_is_no_time_is_refused(given: str) -> None:
    with pytest.raises(ValueError):
        read_time(given)


def test_markings_in_their_spellings() -> None:
    wanted = {"tier": "OFFICIAL", "sensitive": True, "descriptor": "PERSONAL DATA"}
    assert read_marking("official-sensitive [personal data]") == wanted
    assert read_marking("OFFICIAL: SENSITIVE  [PERSONAL DATA]") == wanted
    assert read_marking("TOP SECRET") == {"tier": "TOP SECRET", "sensitive": False, "descriptor": None}
    with pytest.raises(ValueError, match="not a marking"):
        read_marking("OFFICIAL-ISH")
