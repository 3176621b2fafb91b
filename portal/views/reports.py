"""An officer's pages for a 3x5x2 report: subjects by search first, text with proposals, grading, sanitised twin, check."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from access import markings
from portal.presenters.here import services
from portal.services.numbers import whole_number
from portal.services.reports.drafts import Changed, Found, Proposed, subject_of
from portal.services.reports.form import title_of
from portal.services.reports.handling import not_yet
from portal.services.reports.known import STRONG, Match
from portal.services.reports.source import alike, as_mentions, together
from portal.services.reports.store import Draft, Opened
from portal.services.times import moment
from portal.views import report_words as said
from portal.views.door import asker, identity_needed
from portal.views.marked import marked
from portal.views.shell import local_address

Page = Response | str | tuple[str, int]
MANY = ("seen", "take", "fact", "unmiss", "conditions", "groups", "compartments", "stay")
_REFERENCE = re.compile(r"SL-[0-9A-Z-]{4,20}")


def routes(pages: Blueprint) -> None:
    """Name the addresses."""
    pages.add_url_rule("/reports", "reports", mine, methods=["GET", "POST"])
    for name, view in (
        ("subjects", subjects), ("text", text), ("grading", grading), ("sanitised", sanitised), ("check", check),
    ):  # fmt: skip
        pages.add_url_rule(f"/reports/<id>/{name}", f"report_{name}", view, methods=["GET", "POST"])
    pages.add_url_rule("/reports/<id>/proposals", "report_proposals", proposals, methods=["POST"])
    pages.add_url_rule("/reports/<id>/traces", "report_traces", traces, methods=["POST"])
    pages.add_url_rule("/reports/<id>/<step>/apart", "report_apart", apart, methods=["POST"])
    pages.register_error_handler(Changed, _changed)
    pages.add_url_rule("/reports/<id>/forget", "report_forget", forget, methods=["POST"])


def mine() -> Page:
    """One's own reports under way; posting begins a new one, about somebody or something where a token says so."""
    identity_needed()
    if request.method == "POST":
        id_ = services().report_drafts.begin(asker(), request.form.get("about", ""))
        return _to("subjects", id_)
    drafts, audit_id = services().report_drafts.drafts(asker())
    saved = request.args.get("saved", "")
    return render_template(
        "reports/mine.html",
        drafts=[said.row(draft) for draft in drafts],
        saved=saved if _REFERENCE.fullmatch(saved) else "",
        marking="OFFICIAL-SENSITIVE" if drafts else None,
        audit_id=audit_id,
    )


def forget(id: str) -> Response:
    """A draft that is not wanted any more."""
    identity_needed()
    services().report_drafts.drop(asker(), id)
    return redirect(url_for("pages.reports"), 303)


# ----------------------------------------------------------------------------------------- subjects


def subjects(id: str) -> Page:
    """Whom and what the report is about: looked for first."""
    identity_needed()
    if request.method == "POST":
        return _subjects_said(id)
    draft, audit_id = services().report_drafts.open(asker(), id, "subjects")
    q = said.tidy(request.args.get("q", ""))
    found: list[Match] = []
    if q:
        found, audit_id = services().report_drafts.matches(asker(), q)
    services().reports.warm()
    return _subjects_page(draft, audit_id, q, said.match_rows(found))


def _subjects_said(id_: str) -> Page:
    drafts, form = services().report_drafts, request.form
    draft, audit_id = drafts.open(asker(), id_, "subjects")
    chosen = said.roles_changed(draft.body, form)
    if token := form.get("add"):
        chosen.append(subject_of(drafts.take(asker(), token), token))
    elif (place := whole_number(form.get("remove"))) is not None:
        chosen = [one for at, one in enumerate(chosen) if at != place]
    elif form.get("new"):
        made, errors = said.new_person(form)
        found = _like(made) if made and not form.get("none") else []
        if made is None or found:
            errors |= {"none": "Choose whom you mean, or say that it is none of them"} if found else {}
            return _subjects_page(draft, audit_id, form.get("q", ""), said.match_rows(found), errors), 422
        chosen.append(made)
    drafts.keep(asker(), id_, "subjects", {"subjects": chosen}, _opened())
    return _to("text" if form.get("on") else "subjects", id_)


