"""What stands on a card beside its warnings: status, counts and assessments, last events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from access.gateway import Hit
from access.partial_dates import begun, ended, last_day, years_on
from nlp.assertions import Assertion
from portal.services.risk.dangers import Danger
from portal.services.risk.flags import DOMESTIC_ABUSE, REPEAT_VICTIM, flagged
from portal.services.risk.lazy import lazy
from portal.services.risk.linked import Person, called
from portal.services.risk.roles import is_adverse, is_sufferer, role_of
from portal.services.risk.sources import age, name_of, when
from portal.services.risk.standing import is_search, is_warrant, over, settled, state_of
from portal.services.risk.told import Row, Status, Told

Json = Mapping[str, Any]
# What a text says of somebody that stands until it is over, as a status.
_STANDS = {"WANTED": "wanted", "MISSING": "missing"}
LAST_EVENTS, YEAR, OF_AGE = 5, 365, 18
_DAY = len("1980-02-03")
# A warrant and a missing person stand until the record says that they are over: a system's own word for open is not known.
_OPEN = frozenset({"outstanding", "issued", "open", "active", "missing"})


@dataclass(frozen=True)
class Context:
    """Composes as of a day. records: the card's own; people: those whom the card is about, with their records; said: the
    facts of texts that are said of the card's people or place; elsewhere: the same people, and whoever belongs to the place, as
    other records have them; incidents: the records that may count as domestic abuse of the card, all of them unless given."""

    today: date
    records: Sequence[Hit]
    people: Sequence[Person]
    said: Sequence[tuple[Hit, Json]] = ()
    elsewhere: Sequence[Person] = ()
    incidents: Sequence[Hit] | None = None

    def status(self) -> list[Status]:
        """Wanted, missing, bail, orders: those that stand today."""
        warrants = list(self._warrants())
        stated = [*warrants, *self._missing()]
        told = {(one.kind, one.hit.id) for one in stated}
        # A warrant's own text is not a second one.
        said = (one for one in self._said() if (one.kind, one.hit.id) not in told)
        found = [*stated, *self._orders(), *said]
        return list({(one.kind, one.text): one for one in found}.values())

    def _everybody(self) -> Sequence[Person]:
        return [*self.people, *self.elsewhere]

    def _warrants(self) -> Iterator[Status]:
        for hit, person in self._everybody():
            if is_warrant(hit) and not is_search(hit) and not over(hit, "WANTED") and _sought(person, hit):
                yield Status("wanted", f"{_titled(person, hit)}{_in_doubt(hit)}", None, hit)

    def _missing(self) -> Iterator[Status]:
        for hit, person in self._everybody():
            if role_of(person) == "missing" and not over(hit, "MISSING"):
                yield Status("missing", f"{_titled(person, hit)}{_in_doubt(hit)}", None, hit)

    def _orders(self) -> Iterator[Status]:
        here = [(hit, person) for hit in self.records for person in hit.record.get("people") or ()]
        for hit, person in {id(p): (h, p) for h, p in [*self._everybody(), *here]}.values():
            for order in person.get("orders") or ():
                until = order.get("until") or None
                if not ended(until, self.today) and begun(order.get("from"), self.today):
                    yield Status(_kind_of(order), f"{called(person)}: {_ordered(order)}", until, hit)

    def _said(self) -> Iterator[Status]:
        for hit, fact in self.said:
            kind = _STANDS.get(str(fact["code"]))
            if (
                kind
                and Assertion.read(str(fact["assertion"])) is Assertion.AFFIRMED
                and not settled(hit, fact["code"])
            ):
                yield Status(kind, str(fact.get("sentence") or kind.capitalize()), None, hit)

    def context(self, dangers: Sequence[Danger]) -> list[Told]:
        """Warrants to search, domestic abuse in twelve months, assessments, repeat victims, children and vulnerable people."""
        return [
            *self._searches(),
            *self._domestic(),
            *self._assessments(),
            *self._repeat(),
            *self._vulnerable(dangers),
        ]

    def _searches(self) -> Iterator[Told]:
        """A warrant to search seeks nobody: it is good to know of the place and of whoever is there."""
        for hit in self.records:
            if is_warrant(hit) and is_search(hit) and not over(hit, "WANTED"):
                yield Told.by(hit, "search-warrant", f"Search warrant: {hit.title}{_in_doubt(hit)}")

    def _domestic(self) -> Iterator[Told]:
        hits = [h for h in self._incidents() if flagged(h, DOMESTIC_ABUSE)]
        recent = sorted(
            (h for h in hits if (a := age(when(h), self.today)) is not None and a <= YEAR),
            key=lambda h: (when(h) or "", h.id),
        )
        if recent:
            text = f"Domestic abuse: {len(recent)} in twelve months{self._as_what(recent)}"
            yield Told.by(recent[-1], "domestic-abuse", text)

    def _incidents(self) -> Sequence[Hit]:
        return self.records if self.incidents is None else self.incidents

    def _as_what(self, hits: Sequence[Hit]) -> str:
        """What the card's person is to all of these records, where they are one thing: `, as suspect`."""
        if self.incidents is not None:
            return ""
        ids = {hit.id for hit in hits}
        roles = {str(person.get("role") or "") for hit, person in self.people if hit.id in ids}
        return f", as {next(iter(roles))}" if len(roles) == 1 and any(roles) else ""

    def _assessments(self) -> Iterator[Told]:
        for day, hit, person, one in self._newest:
            parts = (one.get("kind"), one.get("score"), _band(one))
            said = " ".join(str(part) for part in parts if part not in (None, ""))
            yield Told.by(hit, "assessment", f"{said} ({called(person)})", day)

    @lazy
    def _newest(self) -> list[tuple[str, Hit, Json, Json]]:
        """Of each kind of assessment and each person the newest: a later one of somebody else takes nothing back."""
        newest: dict[tuple[str, object], tuple[str, Hit, Json, Json]] = {}
        for hit in self._incidents():
            for person in hit.record.get("people") or ():
                for one in person.get("assessments") or ():
                    day, key = str(one.get("on") or when(hit) or ""), (str(one.get("kind")), _who(person))
                    if key not in newest or day >= newest[key][0]:
                        newest[key] = day, hit, person, one
        return list(newest.values())

    def _repeat(self) -> Iterator[Told]:
        """Of a person where they are the victim; of a place whoever is the victim there, by name."""
        repeated = [h for h in self._incidents() if flagged(h, REPEAT_VICTIM)]
        mine = {h.id for h, person in self.people if role_of(person) == "victim"}
        hits = [h for h in repeated if h.id in mine] if self.incidents is None else repeated
        if hits:
            newest = max(hits, key=lambda h: (when(h) or "", h.id))
            whom = [called(p) for p in newest.record.get("people") or () if role_of(p) == "victim"]
            text = f"Repeat victim: {', '.join(whom)}" if whom else "Repeat victim"
            yield Told.by(newest, "repeat-victim", text)

    def _vulnerable(self, dangers: Sequence[Danger]) -> Iterator[Told]:
        yield from self._children()
        for code, kind in (
            ("VUL", "vulnerable"),
            ("MN", "mental-health"),
            ("SU", "suicide"),
            ("CO", "contagion"),
        ):
            found = next((one for one in dangers if one.code == code and one.present), None)
            if found:
                yield Told(kind, found.label, found.day, found.hit)

    def _children(self) -> Iterator[Told]:
        """Whoever is not of age for certain: of whom a year or a month of birth alone is known may be."""
        seen: set[object] = set()
        for hit, person in self.people:
            dates = sorted(map(str, person.get("dates_of_birth") or ()), key=len, reverse=True)
            if not dates or (who := (_who(person), dates[0])) in seen:
                continue
            born = date.fromisoformat(last_day(dates[0]))
            if years_on(born, OF_AGE) > self.today:
                seen.add(who)
                age_ = str(_years(born, self.today)) if len(dates[0]) == _DAY else f"born {dates[0]}"
                yield Told.by(hit, "child", f"Child: {called(person)}, {age_}")

    def kinds(self, status: Iterable[Status], context: Iterable[Told]) -> frozenset[str]:
        """The kinds that the bands' rules ask about."""
        found = {one.kind for one in status} | {one.kind for one in context}
        if any(_is_dash(one) and "high" in _band(one).casefold() for _, _, _, one in self._newest):
            found.add("dash-high")
        return frozenset(found)


