"""The town's vocabulary, read from `words.toml`."""

import tomllib
from importlib import resources

_DATA = tomllib.loads(resources.files("indexer.demo").joinpath("words.toml").read_text(encoding="utf-8"))

SURNAMES = tuple(_DATA["surnames"].split())
MALE = tuple(_DATA["male"].split())
FEMALE = tuple(_DATA["female"].split())
STREET_NAMES = tuple(_DATA["street_names"].split())
STREET_TYPES = tuple(_DATA["street_types"])
TOWNS = tuple(_DATA["towns"])
POSTCODE_SECTORS = tuple(_DATA["postcode_sectors"])
POSTCODE_UNIT_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
OFFENCES: tuple[str, ...] = tuple(_DATA["offences"])
VEHICLES: tuple[tuple[str, str], ...] = tuple((make, model) for make, model in _DATA["vehicles"])
COLOURS = tuple(_DATA["colours"])
NICKNAMES: dict[str, str] = _DATA["nicknames"]
SPELLINGS: dict[str, tuple[str, ...]] = {name: tuple(forms) for name, forms in _DATA["spellings"].items()}
