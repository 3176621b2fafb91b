"""A vehicle as it is told in a line: by its colour, its make and its model."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.addresses import is_street_type
from nlp.names import is_forename, is_known
from nlp.words import is_colour, is_maker, is_model, is_ordinary, names_make
from portal.search.box.plate_shapes import ENDING
from portal.search.box.word_kinds import is_told

_MODEL = re.compile(r"[a-z]?\d{1,3}[a-z]{0,2}")
_LEAST_TOLD = 2  # words by which a vehicle is told
_LEAST_ALONE = 3  # characters of a model that is a word or a number
_ENDING = re.compile(ENDING)


def told(text: str) -> tuple[str, ...]:
    """The words of a vehicle's colour, make and model in a text, where it names two of them."""
    small = text.lower().split()
    return tuple(small[at] for at in sorted(_described(small)))


def without(text: str) -> str:
    """The text without a vehicle's colour, make and model, where it names two of them, three letters that are left starred as
    the end of its plate; or ``""``."""
    tokens = text.split()
    described = _described([token.lower() for token in tokens])
    if not described:
        return ""
    left = [token for at, token in enumerate(tokens) if at not in described]
    return " ".join(f"*{token}" if _may_end_plate(token) else token for token in left)


def _may_end_plate(token: str) -> bool:
    """Whether three letters left over may be the end of the plate: no name, and not what a street is called (`mill ave`)."""
    return _ENDING.fullmatch(token.upper()) is not None and not is_told(token.lower())


def _described(small: Sequence[str]) -> set[int]:
    """Where words of a text tell a vehicle's colour, make and model; nowhere, where it has no two of them."""
    makers = [
        (at, at + size)
        for size in (2, 1)
        for at in range(len(small) - size + 1)
        if is_maker(" ".join(small[at : at + size]))
    ]
    if not makers:
        return _coloured(small)
    found = {at for at, word in enumerate(small) if names_make(word)}
    found |= {at for first, last in makers for at in range(first, last)}
    models = {at for _, last in makers for at in _model_at(small, last)}
    surely = found | {at for at in models if is_model(small[at])}
    if any(
        _of_street(small, at + 1) for at in found if at + 1 not in found
    ):  # `ford` is a kind of street, too
        return set()
    return found | models if len(surely) >= _LEAST_TOLD else set()


def _coloured(small: Sequence[str]) -> set[int]:
    """Where a colour stands before a model without its make (`silver vivaro`); nowhere, where it is a name or a street's."""
    for at, word in enumerate(small):
        model = _model_at(small, at + 1) if is_colour(word) else range(0)
        if (
            model
            and _is_told(word, " ".join(small[at + 1 : model.stop]))
            and not _of_street(small, model.stop)
        ):
            return {at, *model}
    return set()


def _of_street(small: Sequence[str], at: int) -> bool:
    """Whether what stands before is a street's name (`white ford road`); but of `white ford park road` it is a vehicle's."""
    kinds = [is_street_type(word) for word in small[at : at + 2]]
    return kinds[:1] == [True] and kinds[1:] != [True]


def _is_told(colour: str, model: str) -> bool:
    """Whether a word behind a colour is a model rather than a forename behind a surname (`brown adam`), a small word or a house's
    number."""
    if not is_model(model) or (is_forename(model) and is_known(colour)):
        return False
    return len(model) >= _LEAST_ALONE or (not model.isdigit() and not is_ordinary(model))


def _model_at(small: Sequence[str], at: int) -> range:
    """Where a make's model stands that begins there, in one word or two (`model 3`); an empty range where none does."""
    for size in (2, 1):
        if len(small) >= at + size and is_model(" ".join(small[at : at + size])):
            return range(at, at + size)
    return range(at, at + 1) if at < len(small) and _MODEL.fullmatch(small[at]) else range(0)
