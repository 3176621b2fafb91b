"""Laying the words that were asked for beside a name in a record: which word is which, and how alike they are.

The words may stand in any order, run together or apart, be short forms, sound alike or be misspelt. Each word of the
name takes at most one word asked for, the best one; what is left over on either side is evidence, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from indexer.resolve.likeness import LEVEL, LEVELS, SAME, Likeness, likeness
from indexer.resolve.query import INITIALS, WEIGHTS, Met, Reason
from indexer.resolve.rarity import Kind, rarity
from nlp import names
from nlp.gazetteer import is_forename
from nlp.tables import words

SURNAME, FIRST, MIDDLE, ALIAS = "surname", "forename", "middle name", "alias"
_ONE_OFF = float(LEVELS["one letter off"])
_WEIGHT = {role: float(WEIGHTS["name"][role]) for role in (SURNAME, FIRST, MIDDLE, ALIAS)}
_MOST = (
    _WEIGHT[SURNAME] + _WEIGHT[FIRST]
)  # the parts of a name depend on one another: a name alone is never strong
_FEMININE = frozenset({"a", "la", "le", "ine", "ina", "ette", "elle"})
# Of the likeness of a double name, where a half of it is met, or both halves the other way round.
_HALF, _TURNED = 0.9, 0.97


# ------------------------------------------------------------------------------------- names in parts


class Slot(NamedTuple):
    """One word of a name in a record: its role, as written, its whole form, and the halves of a double one."""

    role: str
    written: str
    whole: str
    halves: tuple[str, ...] = ()

    def likeness(self, asked: str) -> Likeness:
        """How alike a word asked for is, to the whole or to a half."""
        best = likeness(asked, self.whole)
        if best is SAME:
            return best
        if len(asked) == 1 and not best.degree and self.written[:1].lower() == asked:
            best = LEVEL["initial"]  # `o` of Oleksandr, which is a form of Alexander
        # Most are told apart by how they begin.
        if asked[:4] == self.whole[:4] and self.role in (FIRST, MIDDLE) and _pair(asked, self.whole):
            best = LEVEL["a man's and a woman's name"]
        for half in self.halves:
            like = likeness(asked, half)
            degree = like.degree * (_HALF if len(self.halves) > 1 else 1)
            if degree > best.degree:
                best = Likeness(degree, like.why, int(len(self.halves) > 1))
        return best


def _pair(one: str, other: str) -> bool:
    """`Daniel` and `Danielle`, `Karim` and `Karima`: two people's names, and seldom a slip."""
    shorter, longer = sorted((one, other), key=len)
    ending = longer.removeprefix(shorter) if longer.startswith(shorter) else ""
    made = ending in _FEMININE and len(shorter) > 3 and shorter[-1] not in "aeiouy"
    return made and names.nicknames(one).isdisjoint(names.nicknames(other))


class HeldName(NamedTuple):
    """A name of a record, as words: kind as POLE-1 has it."""

    kind: str
    forenames: str
    surname: str
    text: str

    @property
    def written(self) -> str:
        """The name in one line."""
        return " ".join(filter(None, (self.forenames, self.surname))) or self.text


@lru_cache(maxsize=65_536)
def slots(name: HeldName) -> tuple[Slot, ...]:
    """The words of a name by role; a lone word is an alias where the record calls it one, else a surname."""
    forenames, surname = (
        (name.forenames, name.surname) if name.forenames or name.surname else _read(name.text)
    )
    if name.kind == "alias" and not (forenames and surname):
        forenames, surname = "", surname or forenames  # a street name, in whichever field it stands
    alone = name.kind == "alias" and not forenames
    made = [_slot(ALIAS if alone else SURNAME, surname)] if surname else []
    for at, group in enumerate(_groups(forenames)):
        made.append(_slot(MIDDLE if at else FIRST, group.title()))
    return tuple(slot for slot in made if slot.whole)


def _read(text: str) -> tuple[str, str]:
    read = names.parse(text)
    return " ".join(read.forenames), read.surname


@lru_cache(maxsize=65_536)
def _groups(forenames: str) -> tuple[str, ...]:
    plain = forenames.split()
    if all(len(word) > 3 and word.isalpha() for word in plain) and "saint" not in forenames.lower():
        return tuple(plain)  # no particles and nothing to glue
    # A surname to come, so that all of it is forenames; in small letters, since capitals would mark a surname.
    return names.parse(f"{forenames.lower()} x").forenames


@lru_cache(maxsize=65_536)
def _slot(role: str, written: str) -> Slot:
    whole = names.canonical(written)
    # A name's particle is one only after another name, hence the X.
    return Slot(
        role, written, whole, tuple(part for part in names.parts(f"X {written}")[1:] if part != whole)
    )


