"""The forms of a written name: folded, in parts, as trigrams, phonetic codes and pet-form groups."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import jellyfish
from rapidfuzz.distance import JaroWinkler

from nlp.tables import bag, rows, words

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i"}
)
_APOSTROPHES = re.compile(r"['’‘`´ʼ]")
_NOT_WORD = re.compile(r"[\W_]+")
_TOKEN = re.compile(r"[^\W_]+(?:[.'’‘`´ʼ-]+[^\W_]+)*")
TITLES = bag(
    "mr mrs miss ms mx dr doctor prof professor sir dame lord lady rev reverend fr father sr sister "
    "imam rabbi cllr councillor judge justice"
)
_PARTICLES = bag(
    "van von der den de del della di da dos das du la le ter ten zu bin bint ibn abu umm al el ul ap ab"
)
_BOUND = frozenset({"o", "mc", "mac", "fitz"})
_SAINT = frozenset({"st", "saint"})
_SUFFIXES = frozenset({"jr", "snr", "jnr", "junior", "senior", "ii", "iii", "esq"})


_NAMES_TOO = frozenset({"junior", "senior"})


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name taken apart, as written; either side may be empty."""

    forenames: tuple[str, ...]
    surname: str


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case, no accents, apostrophes dropped, everything else that is no letter or digit a space."""
    if text.isascii():  # as nearly every name and street is
        plain = text.lower()
        return plain if plain.isalnum() else _NOT_WORD.sub(" ", _APOSTROPHES.sub("", plain)).strip()
    decomposed = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text.casefold().translate(_LETTERS)))
    plain = "".join(ch for ch in decomposed if not unicodedata.combining(ch))
    return _NOT_WORD.sub(" ", plain.translate(_LETTERS)).strip()


def _tokens(text: str) -> list[str]:
    """Words with their hyphens and apostrophes, titles and suffixes dropped."""
    found = [match.group() for match in _TOKEN.finditer(text)]
    kept = [word for at, word in enumerate(found) if fold(word) not in TITLES and not _suffix(fold(word), at)]
    return kept or found


def _suffix(word: str, place: int) -> bool:
    """Whether a word tells a father from a son; `Junior` and `Senior` are names, too, where they stand first."""
    return word in _SUFFIXES and (place > 1 or (place == 1 and word not in _NAMES_TOO))


# Two letters that are taken for one where they are copied or scanned.
DRAWN = (("rn", "m"), ("nn", "m"), ("cl", "d"), ("vv", "w"), ("ii", "u"))


def drawn(word: str) -> str:
    """A folded word as it looks: two letters that are taken for one are that one (``byrne`` → ``byme``)."""
    for two, one in DRAWN:
        word = word.replace(two, one)
    return word


@lru_cache(maxsize=65536)
def canonical(part: str) -> str:
    """One word's form for equality: ``MacDonald``, ``Mc Donald`` → ``mcdonald``; ``Saint-John`` → ``stjohn``."""
    word = fold(part).replace(" ", "")
    if (word.startswith("mac") and len(word) > 5 and word[3] not in "aeiouhk") or (
        word.startswith(("mack", "mach")) and len(word) > 6 and word[4] in "aeiou"
    ):
        word = "mc" + word[3:]
    if word.startswith("saint") and len(word) > 7:
        word = "st" + word[5:]
    return word


def _glue(tokens: list[str]) -> Iterator[tuple[str, ...]]:
    """Groups of tokens that are one name: ``O Neill``, ``St John``, ``van der Berg``."""
    group: list[str] = []
    for place, token in enumerate(tokens):
        word = fold(token)
        last = place == len(tokens) - 1
        opens = word in _BOUND | _SAINT or (word in _PARTICLES and place > 0)
        initials = word in _BOUND and not last and len(tokens[place + 1].strip(".")) == 1  # `O M Hersi`
        if opens and not last and not initials:
            group.append(token)
            continue
        yield (*group, token)
        group = []


def _forms(group: tuple[str, ...]) -> Iterator[str]:
    """The index forms of one name: halves, whole, and the name without its particles."""
    words = [piece for token in group for piece in re.split(r"[-.]+", token) if piece]
    folded = ["al" if fold(word) == "el" and len(words) > 1 else fold(word) for word in words]
    core = [word for word in folded if word not in _PARTICLES] or folded
    if core[0] in _BOUND | _SAINT and len(core) > 1:
        core = [core[0] + core[1], *core[2:]]
    yield from (canonical(word) for word in core if word)
    whole = canonical("".join(folded))
    if len(folded) > 1 and whole:
        yield whole


