"""What must hold before a warning is shown: nothing in it tells who the source is, and the originator was asked where they
must be. A person may say of each trace that it stays; what they said stands in the ledger with what they asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from portal.services.errors import Invalid
from portal.services.gradings import must_consult
from portal.services.reports import form as reports_form
from portal.services.reports import source as reports_source
from portal.services.reports.source import Left, Told, Trace

if TYPE_CHECKING:
    from nlp.reader import Reading

_WHOLE = "is the full text, word for word: nobody has taken anything out of it"


class Traced(Invalid):
    """A warning of which something may tell the source, and nobody said that it may stay. left: all that was found."""

    def __init__(self, left: Sequence[Left]) -> None:
        open_ = [one for one in left if not one.confirmed]
        words = "; ".join(f"“{one.text[:80]}” ({one.reasons[0]})" for one in open_[:5])
        more = f" and {len(open_) - 5} more" if len(open_) > 5 else ""
        super().__init__(
            "text",
            f"may tell who the source is: {words}{more}. Take them out, or {reports_source.CONFIRM}",
        )
        self.left = tuple(left)


def need_consulted(source: Mapping[str, Any] | None, consulted: bool) -> None:
    """Raises Invalid where the originator must be consulted and nobody says that they were. source: the record, POLE-1."""
    if must_consult((source or {}).get("grading")) and not consulted:
        said = "must be said: the record's grading carries S2, so the originator is consulted before anything is shared"
        raise Invalid("consulted", said)


def need_no_trace(
    made: Mapping[str, Any],
    source: Mapping[str, Any] | None,
    confirmed: Iterable[str],
    read: Callable[[str], Reading],
) -> None:
    """Refuse a warning of which something may tell the source, unless a person said of each that it may stay.

    made: the warning's POLE-1; source: the record that it comes from, as its writer sees it, None where they do not.
    Raises Traced.
    """
    full, text = _full(source), str(made["text"])
    identity = str((source or {}).get("source_identity") or "")
    told = Told(full, read(full), reports_form.names_of(made), reports_form.things_of(made), identity)
    found = [*_whole(text, full), *reports_source.traces(text, read(text), told)]
    found += [one for _, name in reports_form.named(made) for one in reports_source.naming(name, told)]
    left = reports_source.together(found, confirmed)
    if any(not one.confirmed for one in left):
        raise Traced(left)


def _full(source: Mapping[str, Any] | None) -> str:
    held = source or {}
    return str(held.get("text") or held.get("sanitised_text") or "")


def _whole(text: str, full: str) -> list[Trace]:
    return [Trace(0, len(text), text, (_WHOLE,))] if reports_source.alike(text, full) else []
