"""Remarks about a statement: the answer to a question, the result of a search, a comment that doubts or denies it."""

import re
from collections.abc import Iterable

from nlp.facts.assertion_patterns import (
    A_BANG,
    ACCUSED_OF,
    ANSWER,
    ASKED,
    ASKED_OF,
    ASKS,
    AT_LAST,
    BOX,
    BUT_NONE,
    DENIED_SO,
    DOUBTED,
    DOUBTED_AFTER,
    FORM,
    FORM_ENDS,
    FOUND_NONE,
    LISTED,
    NEXT_ANSWER,
    NO_MORE,
    NONE_OF_IT,
    ONESELF_IS,
    OWN_WORD,
    REFUSED,
    REPLIED,
    SAID_IT_WAS,
    SEARCH_FOR,
    SURELY,
    TELLS,
    THEN_IT_WAS,
    THEN_NONE,
    THERE_IS,
    TOLD_OF,
    TURNED_OUT,
    UNKNOWN_SO,
    WAS_ASKED,
    WAS_CALLED,
)
from nlp.tables import bag
from nlp.text.page import Sentence

_GOING_ON = {"negated": NO_MORE, "denied": DENIED_SO, "uncertain": UNKNOWN_SO}
_CLOSING = " ,.;:/|)(]-–—\n"
_ENDS = re.compile(r"(?<=[.;!])\s+|\n+")
_SOON = 240  # characters in which the outcome of a search is told
_MARKS = frozenset("/,;|.")
_BANG = re.compile(r"(?:gun ?)?shots?\b|bangs?\b|explosion", re.IGNORECASE)
_TOLD_OF_SOMEBODY = bag(
    "violent aggressive armed suicidal wanted missing vulnerable psychotic paranoid pregnant"
)
_MOST_OF_A_QUESTION = 60  # characters behind the thing, before the answer in the next sentence
_GOES_ON = re.compile(
    r"[,;]|\b(?:and|but|he|she|they|who|male|female|suspect|subject|caller)\b", re.IGNORECASE
)
_AFTER_ALL = re.compile(
    r"\bthere (?:was|were|is|are) (?:in fact |actually )?no (?P<what>\w+)(?=\s*(?:$|[.;,]|and\b|involved|at all|after all))|\bno (?P<also>\w+) (?:was|were) involved\b",
    re.IGNORECASE,
)
_HAS = re.compile(r"(?:he|she|they) (?:did|does|do|has|had|have|was|were|is|are)")


def answered(text: str, sentence: Sentence, start: int, end: int, thing: bool) -> str | None:
    """The assertion that an answer gives the term at ``start`` … ``end``, or ``None`` where nothing was asked; only a ``thing`` can
    be looked for and not be there.

    ``Weapons: none`` · ``Any drugs? No`` · ``searched the car for weapons and found none``.
    """
    before = text[sentence.start : start]
    asked = bool(ASKED_OF.search(before))
    replied = REPLIED.match(text, end) if asked and ASKED.search(before) else None
    replied = (
        replied
        or _ticked(text, sentence, start, end)
        or (_answered_later(text, sentence, end) if asked else None)
    )
    if replied:
        return _said(replied["answer"].lower())
    match = ANSWER.match(text, end)
    question = -1 if match else text.find("?", end, sentence.end)
    if question >= 0:
        match = ANSWER.match(text, question)
        asks = ASKS.match(text[sentence.start : end].strip()) or not text[end:question].strip()
        if not match and asks:
            later = NEXT_ANSWER.match(text, _next_word(text, question + 1))
            return _said(later["answer"].lower()) if later else "uncertain"
    if match and _ends_there(text, before, start, end, match, thing):
        return _said(match["answer"].lower())
    if every := _all_answered(text, sentence, start, end, thing):
        return _said(every)
    if asked and WAS_ASKED.search(before) and not _GOES_ON.search(text, end, sentence.end):
        return "uncertain"
    gone = thing and (
        _not_found(text, sentence, start, end)
        or _something_else(text, sentence, start)
        or _taken_back(text, sentence, start, end)
    )
    return "negated" if gone or _only_a_bang(text, sentence, start) else None


def _next_word(text: str, at: int) -> int:
    return at + len(text[at:]) - len(text[at:].lstrip())


