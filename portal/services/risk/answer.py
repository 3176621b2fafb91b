"""The risk lookup itself: two rounds of questions, then cards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from access.gateway import Found, Hit, Reading
from access.queries import Find
from indexer.resolve.query import POSSIBLE, STRONG, WEIGHTS, Match, Reason, match_of
from portal.search import risk
from portal.search.bands import Bands
from portal.search.box import call_words
from portal.search.box.understood import Understood
from portal.services.nominals.members import EdgeSource
from portal.services.risk.bearing import Bearing, Bearings, Level, Target, current_homes, target_of
from portal.services.risk.belonging import Belonging, at_place, of_thing
from portal.services.risk.card import Card, best_first
from portal.services.risk.cards import Composer
from portal.services.risk.grouping import Group, grouped, join
from portal.services.risk.people import Candidate, candidates, everybody
from portal.services.risk.places import Home, places
from portal.services.risk.ranking import Ranked, ranked
from portal.services.risk.sources import when
from portal.services.risk.things import things
from portal.services.risk.ties import Tied, Ties

MOST_PLACES, MOST_PEOPLE, MOST_THINGS = 6, 8, 4
FOLLOWED, HOMES = 3, 2
LEAST_SHOWN = 0.03  # score; a surname alone with another forename comes to .07


@dataclass(frozen=True, slots=True)
class Answer:
    """Cards, and the question as it was understood in the end."""

    cards: list[Card]
    understood: Understood


@dataclass(frozen=True, slots=True)
class Belongings:
    """Who belongs to each of the likeliest addresses (by target) and things (by their number)."""

    places: Mapping[Target, Sequence[Belonging]]
    things: Mapping[tuple[str, str], Sequence[Belonging]]

    def groups(self) -> list[Group]:
        """All of them, as human beings."""
        return [one.group for some in (*self.places.values(), *self.things.values()) for one in some]

    def tied(self, tied: Tied, around: Sequence[Candidate]) -> Belongings:
        """The same with the records that edges join to them."""

        def joined(some: Sequence[Belonging]) -> list[Belonging]:
            return [part for one in some for part in one.tied(tied, around)]

        return Belongings(
            {where: joined(some) for where, some in self.places.items()},
            {key: joined(some) for key, some in self.things.items()},
        )

    def at(self, target: Target) -> Sequence[Belonging]:
        """Who belongs to an address."""
        return self.places.get(target, ())

    def to(self, key: tuple[str, str]) -> Sequence[Belonging]:
        """Who belongs to a thing."""
        return self.things.get(key, ())


@dataclass(frozen=True, slots=True)
class First:
    """What the first round of questions found: records, the people and addresses that may be meant, whoever belongs to them."""

    hits: list[Hit]
    people: list[Group]
    homes: list[Home]
    belonging: Belongings

    @property
    def followed(self) -> list[Group]:
        """The likeliest people, whose homes and other records are asked for: beside one who answers strongly, not those who
        answer weakly."""
        sure = bool(self.people) and self.people[0].best.match.score >= STRONG
        least = POSSIBLE if sure else 0.0
        return [group for group in self.people[:FOLLOWED] if group.best.match.score >= least]


@dataclass(frozen=True, slots=True)
class Second:
    """What the second round adds. hits: those of both rounds; later: those that the first had not; tied: the edges whose ends
    the reader sees; around: everybody in the hits, where there are such edges."""

    hits: list[Hit]
    later: list[Hit]
    tied: Tied
    around: list[Candidate]


class RiskLookup:
    """One lookup of one reader."""

    def __init__(self, reading: Reading, today: date, edges: EdgeSource, bands: Bands | None = None) -> None:
        self._reading, self._today, self._edges = reading, today, edges
        self._bearings = Bearings(today)
        self._composer = Composer(today, bands, self._bearings)

    def ask(self, asked: Understood) -> Answer:
        """The cards for a question."""
        first = self._first_round(asked)
        second = self._second_round(first)
        people, lead = self._people(asked, first, second)
        cards = best_first(self._cards(asked, first, second, people), lead)
        answer = Answer(cards, _settled(asked, first.homes, people))
        weighty = people and not (asked.place.streets and call_words.said(asked.text))
        likely = weighty or any(card.match.score >= POSSIBLE for card in cards)
        return answer if likely else self._by_words(answer)

    def _first_round(self, asked: Understood) -> First:
        hits = _merged(self._reading.find_all(risk.first_round(asked)))
        read = self._read(hits)
        people = grouped(candidates(asked, read))[:MOST_PEOPLE]
        homes = _worth_a_card(places(asked, read))
        return First(hits, people, homes, self._belonging(asked, homes, hits))

    def _second_round(self, first: First) -> Second:
        """In one more round trip all that stands at and around the addresses, at the homes of the likeliest people, and in other
        records of theirs: those that edges lead to, and those alike."""
        followed = first.followed
        ties = Ties.of([*followed, *first.belonging.groups()], self._edges)
        finds = [
            *self._around(first.homes, followed),
            *risk.bearing_on_people([[m.own for m in group.members] for group in followed]),
            *ties.finds(),
        ]
        before = frozenset(hit.id for hit in first.hits)
        unseen = risk.besides(before)
        hits = _merged([*self._reading.find_all([unseen(find) for find in finds])], first.hits)
        tied = ties.seen(self._reading.identity, hits)
        around = list(everybody(self._read(hits))) if tied.edges else []
        return Second(hits, [hit for hit in hits if hit.id not in before], tied, around)

    def _people(self, asked: Understood, first: First, second: Second) -> tuple[list[Ranked], str]:
        """The people with all their records, as well as each answers by these, and the nominal of whoever stands before others."""
        # By a name, the first round has weighed everybody; by a number alone, their other records are still to be seen.
        by_name = asked.words or asked.place.streets
        join(first.followed, everybody(self._read(second.later if by_name else second.hits)))
        people = second.tied.sort_out(first.people, second.around)[:MOST_PEOPLE]
        found, lead = ranked(asked, people, first.homes, self._homes)
        return [one for one in found if _is_an_answer(one.match)], lead

    def _read(self, hits: Iterable[Hit]) -> list[Bearing]:
        return [self._bearings.of(hit) for hit in hits]

    def _cards(self, asked: Understood, first: First, second: Second, people: Sequence[Ranked]) -> list[Card]:
        """A card for each place, person and thing, and for records asked for of which none of those is made."""
        belonging = first.belonging.tied(second.tied, second.around)
        cards = [
            self._composer.places.card(
                home.target, home.title, home.match, second.hits, belonging.at(home.target)
            )
            for home in first.homes
        ]
        cards += [self._person_card(one, second.hits) for one in people]
        cards += [
            self._composer.things.card(t.title, t.match, t.hits, belonging.to(t.key))
            for t in things(asked, second.hits)[:MOST_THINGS]
        ]
        return cards + self._referenced(asked, first.hits, cards)

    def _belonging(self, asked: Understood, homes: Sequence[Home], hits: Sequence[Hit]) -> Belongings:
        """Who belongs to the likeliest addresses and things."""
        read = self._read(hits)
        places = {home.target: at_place(home.target, read) for home in homes[:FOLLOWED]}
        made = {t.key: of_thing(self._read(t.hits)) for t in things(asked, hits)[:FOLLOWED]}
        return Belongings(places, made)

    def _around(self, homes: Sequence[Home], people: Sequence[Group]) -> list[Find]:
        """Questions for all that stands at the addresses and at the people's homes, and on the first one's street."""
        targets = [home.target for home in homes]
        lived = [target for group in people for target in self._homes(group)[:HOMES]]
        buildings = dict.fromkeys(target.building for target in (*targets, *lived) if target.building)
        doors = dict.fromkeys(target.otherwise for target in (*targets, *lived) if target.otherwise)
        first = targets[0] if targets else Target("", "", "")
        others = [building for building in (*buildings, *doors) if building != first.building]
        return [*risk.bearing_on_places(first.building, others, first.street)]

    # ----------------------------------------------------------------------------------------- people

    def _homes(self, group: Group) -> list[Target]:
        """Where they live, as the newest records have it first, and of equally new ones as most do."""
        lived = [
            (target_of(keys), when(m.hit) or "")
            for m in group.members
            if not m.in_text
            for _, keys in current_homes(m.held, self._today)
            if keys.building
        ]
        often, newest = Counter(target for target, _ in lived), dict(sorted(lived, key=lambda one: one[1]))
        return sorted(sorted(newest), key=lambda target: (newest[target][:10], often[target]), reverse=True)

    def _person_card(self, one: Ranked, hits: Sequence[Hit]) -> Card:
        homes = [(home, self._at(home, hits)) for home in self._homes(one.group)[:HOMES]]
        return self._composer.people.card(one.group, homes, one.match)

    def _at(self, target: Target, hits: Sequence[Hit]) -> list[Hit]:
        levels = {Level.SAME, Level.FLAT_NOT_STATED} if target.flat else {Level.SAME}
        near = self._bearings.levels(target, hits)
        return [hit for hit in hits if near.get(hit.id) in levels]

    # ----------------------------------------------------------------------------------------- records

    def _by_words(self, answer: Answer) -> Answer:
        """The answer with records that have all words of the question, which were nobody's name and no likely place."""
        said, shown = risk.telling_words(answer.understood), _shown(answer.cards)
        if answer.cards and _all_of_place(answer.understood, said):
            return answer
        hits = self._reading.find(risk.worded(said)).hits if said else ()
        match = match_of([Reason(f"all these words: {', '.join(said)}", WEIGHTS["words"]["all"])])
        found = [self._composer.things.record(hit, match) for hit in hits if hit.id not in shown]
        if not found:
            return answer
        return Answer(best_first([*answer.cards, *found]), replace(answer.understood, words=()))

    def _referenced(self, asked: Understood, hits: Sequence[Hit], cards: Sequence[Card]) -> list[Card]:
        """Records asked for by their own reference that no card is made of yet."""
        shown = _shown(cards)
        whole = match_of([Reason("the reference asked for", WEIGHTS["identifier"]["same"])])
        parts = sum(asked.asks_in_part(hit.system, hit.ref) for hit in hits)
        level = "reference in part" if parts == 1 else "reference"
        part = match_of([Reason("the reference asked for, in part", WEIGHTS["identifier"][level])])
        asking = ((asked.asks_for, whole), (asked.asks_in_part, part))
        return [
            self._composer.things.record(hit, match)
            for asks, match in asking
            for hit in hits
            if asks(hit.system, hit.ref) and hit.id not in shown
        ]


