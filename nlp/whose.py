"""Of whom a fact is said, by its subject: somebody with a name, or a bare word (`he`, `DP`, `the driver`) for whoever has that role."""

from dataclasses import dataclass
from functools import lru_cache

from nlp import names
from nlp.facts.subject_words import DETERMINERS, HE, MEN, PEOPLE, SHE, THEY, WOMEN
from nlp.tables import bag

# Words for whom a record is about; who else is spoken of (a wife, a neighbour, two men) is somebody beside them.
_ABOUT = bag(
    "dp detainee prisoner defendant accused suspect susp subject subj nominal offender misper patient individual person "
    "male man lad youth boy juvenile female woman girl occupant occupier tenant resident householder homeowner"
)
# Words for those of a role in POLE-1 (docs/pole-1.md); of them the first group's are, too, whom a record is about.
_ROLES = {
    **dict.fromkeys(("driver", "rider"), "driver"),
    **dict.fromkeys(("victim", "vic", "ip", "complainant"), "victim"),
    **dict.fromkeys(("caller", "informant", "inft"), "informant"),
    **dict.fromkeys(("witness", "wit"), "witness"),
}
_OTHERS = bag(
    "unknown another other others second third someone somebody both two three four five several "
    "males men women females youths couple gang group"
)
_PRONOUNS = HE | SHE | THEY | bag("it its who i we me us my our there")
_SOMEBODY = PEOPLE | _ABOUT | _ROLES.keys()
_OF_THEM = frozenset(f"{word}s" for word in _SOMEBODY - _OTHERS)  # `the occupant's son`, `occupants`
_BARE = _PRONOUNS | DETERMINERS | _SOMEBODY | _OTHERS | bag("and of")


@dataclass(frozen=True, slots=True)
class Whose:
    """written: the name as the text has it, name: its parts in normal form; both empty where nobody is named.

    role: the POLE-1 role that the bare word is for, if any. sex: 1 or 2 (ISO/IEC 5218) where the word says so, else empty.
    beside: somebody beside whom the record is about.
    """

    written: str = ""
    name: str = ""
    role: str = ""
    sex: str = ""
    beside: bool = False


@lru_cache(maxsize=4096)
def whose(subject: str) -> Whose:
    """What a fact's subject says of whom it is."""
    words = [word for word in subject.split() if not _is_bare(word)]
    name = [part for part in names.parts(" ".join(words)) if part not in names.TITLES]
    if name:
        return Whose(" ".join(words), " ".join(name))
    said = names.parts(subject)
    last = next((word for word in reversed(said) if word in _SOMEBODY | _OF_THEM), "")
    about = not last or last in _ABOUT or _ROLES.get(last) == "driver"
    others = any(word in _OTHERS or word.isdigit() for word in said)
    return Whose(role=_ROLES.get(last, ""), sex=_sex(frozenset(said)), beside=others or not about)


def _is_bare(word: str) -> bool:
    return all(part in _BARE or part in _OF_THEM or part.isdigit() for part in names.parts(word))


def _sex(words: frozenset[str]) -> str:
    women, men = bool(words & (WOMEN | SHE)), bool(words & (MEN | HE))
    return "" if women == men else "2" if women else "1"