@lru_cache(maxsize=4096)
def tokens(asked: str) -> tuple[str, ...]:
    """The words of a name asked for, folded; what belongs together (`O Neill`, `Mc Donald`) in one."""
    read = names.parse(asked)
    groups = [
        (names.canonical(group), _parts(group, at))
        for at, group in enumerate((*read.forenames, read.surname))
    ]
    return tuple(word for whole, parts in groups for word in parts if word != whole or len(parts) == 1)


def _parts(group: str, place: int) -> tuple[str, ...]:
    """The parts of one name; its particle (`al`, `van`) is one only after another name, hence the X."""
    return names.parts(f"X {group}")[1:] if place and " " in group else names.parts(group)


# ----------------------------------------------------------------------------------------- alignment


class Pair(NamedTuple):
    """A word asked for, at its place, and the word of the name that it means; weight: what that counts for."""

    at: int
    asked: str
    slot: Slot
    like: Likeness
    weight: float


class Aligned(NamedTuple):
    """The pairs found, and the words asked for that were left over."""

    pairs: tuple[Pair, ...]
    left: tuple[str, ...]

    @property
    def weight(self) -> float:
        """What the pairs count for."""
        return sum([pair.weight for pair in self.pairs])

    def of(self, role: str) -> Pair | None:
        """The pair of a role."""
        for pair in self.pairs:
            if pair.slot.role == role:
                return pair
        return None

    @property
    def swapped(self) -> bool:
        """Whether the surname was asked for before the forename."""
        surname, first = self.of(SURNAME), self.of(FIRST)
        return bool(surname and first and surname.at < first.at)


@lru_cache(maxsize=65_536)
def align(asked: tuple[str, ...], name: HeldName, towns: frozenset[str] = frozenset()) -> Aligned:
    """Lay words beside a name: as they stand, or with two neighbours run together where that is better. towns: words that
    stand for a place, and for a name only where that is the same."""
    held = slots(name)
    ways = [_align(words, held, towns) for words in _readings(asked, held)]
    if len(ways) == 1:
        return ways[0]
    # Of equals rather the words run together.
    return max(reversed(ways), key=lambda a: (a.weight, -len(a.left)))


def _readings(asked: tuple[str, ...], held: Sequence[Slot]) -> Iterator[tuple[str, ...]]:
    """The words, and the words with two neighbours as one, where a word of the name is written so."""
    yield asked
    for at in range(len(asked) - 1):
        joined = asked[at] + asked[at + 1]
        if any(_run_together(joined, slot.whole) for slot in held):
            yield (*asked[:at], joined, *asked[at + 2 :])


def _run_together(joined: str, whole: str) -> bool:
    if joined[0] != whole[0] or abs(len(joined) - len(whole)) > 1:
        return False
    return likeness(joined, whole).degree >= _ONE_OFF


def _align(asked: tuple[str, ...], held: Sequence[Slot], towns: frozenset[str]) -> Aligned:
    every = [
        Pair(at, word, slot, like, _WEIGHT[slot.role] * like.degree)
        for at, word in enumerate(asked)
        for slot in held
        if (like := slot.likeness(word)).degree and (word not in towns or like.why == SAME.why)
    ]
    pairs: list[Pair] = []
    taken, met = set[int](), set[str]()
    for pair in sorted(every, key=lambda p: (-p.weight, -_last(p, asked))) if len(every) > 1 else every:
        # A word of the name is met once: of middle names each, of the other parts the part.
        slot = pair.slot.whole if pair.slot.role == MIDDLE else pair.slot.role
        if pair.at not in taken and slot not in met:
            pairs.append(pair)
            taken.add(pair.at)
            met.add(slot)
    over = [at for at in range(len(asked)) if at not in taken]
    left = tuple([asked[at] for at in over if not _other_half(asked[at], pairs)])
    if len(left) < len(over):
        pairs = [_by_both(pair, asked, over) for pair in pairs]
    return Aligned(tuple(pairs), left)


def _last(pair: Pair, asked: Sequence[str]) -> int:
    """Of equally good pairs, a surname is rather the last word and a forename the first."""
    return pair.at if pair.slot.role == SURNAME else len(asked) - pair.at


