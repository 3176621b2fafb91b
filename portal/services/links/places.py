"""Places as the ends of links: their ids, and how one is taken apart."""

from __future__ import annotations

from indexer.resolve.places import Keys


def where_of(keys: Keys) -> str:
    """The flat, else the building, else the street."""
    return keys.flat or keys.building or keys.street


def place_id(where: str, district: str = "") -> str | None:
    """The id of a place: `place:` and where it is; after `@` the postcode's first half, where that is known."""
    return f"place:{where}" + (f"@{district}" if district else "") if where else None


def parts_of(id_: str) -> tuple[str, str]:
    """Where a place is and its district, from its id."""
    where, _, district = id_.removeprefix("place:").partition("@")
    return where, district
