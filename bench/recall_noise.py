"""Questions as despatchers type them, each with what it tells of the person who is meant.

A question is left out where it does not tell people apart: where somebody else of the town has everything that was meant
(`Asked.meant`: that name, that street …) or everything that was typed (`Asked.typed`: a slip may have made it another's
name; of a date that is a slip off, whoever was born a slip away from it). `Facets` says who has what.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from bench import recall_slips as slips
from bench.recall_people import TODAY, Person
from bench.recall_records import plain

Keys = frozenset[str]  # what a person may have; one of them is enough


@dataclass(frozen=True, slots=True)
class Asked:
    """A question; each element of meant and typed narrows down whom it can be about."""

    text: str
    meant: tuple[Keys, ...]
    typed: tuple[Keys, ...]


Make = Callable[[random.Random, Person], Asked | None]


def folded(text: str) -> str:
    """A word as it is compared: small, plain, without marks."""
    return re.sub(r"[\W_]", "", plain(text).lower())


def of(kind: str, *values: object) -> Keys:
    """A key for each value."""
    return frozenset(f"{kind}:{value}" for value in values)


class Facets:
    """What each person of a town has, and who has it."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._who: dict[str, set[int]] = defaultdict(set)
        for person in people:
            for key in keys_of(person):
                self._who[key].add(person.key)

    def fits(self, elements: Iterable[Keys]) -> set[int]:
        """Those who have one key of every element."""
        sets = [set().union(*(self._who.get(key, set()) for key in keys)) for keys in elements]
        return set.intersection(*sets) if sets else set()

    def ambiguous(self, asked: Asked, person: Person) -> bool:
        """Whether somebody else answers as well."""
        return bool((self.fits(asked.meant) | self.fits(asked.typed)) - {person.key})


def keys_of(person: Person) -> Iterator[str]:
    """Everything that a question may tell of a person."""
    names = [*person.forenames, person.surname, person.maiden, person.alias]
    words = [word for name in filter(None, names) for word in (name, *re.split(r"[\s-]+", name))]
    yield from {f"word:{folded(word)}" for word in words if word}
    yield from {f"initial:{plain(name)[0].lower()}" for name in person.forenames}
    born, home = person.born, person.home
    yield from (f"born:{born}", f"month:{born:%Y-%m}", f"year:{born.year}", f"sex:{person.sex}")
    yield from (f"street:{home.street}", f"building:{home.number} {home.street}", f"number:{home.number}")
    yield from (
        f"postcode:{home.postcode}",
        f"outward:{home.outward}",
        f"town:{home.town}",
        f"home:{home.line}",
    )
    if person.plate:
        bare = person.plate.replace(" ", "")
        yield from (
            f"plate:{bare}",
            f"plate-begin:{bare[:4]}",
            f"plate-end:{bare[-3:]}",
            f"plate-five:{bare[:5]}",
        )
    if person.phone:
        figures = person.phone.replace(" ", "")
        yield from (f"phone:{figures}", f"phone-end:{figures[-6:]}")
    if person.pnc_id:
        yield f"pnc:{person.pnc_id}"


# ------------------------------------------------------------------------------------- what is meant


def _word(*names: str) -> tuple[Keys, ...]:
    return tuple(of("word", folded(name)) for name in names)


def _born(person: Person) -> Keys:
    return of("born", person.born)


def asked(text: str, *meant: Keys, typed: tuple[Keys, ...] | None = None) -> Asked:
    """A question; typed: where that is other than what was meant."""
    return Asked(" ".join(text.split()), meant, typed if typed is not None else meant)


def named(rng: random.Random, p: Person, first: str, last: str, rest: str = "", *more: Keys) -> Asked:
    """A name as typed with a date of birth, or with what else there is."""
    tail = rest or slips.dated(rng, p.born)
    also = more or (_born(p),)
    return asked(
        f"{first} {last} {tail}", *_word(p.forenames[0], p.surname), *also, typed=(*_word(first, last), *also)
    )


