"""Whether a cue that stands behind a term (``not seen``, ``denied``, ``suspected``) speaks of it."""

from collections.abc import Set as AbstractSet

from nlp.facts.assertion_patterns import (
    AFTER_ADJECTIVE,
    AFTER_REACH,
    ANEW,
    AWAY,
    BUT_THERE,
    HARD,
    HAS_IT,
    HELPERS,
    NO_MORE,
    SOFT,
    SOUGHT,
    WHERE_IT_IS,
)  # fmt: skip
from nlp.facts.cues import Cue
from nlp.tables import bag
from nlp.text.grammar import word_class
from nlp.text.page import Page, Sentence

_MOST_OF_A_PLACE = 6  # words
_WHERE = bag("from in at on outside near by around between")
_JOINING = bag("and or nor")
_ANY = bag("a an any")
_UNSEEN = bag("negative neg trace seen present there sighted observed identified traced arrested")
_PROPERTY = bag("cash money phones mobiles property jewellery documents paraphernalia scales keys items")
_TELLING = bag("that says said states stated confirms confirmed reports")
_BARE = bag("nil neg no na")
_ANSWERS = _BARE | bag("none yes negative positive y n")
_MOST_OF_A_BOX = 4  # words
_OLD = bag("historic historical expired")
_AFTER_OLD = bag(
    "only marker markers info information intel intelligence and or but now as from in on since at by to"
)
_NOT = bag("not isnt wasnt arent werent")
# What the person has who is then not found: `a male carrying a knife was not seen`.
_HOLDING = bag(
    "with carrying holding armed wielding brandishing waving possessing carries carried has had have having"
)


