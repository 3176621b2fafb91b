"""What a reading of a text gives: mentions, facts, and the model that read it."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Mention:
    """A thing named in the text: offsets are characters of the text as given; ``value`` is the normal form."""

    label: str
    start: int
    end: int
    text: str
    value: str
    assertion: str
    score: float
    source: str
    explanation: str


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that bears on risk: ``term`` at its offsets, how sure, where the thing is, of whom it is said."""

    code: str
    term: str
    start: int
    end: int
    assertion: str
    placement: str | None
    subject: str | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Model:
    """Name and version of the statistical model and of the rules that read a text."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Mentions and facts of one text, in order, and the model; ``error`` says why a text was refused."""

    mentions: tuple[Mention, ...]
    facts: tuple[Fact, ...]
    model: Model
    error: str | None = None

    def as_json(self) -> dict[str, object]:
        """What ``sightline read`` prints (docs/reading.md), without the id; a refused text says its ``error`` too."""
        made: dict[str, object] = {
            "mentions": [asdict(mention) for mention in self.mentions],
            "facts": [asdict(fact) for fact in self.facts],
            "model": asdict(self.model),
        }
        return made | {"error": self.error} if self.error else made
