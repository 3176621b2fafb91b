"""Questions as despatchers type them: a person of the town, and one of the ways in which a line is half wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from random import Random

from indexer.demo.world import Person
from nlp.tables import rows

Make = Callable[[Random, Person], str | None]
_KEYS = dict(
    zip(
        "qwertyuiopasdfghjklzxcvbnm",
        [
            "wa",
            "qes",
            "wrd",
            "etf",
            "ryg",
            "tuh",
            "yij",
            "uok",
            "ipl",
            "ol",
            "qsz",
            "awdx",
            "sefc",
            "drgv",
            "fthb",
            "gyjn",
            "hukm",
            "jil",
            "kop",
            "asx",
            "zsdc",
            "xdfv",
            "cfgb",
            "vghn",
            "bhjm",
            "njk",
        ],
        strict=True,
    )
)
_SOUNDS = [
    ("ph", "f"), ("ck", "k"), ("c", "k"), ("ie", "y"), ("y", "i"), ("ee", "ea"), ("ea", "ee"), ("ou", "u"), ("ll", "l"),
    ("tt", "t"), ("nn", "n"), ("ss", "s"), ("l", "ll"), ("t", "tt"), ("mac", "mc"), ("son", "sen"), ("ai", "ay"),
    ("i", "y"), ("s", "z"), ("er", "ar"),
]  # fmt: skip
_ABBREVIATED = {"Road": "Rd", "Street": "St", "Avenue": "Ave", "Lane": "Ln", "Close": "Cl", "Drive": "Dr", "Crescent": "Cres",
                "Gardens": "Gdns", "Terrace": "Terr", "Court": "Ct", "Grove": "Gr"}  # fmt: skip


def _forms(table: str, every: bool) -> dict[str, list[str]]:
    """Each form of a name with the others that it may be met as: every one of its row, or those of its head."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows(table):
        for form in row:
            found[form] |= {other for other in row if other != form and (every or row[0] in (form, other))}
    return {form: sorted(others) for form, others in found.items()}


NICKNAMES, SPELLINGS = _forms("nicknames.csv", every=False), _forms("transliterations.csv", every=True)


def slip(rng: Random, word: str) -> str:
    """One slip of the fingers after the first letter."""
    if len(word) < 3:
        return word
    at, kind = rng.randint(1, len(word) - 1), rng.choice(["changed", "turned", "dropped", "doubled", "added"])
    if kind == "turned" and at < len(word) - 1:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == "dropped":
        return word[:at] + word[at + 1 :]
    if kind == "doubled":
        return word[:at] + word[at] + word[at:]
    near = rng.choice(_KEYS.get(word[at].lower(), "e"))
    return word[:at] + near + word[at + (kind == "changed") :]


def by_ear(rng: Random, word: str) -> str:
    """A word as it sounds."""
    ways = [(old, new) for old, new in _SOUNDS if old in word.lower()[1:]]
    if not ways:
        return word
    old, new = rng.choice(ways)
    at = word.lower().index(old, 1)
    return word[:at] + new + word[at + len(old) :]


def written(rng: Random, born: date) -> str:
    """A date of birth in one of the usual forms."""
    short = f"{born.day}/{born.month}/{born.year % 100:02}"
    return rng.choice(
        [
            f"{born:%d/%m/%Y}",
            short,
            born.isoformat(),
            f"{born:%d.%m.%Y}",
            f"{born:%d%m%Y}",
            f"{born.day} {born:%b %Y}",
        ]
    )


def digit_off(rng: Random, born: date) -> date:
    """The date with one digit mistyped."""
    while True:
        figures = list(f"{born:%d%m%Y}")
        figures[rng.choice((0, 1, 2, 3, 6, 7))] = str(rng.randint(0, 9))
        text = "".join(figures)
        try:
            made = date(int(text[4:]), int(text[2:4]), int(text[:2]))
        except ValueError:
            continue
        if made != born and made < date(2026, 1, 1):
            return made


