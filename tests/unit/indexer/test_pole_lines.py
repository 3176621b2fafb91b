"""POLE-1 lines: whatever is wrong with one line is that line's row in quarantine, and the rest goes in."""

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest

from indexer.load import LoadResult, UnknownSystem, load
from indexer.pole import parse
from indexer.sources import SOURCES, pole_lines
from indexer.store import Store

from .samples import HANDLING, full, small


def lines(path: Path, *rows: Any, encoding: str = "utf-8") -> Path:
    text = "\n".join(row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_bytes((text + "\n").encode(encoding))
    return path


def counts(result: LoadResult) -> tuple[int, int, int, int]:
    return result.loaded, result.unchanged, result.rejected, result.exit_code


def test_good_rows_go_in_and_again_are_unchanged(store: Store, tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", full(), "", small("1"), small("2"))
    assert counts(load(store, "pole", [path])) == (3, 0, 0, 0)
    assert counts(load(store, "pole", [path])) == (0, 3, 0, 0)
    assert store.counts() == {"CRIS": 1, "TEST": 2}
    assert store.feeds()["CRIS"].as_of == "2024-03-02T08:10:00Z"


@pytest.mark.parametrize(
    ("line", "field", "reason"),
    [
        ("{broken", "", "is not JSON: Expecting property name"),
        ("[1]", "", "a list, not an object"),
        ('"text"', "", "text, not an object"),
        ('{"title": 1, "title": 2}', "", "'title' is named twice"),
        ('{"title": NaN}', "", "NaN is no JSON number"),
        ("[" * 100_000, "", "nested too deep"),
        ('{"version": ' + "9" * 5_000 + "}", "", "is not JSON"),
        (json.dumps(small(colour="red")), "colour", "unknown field"),
        (json.dumps(small(text="x" * 10_000_000)), "text", "longer than 1,000,000"),
        (json.dumps(small(handling=HANDLING | {"tier": "SECRET"})), "handling.tier", "above OFFICIAL"),
        (json.dumps(small(handling=None)), "handling", "is missing"),
    ],
)
def test_a_wrong_line_is_one_row_in_quarantine(
    store: Store, tmp_path: Path, line: str, field: str, reason: str
) -> None:
    path = lines(tmp_path / "a.jsonl", small("1"), line, small("2"))
    assert counts(load(store, "pole", [path])) == (2, 0, 1, 0)
    (entry,) = store.quarantined()
    assert (entry.file, entry.line, entry.field) == ("a.jsonl", 2, field)
    assert reason in entry.reason


def test_a_line_above_official_leaves_its_refusal_only(store: Store, tmp_path: Path) -> None:
    secret = small(title="Operation Heron", handling=HANDLING | {"tier": "SECRET"})
    load(store, "pole", [lines(tmp_path / "a.jsonl", secret)])
    (entry,) = store.quarantined()
    assert entry.row is None
    assert "Heron" not in repr(entry)


def test_byte_order_mark_windows_line_ends_and_gzip(store: Store, tmp_path: Path) -> None:
    text = "\r\n".join(json.dumps(small(str(n), title="Café")) for n in range(3))
    (tmp_path / "bom.jsonl").write_bytes(b"\xef\xbb\xbf" + text.encode())
    (tmp_path / "packed.jsonl.gz").write_bytes(gzip.compress(text.encode()))
    (tmp_path / "packed-without-saying.jsonl").write_bytes(gzip.compress(text.encode()))
    assert counts(load(store, "pole", [tmp_path])) == (3, 6, 0, 0)


def test_a_line_in_another_encoding_is_told(store: Store, tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", small("1", title="Café"), encoding="cp1252")
    assert counts(load(store, "pole", [path])) == (0, 0, 1, 1)
    assert store.quarantined()[0].reason == "the line is not UTF-8"


def test_files_that_cannot_be_read_at_all(store: Store, tmp_path: Path) -> None:
    (tmp_path / "utf16.jsonl").write_bytes(json.dumps(small()).encode("utf-16"))
    (tmp_path / "damaged.jsonl.gz").write_bytes(b"\x1f\x8b garbage")
    good = lines(tmp_path / "good.jsonl", small())
    result = load(store, "pole", [tmp_path / "absent.jsonl", tmp_path, good])
    assert counts(result) == (1, 1, 0, 2)
    assert len(result.unreadable) == 3
    assert all(".jsonl" in words for words in result.unreadable)


def test_what_a_truncated_file_still_holds_goes_in(store: Store, tmp_path: Path) -> None:
    text = "\n".join(json.dumps(small(str(n))) for n in range(5_000))
    packed = gzip.compress(text.encode())
    (tmp_path / "cut.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    result = load(store, "pole", [tmp_path / "cut.jsonl.gz"])
    assert result.loaded > 0
    assert (result.rejected, result.exit_code) == (1, 0)
    assert "cut short" in store.quarantined()[0].reason


def test_a_line_without_end_is_not_taken_into_memory(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pole_lines, "LONGEST_LINE", 1_000)
    path = lines(tmp_path / "a.jsonl", small("1"), "x" * 10_000, small("2"))
    assert counts(load(store, "pole", [path])) == (2, 0, 1, 0)
    assert store.quarantined()[0].line == 2


def test_the_same_version_with_other_content_is_in_quarantine_with_its_line(
    store: Store, tmp_path: Path
) -> None:
    path = lines(tmp_path / "a.jsonl", small("1"), small("1", title="Other"))
    assert counts(load(store, "pole", [path])) == (1, 0, 1, 0)
    (entry,) = store.quarantined()
    assert (entry.line, entry.field) == (2, "version")


def test_progress_is_told_and_the_system_must_be_known(store: Store, tmp_path: Path) -> None:
    told: list[int] = []
    path = lines(tmp_path / "a.jsonl", *(small(str(n)) for n in range(2_500)))
    load(store, "POLE", [path], progress=lambda result: told.append(result.rows))
    assert told == [1_000, 2_000, 2_500]
    with pytest.raises(UnknownSystem, match="known are pole"):
        load(store, "nonesuch", [path])


def test_a_load_that_is_interrupted_may_be_repeated(store: Store, tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", *(small(str(n)) for n in range(2_500)))

    def interrupt(result: LoadResult) -> None:
        if result.rows >= 1_000:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(store, "pole", [path], progress=interrupt)
    assert store.pending() == 1_000
    assert counts(load(store, "pole", [path])) == (1_500, 1_000, 0, 0)


# ------------------------------------------------------------------------------------- deletions


def deletion(ref: str, version: Any = 2, **more: Any) -> dict[str, Any]:
    return {"system": "TEST", "ref": ref, "deleted": True, "version": version, **more}


def test_a_deletion_ends_a_record_and_again_is_unchanged(store: Store, tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", deletion("1"), small("1", version=2), small("2"), deletion("3", 5))
    assert counts(load(store, "pole", [path])) == (4, 0, 0, 0)
    assert store.counts() == {"TEST": 1}
    assert counts(load(store, "pole", [path])) == (0, 4, 0, 0)
    late = lines(tmp_path / "b.jsonl", small("3", version=4), small("1", version=1), small("1", version=3))
    assert counts(load(store, "pole", [late])) == (1, 2, 0, 0)
    assert {s.id: s.version for batch in store.scan() for s in batch} == {"TEST/1": 3, "TEST/2": 1}


def test_a_deletion_moves_the_feed_on(store: Store, tmp_path: Path) -> None:
    path = lines(
        tmp_path / "a.jsonl", deletion("1", recorded="2024-05-01T10:00:00Z", authority="court order")
    )
    assert counts(load(store, "pole", [path])) == (1, 0, 0, 0)
    assert store.feeds()["TEST"].as_of == "2024-05-01T10:00:00Z"


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"deleted": False}, "deleted", "must be true; a record that stands leaves the field out"),
        ({"deleted": "yes"}, "deleted", "must be true"),
        ({"version": None}, "version", "is missing"),
        ({"version": 0}, "version", "must be a whole number from 1 to 4611686018427387904"),
        ({"version": 2**63}, "version", "must be a whole number from 1 to 4611686018427387904"),
        ({"title": "x"}, "title", "unknown field"),
        ({"recorded": "yesterday"}, "recorded", "must be an ISO 8601 time"),
    ],
)
def test_a_wrong_deletion_deletes_nothing(
    store: Store, tmp_path: Path, changes: dict[str, Any], field: str, reason: str
) -> None:
    path = lines(tmp_path / "a.jsonl", small("1"), deletion("1") | changes)
    assert counts(load(store, "pole", [path])) == (1, 0, 1, 0)
    assert store.counts() == {"TEST": 1}
    (entry,) = store.quarantined()
    assert (entry.line, entry.field) == (2, field)
    assert reason in entry.reason


@pytest.mark.parametrize(
    ("name", "value"), [("ref", "a\nb"), ("ref", "a\tb"), ("ref", "a\u2028b"), ("system", "CR\x85IS")]
)
def test_a_record_whose_address_would_break_is_refused_by_field_and_line(
    store: Store, tmp_path: Path, name: str, value: str
) -> None:
    path = lines(tmp_path / "a.jsonl", small("1"), small("é  2/3"), small() | {name: value})
    assert counts(load(store, "pole", [path])) == (2, 0, 1, 0)
    (entry,) = store.quarantined()
    assert (entry.line, entry.field) == (3, name)
    assert entry.reason == "may hold no line breaks or other control characters"


def test_a_record_that_came_before_that_was_refused_can_be_ended(store: Store, tmp_path: Path) -> None:
    store.put([parse(small("a\nb"))])
    assert counts(load(store, "pole", [lines(tmp_path / "a.jsonl", deletion("a\nb"))])) == (1, 0, 0, 0)
    assert store.counts() == {}


def test_a_version_says_how_high_it_may_be(store: Store, tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", small("1", version=2**62), small("2", version=2**62 + 1))
    assert counts(load(store, "pole", [path])) == (1, 0, 1, 0)
    assert store.quarantined()[0].reason == "must be a whole number from 1 to 4611686018427387904"


@pytest.mark.parametrize("system", SOURCES)
def test_an_empty_folder_is_said_to_hold_nothing_whatever_the_system(
    system: str, store: Store, tmp_path: Path
) -> None:
    result = load(store, system, [tmp_path])
    assert (result.rows, result.exit_code) == (0, 2)
    assert re.search(r"there (is|are) no \S+", result.unreadable[0])


def test_an_empty_folder_beside_a_file_spoils_nothing(store: Store, tmp_path: Path) -> None:
    (empty := tmp_path / "empty").mkdir()
    assert counts(load(store, "pole", [lines(tmp_path / "a.jsonl", small()), empty])) == (1, 0, 0, 0)
