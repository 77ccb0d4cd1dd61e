"""From a trained tagger to what a newsroom runs: ONNX, its layers fused, its weights as 8-bit integers."""

import hashlib
import json
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer

from bot.extraction.encoder import TAGS
from bot.training.tagger_model import BASE, TaggerModel

OPSET = 17
LEANINGS = {"O": 0.1, "B-cue": 0.1, "B-content": -0.6}
"""What is added to the score of a tag: chosen on PolNeAR dev, where contents were begun too often."""
FLOAT = 1
"""ONNX's number for 32-bit floats: the type of what the fused layers pass on."""


def export(model: TaggerModel, output: Path, *, quantised: bool = True) -> None:
    """Write `model.onnx`, `tokenizer.json` and `tagger.json` to `output`."""
    output.mkdir(parents=True, exist_ok=True)
    model.eval()
    model.encoder.config._attn_implementation = "eager"  # noqa: SLF001 -- the form that the fusion knows
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
            quantize_dynamic(
                fused, output / "model.onnx", weight_type=QuantType.QInt8, per_channel=True, extra_options=options
            )
        else:
            shutil.copy(fused, output / "model.onnx")
    shutil.copy(BASE / "tokenizer.json", output / "tokenizer.json")
    transitions, opening, closing = (table.detach().numpy() for table in model.crf.tables())
    files = ("model.onnx", "tokenizer.json")
    digests = {name: hashlib.sha256((output / name).read_bytes()).hexdigest() for name in files}
    leaning = np.array([LEANINGS.get(tag, 0.0) for tag in TAGS])
    tables = {"transitions": transitions + leaning, "opening": opening + leaning, "closing": closing}
    about = {**{name: table.round(4).tolist() for name, table in tables.items()}, "sha256": digests}
    (output / "tagger.json").write_text(json.dumps(about), encoding="utf8")


def _trace(model: TaggerModel, path: Path) -> None:
    ids = torch.randint(1000, 2000, (2, 16))
    names = ["input_ids", "attention_mask"]
    axes = {name: {0: "rows", 1: "subwords"} for name in [*names, "scores"]}
    torch.onnx.export(
        model,
        (ids, torch.ones_like(ids)),
        str(path),
        input_names=names,
        output_names=["scores"],
        dynamic_axes=axes,
        opset_version=OPSET,
        dynamo=False,
    )
