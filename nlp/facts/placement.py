"""Where a thing is said to be: ``behind the front door``, ``taped inside the cistern``."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache

from nlp.tables import FOLDER, bag
from nlp.text.grammar import word_class
from nlp.text.page import Page, Sentence

_MOST_BRIDGE, _MOST_WORDS = 12, 14
_STOP_GAP = re.compile(r"[,;:()\[\]!?]|--|–|—|\n|\.(?=.)")


@cache
def _class(name: str) -> frozenset[str]:
    raw = tomllib.loads((FOLDER / "placement.toml").read_text(encoding="utf-8"))
    return frozenset(" ".join(line.split()) for line in re.split(r"[,\n]", str(raw[name])) if line.strip())


@cache
def _verbs() -> frozenset[str]:
    raw = tomllib.loads((FOLDER / "grammar.toml").read_text(encoding="utf-8"))
    return frozenset(str(raw["finite"]).split())


_ANY = bag("a an any some")
_WRAPPING = bag("wrapped rolled covered disguised")
_OF_WHAT_SORT = bag("of with from for")
_PARTICIPLES = bag("held kept stored left got made found broke struck seen")


class Placements:
    """Placements in one page; ``taken`` are character spans (dates, times) that no placement may run into, ``addresses`` whole ones."""

    def __init__(
        self,
        page: Page,
        term_words: frozenset[int],
        taken: Sequence[tuple[int, int]],
        addresses: Sequence[tuple[int, int]],
    ) -> None:
        self._page = page
        self._words = page.words
        self._terms = term_words
        self._taken = sorted(taken)
        self._addresses = addresses

    def of(self, first: int, last: int, sentence: Sentence) -> str | None:
        """The placement of the term in words first … last (one past), as written, or ``None``."""
        after = self._after(last, sentence)
        if after and after.split()[0].lower() not in _WRAPPING:
            return after
        return self._before(first, sentence) or after

    def told(self, first: int, last: int, sentence: Sentence) -> str | None:
        """The placement by its own sentence, or by the next, where that begins with ``It is …``."""
        here = self.of(first, last, sentence)
        if here or sentence.last >= len(self._words):
            return here
        following = self._page.sentence_at(self._words[sentence.last].start)
        lead = [word.low for word in self._words[following.first : following.first + 2]]
        if (
            len(lead) < 2
            or lead[0] not in ("it", "they", "this", "these")
            or lead[1] not in ("is", "was", "are", "were")
        ):
            return None
        if any(at in self._terms for at in range(last, sentence.last)):
            return None  # which of them is not said
        return self._after(following.first + 2, following)

    def _text(self, first: int, last: int) -> str:
        return self._page.text[self._words[first].start : self._words[last - 1].end]

    def _after(self, last: int, sentence: Sentence) -> str | None:
        begin = self._past_aside(last, sentence)
        aside = begin > last or (begin < sentence.last and self._verb_after_comma(begin))
        at, wrapped = begin, None
        while at < min(begin + _MOST_BRIDGE, sentence.last):
            word = self._words[at]
            halts = bool(_STOP_GAP.search(word.gap)) and not self._bridge_comma(at)
            if (halts and (at > begin or not aside)) or self._in_taken(at):
                return wrapped
            manner, size = self._lead_in(at, sentence)
            address = self._at_address(manner, size)
            if address:
                return self._page.text[word.start : address]
            end = self._phrase(manner, manner + size, sentence) if size else 0
            if end and word.low not in _WRAPPING:
                return self._text(at, end)
            if word.low in _class("adverbs") and self._adverb_ok(at, sentence):
                return self._text(at, at + 1)
            if end:  # `wrapped in a towel and taped behind the bath`: how it is kept, and then where
                wrapped = wrapped or self._text(at, end)
            following = end or self._past_what_it_is(at, sentence) or at + self._is_bridge(at)
            if following == at:
                return wrapped
            at = following
        return wrapped

    def _lead_in(self, at: int, sentence: Sentence) -> tuple[int, int]:
        """Where a preposition of place stands behind words of manner (``taped to``), and its size."""
        manner = at
        while manner < sentence.last and self._words[manner].low in _class("manner"):
            manner += 1
        size = self._preposition(manner, sentence)
        if not size and manner > at and manner < sentence.last and self._words[manner].low == "to":
            size = 1
        return manner, size

    def _is_bridge(self, at: int) -> bool:
        """Whether a word may stand between a thing and its place; behind a ``that`` a name, too."""
        word = self._words[at]
        known = word.low in _class("bridge") or word.low in _class("manner") or at in self._terms
        counted = word.low.isdigit() and self._words[at - 1].low in ("and", "or")
        return known or counted or self._names_whose(at)

    def _names_whose(self, at: int) -> bool:
        """``the gun that Dan hid in the loft``"""
        if not self._page.text[self._words[at].start].isupper() or self._words[at].gap:
            return False
        before = [self._words[n].low for n in range(max(0, at - 2), at)]
        return bool({"that", "which"} & set(before))

    def _past_what_it_is(self, at: int, sentence: Sentence) -> int:
        """The preposition behind words that only tell what sort of thing it is (``from the war in his shed``), or 0."""
        if self._words[at].low not in _OF_WHAT_SORT:
            return 0
        for n in range(at + 1, min(at + 6, sentence.last)):
            word = self._words[n]
            if word.gap or n in self._terms or word.low in _verbs() | word_class("pronouns"):
                return 0
            if n > at + 1 and self._preposition(n, sentence):
                return n
        return 0

    def _past_aside(self, last: int, sentence: Sentence) -> int:
        """Where it goes on after an aside between commas: ``a knife, about 8 inches, was lying on the seat``, ``a shotgun, lawfully
        held, in a cabinet``; or ``last`` itself."""
        if last < sentence.last and self._verb_after_comma(last):
            return last
        if last >= sentence.last or self._words[last].gap != ",":
            return last
        for at in range(last + 1, min(last + 7, sentence.last)):
            if self._words[at].gap:
                return (
                    at if self._verb_after_comma(at) or self._place_after_aside(last, at, sentence) else last
                )
        return last

    def _place_after_aside(self, last: int, at: int, sentence: Sentence) -> bool:
        """Whether an aside with no clause and no other thing in it parts a thing from its place."""
        between = range(last, at)
        said = _verbs() - _PARTICIPLES | word_class("pronouns")
        plain = not any(self._words[n].low in said or n in self._terms for n in between)
        return plain and self._words[at].gap == "," and bool(self._preposition(at, sentence))

    def _verb_after_comma(self, at: int) -> bool:
        return self._words[at].gap == "," and self._words[at].low in ("is", "was", "are", "were")

    def _at_address(self, at: int, size: int) -> int:
        """Where an address that follows ``at`` (or ``in``, ``outside`` …) ends, or 0."""
        if not size or at + size >= len(self._words):
            return 0
        start = self._words[at + size].start
        return next((end for first, end in self._addresses if first == start), 0)

    def _bridge_comma(self, at: int) -> bool:
        return self._words[at].gap == "," and (
            self._words[at].low in _class("after_comma") or self._lists_on(at)
        )

    def _lists_on(self, at: int) -> bool:
        """Whether a list of things goes on to its ``and``: ``gun, a knife and a bat are in the loft``."""
        while at < len(self._words) and (at in self._terms or self._words[at].low in _ANY):
            at += 1
        joined = at + 1 < len(self._words) and self._words[at].low in ("and", "or", "nor")
        return joined and (at + 1 in self._terms or self._words[at + 1].low in _ANY)

    def _adverb_ok(self, at: int, sentence: Sentence) -> bool:
        return (
            at + 1 >= sentence.last
            or bool(self._words[at + 1].gap)
            or self._words[at + 1].low in ("and", "but", "with")
        )

    def _preposition(self, at: int, sentence: Sentence) -> int:
        """How many words from ``at`` on are a preposition of place."""
        for size in (4, 3, 2, 1):
            if at + size <= sentence.last and " ".join(w.low for w in self._words[at : at + size]) in _class(
                "prepositions"
            ):
                return 0 if any(_STOP_GAP.search(w.gap) for w in self._words[at + 1 : at + size]) else size
        return 0

    def _phrase(self, start: int, at: int, sentence: Sentence) -> int:
        """One past the last word of the noun phrase from ``at``, with the phrases of place that hang on it."""
        end = self._noun_phrase(at, sentence, " ".join(w.low for w in self._words[start:at]))
        while (
            end
            and end < sentence.last
            and end - start < _MOST_WORDS
            and not self._words[end].gap.strip("-'’")
        ):
            manner = end
            size = 1 if self._words[end].low in _class("links") else self._preposition(manner, sentence)
            more = (
                self._noun_phrase(
                    end + size, sentence, " ".join(w.low for w in self._words[end : end + size])
                )
                if size
                else 0
            )
            if not more:
                break
            end = more
        return end

    def _noun_phrase(self, at: int, sentence: Sentence, preposition: str) -> int:
        end = at
        while end < sentence.last and end - at < 7 and self._goes_on(at, end, sentence):
            end += 1
        while end > at and self._words[end - 1].low in _class("loose_ends"):
            end -= 1
        if end == at or self._words[end - 1].low in _class("determiners"):
            return 0
        return end if self._is_place(at, end, preposition) else 0

    def _goes_on(self, at: int, end: int, sentence: Sentence) -> bool:
        word = self._words[end]
        if end > at and word.gap.strip("-'’"):
            return False
        if end == at and word.gap.strip("'’\"“‘-"):
            return False
        if self._in_taken(end) or (end in self._terms and end > at + 2):
            return False
        if end > at and word.gap == "-":
            return True  # `in the lean-to`
        if (
            word.low in _class("ends")
            or (word.low in _verbs() and end > at and not self._side(end))
            or self._preposition(end, sentence)
        ):
            return False
        return not (word.low in _class("links") and word.low != "s")

    def _side(self, at: int) -> bool:
        """``his left pocket``: no verb, though the word is one elsewhere."""
        return self._words[at].low == "left" and self._words[at - 1].low in _class("determiners") | {
            "front",
            "back",
            "rear",
        }

    def _is_place(self, at: int, end: int, preposition: str) -> bool:
        phrase = [w.low for w in self._words[at:end]]
        head = phrase[-1]
        if (preposition, phrase) == ("on", ["foot"]) or (preposition == "by" and phrase[0].endswith("ing")):
            return False
        if preposition in ("at", "in", "inside", "outside") and self._named(at, end):
            return True
        if preposition == "at" and self._page.text[: self._words[end - 1].end].endswith(("'s", "’s")):
            return True  # `at his nan's`
        if (
            head in _class("not_places")
            or (phrase[0] in _class("not_places") - _class("determiners") and head not in _class("spots"))
            or " ".join(phrase) in _class("not_places")
        ):
            return False
        if preposition in (
            "on",
            "by",
            "at",
            "with",
            "over",
            "against",
            "round",
            "around",
            "off",
            "along",
            "across",
            "through",
            "within",
            "from",
            "between",
            "outside",
            "up",
            "down",
        ) and not (set(phrase) & _class("spots")):
            return False
        if preposition == "in" and len(phrase) == 1 and not (set(phrase) & _class("spots")):
            return False
        return not any(ch.isdigit() for ch in phrase[0]) or head in _class("spots")

    def _named(self, at: int, end: int) -> bool:
        """Whether a phrase is a name by its capitals, in a text that has small letters too."""
        first = at + 1 if self._words[at].low in _class("determiners") and end - at > 1 else at
        letters = self._page.text
        return (
            letters[self._words[first].start].isupper()
            and not letters.isupper()
            and not any(ch.isdigit() for ch in self._words[first].low)
            and self._words[first].low not in _class("not_places")
        )

    def _in_taken(self, at: int) -> bool:
        word = self._words[at]
        return any(start < word.end and word.start < end for start, end in self._taken)

    def _before(self, first: int, sentence: Sentence) -> str | None:
        """A phrase of place at the head of the clause: ``Under the sofa there is a knife``; or between verb and thing."""
        low = max(sentence.first, first - 16)
        for at in range(first - 1, low - 1, -1):
            if self._words[at].low in ("but", "although", "however", "while") or ";" in self._words[at].gap:
                return None
            size = self._preposition(at, sentence)
            opens = (
                at == sentence.first
                or bool(self._words[at].gap.strip("-"))
                or self._words[at - 1].low in _class("openers")
            )
            if not (size and opens):
                continue
            end = self._phrase(at, at + size, sentence)
            if end and end <= first and self._leads_on(end, first):
                return self._text(at, end)
        return None

    def _leads_on(self, end: int, first: int) -> bool:
        between = [w.low for w in self._words[end:first]]
        if end in self._terms and end < first:
            return True
        if not between:
            return self._words[end].gap in (",", ":", "-") if end < len(self._words) else False
        return all(
            low in _class("lead") or end + n in self._terms or n >= len(between) - 2
            for n, low in enumerate(between)
        ) and (between[0] in _class("lead"))
