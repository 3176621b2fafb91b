"""Search before create: who or what is on record already, and the token without which nothing new is made.

`POST /matches` and `POST /records`: docs/api.md. Candidates are looked for among visible records alone, and
nothing here depends on any other: where a hidden record looks the same, its owner is told afterwards (`indexer.look_alikes`).
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from access.events import Action, Outcome
from access.handling import Handling, highest, marking, reader_view, visible
from access.handling import parse as parse_handling
from access.identity import Identity
from access.permit import Permit
from access.purposes import Purpose
from indexer.pole import Record, RecordErrors, parse_own
from indexer.resolve.subjects import LISTS
from indexer.store import Store
from indexer.store_written import Against, Came, Spent, TokenSpent
from portal.services.asker import Asker, Desk
from portal.services.creating import matching
from portal.services.creating.matching import SHOWN, Candidate
from portal.services.creating.not_them import NotThem
from portal.services.creating.subjects import (
    KINDS,
    Subject,
    look_over,
    says_which,
    searched_subjects,
    subject_of,
)
from portal.services.creating.tokens import MatchTokens, Searched, TokenInvalid
from portal.services.creating.writing import SYSTEM, Saved, Writing
from portal.services.errors import Conflict, Invalid, Invalids, Reason
from portal.services.nominals.service import REASON

TOKEN_FIELD = "X-Match-Token"  # noqa: S105
MOST_TOKENS = 20


@dataclass(frozen=True, slots=True)
class Form:
    """A record that somebody wants to make, with the tokens of its searches and the reason for making it all the same."""

    record: Mapping[str, Any]
    tokens: tuple[str, ...]
    reason: str | None


class Matches:
    """Searches before create, and creates."""

    def __init__(
        self,
        desk: Desk,
        store: Store,
        writing: Writing,
        tokens: MatchTokens,
        not_them: NotThem,
        clock: Callable[[], datetime],
    ) -> None:
        self._desk, self._store, self._writing, self._not_them = desk, store, writing, not_them
        self._tokens, self._clock = tokens, clock

    def search(self, asker: Asker, body: object) -> dict[str, Any]:
        """Candidates for a person, an object or a location, the best first, and the token that a create needs.

        Raises Invalids naming every wrong field, Denied, PurposeMissing.
        """
        began, now = time.perf_counter(), self._clock()
        with self._desk.look(asker, Action.MATCH, {"subject": body}) as look:
            look.outcome = Outcome.REFUSED
            subject = subject_of(body, now.date())
            (found,) = matching.candidates(look.reading, [subject], now.date())
            look.outcome = Outcome.ANSWERED
            shown = _shown(found)
            look.returned(one.hit.id for one in shown)
            strong = tuple(dict.fromkeys(one.hit.id for one in shown if one.strong))
            token = self._tokens.seal(
                asker.identity, asker.purpose, subject.kind, subject.fields, strong, now
            )
            return {
                "kind": subject.kind,
                "candidates": [one.as_json() for one in shown],
                "token": token,
                "expires_in": int(self._tokens.lifetime.total_seconds()),
                "systems": look.systems(_counted(shown)),
                "marking": highest(one.hit.marking for one in shown),
                "audit_id": look.audit_id,
                "took_ms": round((time.perf_counter() - began) * 1000),
            }

    def create(self, asker: Asker, body: object, token: str | None = None) -> dict[str, Any]:
        """Make a new record of what was searched for. token: as a header gave it; the body may, too.

        Raises Invalids (a field, a token that is missing or not right, a strong match passed over without a reason),
        Conflict (a token used before; a strong match that has come since), Denied, PurposeMissing.
        """
        now = self._clock()
        with self._desk.look(asker, Action.RECORD_CREATE, {"record": _without_tokens(body)}) as look:
            look.outcome = Outcome.REFUSED
            form = _form(body, token)
            made = self._checked(form.record, asker.identity, now)
            asked = searched_subjects(made)
            searches = self._opened(form.tokens, asker.identity, asker.purpose, now)
            covered, left = _covered(asked, searches), self._store.unsearched()
            each = list(matching.candidates(look.reading, asked, now.date()))
            found = [one for candidates in each for one in candidates]
            _weigh(found, covered, form.reason)
            against = Against(left, _unseen(asked, covered, asker.identity, now))
            # Before the row of a record made, too: only those who write in one instant leave one of a record that is not.
            if came := against.strong(self._store.written_since(left)):
                raise _later(came)
            saved = self._save(look.permit, made, form.reason, _ids(found), covered, against)
            self._not_them.say(look.permit, saved, asked, each, form.reason)
            look.outcome = Outcome.CREATED
            look.returned([f"{saved.system}/{saved.ref}"])
            return {
                "system": saved.system,
                "ref": saved.ref,
                "version": saved.version,
                "index": self._writing.state(saved),
                "marking": marking(parse_handling(made["handling"])),
                "audit_id": look.audit_id,
            }

    # ---------------------------------------------------------------------------------------------

    def _checked(self, given: Mapping[str, Any], identity: Identity, now: datetime) -> dict[str, Any]:
        """The record as it will be saved: with a title and handling where none were given, every field right."""
        kind = given.get("kind")
        if kind not in KINDS:
            raise Invalid("kind", f"must be one of {', '.join(KINDS)}")
        stamped = _stamped(now)
        if ours := [name for name in stamped if given.get(name) is not None]:
            raise Invalids((name, "unknown field: it is given here") for name in ours)
        made = {**given, **stamped}
        # Unless they say otherwise: for their own force, and sensitive where they may see what is.
        made.setdefault("handling", Handling.of_force(identity.force, sensitive=identity.sensitive).as_json())
        made["title"] = made.get("title") or "-"
        read = _read(made)
        look_over(made, now.date())
        subjects = searched_subjects(made)
        if not any(one.kind == kind and says_which(kind, one.fields) for one in subjects):
            raise Invalid(subjects[0].path if subjects else "body", f"says nothing of which {kind} it is")
        if not visible(identity, read.handling, now):
            raise Invalid("handling", "must let you see the record yourself")
        made["title"] = given.get("title") or title_of(made)
        return made

    def _save(
        self,
        permit: Permit,
        made: Mapping[str, Any],
        reason: str | None,
        seen: Sequence[str],
        searches: Sequence[Searched],
        against: Against,
    ) -> Saved:
        tokens = [Spent(one.digest, one.expires) for one in searches]
        try:
            return self._writing.save(permit, made, reason=reason, seen=seen, tokens=tokens, against=against)
        except TokenSpent as spent:
            raise _used(spent.id) from None
        except Came as late:
            raise _later(late.ids) from None

    def _opened(
        self, tokens: Sequence[str], identity: Identity, purpose: Purpose | None, now: datetime
    ) -> list[Searched]:
        if not tokens:
            raise Invalid(TOKEN_FIELD, "is missing: search first, by POST /api/v1/matches", Reason.MISSING)
        try:
            opened = [self._tokens.open(one, identity, purpose, now) for one in tokens]
        except TokenInvalid as wrong:
            said = "has expired" if wrong.late else "is not a token of yours for this purpose"
            reason = Reason.EXPIRED if wrong.late else Reason.NOT_THEIRS
            raise Invalid(TOKEN_FIELD, f"{said}: search again", reason) from None
        for used in self._store.spent([one.digest for one in opened]).values():
            raise _used(used)
        return opened


def _used(id_: str) -> Conflict:
    """Whose token it is has been checked, and so the record that it made is theirs to know of."""
    return Conflict(f"The token has been used, for {id_}. To make another record, search again.")


def title_of(record: Mapping[str, Any]) -> str:
    """A line for a record that was given none: what its subject is called."""
    kind = record["kind"]
    one: Mapping[str, Any] = record[LISTS[kind]][0]
    if kind == "person":
        name: Mapping[str, Any] = (one.get("names") or ({},))[0]
        words = ", ".join(str(name[p]) for p in ("surname", "forenames") if name.get(p)) or name.get("text")
        return str(words or "Person without a name")
    held = one.get("identifiers") or {}
    parts = (one.get("type"), held.get("vrm"), one.get("address"), one.get("postcode"))
    return " ".join(str(part) for part in parts if part) or kind.capitalize()


def _stamped(now: datetime) -> dict[str, Any]:
    """What is given again when the record is saved; it stands here so that the record can be read."""
    return {"system": SYSTEM, "ref": "-", "version": 1, "recorded": now.date().isoformat()}


def _read(record: Mapping[str, Any]) -> Record:
    try:
        return parse_own(record)
    except RecordErrors as wrong:
        raise Invalids((error.field or "body", error.message) for error in wrong.errors) from None


def _form(body: object, token: str | None) -> Form:
    if not isinstance(body, Mapping):
        raise Invalid("body", "must be a JSON object")
    given = body.get("tokens") or body.get("token") or []
    listed = [given] if isinstance(given, str) else list(given) if isinstance(given, list) else None
    if listed is None or not all(isinstance(one, str) for one in listed) or len(listed) > MOST_TOKENS:
        raise Invalid("tokens", f"must be at most {MOST_TOKENS} texts")
    reason = body.get("reason")
    if reason is not None and not isinstance(reason, str):
        raise Invalid("reason", "must be text")
    record = {name: value for name, value in body.items() if name not in ("token", "tokens", "reason")}
    return Form(
        record, tuple(dict.fromkeys(filter(None, [token, *listed]))), " ".join((reason or "").split()) or None
    )


def _without_tokens(body: object) -> object:
    """What of a create goes into the ledger before it: a token there could be used by who reads it."""
    if not isinstance(body, Mapping):
        return body
    return {name: value for name, value in body.items() if name not in ("token", "tokens")}


def _covered(asked: Sequence[Subject], searches: Sequence[Searched]) -> list[Searched]:
    """The search of each subject. Raises Invalids naming what of it was not searched for."""
    left, used = list(searches), []
    for subject in asked:
        same = next((one for one in left if not one.differs(subject.kind, subject.fields)), None)
        if same is None:
            raise _not_searched(subject, left)
        left.remove(same)
        used.append(same)
    return used


def _not_searched(subject: Subject, left: Sequence[Searched]) -> Invalid:
    near = [one.differs(subject.kind, subject.fields) for one in left if one.kind == subject.kind]
    if not near:
        return Invalid(subject.path, f"was not searched for: its {TOKEN_FIELD} is missing")
    fields = min(near, key=len)
    return Invalids(
        (f"{subject.path}.{name}", "differs from what was searched: search again") for name in fields
    )


def _shown(found: Sequence[Candidate]) -> list[Candidate]:
    """The best, and every strong one: none may be passed over that was not shown."""
    return [one for place, one in enumerate(found) if place < SHOWN or one.strong]


def _weigh(found: Sequence[Candidate], searches: Sequence[Searched], reason: str | None) -> None:
    """Raises Conflict for a strong match that the searches did not show, Invalid for one passed over in silence."""
    strong = _ids([one for one in found if one.strong])
    if new := _not_shown(strong, searches):
        raise _later(new)
    if strong and len(reason or "") < REASON[0]:
        raise Invalid(
            "reason",
            f"must say in {REASON[0]} characters or more why it is none of the strong matches: {', '.join(strong)}",
        )


def _unseen(
    asked: Sequence[Subject], searches: Sequence[Searched], who: Identity, now: datetime
) -> Callable[[Mapping[str, Record]], list[str]]:
    """Which of some records this reader may see, are strongly one of the subjects, and were not shown by the searches."""

    def strong(records: Mapping[str, Record]) -> list[str]:
        seen = {
            id_: reader_view(one.as_json(), who)
            for id_, one in records.items()
            if visible(who, one.handling, now)
        }
        return _not_shown(matching.strong_ids(asked, seen), searches)

    return strong


def _not_shown(ids: Sequence[str], searches: Sequence[Searched]) -> list[str]:
    return [id_ for id_ in ids if not any(search.showed(id_) for search in searches)]


def _later(ids: Sequence[str]) -> Conflict:
    return Conflict(f"{', '.join(ids)} looks the same and came after your search: search again.")


def _ids(found: Sequence[Candidate]) -> list[str]:
    return list(dict.fromkeys(one.hit.id for one in found))


def _counted(shown: Sequence[Candidate]) -> Counter[str]:
    return Counter({one.hit.id: one.hit.system for one in shown}.values())


__all__ = ["TOKEN_FIELD", "Matches", "title_of"]
