"""Other texts that the whole of a question may stand for, each read beside the one that was typed: what they bring can only help."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from nlp import names
from nlp.addresses import UNITS, is_street_type, is_unit, leads_to_street_type
from nlp.words import is_jargon, is_maker, is_model, is_of_call
from portal.search.box import ages, dates, kin, numbers_in_words
from portal.search.box.numbers import is_nhs

Form = str | Callable[[re.Match[str]], str]
Way = Callable[[str], Iterable[str]]
# Ten figures that are a telephone number without its zero, unless they are said to be an NHS number.
_TEN = re.compile(
    r"(?<!\S)(?<!nhs )(?<!nhs no )(?<!nhs number )(?=[1237](?:[ -]?\d){9}(?!\S))", re.IGNORECASE
)
# `smith ns`, `pjk smith`: two letters or three beside a surname
_INITIALS = re.compile(
    r"(?:(?<=[^\W\d_]{2}\s)|^(?=[a-z]{2,3}\s(?:[od]['’])?[^\W\d_]{3}))[a-z]{2,3}(?![\w'’&/.-])", re.IGNORECASE
)
# `pc 31/05/1972`: the initials of whoever was born then
_INITIALS_BORN = re.compile(
    r"^(?!(?:no|nr|at|in|on|of|to|by|mr|ms|dr)\s)(?P<letters>[a-z]{2})(?=,?\s+(?:dob\s+|born\s+)?"
    rf"(?:\d\d?[/.-]\d\d?[/.-]\d\d|\d\d?[\s-]?(?:{dates.MONTH_NAMES})[\s-]?\d\d|\d{{6}}(?:\d\d)?(?!\S)))",
    re.IGNORECASE,
)
# `huw williams b92`: born in 1992, or a postcode's first half
_BORN_SHORT = re.compile(r"(?<=[a-z]{2}\s)b\.?(?=\d\d$)", re.IGNORECASE)
# `12 8 66 mill lane`: a date before a street, or a house's number
_BORN_AND_STREET = re.compile(r"(?<=[a-z.] )(\d\d?) (\d\d?) (\d\d)(?=\s+(?P<street>[a-z].*)$)", re.IGNORECASE)
# `david and chloe blackburn`: two people of one surname
_COUPLE = re.compile(
    r"(?<!\S)(?P<one>[^\W\d_]{3,})\s+(?:and|&|\+)\s+(?P<two>[^\W\d_]{3,})\s+(?P<surname>[^\W\d_][\w'’-]{2,})(?!\S)",
    re.IGNORECASE,
)
_FAMILY = re.compile(r"(?<!\S)the\s+(?P<name>[^\W\d_]{3,})s(?!\S)", re.IGNORECASE)  # `the clarkes`
_NINE = re.compile(r"(?<!\S)\d{9}(?!\S)")  # a date with a figure twice
_DATE = re.compile(r"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d")
# `125 fl 4 park`, `apt 3 12 cockburn`: of a street without its kind the house is found, whatever the flat is
_FLAT_OF_HOUSE = re.compile(
    rf"(?<!\S)(?:{UNITS})\s+\d{{1,3}}[a-z]?,?\s+(?=\d{{1,4}}[a-z]?\s+[^\W\d_]{{3,}}$)|(?<=\d )(?:{UNITS})\s+\d{{1,3}}[a-z]?,?\s+(?=[^\W\d_]{{3,}}$)",
    re.IGNORECASE,
)
# `o haddad`: Omar Haddad, since nobody is called O'Haddad.
_BOUND = re.compile(r"(?<!\S)(?P<initial>o)\s(?P<name>[^\W\d_]{3,})(?!\S)", re.IGNORECASE)
# `richard st john`: his surname, and no street.
_SAINT = re.compile(r"(?<=[^\W\d_]\s)(?:st\.?|saint) (?P<name>[^\W\d_]{4,})(?!\S)", re.IGNORECASE)
_MOST_INITIALS = 2  # of three letters only those are initials that no word is made of
_MANY_NAMES = 2  # that a short one stands for
_VOWELS = frozenset("aeiou")
# Of two letters and three, what is nobody's initials.
_WORDS = frozenset([
    "van", "von", "der", "den", "de", "del", "di", "da", "dos", "das", "du", "la", "le", "bin", "bint", "ibn", "abu", "al", "el", "ul",
    "st", "mc", "mac", "jr", "sr", "mr", "mrs", "ms", "dr", "in", "on", "at", "of", "or", "no", "to", "by", "is", "as", "an", "and",
    "the", "up", "id", "aka", "nee", "dob", "yo", "jn", "ic", "pc", "dc", "dp", "rp", "pnc", "pnd", "cro", "asn", "nhs", "ni", "vrm", "vrn", "cad",
    "jct", "jcn", "jnc", "xu", "xi", "ho", "hu", "he", "vu", "vo", "wu", "wo", "ma", "mu", "lu", "su", "so", "sy", "yu", "ye", "yi", "qi", "qu", "do", "ko", "ng", "ly",
    "ha", "hy", "oh", "ou", "gu", "gi", "fu", "fa", "xe", "tu", "ty", "ta",
])  # fmt: skip


def texts(text: str) -> tuple[str, ...]:
    """Each other text that `WAYS` make of a question; none where it has nothing of the kind."""
    ways = (other for way in WAYS for other in way(text))
    return tuple(dict.fromkeys(other for other in ways if other and other != text))


def _zero(at: re.Match[str]) -> str:
    """The zero, where the figures as they stand are an NHS number: those that are none have it by now."""
    return "0" if is_nhs(at.string[at.end() :]) else ""


def _apart(letters: re.Match[str]) -> str:
    """Letters with a blank between, where they may be initials."""
    word = letters[0].lower()
    return " ".join(letters[0]) if _may_be_initials(word) else letters[0]


def _may_be_initials(word: str) -> bool:
    """`ns`, `om`; of three letters only those that no word is made of (`pjk`)."""
    if len(word) > _MOST_INITIALS and not _VOWELS.isdisjoint(word):
        return False
    if word in _WORDS or is_street_type(word) or is_unit(word) or is_jargon(word) or is_of_call(word):
        return False
    if is_maker(word) or is_model(word):
        return False
    return not names.is_known(word) and len(names.nicknames(word)) < _MANY_NAMES


def _behind(bound: re.Match[str]) -> str:
    """The initial behind the name, where it does not belong to it."""
    name = names.fold(bound["name"])
    known = names.is_known(bound["initial"].lower() + name)
    return bound[0] if known else f"{bound['name']} {bound['initial']}"


def _saint(at: re.Match[str]) -> str:
    numbered = any(map(str.isdigit, at.string[: at.start()]))  # `12 high st john smith`
    known = not numbered and names.is_known(f"st{names.fold(at['name'])}")
    return f"Saint-{at['name']}" if known else at[0]


def _dated(figures: re.Match[str]) -> str:
    """Figures before a street as a date."""
    day, month = int(figures[1]), int(figures[2])
    street = leads_to_street_type(figures["street"], 0, dates.MOST_OF_STREET)
    return f"{day}/{month}/{figures[3]}" if street and 0 < day < 32 and 0 < month < 13 else figures[0]


def _less_a_figure(text: str) -> Iterator[str]:
    """The text with nine figures as the dates that they are with one of two neighbours alike left out (`011111999`)."""
    for nine in _NINE.finditer(text):
        figures = nine[0]
        made = {
            figures[:at] + figures[at + 1 :]
            for at in range(1, len(figures))
            if figures[at] == figures[at - 1]
        }
        for eight in sorted(filter(_DATE.fullmatch, made)):
            yield f"{text[: nine.start()]}{eight}{text[nine.end() :]}"


def _each_of_two(text: str) -> Iterator[str]:
    """The text with one of two people of one surname."""
    said = _COUPLE.search(text)
    if said is None or is_street_type(said["surname"]):
        return
    if all(names.is_known(names.fold(said[name])) for name in ("one", "two")):
        for name in ("one", "two"):
            yield f"{text[: said.start()]}{said[name]} {said['surname']}{text[said.end() :]}"


def _one_of_family(said: re.Match[str]) -> str:
    """The family by its name alone."""
    return said["name"] if names.is_known(names.fold(said["name"])) else said[0]


def _written(pattern: re.Pattern[str], form: Form) -> Way:
    """The way that writes what a pattern finds in another form."""
    return lambda text: (pattern.sub(form, text),)


def _one(way: Callable[[str], str]) -> Way:
    return lambda text: (way(text),)


# The likelier first.
WAYS: tuple[Way, ...] = (
    _written(_TEN, _zero),  # a telephone number with its zero
    _written(_INITIALS, _apart),  # two letters beside a surname as initials
    _written(_BOUND, _behind),  # an initial that is no part of the name behind it
    _written(_SAINT, _saint),  # a saint's name as a surname
    _one(dates.with_birthday),  # the day that ends it as a birthday
    _one(ages.with_age),  # the number that ends it as an age
    _written(_INITIALS_BORN, lambda initials: " ".join(initials["letters"])),
    _written(_FLAT_OF_HOUSE, ""),
    _written(_BORN_SHORT, "born "),  # a year of birth that may be a postcode's first half
    _written(_BORN_AND_STREET, _dated),  # figures before a street as a date
    _one(numbers_in_words.in_figures),
    _less_a_figure,  # dates of which a figure stands twice
    kin.texts,  # one of those who are told by one another
    _each_of_two,
    _written(_FAMILY, _one_of_family),
)
