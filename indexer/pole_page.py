"""`docs/pole-1.md`, written from the definition: `python -m indexer.pole_page` prints it, a test compares."""

from __future__ import annotations

from collections.abc import Iterator

from access.handling import Handling
from indexer.pole import MAX_ID_BYTES, SYSTEMS, Record
from indexer.pole_deletion import Deletion
from indexer.pole_shape import Spec, specs

_HEAD = f"""# POLE-1

One record of one source system a line, as a JSON object in UTF-8 (JSON lines; a byte-order mark and gzip are
accepted). `sightline load pole FILE…` reads it; every adapter produces it. This page is written from
`indexer/pole.py`, which is also what reads the lines.

- An unknown field, or one named twice, is an error that names the field and the line; such a line goes to the
  quarantine and the rest of the file goes on.
- A required field of a record or of its handling may be neither absent nor null; anything else may be either. In a list, an
  entry that says nothing (null, a name without a word, a number without its value, a link to no record) is left out, and so is
  half a point; a marker, an order or an assessment that does not say which it is stands as `not stated`.
- Times are ISO 8601, dates may be partial (`1980`, `1980-02`); a time without an offset is UTC.
- A record's id is `system/ref`, at most {MAX_ID_BYTES} bytes. System codes: {", ".join(SYSTEMS)}; others are kept.
- Roles, marker codes, kinds of order and of assessment are kept and shown as they stand.
- `version`: a lower one than the stored is ignored and counted as unchanged, the same with other content is rejected.
- A line may also say that a record is no more: see Deletion, at the end.
"""

_DELETION = """A line with `deleted` ends a record, as in
`{"system": "CRIS", "ref": "2314567/24", "deleted": true, "version": 4, "authority": "court order"}`. It is loaded where it ends
the record, or comes before it and keeps it out; unchanged where the record stands at a higher version, or has ended at this one
already. It may come early, late and twice: versions decide, not the order. A correction is the record with a higher version,
which also brings back what was deleted."""

# The order of the contract; `access.handling` reads them.
HANDLING = {
    "tier": ("text", "yes", "OFFICIAL; a higher one is refused and only its refusal is kept"),
    "sensitive": ("true or false", "yes", "OFFICIAL-SENSITIVE"),
    "descriptor": ("text", "", "as in OFFICIAL-SENSITIVE [PERSONAL DATA]"),
    "force": ("text", "yes", "the owner's force code: 1 to 10 capitals or digits"),
    "unit": ("text", "", "the owner's unit; never decides"),
    "audience": ("list of text", "yes", "groups, or `*`: everyone in the owner's force; empty: nobody"),
    "compartments": ("list of text", "yes", "all must be held"),
    "denied": ("list of text", "yes", "user names who must not see it"),
    "releasable_to": ("list of text", "yes", "other forces' codes"),
    "visible_from": ("time", "", "not before"),
    "visible_until": ("time", "", "not after"),
}


def page() -> str:
    """The whole page."""
    return "\n".join([_HEAD, *_sections(Record, "Record", set()), *_deletion()])


def _deletion() -> Iterator[str]:
    yield from _sections(Deletion, "Deletion", set())
    yield _DELETION
    yield ""


def _sections(shape: type, title: str, done: set[type]) -> Iterator[str]:
    done.add(shape)
    declared = list(specs(shape))
    yield f"## {title}\n\n| field | kind | required | what |\n|---|---|---|---|"
    yield from (_row(spec) for spec in declared)
    yield ""
    for spec in declared:
        inner = spec.kind.item
        if inner is Handling and inner not in done:
            done.add(inner)
            yield from _handling()
        elif inner and inner not in done:
            yield from _sections(inner, inner.__name__, done)


def _row(spec: Spec) -> str:
    return f"| `{spec.name}` | {spec.kind.words} | {'yes' if spec.required else ''} | {spec.note} |"


def _handling() -> Iterator[str]:
    yield "## Handling\n\n| field | kind | required | what |\n|---|---|---|---|"
    for name, (kind, required, note) in HANDLING.items():
        yield f"| `{name}` | {kind} | {required} | {note} |"
    yield ""


if __name__ == "__main__":
    print(page(), end="")
