"""The people of the recall bench: a town made independently of the demo's, as a stranger would bring it.

Names of many cultures (`names.toml`), fathers and sons of one name, twins, married women, street names; who they are is
the truth that questions are judged by. Everybody is invented; telephones are of Ofcom's ranges for drama.
"""

from __future__ import annotations

import itertools
import random
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

TODAY = date(2026, 11, 24)
_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"
_PLATE = "ABCDEFGHJKLMNOPRSTUVWXY"
_TOWNS = {
    "Peckham": "SE15", "Penge": "SE20", "Brixton": "SW2", "Croydon": "CR0", "Lewisham": "SE13", "Catford": "SE6", "Bromley": "BR1",
    "Hackney": "E8", "Tottenham": "N17", "Camden": "NW1", "Ealing": "W5", "Harrow": "HA1", "Romford": "RM1", "Woolwich": "SE18",
}  # fmt: skip
_HEADS = [
    "Avenue",
    "Church",
    "Station",
    "Victoria",
    "Albert",
    "Park",
    "High",
    "Mill",
    "Queens",
    "Kings",
    "Grange",
    "Manor",
    "Green",
    "Springfield",
    "York",
    "Windsor",
    "Alexandra",
    "North",
    "South",
    "West",
    "London",
    "Chapel",
    "School",
    "New",
    "Oak",
    "Elm",
    "Beech",
    "Cedar",
    "Chestnut",
    "Maple",
    "Willow",
    "Hawthorn",
    "Birch",
    "Laburnum",
    "Lime",
    "Poplar",
    "Sycamore",
    "Waverley",
    "Clarence",
    "Richmond",
    "Cambridge",
    "Oxford",
    "Stanley",
    "Gladstone",
    "Cromwell",
    "Nelson",
    "Wellington",
    "Trafalgar",
    "Waterloo",
    "Kingsley",
    "Tennyson",
    "Milton",
    "Shakespeare",
    "Byron",
    "Shelley",
    "Wordsworth",
    "Priory",
    "Abbey",
    "Castle",
    "Orchard",
    "Meadow",
    "Brook",
    "Bridge",
    "River",
    "Lakeside",
    "Hillside",
    "Woodland",
    "Highfield",
    "Fairfield",
    "Westfield",
    "Broomfield",
    "Mansfield",
    "Sandringham",
    "Balmoral",
    "Osborne",
    "Clifton",
    "Grosvenor",
    "Belmont",
    "Marlborough",
    "Saint-Johns",
    "Saint-Marys",
    "St-Pauls",
    "Dalston",
    "Evelyn",
    "Choumert",
    "Bellenden",
    "Rye",
    "Lordship",
    "Nunhead",
    "Ivydale",
    "Telegraph",
    "Mountbatten",
    "Attlee",
]
_TYPES = [
    "Road",
    "Road",
    "Road",
    "Road",
    "Street",
    "Street",
    "Street",
    "Avenue",
    "Avenue",
    "Lane",
    "Close",
    "Close",
    "Drive",
    "Gardens",
    "Crescent",
    "Grove",
    "Terrace",
    "Way",
    "Court",
    "Place",
    "Hill",
]
_RANGES = (
    "07700 900", "07700 900", "020 7946 0", "0113 496 0", "0114 496 0", "0115 496 0", "0116 496 0", "0117 496 0", "0118 496 0",
    "0121 496 0", "0131 496 0", "0141 496 0", "0151 496 0", "0161 496 0", "0191 498 0", "01632 960", "03069 990",
)  # fmt: skip
_STREET_NAMES = [
    "Spud",
    "Tiny",
    "Smiler",
    "Ginger",
    "Shorty",
    "Razor",
    "Jazz",
    "Bones",
    "Moose",
    "Tank",
    "Biggie",
    "Ghost",
    "Blade",
    "Scrappy",
    "Nutter",
    "Dutch",
    "Pops",
    "Dread",
    "Bugsy",
    "Ace",
    "Snoop",
    "Lefty",
    "Fingers",
    "Monkey",
    "Rocky",
    "Skinny",
    "Twitch",
    "Rabbit",
    "Weasel",
    "Badger",
    "Squeak",
    "Mad-Dog",
    "Stretch",
    "Trigger",
    "Dodger",
    "Nipper",
    "Chunky",
    "Frosty",
]


