"""Reviews of retention in words. No Flask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from indexer.pole import RecordId
from portal.services.retention.rules import BY_REVIEW, BY_RULE, DECISIONS, rules
from portal.views import words

Row = Mapping[str, Any]
RETAIN, AMEND, DISPOSE = DECISIONS
_MESSAGES = {
    "reason": "Say why you decide so",
    "sure": "Tick that you know that it cannot be undone",
    "decision": "Choose whether it is retained, put right or disposed of",
    "next_on": "Give the day of the next review, after today and within the group's period",
}
_DECIDED = {RETAIN: "retained", AMEND: "to be put right", DISPOSE: "disposed of"}


def summary(due: Sequence[Row], *, more: bool) -> str:
    """`12 reviews due, 2 of them wait for an amendment.`"""
    if not due:
        return "No review is due."
    asked = sum(row["asked"] is not None for row in due)
    waiting = f", {asked} of them {'waits' if asked == 1 else 'wait'} for an amendment" if asked else ""
    first = f"The first {len(due)} reviews" if more else words.plural(len(due), "review")
    return f"{first} due{waiting}."


def group_words(row: Row) -> str:
    """`Group 2: other sexual, violent or serious`."""
    return f"Group {row['group']}: {row['label']}" if row.get("group") else "No group given"


def group_number(retention: Row) -> str:
    """`Group 2`, of a record's own words about keeping it."""
    return f"Group {retention['group']}" if retention.get("group") else "No group given"


def by_words(row: Row) -> str:
    """What gives a review its day: `by the rule: 6 years after it was recorded, on 3 March 2018. The record names no day`."""
    if row.get("by") == BY_RULE:
        rule = row["rule"]
        return f"by the rule: {rule['years']} years after it was recorded, on {words.day(rule['recorded'])}. The record names no day"
    return "as its last review said" if row.get("by") == BY_REVIEW else "the record's own day"


def decided_words(decision: str) -> str:
    """What was decided, as of a record."""
    return _DECIDED.get(decision, decision)


def done_words(done: Row) -> str:
    """`CRIMINT+ D1: retained until 3 Mar 2031. Recorded under the audit id …`, once a review was recorded."""
    until = f" until {words.day(str(done['next_on']))}" if done.get("next_on") else ""
    record = f"{words.system_name(str(done['system']))} {done['ref']}"
    return f"{record}: {decided_words(str(done['decision']))}{until}. Recorded under the audit id {done['audit_id']}."


def grounds_view(found: Row) -> dict[str, Any]:
    """What decides about a record, as rows and sentences."""
    noticed = found["noticed"]
    rows = [
        ("Group", group_words(found)),
        ("Period", f"{found['years']} {'clear ' if found['clear'] else ''}years"),
        ("Its periods count from", f"{words.day(found['own_on'])}, {words.age(found['own_on'])} ago"),
        ("Kept at least until", words.day(found["earliest"])),
    ]
    if found["clear_until"]:
        rows.append(("Clear period ends", words.day(found["clear_until"])))
    against = words.join_and([words.dated(one) for one in found["against"]])
    return {
        **found,
        "rows": rows,
        "against_words": against,
        "noticed": _record(noticed["record"]) | noticed if noticed else None,
    }


def _record(id_: str) -> dict[str, str]:
    return RecordId.parse(id_).as_json()


def choices(found: Row) -> list[tuple[str, str, str]]:
    """The decisions that are open: code, words, hint."""
    open_ = [
        (RETAIN, "Retain", "It stays as it is until its next review."),
        (AMEND, "Put right first", "Its owner amends it; it stays here until something in it has changed."),
    ]
    gone = "The record goes for good. What is left is its reference, a digest and your authority."
    return open_ if found["against"] else [*open_, (DISPOSE, "Dispose of", gone)]


def problems(errors: Iterable[tuple[str, str]], against: str | None = None) -> dict[str, str]:
    """What is wrong with a review, in words, by field. against: what speaks against the disposal that it asks for."""
    said = {field: _problem(field, message) for field, message in errors}
    return said | {"decision": f"It cannot be disposed of: {words.dated(against)}"} if against else said


def _problem(field: str, message: str) -> str:
    questions = rules().questions
    if field in questions:
        return f"Answer yes or no: {questions[field]}"
    if field.removesuffix("-why") in questions:
        return f"Say why: {questions[field.removesuffix('-why')]}"
    return _MESSAGES.get(field, f"The form {message}")


FILTERS = {
    "group_words": group_words,
    "decided_words": decided_words,
    "by_words": by_words,
    "group_number": group_number,
}
