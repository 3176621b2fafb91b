"""Whose a fact is: the person it is said of, as written."""

import re
from collections.abc import Sequence

from nlp.facts.left_out import LeftOut
from nlp.facts.roles import Roles
from nlp.facts.subject_words import (
    AT,
    BY,
    DESCRIBED,
    DETERMINERS,
    DOINGS,
    DONE_TO,
    HARMFUL,
    HE,
    IS,
    LABELS,
    MEN,
    NAMED_AFTER,
    NOBODY,
    ONCE_WAS,
    ONE_OF_THEM,
    PASSIVE,
    PEOPLE,
    SAYING,
    SHE,
    SPEAKERS,
    TAKEN,
    TELLERS,
    TELLING,
    THEY,
    TITLES,
    TO,
    UNNAMED,
    WOMEN,
    sex_of,
)  # fmt: skip
from nlp.facts.when import past_when
from nlp.lexicon import is_possessive
from nlp.text.page import Page, Sentence
from nlp.text.ranks import is_rank

_SAYS_HE = re.compile(
    r"\s*,?\s+(?:also |then |now )?(?:says|said|states|stated|reports|reported|claims|claimed|alleges|alleged|tells|told \w+|believes|thinks)(?: that)?(?:\s*$|\s+(?P<who>he|she|they)\b)",
    re.IGNORECASE,
)

_OF_ONESELF = frozenset({"SU", "SH"})
_ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)


