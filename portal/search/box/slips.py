"""What a slip of the hand makes of what was meant."""

from __future__ import annotations

from collections.abc import Iterator

FIGURES = "0123456789"


def of_figures(figures: str, fixed: int = 0) -> set[str]:
    """The figures with one of them another, or two neighbours the other way about; the first `fixed` ones stand."""
    wrong = {figures[:at] + one + figures[at + 1 :] for at in range(fixed, len(figures)) for one in FIGURES}
    return wrong | set(turned(figures, fixed))


def turned(text: str, fixed: int = 0) -> Iterator[str]:
    """The text with two neighbouring characters the other way about, each pair in turn; the first `fixed` ones stand."""
    for at in range(fixed, len(text) - 1):
        yield text[:at] + text[at + 1] + text[at] + text[at + 2 :]
