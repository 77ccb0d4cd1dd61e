"""From a trained encoder to what a newsroom runs: ONNX, its layers fused, its weights as 8-bit integers."""

import hashlib
import json
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer

from bot.extraction.encoder import FILES
from bot.extraction.judgement import KINDS as ITEM_KINDS
from bot.extraction.judgement import Judge, write_judges
from bot.extraction.labels import SPAN_HEADS
from bot.training.encoder_model import BASE, EncoderModel, forbidden
from bot.training.graph import with_plain_norms

OPSET = 17
LEANINGS = {"O": 0.2, "B-source": 0.3, "B-content": -0.8}
"""What is added to the score of a tag of attributions: chosen on PolNeAR dev, where contents were begun too often."""
FLOAT = 1
"""ONNX's number for 32-bit floats: the type of what the fused layers pass on."""


def export(model: EncoderModel, output: Path, *, quantised: bool = True) -> None:
    """Write `model.onnx`, `tokenizer.json` and `encoder.json` to `output`."""
    output.mkdir(parents=True, exist_ok=True)
    model.eval()
    with TemporaryDirectory() as scratch:
        plain, fused = Path(scratch) / "plain.onnx", Path(scratch) / "fused.onnx"
        _trace(model, plain)
        config = model.encoder.config
        optimizer.optimize_model(
            str(plain),
            model_type="bert",
            num_heads=config.num_attention_heads,
            hidden_size=config.hidden_size,
            opt_level=1,
        ).save_model_to_file(str(fused))
        if quantised:
            options = {"MatMulConstBOnly": True, "DefaultTensorType": FLOAT}
            quantize_dynamic(fused, fused, weight_type=QuantType.QInt8, per_channel=True, extra_options=options)
        onnx.save(with_plain_norms(onnx.load(fused)), output / "model.onnx")
    shutil.copy(BASE / "tokenizer.json", output / "tokenizer.json")
    digests = {name: hashlib.sha256((output / name).read_bytes()).hexdigest() for name in FILES}
    about = {
        "labels": model.labels,
        "lexicon": model.lexicon,
        "tables": _tables(model),
        "arcs": _arcs(model),
        "sha256": digests,
    }
    write_judges({kind: Judge() for kind in ITEM_KINDS}, output)  # of no opinion until they have learned
    (output / "encoder.json").write_text(json.dumps(about), encoding="utf8")


def _tables(model: EncoderModel) -> dict[str, list[list[float]]]:
    """Return for each head of spans its transitions, opening and closing."""
    tables = {}
    for head, tags in SPAN_HEADS.items():
        transitions, opening = (table.numpy() for table in forbidden(len(tags)))
        closing = np.zeros(len(tags))
        if head == "attribution":
            leaning = np.array([LEANINGS.get(tag, 0.0) for tag in tags])
            learned = [table.detach().numpy() for table in model.crf.tables()]
            transitions, opening, closing = learned[0] + leaning, learned[1] + leaning, learned[2]
        tables[head] = [_rounded(table) for table in (transitions, opening, closing)]
    return tables


def _arcs(model: EncoderModel) -> list[list[float]]:
    parts = (model.arc_root, model.rel_root, model.relation.weight, model.relation.bias)
    return [_rounded(part.detach().numpy()) for part in parts]


def _rounded(table: NDArray[Any]) -> list[float]:
    rounded: list[float] = table.astype(float).round(5).tolist()
    return rounded


def _trace(model: EncoderModel, path: Path) -> None:
    ids = torch.randint(1000, 2000, (2, 16))
    words = torch.arange(1, 11).expand(2, -1)
    given = {"ids": ids, "shapes": torch.zeros_like(ids), "mask": torch.ones_like(ids), "first": words, "last": words}
    axes = {name: {0: "rows", 1: "words" if name in {"first", "last"} else "subwords"} for name in given}
    axes |= {name: {0: "rows", 1: "words"} for name in ("scores", "arcs")}
    torch.onnx.export(
        model,
        tuple(given.values()),
        str(path),
        input_names=list(given),
        output_names=["scores", "arcs"],
        dynamic_axes=axes,
        opset_version=OPSET,
        dynamo=False,
    )
