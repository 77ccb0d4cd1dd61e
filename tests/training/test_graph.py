"""The encoder's graph mended for speed says what it said before."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

onnx = pytest.importorskip("onnx", reason="onnx is an extra (train)")

import onnxruntime  # noqa: E402
from onnx import ModelProto, TensorProto  # noqa: E402
from onnx.helper import make_graph, make_model, make_node, make_opsetid, make_tensor_value_info  # noqa: E402
from onnx.numpy_helper import from_array  # noqa: E402

from bot.training.graph import EPSILON, FUSED, with_plain_norms  # noqa: E402

WIDTH = 6
CHANCE = np.random.default_rng(2)
SHIPPED = Path(__file__).parents[2] / "bot" / "extraction" / "weights" / "encoder" / "model.onnx"


def fused(*, bias: bool, product: int | None = None, layers: int = 1, epsilon: float = 1e-12) -> ModelProto:
    """Return layers that add a product to what came in and normalise the sum; the product is the first input or the second.

    Without a product, what came in is added to itself.
    """
    chance = np.random.default_rng(1)
    values = {name: chance.normal(0, 2, WIDTH).astype(np.float32) for name in ("factor", "gain", "shift", "bias")}
    nodes, at = [], "given"
    for layer in range(layers):
        inputs = [at, at]
        if product is not None:
            nodes.append(make_node("Mul", [at, "factor"], [f"product{layer}"]))
            inputs[product] = f"product{layer}"
        inputs += ["gain", "shift", "bias"] if bias else ["gain", "shift"]
        at = "out" if layer == layers - 1 else f"norm{layer}"
        nodes.append(make_node(FUSED, inputs, [at], domain="com.microsoft", epsilon=epsilon))
    graph = make_graph(
        nodes,
        "norms",
        [make_tensor_value_info("given", TensorProto.FLOAT, ["rows", "words", WIDTH])],
        [make_tensor_value_info("out", TensorProto.FLOAT, ["rows", "words", WIDTH])],
        [from_array(value, name) for name, value in values.items()],
    )
    return make_model(graph, opset_imports=[make_opsetid("", 17), make_opsetid("com.microsoft", 1)], ir_version=8)


def run(model: ModelProto, given: np.ndarray) -> np.ndarray:
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return np.asarray(session.run(None, {"given": given})[0])


def kinds(model: ModelProto) -> Counter[str]:
    return Counter(node.op_type for node in model.graph.node)


@pytest.mark.parametrize("layers", [1, 3])
@pytest.mark.parametrize("product", [None, 0, 1], ids=["no product", "product first", "product second"])
@pytest.mark.parametrize("bias", [True, False], ids=["bias", "no bias"])
def test_plain_norms_give_the_numbers_of_the_fused_ones(bias: bool, product: int | None, layers: int) -> None:
    model = fused(bias=bias, product=product, layers=layers)
    given = CHANCE.normal(0, 3, (2, 5, WIDTH)).astype(np.float32)
    wanted = run(model, given)
    plain = with_plain_norms(model)
    assert FUSED not in kinds(plain)
    onnx.checker.check_model(plain)
    assert np.abs(run(plain, given) - wanted).max() < 1e-4
    assert wanted.std() > 0.1


def test_what_keeps_a_norm_from_dividing_by_nothing_is_kept() -> None:
    model = fused(bias=False, epsilon=0.5)
    given = CHANCE.normal(0, 0.1, (1, 4, WIDTH)).astype(np.float32)
    wanted = run(model, given)
    assert np.abs(run(with_plain_norms(model), given) - wanted).max() < 1e-5
    assert np.abs(run(fused(bias=False), given) - wanted).max() > 0.1


@pytest.mark.parametrize("product", [0, 1])
def test_bias_is_added_where_the_product_stands(product: int) -> None:
    plain = with_plain_norms(fused(bias=True, product=product))
    (added,) = (node for node in plain.graph.node if "bias" in node.input)
    assert added.input[0] == "product0"


def test_graph_without_fused_norms_stays_as_it_was() -> None:
    model = with_plain_norms(fused(bias=True, product=1))
    before = model.SerializeToString()
    assert with_plain_norms(model).SerializeToString() == before


def test_shipped_encoder_has_no_fused_norm_left() -> None:
    model = onnx.load(SHIPPED)
    assert FUSED not in kinds(model)
    assert [one.name for one in model.graph.initializer].count(EPSILON) == 1
