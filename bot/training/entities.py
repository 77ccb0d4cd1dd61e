"""Corpora of names as spaCy training examples: PERSON, ORG, LOC and MISC.

Apart from the treebanks because names come in four shapes (tokens with BIO tags, character spans of whole
articles, coreference brackets, and a small set that is repeated to be heard).
"""

import gzip
import json
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import filter_spans
from spacy.vocab import Vocab

from bot.errors import FileError
from bot.training.treebank import Sentence, documents, make_doc, read_conllu

TOKENS_PER_DOC = 250
NO_SPACE_BEFORE = re.compile(r"^(?:[.,;:!?%)\]}”’…]+|n't|'(?:s|re|ve|ll|d|m)|’(?:s|re|ve|ll|d|m)|'')$", re.IGNORECASE)
NO_SPACE_AFTER = frozenset("([{$#“‘")
GUM_LABELS = {"person": "PERSON", "organization": "ORG", "place": "LOC"}
BRACKET = re.compile(r"\(([^()]+)\)|\(([^()]+)|(\d+)\)")


def read_jsonl(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a gzipped JSON-lines file; FileError where it cannot be read."""
    try:
        with gzip.open(path, "rt", encoding="utf8") as lines:
            for line in lines:
                yield json.loads(line)
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise FileError(f"{path} cannot be read.", remedy=f"Give the folder that holds {path.parent.name}.") from error


def detokenized_spaces(words: list[str]) -> list[bool]:
    """Guess where a tokenised corpus had spaces, so that training text looks like real text."""
    spaces = [True] * len(words)
    for i, word in enumerate(words):
        if i and NO_SPACE_BEFORE.match(word):
            spaces[i - 1] = False
        if word in NO_SPACE_AFTER:
            spaces[i] = False
    return spaces


def bio_doc(vocab: Vocab, words: list[str], tags: list[str]) -> Doc:
    """Build a Doc with entities from tokens and their BIO tags."""
    return Doc(vocab, words=words, spaces=detokenized_spaces(words), ents=tags)


def _polnear(nlp: Language, path: Path) -> Iterator[Example]:
    """Yield the silver names of whole articles, a few paragraphs an example."""
    for record in read_jsonl(path):
        whole = nlp.make_doc(record["text"])
        spans = [
            whole.char_span(s, e, label=label, alignment_mode="expand") for s, e, label in record["entities_silver"]
        ]
        whole.set_ents(filter_spans([span for span in spans if span is not None]))
        start = 0
        for token in whole:
            full = token.i + 1 - start >= TOKENS_PER_DOC and "\n" in token.text
            if full or token.i + 1 == len(whole):
                reference = whole[start : token.i + 1].as_doc()
                start = token.i + 1
                yield Example(nlp.make_doc(reference.text), reference)


def _gum_entities(sentence: Sentence) -> list[tuple[int, int, str]]:
    """Return the named persons, organisations and places of a tree as (first, last + 1, label).

    GUM brackets every mention, nominal ones too; a name is a mention whose head is a proper noun, cut down to
    that noun with its `flat` and `compound` parts and, save for persons, its "of" phrases.
    """
    open_mentions: list[tuple[str, str, int]] = []
    closed: list[tuple[int, int, str]] = []
    for i, misc in enumerate(sentence.misc):
        value = next((part[7:] for part in misc.split("|") if part.startswith("Entity=")), "")
        for whole, opened, closing in BRACKET.findall(value):
            fields = (whole or opened).split("-")
            if whole:
                closed.append((i, i + 1, fields[1]))
            elif opened:
                open_mentions.append((fields[0], fields[1], i))
            else:
                for k in range(len(open_mentions) - 1, -1, -1):
                    if open_mentions[k][0] == closing:
                        _, kind, start = open_mentions.pop(k)
                        closed.append((start, i + 1, kind))
                        break
    names = []
    for start, end, kind in closed:
        label = GUM_LABELS.get(kind)
        head = next(
            (i for i in range(start, end) if not start <= sentence.heads[i] < end or sentence.heads[i] == i), None
        )
        if label is None or head is None or sentence.pos[head] != "PROPN":
            continue
        inside = _name_parts(sentence, head, start, end, whole=label != "PERSON")
        first, last = min(inside), max(inside)
        if last - first + 1 == len(inside):
            names.append((first, last + 1, label))
    return names


def _name_parts(sentence: Sentence, head: int, start: int, end: int, *, whole: bool) -> set[int]:
    """Return the tokens of `sentence[start:end]` that belong to the name headed at `head`."""
    inside = {head}
    of_phrases = {sentence.heads[i] for i in range(start, end) if sentence.words[i] == "of"}
    grown = True
    while grown:
        grown = False
        for i in range(start, end):
            if i in inside or sentence.heads[i] not in inside:
                continue
            dep = sentence.deps[i].split(":")[0]
            named = sentence.tags[i].startswith("NNP") and dep in ({"flat", "compound", "amod"} if whole else {"flat"})
            of_name = whole and sentence.pos[i] == "PROPN" and dep == "nmod" and i in of_phrases
            link = whole and dep in {"case", "det"} and sentence.heads[i] != head
            if named or of_name or link:
                inside.add(i)
                grown = True
    return inside


def _unsure(doc: Doc, spans: list[Span]) -> list[Span]:
    """Return the capitalised words outside `spans`: GUM does not say whether they are names of other kinds."""
    covered = {i for span in spans for i in range(span.start, span.end)}
    return [
        doc[token.i : token.i + 1]
        for token in doc
        if token.i not in covered and token.pos_ in {"PROPN", "ADJ"} and token.text[:1].isupper()
    ]


def gum_doc(vocab: Vocab, group: list[Sentence]) -> tuple[Doc, list[Span], list[Span]]:
    """Return trees as one Doc, their names, and the words that may be names of other kinds."""
    reference = make_doc(vocab, group)
    spans, offset = [], 0
    for sentence in group:
        offset += int(sentence.opens_paragraph and offset > 0)
        spans += [Span(reference, offset + a, offset + b, label=label) for a, b, label in _gum_entities(sentence)]
        offset += len(sentence)
    names = filter_spans(spans)
    return reference, names, _unsure(reference, names)


def _gum(nlp: Language, path: Path) -> Iterator[Example]:
    for group in documents(read_conllu(path)):
        reference, names, unsure = gum_doc(nlp.vocab, group)
        reference.set_ents(names, missing=unsure)
        yield Example(nlp.make_doc(reference.text), reference)


def _bio(nlp: Language, path: Path) -> Iterator[Example]:
    for record in read_jsonl(path):
        reference = bio_doc(nlp.vocab, record["tokens"], record["ner"])
        yield Example(nlp.make_doc(reference.text), reference)


def name_examples(nlp: Language, corpora: Path, file: str) -> Iterator[Example]:
    """Yield a corpus of names as examples to score by; `file` lies below the corpora's folder."""
    source = _polnear if file.startswith("polnear") else _gum if file.startswith("ud") else _bio
    yield from source(nlp, corpora / file)
