"""A report under way as the record that it will be: what was chosen, what was proposed and taken, what was put right.

A draft's keys: `subjects` (chosen before writing), `title`, `occurred`, `text`, `decisions` (by a proposal's key: take, role,
known, wrong), `taken` (known people, places and things that were chosen, by token), `put_right` (by a fact's key: code, assertion,
placement), `missed` (what the reader missed), `grading`, `handling`, `source_identity`, `sanitised_text`, `stay`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from indexer.pole import RecordId
from nlp import addresses, names
from portal.services.reports.reading import Proposal, ReadFact, facts, proposals

if TYPE_CHECKING:
    from nlp.reader import Reading

NONE_OF_THEM = "new"  # a person said that it is none of those who are known
WRONG = "none"  # a fact that is none
_PARTS = {"person": "people", "place": "locations", "thing": "objects"}
Body = Mapping[str, Any]


def pieces(body: Body, read: Reading) -> list[dict[str, Any]]:
    """Everything that goes into the record: subjects, then proposals that were taken. Each has kind, title, role, pole, from."""
    chosen = list(body.get("subjects") or ())
    return [*chosen, *_taken(body, read, chosen)]


def _taken(body: Body, read: Reading, chosen: Sequence[Body]) -> Iterator[dict[str, Any]]:
    decisions, known = body.get("decisions") or {}, body.get("taken") or {}
    for one in proposals(str(body.get("text") or ""), read):
        said = decisions.get(one.key) or {}
        if not said.get("take") or said.get("wrong") or covered(one, chosen):
            continue
        held = known.get(said.get("known") or "")
        yield {
            "kind": one.kind, "title": held["title"] if held else one.title, "role": said.get("role") or "named-in",
            "pole": held["pole"] if held else one.pole, "from": held["from"] if held else "",
        }  # fmt: skip


def covered(one: Proposal, chosen: Iterable[Body]) -> bool:
    """Whether a proposal is a subject that was chosen already."""
    return any(one.kind == subject["kind"] and _same(one, subject) for subject in chosen)


def _same(one: Proposal, subject: Body) -> bool:
    if one.kind == "person":
        words = set(names.fold(one.title).split())
        return any(
            words <= set(names.fold(name).split()) for name in (subject["title"], *_names(subject["pole"]))
        )
    if one.kind == "place":
        return _place(one.pole) == _place(subject["pole"])
    return bool(_plate(one.pole)) and _plate(one.pole) == _plate(subject["pole"])


def _names(pole: Body) -> list[str]:
    ones = pole.get("names") or ()
    return [
        " ".join(filter(None, (n.get("forenames"), n.get("surname")))) or n.get("text") or "" for n in ones
    ]


def _place(pole: Body) -> str:
    read = addresses.parse(str(pole.get("address") or ""))
    return (read.flat_key or read.building_key) if read else names.fold(str(pole.get("address") or ""))


def _plate(pole: Body) -> str:
    return str((pole.get("identifiers") or {}).get("vrm") or "").replace(" ", "").upper()


def parts_of(body: Body, read: Reading) -> dict[str, Any]:
    """The people, things, places and links of the record."""
    made: dict[str, list[Any]] = {"people": [], "objects": [], "locations": [], "links": []}
    for one in pieces(body, read):
        made[_PARTS[one["kind"]]].append({"role": one["role"], **one["pole"]})
        if one.get("from"):
            made["links"].append(_link(one["from"]))
    made["links"] = [link for at, link in enumerate(made["links"]) if link not in made["links"][:at]]
    return made


def _link(id_: str) -> dict[str, Any]:
    to = RecordId.parse(id_).as_json()
    return {"role": "about", "to": to, "confidence": "confirmed by the writer"}


def report_of(body: Body, read: Reading) -> dict[str, Any]:
    """The report as `POST /reports` takes it."""
    said = {name: body.get(name) or None for name in ("title", "text", "sanitised_text", "source_identity")}
    given = {
        **said,
        "grading": body.get("grading"),
        "handling": body.get("handling"),
        **parts_of(body, read),
    }
    if body.get("occurred"):
        given["occurred"] = {"from": body["occurred"]}
    given["sanitised_confirmed"] = list(body.get("stay") or ())
    given["corrections"] = corrections_of(body, read)
    return {name: value for name, value in given.items() if value is not None}


# -------------------------------------------------------------------------------- what was put right


def corrections_of(body: Body, read: Reading) -> dict[str, Any] | None:
    """What was put right in the reading, as a gold report's mentions and facts; None where nothing was."""
    text = str(body.get("text") or "")
    mentions, told = _mentions(body, text, read), _facts(body, read)
    missed = [one for one in body.get("missed") or () if place_of(text, one["words"])]
    if not missed and len(mentions) == len(read.mentions) and told == [_gold(one) for one in facts(read)]:
        return None
    mentions += [_missed_mention(text, one) for one in missed if one["kind"] == "mention"]
    told += [_missed_fact(text, one) for one in missed if one["kind"] == "fact"]
    return {
        "mentions": sorted(mentions, key=lambda one: (one["start"], one["end"])),
        "facts": sorted(told, key=lambda one: (one["start"], one["end"])),
    }


def _mentions(body: Body, text: str, read: Reading) -> list[dict[str, Any]]:
    decisions = body.get("decisions") or {}
    wrong = {
        span
        for one in proposals(text, read)
        if (decisions.get(one.key) or {}).get("wrong")
        for span in one.spans
    }
    return [
        {"label": m.label, "start": m.start, "end": m.end, **({"value": m.value} if m.value else {})}
        for m in read.mentions
        if (m.start, m.end) not in wrong
    ]


def _facts(body: Body, read: Reading) -> list[dict[str, Any]]:
    said = body.get("put_right") or {}
    made = [_put_right(_gold(one), said.get(one.key) or {}) for one in facts(read)]
    return [one for one in made if one["code"] != WRONG]


def _put_right(gold: dict[str, Any], said: Body) -> dict[str, Any]:
    """A fact as somebody said that it is; an emptied placement is none."""
    made = {**gold, **{name: said[name] for name in ("code", "assertion", "placement") if name in said}}
    return {name: value for name, value in made.items() if value not in (None, "")}


def _gold(one: ReadFact) -> dict[str, Any]:
    whole = asdict(one.fact)
    kept = {name: whole[name] for name in ("code", "start", "end", "assertion")}
    return kept | {name: whole[name] for name in ("placement", "subject") if whole[name]}


def place_of(text: str, words: str) -> tuple[int, int] | None:
    """Where words stand in a text, without regard to case; None where they do not."""
    at = text.casefold().find(words.casefold()) if words else -1
    if at < 0 or text[at : at + len(words)].casefold() != words.casefold():
        at = text.find(words) if words else -1
    return (at, at + len(words)) if at >= 0 else None


def _missed_mention(text: str, one: Body) -> dict[str, Any]:
    start, end = place_of(text, one["words"]) or (0, 0)
    return {"label": one["as"], "start": start, "end": end}


def _missed_fact(text: str, one: Body) -> dict[str, Any]:
    start, end = place_of(text, one["words"]) or (0, 0)
    made = {"code": one["as"], "start": start, "end": end, "assertion": one["assertion"]}
    return made | ({"placement": one["placement"]} if one.get("placement") else {})
