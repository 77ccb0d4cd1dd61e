"""The encoder against its matrix products alone: what the processor can do for 8-bit products of these shapes, and what we get.

The products are what 6 layers of width 384 and the heads must do whatever else they do; the rest is attention,
normalisation, activation, and turning numbers into 8 bits and back. Needs `onnx`, which the `train` extra brings.
"""

import statistics
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import onnxruntime
from spacy.language import Language

from bot.extraction.encoder import Encoder, columns
from bot.extraction.parsing import encoder_of

LAYERS, WIDTH, INNER = 6, 384, 1536
LAYER = ((WIDTH, 3 * WIDTH), (WIDTH, WIDTH), (WIDTH, INNER), (INNER, WIDTH))
STEP = 16
"""Windows are measured at lengths rounded up to so many subwords."""


@dataclass(frozen=True)
class Share:
    """Seconds for every window of some texts: the products alone, and the whole encoder."""

    products: float
    encoder: float

    @property
    def share(self) -> float:
        """Return how much of the encoder's time the products alone would take, from 0 to 1."""
        return self.products / self.encoder


def share_of_products(nlp: Language, texts: Sequence[str], repeats: int) -> Share:
    """Measure both at the lengths of the windows that the texts are read in, turn by turn in one thread."""
    lengths = Counter(length for text in texts for length in _lengths(nlp, text))
    encoder = encoder_of(nlp)
    products = whole = 0.0
    for length, times in lengths.items():
        chain, inputs = _chain(length, [*LAYER * LAYERS, *_heads(encoder)])
        given = _window(length)
        rows = [(_seconds(chain, inputs), _seconds(encoder.session, given)) for _ in range(2 * repeats + 1)]
        products += times * statistics.median(a for a, _ in rows)
        whole += times * statistics.median(b for _, b in rows)
    return Share(products, whole)


def _lengths(nlp: Language, text: str) -> list[int]:
    """Return the lengths in subwords of the windows that a text is read in, rounded."""
    encoder, doc = encoder_of(nlp), nlp.make_doc(text)
    reading = encoder(doc)
    sizes = [len(one) for one in encoder.pieces([doc[i].text for i in reading.words])]
    lengths = (sum(sizes[window.start : window.end]) + 2 for window in reading.windows)
    return [-(-length // STEP) * STEP for length in lengths]


def _seconds(session: Any, given: dict[str, Any]) -> float:
    start = time.process_time()
    session.run(None, given)
    return time.process_time() - start


def _window(length: int) -> dict[str, Any]:
    ids = np.full((1, length), 2000, dtype=np.int64)
    words = np.arange(1, length - 1)[None]
    return {"ids": ids, "shapes": np.zeros_like(ids), "mask": np.ones_like(ids), "first": words, "last": words}


def _heads(encoder: Encoder) -> list[tuple[int, int]]:
    """Return the shapes of the products above the layers: all scores, and the vectors that arcs are drawn from."""
    scores = max(column.stop for column in columns(encoder.labels).values())
    arc, relation = len(encoder.arcs.root), len(encoder.arcs.relation_root)
    return [(WIDTH, scores), (WIDTH, arc), (WIDTH, arc), (arc, arc), (WIDTH, relation), (WIDTH, relation)]


def _chain(length: int, shapes: Sequence[tuple[int, int]]) -> tuple[Any, dict[str, Any]]:
    """Return a session that does products of these shapes and nothing else, and what to feed it."""
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    chance = np.random.default_rng(1)
    nodes, weights, outputs = [], [], []
    for number, (rows, width) in enumerate(shapes):
        table = chance.integers(-127, 127, (rows, width)).astype(np.int8)
        weights.append(numpy_helper.from_array(table, f"weights_{number}"))
        nodes.append(helper.make_node("MatMulInteger", [f"in_{rows}", f"weights_{number}"], [f"out_{number}"]))
        outputs.append(helper.make_tensor_value_info(f"out_{number}", TensorProto.INT32, [length, width]))
    inner = sorted({rows for rows, _ in shapes})
    inputs = [helper.make_tensor_value_info(f"in_{n}", TensorProto.UINT8, [length, n]) for n in inner]
    graph = helper.make_graph(nodes, "products", inputs, outputs, weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 8
    onnx.checker.check_model(model)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    return session, {f"in_{n}": chance.integers(0, 255, (length, n)).astype(np.uint8) for n in inner}
