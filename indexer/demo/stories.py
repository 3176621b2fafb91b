"""The stories that run through the town, each across several systems and none of them told whole by one."""

from collections.abc import Iterator

from indexer.demo import stories_home as home
from indexer.demo import stories_street as street
from indexer.demo.life import Made
from indexer.demo.records import Desk
from indexer.demo.teller import Teller

STORIES = (
    home.avenue_road,
    home.murphy,
    home.namesake,
    home.thornbury_walk,
    street.missing_child,
    street.stolen_car,
    street.street_dealer,
    street.vexatious_caller,
    street.gasworks_lane,
)


def all_stories(desk: Desk) -> Iterator[Made]:
    """Every story's records, dated back from the desk's day."""
    tell = Teller(desk)
    for story in STORIES:
        yield from story(tell)