class Behind:
    """Cues that reach back over the words just before them, in one page."""

    def __init__(self, page: Page, term_words: AbstractSet[int], things: AbstractSet[int]) -> None:
        self._page = page
        self._words = page.words
        self._term_words = term_words
        self._things = things

    def reaches(self, cue: Cue, first: int, last: int, sentence: Sentence) -> bool:
        end = self._list_end(first, last, cue.first) if cue.kind == "negated" else last
        if self._where_it_is_done(cue, end) and first not in self._things:
            return True
        between = self._words[end : cue.first]
        if len(between) > AFTER_REACH:
            return False
        helpers = HELPERS | (
            word_class("possessives") | {"a", "the"} if cue.kind == "denied" else frozenset()
        )
        for n, word in enumerate(between, end):
            if word.low not in helpers and n not in self._term_words and word.low not in ("or", "and"):
                return False
            if SOFT.search(word.gap) or (HARD.search(word.gap) and n > end):
                return False
        gap = self._words[cue.first].gap
        if (
            ";" in gap
            or (")" in gap and "(" not in gap)
            or (self._parted(cue, gap) and not self._comma_ok(cue, sentence))
        ):
            return False
        if cue.kind == "negated":
            return self._not_there(cue, first, end, sentence)
        return self._back_ok(cue, last, sentence)

    def _parted(self, cue: Cue, gap: str) -> bool:
        """Whether a mark stands before a cue behind which a remark on somebody may begin: ``has a knife - may have left``."""
        dashed = cue.kind in ("uncertain", "historic") and (gap == "|" or gap == "-")
        return bool(SOFT.search(gap)) or dashed

    def _where_it_is_done(self, cue: Cue, end: int) -> bool:
        """``dealing from the stairwell is believed to …``: nothing but a place between them."""
        said = cue.kind == "uncertain" and self._words[cue.first].low in ("is", "are", "was", "were")
        between = self._words[end : cue.first]
        if not said or not 1 < len(between) <= _MOST_OF_A_PLACE or between[0].low not in _WHERE:
            return False
        closed = any(w.gap or w.low in word_class("finite") | word_class("pronouns") for w in between)
        return not closed and not self._words[cue.first].gap

    def _comma_ok(self, cue: Cue, sentence: Sentence) -> bool:
        """A comma before a trailing comment (``, denied``; ``, unconfirmed``) that ends the sentence or clause."""
        following = self._words[cue.last] if cue.last < sentence.last else None
        return (
            following is None
            or bool(following.gap and set(following.gap) & set(",;).:"))
            or following.low in ("by", "but")
        )

    def _list_end(self, first: int, last: int, limit: int) -> int:
        """Where the list of things ends that this one stands in, its last item joined by a word: ``gun, knife and bat``."""
        at = reached = last
        while first in self._things and at < limit and self._words[at].gap in ("", ","):
            joined = self._words[at].low in _JOINING
            item = at + joined
            if item == at and not self._words[at].gap:
                break
            item += item < limit and self._words[item].low in _ANY
            if item < limit and joined and self._words[item].low in _PROPERTY:
                return item + 1
            if item >= limit or item not in self._things:
                break
            at = item + 1
            while at in self._things and not self._words[at].gap:
                at += 1
            reached = at if joined else reached
        return reached

    def _not_there(self, cue: Cue, first: int, end: int, sentence: Sentence) -> bool:
        """Whether it is the thing that a negation speaks of, and whether there is none: ``gun and knife not seen``."""
        last = self._words[cue.last - 1].low
        following = self._words[cue.last].low if cue.last < sentence.last else ""
        sought = last in SOUGHT or following in SOUGHT
        if (sought and self._definite(end)) or self._held(first, {last, following}):
            return False
        if BUT_THERE.match(self._page.text, self._words[cue.last - 1].end, sentence.end):
            return False
        if self._next_thing(cue, sentence) or (last == "trace" and first not in self._things):
            return False  # nobody looks for what is no thing: `suicidal neg trace`
        if last in _NOT:
            seen = word_class("perception") | {"there", "involved", "brandished", "an"}
            return following in seen or self._away(cue, first, end, sentence)
        return True

    def _next_thing(self, cue: Cue, sentence: Sentence) -> bool:
        """``VI WE markers nil drugs``: a bare no before a thing begins what a log says next."""
        if cue.last - cue.first > 1 or self._words[cue.first].low not in _BARE or cue.last >= sentence.last:
            return False
        following = self._words[cue.last]
        if following.gap or NO_MORE.match(f" {following.low}"):
            return False
        # `weapons nil drugs nil`, `any weapons neg any dogs neg`: a form, its answers behind each thing.
        rest = self._words[cue.last : min(cue.last + _MOST_OF_A_BOX, sentence.last)]
        return all(word.low not in _ANSWERS for word in rest)

    def _held(self, first: int, said: AbstractSet[str]) -> bool:
        """``male with a knife was not found``: whom it speaks of is the male."""
        start = self._list_start(first)
        if self._words[start].gap:
            return False
        return bool(said & (SOUGHT | _UNSEEN)) and any(
            w.low in _HOLDING for w in self._words[max(0, start - 2) : start]
        )

    def _list_start(self, first: int) -> int:
        """The first word of the list of things that this one ends or stands in, with what leads it in."""
        while first and (self._words[first - 1].low in _ANY | _JOINING or first - 1 in self._things):
            if self._words[first].gap not in ("", ","):
                break
            first -= 1
        return first

    def _away(self, cue: Cue, first: int, end: int, sentence: Sentence) -> bool:
        """``gun and knife are not in the house``: things that a clause begins with, and nothing said of where they are."""
        if end != cue.first or self._definite(end):
            return False
        start = self._list_start(first)
        begins = (
            start <= sentence.first or bool(self._words[start].gap) or self._words[start - 1].low in _TELLING
        )
        rest = self._page.text[self._words[cue.last - 1].end : sentence.end]
        following = self._page.text[sentence.end : sentence.end + 80]
        return begins and bool(AWAY.match(rest)) and not HAS_IT.match(following)

    def _back_ok(self, cue: Cue, last: int, sentence: Sentence) -> bool:
        low = [w.low for w in self._words[cue.first : cue.last]]
        following = self._words[cue.last] if cue.last < sentence.last else None
        if cue.kind == "denied":
            objected = (
                following is not None
                and not following.gap
                and following.low not in ("by", "but", "this", "it", "when", "and")
            )
            active = low[0] in ("denied", "denies", "disputed", "refuted")
            passive = cue.first > last and self._words[cue.first - 1].low in (
                "is",
                "was",
                "are",
                "were",
                "all",
            )
            direct = self._form_like(last, cue) or passive or not active
            return direct or not objected
        if cue.kind == "uncertain" and WHERE_IT_IS.match(self._page.text, self._words[cue.last - 1].end):
            return "which" not in (w.low for w in self._words[last : cue.first])
        if cue.kind == "uncertain" and low[0] in ANEW and self._words[cue.first - 1].low in ("and", "or"):
            return False  # `is vulnerable and may have been trafficked`
        if cue.kind == "uncertain" and len(low) == 1:
            # "drugs suspected" ends there; "drugs, possible knife" does not look back.
            return following is None or bool(following.gap) or following.low in AFTER_ADJECTIVE
        if cue.kind == "historic" and low[-1] in _OLD and following is not None:
            return (
                bool(following.gap) or following.low in _AFTER_OLD
            )  # `has a knife - historic tenancy dispute`
        return True

    def _form_like(self, last: int, cue: Cue) -> bool:
        return cue.first == last and bool(set(self._words[last].gap) & set(":-?–"))

    def _definite(self, last: int) -> bool:
        """``the knife was not found`` says that there is one."""
        first = last - 1
        while first > max(0, last - 4) and not self._words[first].gap:
            first -= 1
        return any(w.low in ("the", "his", "her", "this", "that") for w in self._words[first:last])
