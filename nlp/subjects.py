"""Whose a fact is: the person it is said of, as written."""

from collections.abc import Sequence

from nlp.lexicon import is_possessive
from nlp.page import Page, Sentence
from nlp.tables import bag

_HE = bag("he him his himself")
_SHE = bag("she her herself hers")
_THEY = bag("they them their themselves")
_PEOPLE = bag(
    "male female man woman suspect subject occupant occupier husband wife partner boyfriend girlfriend "
    "brother sister son daughter mother father mum dad uncle aunt cousin nephew niece neighbour tenant "
    "resident detainee prisoner driver passenger offender nominal youth boy girl lad caller informant "
    "victim males females men women youths ex grandson grandmother grandfather landlord lodger flatmate "
    "patient householder defendant homeowner witness stepson stepfather dp ic1 ic2 ic3 ic4 ic5 ic6 "
    "couple gang group"
)
_WOMEN = bag(
    "female females woman women wife girlfriend sister daughter mother mum aunt niece girl grandmother"
)
_MEN = bag(
    "male males man men husband boyfriend brother son father dad uncle nephew boy lad grandson grandfather "
    "stepson stepfather landlord"
)
# Those who speak of others; a suspect who says that he has a knife speaks of himself.
_TELLERS = (
    _WOMEN | _MEN | bag("partner ex tenant resident neighbour cousin victim lodger flatmate householder")
) - bag("male males man men female females woman women")
_DETERMINERS = bag(
    "the a an his her their this that another unknown older younger elder elderly one two three four five"
)
_SPEAKERS = bag("caller informant witness officers police officer neighbour neighbours source staff")
_SAYING = bag(
    "states stated says said reports reported believes believed told claims claimed thinks alleges "
    "alleged suspects advises advised saw heard"
)


_TO = bag("to towards toward against")
_HARMFUL = bag(
    "danger dangers risk risks threat threats violent violence aggressive abusive hostile dangerous harm nuisance menace rude"
)


class Subjects:
    """Subjects of facts in one page, from its people (character spans, in order)."""

    def __init__(self, page: Page, people: Sequence[tuple[int, int]]) -> None:
        self._page = page
        self._people = people

    def of(self, first: int, last: int, sentence: Sentence) -> str | None:
        """The person that the term in words first … last (one past) is said of."""
        words = self._page.words
        for at in range(first - 1, sentence.first - 1, -1):
            word = words[at]
            if word.low in ("by", "from", "against", "towards", "at") and at + 1 < first:
                continue
            named = self._person_ending(word.start, word.end)
            if (named or word.low in _PEOPLE) and self._endangered(at, sentence):
                continue
            if named and not self._speaks(at, first):
                return named
            if word.low in _PEOPLE and not self._speaks(at, first) and not self._possessive(at):
                return self._phrase(at, sentence)
            if word.low in _HE | _SHE | _THEY and word.low not in ("him", "them", "himself", "herself"):
                found = self._pronoun(at)
                if found:
                    return found
        return self._owner_after(last, sentence)

    def _endangered(self, at: int, sentence: Sentence) -> bool:
        """``a danger to women and has …``: those whom it is said to harm are not whom it is said of."""
        words = self._page.words
        first = at
        while first > sentence.first and (
            words[first - 1].low in _DETERMINERS
            or self._person_ending(words[first - 1].start, words[first - 1].end)
        ):
            first -= 1
        before = [word.low for word in words[max(sentence.first, first - 2) : first]]
        return len(before) == 2 and before[0] in _HARMFUL and before[1] in _TO

    def _possessive(self, at: int) -> bool:
        word = self._page.words[at]
        return is_possessive(self._page.text[word.start : word.end])

    def _speaks(self, at: int, first: int) -> bool:
        """A caller who states is not whom it is said of."""
        words = self._page.words
        saying = any(w.low in _SAYING for w in words[at + 1 : min(at + 4, first)])
        return (words[at].low in _SPEAKERS and (saying or True)) or (
            saying and at + 3 < first and self._another(at + 1, first)
        )

    def _another(self, at: int, first: int) -> bool:
        return any(w.low in _HE | _SHE | _THEY | _PEOPLE for w in self._page.words[at:first])

    def _person_ending(self, start: int, end: int) -> str | None:
        for first, last in self._people:
            if first <= start and end <= last + 2 and start < last:
                return self._page.text[first:last]
        return None

    def _phrase(self, at: int, sentence: Sentence) -> str:
        words = self._page.words
        first = at
        while (
            first > sentence.first
            and at - first < 3
            and not words[first].gap
            and not (words[first - 1].low == "that" and words[first].low in _DETERMINERS)
            and words[first - 1].low
            in _DETERMINERS | {"ic1", "ic2", "ic3", "ic4", "ic5", "ic6", "white", "black", "asian"}
        ):
            first -= 1
        text = self._page.text[words[first].start : words[at].end]
        for article in ("the ", "The ", "a ", "A ", "an ", "An ", "THE ", "A "):
            text = text.removeprefix(article)
        return text

    def _pronoun(self, at: int) -> str | None:
        """The last person named before the pronoun, in this sentence or an earlier one."""
        words = self._page.words
        start = words[at].start
        before = [span for span in self._people if span[1] <= start]
        if before:
            first, last = before[-1]
            return self._page.text[first:last]
        for back in range(at - 1, max(-1, at - 60), -1):
            if words[back].low in _PEOPLE and self._may_be_meant(back, at):
                return self._phrase(back, self._page.sentence_at(words[back].start))
        return None

    def _may_be_meant(self, back: int, at: int) -> bool:
        """Whether a pronoun may stand for this person: of that sex, and not the one who tells (``Mum says he …``)."""
        words = self._page.words
        other = _WOMEN if words[at].low in _HE else _MEN if words[at].low in _SHE else frozenset()
        if words[back].low in _SPEAKERS | other:
            return False
        return not (
            words[back].low in _TELLERS and any(w.low in _SAYING for w in words[back + 1 : min(back + 3, at)])
        )

    def _owner_after(self, last: int, sentence: Sentence) -> str | None:
        """``a knife belonging to Smith``, ``carried by the male``."""
        words = self._page.words
        for at in range(last, min(last + 6, sentence.last)):
            if words[at].low in ("by", "to", "is", "was") and at + 1 < sentence.last:
                named = self._person_ending(words[at + 1].start, words[at + 1].end)
                if named:
                    return named
        return None
