"""Lists in a sentence (``no weapons, drugs or dogs``): whether the item at a comma, or behind an ``and``, still belongs to one."""

from collections.abc import Set as AbstractSet

from nlp.facts.assertion_patterns import HARD, SOFT
from nlp.facts.boundaries import Boundaries
from nlp.facts.cues import Cue
from nlp.tables import bag
from nlp.text.grammar import is_past, word_class
from nlp.text.page import Page, Sentence

# Words from the comma before an item of a list, or before the last two, to the thing.
_ITEM, _LAST_ITEM = 3, 6
# What a comma leads to that is no further item.
_NO_ITEM = bag("just only instead rather with has had")


class Lists:
    """The lists that a cue's things stand in, in one page."""

    def __init__(self, page: Page, term_words: AbstractSet[int], boundaries: Boundaries) -> None:
        self._words = page.words
        self._term_words = term_words
        self._boundaries = boundaries

    def new_clause(self, cue: Cue, at: int, sentence: Sentence) -> bool:
        """Whether what follows an ``and`` stands on its own feet."""
        after = self._words[at + 1 : min(at + 7, sentence.last)]
        if not after or after[0].gap:
            return bool(after and SOFT.search(after[0].gap))
        word = after[0].low
        if word in word_class("pronouns") or word in word_class("finite") or is_past(word):
            return True
        if word in word_class("perception") and cue.kind != "denied":
            return False
        verbs = [n for n, w in enumerate(after) if w.low in word_class("finite") or (n and is_past(w.low))]
        stop = next(
            (n for n, w in enumerate(after) if n and (w.gap or w.low in ("and", "or", "but"))), len(after)
        )
        verbs = [n for n in verbs if n < stop]
        if not verbs:
            return False
        listed = (
            at - 1 in self._term_words
            and verbs[0] <= 2
            and word not in word_class("determiners") | word_class("possessives")
        )
        return not (listed and cue.kind == "negated")

    def goes_on(self, cue: Cue, at: int, first: int, last: int, sentence: Sentence) -> bool:
        """Whether the comma before word ``at`` only parts the items of a list (``no weapons, drugs or dogs``)."""
        if cue.kind == "historic" or self._words[at].low in _NO_ITEM:
            return False
        if at < first and self._boundaries.somebody_does(at, sentence):
            return False
        between = self._words[cue.last : first]
        if any(w.low in word_class("finite") | word_class("pronouns") | word_class("stops") for w in between):
            return False
        if any(self._words[n].low in word_class("possessives") and n == at for n in range(at, first + 1)):
            return False
        last_of_all = any(w.low in ("or", "nor") for w in self._words[at:first])
        if len(between) > 12 or first - at > (_LAST_ITEM if last_of_all else _ITEM):
            return False
        opened = any(n in self._term_words for n in range(cue.last, at)) or cue.kind == "denied"
        if opened and self._words[at].low in ("or", "nor"):
            return True
        return self._joined(at, first, last, sentence) or (opened and self._bare_list(last, sentence))

    def _joined(self, at: int, first: int, last: int, sentence: Sentence) -> bool:
        """An ``or`` further on, before any verb, closes the list that this item stands in."""
        if any(w.low in ("or", "nor") for w in self._words[at:first]):
            return True
        for n in range(last, min(last + 8, sentence.last)):
            word = self._words[n]
            if HARD.search(word.gap) or word.low in word_class("finite") | word_class(
                "pronouns"
            ) | word_class("stops"):
                return False
            if word.low in ("or", "nor"):
                return True
        return False

    def _bare_list(self, last: int, sentence: Sentence) -> bool:
        """Items to the end of the sentence with no verb but one that closes the list (``found``, ``seen``)."""
        rest = self._words[last : sentence.last]
        for n, word in enumerate(rest):
            if word.low in word_class("perception") and n == len(rest) - 1:
                continue
            if word.low not in ("or", "nor", "and", "etc") and last + n not in self._term_words:
                return False
        return True
