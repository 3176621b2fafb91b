"""Cards: what a despatcher reads. One a place, a person or a thing, composed from records that the reader may see."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any

from access.gateway import Hit
from access.handling import highest
from indexer.resolve.query import Match
from indexer.resolve.scorer import Held, written_names
from portal.search.bands import Bands, packaged
from portal.services.risk.bearing import Bearings, Level, Target
from portal.services.risk.belonging import Belonging, abusing
from portal.services.risk.context import Context, events, links, newest_first, row
from portal.services.risk.grouping import Group
from portal.services.risk.homes import homes_of
from portal.services.risk.household import DANGER, owner, told_of
from portal.services.risk.people import UNASKED
from portal.services.risk.telling import facts_told_of, warnings_of
from portal.services.risk.warnings import Warner, name_of, ordered, same_danger, source
from portal.services.written import in_case

Json = Mapping[str, Any]
Said = tuple[Hit, Json]
NEAR = 20
# Dangers that stay where they were seen, when those who are told of go elsewhere.
OF_PLACES = frozenset({"DOG", "CHILD", "DR", "DV"})
BAND_ORDER = {"high": 0, "medium": 1, "low": 2, "none": 3}


class Composer:
    """Composes the cards of one lookup, as of a day. bands: the force's own rules, or those that come with the software."""

    def __init__(self, today: date, bands: Bands | None = None, bearings: Bearings | None = None) -> None:
        self.today, self.bearings = today, bearings or Bearings(today)
        self._bands = bands or packaged()

    def place(
        self,
        target: Target,
        title: str,
        match: Match,
        hits: Sequence[Hit],
        belong: Sequence[Belonging] = (),
    ) -> dict[str, Any]:
        """The card of an address. hits: all that stand at the building and on the street, and others; belong: who belongs to it."""
        levels = self.bearings.levels(target, hits)
        there = [hit for hit in hits if hit.id in levels]
        own = [hit for hit in there if levels[hit.id] is Level.SAME]
        loose = [hit for hit in there if levels[hit.id] is Level.FLAT_NOT_STATED]
        told = [*own, *loose] if target.flat else own
        residents = [(hit, held.person) for hit in told for held in self.bearings.of(hit).residents(target)]
        warnings = ordered([*self._of_those(belong), *self._place_warnings(target, told)])
        beside = (hit for hit in there if levels[hit.id] in (Level.OTHER_FLAT, Level.FLAT_NOT_STATED))
        near = {
            "same_address": [row(hit) for hit in newest_first(own)[:NEAR]],
            "same_building": [row(hit) for hit in newest_first(beside)[:NEAR]],
            "same_street": [row(hit) for hit in islice(self.bearings.along(target, hits), NEAR)],
        }
        around = Context(
            self.today,
            told,
            residents,
            [*self._said_here(target, told), *self._said_of(belong)],
            elsewhere=_people(belong),
            incidents=[hit for hit in told if self._happened(target, hit)],
        )
        linked = [
            *residents,
            *((o.hit, o.person) for hit in told for o in abusing(target, self.bearings.of(hit))),
        ]
        return self._card("location", title, None, match, around, warnings, near, linked)

    def _happened(self, target: Target, hit: Hit) -> bool:
        """Whether a record's incident was at the address: it states so, or states no place and somebody of it lives there."""
        bearing = self.bearings.of(hit)
        return bearing.stands_at(target) or not bearing.stated

    def _said_here(self, target: Target, told: Sequence[Hit]) -> Iterator[Said]:
        """The facts that are said of an address or of those who live there."""
        for bearing in map(self.bearings.of, told):
            yield from ((bearing.hit, fact) for fact in bearing.facts_at(target))
            for held in bearing.residents(target):
                yield from ((bearing.hit, fact) for fact in bearing.facts_of(held.person))

    def _place_warnings(
        self, target: Target, told: Sequence[Hit], besides: Collection[int] = ()
    ) -> Iterator[dict[str, Any]]:
        """besides: the people (by `id`) whose own markers are told already."""
        warner = Warner(self.today)
        for hit in told:
            bearing = self.bearings.of(hit)
            here = list(bearing.facts_at(target))
            yield from (warner.of_fact(hit, fact) for fact in here)
            for place, keys in bearing.stated:
                if target.has(keys):
                    yield from (warner.of_marker(hit, marker) for marker in place.get("markers") or ())
            for held in bearing.residents(target):
                if id(held.person) not in besides:
                    yield from self._carried(hit, held.person, here)

    def _carried(self, hit: Hit, person: Json, told: Collection[Json] = ()) -> Iterator[dict[str, Any]]:
        """What goes with somebody wherever they are: their markers, and what a text says of them wherever it was. told: facts
        that are said of the place already."""
        warner, whose = Warner(self.today), name_of(person)
        yield from (warner.of_marker(hit, marker, person) for marker in person.get("markers") or ())
        for fact in self._told_of(hit, person):
            if fact["code"] not in OF_PLACES and fact not in told:
                yield {**warner.of_fact(hit, fact), "subject": whose or fact.get("subject")}

    def _of_those(self, belong: Iterable[Belonging]) -> Iterator[dict[str, Any]]:
        """The dangers of those who belong to a place or a thing, each with how they do."""
        for one in belong:
            for member in one.group.members:
                yield from ({**w, "tie": one.how} for w in self._carried(member.hit, member.person))

    def _said_of(self, belong: Iterable[Belonging]) -> Iterator[Said]:
        for one in belong:
            for member in one.group.members:
                yield from ((member.hit, fact) for fact in self._told_of(member.hit, member.person))

    def person(
        self, group: Group, homes: Sequence[tuple[Target, Sequence[Hit]]], match: Match = UNASKED
    ) -> dict[str, Any]:
        """The card of a person. homes: where they live, with the records that bear on each place; match: how well all that their
        records say answers the question."""
        found = [
            warning
            for member in group.members
            for warning in warnings_of(self.bearings.of(member.hit), member.person, self.today)
        ]
        own_dangers = {same_danger(warning) for warning in found}
        themselves = frozenset(id(member.person) for member in group.members)
        theirs: list[tuple[dict[str, Any], Held]] = []
        for target, hits in homes:
            for warning, whose in self._at_home(group, target, hits, themselves):
                if whose is None and same_danger(warning) not in own_dangers:
                    found.append({**warning, "at": "home address"})
                elif whose is not None:
                    theirs.append((warning, whose))
        people = [(member.hit, member.person) for member in group.members]
        own = {hit.id for hit in group.hits}
        around = [hit for target, hits in homes for hit in hits if hit.id not in own]
        near = {
            "same_address": [row(hit) for hit in newest_first(around)[:NEAR]],
            "same_building": [],
            "same_street": [],
        }
        others = [
            (hit, person)
            for hit in group.hits
            for person in hit.record.get("people") or ()
            if id(person) not in themselves
        ]
        said = [
            (member.hit, fact)
            for member in group.members
            for fact in self._told_of(member.hit, member.person)
        ]
        around_them = Context(self.today, group.hits, people, said)
        card = self._card(
            "person",
            _title(group),
            group.nominal,
            match,
            around_them,
            ordered(found),
            near,
            others,
            theirs,
        )
        lived = homes_of(group.members, self.today)
        return card | {
            "links": [*lived, *card["links"]],
            "differs": _differs(group),
            "joined": _joined(group),
        }

    def _at_home(
        self, group: Group, target: Target, hits: Sequence[Hit], themselves: frozenset[int]
    ) -> Iterator[tuple[dict[str, Any], Held | None]]:
        """The warnings of a home, each with the namesake or twin who lives there, too, and whose it is."""
        by_source = {(hit.system, hit.ref): self.bearings.of(hit) for hit in hits}
        cards = [member.held for member in group.members]
        for warning in self._place_warnings(target, hits, besides=themselves):
            bearing = by_source[warning["source"]["system"], warning["source"]["ref"]]
            yield warning, owner(warning, bearing, themselves, cards)

    def _told_of(self, hit: Hit, person: Json) -> Iterator[Json]:
        return facts_told_of(self.bearings.of(hit), person)

    def thing(
        self, title: str, match: Match, hits: Sequence[Hit], belong: Sequence[Belonging] = ()
    ) -> dict[str, Any]:
        """The card of a vehicle or another thing: its records, and what they say of those who have it. belong: them."""
        warner = Warner(self.today)
        found = [warner.of_fact(hit, fact) for hit in hits for fact in hit.facts]
        people = [(hit, person) for hit in hits for person in hit.record.get("people") or ()]
        found += [
            warner.of_marker(hit, m, person) for hit, person in people for m in person.get("markers") or ()
        ]
        near: dict[str, list[Any]] = {"same_address": [], "same_building": [], "same_street": []}
        said = [(hit, fact) for hit in hits for fact in hit.facts]
        around = Context(
            self.today,
            hits,
            people,
            [*said, *self._said_of(belong)],
            elsewhere=_people(belong),
            incidents=hits,
        )
        warnings = ordered([*self._of_those(belong), *found])
        return self._card("object", title, None, match, around, warnings, near, people)

    def record(self, hit: Hit, match: Match) -> dict[str, Any]:
        """A record asked for by its reference, when it is about nobody and nowhere in particular."""
        return self.thing(hit.title, match, [hit])

    def _card(
        self,
        kind: str,
        title: str,
        nominal: str | None,
        match: Match,
        around: Context,
        warnings: list[dict[str, Any]],
        near: Mapping[str, list[Any]],
        linked: Sequence[tuple[Hit, Json]],
        theirs: Sequence[tuple[dict[str, Any], Held]] = (),
    ) -> dict[str, Any]:
        """theirs: warnings of somebody else at the home who could be taken for the card's person, each with whose it is."""
        records, people = around.records, around.people
        status, context = around.status(), [*told_of(theirs), *around.context(warnings)]
        # Rules that know nothing of such a danger count it as any other, so that it is never of no weight.
        counted = [] if self._bands.know(DANGER) else [warning for warning, _ in theirs]
        banded = self._bands.of([*warnings, *counted], around.kinds(status, context))
        roles = {hit.id: str(person.get("role")) for hit, person in people if person.get("role")}
        return {
            "kind": kind,
            "title": title,
            "nominal": nominal,
            "records": [source(hit) for hit in records],
            "match": _matched(match),
            "band": banded.band,
            "band_reasons": list(banded.because),
            "band_rules": banded.version,
            "warnings": warnings,
            "status": status,
            "context": context,
            "events": events(records, roles),
            "links": links(linked, people, records),
            "near": near,
            "marking": highest(_markings(records, (warnings, context, *near.values()))),
        }


