"""A report under way between its pages' forms and its draft: what was typed as changes, what is shown as rows. No Flask."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

from nlp import identifiers
from nlp.assertions import Assertion
from portal.services.reports.draft import NONE_OF_THEM, WRONG, covered, place_of
from portal.services.reports.drafts import Proposed
from portal.services.reports.form import CODES, LABELS
from portal.services.reports.known import STRONG, Match
from portal.services.reports.source import CONFIRM
from portal.services.reports.store import Draft
from portal.services.times import moment
from portal.views import words

STEPS = (
    ("subjects", "Subjects"), ("text", "Text"), ("grading", "Grading and handling"), ("sanitised", "Sanitised version"),
    ("check", "Check and save"),
)  # fmt: skip
# What of a draft is shown where two windows changed it, and how that is told.
_KEPT = {
    "title": "Title", "text": "Text", "occurred": "When it happened", "grading": "Grading", "handling": "Who may see it",
    "source_identity": "Source", "sanitised_text": "Sanitised version",
}  # fmt: skip
CHANGED = "This draft was changed in another window"
# On which page a field of the record is put right.
STEP_OF = {
    "text": "text", "title": "text", "occurred": "text", "people": "subjects", "objects": "subjects", "locations": "subjects",
    "links": "subjects", "grading": "grading", "handling": "grading", "sanitised_text": "sanitised", "corrections": "text",
    "source_identity": "sanitised",
}  # fmt: skip
KINDS = {"person": "Person", "place": "Place", "thing": "Thing"}
EVERYONE = "*"
_PARTIAL = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2]))?")
Form = Mapping[str, str]
Body = Mapping[str, Any]


@cache
def rules() -> Mapping[str, Any]:
    """3x5x2 with its rules, and the roles, from the packaged `grading.toml`."""
    made: Mapping[str, Any] = tomllib.loads(
        resources.files("portal.services.reports").joinpath("grading.toml").read_text("utf-8")
    )
    return made


def conditions() -> list[tuple[str, str]]:
    """The conditions of handling code C, each with its words."""
    return [(code, f"{code} {text}") for code, text in rules()["conditions"].items()]


def tidy(value: str) -> str:
    """One line without blanks at its ends."""
    return " ".join(value.split())


def step_of(field: str) -> str:
    """The page on which a wrong field is put right."""
    return STEP_OF.get(field.split(".")[0].split("[")[0], "check")


# ----------------------------------------------------------------------------------------- subjects


def roles_changed(body: Body, form: Form) -> list[dict[str, Any]]:
    """The subjects with the roles of the form."""
    return [
        {**subject, "role": form.get(f"role-{place}") or subject["role"]}
        for place, subject in enumerate(body.get("subjects") or ())
    ]


def new_person(form: Form) -> tuple[dict[str, Any] | None, dict[str, str]]:
    """Somebody who is not known yet, from the form, or what is wrong with it by field."""
    forenames, surname, born = (tidy(form.get(name, "")) for name in ("forenames", "surname", "born"))
    if not forenames and not surname:
        return None, {"forenames": "Give a name"}
    if born and not (born := date_of(born)):
        return None, {"born": "Give the date of birth as 3 2 1980 or 1980-02-03, or leave it empty"}
    pole: dict[str, Any] = {"names": [{"forenames": forenames or None, "surname": surname or None}]}
    if born:
        pole["dates_of_birth"] = [born]
    title = tidy(f"{forenames} {surname}")
    made = {
        "kind": "person",
        "title": title,
        "role": "subject",
        "pole": pole,
        "from": "",
        "token": "",
        "addresses": [],
    }
    return made, {}


def date_of(typed: str) -> str:
    """A date as typed, ISO 8601; a year or a month alone stays one. Empty for what is no date."""
    if _PARTIAL.fullmatch(typed):
        return typed
    found = identifiers.find(typed.replace(" ", "/") if typed.replace(" ", "").isdecimal() else typed)
    return next((one.value for one in found if one.label == "DATE"), "")


def subject_rows(body: Body) -> list[dict[str, Any]]:
    """The chosen, each with its place in the list and what tells it from others."""
    return [
        {**one, "place": place, "kind_label": KINDS[one["kind"]], "more": _told(one["pole"]), "roles": rules()["roles"][one["kind"]]}
        for place, one in enumerate(body.get("subjects") or ())
    ]  # fmt: skip


def _told(pole: Body) -> str:
    born = [f"born {words.day(day)}" for day in pole.get("dates_of_birth") or ()]
    known = [f"{kind} {value}" for kind, value in words.identifier_rows(pole.get("identifiers"))]
    return ", ".join([*born, *known])


def match_rows(found: Sequence[Match]) -> list[dict[str, Any]]:
    """What is known, as rows to choose from."""
    return [_match(one) for one in found]


def _match(one: Match) -> dict[str, Any]:
    born = ", ".join(words.day(day) for day in one.more)
    return {
        "token": one.token, "kind": one.kind, "kind_label": KINDS[one.kind], "title": one.title, "strength": one.strength,
        "score": one.score, "reasons": list(one.reasons), "born": born, "addresses": list(one.addresses),
        "records": [dict(zip(("system", "ref"), id_.split("/", 1), strict=True)) for id_ in one.ids],
    }  # fmt: skip


# --------------------------------------------------------------------------------------------- text


def text_changes(body: Body, form: Form, many: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """What the text's page says. many: the values of fields that may be repeated (seen, take, fact, unmiss)."""
    takes = set(many.get("take", ()))
    decisions = {
        key: {
            "take": key in takes, "role": form.get(f"role-{key}", ""), "known": form.get(f"known-{key}", ""),
            "wrong": form.get(f"wrong-{key}") == "1", "offered": form.get(f"offered-{key}") == "1",
        }
        for key in many.get("seen", ())
    }  # fmt: skip
    put_right = {
        key: {name: tidy(form.get(f"{name}-{key}", "")) for name in ("code", "assertion", "placement")}
        for key in many.get("fact", ())
    }
    undone = set(many.get("unmiss", ()))
    return {
        "title": tidy(form.get("title", "")),
        "occurred": tidy(form.get("occurred", "")),
        "text": form.get("text", "").replace("\r\n", "\n"),
        "decisions": {**(body.get("decisions") or {}), **decisions},
        "put_right": {**(body.get("put_right") or {}), **put_right},
        "missed": [one for at, one in enumerate(body.get("missed") or ()) if str(at) not in undone],
    }


