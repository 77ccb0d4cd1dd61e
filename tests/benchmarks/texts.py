"""What is measured on: the seeds, and the articles of a corpora folder where one is given."""

import gzip
import itertools
import json
import re
from pathlib import Path

SEEDS = Path(__file__).parents[2] / "seeds"
POLNEAR = Path("polnear", "dev.jsonl.gz")


def articles(corpora: Path | None, most: int) -> list[str]:
    """Return the seeds' texts, and at most so many of PolNeAR's dev articles."""
    texts = [path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    if corpora is not None:
        with gzip.open(corpora / POLNEAR, "rt", encoding="utf-8") as lines:
            texts += [json.loads(line)["text"] for line in itertools.islice(lines, most)]
    return texts


def words_in(texts: list[str]) -> int:
    """Return how many words there are in all."""
    return sum(len(text.split()) for text in texts)


def pieces(texts: list[str], words: int, count: int) -> list[str]:
    """Return `count` pieces of `words` words each, one after the other; the texts begin again where they end."""
    found: list[str] = []
    whole = "\n\n".join(texts)
    while len(re.findall(r"\S+", whole)) < words * count:
        whole += "\n\n" + "\n\n".join(texts)
    ends = [match.end() for match in re.finditer(r"\S+", whole)]
    start = 0
    for number in range(1, count + 1):
        end = ends[words * number - 1]
        found.append(whole[start:end].strip())
        start = end
    return found
