"""The corpora as instances: words with what the encoder's heads should say of them.

Apart from the model because every corpus knows other things; what one does not know is left open, not wrong.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from bot.extraction.labels import ACCUSATIONS, KINDS, NAMES, REQUESTS, SPAN_HEADS, lemma_rule
from bot.training.entities import detokenized_spaces, gum_doc, read_jsonl
from bot.training.framenet import FrameSentence
from bot.training.gold import GoldArticle
from bot.training.polnear import Place, read_polnear
from bot.training.treebank import Sentence, documents, read_conllu, typographic_words

OPEN = -100
"""The label of a word that its corpus says nothing of (PyTorch's `ignore_index`)."""
NAME_FILES = {
    "ner/wikigold.jsonl.gz": 2,
    "ner/btc.jsonl.gz": 1,
    "ner/wnut17_train.jsonl.gz": 1,
    "ner/crossner_politics_train.jsonl.gz": 6,
}
"""How often each corpus of names is read in an epoch: small ones are repeated to be heard."""
TREEBANKS = ("ewt_train.conllu.gz", "gum_train.conllu.gz")


@dataclass(slots=True)
class Instance:
    """Words in order; `labels` has a number a word for each head that the corpus speaks of, `OPEN` where it does not."""

    words: list[str]
    glued: list[bool]
    labels: dict[str, list[int]] = field(default_factory=dict)
    heads: list[int] | None = None
    """The index of each word's head in the instance, its own for a root."""
    deps: list[int] | None = None
    sentences: list[int] | None = None
    """Which sentence a word is in: arcs are drawn inside one alone."""
    worth: float | None = None
    breaks: list[int] = field(default_factory=list)
    """Where it may be cut: first words of paragraphs, or of sentences in a treebank."""

    def __len__(self) -> int:
        return len(self.words)

    def piece(self, start: int, end: int) -> "Instance":
        """Return `words[start:end]`, whole sentences where there are arcs."""
        labels = {head: values[start:end] for head, values in self.labels.items()}
        for head, values in labels.items():
            if head in SPAN_HEADS:
                labels[head] = opened(values)
        heads = [head - start for head in self.heads[start:end]] if self.heads is not None else None
        return Instance(
            self.words[start:end],
            self.glued[start:end],
            labels,
            heads,
            self.deps[start:end] if self.deps is not None else None,
            self.sentences[start:end] if self.sentences is not None else None,
            self.worth,
        )


def opened(tags: list[int]) -> list[int]:
    """Return BIO tags with an opening where an inside tag has none before it: a piece may begin within a span."""
    mended = list(tags)
    for i, tag in enumerate(mended):
        if tag > 0 and tag % 2 == 0 and (i == 0 or mended[i - 1] not in {tag, tag - 1}):
            mended[i] = tag - 1
    return mended


def words_of(doc: Doc) -> tuple[list[str], list[bool], list[int]]:
    """Return the words of a Doc without its white space, whether each is glued to the one before, and their token indices."""
    tokens = [token for token in doc if not token.is_space]
    glued = [i > 0 and tokens[i - 1].idx + len(tokens[i - 1]) == token.idx for i, token in enumerate(tokens)]
    return [token.text for token in tokens], glued, [token.i for token in tokens]


def tagged(doc: Doc, indices: list[int], spans: Iterable[tuple[Place, int]]) -> list[int]:
    """Return BIO tags of words for character spans, each with the number of its kind; later spans win."""
    tags = [0] * len(indices)
    starts = [doc[i].idx for i in indices]
    ends = [doc[i].idx + len(doc[i]) for i in indices]
    for (start, end), kind in spans:
        inside = [i for i in range(len(indices)) if ends[i] > start and starts[i] < end]
        for i in inside:
            tags[i] = 2 * kind + (1 if i == inside[0] else 2)
    return opened(tags)


def _paragraph_breaks(doc: Doc, indices: list[int]) -> list[int]:
    return [
        k for k in range(1, len(indices)) if any("\n" in doc[i].text for i in range(indices[k - 1] + 1, indices[k]))
    ]


def polnear(nlp: Language, corpora: Path, split: str = "train") -> Iterator[Instance]:
    """Yield whole articles with attributions and silver names."""
    for article in read_polnear(corpora, split):
        doc = nlp.make_doc(article.text)
        words, glued, indices = words_of(doc)
        spans = [
            (place, number)
            for triple in article.triples
            for number, kind in enumerate(KINDS)
            for place in getattr(triple, kind)
        ]
        names = [((start, end), NAMES.index(label)) for start, end, label in article.names if label in NAMES]
        labels = {"attribution": tagged(doc, indices, spans), "names": tagged(doc, indices, names)}
        yield Instance(words, glued, labels, breaks=_paragraph_breaks(doc, indices))


class Vocabulary:
    """The labels that the treebanks use, most frequent first, rare ones left out."""

    def __init__(self, sentences: Iterable[Sentence], least: int = 4) -> None:
        counts: dict[str, dict[str, int]] = {head: {} for head in ("pos", "tag", "morph", "lemma", "dep")}
        for sentence in sentences:
            for head, values in _values(sentence).items():
                for value in values:
                    counts[head][value] = counts[head].get(value, 0) + 1
        self.labels = {
            head: [label for label, n in sorted(seen.items(), key=lambda one: (-one[1], one[0])) if n >= least]
            for head, seen in counts.items()
        }
        self._numbers = {head: {label: i for i, label in enumerate(labels)} for head, labels in self.labels.items()}

    def numbers(self, sentence: Sentence) -> dict[str, list[int]]:
        """Return a number for each word and head, `OPEN` for what is too rare."""
        return {
            head: [self._numbers[head].get(value, OPEN) for value in values]
            for head, values in _values(sentence).items()
        }


def lexicon(sentences: Iterable[Sentence], least: int = 2, surely: float = 0.8) -> dict[str, dict[str, str]]:
    """Return by tag the lemmas of words in lower case that the treebanks agree on; names have none."""
    seen: dict[tuple[str, str], Counter[str]] = {}
    for sentence in sentences:
        for word, tag, lemma in zip(sentence.words, sentence.tags, sentence.lemmas, strict=True):
            if not tag.startswith("NNP") and any(character.isalpha() for character in word):
                seen.setdefault((tag, word.lower()), Counter())[lemma] += 1
    found: dict[str, dict[str, str]] = {}
    for (tag, word), lemmas in seen.items():
        lemma, times = lemmas.most_common(1)[0]
        if times >= least and times >= surely * lemmas.total():
            found.setdefault(tag, {})[word] = lemma
    return found


def _values(sentence: Sentence) -> dict[str, list[str]]:
    lemmas = [lemma_rule(word, lemma) for word, lemma in zip(sentence.words, sentence.lemmas, strict=True)]
    return {"pos": sentence.pos, "tag": sentence.tags, "morph": sentence.morphs, "lemma": lemmas, "dep": sentence.deps}


def treebank(nlp: Language, corpora: Path, file: str, vocabulary: Vocabulary, *, curled: int) -> Iterator[Instance]:
    """Yield stretches of source documents; every other one, by `curled`, with typographic quotes."""
    for number, group in enumerate(documents(read_conllu(corpora / "ud" / file), size=20)):
        one = Instance([], [], {head: [] for head in ("pos", "tag", "morph", "lemma", "sentence")})
        heads: list[int] = []
        deps: list[int] = []
        numbered: list[int] = []
        space = True
        for k, sentence in enumerate(group):
            offset = len(one.words)
            one.breaks += [offset] if offset else []
            one.words += typographic_words(sentence) if (number + curled) % 2 else sentence.words
            before = [space, *sentence.spaces[:-1]]
            one.glued += [not s for s in before]
            space = sentence.spaces[-1]
            numbers = vocabulary.numbers(sentence)
            deps += numbers.pop("dep")
            for head, values in numbers.items():
                one.labels[head] += values
            one.labels["sentence"] += [1] + [0] * (len(sentence) - 1)
            heads += [offset + head for head in sentence.heads]
            numbered += [k] * len(sentence)
        one.heads, one.deps, one.sentences = heads, deps, numbered
        if file.startswith("gum"):
            one.labels["names"] = _gum_names(nlp, group)
        yield one


def _gum_names(nlp: Language, group: list[Sentence]) -> list[int]:
    reference, names, unsure = gum_doc(nlp.vocab, group)
    tags = [0] * len(reference)
    for span in names:
        for i in range(span.start, span.end):
            tags[i] = 2 * NAMES.index(span.label_) + (1 if i == span.start else 2)
    for span in unsure:
        tags[span.start] = OPEN
    return [tags[token.i] for token in reference if not token.is_space]


def names(corpora: Path, file: str) -> Iterator[Instance]:
    """Yield the sentences of a corpus of names."""
    wanted = SPAN_HEADS["names"]
    for record in read_jsonl(corpora / file):
        words = record["tokens"]
        glued = [False, *(not space for space in detokenized_spaces(words)[:-1])]
        yield Instance(words, glued, {"names": [wanted.index(tag) for tag in record["ner"]]})


def frames(nlp: Language, sentences: Iterable[FrameSentence]) -> Iterator[Instance]:
    """Yield FrameNet's sentences with the parts of their requests and accusations."""
    for sentence in sentences:
        doc = nlp.make_doc(sentence.text)
        words, glued, indices = words_of(doc)
        labels = {}
        for head, kinds in (("requests", REQUESTS), ("accusations", ACCUSATIONS)):
            spans = [((start, end), kinds.index(part)) for part, start, end in sentence.parts if part in kinds]
            labels[head] = tagged(doc, indices, spans)
        yield Instance(words, glued, labels)


def desk(nlp: Language, articles: Iterable[GoldArticle]) -> Iterator[Instance]:
    """Yield annotated articles with their requests and claims; what only one pass marked is left open."""
    for article in articles:
        doc = nlp.make_doc(article.text)
        words, glued, indices = words_of(doc)
        asked: list[tuple[Place, int, bool]] = [
            (place, REQUESTS.index(part), one.core)
            for one in article.items["requests"]
            for part, places in (*one.parts.items(), ("item", one.places))
            for place in places[:1]
        ]
        claimed: list[tuple[Place, int, bool]] = [(one.places[0], 0, one.core) for one in article.items["claims"]]
        labels = {"requests": _sure(doc, indices, asked), "claims": _sure(doc, indices, claimed)}
        yield Instance(words, glued, labels, breaks=_paragraph_breaks(doc, indices))


def _sure(doc: Doc, indices: list[int], spans: list[tuple[Place, int, bool]]) -> list[int]:
    """Return BIO tags, those of optional spans left open."""
    tags = tagged(doc, indices, [(place, kind) for place, kind, core in spans if core])
    doubtful = tagged(doc, indices, [(place, kind) for place, kind, core in spans if not core])
    return [OPEN if maybe and not tag else tag for tag, maybe in zip(tags, doubtful, strict=True)]


def claimbuster(nlp: Language, corpora: Path) -> Iterator[Instance]:
    """Yield debate sentences, each with whether it is worth checking."""
    for record in read_jsonl(corpora / "claimbuster" / "train.jsonl.gz"):
        words, glued, _ = words_of(nlp.make_doc(record["text"]))
        if words:
            yield Instance(words, glued, worth=float(record["label"]))
