"""The auditor's pages: who looked, the signed heads, the proof of one event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from access.events import EventKind
from access.identity import Role
from access.purposes import TITLES
from portal.presenters.here import services
from portal.presenters.parameters import only
from portal.services.audit.service import MARKING, MOST_EXPORTED
from portal.services.errors import Invalid
from portal.views import audit_csv
from portal.views.audit_words import kind_words
from portal.views.door import asker, identity_needed

LABELS = {
    "user": "User", "role": "Role", "force": "Force", "subject": "Record", "audit_id": "Audit id", "purpose": "Purpose",
    "kind": "Kind of event", "since": "From", "until": "Before",
}  # fmt: skip
FILTERS = tuple(LABELS)
SHOWN = 3
DULL = frozenset({"size", "sort", "cursor"})


def routes(pages: Blueprint) -> None:
    """Name the addresses."""
    pages.add_url_rule("/audit", "audit", events)
    pages.add_url_rule("/audit/events.csv", "audit_export", export)
    pages.add_url_rule("/audit/heads", "audit_heads", heads)
    pages.add_url_rule("/audit/events/<event>", "audit_event", proof)


def events() -> str | tuple[str, int]:
    """Events, the newest first, narrowed by what the form says."""
    identity_needed()
    only(*FILTERS, "before")
    given, asked = _given()
    try:
        found = services().audit.events(asker(), asked, before=request.args.get("before", type=int))
    except Invalid as wrong:
        return _events_page(given, {}, {wrong.field: f"{LABELS[wrong.field]} {wrong.message}"}), 422
    return _events_page(given, found, {}, _older(asked, found.get("next")))


def export() -> Response:
    """The same events as a table for a spreadsheet, up to a thousand, the newest first."""
    identity_needed()
    only(*FILTERS)
    _, asked = _given()
    found = [event for page in services().audit.export(asker(), asked) for event in page]
    head = {"Content-Disposition": 'attachment; filename="events.csv"'}
    return Response(audit_csv.table(map(event_view, found), MARKING), mimetype="text/csv", headers=head)


def _given() -> tuple[dict[str, str], dict[str, str]]:
    """The form's fields, and those of them that say something."""
    given = {name: request.args.get(name, "").strip() for name in FILTERS}
    return given, {name: value for name, value in given.items() if value}


def _events_page(
    given: Mapping[str, str], found: Mapping[str, Any], errors: Mapping[str, str], older: str | None = None
) -> str:
    return render_template(
        "audit/events.html",
        events=joined(found.get("events") or ()),
        given=given,
        errors=errors,
        labels=LABELS,
        kinds=[(kind.value, kind_words(kind)) for kind in EventKind],
        roles=[(role.value, role.value) for role in Role],
        export=_address("pages.audit_export", {name: value for name, value in given.items() if value}),
        most_exported=MOST_EXPORTED,
        purposes=[(code.value, code.value) for code in TITLES],
        next=older,
        marking=MARKING,
        audit_id=found.get("audit_id"),
    )


def heads() -> str:
    """The signed heads, the newest first, and what none of those outside covers."""
    identity_needed()
    found = services().audit.heads(asker(), request.args.get("before", type=int))
    older = found["next"]
    return render_template(
        "audit/heads.html",
        found=found,
        next=url_for("pages.audit_heads", before=older) if older is not None else None,
        marking=MARKING,
        audit_id=found.get("audit_id"),
    )


def proof(event: str) -> str:
    """One event's place in the tree, and the way from its leaf to the head."""
    identity_needed()
    found = services().audit.proof(asker(), event)
    head = found["head"]
    rows = [
        ("Event", found["event"]),
        ("Its place", f"{found['seq']:,} of {head['size']:,}"),
        ("Leaf", found["leaf"]),
        ("Root of the head", head["root"]),
        ("Head signed at", head["at"]),
        ("Signature", head["signature"]),
        ("Key", head["key"]),
    ]
    return render_template(
        "audit/event.html",
        event=event,
        rows=rows,
        path=found["path"],
        marking=MARKING,
        audit_id=found.get("audit_id"),
    )


def joined(events: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The page's events as rows; the row before and the row after of one permit stand together, as one look."""
    rows: dict[str, dict[str, Any]] = {}
    for event in reversed(events):
        row, key = event_view(event), str(event["audit_id"])
        before = rows.get(key)
        if before and event["kind"] == EventKind.PERMIT_COMPLETED:
            rows[key] = {**before, **{name: row[name] for name in ("outcome", "shown", "more")}}
            rows[key]["proofs"] = [("before", before["id"]), ("after", event["id"])]
        else:
            rows[key if key not in rows else str(event["id"])] = {**row, "proofs": [("proof", event["id"])]}
    return list(rows.values())[::-1]


def event_view(event: Mapping[str, Any]) -> dict[str, Any]:
    """An event as a row: what was asked and what came of it in words."""
    details: Mapping[str, Any] = event.get("details") or {}
    permit: Mapping[str, Any] = event.get("permit") or {}
    subjects = list(event.get("subjects") or ())
    erased = event.get("details") is None
    return {
        **event,
        "reason": details.get("reason") or permit.get("reason"),
        "reference": details.get("reference") or permit.get("reference"),
        "asked": "erased" if erased else told_words(str(event.get("kind")), {**permit, **details}),
        "outcome": outcome_words(details) or meant_words(details),
        "shown": subjects[:SHOWN],
        "more": len(subjects) - SHOWN if len(subjects) > SHOWN else 0,
    }


def told_words(kind: str, details: Mapping[str, Any]) -> str:
    """What was asked; of an act on an account or a client, whose it was and what it was given; of a print, of which answer."""
    if kind.startswith(("user.", "client.", EventKind.PRINTED)):
        return asked_words(
            {name: value for name, value in details.items() if name not in {"reason", "reference"}}
        )
    return asked_words(details.get("query"))


def asked_words(query: object) -> str:
    """A recorded query on one line: `q: jones avenue road; kind: report; names: surname Jones, forenames Carol`."""
    if isinstance(query, Mapping):
        told = {name: _said(value) for name, value in query.items() if name not in DULL}
        return "; ".join(f"{_name(name)}: {said}" for name, said in told.items() if said)
    return _said(query)


def _said(value: object) -> str:
    """A value of a query: those of a list side by side, those of parts behind the parts' names; nothing for nothing."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        parts = ((_name(name), _said(part)) for name, part in value.items())
        return ", ".join(f"{name} {said}" for name, said in parts if said)
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, map(_said, value)))
    return str(value)


def _name(name: object) -> str:
    return str(name).replace("_", " ").strip()


def outcome_words(details: Mapping[str, Any]) -> str:
    """`answered, 3 found, 41 ms`."""
    if not details.get("outcome"):
        return ""
    said = [str(details["outcome"])]
    if details.get("count") is not None:
        said.append(f"{details['count']} found")
    if details.get("duration_ms") is not None:
        said.append(f"{round(float(details['duration_ms']))} ms")
    return ", ".join(said)


def meant_words(details: Mapping[str, Any]) -> str:
    """`record disposed`: what was about to be done; whether it was, the row after says."""
    return kind_words(str(details["deed"])).lower() if details.get("deed") else ""


def _older(asked: Mapping[str, str], before: int | None) -> str | None:
    if before is None:
        return None
    return _address("pages.audit", {**asked, "before": str(before)})


def _address(of: str, asked: Mapping[str, str]) -> str:
    return f"{url_for(of)}?{urlencode(asked)}" if asked else url_for(of)
