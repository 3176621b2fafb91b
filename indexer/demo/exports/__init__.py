"""The town as nine systems would export it: each in its own format, written through the shapes that read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from indexer.demo.exports.csv_files import CsvFiles
from indexer.demo.exports.dress import DRESS, Dress
from indexer.demo.exports.files import Writer
from indexer.demo.exports.json_files import JsonFile
from indexer.demo.exports.xml_file import XmlFile
from indexer.sources import SYSTEMS
from indexer.sources.csv_folder import CsvFolder
from indexer.sources.grading import unsettle
from indexer.sources.json_objects import JsonObjects
from indexer.sources.system import System
from indexer.sources.xml_records import XmlRecords

__all__ = ["export"]


def export(records: Iterable[Mapping[str, Any]], folder: Path) -> dict[str, int]:
    """Write POLE-1 records into `folder`, one folder a system (`cris/crimes.csv`, `custody/custody.xml`, …).

    Returns the number of rows a system, rows that belong to another row included. A record of a system that has no
    adapter raises KeyError. What a format does not carry is told on its page.
    """
    systems = {system.system: system for system in SYSTEMS}
    counts = {system.system: 0 for system in SYSTEMS}
    with ExitStack() as stack:
        writers = {
            code: stack.enter_context(writer(system, folder / system.code))
            for code, system in systems.items()
        }
        for record in records:
            code = str(record["system"])
            node = systems[code].shape.write(unsettle(record))
            writers[code].write(DRESS.get(code, Dress()).worn(node, systems[code].shape))
            counts[code] += node.size if systems[code].medium.splits else 1
    return counts


def writer(system: System, folder: Path) -> Writer:
    """What writes a system's files into `folder`, dressed as the system dresses them."""
    folder.mkdir(parents=True, exist_ok=True)
    dress = DRESS.get(system.system, Dress())
    medium = system.medium
    if isinstance(medium, CsvFolder):
        return CsvFiles(folder, medium, system.shape, dress)
    if isinstance(medium, JsonObjects):
        return JsonFile(
            folder / f"{system.code}.{'jsonl' if medium.lines else 'json'}", medium, system, dress
        )
    if isinstance(medium, XmlRecords):
        return XmlFile(folder / f"{system.code}.xml", medium, system.shape, dress)
    raise TypeError(f"no writer for {medium!r}")
