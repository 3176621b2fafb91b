"""Words for vehicles, as a question holds them: makes, models, kinds and colours."""

from functools import cache

from nlp.tables import bag, rows, words

_COLOURS = bag(
    "black white silver grey gray blue red green yellow orange brown gold beige purple bronze maroon pink navy"
)
_KINDS = bag(
    "van car estate saloon hatchback pickup lorry moped scooter motorbike motorcycle taxi coupe minibus"
)


def describes_vehicle(text: str) -> bool:
    """Whether folded words are but a vehicle's colour and make or model (`red ford`), which reads as a street's name, too."""
    first, *others = text.split()
    return first in _COLOURS and bool(others) and all(word in words("vehicles.csv") for word in others)


def names_make(text: str) -> bool:
    """Whether a vehicle's maker, or what is a kind or a colour of vehicle, is among the small words of a text."""
    return any(word in _makes() for word in text.split())


def is_model(word: str) -> bool:
    """Whether a small word is what a make calls one of its vehicles."""
    return word in words("vehicles.csv") and word not in _makes()


def is_maker(word: str) -> bool:
    """Whether a small word is a vehicle's maker."""
    return word in _makes() - _KINDS - _COLOURS


def is_colour(word: str) -> bool:
    """Whether a small word is a vehicle's colour."""
    return word in _COLOURS


@cache
def _makes() -> frozenset[str]:
    return frozenset(row[0] for row in rows("vehicles.csv")) | _KINDS | _COLOURS