def _like(made: Mapping[str, Any]) -> list[Match]:
    """Who is known already and fits somebody new well: search before create."""
    question = " ".join([made["title"], *made["pole"].get("dates_of_birth", ())])
    found, _ = services().report_drafts.matches(asker(), question)
    return [one for one in found if one.kind == "person" and one.strength == STRONG]


def _subjects_page(
    draft: Draft,
    audit_id: str,
    q: str,
    found: Sequence[Mapping[str, Any]],
    errors: Mapping[str, str] | None = None,
) -> str:
    given = request.form if errors else {}
    return _page(
        "subjects",
        draft,
        audit_id,
        errors,
        q=q,
        found=found,
        chosen=said.subject_rows(draft.body),
        given=given,
    )


# --------------------------------------------------------------------------------------------- text


def text(id: str) -> Page:
    """The text, with what is read in it beside."""
    identity_needed()
    drafts = services().report_drafts
    if request.method != "POST":
        draft, found, audit_id = drafts.propose(asker(), id)
        return _text_page(draft, found, audit_id)
    opened = _opened()
    draft, errors = _typed(id, opened)
    draft, found, audit_id = drafts.propose(asker(), id, _taken_over(draft), opened)
    if not draft.body["text"].strip():
        errors["text"] = "Write what is known"
    errors |= said.by_field(not_yet({"from": draft.body["occurred"]}, services().reports.today()))
    if not errors and not request.form.get("more"):
        errors |= said.undecided(draft.body, found, request.form.getlist("seen"))
    if errors or request.form.get("more") or request.form.get("unmiss"):
        return _text_page(draft, found, audit_id, errors), 422 if errors else 200
    return _to("grading", id)


def _typed(id_: str, opened: Opened) -> tuple[Draft, dict[str, str]]:
    """The draft with what was typed kept in it, and what is wrong with it."""
    drafts = services().report_drafts
    before, _ = drafts.open(asker(), id_, "text")
    changes = said.text_changes(before.body, request.form, _many())
    missed, errors = said.missed(request.form, changes["text"])
    if missed:
        changes["missed"] = [*changes["missed"], missed]
    return drafts.keep(asker(), id_, "text", changes, opened), errors


def _taken_over(draft: Draft) -> dict[str, Any]:
    """The known people, places and things that were chosen, each read anew under a permit of its own."""
    held = dict(draft.body.get("taken") or {})
    for token in said.tokens_chosen(draft.body):
        piece = services().report_drafts.take(asker(), token)
        held[token] = {"title": piece.title, "pole": piece.pole, "from": piece.id}
    return {"taken": held}


def proposals(id: str) -> Page:
    """What the text proposes by now, for beside it; what was typed is kept."""
    identity_needed()
    before, _ = services().report_drafts.open(asker(), id, "text")
    changes = said.text_changes(before.body, request.form, _many())
    draft, found, audit_id = services().report_drafts.propose(asker(), id, changes, _opened())
    return _piece("proposals", audit_id, _proposed(draft, found))


def _text_page(draft: Draft, found: Proposed, audit_id: str, errors: Mapping[str, str] | None = None) -> str:
    kept = {name: request.form.get(name, "") for name in ("missed-words", "missed-as", "missed-placement")}
    given = kept if errors else dict.fromkeys(kept, "")
    return _page("text", draft, audit_id, errors, given=given, **_proposed(draft, found))


def _proposed(draft: Draft, found: Proposed) -> dict[str, Any]:
    body, read = draft.body, found.read.as_json()
    mentions, facts = read["mentions"], read["facts"]
    return {
        "d": body,
        "rows": said.proposal_rows(body, found),
        "facts": said.fact_rows(body, found),
        "missed": list(enumerate(body.get("missed") or ())),
        "pieces": marked(str(body.get("text") or ""), mentions, facts, "read"),  # type: ignore[arg-type]
        "anchors": said.anchors(found),
        "told": said.said_of(found),
        "choices": said.choices(),
    }


