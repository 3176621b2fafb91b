"""Amending a record that was written here, with its versions beside."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, render_template, request

from portal.presenters.here import services
from portal.services import errors as wrong
from portal.services.numbers import whole_number
from portal.views import new_words as words
from portal.views.door import asker, identity_needed

LISTS = {"person": "people", "object": "objects", "location": "locations"}
Page = str | tuple[str, int]


def routes(pages: Blueprint) -> None:
    """Name the addresses."""
    pages.add_url_rule("/amend/<ref>", "amend", amend, methods=["GET", "POST"])


def amend(ref: str) -> Page:
    """The record as it stands in a form; a POST saves the next version."""
    identity_needed()
    found = services().amending.open(asker(), ref)
    kind = found["record"]["kind"]
    if request.method != "POST":
        return _page(found, kind, _typed(found, kind))
    typed = {**words.given(kind, request.form), "reason": " ".join(request.form.get("reason", "").split())}
    errors = words.errors(kind, typed, datetime.now(UTC).date())
    return (_page(found, kind, typed, errors), 422) if errors else _save(ref, found, kind, typed)


def _save(ref: str, found: Mapping[str, Any], kind: str, typed: dict[str, str]) -> Page:
    version = whole_number(request.form.get("version"))
    changes = _changes(found, kind, typed)
    try:
        made = services().amending.amend(asker(), ref, version or 0, changes, typed["reason"])
    except wrong.Invalids as error:
        return _page(found, kind, typed, words.named(error.errors)), 422
    except wrong.Invalid as error:
        field = "title" if error.field == "body" else error.field
        return _page(found, kind, typed, {field: f"{error.message[:1].upper()}{error.message[1:]}"}), 422
    except wrong.Conflict as error:
        said = f"{str(error)[:1].upper()}{str(error)[1:]}. What you typed is kept: look at the versions, and save it over this one."
        return _page(found, kind, typed, {"title": said}), 409
    # What was saved is not shown again by way of the index, which may not have it yet.
    return render_template(
        "new/saved.html", made=made, kind=kind, marking=made["marking"], audit_id=made["audit_id"]
    )


def _typed(found: Mapping[str, Any], kind: str) -> dict[str, str]:
    record = found["record"]
    typed = words.given(kind, words.typed_of(kind, (record.get(LISTS[kind]) or [{}])[0]))
    sensitive = "yes" if found["handling"]["sensitive"] else "no"
    return typed | {"title": record["title"], "text": record.get("text") or "", "sensitive": sensitive}


def _changes(found: Mapping[str, Any], kind: str, typed: dict[str, str]) -> dict[str, Any]:
    """What was typed over what stands; what the form has no field for stays as it is."""
    record, before = found["record"], _typed(found, kind)
    changed = {name for name, value in typed.items() if value != before.get(name, "")}
    made: dict[str, Any] = {
        name: typed[name] or None for name in ("title", "text") if name in changed and (typed[name] or name == "text")
    }  # fmt: skip
    if "sensitive" in changed:
        made["handling"] = {**found["handling"], "sensitive": typed["sensitive"] == "yes"}
    if changed & {field.name for field in words.SUBJECT[kind]}:
        listed = [dict(one) for one in record.get(LISTS[kind]) or [{}]]
        made[LISTS[kind]] = [
            words.over(kind, listed[0], typed, changed, datetime.now(UTC).date()),
            *listed[1:],
        ]
    return made


def _page(
    found: Mapping[str, Any], kind: str, typed: Mapping[str, str], errors: Mapping[str, str] | None = None
) -> str:
    return render_template(
        "new/amend.html",
        record=found["record"],
        version=found["version"],
        versions=found["versions"],
        fields=words.SUBJECT[kind],
        typed=typed,
        errors=dict(errors or {}),
        marking=found["marking"],
        audit_id=found["audit_id"],
    )