class Subjects(LeftOut):
    """Subjects of facts in one page, from its people (character spans, in order)."""

    def __init__(self, page: Page, people: Sequence[tuple[int, int]]) -> None:
        super().__init__(page, people)
        self._roles = Roles(page, people)

    def of(self, first: int, last: int, sentence: Sentence, code: str = "") -> str | None:
        """The person that the term in words first … last (one past) is said of; by name, where the text tells whose a role is."""
        found = self._of(first, last, sentence, code)
        if found:
            return self._roles.name_of(found) or found
        return self._roles.only_name() if code in DOINGS or code in _OF_ONESELF else None

    def _of(self, first: int, last: int, sentence: Sentence, code: str) -> str | None:
        doing = code in DOINGS
        if code == "VI" and self._suffered(first, last):
            return self._agent(last, sentence)
        return (
            self._told_after(last, sentence, code)
            or self._told_before(first, sentence, doing)
            or self._owner_after(last, sentence, doing)
            or (self._left_out(first, sentence, code) if self._may_be_left_out(sentence, code) else None)
        )

    def _told_before(self, first: int, sentence: Sentence, doing: bool) -> str | None:
        words = self._page.words
        otherwise: str | None = None
        for at in range(first - 1, sentence.first - 1, -1):
            word = words[at]
            named = self._person_ending(word.start, word.end)
            people = word.low in PEOPLE and not self._no_person(at)
            if (named or people) and (
                self._endangered(at, sentence) or (doing and self._done_to(at, first, sentence))
            ):
                continue
            if (named or people) and self._hears(at, sentence):
                continue
            if named and not self._speaks(at, first) and not self._officer(at):
                return named
            if people and not self._speaks(at, first) and not self._possessive(at):
                if self._is_what_another_is(at, sentence):
                    otherwise = otherwise or self._phrase(at, sentence)
                    continue
                return self._named_before(at) or self._phrase(at, sentence)
            pronoun = word.low in HE | SHE | THEY and word.low not in ("him", "them", "himself", "herself")
            if pronoun and not (doing and self._done_to_her(at, first)):
                found = self._pronoun(at)
                if found:
                    return found
        return otherwise

    def _hears(self, at: int, sentence: Sentence) -> bool:
        """``told his sister that he would …``, ``according to his mother``: who is told, or tells, of another."""
        words = self._page.words
        begin = self._start_of(at, sentence)
        before = [word.low for word in words[max(sentence.first, begin - 2) : begin]]
        told = before[-1:] != [] and before[-1] in TELLING and before[0] not in PASSIVE
        return (told and begin - 1 > sentence.first) or before == ["according", "to"]

    def _officer(self, at: int) -> bool:
        """``PCSO Lamb found two knives``: whoever is named by rank finds, and has not."""
        start = self._page.words[at].start
        span = next((one for one in self._people if one[0] <= start < one[1]), None)
        return span is not None and _is_officer(self._word_before(span))

    def _no_person(self, at: int) -> bool:
        """``subject to an order``, ``EX (explosives)``, where the word is of no person."""
        words = self._page.words
        following = words[at + 1] if at + 1 < len(words) else None
        if following is None:
            return False
        return (words[at].low == "subject" and following.low == "to" and not following.gap) or (
            words[at].low == "ex" and ("(" in following.gap or following.low in ONCE_WAS)
        )

    def _start_of(self, at: int, sentence: Sentence) -> int:
        """The first word of who ends at a word, with title and article."""
        words = self._page.words
        first = at
        while (
            first > sentence.first
            and not words[first].gap
            and (
                words[first - 1].low in DETERMINERS
                or words[first - 1].low in TITLES
                or self._person_ending(words[first - 1].start, words[first - 1].end)
            )
        ):
            first -= 1
        return first

    def _done_to(self, at: int, first: int, sentence: Sentence) -> bool:
        """``stabbed the victim with a knife``, ``waved it at Mrs Lal``: whom it is done to."""
        words = self._page.words
        begin = self._start_of(at, sentence)
        if begin == sentence.first or words[begin].gap:
            return False
        if at + 1 < first and words[at + 1].low in DESCRIBED:
            return False
        before = words[begin - 1].low
        return before in DONE_TO or (before in AT and begin - 1 > sentence.first)

    def _done_to_her(self, at: int, first: int) -> bool:
        """``hit her with a belt``, not ``had her knife``."""
        words = self._page.words
        after = words[at + 1] if at + 1 < first else None
        alone = after is not None and (bool(after.gap) or after.low in ("with", "over", "in", "on", "and"))
        return words[at].low == "her" and alone and at > 0 and words[at - 1].low in DONE_TO | AT

    def _is_what_another_is(self, at: int, sentence: Sentence) -> bool:
        """``Ms Hall is a victim of …``: what is said of somebody told before."""
        words = self._page.words
        begin = at
        while (
            begin > sentence.first
            and at - begin < 4
            and not words[begin].gap
            and words[begin - 1].low not in IS
        ):
            begin -= 1
        if begin - 1 <= sentence.first or words[begin - 1].low not in IS or words[begin].gap:
            return False
        articled = begin < at and words[begin].low in ("a", "an", "the")
        return articled and words[begin - 2].low not in NOBODY

    def _named_before(self, at: int) -> str | None:
        """``Idris Sesay (brother)``: who stands in brackets behind the name."""
        words = self._page.words
        return (
            self._person_ending(words[at - 1].start, words[at - 1].end)
            if at and "(" in words[at].gap
            else None
        )

    def _suffered(self, first: int, last: int) -> bool:
        """``has been stabbed``, ``the stabbing of``: told of whom it was done to."""
        words = self._page.words
        at = first - 1
        while at > 0 and words[at].low.endswith("ly"):
            at -= 1
        done = words[first].low
        passive = (
            at >= 0
            and words[at].low in PASSIVE
            and not words[first].gap
            and (done.endswith(("ed", "en")) or done in ("hit", "struck", "shot", "cut"))
        )
        following = words[last].low if last < len(words) and not words[last].gap else ""
        event = done.endswith("ing") and following == "of"
        return (
            passive or event or (following == "by" and done.endswith(("ed", "en", "hit", "shot", "struck")))
        )

    def _agent(self, last: int, sentence: Sentence) -> str | None:
        """By whom it was done."""
        words = self._page.words
        for at in range(last, min(last + 10, sentence.last - 1)):
            if words[at].low == "by":
                return self._whoever(at + 1, sentence)
        return None

    def _whoever(self, at: int, sentence: Sentence) -> str | None:
        """The person named or spoken of from a word on."""
        words = self._page.words
        for n in range(at, min(at + 4, sentence.last)):
            if words[n].gap and n > at:
                return None
            named = self._person_ending(words[n].start, words[n].end)
            if named:
                return named
            if words[n].low in PEOPLE:
                return self._named_at(n + 1, sentence) or self._phrase(n, sentence)
            if words[n].low not in DETERMINERS | TITLES.keys() and not words[n].low.isalpha():
                return None
        return None

    def _told_after(self, last: int, sentence: Sentence, code: str) -> str | None:
        """``warrant for NAME``, ``the gun that NAME stores``, ``recovered from NAME``, ``carried by NAME``."""
        words = self._page.words
        if code in NAMED_AFTER:
            last = past_when(words, last, sentence.last)
        if last >= sentence.last:
            return None
        low = words[last].low
        if code in NAMED_AFTER and not words[last].gap.strip(":-"):
            named = self._person_ending(words[last].start, words[last].end)
            if named or (code == "WANTED" and low in ("for", "of")):
                return named or self._named_at(last + 1, sentence)
        if low == "by" and not words[last].gap:
            return self._named_at(last + 1, sentence)
        if low in ("that", "which") and not words[last].gap.strip(","):
            return self._named_at(last + 1, sentence)
        if low in ("from", "off") and any(
            w.low in TAKEN for w in words[max(sentence.first, last - 5) : last]
        ):
            return self._named_at(last + 1, sentence)
        for at in range(last, min(last + 12, sentence.last - 1)):
            if words[at].gap.strip(","):
                return None
            verb, link = words[at].low, words[at + 1].low
            if (verb in TAKEN and link in ("from", "on")) or (verb in BY and link == "by"):
                return self._named_at(at + 2, sentence)
            if (verb in ("belonging", "belongs") and link == "to") or verb in (
                "involve",
                "involves",
                "involving",
            ):
                return self._named_at(at + 1 + (link == "to"), sentence)
        return None

    def _named_at(self, at: int, sentence: Sentence) -> str | None:
        """The person whose name, or title and name, begins at a word."""
        words = self._page.words
        at += at < sentence.last and words[at].low in TITLES
        return self._person_ending(words[at].start, words[at].end) if at < sentence.last else None

    def _endangered(self, at: int, sentence: Sentence) -> bool:
        """``a danger to women and has …``: those whom it is said to harm are not whom it is said of."""
        words = self._page.words
        first = at
        while first > sentence.first and (
            words[first - 1].low in DETERMINERS
            or self._person_ending(words[first - 1].start, words[first - 1].end)
        ):
            first -= 1
        before = [word.low for word in words[max(sentence.first, first - 2) : first]]
        return len(before) == 2 and before[0] in HARMFUL and before[1] in TO

    def _possessive(self, at: int) -> bool:
        word = self._page.words[at]
        return is_possessive(self._page.text[word.start : word.end])

    def _speaks(self, at: int, first: int) -> bool:
        """A caller who states is not whom it is said of."""
        words = self._page.words
        saying = any(w.low in SAYING for w in words[at + 1 : min(at + 4, first)])
        return words[at].low in SPEAKERS or (saying and at + 3 < first and self._another(at + 1, first))

    def _another(self, at: int, first: int) -> bool:
        return any(w.low in HE | SHE | THEY | PEOPLE for w in self._page.words[at:first])

    def _phrase(self, at: int, sentence: Sentence) -> str:
        words = self._page.words
        first = at
        while (
            first > sentence.first
            and at - first < 3
            and not words[first].gap
            and not (words[first - 1].low == "that" and words[first].low in DETERMINERS)
            and words[first - 1].low
            in DETERMINERS | {"ic1", "ic2", "ic3", "ic4", "ic5", "ic6", "white", "black", "asian"}
        ):
            first -= 1
        more = at + 1 < sentence.last and words[at].low == "ex" and words[at + 1].gap == "-"
        text = self._page.text[words[first].start : words[at + more].end]
        article = _ARTICLE.match(text)
        return text[article.end() :] if article else text

    def _pronoun(self, at: int) -> str | None:
        """The last person named before the pronoun, in this sentence or an earlier one."""
        words = self._page.words
        start = words[at].start
        before = [span for span in self._people if span[1] <= start and self._may_stand_for(span, at)]
        if before:
            first, last = next((span for span in reversed(before) if self._told_of(span, at)), before[-1])
            return self._page.text[first:last]
        for back in range(at - 1, max(-1, at - 60), -1):
            if words[back].low in PEOPLE and self._may_be_meant(back, at):
                return self._phrase(back, self._page.sentence_at(words[back].start))
        return None

    def _may_stand_for(self, span: tuple[int, int], at: int) -> bool:
        """Whether a pronoun may stand for somebody named, by their title."""
        words = self._page.words
        sex = TITLES.get(self._word_before(span)) or sex_of(self._page.text[span[0] : span[1]])
        return not ((sex == "f" and words[at].low in HE) or (sex == "m" and words[at].low in SHE))

    def _told_of(self, span: tuple[int, int], at: int) -> bool:
        """Whether somebody named is no officer, nor one who only tells of another (``Ruth says he …``)."""
        before = self._word_before(span)
        says = _SAYS_HE.match(self._page.text[span[1] : self._page.words[at].start])
        tells = says and (says["who"] is None or self._alike(says["who"].lower(), self._page.words[at].low))
        return not _is_officer(before) and (not tells or before in LABELS | ONE_OF_THEM)

    @staticmethod
    def _alike(one: str, other: str) -> bool:
        return any(one in kind and other in kind for kind in (HE, SHE, THEY))

    def _word_before(self, span: tuple[int, int]) -> str:
        first = self._page.word_range(*span)[0]
        return self._page.words[first - 1].low if first else ""

    def _may_be_meant(self, back: int, at: int) -> bool:
        """Whether a pronoun may stand for this person: of that sex, and not the one who tells (``Mum says he …``)."""
        words = self._page.words
        other = WOMEN if words[at].low in HE else MEN if words[at].low in SHE else frozenset()
        if words[back].low in SPEAKERS | other:
            return False
        return not (
            words[back].low in TELLERS and any(w.low in SAYING for w in words[back + 1 : min(back + 3, at)])
        )

    def _owner_after(self, last: int, sentence: Sentence, doing: bool) -> str | None:
        """``a knife belonging to Smith``, ``carried by the male``, ``a machete in his hand``."""
        words = self._page.words
        for at in range(last, min(last + 6, sentence.last)):
            if words[at].low in ("by", "is", "was") or (words[at].low == "to" and not doing):
                named = self._named_at(at + 1, sentence)
                if named:
                    return named
            held = words[at].low in ("his", "her") and words[at - 1].low in ("in", "on", "down", "up")
            if doing and held and not any(w.low in UNNAMED for w in words[sentence.first : at]):
                return self._pronoun(at)
        return None


def _is_officer(before: str) -> bool:
    """Whether the word before a name is a rank, and no title or role."""
    return is_rank(before) and before not in TITLES and before not in PEOPLE
