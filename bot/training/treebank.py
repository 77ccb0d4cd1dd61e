"""Universal Dependencies treebanks as spaCy training examples.

Apart from the other corpora because a treebank alone carries syntax, and because its sentences must be put
back into running text, paragraph breaks and typographic quotes included, to look like the articles of a desk.
"""

import gzip
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.vocab import Vocab

from bot.errors import FileError

SENTENCES_PER_DOC = 8
"""Long enough that the parser learns where sentences end, short enough for small batches."""

PARAGRAPH_BREAK = "\n\n"
TYPOGRAPHIC = {"``": "“", "''": "”"}
"""Penn tags of quotation marks to the curly marks that news text uses."""


@dataclass
class Sentence:
    """One tree: parallel lists, a token each; `heads` are indices into the sentence."""

    words: list[str] = field(default_factory=list)
    spaces: list[bool] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    pos: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    morphs: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deps: list[str] = field(default_factory=list)
    misc: list[str] = field(default_factory=list)
    opens_paragraph: bool = False
    opens_document: bool = False
    document: str = ""
    """The id of the document that this sentence opens."""

    def __len__(self) -> int:
        return len(self.words)


def read_conllu(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of a gzipped CoNLL-U file; one whose multiword tokens do not spell out is skipped.

    Raises FileError where the file cannot be read.
    """
    try:
        with gzip.open(path, "rt", encoding="utf8") as lines:
            block: list[str] = []
            opens_paragraph = opens_document = False
            document = ""
            for line in lines:
                if line.startswith("# newdoc"):
                    opens_document, document = True, line.partition("=")[2].strip()
                elif line.startswith("# newpar"):
                    opens_paragraph = True
                elif not line.startswith("#") and line.strip():
                    block.append(line.rstrip("\n"))
                elif block and not line.strip():
                    sentence = _sentence(block)
                    block = []
                    if sentence is not None:
                        sentence.opens_paragraph, sentence.opens_document = opens_paragraph, opens_document
                        sentence.document = document
                        opens_paragraph = opens_document = False
                        yield sentence
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise FileError(f"{path} cannot be read.", remedy=f"Give the folder that holds {path.parent.name}.") from error


def _sentence(block: list[str]) -> Sentence | None:
    """Build a tree from its token lines, or None where a contraction's words do not add up to its surface."""
    sentence = Sentence()
    surface, surface_space, last = "", True, 0
    for line in block:
        index, word, lemma, pos, tag, morph, head, dep, _, misc = line.split("\t")
        if "-" in index:
            last = int(index.split("-")[1])
            surface, surface_space = word, "SpaceAfter=No" not in misc
            continue
        if "." in index:
            continue
        inside = int(index) <= last
        if inside:
            if not surface.startswith(word):
                return None
            surface = surface[len(word) :]
        if inside and int(index) == last and surface:
            return None
        space = "SpaceAfter=No" not in misc
        sentence.words.append(word)
        sentence.spaces.append((surface_space if int(index) == last else False) if inside else space)
        sentence.lemmas.append(lemma)
        sentence.pos.append(pos)
        sentence.tags.append(tag)
        sentence.morphs.append("" if morph == "_" else morph)
        sentence.heads.append(int(head) - 1 if head != "0" else len(sentence.words) - 1)
        sentence.deps.append("ROOT" if dep == "root" else dep)
        sentence.misc.append(misc)
    return sentence


def documents(sentences: Iterable[Sentence], size: int = SENTENCES_PER_DOC) -> Iterator[list[Sentence]]:
    """Group consecutive sentences of one source document, at most `size` together."""
    group: list[Sentence] = []
    for sentence in sentences:
        if group and (sentence.opens_document or len(group) == size):
            yield group
            group = []
        group.append(sentence)
    if group:
        yield group


def make_doc(vocab: Vocab, group: list[Sentence]) -> Doc:
    """Join trees into one annotated Doc; a paragraph break becomes a space token, as in an article."""
    words: list[str] = []
    spaces: list[bool] = []
    lemmas: list[str] = []
    pos: list[str] = []
    tags: list[str] = []
    morphs: list[str] = []
    heads: list[int] = []
    deps: list[str] = []
    starts: list[bool | int | None] = []
    for sentence in group:
        if words and sentence.opens_paragraph:
            spaces[-1] = False
            words.append(PARAGRAPH_BREAK)
            spaces.append(False)
            lemmas.append(PARAGRAPH_BREAK)
            pos.append("SPACE")
            tags.append("_SP")
            morphs.append("")
            heads.append(len(words) - 2)
            deps.append("dep")
            starts.append(-1)
        offset = len(words)
        words += sentence.words
        spaces += sentence.spaces
        lemmas += sentence.lemmas
        pos += sentence.pos
        tags += sentence.tags
        morphs += sentence.morphs
        heads += [offset + head for head in sentence.heads]
        deps += sentence.deps
        starts += [1] + [-1] * (len(sentence) - 1)
    return Doc(
        vocab,
        words=words,
        spaces=spaces,
        lemmas=lemmas,
        pos=pos,
        tags=tags,
        morphs=morphs,
        heads=heads,
        deps=deps,
        sent_starts=starts,
    )


def typographic_words(sentence: Sentence) -> list[str]:
    """Return a sentence's words with its quotation marks and apostrophes curled."""
    return [_typographic(word, tag) for word, tag in zip(sentence.words, sentence.tags, strict=True)]


def _typographic(word: str, tag: str) -> str:
    """Curl straight quotes and apostrophes."""
    if word == '"':
        return TYPOGRAPHIC.get(tag, word)
    return word.replace("'", "’")


def tree_examples(nlp: Language, corpora: Path, file: str, size: int = SENTENCES_PER_DOC) -> Iterator[Example]:
    """Yield the documents of a treebank, at most `size` sentences together, as examples to score by."""
    for group in documents(read_conllu(corpora / "ud" / file), size):
        reference = make_doc(nlp.vocab, group)
        yield Example(nlp.make_doc(reference.text), reference)