def _low(rng: random.Random, text: str) -> str:
    """As typed: mostly small letters, mostly without accents."""
    text = plain(text) if rng.random() < 0.8 else text
    return text.lower() if rng.random() < 0.7 else text


# --------------------------------------------------------------------------------------------- names


def exact(r: random.Random, p: Person) -> Asked:
    return named(r, p, _low(r, p.forenames[0]), _low(r, p.surname))


def full_name(r: random.Random, p: Person) -> Asked | None:
    return named(r, p, _low(r, " ".join(p.forenames)), _low(r, p.surname)) if len(p.forenames) > 1 else None


def surname_typo(r: random.Random, p: Person) -> Asked:
    return named(r, p, _low(r, p.forenames[0]), slips.typo(r, plain(p.surname)))


def forename_typo(r: random.Random, p: Person) -> Asked:
    return named(r, p, slips.typo(r, plain(p.forenames[0])), _low(r, p.surname))


def both_typo(r: random.Random, p: Person) -> Asked:
    return named(r, p, slips.typo(r, plain(p.forenames[0])), slips.typo(r, plain(p.surname)))


def by_ear(r: random.Random, p: Person) -> Asked:
    return named(r, p, slips.by_ear(r, plain(p.forenames[0])), slips.by_ear(r, plain(p.surname)))


def respelt(r: random.Random, p: Person) -> Asked | None:
    first, last = slips.alike(r, p.forenames[0]), slips.alike(r, p.surname)
    return named(r, p, first or p.forenames[0], last or p.surname) if first or last else None


def nickname(r: random.Random, p: Person) -> Asked | None:
    first = slips.pet(r, p.forenames[0])
    return named(r, p, first, _low(r, p.surname)) if first else None


def nickname_street(r: random.Random, p: Person) -> Asked | None:
    first = slips.pet(r, p.forenames[0])
    where = slips.street(r, p.home.street)
    return named(r, p, first, _low(r, p.surname), where, of("street", p.home.street)) if first else None


def swapped(r: random.Random, p: Person) -> Asked:
    return named(r, p, _low(r, p.surname), _low(r, p.forenames[0]))


def surname_comma(r: random.Random, p: Person) -> Asked:
    return named(r, p, f"{plain(p.surname).upper()},", r.choice((p.forenames[0], p.forenames[0].lower())))


def surname_comma_typo(r: random.Random, p: Person) -> Asked:
    return named(r, p, f"{slips.typo(r, plain(p.surname))},", _low(r, p.forenames[0]))


def initial(r: random.Random, p: Person) -> Asked:
    first = plain(p.forenames[0])[0].lower()
    text = r.choice(("{i} {s}", "{s} {i}", "{i}. {s}", "{s}, {i}")).format(i=first, s=_low(r, p.surname))
    meant = (of("initial", first), *_word(p.surname), _born(p))
    return asked(f"{text} {slips.dated(r, p.born)}", *meant)


def initials(r: random.Random, p: Person) -> Asked | None:
    if len(p.forenames) < 2:
        return None
    every = [plain(name)[0].lower() for name in p.forenames]
    text = f"{' '.join(every)} {_low(r, p.surname)} {slips.dated(r, p.born)}"
    return asked(text, *(of("initial", one) for one in every), *_word(p.surname), _born(p))


def initial_typo(r: random.Random, p: Person) -> Asked:
    first, last = plain(p.forenames[0])[0].lower(), slips.typo(r, plain(p.surname))
    return asked(f"{first} {last} {slips.dated(r, p.born)}", *_word(p.surname), _born(p))


def middle_as_first(r: random.Random, p: Person) -> Asked | None:
    if len(p.forenames) < 2:
        return None
    middle = p.forenames[1]
    return asked(
        f"{_low(r, middle)} {_low(r, p.surname)} {slips.dated(r, p.born)}",
        *_word(middle, p.surname),
        _born(p),
    )


