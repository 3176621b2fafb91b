"""What a record is flagged as, in whichever of the systems' words."""

from __future__ import annotations

import tomllib
from importlib import resources

from access.gateway import Hit
from portal.services.risk.roles import code_of

_FLAGS = {
    flag: frozenset([flag, *words])
    for flag, words in tomllib.loads(
        resources.files(__package__).joinpath("flags.toml").read_text("utf-8")
    ).items()
}
DOMESTIC_ABUSE, REPEAT_VICTIM = "domestic-abuse", "repeat-victim"


def flagged(hit: Hit, flag: str) -> bool:
    """Whether a record is flagged so, without regard to capitals, blanks and underscores (`Domestic Abuse`)."""
    given = hit.record.get("flags") or ()
    return any(code_of(str(one)) in _FLAGS[flag] for one in given)
