"""What stands of somebody or somewhere today, and the band that it comes to: alike on a card and on a golden nominal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from indexer.resolve.scorer import Held
from portal.search.bands import Banded, Bands
from portal.services.risk.context import Context
from portal.services.risk.dangers import Danger
from portal.services.risk.household import DANGER, told_of
from portal.services.risk.told import Status, Told


@dataclass(frozen=True, slots=True, eq=False)
class Assessed:
    """Dangers in their order, status and context, and the band by the force's rules."""

    dangers: Sequence[Danger]
    status: Sequence[Status]
    context: Sequence[Told]
    banded: Banded

    def as_json(self, dangers: str = "warnings") -> dict[str, Any]:
        """As the contract has it. dangers: by which name it has the dangers."""
        return {
            "band": self.banded.band,
            "band_reasons": list(self.banded.because),
            "band_rules": self.banded.version,
            dangers: [one.as_json() for one in self.dangers],
            "status": [one.as_json() for one in self.status],
            "context": [one.as_json() for one in self.context],
        }


def assessed(
    around: Context, dangers: Sequence[Danger], bands: Bands, theirs: Sequence[tuple[Danger, Held]] = ()
) -> Assessed:
    """The assessment of what stands. theirs: dangers of somebody else at the home who could be taken for whom it is of, each
    with whose it is."""
    status, context = around.status(), [*told_of(theirs), *around.context(dangers)]
    # Rules that know nothing of such a danger count it as any other, so that it is never of no weight.
    counted = [] if bands.know(DANGER) else [danger for danger, _ in theirs]
    banded = bands.of([*dangers, *counted], around.kinds(status, context))
    return Assessed(dangers, status, context, banded)