def _by_both(pair: Pair, asked: Sequence[str], over: Sequence[int]) -> Pair:
    """A double name of which another half is asked for, too, is met whole (`silva santos`, da Silva Santos); nearly, where
    they are asked for in another order."""
    if pair.like.halves != 1:
        return pair
    others = [
        at for at in over if not likeness(asked[at], pair.asked).degree and _other_half(asked[at], (pair,))
    ]
    if not others:
        return pair
    first, last = sorted((pair.at, others[0]))
    degree = pair.like.degree / _HALF * (1 if asked[first] + asked[last] in pair.slot.whole else _TURNED)
    like = Likeness(degree, pair.like.why, 2)
    return pair._replace(like=like, weight=_WEIGHT[pair.slot.role] * degree)


def _other_half(word: str, pairs: Sequence[Pair]) -> bool:
    """Whether a word left over is the other half of a double name that was met by one half."""
    return any(
        likeness(word, half).degree >= LEVELS["sounds alike"] for pair in pairs for half in pair.slot.halves
    )


# ------------------------------------------------------------------------------------------ evidence


@lru_cache(maxsize=65_536)
def evidence(
    asked: tuple[str, ...],
    name: HeldName,
    elsewhere: tuple[str, ...] = (),
    towns: frozenset[str] = frozenset(),
) -> tuple[Reason, ...]:
    """What words asked for say for and against a name. elsewhere: words that were found in an address or alias; towns: as `align`'s."""
    aligned = align(asked, name, towns)
    prefix = f"{name.kind}: " if name.kind and name.kind != "birth" and slots(name)[0].role != ALIAS else ""
    made = list(_said(aligned.pairs, prefix))
    if aligned.swapped:
        made.append(Reason("surname asked for first", WEIGHTS["name"]["swapped"], "name"))
    if _by_forenames(aligned):
        made.append(Reason("both forenames the same", WEIGHTS["name"]["both forenames"], "name"))
    left = [word for word in aligned.left if word not in elsewhere]
    return (*made, *_against(aligned, left, slots(name)))


def _by_forenames(aligned: Aligned) -> bool:
    """Whether all that was asked for are two forenames in their order: of a person of three names, the second is the father's."""
    first, middle = aligned.of(FIRST), aligned.of(MIDDLE)
    if not first or not middle or aligned.left or aligned.of(SURNAME):
        return False
    return first.at < middle.at and first.like is middle.like is SAME


def _said(pairs: Sequence[Pair], prefix: str) -> Iterator[Reason]:
    """`surname sounds the same: murfy, Murphy`; all of them together never more than a rare surname and forename."""
    room = _MOST
    for pair in pairs:
        weight = min(_worth(pair), room)
        room -= weight
        part, like, written = pair.slot.role, pair.like, pair.slot.written
        shown = written if like.said == SAME.why else f"{pair.asked}, {written}"
        met = Met(part, like.why)
        yield Reason(f"{prefix}{part} {like.said}: {shown}", round(weight, 2), "name", met)


def _worth(pair: Pair) -> float:
    """What a pair counts for: less, the more people have that name, as written or as asked for."""
    role = pair.slot.role
    if role not in (SURNAME, FIRST) or pair.like.why in INITIALS:  # whose initial it is, is not known
        return pair.weight
    kind: Kind = "surname" if role == SURNAME else "forename"
    whole = rarity(kind, pair.slot.whole)
    return pair.weight * (whole if pair.like.halves == 2 else min(rarity(kind, pair.asked), whole))


def _against(aligned: Aligned, left: list[str], held: Sequence[Slot]) -> Iterator[Reason]:
    """Words left over: another surname, another forename, or words that the record does not hold."""
    weights, middle = WEIGHTS["name"], aligned.of(MIDDLE)
    if middle and middle.like.why == "initial" and not aligned.of(FIRST):
        first = next((slot.written for slot in held if slot.role == FIRST), "")
        yield Reason(f"the first forename is another: {first}", weights["only a middle initial"], "name")
    if not left:
        return
    towns = [word for word in left if _town(word)]
    left = [word for word in left if word not in towns]
    for role, cost in ((SURNAME, "other surname"), (FIRST, "other forename")):
        slot = next((s for s in held if s.role == role), None)
        if left and slot and not aligned.of(role) and not (role == FIRST and aligned.of(MIDDLE)):
            yield Reason(f"another {role}: {slot.written}", weights[_cost(cost, held)], "name")
            left.pop()
    for word in (*left, *towns):
        yield Reason(f"not in the record: {word}", weights["place" if word in towns else "left over"], "name")


def _cost(cost: str, held: Sequence[Slot]) -> str:
    """Where a record gives but one forename, the one asked for may be another of theirs."""
    several = cost != "other forename" or any(slot.role == MIDDLE for slot in held)
    return cost if several else "other than the only forename"


def _town(word: str) -> bool:
    """Whether a word is rather a place's name than a person's."""
    return word in words("places.csv") and not is_forename(word)