def missed(form: Form, text: str) -> tuple[dict[str, Any] | None, dict[str, str]]:
    """What the reader missed, from the form; or what is wrong with it. Nothing where nothing was typed."""
    said, what = tidy(form.get("missed-words", "")), form.get("missed-as", "")
    if not said:
        return None, {}
    if place_of(text, said) is None:
        return None, {"missed-words": "Give the words exactly as they stand in the text"}
    if what not in CODES and what not in LABELS:
        return None, {"missed-as": "Say what the words are"}
    made = {"words": said, "as": what, "kind": "fact" if what in CODES else "mention"}
    sure = form.get("missed-assertion")
    assertion = sure if sure in tuple(Assertion) else Assertion.AFFIRMED.value
    return made | {"assertion": assertion, "placement": tidy(form.get("missed-placement", ""))}, {}


def undecided(body: Body, found: Proposed, seen: Iterable[str]) -> dict[str, str]:
    """What of the proposals still waits for the writer, by field."""
    shown, decisions = set(seen), body.get("decisions") or {}
    errors: dict[str, str] = {}
    for one in found.proposals:
        if covered(one, body.get("subjects") or ()):
            continue
        if one.key not in shown:
            errors["proposals"] = "Look at what was read in the text, then go on"
            continue
        said = decisions.get(one.key) or {}
        if one.key in found.telling and said.get("offered") and said.get("take") and not said.get("wrong"):
            errors[f"take-{one.key}"] = (
                f"Say whether {one.title} belongs into the record: it seems to be who tells it"
            )
        strong = any(match.strength == STRONG for match in found.matches.get(one.key, ()))
        if said.get("take") and not said.get("wrong") and strong and not said.get("known"):
            those = "those who" if one.kind == "person" else "those that"
            errors[f"known-{one.key}"] = f"Say whether {one.title} is one of {those} are known already"
    return errors


