"""The whole town: its records, exported as nine systems would, and the truth about them."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from indexer.demo import cast, exports
from indexer.demo.life import Life, Made
from indexer.demo.records import Desk, Record
from indexer.demo.stories import all_stories
from indexer.demo.world import Person, World


@dataclass(frozen=True)
class Grant:
    """The rights of a demo account."""

    role: str
    groups: tuple[str, ...] = ()
    compartments: tuple[str, ...] = ()
    sensitive: bool = True


# One account a role, and a second analyst whose audience is another, so that the difference can be seen.
GRANTS: dict[str, Grant] = {
    "despatcher": Grant("despatcher"),
    "officer": Grant("officer"),
    "analyst": Grant("analyst", groups=("intel",), compartments=("OP-HERON",)),
    "analyst-pp": Grant("analyst", groups=("public-protection",)),
    "supervisor": Grant("supervisor", groups=("intel", "public-protection")),
    "disclosure": Grant("disclosure", groups=("intel", "public-protection")),
    "auditor": Grant("auditor", sensitive=False),
    "records-manager": Grant("records-manager", groups=("public-protection",)),
    "administrator": Grant("administrator", sensitive=False),
}


class Town:
    """A town of `people` people as it stands on `today`; the same arguments give the same bytes.

    `people` counts the ordinary population; the stories' people come on top. `people=0` is an empty town.
    """

    def __init__(self, people: int, today: date, force: str = "01", seed: int = 7) -> None:
        self.size, self.desk, self.seed = people, Desk(today, force), seed
        self.world = World(people, today, seed)

    def made(self) -> Iterator[Made]:
        """Every record with its truth, stories first."""
        if not self.size:
            return
        yield from all_stories(self.desk)
        life = Life(self.desk, self.seed)
        for home in self.world.households():
            yield from life.of(home, self.world.household(max(home.number * 7 // 11, 1) - 1))

    def people(self) -> Iterator[Person]:
        """Everybody who lives in the town."""
        if not self.size:
            return
        yield from (value for value in vars(cast).values() if isinstance(value, Person))
        for home in self.world.households():
            yield from home.people

    def export(self, folder: Path) -> dict[str, int]:
        """Write the town as its nine systems would (`<system>/…`, see docs/sources), and `truth.json`, into `folder`.

        Returns the number of rows a system, rows that belong to another row included.
        """
        truth = Truth()
        counts = exports.export(_told(self.made(), truth), folder)
        (folder / "truth.json").write_text(
            json.dumps(truth.as_json(self.people()), ensure_ascii=False, indent=1), encoding="utf-8"
        )
        return counts


def _told(all_made: Iterator[Made], truth: "Truth") -> Iterator[Record]:
    for made in all_made:
        truth.add(made)
        yield made.record


class Truth:
    """Who is who, what risk is where, and who may see what."""

    def __init__(self) -> None:
        self._records: dict[str, list[str]] = defaultdict(list)
        self._risks: list[dict[str, Any]] = []
        self._restricted: list[dict[str, Any]] = []

    def add(self, made: Made) -> None:
        """Take in one record's truth."""
        record_id = f"{made.record['system']}/{made.record['ref']}"
        for position, key in enumerate(made.people):
            self._records[key].append(f"{record_id}#{position}")
        for risk in made.risks:
            self._risks.append(
                {
                    "record": record_id,
                    "code": risk.code,
                    "assertion": risk.assertion,
                    "address": risk.address,
                    "person": risk.person,
                    "placement": risk.placement,
                }
            )
        handling = made.record["handling"]
        if handling["audience"] != ["*"] or handling["compartments"] or handling["force"] != "01":
            self._restricted.append(
                {
                    "record": record_id,
                    "audience": handling["audience"],
                    "compartments": handling["compartments"],
                    "force": handling["force"],
                    "releasable_to": handling["releasable_to"],
                }
            )

    def as_json(self, people: Iterator[Person]) -> dict[str, Any]:
        """The truth as plain JSON; `records` are `SYSTEM/ref#position in its people`."""
        known = [
            {
                "person": p.key,
                "forenames": list(p.forenames),
                "surname": p.surname,
                "born": p.born.isoformat(),
                "alias": p.alias,
                "pnc_id": p.pnc_id,
                "address": p.home.line,
                "postcode": p.home.postcode,
                "records": self._records[p.key],
            }
            for p in people
            if p.key in self._records
        ]
        return {"people": known, "risks": self._risks, "restricted": self._restricted}
