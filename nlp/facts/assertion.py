"""How sure a report is of a thing: affirmed, negated, denied, uncertain or historic.

A cue (``no``, ``denied``, ``may have``, ``in 2009``) reaches from where it stands to the term unless something ends its
scope: a full stop, a ``but``, a new clause (``not at home, his brother has a machete``), for a noun phrase its verb.
"""

from collections.abc import Iterable, Sequence

from nlp.facts import remarks
from nlp.facts.assertion_patterns import (
    ELSEWHERE,
    HARD,
    PHRASE_REACH,
    REACH,
    RESUMING,
    SAVE,
    SOFT,
    WHAT_HE_IS,
)  # fmt: skip
from nlp.facts.behind import Behind
from nlp.facts.boundaries import Boundaries, left_there
from nlp.facts.cues import Cue, find_cues
from nlp.facts.frames import framed
from nlp.facts.history import Old
from nlp.facts.listed import Lists
from nlp.tables import bag
from nlp.text.grammar import is_past, spaced_dash, word_class
from nlp.text.page import Page, Sentence

AFFIRMED = "affirmed"
_OF_IT = bag("this that it which these those all both when as since though although but and")
_THEN = bag("when as since")
_OVER_TIME = bag("when as since after where while during")
_MADE_USE_OF = bag("was were is are be been being and that which weapon item vehicle car object")
_OF_BEFORE = bag("formerly")
_WITHOUT = bag("without w")
# What is believed, and not only what somebody is believed to be.
_OPENING = bag("that if whether by from in on at to according")


def _words_of(terms: Iterable[tuple[int, int]]) -> frozenset[int]:
    return frozenset(at for first, last in terms for at in range(first, last))


