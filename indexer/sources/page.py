"""`docs/sources/<system>.md`, written from a system's declaration: `python -m indexer.sources.page FOLDER` writes them all."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from indexer.pole import Identifiers, Person, Record
from indexer.pole_shape import specs
from indexer.sources import SYSTEMS
from indexer.sources.csv_folder import CsvFolder
from indexer.sources.json_objects import JsonObjects
from indexer.sources.shape import MAX_CELL, Child, Field, Shape
from indexer.sources.system import System
from indexer.sources.xml_records import XmlRecords

_CHECKS = f"""## Checks that every system shares

- Encoding: UTF-8 with or without a byte-order mark, or CP1252; files may be gzipped. A byte that is no letter in the
  file's encoding sends its row to the quarantine, named by its field. UTF-16 is not read.
- Dates are day first, in any of `3/2/1980`, `03-02-1980`, `03.02.1980`, `03-FEB-1980`, `3 Feb 1980`, `19800203` and ISO 8601; a
  date that there is not (`31/02/2024`) is refused. The form shown above is the one that the system writes.
- Names hold no `<>{{}}` and no control characters. PNC ID, CRO, arrest/summons, National Insurance and NHS numbers and IMEIs are
  verified, and kept as given; a wrong one is refused. A cell holds at most {MAX_CELL:,} characters.
- A grading in 5x5x5 is mapped to 3x5x2 and kept as `original`; handling 2 to 5 becomes C with the condition `5x5x5:<code>`
  where none is given.