def tokens_chosen(body: Body) -> list[str]:
    """The known people, places and things that were chosen among the proposals and are not taken over yet."""
    held = body.get("taken") or {}
    chosen = [said.get("known") or "" for said in (body.get("decisions") or {}).values() if said.get("take")]
    return [token for token in dict.fromkeys(chosen) if token and token != NONE_OF_THEM and token not in held]


def proposal_rows(body: Body, found: Proposed) -> list[dict[str, Any]]:
    """The proposals with what was decided of them, or what is decided where nobody says otherwise."""
    decisions = body.get("decisions") or {}
    return [_proposal(one, decisions.get(one.key), body, found) for one in found.proposals]


def _proposal(one: Any, said: Body | None, body: Body, found: Proposed) -> dict[str, Any]:
    matches, telling = match_rows(found.matches.get(one.key, ())), one.key in found.telling
    own = said is not None and said["take"] != said.get(
        "offered"
    )  # a tick that only came with the page is nobody's word
    strong = any(match["strength"] == STRONG for match in matches)
    known = (said or {}).get("known") or ("" if strong else NONE_OF_THEM)
    return {
        "key": one.key, "kind": one.kind, "kind_label": KINDS[one.kind], "title": one.title, "more": _told(one.pole),
        "why": one.why, "numbers": _numbers(one.spans, found), "matches": matches, "known": known, "telling": telling,
        "covered": covered(one, body.get("subjects") or ()), "roles": rules()["roles"][one.kind],
        "role": (said or {}).get("role") or rules()["roles"][one.kind][0],
        "take": said["take"] if said and own else not telling, "offered": not said["take"] if said and own else not telling, "wrong": bool((said or {}).get("wrong")),
    }  # fmt: skip


def _numbers(spans: Iterable[tuple[int, int]], found: Proposed) -> list[int]:
    """The numbers of the mentions that stand there, by which the marked text leads to them."""
    at = set(spans)
    return [n for n, one in enumerate(found.read.mentions, 1) if (one.start, one.end) in at]


def anchors(found: Proposed) -> list[int]:
    """The numbers of mentions that are no proposal of their own."""
    owned = {n for one in found.proposals for n in _numbers(one.spans, found)}
    return [n for n in range(1, len(found.read.mentions) + 1) if n not in owned]


def fact_rows(body: Body, found: Proposed) -> list[dict[str, Any]]:
    """The facts as they were read, or as they were put right."""
    said = body.get("put_right") or {}
    return [
        {
            "key": one.key, "term": one.fact.term, "sentence": one.fact.sentence, "subject": one.fact.subject or "",
            "code": one.fact.code, "assertion": one.fact.assertion, "placement": one.fact.placement or "",
            **(said.get(one.key) or {}),
        }
        for one in found.facts
    ]  # fmt: skip


def choices() -> dict[str, Any]:
    """The codes and labels to choose from, in words."""
    return {
        "codes": [(code, words.fact_label(code)) for code in sorted(CODES, key=words.fact_label)],
        "labels": [(label, words.mention_label(label)) for label in sorted(LABELS, key=words.mention_label)],
        "assertions": [(said.value, words.assertion(said).label) for said in Assertion],
        "wrong": WRONG,
        "none_of_them": NONE_OF_THEM,
    }


def said_of(found: Proposed) -> str:
    """`2 people, 1 place, 3 facts read`: what a screen reader is told after each reading."""
    counts = {kind: sum(one.kind == kind for one in found.proposals) for kind in KINDS}
    names = {"person": ("person", "people"), "place": ("place", "places"), "thing": ("thing", "things")}
    told = [f"{n} {names[kind][n != 1]}" for kind, n in counts.items() if n]
    told += [words.plural(len(found.facts), "fact")] if found.facts else []
    return f"{', '.join(told)} read in the text." if told else "Nothing read in the text yet."


