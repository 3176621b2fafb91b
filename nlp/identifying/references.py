"""A record's own reference as people write it: without its strokes, with its zeros lost, without the force before it.

`01TW/0866/24` is met as `01TW086624`, `01 TW 866 24`, `01tw-866-24` and `TW/0866/24`; with the name of its system, as `custody 866/24`.
"""

from __future__ import annotations

import re
from functools import lru_cache

_RUN = re.compile(r"[A-Z]+|\d+")
_YEAR_FIRST = re.compile(r"\D*(?P<year>(?:19|20)?\d\d)\D+0*(?P<number>[1-9]\d{2,7})\D*")
_OF_FORCE = re.compile(r"\d\d(?=[A-Z]{2}[/-])")
LEAST, LEAST_FIGURES = 6, 4  # characters, and figures, of what may be a reference


def bare(text: str) -> str:
    """Letters and figures alone, in capitals."""
    return "".join(c for c in text.upper() if c.isascii() and c.isalnum())


def runs(text: str) -> str:
    """The runs of letters and of figures, these without the zeros before them: `CRRT00012345` as `CRRT-12345`."""
    return "-".join(run.lstrip("0") or "0" for run in _RUN.findall(text.upper()))


def of_system(system: str, text: str) -> str:
    """The figures alone under the system's name: what is left where somebody says which system it is of."""
    return f"{system.upper()}/{runs(re.sub('[A-Za-z]', ' ', text))}"


def _year_last(system: str, ref: str) -> tuple[str, ...]:
    """Of a reference whose year comes first (`26PAC014984`, `2026/0123456`): with the year behind, as those are that may be asked for
    without it; and with the year short."""
    found = _YEAR_FIRST.fullmatch(ref)
    if found is None:
        return ()
    year, number = str(int(found["year"][-2:])), found["number"]
    return f"{system.upper()}/{number}-{year}", f"{system.upper()}/{year}-{number}"


@lru_cache(maxsize=65_536)
def keys(system: str, ref: str) -> frozenset[str]:
    """Under what a record's reference is found besides as it stands."""
    short = _OF_FORCE.sub("", ref.upper(), count=1)
    made = {
        bare(ref),
        runs(ref),
        of_system(system, ref),
        *_year_last(system, ref),
        *((bare(short), runs(short), of_system(system, short)) if short != ref.upper() else ()),
    }
    return frozenset(key for key in made if len(key) >= LEAST)