def surname_alone(r: random.Random, p: Person) -> Asked:
    return asked(f"{_low(r, p.surname)} {slips.dated(r, p.born)}", *_word(p.surname), _born(p))


def forename_alone(r: random.Random, p: Person) -> Asked:
    return asked(f"{_low(r, p.forenames[0])} {slips.dated(r, p.born)}", *_word(p.forenames[0]), _born(p))


def half_surname(r: random.Random, p: Person) -> Asked | None:
    halves = [half for half in re.split(r"[\s-]+", p.surname) if len(half) > 2]
    if len(halves) < 2:
        return None
    half = r.choice(halves)
    return asked(
        f"{_low(r, p.forenames[0])} {half.lower()} {slips.dated(r, p.born)}",
        *_word(p.forenames[0], half),
        _born(p),
    )


def joined_surname(r: random.Random, p: Person) -> Asked | None:
    """`Smith Jones`, `SmithJones`, `o neill`, `oneill`, `mac donald`, `vandijk`."""
    if m := re.match(r"(Mac|Mc|O')(\w+)$", p.surname):
        head = {"O'": "O", "Mc": r.choice(("Mac", "Mc")), "Mac": r.choice(("Mc", "Mac"))}[m[1]]
        last = r.choice((f"{head} {m[2]}", f"{head}{m[2]}", f"{head}'{m[2]}"))
    elif re.search(r"[\s-]", p.surname):
        last = re.sub(r"[\s-]+", r.choice((" ", "", "-")), p.surname)
    else:
        return None
    return asked(
        f"{_low(r, p.forenames[0])} {last.lower()} {slips.dated(r, p.born)}",
        *_word(p.forenames[0], p.surname),
        _born(p),
    )


def german_spelling(r: random.Random, p: Person) -> Asked | None:
    """`Mueller` for Müller, `Oezdemir` for Özdemir."""
    pairs = {
        "ü": "ue",
        "ö": "oe",
        "ä": "ae",
        "ø": "oe",
        "å": "aa",
        "Ö": "Oe",
        "Ü": "Ue",
        "Å": "Aa",
        "Ø": "Oe",
    }
    last = p.surname.translate(str.maketrans(pairs))
    if last == p.surname:
        return None
    return asked(
        f"{_low(r, p.forenames[0])} {last.lower()} {slips.dated(r, p.born)}",
        *_word(p.forenames[0], p.surname),
        _born(p),
    )


def other_ending(r: random.Random, p: Person) -> Asked | None:
    """A woman under the man's form of the surname, or the other way."""
    pairs = (
        ("ska", "ski"),
        ("ski", "ska"),
        ("cka", "cki"),
        ("ova", "ov"),
        ("eva", "ev"),
        ("ov", "ova"),
        ("wicz", "witz"),
    )
    for old, new in pairs if p.culture in {"polish", "slavic"} else ():
        if plain(p.surname).lower().endswith(old):
            last = plain(p.surname).lower().removesuffix(old) + new
            return named(r, p, _low(r, p.forenames[0]), last)
    return None


def alias(r: random.Random, p: Person) -> Asked | None:
    if not p.alias:
        return None
    tail = r.choice((slips.dated(r, p.born), f"{_low(r, p.surname)} {slips.dated(r, p.born)}"))
    return asked(f"{p.alias.lower()} {tail}", of("word", folded(p.alias)), _born(p))


def maiden(r: random.Random, p: Person) -> Asked | None:
    if not p.maiden or p.maiden == p.surname:
        return None
    return asked(
        f"{_low(r, p.forenames[0])} {_low(r, p.maiden)} {slips.dated(r, p.born)}",
        *_word(p.forenames[0], p.maiden),
        _born(p),
    )