class Assertions:
    """The assertion of terms in one page; cues are found once a sentence."""

    def __init__(
        self,
        page: Page,
        terms: Iterable[tuple[int, int]],
        old: Sequence[Old] = (),
        things: Iterable[tuple[int, int]] = (),
    ) -> None:
        self._page = page
        self._words = page.words
        self._old = old
        self._term_words = _words_of(terms)
        self._things = _words_of(things)
        self._behind = Behind(page, self._term_words, self._things)
        self._boundaries = Boundaries(page, self._term_words, self._things)
        self._lists = Lists(page, self._term_words, self._boundaries)
        self._cues: dict[int, list[Cue]] = {}

    def of(self, first: int, last: int, sentence: Sentence, code: str = "") -> tuple[str, int]:
        """The assertion of the term in words first … last (one past), and the word from which its place is told: its own
        end, but where it is negated of one place and said to be in another (``not on him, but one was found in his sock``)."""
        assertion = self._of(first, last, sentence, code)
        moved = self._elsewhere(last, sentence) if assertion in ("denied", "negated") else 0
        return (AFFIRMED, moved) if moved else (assertion, last)

    def _of(self, first: int, last: int, sentence: Sentence, code: str) -> str:
        start, end = self._words[first].start, self._words[last - 1].end
        thing = first in self._things
        answered = remarks.answered(self._page.text, sentence, start, end, thing) or framed(
            code, self._page.text, (sentence.start, sentence.end), start, end
        )
        if answered:
            return answered
        holding = [cue for cue in self._in(sentence) if self._holds(cue, first, last, sentence)]
        if code == "CHILD":
            holding = [cue for cue in holding if not self._found_well(cue)]
        if holding:
            kept = left_there(self._page.text, sentence.start, start, code)
            holding = [cue for cue in holding if self._words[cue.first].start not in kept]
        if self._twice(holding, first):
            return AFFIRMED
        kinds = {cue.kind for cue in holding}
        if "denied" in kinds:
            return "denied"
        if "negated" in kinds:
            cues = [self._words[cue.first].start for cue in holding if cue.kind == "negated"]
            return remarks.negated(self._page.text, sentence, end, cues, code)
        soft = [cue for cue in holding if cue.kind in ("uncertain", "historic")]
        if soft:
            return min(soft, key=lambda cue: min(abs(first - cue.last), abs(cue.first - last))).kind
        if self._dated(first, last, sentence):
            return "historic"
        return remarks.doubted(self._page.text, sentence, start, end) or AFFIRMED

    def _elsewhere(self, last: int, sentence: Sentence) -> int:
        """The word from which it is told, here or in the next sentence, where the thing is all the same, or 0."""
        begin, end = self._words[last - 1].end, sentence.last
        if end < len(self._words):
            end = self._page.sentence_at(self._words[end].start).last
        told = ELSEWHERE.match(self._page.text[begin : self._words[end - 1].end])
        rest = (at for at in range(last, end) if told and self._words[at].start >= begin + told.end())
        return next(rest, end) if told else 0

    def _twice(self, holding: Sequence[Cue], first: int) -> bool:
        """``never goes out without a knife``: two negations that take each other back."""
        without = [c for c in holding if c.last <= first and self._words[c.first].low in _WITHOUT]
        other = [c for c in holding if c.kind == "negated" and c not in without]
        return any(0 < w.first - c.first <= 8 for w in without for c in other)

    def _with_what(self, cue: Cue) -> bool:
        """``the bat was used to hit him``, ``the knife he used to stab her``: with what, and no habit of old."""
        begin = cue.last - 2
        before = [
            n
            for n in range(max(0, begin - 3), begin)
            if not any(w.gap for w in self._words[n + 1 : begin + 1])
        ]
        nearest = self._words[begin - 1].low if before else ""
        return nearest in _MADE_USE_OF or any(n in self._things for n in before)

    def _never_before(self, cue: Cue, last: int) -> bool:
        """``has a screwdriver, never met him before``: what was not before is no history."""
        return self._words[cue.first].low == "before" and any(
            word.low in ("never", "not", "no", "nobody") for word in self._words[last : cue.first]
        )

    def _found_well(self, cue: Cue) -> bool:
        """``Kids on scene safe and well``: who is no longer missing is there all the same."""
        return any(word.low == "safe" for word in self._words[cue.first : cue.last])

    def _keeps_hold(self, cue: Cue, first: int) -> bool:
        """``would not put down the knife``, ``no sign of the missing girl``: what is negated is not the thing."""
        if cue.kind == "historic" and self._words[cue.last - 2].low == "used":
            return self._with_what(cue)
        after = [w.low for w in self._words[cue.last : min(cue.last + 3, first)]]
        if self._words[cue.last - 1].low == "of" and self._words[cue.last - 2].low in (
            "sign",
            "signs",
            "trace",
        ):
            return after[:1] == ["the"]
        if cue.kind == "negated" and cue.reaches == {"phrase"} and first - cue.last >= 2:
            return self._words[first - 1].low in ("the", "this", "that") and "of" not in after
        if cue.kind != "negated" or "clause" not in cue.reaches:
            return False
        after.append(self._words[cue.last - 1].low)
        definite = self._words[first - 1].low in word_class("definite")
        if definite and self._words[first - 2].low in word_class("deeds"):
            return True
        return bool(set(after[:-1]) & word_class("release")) or (
            definite and bool(set(after) & word_class("handle"))
        )

    def _of_a_person(self, cue: Cue) -> bool:
        """``Priya's ex will be violent``: the one before, and not what was before."""
        following = self._words[cue.last] if cue.last < len(self._words) else None
        whom = following is None or bool(following.gap.strip("-")) or following.low in word_class("finite")
        return self._words[cue.last - 1].low == "ex" and whom

    def _behind_if(self, cue: Cue, first: int, sentence: Sentence) -> bool:
        """``If the door is opened the dog will go for you``: the condition is over where the thing is told of."""
        if self._words[cue.first].low != "if" or self._words[first - 1].low not in word_class("definite"):
            return False
        between = [w.low for w in self._words[cue.last : first - 1]]
        following = {w.low for w in self._words[first : min(first + 8, sentence.last)]}
        return "will" in following and bool(set(between) & word_class("finite"))

    def _in(self, sentence: Sentence) -> list[Cue]:
        if sentence.first not in self._cues:
            self._cues[sentence.first] = find_cues(
                self._words, sentence.first, sentence.last, self._term_words
            )
        return self._cues[sentence.first]

    def _holds(self, cue: Cue, first: int, last: int, sentence: Sentence) -> bool:
        if cue.first < last and first < cue.last:
            return False
        if cue.last <= first:
            if (
                self._keeps_hold(cue, first)
                or self._of_a_person(cue)
                or self._behind_if(cue, first, sentence)
            ):
                return False
            forward = cue.reaches & {"phrase", "clause", "both"}
            return any(self._reaches(cue, first, last, sentence, reach) for reach in forward)
        if cue.reaches & {"both", "behind"} and self._clear(
            last, cue.first, sentence, own=cue.kind == "denied"
        ):
            return not self._never_before(cue, last)
        return "after" in cue.reaches and self._behind.reaches(cue, first, last, sentence)

    # -- forward -----------------------------------------------------------------------------------------------

    def _reaches(self, cue: Cue, first: int, last: int, sentence: Sentence, reach: str) -> bool:
        limit = PHRASE_REACH if reach == "phrase" else REACH[cue.kind]
        if first - cue.last > limit or (cue.kind == "historic" and self._renewed(cue, last, sentence)):
            return False
        for at in range(cue.last, first + 1):
            if self._ends_at_gap(cue, at, first, last, sentence):
                return False
            if cue.kind in ("negated", "denied") and self._boundaries.at(cue, at, first, last, sentence):
                return False
            if at < first and self._ends_at_word(cue, at, first, reach, sentence):
                return False
        return True

    def _ends_at_gap(self, cue: Cue, at: int, first: int, last: int, sentence: Sentence) -> bool:
        gap = self._words[at].gap
        if not gap:
            return False
        if gap == "|":
            return not self._lists.goes_on(cue, at, first, last, sentence)
        if HARD.search(gap) and not (at == cue.last and gap.strip() in (":", "-")):
            return True
        if spaced_dash(self._page.text, self._words, at):
            return True
        if not SOFT.search(gap):
            return False
        if cue.kind == "historic" and at == cue.last:
            return self._boundaries.somebody_now(at, sentence)
        if cue.kind == "denied" and self._resumes(cue, at, first):
            return False
        says_what_he_is = last < sentence.last and self._words[last].low in WHAT_HE_IS
        if cue.kind == "historic" and says_what_he_is:
            return True  # `previous for firearms, crack user`
        if cue.kind in ("historic", "uncertain") and self._aside(at, cue, sentence):
            return False
        return not self._lists.goes_on(cue, at, first, last, sentence)

    def _resumes(self, cue: Cue, at: int, first: int) -> bool:
        """``denied to his wife, Elif, that he had …``, ``denied, when asked, having …``: a denial goes on after an aside."""
        return any(
            self._words[n].gap == "," and self._words[n].low in RESUMING
            for n in range(max(at, cue.last), first + 1)
        )

    def _aside(self, at: int, cue: Cue, sentence: Sentence) -> bool:
        """An opening ``in 2009,`` or ``possibly,`` goes on over its comma, and not to somebody's present."""
        between = self._words[cue.last : at]
        if any(w.low in word_class("finite") for w in between) or self._boundaries.somebody_now(at, sentence):
            return False
        if cue.kind == "historic":
            return len(between) <= 4 and all(w.low not in word_class("living") for w in between)
        # `believed to be drunk, suspect has a knife`
        open_yet = not between or self._words[cue.first].low == "if" or between[0].low in _OPENING
        told = any(n in self._term_words for n in range(cue.last, at))
        return open_yet and len(between) <= 4 and not told

    def _ends_at_word(self, cue: Cue, at: int, first: int, reach: str, sentence: Sentence) -> bool:
        word = self._words[at].low
        if at + 1 < first and (word, self._words[at + 1].low) in SAVE:
            return True
        if cue.kind == "denied" and self._words[cue.last].gap == "," and self._resumes(cue, at, first):
            return False  # inside the aside of `denied, when asked, having …`
        if word in word_class("stops") and not (
            word in ("since", "as", "so", "only", "before", "after") and at == cue.last
        ):
            return not (
                cue.kind == "historic"
                and word
                in (
                    "when",
                    "where",
                    "as",
                    "while",
                    "after",
                    "before",
                    "since",
                    "because",
                    "who",
                    "which",
                    "that",
                )
            )
        if word in ("and", "or", "nor", "plus"):
            return word not in ("or", "nor") and self._lists.new_clause(cue, at, sentence)
        if reach == "phrase":
            return self._verb_ends(at, first) or (
                word in word_class("ends_without") and self._words[cue.first].low in _WITHOUT
            )
        return False

    def _verb_ends(self, at: int, first: int) -> bool:
        if self._words[at].low not in word_class("finite"):
            return False
        return not any(word.low in word_class("perception") for word in self._words[at : min(at + 4, first)])

    def _clear(
        self, first: int, last: int, sentence: Sentence, dated: bool = False, own: bool = False
    ) -> bool:
        """No clause border, nor another item of a list, between a term and a later cue that reaches over its whole clause."""
        listed = any(self._words[at].gap == "," for at in range(first, min(last, sentence.last)))
        if listed and any(at in self._term_words for at in range(first, last)):
            return False  # `violent, not suicidal, cannabis in the past`
        for at in range(first, min(last + 1, sentence.last)):
            word = self._words[at]
            if (
                HARD.search(word.gap)
                or (not own and self._told_apart(at, last, sentence))
                or (at < last and word.low in word_class("stops") - (_OVER_TIME if dated else _THEN))
            ):
                return False
            if (
                at < last
                and word.low == "and"
                and self._lists.new_clause(Cue(at, at, "historic", frozenset()), at, sentence)
            ):
                return False
        return last - first <= 16

    def _told_apart(self, at: int, cue: int, sentence: Sentence) -> bool:
        """``has a knife - previously lived in Leeds``: a mark, and behind it a remark with a verb of its own around the later cue."""
        gap = self._words[at].gap
        marked = gap.strip("'’-") or spaced_dash(self._page.text, self._words, at)
        if at > cue or not marked or any(self._words[n].gap for n in range(at + 1, cue + 1)):
            return False
        if self._words[at].low in _OF_IT:
            return False
        end = next((n for n in range(cue + 1, sentence.last) if self._words[n].gap), sentence.last)
        verbs = word_class("finite")
        return self._words[at].low in _OF_BEFORE or any(
            word.low in verbs or is_past(word.low) for word in self._words[at:end]
        )

    def _renewed(self, cue: Cue, last: int, sentence: Sentence) -> bool:
        """``previously … and still carries``: the present takes the history back."""
        for at in range(cue.last, min(last + 3, sentence.last)):
            if at >= last and self._words[at].gap:
                return False
            if self._words[at].low in word_class("now"):
                return True
        return False

    def _dated(self, first: int, last: int, sentence: Sentence) -> bool:
        for old in self._old:
            if not sentence.first <= old.first < sentence.last:
                continue
            before = old.last <= first
            cue = Cue(old.first, old.last, "historic", frozenset({"clause"}))
            if before and self._reaches(cue, first, last, sentence, "clause"):
                return True
            if not before and self._clear(last, old.first, sentence, dated=True):
                return True
        return False
