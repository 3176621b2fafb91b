"""What every adapter is, the null one included: of one shape, and never silent about a row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from indexer.sources import SOURCES, Source, Unreadable
from indexer.sources.source import Item, files


@dataclass(frozen=True, slots=True)
class NullSource:
    """A system that has nothing to say: the least that an adapter is."""

    code: str = "null"
    system: str = "NULL"
    versioned: bool = True

    def units(self, paths: Sequence[Path]) -> list[Path]:
        """The paths as they are."""
        return list(paths)

    def read(self, unit: Path, force: str) -> Iterator[Item]:
        """Nothing."""
        return iter(())


ADAPTERS: list[Source] = [*SOURCES.values(), NullSource()]


@pytest.mark.parametrize("source", ADAPTERS, ids=lambda s: s.code)
class TestEveryAdapter:
    def test_is_named(self, source: Source) -> None:
        assert source.code == source.code.lower()
        assert source.system == source.system.upper()
        assert isinstance(source.versioned, bool)

    def test_gives_what_it_is_given_to_read(self, source: Source, tmp_path: Path) -> None:
        (tmp_path / "x.csv").write_text("a,b\n")
        assert list(source.units([tmp_path / "x.csv"])) == [tmp_path / "x.csv"]

    def test_says_so_or_says_nothing_where_a_file_is_empty(self, source: Source, tmp_path: Path) -> None:
        (tmp_path / "empty").write_text("")
        assert _read(source, tmp_path / "empty") in ([], ["empty"])


def _read(source: Source, path: Path) -> Sequence[object]:
    """What is read, or the file's name where it is said that it cannot be."""
    try:
        return list(source.read(path, "01"))
    except Unreadable as error:
        return [path.name for _ in [path] if path.name in str(error)]


def test_a_folder_stands_for_its_files_and_what_is_not_there_is_said(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_text("")
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "a.csv.gz").write_text("")
    (tmp_path / "notes.txt").write_text("")
    assert [path.name for path in files([tmp_path], ".csv")] == ["b.csv", "a.csv.gz"]
    with pytest.raises(Unreadable, match="no such file"):
        files([tmp_path / "absent"], ".csv")