def _turned(p: Person) -> str | None:
    born = p.born
    return f"{born.month:02}/{born.day:02}/{born.year}" if born.day != born.month else None


def _other(rng: Random, forms: dict[str, list[str]], name: str) -> str | None:
    others = forms.get(name.lower())
    return rng.choice(others) if others else None


def _nickname(r: Random, p: Person) -> str | None:
    other = _other(r, NICKNAMES, p.forenames[0])
    return f"{other} {p.surname} {written(r, p.born)}" if other else None


def _spelling(r: Random, p: Person) -> str | None:
    first, last = _other(r, SPELLINGS, p.forenames[0]), _other(r, SPELLINGS, p.surname)
    return f"{first or p.forenames[0]} {last or p.surname} {written(r, p.born)}" if first or last else None


def _street(r: Random, p: Person, spoilt: bool) -> str:
    name, _, kind = p.home.street.rpartition(" ")
    return f"{slip(r, name) if spoilt else name} {kind if spoilt else _ABBREVIATED.get(kind, kind)}"


def _year_off(r: Random, p: Person) -> str:
    return f"{p.born.day:02}/{p.born.month:02}/{p.born.year + r.choice((-2, -1, 1, 2))}"


KINDS: dict[str, Make] = {
    "exact": lambda r, p: f"{p.name} {written(r, p.born)}",
    "surname misspelt": lambda r, p: f"{p.forenames[0]} {slip(r, p.surname)} {written(r, p.born)}",
    "forename misspelt": lambda r, p: f"{slip(r, p.forenames[0])} {p.surname} {written(r, p.born)}",
    "both misspelt": lambda r, p: f"{slip(r, p.forenames[0])} {slip(r, p.surname)} {written(r, p.born)}",
    "by ear": lambda r, p: f"{by_ear(r, p.forenames[0])} {by_ear(r, p.surname)} {written(r, p.born)}",
    "nickname": _nickname,
    "transliteration": _spelling,
    "swapped": lambda r, p: f"{p.surname} {p.forenames[0]} {written(r, p.born)}",
    "surname first": lambda r, p: f"{p.surname.upper()}, {p.forenames[0]} {written(r, p.born)}",
    "initial": lambda r, p: f"{p.forenames[0][0]} {p.surname} {written(r, p.born)}",
    "initial, surname misspelt": lambda r, p: f"{p.forenames[0][0]} {slip(r, p.surname)} {written(r, p.born)}",
    "surname and date": lambda r, p: f"{p.surname} {written(r, p.born)}",
    "day and month swapped": lambda r, p: f"{p.name} {turned}" if (turned := _turned(p)) else None,
    "date one digit off": lambda r, p: f"{p.name} {digit_off(r, p.born):%d/%m/%Y}",
    "year off": lambda r, p: f"{p.name} {_year_off(r, p)}",
    "misspelt, date one digit off": lambda r, p: f"{p.forenames[0]} {slip(r, p.surname)} {digit_off(r, p.born):%d/%m/%Y}",
    "name and year": lambda r, p: f"{p.name} {p.born.year}",
    "name and street": lambda r, p: f"{p.name} {p.home.street}",
    "name and street misspelt": lambda r, p: f"{p.name} {_street(r, p, spoilt=True)}",
    "surname and short address": lambda r, p: f"{p.surname} {p.home.number} {_street(r, p, spoilt=False)}",
    "misspelt and postcode": lambda r, p: f"{p.forenames[0]} {slip(r, p.surname)} {p.home.postcode}",
    "name, town and year": lambda r, p: f"{p.name} {p.home.town} {p.born.year}",
}  # fmt: skip


def questions(people: list[Person], each: int, seed: int = 4) -> Iterator[tuple[str, Person, str]]:
    """(kind, person, question): `each` of every kind."""
    rng = Random(seed)
    for kind, make in KINDS.items():
        made = 0
        while made < each:
            person = rng.choice(people)
            text = make(rng, person)
            if text:
                made += 1
                yield kind, person, text
