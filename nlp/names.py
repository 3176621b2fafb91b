"""Names as the police meet them: normal forms, parts, pet forms, phonetic codes, comparison with reasons.

The one door to the two modules behind it.  The same functions run when a record is indexed and when a
query is built, so that a name is found in whichever of its forms it was written.  No statistics are used:
a score depends on the two names alone.
"""

from nlp.gazetteer import is_forename
from nlp.naming.comparison import NameComparison, compare
from nlp.naming.forms import (
    DRAWN,
    TITLES,
    PersonName,
    canonical,
    drawn,
    fold,
    initial_form,
    is_known,
    nicknames,
    parse,
    parts,
    phonetic,
    trigrams,
)

__all__ = [
    "DRAWN",
    "TITLES",
    "NameComparison",
    "PersonName",
    "canonical",
    "compare",
    "drawn",
    "fold",
    "initial_form",
    "is_forename",
    "is_known",
    "nicknames",
    "parse",
    "parts",
    "phonetic",
    "trigrams",
]