# ------------------------------------------------------------------------------ grading and handling


def grading(id: str) -> Page:
    """3x5x2 and who may see it, with the rules beside."""
    identity_needed()
    drafts = services().report_drafts
    if request.method != "POST":
        draft, audit_id = drafts.open(asker(), id, "grading")
        return _grading_page(draft, audit_id)
    changes = said.grading_changes(request.form, _many())
    draft = drafts.keep(asker(), id, "grading", changes, _opened())
    wrong = services().reports.handling_problems(changes["handling"], identity_needed().force)
    if errors := said.grading_errors(changes) | said.by_field(wrong):
        return _grading_page(draft, None, errors), 422
    return _to("sanitised", id)


def _grading_page(draft: Draft, audit_id: str | None, errors: Mapping[str, str] | None = None) -> str:
    who = identity_needed()
    return _page(
        "grading", draft, audit_id, errors, rules=said.rules(), conditions=said.conditions(), groups=sorted(who.groups), held=sorted(who.compartments),
        g=draft.body.get("grading") or {}, h=draft.body.get("handling") or {},
        audience=draft.body.get("audience", said.EVERYONE),
    )  # fmt: skip


# ----------------------------------------------------------------------------------- sanitised twin


def sanitised(id: str) -> Page:
    """The text for those who may not read the full one, with what may tell the source underlined."""
    identity_needed()
    drafts = services().report_drafts
    if request.method != "POST":
        draft, found = drafts.traces(asker(), id, {})
        return _page("sanitised", draft, found.audit_id, None, **_traced(draft, found))
    draft, found = drafts.traces(asker(), id, said.sanitised_changes(request.form, _many()), _opened())
    errors = {}
    if not draft.body["sanitised_text"].strip():
        errors["sanitised_text"] = "Write what those may read who may not read the full text"
    shown = _traced(draft, found)
    if any(not one.confirmed for one in shown["left"]):
        errors["traces"] = "Take out what may tell who the source is, or say of each that it may stay"
    if errors:
        return _page("sanitised", draft, found.audit_id, errors, **shown), 422
    return _to("check", id)


def traces(id: str) -> Page:
    """What may tell the source by now, for below the text; what was typed is kept."""
    identity_needed()
    changes = said.sanitised_changes(request.form, _many())
    draft, found = services().report_drafts.traces(asker(), id, changes, _opened())
    return _piece("traces", found.audit_id, {"d": draft.body, **_traced(draft, found)})


def _traced(draft: Draft, found: Found) -> dict[str, Any]:
    shown, full = str(draft.body.get("sanitised_text") or ""), str(draft.body.get("text") or "")
    left = together([*found.text, *found.beside], draft.body.get("stay") or ())
    return {
        "left": left,
        "waiting": sum(not one.confirmed for one in left),
        "pieces": marked(shown, as_mentions(found.text), (), "trace"),
        "full": full,
        "same": alike(shown, full),
        "beside": sorted({one.text for one in found.beside}),
    }


# -------------------------------------------------------------------------------------------- check


def check(id: str) -> Page:
    """The whole report once more; then it is saved."""
    identity_needed()
    drafts = services().report_drafts
    if request.method == "POST":
        _, _, wrong, _ = drafts.check(asker(), id)
        if not wrong:
            saved = drafts.file(asker(), id, _opened())
            return redirect(url_for("pages.reports", saved=saved["ref"]), 303)
    return _check_page(id), 422 if request.method == "POST" else 200