def titled(r: random.Random, p: Person) -> Asked:
    title = (
        r.choice(("mr", "male", "white male", "a male called"))
        if p.sex == "1"
        else r.choice(("mrs", "ms", "miss", "female", "a female called"))
    )
    return (
        named(r, p, f"{title} {_low(r, p.forenames[0])}", _low(r, p.surname))
        if " " not in title
        else asked(
            f"{title} {_low(r, p.name)} {slips.dated(r, p.born)}", *_word(p.forenames[0], p.surname), _born(p)
        )
    )


# --------------------------------------------------------------------------------------------- dates


def _dated(r: random.Random, p: Person, shown: date | None) -> Asked | None:
    if shown is None or shown > TODAY:
        return None
    text = f"{_low(r, p.name)} {slips.dated(r, shown)}"
    near = of("born", *slips.near_dates(shown))
    return asked(
        text, *_word(p.forenames[0], p.surname), _born(p), typed=(*_word(p.forenames[0], p.surname), near)
    )


def day_and_month(r: random.Random, p: Person) -> Asked | None:
    return _dated(r, p, slips.turned(p.born))


def digit_off(r: random.Random, p: Person) -> Asked | None:
    return _dated(r, p, slips.digit_off(r, p.born))


def year_off(r: random.Random, p: Person) -> Asked | None:
    return _dated(r, p, slips.year_off(r, p.born))


def typo_and_digit(r: random.Random, p: Person) -> Asked | None:
    shown = slips.digit_off(r, p.born)
    if shown > TODAY:
        return None
    first, last = (
        (plain(p.forenames[0]), slips.typo(r, plain(p.surname)))
        if r.random() < 0.5
        else (slips.typo(r, plain(p.forenames[0])), plain(p.surname))
    )
    near = of("born", *slips.near_dates(shown))
    return asked(f"{first} {last} {slips.dated(r, shown)}".lower(), *_word(p.forenames[0], p.surname), _born(p),
                 typed=(*_word(p.forenames[0], p.surname), near))  # fmt: skip


def year_only(r: random.Random, p: Person) -> Asked:
    year = r.choice(("{y}", "born {y}", "dob {y}", "b. {y}")).format(y=p.born.year)
    return asked(f"{_low(r, p.name)} {year}", *_word(p.forenames[0], p.surname), of("year", p.born.year))


def month_and_year(r: random.Random, p: Person) -> Asked:
    return asked(
        f"{_low(r, p.name)} {p.born:%b %Y}", *_word(p.forenames[0], p.surname), of("month", f"{p.born:%Y-%m}")
    )


def age(r: random.Random, p: Person) -> Asked:
    years = TODAY.year - p.born.year - ((TODAY.month, TODAY.day) < (p.born.month, p.born.day))
    said = r.choice(("aged {n}", "age {n}", "{n} yrs", "{n}yo", "{n} years old", "{n} y/o")).format(n=years)
    return asked(
        f"{_low(r, p.name)} {said}",
        *_word(p.forenames[0], p.surname),
        of("year", *range(p.born.year - 1, p.born.year + 2)),
    )


def age_band(r: random.Random, p: Person) -> Asked | None:
    decade = (TODAY.year - p.born.year) // 10 * 10
    if not 20 <= decade < 80:
        return None
    said = r.choice(("{d}s", "in his {d}s", "{d}'s", "approx {d}s")).format(d=decade)
    years = range(TODAY.year - decade - 11, TODAY.year - decade + 2)
    return asked(f"{_low(r, p.name)} {said}", *_word(p.forenames[0], p.surname), of("year", *years))


def surname_age_street(r: random.Random, p: Person) -> Asked:
    years = TODAY.year - p.born.year
    text = f"{_low(r, p.surname)} aged {years} {slips.street(r, p.home.street)}"
    return asked(
        text,
        *_word(p.surname),
        of("street", p.home.street),
        of("year", *range(p.born.year - 4, p.born.year + 5)),
    )
