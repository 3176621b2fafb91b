"""Who lives where: households, people, vehicles. Each household is made from the seed and its number alone, so a
town of any size can be walked without holding it in memory, and a larger town begins with the smaller one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from random import Random

from indexer.demo import identifiers, words

MAIN_LAT, MAIN_LON = 51.4105, -0.0601


@dataclass(frozen=True, slots=True)
class Place:
    """An address: flat (or empty), house number, street, town, postcode and WGS84 degrees."""

    flat: str
    number: str
    street: str
    town: str
    postcode: str
    lat: float
    lon: float

    @property
    def line(self) -> str:
        house = f"{self.number} {self.street}"
        return f"Flat {self.flat}, {house}" if self.flat else house

    def as_pole(self, role: str | None = None) -> dict[str, object]:
        """The place as a POLE-1 location or address."""
        return {
            "role": role,
            "address": f"{self.line}, {self.town}",
            "postcode": self.postcode,
            "lat": self.lat,
            "lon": self.lon,
        }


@dataclass(frozen=True, slots=True)
class Person:
    """One human being of the town, as the truth knows them."""

    key: str
    forenames: tuple[str, ...]
    surname: str
    born: date
    sex: str
    home: Place
    phone: str
    pnc_id: str | None = None
    cro: str | None = None
    alias: str | None = None

    @property
    def name(self) -> str:
        return f"{self.forenames[0]} {self.surname}"


@dataclass(frozen=True, slots=True)
class Vehicle:
    vrm: str
    make: str
    model: str
    colour: str

    @property
    def line(self) -> str:
        return f"{self.colour} {self.make} {self.model}"


@dataclass(frozen=True)
class Household:
    number: int
    place: Place
    people: tuple[Person, ...]
    vehicle: Vehicle | None = field(default=None)

    @cached_property
    def adults(self) -> tuple[Person, ...]:
        return tuple(p for p in self.people if p.forenames and _age_band(p) == "adult")


def _age_band(person: Person) -> str:
    return "child" if person.key.endswith("c") else "adult"


class World:
    """The people of the town: `people` of them at the least, in households of one to five."""

    def __init__(self, people: int, today: date, seed: int = 7) -> None:
        self.people, self.today, self.seed = people, today, seed

    def households(self) -> Iterator[Household]:
        """Every household in order, until the town holds `people` people."""
        count, number = 0, 0
        while count < self.people:
            home = self.household(number)
            count, number = count + len(home.people), number + 1
            yield home

    def household(self, number: int) -> Household:
        """Household `number`, the same whenever it is asked for."""
        rng = Random(f"{self.seed}:household:{number}")  # noqa: S311
        place = self._place(rng, number)
        surname = rng.choice(words.SURNAMES)
        people = tuple(self._people(rng, number, place, surname))
        vehicle = _vehicle(rng) if rng.random() < 0.6 else None
        return Household(number, place, people, vehicle)

    def _place(self, rng: Random, number: int) -> Place:
        street_number, house = divmod(number, 40)
        names, types = len(words.STREET_NAMES), len(words.STREET_TYPES)
        name = words.STREET_NAMES[(street_number * 37) % names]
        kind = words.STREET_TYPES[(street_number + street_number // names * 3) % types]
        lap = street_number // (names * types)
        street = f"{('', 'Upper ', 'Lower ', 'North ', 'South ', 'East ', 'West ', 'Old ', 'New ')[lap % 9]}{name} {kind}"
        flat = str(rng.randint(1, 6)) if rng.random() < 0.3 else ""
        sector = words.POSTCODE_SECTORS[street_number % len(words.POSTCODE_SECTORS)]
        letters = words.POSTCODE_UNIT_LETTERS
        unit = letters[(street_number // 10) % 20] + letters[(house // 10 + street_number // 200) % 20]
        town = words.TOWNS[street_number % len(words.TOWNS)]
        lat = MAIN_LAT + ((street_number * 7919) % 2000 - 1000) * 4e-5
        lon = MAIN_LON + ((street_number * 104729) % 2000 - 1000) * 6e-5 + house * 1e-5
        return Place(
            flat,
            str(house * 2 + 1 + street_number % 2),
            street,
            town,
            f"{sector}{unit}",
            round(lat, 6),
            round(lon, 6),
        )

    def _people(self, rng: Random, number: int, place: Place, surname: str) -> Iterator[Person]:
        adults = rng.choices((1, 2, 3), weights=(4, 5, 1))[0]
        children = rng.choices((0, 1, 2), weights=(6, 2, 2))[0] if adults > 1 else 0
        for index in range(adults):
            own = surname if index == 0 or rng.random() < 0.7 else rng.choice(words.SURNAMES)
            yield self._adult(rng, f"p{number}-{index}", place, own, 3 * number + index)
        for index in range(children):
            yield self._child(rng, f"p{number}-{adults + index}c", place, surname)

    def _adult(self, rng: Random, key: str, place: Place, surname: str, nth: int) -> Person:
        sex = rng.choice("12")
        born = self.today - timedelta(days=rng.randint(18 * 366, 82 * 365))
        offender = rng.random() < 0.25
        year = rng.randint(1995, self.today.year - 1)
        rng.randint(1, 9_999_999)  # drawn and left: whoever has seen a town finds the same people in it
        return Person(
            key=key,
            forenames=_forenames(rng, sex),
            surname=surname,
            born=born,
            sex=sex,
            home=place,
            phone=identifiers.mobile(rng.randint(0, 999)),
            pnc_id=identifiers.pnc_id(year, _scattered(nth, 9_999_991)) if offender else None,
            cro=identifiers.cro(year, _scattered(nth, 999_983)) if offender and rng.random() < 0.6 else None,
            alias=rng.choice(words.MALE)[:4].title() + "z" if offender and rng.random() < 0.2 else None,
        )

    def _child(self, rng: Random, key: str, place: Place, surname: str) -> Person:
        sex = rng.choice("12")
        born = self.today - timedelta(days=rng.randint(200, 17 * 365))
        return Person(key, _forenames(rng, sex), surname, born, sex, place, phone="")


def _scattered(nth: int, prime: int) -> int:
    """A serial number from 1 to the prime, another for each of that many people: by lot, two of a large town had one."""
    return nth * 314_159 % prime + 1


def _forenames(rng: Random, sex: str) -> tuple[str, ...]:
    pool = words.MALE if sex == "1" else words.FEMALE
    first = rng.choice(pool)
    return (first, rng.choice(pool)) if rng.random() < 0.6 else (first,)


def _vehicle(rng: Random) -> Vehicle:
    make, model = rng.choice(words.VEHICLES)
    return Vehicle(identifiers.vrm(rng), make, model, rng.choice(words.COLOURS))