def _check_page(id_: str, *more: Mapping[str, str]) -> str:
    draft, report, wrong, audit_id = services().report_drafts.check(asker(), id_)
    return _page(
        "check", draft, audit_id, None, report=report, problems=[*more, *said.problems(wrong)],
        handling_words=_marking(report), same=alike(str(report.get("sanitised_text") or ""), str(report.get("text") or "")), title=report.get("title") or title_of(report), rules=said.rules(),
    )  # fmt: skip


def _marking(report: Mapping[str, Any]) -> str:
    handling = report.get("handling") or {}
    return markings.written(
        sensitive=bool(handling.get("sensitive")), descriptor=handling.get("descriptor") or None
    )


# -------------------------------------------------------------------------------------- two windows


def _opened() -> Opened:
    """The page that a form came from, as it was opened. One that does not say so has seen no revision, and saves over none."""
    given = request.form
    return Opened(whole_number(given.get("revision")) or 0, given.get("page", "")[:32] or _new_page())


def _new_page() -> str:
    return secrets.token_hex(8)


def _changed(error: Changed) -> Page:
    """Another window saved the draft since: nothing typed here was kept, and nothing of either is lost."""
    step = (request.endpoint or "").removeprefix("pages.report_")
    if step in {"proposals", "traces"}:
        # In the place of "Kept." alone: what was ticked beside the words stays in the page.
        return Response(
            render_template("reports/_changed.html"),
            409,
            {"HX-Retarget": "#told", "HX-Reswap": "outerHTML"},
            mimetype="text/html",
        )
    if step == "subjects":
        errors = {"chosen": f"{said.CHANGED}: see who is chosen by now, and do the last thing once more"}
        return _subjects_page(error.newer, error.audit_id or "", request.form.get("q", ""), [], errors), 409
    if step == "check":
        told = {"step": "check", "text": f"{said.CHANGED}: read it once more as it stands now, then save"}
        return _check_page(error.newer.id, told), 409
    return _choice_page(step, error), 409


def _choice_page(step: str, error: Changed) -> str:
    changes = _changes(step, error.newer)
    kept = [
        pair for pair in request.form.items(multi=True) if pair[0] not in {"csrf_token", "revision", "page"}
    ]
    return _page(
        "changed", error.newer, error.audit_id, at=step, kept=kept, rows=said.differences(changes, error.newer.body),
        changed=moment(error.newer.changed_at),
    )  # fmt: skip


def apart(id: str, step: str) -> Page:
    """What stands in a window whose draft another one changed, as a draft of its own."""
    identity_needed()
    if step not in {"text", "grading", "sanitised"}:
        raise NotFound
    before, _ = services().report_drafts.open(asker(), id, step)
    return _to(step, services().report_drafts.apart(asker(), id, _changes(step, before)))


def _changes(step: str, draft: Draft) -> dict[str, Any]:
    """What a step's form changes in a draft."""
    form, many = request.form, _many()
    if step == "text":
        return said.text_changes(draft.body, form, many)
    return said.grading_changes(form, many) if step == "grading" else said.sanitised_changes(form, many)


# ---------------------------------------------------------------------------------------------------


def _page(
    step: str, draft: Draft, audit_id: str | None, errors: Mapping[str, str] | None = None, **more: Any
) -> str:
    """A step's page. Until it is graded a report is handled as sensitive."""
    return render_template(
        f"reports/{step}.html",
        **{"d": draft.body, "id": draft.id, "opened": Opened(draft.revision, _new_page()), "step": step, "steps": said.STEPS, "errors": errors or {},
           "marking": "OFFICIAL-SENSITIVE", "audit_id": audit_id, **more},
    )  # fmt: skip


def _piece(name: str, audit_id: str, shown: Mapping[str, Any]) -> str:
    """A part of a step's page, swapped in while somebody types."""
    return render_template("parts/swapped.html", piece=f"reports/_{name}.html", audit_id=audit_id, **shown)


def _many() -> dict[str, list[str]]:
    return {name: request.form.getlist(name) for name in MANY}


def _to(step: str, id_: str) -> Response:
    return redirect(local_address(url_for(f"pages.report_{step}", id=id_)), 303)