@dataclass(frozen=True, slots=True)
class Home:
    """Where somebody lives; flat may be empty."""

    flat: str
    number: str
    street: str
    town: str
    postcode: str

    @property
    def line(self) -> str:
        """`Flat 2, 12 Avenue Road`."""
        return (
            f"Flat {self.flat}, {self.number} {self.street}" if self.flat else f"{self.number} {self.street}"
        )

    @property
    def outward(self) -> str:
        """`SE20`."""
        return self.postcode.split(" ")[0]


@dataclass(frozen=True, slots=True)
class Person:
    """The truth about somebody. maiden: a surname before marriage; alias: a street name; either may be empty."""

    key: int
    culture: str
    sex: str
    forenames: tuple[str, ...]
    surname: str
    born: date
    home: Home
    maiden: str = ""
    alias: str = ""
    plate: str = ""
    car: str = ""
    phone: str = ""
    pnc_id: str = ""

    @property
    def name(self) -> str:
        """First forename and surname."""
        return f"{self.forenames[0]} {self.surname}"


@cache
def cultures() -> dict[str, dict[str, Any]]:
    """The names, by culture: lists, those met most first."""
    read = tomllib.loads((Path(__file__).parent / "names.toml").read_text("utf-8"))
    for table in read.values():
        for names in ("male", "female", "surnames"):
            table[names] = table[names].split()
        table["surnames"] = [_spaced(name) for name in table["surnames"]]
    return read


def _spaced(name: str) -> str:
    """`van-der-Berg` is written with hyphens in the file, for it is split at blanks."""
    small = name[0].islower() or name.startswith(("Della-", "De-", "Le-", "St-"))
    return name.replace("-", " ") if small else name


def _often(rng: random.Random, names: Sequence[str]) -> str:
    """One of the names; those that stand first are met most, as names are."""
    return rng.choices(names, [1 / (at + 4) for at in range(len(names))])[0]


