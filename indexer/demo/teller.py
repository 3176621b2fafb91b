"""How a story is told: references and people without noise, since what a story shows must not hang on luck."""

from dataclasses import dataclass
from random import Random
from typing import Any

from indexer.demo.records import Desk, person, reference
from indexer.demo.world import Person, Place


@dataclass(frozen=True)
class Teller:
    """Writes the stories' references and people. Serials lie below `life.SERIAL_BASE`, so that no household meets them."""

    desk: Desk

    def ref(self, system: str, days: int, serial: int) -> str:
        return reference(system, self.desk, days, serial)

    def person(
        self, who: Person, system: str, role: str, home: Place | None = None, **more: Any
    ) -> dict[str, Any]:
        """A story's people are written without noise but for capitals: what a story shows must not hang on luck."""
        made = person(Random(0), who, "COPA", role, home, **more)  # noqa: S311
        upper = system in {"PNC", "CUSTODY", "EWMS"}
        forenames, surname = " ".join(who.forenames), who.surname
        names: list[dict[str, Any]] = [
            {
                "kind": "birth",
                "forenames": forenames.upper() if upper else forenames,
                "surname": surname.upper() if upper else surname,
            }
        ]
        if who.alias and system in {"PNC", "CRIMINT"}:
            names.append({"kind": "alias", "text": who.alias})
        phones = {"phone": [who.phone]} if who.phone else {}
        return made | {
            "names": names,
            "dates_of_birth": [who.born.isoformat()],
            "identifiers": made["identifiers"] | phones,
        }
