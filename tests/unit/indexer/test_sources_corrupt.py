"""A corrupt pack a system: what is wrong stands in the quarantine with its place and reason, and the good rows are in."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from indexer.demo.exports import export
from indexer.load import load
from indexer.sources import SYSTEMS
from indexer.sources.convert import NAME
from indexer.sources.system import System
from indexer.store import Store
from tests.unit.indexer.source_packs import CHECKED, Pack, is_csv, is_xml, named

CSVS = [system for system in SYSTEMS if is_csv(system)]
JSONS = [system for system in SYSTEMS if not is_csv(system) and not is_xml(system)]
every = pytest.mark.parametrize("system", SYSTEMS, ids=lambda s: s.code)
every_csv = pytest.mark.parametrize("system", CSVS, ids=lambda s: s.code)
every_json = pytest.mark.parametrize("system", JSONS, ids=lambda s: s.code)


@pytest.fixture
def pack(system: System, tmp_path: Path) -> Pack:
    return Pack(system, tmp_path)


def stored(store: Store, pack: Pack) -> list[int]:
    """Which of the three records are in the store."""
    return [n for n in (1, 2, 3) if store.get(f"{pack.system.system}/R{n}/24")]


@every
def test_a_whole_pack_goes_in(pack: Pack, store: Store) -> None:
    result = pack.write().load(store)
    assert (result.loaded, result.rejected, result.exit_code) == (pack.rows, 0, 0)
    kept = store.get(f"{pack.system.system}/R1/24")
    assert kept is not None
    words = "First line.\nSecond, “quoted” line; with a semicolon."
    assert kept.as_json()["text"] == (words.upper() if pack.system.code == "custody" else words)
    assert kept.record().people[0].identifiers.pnc_id == "2008/1234567R"


@every
def test_an_impossible_date(pack: Pack, store: Store) -> None:
    field = pack.field("recorded").name
    pack.nodes[1].cells[field] = "31/02/2024 10:00"
    result = pack.write().load(store)
    entry = named(store.quarantined(), field)
    assert (entry.system, entry.file) == (pack.system.system, pack.main.name)
    assert entry.line > 1
    assert "not a date that there is" in entry.reason
    assert stored(store, pack) == [1, 3]
    assert result.rejected == (2 if pack.system.medium.splits else 1)
    assert result.rows == pack.rows


@every
@pytest.mark.parametrize(("what", "value"), [("check", "2008/1234567X"), ("name", "<script>x</script>")])
def test_a_wrong_check_letter_and_a_script_in_a_name(pack: Pack, store: Store, what: str, value: str) -> None:
    converters = CHECKED if what == "check" else (NAME,)
    field = pack.spoil_person(1, value, *converters)
    result = pack.write().load(store)
    entry = named(store.quarantined(), field)
    assert ("check letter" if what == "check" else "< > { }") in entry.reason
    assert entry.line > 1
    assert value not in entry.reason
    assert (result.rejected, result.rows) == (1, pack.rows)
    assert stored(store, pack) == ([1, 2, 3] if pack.system.medium.splits else [1, 3])
    if pack.system.medium.splits:
        kept = store.get(f"{pack.system.system}/R2/24")
        assert kept is not None
        assert not kept.record().people


@every
def test_a_field_of_ten_megabytes(pack: Pack, store: Store) -> None:
    field = pack.field("text").name if pack.system.code != "copa" else "SUMMARY"
    pack.nodes[0].cells[field] = "x" * 10_000_001
    result = pack.write().load(store)
    assert "longer than 1,000,000 characters" in named(store.quarantined(), field).reason
    assert stored(store, pack) == [2, 3]
    assert result.rows == pack.rows


@every
def test_a_reference_that_stands_there_twice(pack: Pack, store: Store) -> None:
    field = pack.field("ref").name
    pack.nodes[2].cells[field] = pack.nodes[0].cells[field]
    result = pack.write().load(store)
    (entry,) = [one for one in store.quarantined() if "stands in this file already" in one.reason]
    assert entry.field in (field, "ref")
    assert stored(store, pack) == [1, 2]
    assert result.rows == pack.rows
    assert result.rejected >= 1


@every
def test_a_marking_above_official_is_refused_and_its_row_not_kept(pack: Pack, store: Store) -> None:
    pack.nodes[0].cells[pack.field("handling").name] = "SECRET"
    pack.write().load(store)
    (entry,) = store.quarantined()
    assert "tier" in entry.field
    assert entry.row is None
    assert stored(store, pack) == [2, 3]


@every
def test_what_the_file_lacks(pack: Pack, store: Store) -> None:
    for node in pack.nodes:
        node.cells[pack.field("title").name] = ""
    result = pack.write().load(store)
    entries = store.quarantined()
    assert {entry.field for entry in entries} == {pack.field("title").name}
    assert {entry.reason for entry in entries} == {"is missing"}
    assert (result.rejected, result.exit_code) == (pack.rows, 1)


@every
def test_one_byte_that_is_no_letter_harms_only_its_own_row(pack: Pack, store: Store) -> None:
    pack.write()
    title = "CAFÉ" if pack.system.code == "custody" else "Café"
    encoding = "cp1252" if pack.system.code in ("custody", "airspace") else "utf-8"
    raw = title.encode(encoding)

    def damage(content: bytes) -> bytes:
        first, second, *rest = content.split(raw)
        return first + raw + second + raw[:3] + b"\x81" + raw.join(rest)

    pack.spoil(damage)
    pack.load(store)
    assert "no letter in the file's encoding" in named(store.quarantined(), pack.field("title").name).reason
    assert stored(store, pack) == [1, 3]
    kept = store.get(f"{pack.system.system}/R1/24")
    assert kept is not None
    assert kept.record().title.startswith(title)


@every
def test_a_nul_harms_only_its_own_row(pack: Pack, store: Store) -> None:
    pack.write()
    raw = ("CAFÉ" if pack.system.code == "custody" else "Café").encode(
        "cp1252" if pack.system.code in ("custody", "airspace") else "utf-8"
    )

    def damage(content: bytes) -> bytes:
        first, second, *rest = content.split(raw)
        return first + raw + second + b"\0\0" + raw.join(rest)

    pack.spoil(damage)
    result = pack.load(store)
    assert (result.unreadable, result.exit_code) == ([], 0)
    assert stored(store, pack) == ([1] if pack.system.code == "custody" else [1, 3])  # XML ends there
    assert {entry.line > 0 for entry in store.quarantined()} == {True}


@every
def test_a_file_of_another_encoding_cannot_be_read(pack: Pack, store: Store) -> None:
    pack.write().main.write_bytes("R1/24,x\n".encode("utf-16"))
    result = pack.load(store)
    assert (result.rows, result.exit_code) == (0, 2)
    assert "UTF-16" in result.unreadable[0]
    pack.main.write_bytes(b"R1/24,x\n" + bytes(100))
    assert "no text at all" in pack.load(store).unreadable[0]


@every
def test_a_file_that_is_cut_short(pack: Pack, store: Store) -> None:
    pack.write()
    pack.spoil(lambda content: content[: content.rindex(b"R3/24") + 8])
    result = pack.load(store)
    assert stored(store, pack) == [1, 2]
    assert result.rejected >= 1
    assert result.exit_code == 0
    entry = store.quarantined()[0]
    assert entry.file == pack.main.name
    assert entry.reason


@every
def test_compression_that_is_cut_short(pack: Pack, store: Store) -> None:
    pack.write()
    packed = pack.main if pack.main.suffix == ".gz" else pack.main.with_name(pack.main.name + ".gz")
    if packed != pack.main:
        plain = pack.main
        packed.write_bytes(gzip.compress(plain.read_bytes()))
        plain.unlink()
    packed.write_bytes(packed.read_bytes()[:-12])
    result = pack.load(store)
    told = [*result.unreadable, *(entry.reason for entry in store.quarantined())]
    assert any("compression is damaged or cut short" in one for one in told)


# --- what only some formats can get wrong -------------------------------------------------------------------------


@every_csv
def test_rows_that_belong_to_none(pack: Pack, store: Store) -> None:
    pack.write()
    del pack.nodes[1]
    with_orphan = pack.folder / next(p.name for p in pack.folder.iterdir() if p.name.startswith(pack.people))
    kept = with_orphan.read_bytes()
    pack.write()
    with_orphan.write_bytes(kept)
    result = pack.load(store)
    (entry,) = store.quarantined()
    assert (entry.file, entry.line) == (with_orphan.name, 3)
    assert "belongs to no row" in entry.reason
    assert stored(store, pack) == [1, 3]
    assert (result.loaded, result.rejected) == (pack.rows, 1)


@every_csv
def test_columns_that_are_not_known_or_not_there(pack: Pack, store: Store) -> None:
    pack.write()
    text = pack.field("text").name
    pack.spoil(lambda content: content.replace(f",{text},".encode(), b",NOBODY KNOWS,", 1))
    result = pack.load(store)
    entries = store.quarantined()
    assert (entries[0].line, entries[0].field) == (1, text)
    assert "no such column" in entries[0].reason
    assert {entry.field for entry in entries[1:]} == {"NOBODY KNOWS"}
    assert (result.rejected, result.rows, result.exit_code) == (pack.rows, pack.rows, 1)


@every_csv
def test_who_may_see_a_record_is_never_left_out(pack: Pack, store: Store) -> None:
    pack.write()
    column = pack.field("handling.denied").name.encode()
    pack.spoil(lambda content: content.replace(column, b"", 1))
    assert pack.load(store).loaded == 0
    assert "who may see the record" in store.quarantined()[-1].reason


@every_csv
def test_a_file_that_is_missing_stops_the_whole_export(pack: Pack, store: Store) -> None:
    pack.write()
    next(p for p in pack.folder.iterdir() if p.name.startswith(pack.people)).unlink()
    result = pack.load(store)
    assert (result.rows, result.exit_code) == (0, 2)
    assert f"{pack.people}.csv does not stand beside it" in result.unreadable[0]


@every_csv
def test_a_quote_that_is_left_open_takes_only_its_own_row(pack: Pack, store: Store) -> None:
    pack.nodes[1].cells[pack.field("text").name] = "plain"
    pack.write().spoil(lambda content: content.replace(b"plain", b'"plain'))
    pack.load(store)
    assert stored(store, pack) == [1, 3]


@every_json
def test_an_object_that_is_damaged_harms_no_other(pack: Pack, store: Store) -> None:
    pack.write().spoil(lambda content: content.replace(b'"R2/24"', b'"R2/24', 1))
    result = pack.load(store)
    (entry,) = store.quarantined()
    assert "not JSON" in entry.reason
    assert stored(store, pack) == [1, 3]
    assert (result.loaded, result.rejected) == (2, 1)


@every_json
def test_a_bracket_that_is_left_open_harms_no_other(pack: Pack, store: Store) -> None:
    opening = b'"' + pack.people.encode() + b'": ['

    def change(content: bytes) -> bytes:
        first, second, third, *rest = content.split(opening)
        return first + opening + second + opening + b"[" + opening.join([third, *rest])

    pack.write().spoil(change)
    pack.load(store)
    assert stored(store, pack) == [1, 3]


@every_json
def test_fields_that_are_not_known_and_lists_that_are_none(pack: Pack, store: Store) -> None:
    ref = json.dumps(pack.nodes[1].cells[pack.field("ref").name]).encode()
    pack.write().spoil(
        lambda content: content.replace(ref, ref + b', "more": {"inner": 1}, "others": [{}]', 1)
    )
    pack.load(store)
    (entry,) = store.quarantined()
    assert (entry.field, stored(store, pack)) in [("more.inner", [1, 3]), ("others", [1, 3])]


@every_json
@pytest.mark.parametrize(
    ("given", "field"), [(b'["a", "b"]', "title"), (b'["a;b"]', "flags"), (b"[[1]]", "flags")]
)
def test_lists_where_none_is_wanted(pack: Pack, store: Store, given: bytes, field: str) -> None:
    name = pack.field(field).name
    ref = json.dumps(pack.nodes[1].cells[pack.field("ref").name]).encode()
    pack.nodes[1].cells[pack.field("title").name] = "Here"
    pack.write()
    if field == "title":
        pack.spoil(lambda content: content.replace(b'"Here"', given, 1))
    else:
        pack.spoil(lambda content: content.replace(ref, ref + f', "{name}": '.encode() + given, 1))
    pack.load(store)
    assert stored(store, pack) == [1, 3]
    assert named(store.quarantined(), name).reason


@pytest.mark.parametrize("system", [s for s in SYSTEMS if is_xml(s)], ids=lambda s: s.code)
class TestXml:
    @pytest.mark.parametrize(
        "doctype",
        [
            '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
            '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
            '<!DOCTYPE x SYSTEM "http://localhost/x.dtd">',
        ],
    )
    def test_a_bomb_is_not_lit(self, pack: Pack, store: Store, doctype: str) -> None:
        pack.write().spoil(lambda content: content.replace(b"?>", b"?>" + doctype.encode(), 1))
        result = pack.load(store)
        assert (result.rows, result.exit_code) == (0, 2)
        assert "document type or entities" in result.unreadable[0]

    def test_elements_that_are_not_known(self, pack: Pack, store: Store) -> None:
        pack.write().spoil(lambda content: content.replace(b"R2/24</", b"R2/24<More>x</More></", 1))
        pack.load(store)
        assert stored(store, pack) == [1, 3]

    def test_an_element_twice_where_one_is_wanted(self, pack: Pack, store: Store) -> None:
        ref = b"<CustodyNumber>R2/24</CustodyNumber>"
        pack.write().spoil(lambda content: content.replace(ref, ref + ref.replace(b"2", b"9"), 1))
        pack.load(store)
        assert "several values" in named(store.quarantined(), "CustodyNumber").reason
        assert stored(store, pack) == [1, 3]

    def test_elements_within_elements(self, pack: Pack, store: Store) -> None:
        deep = b"<A>" * 100_000
        pack.write().spoil(lambda content: content.replace(b"R2/24</", b"R2/24" + deep + b"</", 1))
        pack.load(store)
        assert stored(store, pack) == [1]
        assert "deeper than" in store.quarantined()[0].reason

    def test_another_root(self, pack: Pack, store: Store) -> None:
        pack.write().main.write_text("<html><p>Log in</p></html>")
        assert pack.load(store).exit_code in (1, 2)


@pytest.mark.parametrize("system", [s for s in SYSTEMS if s.code in ("crimint", "pnd")], ids=lambda s: s.code)
@pytest.mark.parametrize(
    ("older", "newer", "conditions"),
    [("B24", "1AC", ["5x5x5:4"]), ("E41", "2DP", []), ("A15", "1AC", ["5x5x5:5"]), ("D51", "3EP", [])],
)
def test_older_gradings_are_mapped_and_kept(
    pack: Pack, store: Store, older: str, newer: str, conditions: list[str]
) -> None:
    given = dict(zip(("source", "intelligence", "handling"), older, strict=True))
    cells = pack.nodes[0].cells
    if pack.system.code == "pnd":
        cells["grading"] = older
    else:
        cells |= {f"evaluation.{name}": value for name, value in given.items()}
    pack.write().load(store)
    kept = store.get(f"{pack.system.system}/R1/24")
    assert kept is not None
    grading = kept.as_json()["grading"]
    assert grading["source"] + grading["intelligence"] + grading["handling"] == newer
    assert (grading["conditions"], grading["original"]) == (conditions, given)
    assert export([kept.as_json()], pack.folder.parent / "again")[pack.system.system] == 1
    again = load(store, pack.system.code, [pack.folder.parent / "again" / pack.system.code])
    assert (again.unchanged, again.rejected) == (1, 0)
