"""Where a negation ends though no mark says so (``NO WEAPONS SEEN 2 CHILDREN ASLEEP``), and what is negated of doing away with a thing."""

import itertools
import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from nlp.facts.cues import Cue
from nlp.tables import bag
from nlp.text.grammar import is_past, word_class
from nlp.text.page import Page, Sentence

# `Nobody has removed the pistol`, `he hasn't got rid of the shotgun`: what is not done away with is still there.
_LEFT_THERE = re.compile(
    r"\b(?P<not>not|never|nobody|no[ -]one|none|\w+n['’]t|hasnt|havent|hadnt|didnt|isnt|wasnt|wont|wouldnt|cannot|unwilling|yet)\b"
    r"(?:\s+(?:of|them|us|has|have|had|been|be|being|ever|yet|even|actually|to|himself|herself|fully|all))*\s+"
    r"(?:(?P<rid>(?:got(?:ten)?|get(?:ting)?) rid of|removed?|dispos(?:ed?|ing) of|hand(?:ed|ing)? (?:in|over|back)|surrender(?:ed|ing)?|sold|sell|"
    r"(?:thrown?|threw|given|give|gave)(?: (?:away|up|back|over|in))?|destroyed?|parted with|part with|dumped|dump|ditched?|moved?|taken|took|return(?:ed)?|rehomed?|dismantled?|seized?|confiscated?)"
    r"\s+(?:(?:any|all|one|both|either) of )?(?:the|his|her|their|that|this|those|these|my|our|its)\s+(?:[\w'’-]+\s+){0,2}"
    r"|(?:gave|given?) up\s+\w+ing\s+(?:(?:an?|the|his|her)\s+)?(?:\w+\s+)?|(?:stop(?:ped)?|ceased?|quit)\s+(?:carry|deal|us|sell|keep|tak|smok|hold|supply|own|bring|hid)ing\s+(?:(?:an?|the|his|her)\s+)?(?:\w+\s+)?)$",
    re.IGNORECASE,
)
_COUNTS = bag("one two three four five six seven eight nine ten several many few")
_ARTICLES = bag("a an another the his her their my our")
_HAVE = bag("has have had ve s hasnt havent hadnt")
_OF_PLACE = bag(
    "in on under behind at inside outside upstairs downstairs asleep near by beside to pointed held with loose barking running down"
)
_AGAIN = bag("no nil neg")
_FROM_NOW = bag("now but instead")
_DOUBTS = bag("possible possibly poss believed suspected likely")
_OF_ONE = bag("him her them")
_ON = bag("on with")
_NOBODY = bag("nobody no-one none nothing neither one")
_AMONG = bag("of in at from among on with")
_AMONG_THE = bag("of the")
_ANY = bag("any")
_HAVING = bag("having ever")
_BINDING = bag("of re about for from by with to regarding on in at near against between")
_WITH = bag("with armed holding carrying wielding")
_SOMEBODY_DOES = bag("hes shes theyre theyve")
_NOW = bag("has is carries holds keeps says states wants threatens are have with armed wielding brandishing")
_NEAR, _NEAR_A_VERB = 2, 6  # words from what takes a clause to its subject, to its verb
_ANEW = bag("just")
_SUBJECTS = bag("he she they it there i we you who which that what this")
_LISTING = bag("or nor and")
_KEPT = frozenset({"FI", "WE", "XP", "DR", "DOG"})