def _markings(records: Sequence[Hit], lists: Iterable[Sequence[Json]]) -> list[str]:
    """Of everything on a card: what stands at somebody's home may be marked higher than their own records."""
    told = [str(one["marking"]) for some in lists for one in some if one.get("marking")]
    return [*(hit.marking for hit in records), *told]


def _matched(match: Match) -> dict[str, Any]:
    """A match as the API has it (docs/api.md), with the weights beside."""
    weighed = sorted(match.evidence, key=lambda reason: -abs(reason.weight))
    return {
        "score": match.score,
        "strength": match.strength,
        "reasons": list(match.reasons),
        "evidence": [{"text": reason.text, "weight": round(reason.weight, 2)} for reason in weighed],
    }


def best_first(cards: list[dict[str, Any]], lead: str = "") -> list[dict[str, Any]]:
    """The best answer first; of equally good ones the more dangerous, then places, then by title and id. lead: the nominal
    that stands before others as good."""
    return sorted(
        cards,
        key=lambda c: (
            -c["match"]["score"], not (lead and c["nominal"] == lead), BAND_ORDER[c["band"]], c["kind"] != "location", c["title"], c["nominal"] or "", str(c["records"][:1]),
        ),
    )  # fmt: skip


def _people(belong: Iterable[Belonging]) -> list[tuple[Hit, Json]]:
    return [(member.hit, member.person) for one in belong for member in one.group.members]


def _title(group: Group) -> str:
    """The name as the best answer has it, with the date of birth that most of the records give."""
    named = written_names(group.best.person)
    name = next((text for kind, text in named if kind != "alias"), named[0][1] if named else "name not known")
    shown = in_case(name)
    born = [d for member in group.members for d in member.person.get("dates_of_birth") or ()]
    return f"{shown}, born {max(sorted(set(born)), key=born.count)}" if born else shown


def _joined(group: Group) -> list[dict[str, Any]]:
    """Why each record but the first is taken to speak of the same person."""
    return [
        source(j.candidate.hit) | {"score": j.match.score, "reasons": list(j.match.reasons)}
        for j in group.joins
    ]


def _differs(group: Group) -> list[str]:
    """What the records of one person say differently: shown, not hidden."""
    born = sorted({d for m in group.members for d in m.person.get("dates_of_birth") or ()})
    named = sorted(
        {text.casefold() for m in group.members for kind, text in written_names(m.person) if kind != "alias"}
    )
    said = []
    if len(born) > 1:
        said.append("dates of birth: " + ", ".join(born))
    if len(named) > 1:
        said.append("names: " + ", ".join(text.title() for text in named))
    return said
