"""Plural forms of nouns and inflected forms of verbs, by the regular rules of English spelling."""

from collections.abc import Iterator

_VOWELS = "aeiou"


def plurals(term: str) -> Iterator[str]:
    """A noun phrase and its plural: ``kitchen knife`` → ``kitchen knife``, ``kitchen knives``."""
    yield term
    phrase, link, rest = term.partition(" of ")
    head, _, last = phrase.rpartition(" ")
    yield f"{head} {_plural(last)}{link}{rest}".strip()


def _plural(word: str) -> str:
    if word.endswith("fe"):
        return word[:-2] + "ves"
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word if word.endswith("ss") is False and word.endswith("s") else word + "es"
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    return word + "s"


def inflected(term: str) -> Iterator[str]:
    """A verb phrase in its forms; the first word is the verb: ``spit at`` → ``spits at``, ``spitting at``, ``spittin at`` …"""
    verb, _, rest = term.partition(" ")
    gerund = _gerund(verb)
    forms = dict.fromkeys((verb, _third(verb), _past(verb), gerund, gerund[:-1]))
    for form in forms:
        yield f"{form} {rest}".strip()


def _third(verb: str) -> str:
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


def _doubles(verb: str) -> bool:
    short = (
        len(verb) > 2 and verb[-1] not in _VOWELS + "wxy" and verb[-2] in _VOWELS and verb[-3] not in _VOWELS
    )
    return short and sum(ch in _VOWELS for ch in verb) == 1


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb[:-1] + "ied"
    return verb + (verb[-1] if _doubles(verb) else "") + "ed"


def _gerund(verb: str) -> str:
    if verb.endswith("e") and not verb.endswith("ee"):
        return verb[:-1] + "ing"
    return verb + (verb[-1] if _doubles(verb) else "") + "ing"