# ------------------------------------------------------------------------------ grading and handling


def grading_changes(form: Form, many: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Grading and handling as the page says them."""
    grading = {
        "source": form.get("source", ""), "intelligence": form.get("intelligence", ""), "handling": form.get("handling", ""),
        "conditions": list(many.get("conditions", ())),
    }  # fmt: skip
    if grading["handling"] != "C":
        grading["conditions"] = []
    sensitive = form.get("sensitive")
    handling: dict[str, Any] = {
        "sensitive": sensitive == "yes" if sensitive else None,
        "audience": [EVERYONE] if form.get("audience") == EVERYONE else list(many.get("groups", ())),
        "compartments": list(many.get("compartments", ())),
        "denied": _names(form.get("denied", "")),
        "releasable_to": _names(form.get("releasable_to", "")),
        "descriptor": tidy(form.get("descriptor", "")) or None,
        "visible_until": tidy(form.get("visible_until", "")) or None,
    }
    return {"grading": grading, "handling": handling, "audience": form.get("audience", "")}


def _names(value: str) -> list[str]:
    return list(dict.fromkeys(filter(None, value.replace(",", " ").split())))


def grading_errors(changes: Mapping[str, Any]) -> dict[str, str]:
    """What of grading and handling is still to be said, by field."""
    grading, handling = changes["grading"], changes["handling"]
    graded = {
        "source": "Grade the source",
        "intelligence": "Grade the intelligence",
        "handling": "Choose a handling code",
    }
    errors = {name: said for name, said in graded.items() if grading[name] not in rules()[name]}
    if grading["handling"] == "C" and not grading["conditions"]:
        errors["conditions"] = "Handling code C needs at least one condition"
    if handling["sensitive"] is None:
        errors["sensitive"] = "Say whether it is sensitive"
    if not handling["audience"]:
        errors["audience" if not changes["audience"] else "groups"] = "Say who may see it"
    return errors


def sanitised_changes(form: Form, many: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The sanitised text, who the source is, and what may stay."""
    return {
        "source_identity": tidy(form.get("source_identity", "")),
        "sanitised_text": form.get("sanitised_text", "").replace("\r\n", "\n"),
        "stay": list(dict.fromkeys(many.get("stay", ()))),
    }


def differences(mine: Mapping[str, Any], newer: Body) -> list[tuple[str, str, str]]:
    """Where one window's words and the draft as another one left it differ: (what, here, there)."""
    return [
        (label, _in_words(mine[key]), _in_words(newer.get(key)))
        for key, label in _KEPT.items()
        if key in mine and _in_words(mine[key]) != _in_words(newer.get(key))
    ]


def _in_words(value: object) -> str:
    if isinstance(value, Mapping):
        told = ((name.replace("_", " "), _in_words(one)) for name, one in value.items())
        return "; ".join(f"{name}: {one}" for name, one in told if one)
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def problems(wrong: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    """What keeps a report from being saved, with the page on which each is put right."""
    return [
        {"step": step_of(field), "text": f"{_field(field)} {_by_page(message)}"} for field, message in wrong
    ]


def by_field(wrong: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What a service found wrong in fields of a step, as that step says it."""
    labels = {
        "denied": "Who must never see it",
        "releasable_to": "Other forces",
        "visible_until": "The last day",
        "occurred": "When it happened",
    }
    return {field: f"{labels.get(field, _field(field))} {message}" for field, message in wrong}


def _by_page(message: str) -> str:
    """A message as the pages put it right: the service speaks of the API's field."""
    return message.replace(CONFIRM, "say of each that it may stay")


def _field(field: str) -> str:
    name = field.replace("_", " ").replace(".", ", ")
    return f"{name[:1].upper()}{name[1:]}"


def row(draft: Draft) -> dict[str, Any]:
    """A draft in the list of somebody's own."""
    body = draft.body
    about = ", ".join(one["title"] for one in body.get("subjects") or ())
    return {
        "id": draft.id,
        "title": body.get("title") or about or "No title yet",
        "changed": moment(draft.changed_at),
    }