@dataclass
class Town:
    """A town of so many people. The same seed makes the same town."""

    size: int
    seed: int = 1
    people: list[Person] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._rng = random.Random(self.seed)
        self._streets = [self._street() for _ in range(max(60, self.size // 45))]
        self._phones = self._numbers()
        families = itertools.count()
        while len(self.people) < self.size:
            next(families)
            self.people += self._household()[: self.size - len(self.people)]

    # ------------------------------------------------------------------------------------- places

    def _street(self) -> tuple[str, str, str]:
        town = self._rng.choice(list(_TOWNS))
        head = self._rng.choice(_HEADS).replace("-", " ")
        code = f"{_TOWNS[town]} {self._rng.randint(1, 9)}{''.join(self._rng.choices('ABDEFGHJLNPQRSTUWXYZ', k=2))}"
        return f"{head} {self._rng.choice(_TYPES)}", town, code

    def home(self, rng: random.Random) -> Home:
        """A home on one of the town's streets."""
        street, town, code = rng.choice(self._streets)
        flat = str(rng.randint(1, 12)) if rng.random() < 0.25 else ""
        number = f"{rng.randint(1, 150)}{rng.choice('abc') if rng.random() < 0.05 else ''}"
        return Home(flat, number, street, town, code)

    def _numbers(self) -> Iterator[str]:
        every = [f"{head}{at:03}" for head in dict.fromkeys(_RANGES) for at in range(1000)]
        self._rng.shuffle(every)
        return iter(every)

    # ------------------------------------------------------------------------------------- people

    def _household(self) -> list[Person]:
        """One or several people at one address: a couple, a father and a son of one name, twins."""
        rng, first = self._rng, self._person()
        kind = rng.random()
        if kind < 0.04:
            son = replace(first, born=first.born + timedelta(days=rng.randint(8_000, 12_000)))
            son = replace(self._with_things(son), alias="", maiden="")
            return [first, son] if son.born < date(2012, 1, 1) and first.sex == "1" else [first]
        if kind < 0.07:
            return [first, self._relative(first, first.born)]
        if kind < 0.3:
            return [first, self._relative(first, self._born())]
        return [first]

    def _relative(self, first: Person, born: date) -> Person:
        other = self._person(first.culture)
        while other.forenames[0] == first.forenames[0]:
            other = self._person(first.culture)
        surname = (
            _ending(first.surname, first.culture, other.sex) if other.sex != first.sex else first.surname
        )
        return replace(
            other,
            surname=surname,
            born=born,
            home=first.home,
            maiden="" if born == first.born else other.maiden,
        )

    def _person(self, culture: str = "") -> Person:
        rng, known = self._rng, cultures()
        culture = culture or rng.choices(list(known), [table["share"] for table in known.values()])[0]
        sex = "1" if rng.random() < 0.66 else "2"
        made = Person(
            0,
            culture,
            sex,
            self._forenames(culture, sex),
            self._surname(culture, sex),
            self._born(),
            self.home(rng),
        )
        if sex == "2" and rng.random() < 0.25:
            made = replace(made, maiden=self._surname(culture, sex))
        if rng.random() < 0.12:
            made = replace(made, alias=rng.choice(_STREET_NAMES).replace("-", " "))
        return self._with_things(made)

    def _with_things(self, person: Person) -> Person:
        rng, self._count = self._rng, getattr(self, "_count", -1) + 1
        plate = self._plate() if rng.random() < 0.3 else ""
        phone = next(self._phones, "") if rng.random() < 0.4 else ""
        return replace(
            person, key=self._count, plate=plate, car=rng.choice(_CARS) if plate else "", phone=phone,
            pnc_id=self._pnc() if rng.random() < 0.45 else "",
        )  # fmt: skip

    def _forenames(self, culture: str, sex: str) -> tuple[str, ...]:
        rng, names = self._rng, cultures()[culture]["male" if sex == "1" else "female"]
        first = _often(rng, names)
        more = [
            name
            for name in (rng.choice(names) for _ in range(rng.choice((0, 0, 1, 1, 1, 2))))
            if name != first
        ]
        return (first, *dict.fromkeys(more))

    def _surname(self, culture: str, sex: str) -> str:
        rng, names = self._rng, cultures()[culture]["surnames"]
        one = _ending(_often(rng, names), culture, sex)
        if culture in {"english", "irish", "caribbean", "welsh"} and rng.random() < 0.05:
            other = _often(rng, cultures()["english"]["surnames"])
            return f"{one}-{other}" if other != one else one
        if culture == "portuguese" and rng.random() < 0.5:
            return f"{one} {_often(rng, names[:11])}"
        return one

    def _born(self) -> date:
        return date(1942, 1, 1) + timedelta(days=int(self._rng.triangular(0, 25_500, 17_000)))

    def _plate(self) -> str:
        rng, three = self._rng, "".join(self._rng.choices(_PLATE, k=3))
        if rng.random() < 0.9:
            age = rng.choice([*range(10, 27), *range(60, 76)])
            return f"{''.join(rng.choices(_PLATE, k=2))}{age:02} {three}"
        return f"{rng.choice('MNPRSTVWXY')}{rng.randint(1, 999)} {three}"

    def _pnc(self) -> str:
        year, serial = self._rng.randint(1995, 2026), self._rng.randint(1, 9_999_999)
        letter = _LETTERS[int(f"{year % 100:02}{serial:07}") % 23]
        return f"{year}/{serial}{letter}" if self._rng.random() < 0.5 else f"{year}/{serial:07}{letter}"


_CARS = (
    "Silver Ford Focus", "Black VW Golf", "White Ford Transit", "Blue Vauxhall Corsa", "Grey BMW 320", "Red Honda Civic",
    "Black Mercedes C200", "Green Toyota Yaris", "White Nissan Qashqai", "Blue Audi A3", "Yellow Seat Leon", "Silver Skoda Octavia",
)  # fmt: skip


def _ending(surname: str, culture: str, sex: str) -> str:
    """A woman's form of a Slavic surname."""
    if sex == "1" or not cultures()[culture].get("feminine"):
        return surname
    for masculine, feminine in (
        ("ski", "ska"),
        ("cki", "cka"),
        ("ov", "ova"),
        ("ev", "eva"),
        ("sky", "skaya"),
    ):
        if surname.endswith(masculine):
            return surname.removesuffix(masculine) + feminine
    return surname