def _sought(person: Json, hit: Hit) -> bool:
    """Whether a warrant may seek this person: not who suffered or saw something, nor anybody beside whom it is about."""
    about = any(is_adverse(one) for one in hit.record.get("people") or ())
    return is_adverse(person) if about else not is_sufferer(person)


def _kind_of(order: Json) -> str:
    """What an order's kind is to the contract: a status of somebody (`wanted`, `missing`), bail, or else an order."""
    given = str(order.get("kind")).lower()
    return next((kind for kind in ("wanted", "missing", "bail") if kind in given), "order")


def _ordered(order: Json) -> str:
    """An order in words: which it is, and its conditions, which may say so themselves."""
    kind, conditions = str(order.get("kind") or ""), str(order.get("conditions") or "")
    if not conditions:
        return kind
    said = kind.lower() in (_kind_of(order), "") or kind.lower() in conditions.lower()
    return conditions if said else f"{kind}: {conditions}"


def _in_doubt(hit: Hit) -> str:
    """What to say of a status that is not known to mean open."""
    state = state_of(hit)
    return "" if state in _OPEN else f" (status: {state})" if state else " (status not given)"


def _is_dash(one: Json) -> bool:
    return str(one.get("kind")).casefold().startswith("dash")


def _band(one: Json) -> str:
    """The band given; of a DASH score (0-9 standard, 10-13 medium, 14 and more high) that is higher, its own."""
    given, score = str(one.get("band") or ""), one.get("score")
    if not _is_dash(one) or not isinstance(score, int | float):
        return given
    own = "high" if score >= 14 else "medium" if score >= 10 else "standard"
    if not given:
        return own
    return f"{given}, {own} by its score" if _rank(own) > _rank(given) else given


def _rank(band: str) -> int:
    """A band's place; one that is not known is above all, so that nothing is said against it."""
    return next(
        (at for at, known in enumerate(("standard", "medium", "high")) if known in band.casefold()), 3
    )


def _who(person: Json) -> object:
    """A person by name; one without a name is nobody else."""
    return name_of(person).casefold() or id(person)


def _years(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def events(records: Sequence[Hit], role: Mapping[str, str]) -> list[Row]:
    """The last events. role: record id to what it is to the card."""
    found = newest_first(h for h in records if h.kind in {"event", "report"})
    return [Row(hit, role.get(hit.id)) for hit in found[:LAST_EVENTS]]


def newest_first(hits: Iterable[Hit]) -> list[Hit]:
    """Records in a list: the last that happened first."""
    return sorted(hits, key=lambda hit: (when(hit) or "", hit.id), reverse=True)


def _titled(person: Json, hit: Hit) -> str:
    """Whom a record is about and its title, which may name them already."""
    name = called(person)
    return hit.title if name in hit.title else f"{name}: {hit.title}"
