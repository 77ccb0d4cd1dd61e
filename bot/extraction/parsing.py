"""Components: the encoder's one pass, then syntax and names read from it, as any spaCy pipeline would set them.

Apart from `syntax`, which asks questions of a tree that these components have set.
"""

from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from lemminflect import getLemma
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc, Span

from bot.extraction.decoding import best_tree
from bot.extraction.encoder import Arcs, Encoder, Reading, lines
from bot.extraction.labels import NAMES, lemma_of

ENCODER = str(Path(__file__).parent / "weights" / "encoder")
ROOT = "ROOT"
ATTRIBUTES = ["POS", "TAG", "MORPH", "LEMMA", "HEAD", "DEP"]

INFLECTED = frozenset({"NOUN", "VERB", "ADJ", "ADV"})
"""What the dictionary is asked for."""


@cache
def dictionary_form(word: str, pos: str) -> str:
    """Return the lemma of a word in lower case, by LemmInflect (MIT): NIH's lexicon, and a small network for what is not in it."""
    forms: tuple[str, ...] = getLemma(word, pos)
    return forms[0] if forms else word


if not Doc.has_extension("reading"):
    Doc.set_extension("reading", default=None)


@Language.factory("factdesk_encoder", default_config={"folder": ENCODER}, assigns=["doc._.reading"])
class EncoderPass:
    """Read a Doc once, for all that follow."""

    def __init__(self, nlp: Language, name: str, folder: str) -> None:
        self.name = name
        self.encoder = Encoder(Path(folder))

    def __call__(self, doc: Doc) -> Doc:
        """Set `doc._.reading`."""
        doc._.reading = self.encoder(doc)
        return doc


def encoder_of(nlp: Language) -> Encoder:
    """Return the encoder of a pipeline whose components read from it."""
    return nlp.get_pipe("factdesk_encoder").encoder  # type: ignore[attr-defined, no-any-return]


