"""Words for dangers that are part of a name: ``Knife Lane``, ``the Rifle Volunteer``, ``Punch Taverns``, ``Bargain Drug Store``."""

from collections.abc import Collection

from nlp.lexicon import Term
from nlp.tables import bag
from nlp.text.page import Page, Sentence

# What stands in capitals behind a weapon or a drug, and makes no name of it.
_PAPERS = bag(
    "licence licences license certificate certificates marker markers warning warnings signal seized found recovered seen used "
    "held possession offence offences dealer user supply factory farm warrant crime attack threat "
    "under inside behind with from into near over outside above below between while when which that was were has had been being for "
    "hidden concealed kept stored and but his her their this these also then who whom where"
)
_STREETS = bag("lane street road avenue close drive way hill mews terrace crescent court")
_AT_A_PLACE = bag("the at near outside opposite")
_CODES = frozenset({"FI", "WE", "DR", "VI", "XP"})
_LEAST_SMALL = 2  # long words in small letters, of which a sentence in title case has none
_LONG = 4


def part_of_a_name(page: Page, term: Term, terms: Collection[int]) -> bool:
    """Whether a single word for a danger, with its first letter alone a capital, stands beside another such word that is no
    danger, inside a sentence otherwise in small letters, or beside a street's kind. terms: the words of the page that are dangers."""
    first, last = page.word_range(term.start, term.end)
    sentence = page.sentence_at(term.start)
    alone = last - first == 1 and first > sentence.first and page.text[term.start : term.end].istitle()
    if not alone or term.entry.code not in _CODES:
        return False
    behind = first + 1
    joined = behind < sentence.last and not page.words[behind].gap
    if joined and page.words[behind].low in _STREETS and _titled(page, behind, terms):
        return True
    if not _in_small_letters(page, sentence):
        return False
    # `outside the Cocked Pistol`; a `Walther Pistol` is one.
    before = (
        first - 2 >= sentence.first and not page.words[first].gap and page.words[first - 2].low in _AT_A_PLACE
    )
    return (joined and _titled(page, behind, terms)) or (before and _titled(page, first - 1, terms))


def _in_small_letters(page: Page, sentence: Sentence) -> bool:
    words = page.words[sentence.first : sentence.last]
    return sum(len(w.low) >= _LONG and page.text[w.start].islower() for w in words) >= _LEAST_SMALL


def _titled(page: Page, at: int, terms: Collection[int]) -> bool:
    word = page.words[at]
    raw = page.text[word.start : word.end]
    return raw.istitle() and raw.isalpha() and len(raw) > 2 and at not in terms and word.low not in _PAPERS