class Boundaries:
    """Ends of a negation that a call taker's log leaves without a mark, in one page."""

    def __init__(self, page: Page, term_words: AbstractSet[int], things: AbstractSet[int]) -> None:
        self._words = page.words
        self._term_words = term_words
        self._things = things

    def at(self, cue: Cue, at: int, first: int, last: int, sentence: Sentence) -> bool:
        """Whether something new begins at a word between a negation and the term in words first … last (one past)."""
        if at <= cue.last or self._words[at].gap or self._words[at - 1].low in _LISTING:
            return False
        if self._begins_anew(cue, at, first, sentence):
            return True
        if cue.kind != "negated":
            return False
        if self._words[at - 1].low in _FROM_NOW and at - 2 in self._term_words:
            return True  # `no dog now machete kept behind front door`
        if at < first and self._words[at].low in _AGAIN:
            return True  # `not violent no weapons two dogs loose`: what follows has a negation of its own
        if "phrase" not in cue.reaches:
            begins = self._opens(at) or (at == first and self._placed(at - 1, first, last, sentence))
            return self._told_of(cue, at) and begins
        if self._closed(cue, at - 1):
            return self._opens(at) or (at == first and not self._listed(last, sentence))
        if self._opens(at) and (self._named(cue, at - 1) or self._one_closed(cue, at - 1)):
            return True
        if at < first and self._words[at].low in _DOUBTS and self._named(cue, at - 1):
            return True  # `no injuries possible firearm`
        end = last if at == first else self._end(at)
        return bool(end) and self._ends(cue, at - 1) and self._placed(at - 1, at, end, sentence)

    def _end(self, at: int) -> int:
        """One past a thing that begins at a word, or 0."""
        if at not in self._things or at - 1 in self._things:
            return 0
        return next(n for n in itertools.count(at) if n not in self._things)

    def _begins_anew(self, cue: Cue, at: int, first: int, sentence: Sentence) -> bool:
        """Whether a word begins a clause of its own, with somebody or with a verb that nobody stands before."""
        between = [word.low for word in self._words[cue.last : at]]
        low, begin = self._words[at].low, at - self._articles(at)
        if self._governs(cue, at, between):
            return False
        if low in _ANEW:
            return True
        if at < first and low in _SOMEBODY_DOES:
            return True
        if at < first and low in word_class("somebody"):
            # `seen on male or in vehicle or on female`
            bound = self._words[begin - 1].low in _LISTING | _BINDING
            return begin > cue.last and not bound and (at + 1 == first or self._goes_on(at + 1, sentence))
        if "clause" not in cue.reaches:
            noted = word_class("closing") | word_class("perception")
            return (
                len(between) > 1
                and between[0] in word_class("finished")
                and is_past(low)
                and low not in noted
            )
        if low in word_class("of_somebody") and _NOBODY.isdisjoint(self._of(cue)):
            return at < first and between[-1] not in _SUBJECTS | word_class("somebody") | _HAVING
        plain = cue.kind == "negated" and self._words[cue.first].low == "not" and len(between) > 1
        return plain and at == first and is_past(low) and word_class("finite").isdisjoint(between)

    def _of(self, cue: Cue) -> set[str]:
        return {word.low for word in self._words[cue.first : cue.last]}

    def _governs(self, cue: Cue, at: int, between: Sequence[str]) -> bool:
        """Whether a clause behind a cue is negated with it: of `nobody in the group`, of what is not said, believed or known."""
        if cue.kind == "denied" and between[0] == "to":
            return True
        among = between[0] in _AMONG or self._words[cue.last - 1].low in _AMONG_THE
        among = among and word_class("finite").isdisjoint(between)  # `none of us can leave he has a gun`
        # `male not one of the tenants hit her`
        told_of = bool(cue.first) and self._words[cue.first - 1].low in word_class("somebody")
        if among and not told_of and not _NOBODY.isdisjoint(self._of(cue)):
            return True
        told = max((n + 1 for n in range(cue.last, at) if n in self._term_words), default=cue.first)
        begin = at - self._articles(at)
        governing = [n for n in range(told, at) if self._words[n].low in word_class("governing")]
        # Before a verb its subject stands, of several words perhaps: `no evidence that Leon Price was armed`.
        near = _NEAR if self._words[at].low in word_class("somebody") | _SOMEBODY_DOES else _NEAR_A_VERB
        return bool(governing) and begin - governing[-1] <= near

    def _goes_on(self, at: int, sentence: Sentence) -> bool:
        """Whether a verb of somebody's stands at a word, or what they have with them."""
        if at >= sentence.last or self._words[at].gap:
            return False
        low = self._words[at].low
        return low in word_class("finite") | _WITH or (is_past(low) and low not in word_class("closing"))

    def somebody_does(self, at: int, sentence: Sentence) -> bool:
        """Whether somebody and what they do stand at a word: ``male armed with machete``."""
        return self._words[at].low in word_class("somebody") and self._goes_on(at + 1, sentence)

    def somebody_now(self, at: int, sentence: Sentence) -> bool:
        """Whether somebody's present is told of from a word: ``suspect has a knife``."""
        following = self._words[at + 1].low if at + 1 < sentence.last else ""
        return self._words[at].low in word_class("somebody") and following in _NOW

    def _articles(self, at: int) -> int:
        """1 where an article or a possessive stands before a word."""
        return int(self._words[at - 1].low in _ARTICLES | _ANY)

    def _told_of(self, cue: Cue, at: int) -> bool:
        """``male not seen 2 kids upstairs``: said of who stands before it; ``has not seen 2 kids`` is not."""
        whose = self._words[cue.first - 1].low if cue.first else ""
        return (
            at == cue.last + 1 and whose not in _HAVE and self._words[cue.last].low in word_class("closing")
        )

    def _closed(self, cue: Cue, at: int) -> bool:
        """``no weapons seen``: a thing and what was not done with it."""
        if at <= cue.last or self._words[at].low not in word_class("closing"):
            return False
        return self._named(cue, at - 1) or self._words[at - 1].low in word_class("somebody")

    def _one_closed(self, cue: Cue, at: int) -> bool:
        """``no vehicle seen``: whatever it is that was not seen."""
        no = self._words[cue.last - 1].low in _AGAIN
        return no and at == cue.last + 1 and self._words[at].low in word_class("closing")

    def _named(self, cue: Cue, at: int) -> bool:
        """Whether a word may end what is negated: a thing, or a noun that nothing is named after (``injuries``)."""
        return at >= cue.last and (at in self._things or self._words[at].low in word_class("finished"))

    def _opens(self, at: int) -> bool:
        """A count, an article or somebody."""
        low = self._words[at].low
        return low in _COUNTS | _ARTICLES | word_class("somebody") or (low.isdigit() and len(low) < 3)

    def _listed(self, last: int, sentence: Sentence) -> bool:
        """Whether the term is one of several, the last of them joined by a word: ``no weapons drugs or dogs``."""
        for word in self._words[last : min(last + 5, sentence.last)]:
            if word.gap or word.low in word_class("finite"):
                return False
            if word.low in ("or", "nor"):
                return True
        return False

    def _ends(self, cue: Cue, at: int) -> bool:
        """Whether a thing of another kind may begin behind a word: ``no dogs children upstairs``, ``no injuries to victim knife found``."""
        low = self._words[at].low
        several = at in self._term_words and (low.endswith("s") or low == "children")
        several = several or self._of_a_place(cue, at)
        several = several or (low in _OF_ONE and self._words[at - 1].low in _ON)
        return self._named(cue, at) or (at >= cue.last and (several or low in word_class("somebody")))

    def _of_a_place(self, cue: Cue, at: int) -> bool:
        """``no children in house aggressive dog in garden``: a place behind what is negated."""
        begin = at - 1 - (self._words[at - 1].low in _ARTICLES)
        named = any(n in self._term_words for n in range(cue.last, begin))
        return named and self._words[begin].low in ("in", "at", "inside")

    def _placed(self, before: int, first: int, last: int, sentence: Sentence) -> bool:
        """``no injuries knife in hand``, ``no weapons kids upstairs``: a thing of another kind, and where it is."""
        one = not self._words[last - 1].low.endswith("s")
        other = one or before not in self._things or first not in self._things
        following = self._words[last] if last < sentence.last else None
        if following is None or following.gap or self._listed(last, sentence):
            return False
        told = following.low in _OF_PLACE or (
            one and before not in self._things and following.low in word_class("met_with")
        )
        return other and told


def left_there(text: str, begin: int, start: int, code: str) -> range:
    """The offsets of a negation and of the doing away that it speaks of, right before the thing at ``start``."""
    found = _LEFT_THERE.search(text, begin, start) if code in _KEPT else None
    swallowed = found and code == "DR" and (found["rid"] or "").lower() in ("took", "taken")
    return range(found.start(), found.end()) if found and not swallowed else range(0)
