"""How nine systems misspell one human being: the town's noise in names and dates of birth.

Every function takes its own random generator, so that one record's noise never moves another's.
"""

from datetime import date
from random import Random

from indexer.demo import words
from indexer.demo.world import Person

# How often each system writes a name or a date of birth other than the truth: a control desk types in haste,
# the national computer is checked against documents.
NAME_NOISE = {
    "CRIS": 0.15,
    "CRIMINT": 0.25,
    "CUSTODY": 0.1,
    "COPA": 0.05,
    "AIRSPACE": 0.3,
    "EWMS": 0.08,
    "MERLIN": 0.15,
    "PNC": 0.02,
    "PND": 0.12,
}
UPPER_CASE = frozenset({"CUSTODY", "PNC", "EWMS"})


def names(rng: Random, person: Person, system: str) -> list[dict[str, object]]:
    """The person's names as `system` holds them, in POLE-1."""
    forenames, surname = list(person.forenames), person.surname
    if system not in {"PNC", "CUSTODY"} and rng.random() < 0.5:
        forenames = forenames[:1]
    if rng.random() < NAME_NOISE.get(system, 0.1):
        forenames, surname = _misspell(rng, forenames, surname)
    written: dict[str, object] = {
        "kind": "birth",
        "forenames": _case(" ".join(forenames), system),
        "surname": _case(surname, system),
    }
    held = [written]
    if person.alias and system in {"PNC", "CRIMINT"}:
        held.append({"kind": "alias", "text": person.alias})
    return held


def dates_of_birth(rng: Random, born: date, system: str) -> list[str]:
    """The dates of birth as `system` holds them: mostly right, else swapped, one digit off, year only or missing."""
    roll = rng.random() / (0.25 + NAME_NOISE.get(system, 0.1) * 3)
    if roll > 0.6:
        return [born.isoformat()]
    return _wrong_date(rng, born)


def _wrong_date(rng: Random, born: date) -> list[str]:
    kind = rng.choice(("missing", "year", "swapped", "digit", "off"))
    if kind == "missing":
        return []
    if kind == "year":
        return [str(born.year)]
    if kind == "swapped" and born.day <= 12:
        return [f"{born.year}-{born.day:02d}-{born.month:02d}"]
    if kind == "digit":
        return [born.replace(day=born.day % 10 + (10 if born.day < 10 and born.day % 10 else 1)).isoformat()]
    return [born.replace(year=born.year + rng.choice((-1, 1)), day=min(born.day, 28)).isoformat()]


def _misspell(rng: Random, forenames: list[str], surname: str) -> tuple[list[str], str]:
    kind = rng.choice(("nickname", "spelling", "typo", "typo", "swap"))
    first = forenames[0]
    if kind == "nickname" and first in words.NICKNAMES:
        return [words.NICKNAMES[first], *forenames[1:]], surname
    if kind == "spelling":
        return [rng.choice(words.SPELLINGS.get(first, (first,))), *forenames[1:]], rng.choice(
            words.SPELLINGS.get(surname, (surname,))
        )
    if kind == "swap":
        return [surname], first
    return (
        (forenames, typo(rng, surname))
        if rng.random() < 0.5
        else ([typo(rng, first), *forenames[1:]], surname)
    )


def typo(rng: Random, word: str) -> str:
    """One slip of the fingers past the first letter: two letters changed about, one doubled, or one dropped."""
    if len(word) < 4:
        return word
    at = rng.randint(1, len(word) - 2)
    return rng.choice(
        (
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at] + word[at:],
            word[:at] + word[at + 1 :],
        )
    )


def _case(text: str, system: str) -> str:
    return text.upper() if system in UPPER_CASE else text