- No force given: the instance's own. No audience given: nobody sees the record. A marking above OFFICIAL is refused.
- A reference that stands in a file twice is refused the second time.
- The format has no word for a deleted record: `deleted.csv` (or `deleted-….csv`), among the other files or alone, has the columns
  `ref` and `version`, and may have `recorded` and `authority`. A row ends the record at that version and below; see
  [POLE-1](../pole-1.md#deletion).
"""


def page(system: System) -> str:
    """One system's page: how its files lie, every field with its POLE-1 place and checks, and what happens to what fails."""
    return "\n".join(
        [
            f"# {system.name}\n",
            f"Holds {system.holds}. `sightline load {system.code} PATH…`; records get the system `{system.system}`. This",
            f"page is written from `indexer/sources/{system.code}.py`, which is also what reads the files.\n",
            *_medium(system),
            *(f"{note}\n" for note in system.notes),
            *_sections(system),
            *_not_carried(system),
            _CHECKS,
            *_failures(system),
        ]
    )


def _medium(system: System) -> Iterator[str]:
    medium = system.medium
    if isinstance(medium, CsvFolder):
        names = [f"{name}.csv" for name, _ in medium.columns(system.shape)]
        yield f"A folder of CSV files (comma, quotes doubled, a header): {_listed(names)}. Name the folder, or"
        yield f"`{medium.top}.csv`; what follows the name is shared (`{medium.top}-03.csv`). All files must be there, if only with"
        yield f"their header. Rows that belong to a record name its `{medium.key}`. A row is an input row, in each of the files.\n"
    elif isinstance(medium, XmlRecords):
        yield f"XML files with the root `{medium.root}` and an element `{medium.record}` a record; dots descend into elements, a list is"
        yield "an element repeated. Document types and entities are refused. A record is one input row.\n"
    elif isinstance(medium, JsonObjects) and medium.lines:
        yield "JSON lines (`.jsonl`, `.ndjson`, `.json`), an object a line; dots descend into objects. A line is one input row.\n"
    elif isinstance(medium, JsonObjects):
        yield f'JSON: `{{"{medium.envelope}": [ … ]}}`, or the array alone; what else stands in the envelope is not read. Dots descend'
        yield "into objects. An entry of the array is one input row, with all that stands in it; one that is no object is rejected by"
        yield "its place (`[0]` is the first). A file without that array cannot be read.\n"


def _sections(system: System) -> Iterator[str]:
    medium = system.medium
    top = medium.top if isinstance(medium, CsvFolder) else "Record"
    yield from _section(top, "", system.shape, "")
    yield from _below(system.shape, medium.key if isinstance(medium, CsvFolder) else "", "", "")


def _below(shape: Shape, key: str, parent: str, under: str) -> Iterator[str]:
    for child in shape.children:
        joined = _joined(child, key, parent)
        yield from _section(child.name, f"{under}{child.into}[]", child.shape, joined)
        yield from _below(child.shape, key, child.number, f"{under}{child.into}[].")


def _joined(child: Child, key: str, parent: str) -> str:
    if not key:
        return ""
    named = _listed([name for name in (key, parent) if name])
    numbered = f"; `{child.number}` numbers the rows of a record" if child.number else ""
    return f"Joined by {named}{numbered}."


def _section(name: str, into: str, shape: Shape, joined: str) -> Iterator[str]:
    yield f"## {name}\n"
    if into:
        yield f"Each becomes an entry of `{into}`. {joined}".rstrip() + "\n"
    for field, word in shape.constants.items():
        yield f"`{field}` is always `{word}`.\n"
    yield "| field | POLE-1 | required | what it takes and checks |\n|---|---|---|---|"
    yield from (_line(f, f.to) for f in shape.fields)
    for inline in shape.inlines:
        always = ", ".join(f"{k} `{v}`" for k, v in inline.constants.items())
        yield from (_line(f, f"{inline.into}[].{f.to}", f" ({always})") for f in inline.fields)
    yield ""


def _line(f: Field, to: str, more: str = "") -> str:
    required = "yes" if f.required else ""
    return f"| `{f.name}` | `{to}`{more} | {required} | {f.convert.words} |"


def _not_carried(system: System) -> Iterator[str]:
    yield "## What of POLE-1 the format does not carry\n"
    yield f"Of the record: {_absent(system.shape, Record, '')}."
    for child in system.shape.children:
        if child.into == "people":
            yield f"Of people: {_absent(child.shape, Person, '')}; of their identifiers:"
            yield f"{_absent(child.shape, Identifiers, 'identifiers.')}."
    yield ""


def _absent(shape: Shape, whole: type, under: str) -> str:
    """The fields of a POLE-1 object that a shape has no place for."""
    lists = [inline.into for inline in shape.inlines] + [child.into for child in shape.children]
    places = [f.to for f in shape.fields] + lists
    held = {to.removeprefix(under).split(".")[0] for to in places if to.startswith(under)}
    held |= {"system", "invalid", *shape.constants}
    return _listed([spec.name for spec in specs(whole) if spec.name not in held]) or "nothing"


def _failures(system: System) -> Iterator[str]:
    yield "## What happens to what fails\n"
    yield "Whatever fails stands in the quarantine with system, file, line, field and reason; the rest goes in."
    if system.medium.splits:
        yield "- A row that is wrong is left out alone, with the rows that belong to it; its record goes in without it. Where a"
        yield "  record's own row is wrong, the rows that belong to it go to the quarantine with it."
        yield "  Once mended, send the record again under a higher version; under the same one it is refused as other content."
        yield "- A row that belongs to none, one of the wrong length, one whose quotes do not close, a value in a column that is"
        yield "  not known: that row. A column that is not there: a remark at line 1, which counts as no row; but where it"
        yield "  would say who may see the record, every row."
    else:
        yield "- A record with anything wrong in it goes to the quarantine whole: the field is named with its place, such as"
        yield f"  `{system.shape.children[0].name}[0].…`. A field that is not known and not empty is wrong."
    yield "- A file that is cut short: what stands before goes in, the record or row that is cut and one more, for what is lost,"
    yield "  do not. A file that cannot be read at all is told, and the command ends with 2."
    yield ""


def _listed(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def index() -> str:
    """The list of the pages, and how a further system is added."""
    rows = [f"| [{s.name}]({s.code}.md) | `{s.code}` | {s.holds} |" for s in SYSTEMS]
    return "\n".join([_INDEX, "| system | word | holds |\n|---|---|---|", *rows, "", _TENTH])


_INDEX = """# Sources

What `sightline load SYSTEM FILE…` reads. Each system is declared once, in `indexer/sources/<system>.py`: the declaration
reads its files, writes the demo town's export and makes its page here.
"""
_TENTH = """## Adding another

1. Write `indexer/sources/<system>.py`: a `System` with its medium (`CsvFolder`, `JsonObjects`, `XmlRecords`) and its shape,
   every field with its name, its place in POLE-1 and its converter; add it to `SYSTEMS` in `indexer/sources/__init__.py`.
2. `python -m indexer.sources.page docs/sources` writes its page. The tests take it up by themselves.
"""


def write(folder: Path) -> None:
    """Write every page."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "README.md").write_text(index(), "utf-8")
    for system in SYSTEMS:
        (folder / f"{system.code}.md").write_text(page(system), "utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
