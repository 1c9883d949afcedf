"""The encoder as an ONNX graph: BERT (Devlin et al. 2019), from a text's embeddings to their mean.

One text per pass, so that no text's score depends on its neighbours: 8-bit steps are chosen per
pass. Weights get steps of their own per column, of 7 bits, because processors without VNNI
saturate at products of 8; so every processor computes the same integers.
"""

from typing import TYPE_CHECKING, Any

from assets.sentiment.e5.weights import Weights

if TYPE_CHECKING:
    import numpy as np
    import onnx

    Floats = np.ndarray[Any, np.dtype[np.float32]]

OPSET = 20
IR_VERSION = 10
GREATEST_STEP = 63


def encoder(weights: Weights, *, exact: bool = False) -> bytes:
    """The model for onnxruntime.

    Args:
        weights: The model.
        exact: Whether matrices stay float32: slower, for comparison.

    Returns:
        A serialised ONNX model; input `embedded` (tokens, 384), output `mean` (384).
    """
    model: bytes = _Graph(weights, exact).encoder().SerializeToString()
    return model


class _Graph:
    """Nodes and constants as they are added; a node has the name of what it puts out."""

    def __init__(self, weights: Weights, exact: bool) -> None:
        self.weights = weights
        self.exact = exact
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def encoder(self) -> "onnx.ModelProto":
        import numpy as np
        from onnx import helper

        x = self.normalised("embedded", "emb.ln")
        for layer in range(self.weights.layers):
            x = self.attention(x, f"l{layer}")
            x = self.feed_forward(x, f"l{layer}")
        self.node("ReduceMean", [x, self.constant("rows", np.array([0]))], "mean", keepdims=0)
        return helper.make_model(
            helper.make_graph(self.nodes, "e5", *self._ports(), self.constants),
            opset_imports=[helper.make_opsetid("", OPSET)],
            ir_version=IR_VERSION,
        )

    def _ports(self) -> tuple[list["onnx.ValueInfoProto"], list["onnx.ValueInfoProto"]]:
        from onnx import TensorProto, helper

        size = self.weights.size
        given = helper.make_tensor_value_info("embedded", TensorProto.FLOAT, ["tokens", size])
        mean = helper.make_tensor_value_info("mean", TensorProto.FLOAT, [size])
        return [given], [mean]

    def attention(self, x: str, layer: str) -> str:
        """Self-attention of all heads, added to what it attended to."""
        import numpy as np

        heads, size = self.weights.heads, self.weights.size
        parts = [f"{layer}.{part}" for part in "qkv"]
        self.node("Split", [self.linear(x, *parts)], *parts, axis=-1, num_outputs=3)
        query = self.heads_of(f"{layer}.q", [1, 0, 2])
        key = self.heads_of(f"{layer}.k", [1, 2, 0])
        value = self.heads_of(f"{layer}.v", [1, 0, 2])
        root = self.constant(f"{layer}.root", np.float32((size // heads) ** 0.5))
        dots = self.node("MatMul", [query, key], f"{layer}.dots")
        scaled = self.node("Div", [dots, root], f"{layer}.scaled")
        shares = self.node("Softmax", [scaled], f"{layer}.shares", axis=-1)
        mixed = self.node("MatMul", [shares, value], f"{layer}.mixed")
        turned = self.node("Transpose", [mixed], f"{layer}.turned", perm=[1, 0, 2])
        flat = self.constant(f"{layer}.flat", np.array([0, size]))
        context = self.node("Reshape", [turned, flat], f"{layer}.context")
        return self.added(x, self.linear(context, f"{layer}.ao"), f"{layer}.aln")

    def feed_forward(self, x: str, layer: str) -> str:
        """The two layers that see each token alone."""
        wide = self.node("Gelu", [self.linear(x, f"{layer}.fi")], f"{layer}.wide")
        return self.added(x, self.linear(wide, f"{layer}.fo"), f"{layer}.oln")

    def heads_of(self, x: str, order: list[int]) -> str:
        """(tokens, size) as (tokens, heads, size per head), in another order."""
        import numpy as np

        heads = self.weights.heads
        shape = self.constant(f"{x}.shape", np.array([0, heads, self.weights.size // heads]))
        parted = self.node("Reshape", [x, shape], f"{x}.parted")
        return self.node("Transpose", [parted], f"{x}.ordered", perm=order)

    def added(self, x: str, change: str, norm: str) -> str:
        return self.normalised(self.node("Add", [x, change], f"{norm}.sum"), norm)

    def normalised(self, x: str, norm: str) -> str:
        size, epsilon = self.weights.size, self.weights.epsilon
        scale = self.constant(f"{norm}.w", self.weights.tensor(f"{norm}.w", size))
        shift = self.constant(f"{norm}.b", self.weights.tensor(f"{norm}.b", size))
        return self.node("LayerNormalization", [x, scale, shift], norm, axis=-1, epsilon=epsilon)

    def linear(self, x: str, *names: str) -> str:
        """A matrix and its bias; several of them stand side by side."""
        import numpy as np

        biases = [self.weights.tensor(f"{name}.b", -1) for name in names]
        matrices = [
            self.weights.tensor(f"{name}.w", len(bias), -1).T
            for name, bias in zip(names, biases, strict=True)
        ]
        out = f"{names[0]}.linear"
        product = self.product(x, np.concatenate(matrices, axis=1), out)
        shift = self.constant(f"{out}.bias", np.concatenate(biases))
        return self.node("Add", [product, shift], out)

    def product(self, x: str, matrix: "Floats", out: str) -> str:
        """`x @ matrix`, in float32 or in integers that are scaled back."""
        from onnx import TensorProto

        if self.exact:
            return self.node("MatMul", [x, self.constant(f"{out}.w", matrix)], f"{out}.product")
        steps, worth = in_steps(matrix)
        parts = f"{out}.x", f"{out}.x_worth", f"{out}.x_zero"
        self.node("DynamicQuantizeLinear", [x], *parts)
        whole = [parts[0], self.constant(f"{out}.w", steps), parts[2]]
        integers = self.node("MatMulInteger", whole, f"{out}.integers")
        floats = self.node("Cast", [integers], f"{out}.floats", to=TensorProto.FLOAT)
        worths = [parts[1], self.constant(f"{out}.w_worth", worth)]
        return self.node(
            "Mul", [floats, self.node("Mul", worths, f"{out}.worth")], f"{out}.product"
        )

    def constant(self, name: str, value: Any) -> str:
        import numpy as np
        from onnx import numpy_helper

        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, operator: str, inputs: list[str], *outputs: str, **attributes: Any) -> str:
        from onnx import helper

        named = helper.make_node(operator, inputs, list(outputs), outputs[0], **attributes)
        self.nodes.append(named)
        return outputs[0]


def in_steps(matrix: "Floats") -> tuple["np.ndarray[Any, np.dtype[np.int8]]", "Floats"]:
    """A matrix in whole steps from -63 to 63, and what one step of each column is worth."""
    import numpy as np

    worth = np.maximum(np.abs(matrix).max(axis=0), np.finfo(np.float32).tiny) / GREATEST_STEP
    return np.rint(matrix / worth).astype(np.int8), worth.astype(np.float32)
