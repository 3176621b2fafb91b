"""What stands on a card beside its warnings: status, counts and assessments, last events, links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from access.gateway import Hit
from portal.services.risk.standing import over, settled, state_of
from portal.services.risk.warnings import age, name_of, source, when

Json = Mapping[str, Any]
Person = tuple[Hit, Json]
LAST_EVENTS, MOST_LINKS, YEAR = 5, 30, 365
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

    def status(self) -> list[dict[str, Any]]:
        """Wanted, missing, bail, orders: those that stand today."""
        warrants = list(self._warrants())
        told = [one["source"] for one in warrants]
        said = (
            one for one in self._said() if one["source"] not in told
        )  # a warrant's own text is not a second one
        found = [*warrants, *self._missing(), *self._orders(), *said]
        return list({(s["kind"], s["text"]): s for s in found}.values())

    def _everybody(self) -> Sequence[Person]:
        return [*self.people, *self.elsewhere]

    def _warrants(self) -> Iterator[dict[str, Any]]:
        for hit, person in self._everybody():
            if hit.system == "EWMS" and not over(hit) and person.get("role") != "victim":
                yield _status("wanted", f"{_titled(person, hit)}{_in_doubt(hit)}", None, hit)

    def _missing(self) -> Iterator[dict[str, Any]]:
        for hit, person in self._everybody():
            if person.get("role") == "missing" and not over(hit):
                yield _status("missing", f"{_titled(person, hit)}{_in_doubt(hit)}", None, hit)

    def _orders(self) -> Iterator[dict[str, Any]]:
        here = [(hit, person) for hit in self.records for person in hit.record.get("people") or ()]
        for hit, person in {id(p): (h, p) for h, p in [*self._everybody(), *here]}.values():
            for order in person.get("orders") or ():
                until = str(order.get("until") or "") or None
                if not until or until[:10] >= self.today.isoformat():
                    kind = "bail" if "bail" in str(order.get("kind")).lower() else "order"
                    text = f"{_name(person)}: {order.get('conditions') or order.get('kind')}"
                    yield _status(kind, text, until, hit)

    def _said(self) -> Iterator[dict[str, Any]]:
        for hit, fact in self.said:
            if fact["code"] == "WANTED" and fact["assertion"] == "affirmed" and not settled(hit, "WANTED"):
                yield _status("wanted", str(fact.get("sentence") or "Wanted"), None, hit)

    def context(self, warnings: Sequence[Json]) -> list[dict[str, Any]]:
        """Domestic abuse in twelve months, assessments, repeat victims, children and vulnerable people."""
        return [*self._domestic(), *self._assessments(), *self._repeat(), *self._vulnerable(warnings)]

    def _domestic(self) -> Iterator[dict[str, Any]]:
        hits = [h for h in self._incidents() if "domestic-abuse" in (h.record.get("flags") or ())]
        recent = sorted(
            (h for h in hits if (a := age(when(h), self.today)) is not None and a <= YEAR),
            key=lambda h: (when(h) or "", h.id),
        )
        if recent:
            text = f"Domestic abuse: {len(recent)} in twelve months{self._as_what(recent)}"
            yield _context("domestic-abuse", text, recent[-1])

    def _incidents(self) -> Sequence[Hit]:
        return self.records if self.incidents is None else self.incidents

    def _as_what(self, hits: Sequence[Hit]) -> str:
        """What the card's person is to all of these records, where they are one thing: `, as suspect`."""
        if self.incidents is not None:
            return ""
        ids = {hit.id for hit in hits}
        roles = {str(person.get("role") or "") for hit, person in self.people if hit.id in ids}
        return f", as {next(iter(roles))}" if len(roles) == 1 and any(roles) else ""

    def _assessments(self) -> Iterator[dict[str, Any]]:
        # Of each person the newest: a later one of somebody else takes nothing back.
        newest: dict[tuple[str, str], tuple[str, dict[str, Any]]] = {}
        for hit in self._incidents():
            for person in hit.record.get("people") or ():
                for one in person.get("assessments") or ():
                    day, kind = str(one.get("on") or when(hit) or ""), str(one.get("kind"))
                    key = kind, _name(person).casefold()
                    if day >= newest.get(key, ("", {}))[0]:
                        said = " ".join(
                            str(part)
                            for part in (kind, one.get("score"), _dash(one))
                            if part not in (None, "")
                        )
                        newest[key] = (day, _context("assessment", f"{said} ({_name(person)})", hit, day))
        yield from (made for _, made in newest.values())

    def _repeat(self) -> Iterator[dict[str, Any]]:
        """Of a person where they are the victim; of a place whoever is the victim there, by name."""
        flagged = [h for h in self._incidents() if "repeat-victim" in (h.record.get("flags") or ())]
        mine = {h.id for h, person in self.people if person.get("role") == "victim"}
        hits = [h for h in flagged if h.id in mine] if self.incidents is None else flagged
        if hits:
            newest = max(hits, key=lambda h: (when(h) or "", h.id))
            whom = [_name(p) for p in newest.record.get("people") or () if p.get("role") == "victim"]
            text = f"Repeat victim: {', '.join(whom)}" if whom else "Repeat victim"
            yield _context("repeat-victim", text, newest)

    def _vulnerable(self, warnings: Sequence[Json]) -> Iterator[dict[str, Any]]:
        yield from self._children()
        for code, kind in (
            ("VUL", "vulnerable"),
            ("MN", "mental-health"),
            ("SU", "suicide"),
            ("CO", "contagion"),
        ):
            found = next((w for w in warnings if w["code"] == code and w["assertion"] == "affirmed"), None)
            if found:
                yield {"kind": kind, "text": found["label"], "date": found["date"], "source": found["source"]}

    def _children(self) -> Iterator[dict[str, Any]]:
        seen: set[str] = set()
        for hit, person in self.people:
            born = next((d for d in person.get("dates_of_birth") or () if len(d) == 10), None)
            if born is None or _name(person).casefold() in seen:
                continue
            years = (self.today - date.fromisoformat(born)).days // 365.25
            if years < 18:
                seen.add(_name(person).casefold())
                yield _context("child", f"Child: {_name(person)}, {int(years)}", hit)

    def kinds(self, status: Iterable[Json], context: Iterable[Json]) -> frozenset[str]:
        """The kinds that the bands' rules ask about."""
        found = {str(s["kind"]) for s in status} | {str(c["kind"]) for c in context}
        if any(
            c["kind"] == "assessment" and c["text"].startswith("DASH") and "high" in c["text"]
            for c in context
        ):
            found.add("dash-high")
        return frozenset(found)


