"""A new record in steps: what is known, search, details, check, save. All that was typed travels with the page.

Nothing is kept on the way: each step's page carries the whole form, so that going back, a lapsed session and a refusal
lose nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from flask import Blueprint, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from access import markings
from access.events import Action
from access.handling import Handling, highest
from access.permissions import Permission, permits
from portal.presenters.here import services
from portal.services import errors as wrong
from portal.services.creating.matches import TOKEN_FIELD
from portal.services.nominals.service import REASON
from portal.views import new_words as words
from portal.views.door import asker, identity_needed

Page = str | tuple[str, int] | Response
Typed = dict[str, str]


def routes(pages: Blueprint) -> None:
    """Name the addresses."""
    pages.add_url_rule("/new", "new", start)
    pages.add_url_rule("/new/check/<rule>", "new_check", check, methods=["POST"])
    pages.add_url_rule("/new/<kind>", "new_record", new_record, methods=["GET", "POST"])


def start() -> str:
    """Which kind of record; and those that one has made."""
    _may_create()
    found = services().amending.mine(asker())
    return render_template("new/start.html", kinds=words.TITLES, **found)


def check(rule: str) -> str:
    """One field as it is typed: how it is read, or what is wrong with it. Reads no record."""
    identity_needed()
    value = request.form.get(rule, "")  # the rest of the form comes with it
    reads, said = words.check(rule, value[:500], _today())
    return render_template("new/_said.html", reads=reads, wrong=said)


def new_record(kind: str) -> Page:
    """The step that the pressed button names."""
    _may_create()
    if kind not in words.SUBJECT:
        raise NotFound
    if request.method != "POST":
        return _subject_page(kind, words.given(kind, _prefilled(kind)))
    typed = words.given(kind, request.form)
    return _STEPS.get(request.form.get("step", ""), _subject)(kind, typed)


def _may_create() -> None:
    """Raises Denied, with its row in the ledger, for those who make no records."""
    if not permits(identity_needed(), Permission.RECORD_CREATE):
        who, page = asker(), {"page": request.path[:200]}
        services().permits.grant(who.identity, who.purpose, Action.RECORD_CREATE, page)


def _today() -> date:
    return datetime.now(UTC).date()


def _prefilled(kind: str) -> Typed:
    """What a nominal (`nominal=`, a member's id) comes to, or what a record that was chosen (`from=SYSTEM/ref~n`) says of its
    n-th person, object or place."""
    if kind == "person" and (member := request.args.get("nominal")):
        nominal = services().nominals.nominal(asker(), member)
        return {**words.typed_of_nominal(nominal), **_marked(), "from": str(nominal["id"])}
    chosen = words.place_of_member(request.args.get("from", ""))
    if chosen is None:
        return _marked()
    system, ref, place = chosen
    record = services().records.record(asker(), system, ref)
    listed = record.get({"person": "people", "object": "objects", "location": "locations"}[kind]) or []
    if not 0 < place <= len(listed):
        return _marked()
    return {**words.typed_of(kind, listed[place - 1]), **_marked(), "from": request.args["from"]}


def _marked() -> Typed:
    """Sensitive, unless somebody says otherwise: personal data."""
    return {"sensitive": "yes"} if identity_needed().sensitive else {}


# ------------------------------------------------------------------------------------------- steps


def _subject(kind: str, typed: Typed) -> Page:
    return _subject_page(kind, typed)


def _search(kind: str, typed: Typed) -> Page:
    """Search by what was typed, and show who or what is on record already."""
    found = words.errors(kind, typed, _today())
    return (_subject_page(kind, typed, found), 422) if found else _candidates_page(kind, typed)


def _details(kind: str, typed: Typed) -> Page:
    """None of these: on to the rest, with a reason where there is a strong match."""
    if request.form.get("strong") and len(typed["reason"]) < REASON[0]:
        said = f"Say why it is none of the strong matches, in {REASON[0]} characters or more"
        return _candidates_page(kind, typed, {"reason": said}), 422
    return _details_page(kind, typed)


def _check(kind: str, typed: Typed) -> Page:
    return render_template("new/check.html", **_frame(kind, typed, 4), rows=words.rows(kind, typed))


def _save(kind: str, typed: Typed) -> Page:
    """Make the record; whatever is not right leads back to the step where it can be put right."""
    body = {
        **words.record(kind, typed, _today()),
        "handling": Handling.of_force(
            identity_needed().force, sensitive=typed["sensitive"] == "yes"
        ).as_json(),
        "token": typed["token"],
        "reason": typed["reason"],
    }
    try:
        made = services().matches.create(asker(), body)
    except wrong.Invalids as error:
        return _put_right(kind, typed, words.named(error.errors))
    except wrong.Invalid as error:
        if error.field == TOKEN_FIELD:
            said = {"candidates": words.searched_again(error.reason)}
            return _candidates_page(kind, typed | {"token": ""}, said), 422
        return _put_right(kind, typed, {error.field: error.message})
    except wrong.Conflict as error:
        return _candidates_page(kind, typed | {"token": "", "reason": ""}, {"candidates": str(error)}), 409
    return (
        render_template(
            "new/saved.html", made=made, kind=kind, marking=made["marking"], audit_id=made["audit_id"]
        ),
        201,
    )


_STEPS: dict[str, Callable[[str, Typed], Page]] = {
    "subject": _subject,
    "search": _search,
    "details": _details,
    "check": _check,
    "save": _save,
}


def _put_right(kind: str, typed: Typed, found: Mapping[str, str]) -> Page:
    if "reason" in found:
        return _candidates_page(kind, typed, {"reason": found["reason"]}), 422
    subject = {field.name for field in words.SUBJECT[kind]}
    page = _subject_page if subject & found.keys() else _details_page
    return page(kind, typed, dict(found)), 422


# ------------------------------------------------------------------------------------------- pages


def _subject_page(kind: str, typed: Typed, errors: Mapping[str, str] | None = None) -> str:
    return render_template("new/subject.html", **_frame(kind, typed, 1, errors), fields=words.SUBJECT[kind])


def _candidates_page(kind: str, typed: Typed, errors: Mapping[str, str] | None = None) -> str:
    found = services().matches.search(asker(), {"kind": kind, **words.subject(kind, typed, _today())})
    strong = [one for one in found["candidates"] if one["match"]["strength"] == "strong"]
    frame = _frame(kind, typed | {"token": found["token"]}, 2, errors)
    return render_template(
        "new/candidates.html",
        **frame | {"marking": highest([found["marking"], frame["marking"]]), "audit_id": found["audit_id"]},
        rows=words.rows(kind, typed),
        found=found["candidates"],
        strong=strong,
    )


def _details_page(kind: str, typed: Typed, errors: Mapping[str, str] | None = None) -> str:
    return render_template("new/details.html", **_frame(kind, typed, 3, errors), roles=words.ROLES[kind])


def _frame(kind: str, typed: Typed, step: int, errors: Mapping[str, str] | None = None) -> dict[str, Any]:
    return {
        "kind": kind,
        "title": words.TITLES[kind],
        "typed": typed,
        "step": step,
        "errors": dict(errors or {}),
        "action": url_for("pages.new_record", kind=kind),
        "may_mark": identity_needed().sensitive,
        "marking": markings.written(sensitive=typed["sensitive"] == "yes"),
    }