@lru_cache(maxsize=65536)
def parts(text: str) -> tuple[str, ...]:
    """The searchable parts of a name, in order and without repeats.

    ``Anna Smith-Jones`` → ``anna smith jones smithjones``; ``O'Neill`` → ``oneill``;
    ``Jan van der Berg`` → ``jan berg vanderberg``; titles are dropped.
    """
    found = (form for group in _glue(_tokens(text)) for form in _forms(group))
    return tuple(dict.fromkeys(form for form in found if form))


@lru_cache(maxsize=65536)
def trigrams(word: str) -> tuple[str, ...]:
    """Letter trigrams of the folded word, with its borders marked: ``lee`` → ``$le lee ee$``."""
    padded = f"${canonical(word)}$"
    return tuple(dict.fromkeys(padded[at : at + 3] for at in range(len(padded) - 2)))


_ENDINGS = (("ska", "ski"), ("cka", "cki"), ("dzka", "dzki"), ("ova", "ov"), ("eva", "ev"), ("aya", "y"))


def _neutral(word: str) -> str:
    """A Slavic surname's feminine ending turned into the masculine one."""
    for feminine, masculine in _ENDINGS:
        if len(word) > 5 and word.endswith(feminine):
            return word.removesuffix(feminine) + masculine
    return word


@lru_cache(maxsize=65536)
def phonetic(part: str) -> tuple[str, ...]:
    """Two phonetic codes (Metaphone and NYSIIS), each with its scheme in front: ``("m:XN", "n:SAN")``.

    Two, since one alone splits Sean from Shaun.  Words with digits and single letters have none.
    """
    word = _neutral(canonical(part))
    if len(word) < 2 or not word.isalpha():
        return ()
    codes = (("m", jellyfish.metaphone(word)), ("n", jellyfish.nysiis(word)))
    return tuple(f"{scheme}:{code}" for scheme, code in codes if code)


_TABLES = ("nicknames.csv", "transliterations.csv", "short_forms.csv", "spellings.csv", "pronunciations.csv")
_KNOWN = (
    "forenames.csv", "census_forenames.csv", "more_forenames.csv", "surnames.csv", "census_surnames.csv", "more_surnames.csv",
)  # fmt: skip
_BY_EAR = 0.8  # Jaro-Winkler likeness to a name as it is said


@cache
def _groups() -> dict[str, frozenset[str]]:
    groups: dict[str, set[str]] = defaultdict(set)
    for name in _TABLES:
        for row in rows(name):
            for form in row:
                groups[form].add(row[0])
    return {form: frozenset(heads) for form, heads in groups.items()}


@lru_cache(maxsize=65536)
def nicknames(part: str) -> frozenset[str]:
    """The names this part may stand for, itself included: ``bob`` → ``{bob, robert}``; of a word that is no known name,
    those that are said so: ``shivorn`` → ``{shivorn, siobhan}``."""
    word = canonical(part)
    return (_groups().get(word) or _as_heard(word)) | {word}


def initial_form(part: str) -> str:
    """The form under which a part meets its initial: ``d.`` of ``dean``."""
    return f"{part[:1]}."


def _as_heard(word: str) -> frozenset[str]:
    """The names that sound like a word which is no name, and are said otherwise than their letters read."""
    if len(word) < 4 or not word.isalpha() or word in _known():
        return frozenset()
    said = _said().get(jellyfish.metaphone(word), ())
    return frozenset(name for name, form in said if JaroWinkler.normalized_similarity(word, form) >= _BY_EAR)


@cache
def _said() -> dict[str, tuple[tuple[str, str], ...]]:
    """Metaphone code → (name, as it is heard)."""
    made: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name, *forms in rows("pronunciations.csv"):
        for form in forms:
            made[jellyfish.metaphone(form)].append((name, form))
    return {code: tuple(said) for code, said in made.items()}


def is_known(word: str) -> bool:
    """Whether a folded word is a known given or family name."""
    return word in _known()


@cache
def _known() -> frozenset[str]:
    return frozenset().union(*map(words, _KNOWN))


def parse(text: str) -> PersonName:
    """Take a written name apart: ``MURPHY, Sean Patrick``, ``Sean MURPHY``, ``Dr Jan van der Berg``.

    A single word is taken as a surname.
    """
    before, comma, after = text.partition(",")
    if comma and after.strip() and fold(after) not in _SUFFIXES:
        return PersonName(tuple(_joined(after)), " ".join(_tokens(before)))
    names = _joined(text)
    if not names:
        return PersonName((), "")
    shouted = [word for word in names if word.isupper() and len(word) > 1]
    if len(shouted) == 1 and len(names) > 1 and names[0] == shouted[0]:
        return PersonName(tuple(names[1:]), names[0])
    return PersonName(tuple(names[:-1]), names[-1])


def _joined(text: str) -> list[str]:
    return [" ".join(group) for group in _glue(_tokens(text))]
