"""Nominals, links, and the pairs that wait for a word: what an analyst opens to see who is who."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from access.identity import Identity
from access.permissions import Permission, permits
from indexer.pole import RecordId
from portal.presenters.here import services
from portal.views.door import asker, identity_needed
from portal.views.nominal_words import chart_rows, ends, grouped_links, judged_words
from portal.views.shell import local_address

Json = Mapping[str, Any]
JUDGED = "judged"  # what parts/judge.html tells of


def routes(pages: Blueprint) -> None:
    """Name the addresses."""
    pages.add_url_rule("/nominals/<path:id>", "nominal", nominal)
    pages.add_url_rule("/links/<path:id>", "links", links)
    pages.add_url_rule("/review", "review", review)
    pages.add_url_rule("/judgements", "judge", judge, methods=["POST"])


def nominal(id: str) -> str:
    """Who this is, as far as the reader may see."""
    identity = identity_needed()
    found = services().nominals.nominal(asker(), id)
    return render_template("nominal.html", n=found, **_frame(identity, found))


def links(id: str) -> str:
    """What lies within two steps: a chart, and the same as lists."""
    identity = identity_needed()
    found = services().links.links(asker(), id)
    root = next(node for node in found["nodes"] if node["id"] == found["root"])
    return render_template(
        "links.html",
        answer=found,
        root=root,
        groups=grouped_links(found),
        rows=chart_rows(found, address_of),
        **_frame(identity, found),
    )


def review() -> str:
    """Pairs below the threshold, for people to look at."""
    identity = identity_needed()
    found = services().nominals.queue(asker(), request.args.get("after"))
    onward = url_for("pages.review", after=found["next"]) if found["next"] else None
    return render_template("review.html", pairs=found["pairs"], onward=onward, **_frame(identity, found))


def judge() -> Response:
    """Say a word on two members, and go back to where it was said, which tells that it was."""
    identity_needed()
    given = {name: request.form.get(name, "") for name in ("a", "b", "word", "reason")}
    services().nominals.judge(asker(), given)
    flash(judged_words(given["word"], given["a"], given["b"]), JUDGED)
    return redirect(local_address(request.form.get("next")), 303)


def address_of(id_: str, kind: str) -> str | None:
    """The page of a node, where it has one."""
    if "#" in id_:
        return None
    if kind == "person":
        return url_for("pages.nominal", id=id_)
    record = RecordId.parse(id_)
    if ":" in record.system:
        return url_for("pages.links", id=id_)
    return url_for("pages.record", system=record.system, ref=record.ref)


def _frame(identity: Identity, answer: Json) -> dict[str, Any]:
    """What every one of these pages needs besides its answer."""
    return {
        "may_judge": permits(identity, Permission.NOMINAL_JUDGE),
        "marking": answer["marking"],
        "audit_id": answer["audit_id"],
        "address_of": address_of,
        "ends": ends,
    }