@Language.factory(
    "factdesk_syntax",
    requires=["doc._.reading", "token.is_sent_start"],
    assigns=["token.tag", "token.pos", "token.morph", "token.lemma", "token.head", "token.dep", "doc.sents"],
)
class SyntaxReader:
    """Set tags, morphology, lemmas, sentences and trees."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        encoder = encoder_of(nlp)
        self.arcs = encoder.arcs
        strings, labels = nlp.vocab.strings, encoder.labels
        self.lemmas = labels["lemma"]
        self.lexicon = encoder.lexicon
        self.tag_names, self.pos_names = labels["tag"], labels["pos"]
        self.tags = np.array([strings.add(label) for label in labels["tag"]], dtype=np.uint64)
        self.pos = np.array([strings[label] for label in labels["pos"]], dtype=np.uint64)
        self.morphs = np.array([nlp.vocab.morphology.add(label) for label in labels["morph"]], dtype=np.uint64)
        self.deps = np.array([strings.add(label) for label in labels["dep"]], dtype=np.uint64)
        self.root = labels["dep"].index(ROOT)
        self.space = np.array(
            [strings["SPACE"], strings.add("_SP"), nlp.vocab.morphology.add(""), 0, 0, strings.add("dep")],
            dtype=np.uint64,
        )

    def __call__(self, doc: Doc) -> Doc:
        """Set the Doc's syntax; a sentence begins where it must (`is_sent_start`) and where the encoder says so."""
        reading: Reading = doc._.reading
        if not len(doc):
            return doc
        values = np.tile(self.space, (len(doc), 1))
        words = np.array(reading.words, dtype=np.int64)
        if len(words):
            for column, (head, labels) in enumerate((("pos", self.pos), ("tag", self.tags), ("morph", self.morphs))):
                values[words, column] = labels[reading.of(head).argmax(axis=1)]
            values[words, 3] = self._lemma_ids(doc, reading)
        heads, deps = self._trees(doc, reading)
        values[:, 4] = (heads - np.arange(len(doc))).astype(np.uint64)
        values[words, 5] = self.deps[deps]
        for token in doc:
            if token.is_space:
                values[token.i, 3] = token.orth
        return doc.from_array(ATTRIBUTES, values)  # type: ignore[arg-type]

    def _lemma_ids(self, doc: Doc, reading: Reading) -> list[int]:
        """Return known lemmas; of unknown words what a dictionary of English says, of names what the encoder makes."""
        rules = reading.of("lemma").argmax(axis=1).tolist()
        tags = reading.of("tag").argmax(axis=1).tolist()
        kinds = reading.of("pos").argmax(axis=1).tolist()
        lemmas = []
        for i, tag, kind, rule in zip(reading.words, tags, kinds, rules, strict=True):
            word = doc[i].lower_
            lemma = self.lexicon.get(self.tag_names[tag], {}).get(word)
            if lemma is None and self.pos_names[kind] in INFLECTED and word.isalpha():
                lemma = dictionary_form(word, self.pos_names[kind])
            lemmas.append(doc.vocab.strings.add(lemma or lemma_of(doc[i].text, self.lemmas[rule])))
        return lemmas

    def _trees(self, doc: Doc, reading: Reading) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return each token's head (a space's is the token before it) and each word's relation."""
        heads = np.maximum(np.arange(len(doc)) - 1, 0)
        deps = np.zeros(len(reading.words), dtype=np.int64)
        if not reading.words:
            return np.arange(len(doc)), deps
        words = np.array(reading.words, dtype=np.int64)
        heads[: words[0]] = words[0]
        for start, end in pairwise([*self._starts(doc, reading), len(words)]):
            local, deps[start:end] = self._tree(reading.arcs[start:end])
            heads[words[start:end]] = np.where(local == 0, words[start:end], words[start + local - 1])
        return heads, deps

    def _starts(self, doc: Doc, reading: Reading) -> list[int]:
        """Return the words at which sentences begin, the first one's included."""
        likely = reading.of("sentence")[:, 0] > 0
        return [
            k
            for k, i in enumerate(reading.words)
            if k == 0 or likely[k] or any(doc[t].is_sent_start is True for t in range(reading.words[k - 1] + 1, i + 1))
        ]

    def _tree(self, vectors: NDArray[np.float32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return heads as index + 1 in the sentence (0 for its root), and relations."""
        arcs: Arcs = self.arcs
        arc, relation = len(arcs.root), len(arcs.relation_root)
        low, high, rel_low, rel_high = np.split(vectors, np.cumsum([arc, arc, relation]), axis=1)
        heads = best_tree(low @ np.vstack([arcs.root, high]).T)
        above = np.vstack([arcs.relation_root, rel_high])[heads]
        scores = gelu(rel_low + above) @ arcs.relation_weight.T + arcs.relation_bias
        scores[:, self.root] = np.where(heads == 0, np.inf, -np.inf)
        return heads, scores.argmax(axis=1)


def gelu(x: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the Gaussian error linear unit by its tanh approximation (Hendrycks and Gimpel 2016)."""
    return np.asarray(0.5 * x * (1.0 + np.tanh(0.7978845608 * (x + 0.044715 * x**3))), dtype=np.float32)


@Language.factory("factdesk_names", requires=["doc._.reading"], assigns=["doc.ents"])
class NameReader:
    """Set `doc.ents`: PERSON, ORG, LOC and MISC."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self.tables = encoder_of(nlp).tables["names"]

    def __call__(self, doc: Doc) -> Doc:
        """Set the Doc's names."""
        reading: Reading = doc._.reading
        words = reading.words
        scores = reading.of("names")
        named: list[_Name] = [
            _Name(kind, a, b, _kinds(scores[a:b]))
            for kind, start, end in reading.spans("names", self.tables)
            for a, b in lines(doc, words, start, end)
        ]
        doc.ents = tuple(
            Span(doc, words[one.start], words[one.end - 1] + 1, label=kind)
            for one, kind in zip(named, _agreed(named, [doc[words[one.end - 1]].text for one in named]), strict=True)
        )
        return doc


class _Name(NamedTuple):
    """A name that the encoder marks: its kind, its words, and how its words score each kind."""

    kind: str
    start: int
    end: int
    scores: NDArray[np.float32]


def _kinds(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the mean likelihood of each kind of name over some words, (kinds)."""
    likely = np.exp(scores - scores.max(axis=1, keepdims=True))
    likely /= likely.sum(axis=1, keepdims=True)
    kinds: NDArray[np.float32] = (likely[:, 1::2] + likely[:, 2::2]).mean(axis=0)
    return kinds


def _agreed(named: list[_Name], last_words: list[str]) -> list[str]:
    """Return the kinds of names, one for all that end in the same word: an article calls one thing by one name."""
    together: dict[str, NDArray[np.float32]] = {}
    for one, word in zip(named, last_words, strict=True):
        together[word] = together.get(word, 0.0) + one.scores
    return [NAMES[int(together[word].argmax())] for word in last_words]
