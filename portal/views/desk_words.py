"""A partner's request and its candidates as the disclosure officer's page shows them. No Flask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from access.purposes import TITLES
from portal.views import words
from portal.views.package_words import sections

RELEASED, SANITISED, WITHHELD, NEITHER = "released", "sanitised", "withheld", "neither-confirmed-nor-denied"
NOTHING_LEAVES = (WITHHELD, NEITHER)
Row = Mapping[str, Any]


def queue_summary(waiting: Sequence[Row]) -> str:
    """`3 open, 1 overdue.`"""
    late = sum(words.left_words(row.get("due")).code == "overdue" for row in waiting)
    return f"{len(waiting)} open, {late} overdue." if waiting else "None open."


def request_view(row: Row) -> dict[str, Any]:
    """A request with its subject in words and the facts as rows."""
    subject = row.get("subject") or {}
    return {
        **row,
        "subject_words": subject_words(subject),
        "purpose": row.get("purpose") or {},
        "rows": _rows(row, subject),
    }


def subject_words(subject: Row) -> str:
    """`Sean Murphy, 3 Feb 1980, AB12 CDE`: whom or what a request is about."""
    named = [words.name_words(name) for name in subject.get("names") or ()]
    born = [words.day(str(day)) for day in subject.get("dates_of_birth") or ()]
    known = [value for _, value in words.identifier_rows(subject.get("identifiers"))]
    place = [str(subject["address"])] if subject.get("address") else []
    return ", ".join([*named, *born, *known, *place]) or "no subject named"


def _needed_words(row: Row) -> str:
    """`1 Mar 2026, 10:00`; of an open request, by how much that is past."""
    by = row.get("need_by")
    left, said = words.left_words(by), words.clock_full(by)
    late = row.get("status") == "open" and left.code == "overdue"
    return f"{said} ({left.label[:1].lower()}{left.label[1:]})" if late else said


def _rows(row: Row, subject: Row) -> list[tuple[str, str]]:
    officer, period, purpose = row.get("officer") or {}, row.get("period") or {}, row.get("purpose") or {}
    code = str(purpose.get("code") or "")
    title = next((text for known, text in TITLES.items() if known == code), "")
    rows = [
        ("Subject", subject_words(subject)),
        ("Officer", ", ".join(str(officer[key]) for key in ("rank", "name", "contact") if officer.get(key))),
        ("Authoriser", str(row.get("authoriser") or "")),
        ("Purpose", ": ".join(part for part in (code, title) if part)),
        ("Reason", str(purpose.get("reason") or "")),
        ("Lawful basis", str(row.get("lawful_basis") or "")),
        ("Period", " ".join(f"{key} {words.day(period[key])}" for key in ("from", "to") if period.get(key))),
        ("Urgency", str(row.get("urgency") or "").replace("-", " ")),
        ("Due", words.clock_full(row.get("due"))),
        ("Need by", _needed_words(row)),
        ("Their reference", str(row.get("reference") or "")),
        ("May the originator be asked?", "yes" if row.get("contact_originator") else "no"),
    ]
    return [(name, value) for name, value in rows if value]


FIELDS = (
    "kind", "title", "classification", "status", "flags", "occurred", "people", "objects", "locations", "text", "statement",
)  # fmt: skip
DECIDED_WORDS = {"answered": "Sent to force {force}", "refused": "Refused to force {force}"}
DECISION_WORDS = {
    RELEASED: "released", SANITISED: "released with the sanitised text", WITHHELD: "withheld",
    NEITHER: "neither confirmed nor denied",
}  # fmt: skip


def package_view(package: Row) -> dict[str, Any]:
    """A package as its page shows it: each item with its decision and all that it holds in words."""
    return {**package, "items": [_package_item(item) for item in package["items"]]}


def decided_words(row: Row | None) -> str:
    """`Sent to force 45: Tyrone Baptiste.`, once a request was decided; nothing for one that is open or not there."""
    if row is None or row["status"] not in DECIDED_WORDS:
        return ""
    return f"{DECIDED_WORDS[row['status']].format(force=row['force'])}: {row['subject_words']}."


def sent_view(sent: Row) -> dict[str, Any]:
    """What was sent, by whom and when, and the items that the partner who collects now does not get any more."""
    shown = package_view(sent)
    held_back = sum(not item["given"] for item in shown["items"])
    return {
        **shown,
        "held_back": held_back,
        "decisions": [house_view(one) for one in sent.get("decisions") or ()],
    }


def house_view(said: Row) -> dict[str, Any]:
    """What was decided of a record, as it stays in the house: with the reason, and who of the originator agreed."""
    agreed = f"{said['agreed_by']}, {words.day(str(said['agreed_on']))}" if said.get("agreed_by") else ""
    without = len(said.get("without") or ())
    rows = [
        ("Decision", DECISION_WORDS.get(str(said.get("decision")), str(said.get("decision")))),
        ("Reason", str(said.get("reason") or "")),
        ("Originator agreed", agreed),
        ("Taken out of the copy", f"{without} of its people" if without else ""),
        ("Sanitised text", "written for this release" if said.get("sanitised_here") else ""),
    ]
    return {**said, "rows": [(name, value) for name, value in rows if value]}


def _package_item(item: Row) -> dict[str, Any]:
    record: Row = item["record"]
    exact = {name: value for name, value in item.items() if name != "given"}
    told = sections(record)
    own = [row for heading, rows in told if not heading for row in rows]
    rows = [
        ("Record", f"{words.system_name(str(record['system']))} {record['ref']}"),
        ("Fields given", words.join_and([words.role_words(name) for name in _filled(record)])),
        *own,
    ]
    return {
        **item,
        "exact": exact,
        "decision_words": DECISION_WORDS.get(str(item["decision"]), str(item["decision"])),
        "rows": [(name, value) for name, value in rows if value],
        "sections": [{"heading": heading, "rows": rows} for heading, rows in told if heading],
    }


def _filled(record: Row) -> list[str]:
    """The fields that a record gives, in POLE-1's order as far as it is one of content; the rest behind, by name."""
    given = {name for name, value in record.items() if value not in (None, "", [], {})}
    first = [name for name in FIELDS if name in given]
    return first + sorted(given - {*first, "system", "ref", "version"})
