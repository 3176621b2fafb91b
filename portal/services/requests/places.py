"""Which records stand at the address that a partner's request gives, and how they come to it in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from indexer.resolve.query import POSSIBLE
from portal.search.box.places import Place
from portal.search.box.understood import Understood
from portal.services.risk.bearing import Bearing, Level, Target
from portal.services.risk.places import places

# Of an address with a number, its street is not it; of a street alone, all that stands along it is.
_AT = {
    Level.SAME: "the address asked for",
    Level.FLAT_NOT_STATED: "the building asked for; which flat is not said",
}
_ALONG = {**_AT, Level.STREET: "the street asked for"}


def at_address(asked: Understood, read: Sequence[Bearing]) -> dict[str, str]:
    """By record, how it comes to the address asked for; where none stands there, those of the address most like it."""
    place = asked.place
    if not place:
        return {}
    exact = _said(read, lambda bearing: _there(place, bearing))
    return exact if exact or not place.streets else _alike(asked, read)


def _said(read: Sequence[Bearing], there: Callable[[Bearing], str]) -> dict[str, str]:
    return {bearing.hit.id: said for bearing in read if (said := there(bearing))}


def _alike(asked: Understood, read: Sequence[Bearing]) -> dict[str, str]:
    """Somebody may have written the street otherwise (`Avenu Road`)."""
    homes = [home for home in places(replace(asked, words=()), read) if home.match.score >= POSSIBLE]
    if not homes:
        return {}
    target, said = homes[0].target, f"an address like the one asked for: {homes[0].title}"
    return _said(read, lambda bearing: said if bearing.level(target) in _AT else "")


def _there(place: Place, bearing: Bearing) -> str:
    if not place.streets and not place.building_key:
        return _in_area(place, bearing)
    known = _AT if place.building_key else _ALONG
    targets = [
        Target(place.flat_key, place.building_key, street, place.postcode, place.door)
        for street in place.streets or ("",)
    ]
    return known.get(max(bearing.level(target) for target in targets), "")


def _in_area(place: Place, bearing: Bearing) -> str:
    whole, outward = place.postcode, place.outward
    codes = {keys.postcode if whole else keys.outward for keys in bearing.places}
    return f"the postcode asked for: {whole or outward}" if (whole or outward) in codes else ""
