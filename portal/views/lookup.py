"""Risk, search and record: what a despatcher and an analyst open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask import Blueprint, render_template, request, url_for

from access.permissions import Permission, permits
from portal.presenters.here import services
from portal.presenters.parameters import only
from portal.search.box import corrections
from portal.search.grammar import FIELDS
from portal.services.errors import Invalid
from portal.services.warnings.form import CLASS as WARNING
from portal.views import seen
from portal.views.asked import MANY_TIMES, ONCE, PAGE, Asked, page_of
from portal.views.cards import shown
from portal.views.door import asker, identity_needed, search_query
from portal.views.errors import said_of
from portal.views.marked import marked, numbered

GRAMMAR = (
    ("jones bat", "all the words, as with AND between them; knife finds knives and blades too"),
    ('"front door"', "the words together, in this order"),
    ("machet*", "words that begin so"),
    ("bat OR knife", "either; bat OR knife door: door, and either"),
    (
        "bat NOT cricket",
        "without a word or a phrase as it stands here; so does a minus right before it: bat -cricket",
    ),
    ("system:CRIS", "a field and its value; the fields are " + ", ".join(sorted(FIELDS))),
    ("AB12 CDE", "any identifier: plate, phone, PNC ID, reference"),
)


def routes(pages: Blueprint) -> None:
    """Name the addresses."""
    pages.add_url_rule("/risk", "risk", risk)
    pages.add_url_rule("/suggest", "suggest", suggest)
    pages.add_url_rule("/search", "search", search)
    pages.add_url_rule("/records/<system>/<path:ref>", "record", record)


def risk() -> str:
    """One box over everything; without a question, the empty box."""
    identity_needed()
    question = request.args.get("q", "").strip()
    answer = services().lookup.risk(asker(), question) if question else None
    cards = shown(answer["cards"]) if answer else []
    parts = corrections.parts(answer["interpreted"]) if answer else []
    return render_template("risk.html", q=question, answer=answer, cards=cards, parts=parts, **_of(answer))


def suggest() -> str:
    """What the box may go on to, as options of its list; the page's script alone asks for it."""
    identity_needed()
    found = services().suggest.suggest(asker(), request.args.get("q", ""))
    return render_template(
        "parts/swapped.html", piece="parts/suggestions.html", suggestions=found["suggestions"]
    )


def search() -> str | tuple[str, int]:
    """Faceted search; the address holds the whole of it. Opened bare it shows everything that may be seen."""
    identity_needed()
    asked = Asked.of(url_for("pages.search"), request.args.items(multi=True))
    try:
        only(*ONCE, many=MANY_TIMES)
    except Invalid as wrong:
        return _not_asked(asked, wrong, f"{wrong.field}: {wrong.message}."), 422
    try:
        answer = services().lookup.search(asker(), search_query(asked, PAGE))
    except Invalid as wrong:
        return _not_asked(asked, wrong, said_of(wrong)), 422
    page = page_of(asked, answer)
    page |= {"places": _places(answer["hits"]), "links": _links(answer["hits"])}
    return render_template("search.html", q=page, answer=answer, grammar=GRAMMAR, errors={}, **_of(answer))


def _not_asked(asked: Asked, wrong: Invalid, said: str) -> str:
    """The box again, with what is wrong beside it and without the setting that is; nothing was searched."""
    page = page_of(replace(asked, pairs=asked.without(wrong.field)), None)
    return render_template("search.html", q=page, answer=None, grammar=GRAMMAR, errors={"q": said})


def record(system: str, ref: str) -> str:
    """One record, its text marked up, and why this person sees it."""
    identity = identity_needed()
    found = services().records.record(asker(), system, ref)
    mentions, facts = found.get("mentions") or [], found.get("facts") or []
    return render_template(
        "record.html",
        record=found,
        texts=_texts(found, mentions, facts),
        mentions=numbered(mentions),
        facts=facts,
        puts_right=found.get("classification") == WARNING and permits(identity, Permission.WARNING_PUBLISH),
        why_seen=seen.reasons(identity, found),
        **_of(found),
    )


def _of(answer: Mapping[str, Any] | None) -> dict[str, Any]:
    """What the frame shows of an answer: marking and audit id."""
    return {"marking": answer["marking"], "audit_id": answer["audit_id"]} if answer else {}


def _texts(
    found: Mapping[str, Any], mentions: Sequence[Mapping[str, Any]], facts: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """The reader's text marked up; where they may see both, the sanitised one after it, plain."""
    both = [(key, found.get(key)) for key in ("text", "sanitised_text") if found.get(key)]
    titles = {"text": "Text", "sanitised_text": "Sanitised text"}
    notes = {"sanitised_text": "What those read who may not read the full text." if len(both) > 1 else ""}
    return [
        {
            "id": f"report-{key}",
            "title": titles[key],
            "note": notes.get(key, ""),
            "pieces": marked(str(text), mentions if first else (), facts if first else ()),
        }
        for first, (key, text) in zip((True, False), both, strict=False)
    ]


def _places(hits: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The hits' places that have coordinates."""
    return [
        {
            "lat": place["lat"],
            "lon": place["lon"],
            "title": hit["title"],
            "address": place.get("address") or "",
            "href": _href(hit),
        }
        for hit in hits
        for place in hit.get("places") or ()
        if isinstance(place, Mapping) and place.get("lat") is not None and place.get("lon") is not None
    ]


def _links(hits: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Lines of the link chart: each hit to the people, places and records that it names."""
    lines = []
    for hit in hits:
        start = {
            "from_id": f"{hit['system']}/{hit['ref']}",
            "from_title": hit["title"],
            "from_kind": hit["kind"],
            "href": _href(hit),
        }
        lines += [start | end for end in seen.ends(hit)]
    return lines


def _href(hit: Mapping[str, Any]) -> str:
    return url_for("pages.record", system=hit["system"], ref=hit["ref"])
