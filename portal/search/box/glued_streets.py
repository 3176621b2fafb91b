"""Streets written as one word, with their number or without it: `14milllane`, `38the orchard`, `singh abbeyroad`."""

from __future__ import annotations

import re

from nlp import lone_streets
from nlp.addresses import is_town, leads_to_street_type
from portal.search.box.word_kinds import is_word

# Kinds of streets that few words and surnames end in; and those that more do, which are told behind a number alone.
_KINDS = "road|street|avenue|lane|close|crescent|gardens|terrace|square|parade|boulevard|drive|approach|place|grove|mews"
_BRIEF = "way|hill|row|walk|view|court|yard|side|rise|passage"
_NUMBERED = re.compile(r"(?<!\S)(?P<number>\d{1,3})(?P<word>[a-z]{4,}),?(?!\S)", re.IGNORECASE)
_ALONE = re.compile(r"(?<!\S)(?P<word>[a-z]{7,}),?(?!\S)", re.IGNORECASE)
_CUT = re.compile(rf"(?P<name>[a-z]{{3,}}?)(?P<kind>{_KINDS})", re.IGNORECASE)
_CUT_BRIEF = re.compile(rf"(?P<name>[a-z]{{4,}}?)(?P<kind>{_BRIEF})", re.IGNORECASE)
# Without a number: letters that stand before a kind at the least, and words that are no street.
_LEAST_ALONE = dict.fromkeys(
    ("road", "street", "avenue", "lane", "crescent", "gardens", "terrace", "parade", "boulevard"), 4
)
_LEAST_ALONE |= dict.fromkeys(("close", "square", "drive"), 6)
_NO_STREET = frozenset(["crossroad", "railroad"])
_THE = "the"


def apart(text: str) -> str:
    """The text with such a street in its words, as far as these can be told; one that is a word of its own (`12 overstreet`,
    `5 railway`) stays as it is."""
    return _ALONE.sub(_alone, _NUMBERED.sub(_numbered, text))


def _numbered(glued: re.Match[str]) -> str:
    """`14 mill lane` of `14milllane`; `35 long acre` of `35long acre`."""
    word, behind = glued["word"], glued.string[glued.end("word") :]
    if lone_streets.begins(f"{word}{behind}"):
        return f"{glued['number']} {glued[0][len(glued['number']) :]}"
    street = _after_the(word, behind) or _cut(word, behind, alone=False)
    return (
        f"{glued['number']} {street}{glued[0][glued.end('word') - glued.start() :]}" if street else glued[0]
    )


def _alone(glued: re.Match[str]) -> str:
    """`abbey road` of `abbeyroad`."""
    street = _cut(glued["word"], glued.string[glued.end("word") :], alone=True)
    return f"{street}{glued[0][len(glued['word']) :]}" if street else glued[0]


def _after_the(word: str, behind: str) -> str:
    """`the orchard` of `theorchard`, where such a street is known; ``""`` of what is no such street."""
    apart = f"{word[: len(_THE)]} {word[len(_THE) :]}"
    known = word.lower().startswith(_THE) and lone_streets.begins(f"{apart}{behind}")
    return apart if known else ""


def _cut(word: str, behind: str, alone: bool) -> str:
    """A street's name and its kind, or ``""`` where a word is no street or has its kind behind it (`hargrove road`)."""
    low = word.lower()
    if is_word(low) or (alone and is_town(low)) or low in _NO_STREET or leads_to_street_type(behind, 0):
        return ""
    found = _CUT.fullmatch(word) or (None if alone else _CUT_BRIEF.fullmatch(word))
    if found is None or (alone and len(found["name"]) < _LEAST_ALONE.get(found["kind"].lower(), len(word))):
        return ""
    return f"{found['name']} {found['kind']}"
