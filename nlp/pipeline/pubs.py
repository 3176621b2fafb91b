"""Houses that are called by a thing that is also a weapon: `the Cross Guns pub`, `at The Axe and Compass`. In doubt it stays a weapon."""

from collections.abc import Sequence

from nlp.facts.statements import Sensed
from nlp.tables import bag
from nlp.text.page import Page

_KINDS = bag("pub ph inn arms tavern")
_FROM_NAME_TO_KIND = 4  # words
_SAID_AS_A_PLACE = bag("at in into inside outside opposite near")
_SAID_OF_A_NAME = bag("to from towards left leaving behind called visited entered")  # with `The` in a capital
_AIMED = bag("look looks looked looking stare staring stared")  # `looked at the Axe and Rope`
_OF_THINGS = bag(
    "seized recovered used found exhibited that which"
)  # behind a name: `the Axe and Rope seized from him`


def named_with_its_kind(term: Sensed, page: Page) -> bool:
    """``the Gun public house``, ``The Axe and Compass pub``, ``the Cross Guns Inn``: no weapon, where capitals tell a name."""
    words = page.words
    if not (_named_with_the(term, page) or _named_at(term, page)):
        return False
    for last in range(term.last, min(term.last + _FROM_NAME_TO_KIND, len(words))):
        if words[last].gap:
            return False
        if words[last].low in _KINDS or [word.low for word in words[last : last + 2]] == ["public", "house"]:
            return True
        if not (page.text[words[last].start].isupper() or words[last].low == "and"):
            return False
    return False


def _named_with_the(term: Sensed, page: Page) -> bool:
    """Whether the term is a name's first word or its second, after `the`, in capitals and with nothing between."""
    words, before = page.words, term.first - 1
    if before > 0 and words[before].low != "the" and page.text[words[before].start].isupper():
        before -= 1
    name = words[before + 1 : term.last]
    whole = all(page.text[word.start].isupper() and not word.gap for word in name)
    return before >= 0 and words[before].low == "the" and whole


def _named_at(term: Sensed, page: Page) -> bool:
    """``at Dog and Gun pub``, ``outside Cross Guns Inn``: a name of more than one word said as a place without its `the`."""
    words, first = page.words, term.first
    while first > 1 and term.first - first < _FROM_NAME_TO_KIND and not words[first].gap.strip("&"):
        low = words[first - 1].low
        if low in _SAID_AS_A_PLACE | _SAID_OF_A_NAME:
            joined = first < term.first or (term.last < len(words) and words[term.last].low == "and")
            return joined and page.text[words[first].start].isupper()
        if not (page.text[words[first - 1].start].isupper() or low == "and"):
            return False
        first -= 1
    return False


def said_as_a_place(term: Sensed, terms: Sequence[Sensed], page: Page) -> tuple[int, int] | None:
    """The words (first, one past the last) of a house's name of two things, one of which is the term, that is said as a place.

    ``at the Axe and Compass``, ``drinking in The Sword & Anchor``. Two capitals and a place tell it: whoever is hit ``with the Axe
    and Compass``, or keeps something ``near the axe and compass``, is spoken of things, and so is ``in the Axe and Sword``.
    """
    for the in range(term.first - 1, max(term.first - 4, 0), -1):
        if page.words[the].low == "the":
            last = _name_of_two(page, the)
            alone = [t for t in terms if t.first < last and the < t.last] == [term]
            return (the + 1, last) if alone and term.last <= last and _placed(page, the, last) else None
    return None


def _name_of_two(page: Page, the: int) -> int:
    """One past the last word of ``Axe and Compass`` or ``Axe & Compass`` after the word ``the``, or 0."""
    text, words = page.text, page.words
    joint = words[the + 2 : the + 3]
    spelt = bool(joint) and text[joint[0].start : joint[0].end] == "and"
    name = [*words[the + 1 : the + 2], *words[the + 2 + spelt : the + 3 + spelt]]
    gaps = ["", "", ""] if spelt else ["", "&"]
    between = [word.gap for word in words[the + 1 : the + 3 + spelt]]
    named = len(name) == 2 and all(text[word.start].isupper() for word in name)
    return the + 3 + spelt if named and between == gaps else 0


def _placed(page: Page, the: int, last: int) -> bool:
    """Whether a name after the word ``the`` is said as a place, and what follows it is not said of things."""
    words, before = page.words, page.words[the - 1]
    if page.words[the].gap or (last < len(words) and not words[last].gap and words[last].low in _OF_THINGS):
        return False
    if before.low == "at" and the > 1 and words[the - 2].low in _AIMED:
        return False
    capital = page.text[words[the].start].isupper()
    return before.low in _SAID_AS_A_PLACE or (capital and before.low in _SAID_OF_A_NAME)