def _all_of_place(asked: Understood, said: Iterable[str]) -> bool:
    """Whether all that was asked for is a street, which the cards answer: other texts with its words say less."""
    return bool(asked.place.streets) and set(said) <= set(asked.place.written.lower().split())


def _shown(cards: Iterable[Card]) -> set[str]:
    return {hit.id for card in cards for hit in card.records}


def _worth_a_card(homes: Sequence[Home]) -> list[Home]:
    """The likeliest addresses; where one is likely, those that answer weakly are no answer to the question."""
    likely = [home for home in homes if home.match.score >= POSSIBLE]
    return list((likely or homes)[:MOST_PLACES])


def _is_an_answer(match: Match) -> bool:
    """Whether a person is worth a card: of whom next to nothing speaks, `nothing found` says more; but a namesake in full does."""
    named = sum(reason.about == "name" and reason.weight > 0 for reason in match.evidence)
    return match.score >= LEAST_SHOWN or named > 1


def _settled(asked: Understood, homes: Sequence[Home], people: Sequence[Ranked]) -> Understood:
    """The question in the reading by which the best answer was found."""
    ways = [(home.match.score, home.reading) for home in homes[:1]]
    ways += [(one.match.score, one.group.best.reading or asked) for one in people[:1]]
    return max(ways, key=lambda way: way[0])[1] if ways else asked


def _merged(answers: Iterable[Found], before: Sequence[Hit] = ()) -> list[Hit]:
    """The hits of several answers, each once, in their order."""
    found = {hit.id: hit for hit in before}
    for answer in answers:
        for hit in answer.hits:
            if hit.record or hit.id not in found:  # a row is not put over a record
                found[hit.id] = hit
    return list(found.values())


__all__ = ["Answer", "RiskLookup"]
