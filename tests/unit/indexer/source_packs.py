"""Exports to spoil: three records of a system, written in its own format by the town's writers."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

from indexer.demo.exports import writer
from indexer.demo.exports.dress import DRESS, Dress
from indexer.load import LoadResult, load
from indexer.quarantine import Entry
from indexer.sources.convert import ASN, CRO, NHS, PNC_ID
from indexer.sources.csv_folder import CsvFolder
from indexer.sources.shape import Field
from indexer.sources.system import System
from indexer.sources.xml_records import XmlRecords
from indexer.store import Store
from tests.unit.indexer.samples import HANDLING

KINDS = {"CRIMINT": "report", "PNC": "person", "PND": "report"}
CHECKED = (PNC_ID, CRO, ASN, NHS)


def record(system: System, number: int) -> dict[str, Any]:
    """A small record with a person, as POLE-1."""
    person = {
        "role": "witness",
        "names": [{"kind": "birth", "forenames": "Zoë", "surname": f"O'Brien{number}"}],
        "dates_of_birth": ["1980-02-03"],
        "identifiers": {"pnc_id": "2008/1234567R"},
    }
    return {
        "system": system.system,
        "ref": f"R{number}/24",
        "kind": KINDS.get(system.system, "event"),
        "title": "Café window broken",
        "version": 1,
        "recorded": "2024-03-02T08:10:00Z",
        "handling": deepcopy(HANDLING),
        "text": "First line.\nSecond, “quoted” line; with a semicolon.",
        "people": [person],
    }


class Pack:
    """A system's export of three records, to be spoilt and loaded."""

    def __init__(self, system: System, folder: Path) -> None:
        self.system, self.folder = system, folder / system.code
        self.nodes = [system.shape.write(record(system, number)) for number in (1, 2, 3)]

    @property
    def rows(self) -> int:
        return sum(node.size if self.system.medium.splits else 1 for node in self.nodes)

    @property
    def people(self) -> str:
        """What the system calls people."""
        return next(child.name for child in self.system.shape.children if child.into == "people")

    def field(self, to: str) -> Field:
        """The record's field that goes to a place of POLE-1."""
        return next(f for f in self.system.shape.fields if f.to == to)

    def spoil_person(self, number: int, value: str, *converters: Any) -> str:
        """Put a value into the first field of a person that is checked so; gives the field as it will be named."""
        shape = next(child.shape for child in self.system.shape.children if child.into == "people")
        node, below = self.nodes[number].children[self.people][0], ""
        if not any(f.convert in converters for f in shape.cells):
            child = next(c for c in shape.children if any(f.convert in converters for f in c.shape.fields))
            node, shape, below = node.children[child.name][0], child.shape, f"{child.name}[0]."
        name = next(f.name for f in shape.cells if f.convert in converters)
        node.cells[name] = value
        return name if self.system.medium.splits else f"{self.people}[0].{below}{name}"

    def write(self) -> Pack:
        with writer(self.system, self.folder) as files:
            for node in self.nodes:
                files.write(DRESS.get(self.system.system, Dress()).worn(node, self.system.shape))
        return self

    @property
    def main(self) -> Path:
        """The file that the records themselves stand in."""
        medium = self.system.medium
        stem = medium.top if isinstance(medium, CsvFolder) else self.system.code
        return next(path for path in self.folder.iterdir() if path.name.split(".")[0] == stem)

    def spoil(self, change: Callable[[bytes], bytes], path: Path | None = None) -> None:
        """Change a file's bytes, under its compression if there is any."""
        path = path or self.main
        packed = path.suffix == ".gz"
        content = change(gzip.decompress(path.read_bytes()) if packed else path.read_bytes())
        path.write_bytes(gzip.compress(content) if packed else content)

    def load(self, store: Store) -> LoadResult:
        return load(store, self.system.code, [self.folder])


def named(entries: list[Entry], field: str) -> Entry:
    """The one entry of the quarantine that names a field."""
    (found,) = [entry for entry in entries if entry.field == field]
    return found


def is_xml(system: System) -> bool:
    return isinstance(system.medium, XmlRecords)


def is_csv(system: System) -> bool:
    return isinstance(system.medium, CsvFolder)