def _all_answered(text: str, sentence: Sentence, start: int, end: int, thing: bool) -> str | None:
    """The answer to a whole list of kinds that the term stands in, and nothing else: ``weapons, drugs, dogs - none``. What is
    told of one thing or of somebody may be a remark by itself: ``knife, dogs - none``, ``violent, dogs - none``."""
    said = text[start:end].lower()
    if said in _TOLD_OF_SOMEBODY or (thing and not said.endswith("s")):
        return None
    found = LISTED.match(text, sentence.start, sentence.end)
    if found is None or not found.start("list") <= start < end <= found.end("list"):
        return None
    told = SURELY.search(found["list"]) or TELLS.search(found["list"])
    return None if told else found["answer"].lower()


def _ends_there(text: str, before: str, start: int, end: int, answer: re.Match[str], thing: bool) -> bool:
    """Whether an answer is one, and not the beginning of what a log says next: ``knife seen - no dogs``."""
    if any(mark in answer.group() for mark in ":?=>") or before.lower().endswith("any "):
        # `SHPO: no unsupervised contact` is what it says, and no answer.
        return thing or answer["answer"].lower() != "no" or bool(NO_MORE.match(text, answer.end()))
    again = text[start:end].lower().rstrip("s")
    if text[answer.end() :].lower().lstrip().startswith(again):
        return True  # `weapons - no weapons seen`
    said = _said(answer["answer"].lower())
    if said not in _GOING_ON:
        return True
    goes_on = _GOING_ON[said].match(text, answer.end())
    if goes_on is None:
        return False
    closed = not goes_on.group().strip(_CLOSING)
    # `male has a knife - no trace`: of the male
    return closed or said == "denied" or not SURELY.search(before)


def _ticked(text: str, sentence: Sentence, start: int, end: int) -> re.Match[str] | None:
    """The answer in a box of a form. `NO` begins something else behind what a log tells of: `HE HAS A KNIFE NO DOGS NO CHILDREN`."""
    found = FORM.match(text, end)
    if found is None or len(found["answer"]) == 1:
        return found
    ends = (
        FORM_ENDS.search(text[sentence.start : sentence.end])
        or text[found.end() : found.end() + 2].strip()[:1] in _MARKS
    )
    return found if ends and BOX.match(text[sentence.start : start]) else None


def _something_else(text: str, sentence: Sentence, start: int) -> bool:
    """``said it was a bomb. It was his gym kit``: what it was said to be is not what it was."""
    before, following = text[sentence.start : start], text[sentence.end : sentence.end + 80].lstrip()
    said = SAID_IT_WAS.search(before) and THEN_IT_WAS.match(following)
    called = WAS_CALLED.search(before) and TURNED_OUT.match(following)
    return bool(said or called)


def _taken_back(text: str, sentence: Sentence, start: int, end: int) -> bool:
    """``he had a crossbow. … There was no crossbow.``: what is told first is not there after all."""
    told = text[start:end].lower().rstrip("s")
    later = _AFTER_ALL.finditer(text[sentence.end : sentence.end + _SOON])
    return any((match["what"] or match["also"]).lower().rstrip("s") == told for match in later)


def _only_a_bang(text: str, sentence: Sentence, start: int) -> bool:
    """``reported as a gunshot. Car backfiring``."""
    return bool(_BANG.match(text, start) and A_BANG.match(text[sentence.end : sentence.end + 120].lstrip()))


def _answered_later(text: str, sentence: Sentence, end: int) -> re.Match[str] | None:
    """The answer behind a list of what was asked about (``asked re lice and fleas – nil``), or in the next sentence."""
    at_last = AT_LAST.match(text, end, sentence.end)
    rest = text[end : sentence.end]
    if at_last or len(rest) > _MOST_OF_A_QUESTION or ANSWER.match(text, end):
        return at_last
    return NEXT_ANSWER.match(text, _next_word(text, sentence.end))


def _not_found(text: str, sentence: Sentence, start: int, end: int) -> bool:
    """Whether what is looked for or only told of turns out not to be there: ``searched for a knife; none was found``."""
    before, after = text[sentence.start : start], text[end : sentence.end]
    next_one = text[sentence.end : sentence.end + 80].lstrip()
    if SEARCH_FOR.search(before) and not THERE_IS.match(after):
        rest = _ENDS.split(text[sentence.end : sentence.end + _SOON].lstrip())[:3]
        return bool(FOUND_NONE.match(after)) or any(THEN_NONE.match(part) for part in rest)
    if not TOLD_OF.search(before) or SURELY.search(before):
        return False
    return bool(BUT_NONE.match(after) or NONE_OF_IT.match(next_one))


def _said(answer: str) -> str:
    if answer in ("yes", "y", "positive", "confirmed") or _HAS.fullmatch(answer):
        return "affirmed"
    if answer.startswith("den"):
        return "denied"
    return "uncertain" if answer in ("nk", "n/k", "not known", "unknown") else "negated"


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
