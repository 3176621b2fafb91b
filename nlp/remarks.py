"""Remarks about a statement: the answer to a question, the result of a search, a comment that doubts or denies it."""

from collections.abc import Iterable

from nlp.assertion_patterns import (
    ACCUSED_OF,
    ANSWER,
    ASKED,
    ASKS,
    BUT_NONE,
    DOUBTED,
    DOUBTED_AFTER,
    FOUND_NONE,
    NONE_OF_IT,
    ONESELF_IS,
    OWN_WORD,
    REFUSED,
    REPLIED,
    SEARCH_FOR,
    SURELY,
    THEN_NONE,
    THERE_IS,
    TOLD_OF,
)
from nlp.page import Sentence


def answered(text: str, sentence: Sentence, start: int, end: int, thing: bool) -> str | None:
    """The assertion that an answer gives the term at ``start`` … ``end``, or ``None`` where nothing was asked; only a ``thing`` can
    be looked for and not be there.

    ``Weapons: none`` · ``Any drugs? No`` · ``searched the car for weapons and found none``.
    """
    replied = REPLIED.match(text, end) if ASKED.search(text[sentence.start : start]) else None
    if replied:
        return _said(replied["answer"].lower())
    match = ANSWER.match(text, end)
    question = -1 if match else text.find("?", end, sentence.end)
    if question >= 0:
        match = ANSWER.match(text, question)
        asks = ASKS.match(text[sentence.start : end].strip()) or not text[end:question].strip()
        if not match and asks:
            return "uncertain"
    if match:
        return _said(match["answer"].lower())
    return "negated" if thing and _not_found(text, sentence, start, end) else None


def _not_found(text: str, sentence: Sentence, start: int, end: int) -> bool:
    """Whether what is looked for or only told of turns out not to be there: ``searched for a knife; none was found``."""
    before, after = text[sentence.start : start], text[end : sentence.end]
    next_one = text[sentence.end : sentence.end + 80].lstrip()
    if SEARCH_FOR.search(before) and not THERE_IS.match(after):
        return bool(FOUND_NONE.match(after) or THEN_NONE.match(next_one))
    if not TOLD_OF.search(before) or SURELY.search(before):
        return False
    return bool(BUT_NONE.match(after) or NONE_OF_IT.match(next_one))


def _said(answer: str) -> str:
    if answer in ("yes", "y", "positive", "confirmed"):
        return "affirmed"
    if answer.startswith("den"):
        return "denied"
    return "uncertain" if answer in ("nk", "not known", "unknown") else "negated"


def negated(text: str, sentence: Sentence, end: int, cues: Iterable[int], code: str) -> str:
    """Whether a term that ends at ``end`` and is negated by the words at ``cues`` is so by its own subject's word: ``denied``.

    ``Subject states he has never carried a knife``, and not ``his mother states he …`` or ``he states she …``.
    """
    for match in OWN_WORD.finditer(text, sentence.start, end) if code in ACCUSED_OF else ():
        whose, themselves = match["who"].lower().split(), match["self"].lower()
        said = next((ONESELF_IS[word] for word in whose if word in ONESELF_IS), themselves)
        own = themselves in (said, "i")
        if own and all(match.start("not") <= at < match.end("not") for at in cues):
            return "denied"
    return "negated"


def doubted(text: str, sentence: Sentence, start: int, end: int) -> str | None:
    """Doubt or denial beside a statement: ``?knife``, ``…, but this is unconfirmed``, ``He denied this.`` after it."""
    before = text[max(0, start - 3) : start]
    asked = before.rstrip().endswith("?") and not before.rstrip("? ")[-1:].isalnum()
    if asked or DOUBTED_AFTER.search(text[end : sentence.end]):
        return "uncertain"
    following = text[sentence.end : sentence.end + 80].lstrip()
    if DOUBTED.match(following):
        return "uncertain"
    return "denied" if REFUSED.match(following) else None
