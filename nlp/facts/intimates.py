"""Violence and threats between partners are domestic abuse, once as well as often (Domestic Abuse Act 2021, s. 1 (3))."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from nlp.lexicon import Entry, Term
from nlp.tables import bag
from nlp.text.grammar import word_class
from nlp.text.page import Page, Sentence

_INTIMATE = bag("wife husband partner girlfriend boyfriend fiance fiancee missus spouse hubby husb ex bf gf")
_NOT_SO = bag(
    "agency agencies force forces organisation organisations army forces military soldier marine police con offender user council "
    "boxer boxing fighter squaddie para paras royal navy raf sas con convict bouncer doorman teacher nurse footballer player addict dealer prisoner prison service services employee tenant pupil"
)
_NO_PARTNER = bag("business crime dance training sparring tennis doubles senior managing trading civil")
_WHOM = bag("her him me them victim ip vic inft informant caller she he complainant female woman")
_OF_A_PERSON = bag(
    "his her their my the victim s ip a an pregnant estranged former own current with to at on by towards against from"
)
_BESIDE = bag("and with or plus")
_SOMEBODY_ELSES = bag(
    "my our their the victim's caller's"
)  # `he threatened my husband` is no partner's doing
_PASSIVE = bag("was were been being got gets")
_CODES = frozenset({"VI", "THREAT"})
_AHEAD, _BEHIND = 6, 8  # words to whom it is done, from who does it
BY_A_PARTNER = Entry("domestic abuse", (), "DV", None, None, False, "done to a partner, or by one")


class Found(Protocol):
    """A term that is meant in its sense, with its words and sentence."""

    @property
    def term(self) -> Term: ...
    @property
    def first(self) -> int: ...
    @property
    def last(self) -> int: ...
    @property
    def sentence(self) -> Sentence: ...


def between_partners(page: Page, found: Sequence[Found]) -> Iterator[tuple[Term, int]]:
    """Domestic abuse that violence or a threat says, with the place of what says it; none in a sentence that says it anyhow."""
    told = {this.sentence.first for this in found if this.term.entry.code == "DV"}
    for place, this in enumerate(found):
        if this.term.entry.code not in _CODES or this.sentence.first in told:
            continue
        if _done_to(page, this) or _done_by(page, this):
            told.add(this.sentence.first)
            yield Term(this.term.start, this.term.end, BY_A_PARTNER), place


def _partner(page: Page, at: int, end: int) -> bool:
    words = page.words
    if words[at].low not in _INTIMATE:
        return False
    following = words[at + 1].low if at + 1 < end and words[at + 1].gap in ("", "-") else ""
    before = words[at - 1].low if at else ""
    return following not in _NOT_SO and before not in _NO_PARTNER


def _done_to(page: Page, this: Found) -> bool:
    """``threw a plate at husband Callum``, ``assault by her boyfriend``; inside the term itself, too."""
    words, end = page.words, this.sentence.last
    for at in range(this.first, min(this.last + _AHEAD, end)):
        if at > this.last and words[at].gap.strip("'’-"):
            return False
        if _partner(page, at, end):
            before = words[at - 1].low if at > this.first else ""
            by = any(word.low == "by" for word in words[this.last : at])
            return by or before not in _BESIDE | _SOMEBODY_ELSES
        if at >= this.last and words[at].low in word_class("finite"):
            return False
    return False


def _done_by(page: Page, this: Found) -> bool:
    """``her boyfriend hits her``, ``boyfriend Gareth Noone who is violent to her``."""
    words, begin = page.words, this.sentence.first
    whom = words[this.last].low if this.last < this.sentence.last and not words[this.last].gap else ""
    within = {word.low for word in words[this.first : this.last]}
    named = this.last < this.sentence.last and page.text[words[this.last].start].isupper()
    if whom and not named and whom not in _WHOM | _OF_A_PERSON and within.isdisjoint(_WHOM):
        return False
    if this.first > begin and words[this.first - 1].low in _PASSIVE:
        return False
    for at in range(this.first - 1, max(begin, this.first - _BEHIND) - 1, -1):
        if _partner(page, at, this.sentence.last):
            return True
        if words[at].low in word_class("somebody") - _WHOM and words[at].low not in ("who", "he", "she"):
            return False
        if words[at].gap.strip("'’-,"):
            return False
    return False