def _in_doubt(hit: Hit) -> str:
    """What to say of a status that is not known to mean open."""
    state = state_of(hit)
    return "" if state in _OPEN else f" (status: {state})" if state else " (status not given)"


def _dash(one: Json) -> str:
    """The band; DASH scores are banded 0-9 standard, 10-13 medium, 14 and more high."""
    if one.get("band"):
        return str(one["band"])
    score = one.get("score")
    if one.get("kind") != "DASH" or not isinstance(score, int | float):
        return ""
    return "high" if score >= 14 else "medium" if score >= 10 else "standard"


def events(records: Sequence[Hit], role: Mapping[str, str]) -> list[dict[str, Any]]:
    """The last events. role: record id to what it is to the card."""
    found = newest_first(h for h in records if h.kind in {"event", "report"})
    return [row(hit, role.get(hit.id)) for hit in found[:LAST_EVENTS]]


def newest_first(hits: Iterable[Hit]) -> list[Hit]:
    """Records in a list: the last that happened first."""
    return sorted(hits, key=lambda hit: (when(hit) or "", hit.id), reverse=True)


def row(hit: Hit, role: str | None = None) -> dict[str, Any]:
    """A record in a list."""
    return {**source(hit), "title": hit.title, "role": role, "occurred": when(hit), "marking": hit.marking}


def links(people: Sequence[Person], users: Sequence[Person], records: Sequence[Hit]) -> list[dict[str, Any]]:
    """People, vehicles, other things and phones of a card, each once with the records that say so. users: of the phones."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for hit, person in people:
        born = next(iter(person.get("dates_of_birth") or ()), "")
        _link(found, "person", _name(person), str(person.get("role") or "linked"), hit, born)
    for hit, person in users:
        for phone in (person.get("identifiers") or {}).get("phone") or ():
            _link(found, "phone", str(phone), "used by " + _name(person), hit)
    for hit in records:
        for thing in hit.record.get("objects") or ():
            held = thing.get("identifiers") or {}
            title = " ".join(str(part) for part in (held.get("vrm"), thing.get("description")) if part)
            _link(found, str(thing.get("type") or "object"), title, str(thing.get("role") or "linked"), hit)
    return list(found.values())[:MOST_LINKS]


def _link(
    found: dict[tuple[str, str], dict[str, Any]], kind: str, title: str, role: str, hit: Hit, more: str = ""
) -> None:
    if not title:
        return
    made = found.setdefault(
        (kind, title.casefold()), {"kind": kind, "role": role, "title": title, "records": []}
    )
    if more and more not in made["title"]:
        made["title"] = f"{made['title']}, born {more}" if "born" not in made["title"] else made["title"]
    if source(hit) not in made["records"]:
        made["records"].append(source(hit))


def _status(kind: str, text: str, until: str | None, hit: Hit) -> dict[str, Any]:
    return {"kind": kind, "text": text, "until": until, "source": source(hit)}


def _context(kind: str, text: str, hit: Hit, day: str | None = None) -> dict[str, Any]:
    return {"kind": kind, "text": text, "date": (day or when(hit) or "")[:10] or None, "source": source(hit)}


def _titled(person: Json, hit: Hit) -> str:
    """Whom a record is about and its title, which may name them already."""
    name = _name(person)
    return hit.title if name in hit.title else f"{name}: {hit.title}"


def _name(person: Json) -> str:
    return name_of(person) or "name not known"
