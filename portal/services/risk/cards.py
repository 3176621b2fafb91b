"""Cards: what a despatcher reads. One a place, a person or a thing, composed from records that the reader may see."""

from __future__ import annotations

from datetime import date

from portal.search.bands import Bands, packaged
from portal.services.risk.bearing import Bearings
from portal.services.risk.frame import Frame
from portal.services.risk.person_cards import PersonCards
from portal.services.risk.place_cards import PlaceCards
from portal.services.risk.thing_cards import ThingCards
from portal.services.risk.warnings import Warner


class Composer:
    """Composes the cards of one lookup, as of a day. bands: the force's own rules, or those that come with the software."""

    def __init__(self, today: date, bands: Bands | None = None, bearings: Bearings | None = None) -> None:
        self.bearings = bearings or Bearings(today)
        frame = Frame(today, bands or packaged(), self.bearings, Warner(today))
        self.places = PlaceCards(frame)
        self.people = PersonCards(frame, self.places)
        self.things = ThingCards(frame)
