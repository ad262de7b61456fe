"""The real nir beside equipoise: `make FOLDER` writes graphs of every node type, `read FILE…` reads files back as JSON."""

import json
import sys
from pathlib import Path

import nir
import numpy as np

rng = np.random.default_rng(5)


def lif(n, tau=0.02, **more):
    full = lambda x: np.full(n, x, dtype=np.float64)
    return nir.LIF(tau=full(tau), r=full(tau / 1e-3), v_leak=full(0.0), v_threshold=full(1.0), **more)


def cuba(n):
    full = lambda x: np.full(n, x, dtype=np.float64)
    return nir.CubaLIF(
        tau_mem=full(0.02), tau_syn=full(0.005), r=full(20.0), v_leak=full(0.0), v_threshold=full(1.0), w_in=full(5.0)
    )


def chain(name, size, *nodes):
    """Input → nodes → Output."""
    out = int(np.prod(size[1]))
    graph = {"input": nir.Input({"input": np.array(size[0])})}
    graph |= {f"n{k}": node for k, node in enumerate(nodes)}
    graph["output"] = nir.Output({"output": np.array(size[1])})
    keys = list(graph)
    return name, nir.NIRGraph(graph, list(zip(keys, keys[1:])), type_check=False), out


def conv2d(image, weight, stride, padding, dilation, groups):
    """By windows of a padded image: [channels, height, width] → [outputs, rows, columns]."""
    out, per, ky, kx = weight.shape
    padded = np.pad(image, ((0, 0), (padding[0],) * 2, (padding[1],) * 2))
    reach = (dilation[0] * (ky - 1) + 1, dilation[1] * (kx - 1) + 1)
    windows = np.lib.stride_tricks.sliding_window_view(padded, reach, axis=(1, 2))
    windows = windows[:, :: stride[0], :: stride[1], :: dilation[0], :: dilation[1]]
    return np.stack(
        [
            np.einsum("crsyx,cyx->rs", windows[(o // (out // groups)) * per : (o // (out // groups) + 1) * per], weight[o])
            for o in range(out)
        ]
    )


def matrix(shape, function):
    """The matrix [outputs, inputs] of a linear function of images."""
    size = int(np.prod(shape))
    return np.stack([function(np.eye(size)[k].reshape(shape)).ravel() for k in range(size)], axis=1)


def pool(image, kernel, stride, padding, mean):
    padded = np.pad(image, ((0, 0), (padding[0],) * 2, (padding[1],) * 2))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel, axis=(1, 2))[:, :: stride[0], :: stride[1]]
    return windows.mean(axis=(3, 4)) if mean else windows.sum(axis=(3, 4))


def make(folder):
    """Writes a file a case, and what its matrix between Input and neurons must be."""
    cases, expected = [], {}
    w = rng.normal(size=(3, 4)).astype(np.float32)
    cases.append(chain("linear", ([4], [3]), nir.Linear(w), lif(3)))
    expected["linear"] = w
    cases.append(chain("affine", ([4], [3]), nir.Affine(w, np.array([0.5, -0.25, 2.0])), lif(3)))
    expected["affine"] = w
    cases.append(chain("cuba", ([4], [3]), nir.Linear(w), cuba(3)))
    expected["cuba"] = w
    one = nir.IF(r=np.full(3, 1000.0), v_threshold=np.ones(3))
    cases.append(chain("if", ([4], [3]), nir.Linear(w), one))
    expected["if"] = w
    q = rng.integers(-127, 128, size=(3, 4)).astype(np.int8)
    cases.append(chain("int8", ([4], [3]), nir.Linear(q), nir.Scale(np.full(3, 2.0**-6, dtype=np.float32)), lif(3)))
    expected["int8"] = q * 2.0**-6
    s = np.array([0.5, -1.0, 2.0])
    cases.append(chain("scale", ([3], [3]), nir.Scale(s), lif(3)))
    expected["scale"] = np.diag(s)
    cases.append(chain("delay", ([4], [3]), nir.Delay(np.array([0.001, 0.002, 0.003, 0.004])), nir.Linear(w), lif(3)))
    expected["delay"] = w
    cases.append(chain("two", ([4], [3]), nir.Linear(w.T @ w), nir.Scale(np.arange(1.0, 5.0)), nir.Linear(w), lif(3)))
    expected["two"] = w @ np.diag(np.arange(1.0, 5.0)) @ w.T @ w
    k1 = rng.normal(size=(2, 3, 3))
    cases.append(chain("conv1d", ([3, 7], [2, 4]), nir.Conv1d(7, k1, 2, 1, 1, 1, np.zeros(2)), nir.Flatten({"input": np.array([2, 4])}, 0, -1), lif(8)))
    expected["conv1d"] = matrix((3, 1, 7), lambda x: conv2d(x, k1[:, :, None, :], (1, 2), (0, 1), (1, 1), 1))
    k2 = rng.normal(size=(4, 1, 3, 2))
    cases.append(chain("conv2d", ([2, 6, 5], [4, 3, 3]), nir.Conv2d((6, 5), k2, (2, 1), (1, 0), (1, 2), 2, np.arange(4.0)), lif((4, 3, 3))))
    expected["conv2d"] = matrix((2, 6, 5), lambda x: conv2d(x, k2, (2, 1), (1, 0), (1, 2), 2))
    k3 = rng.normal(size=(1, 2, 3, 3))
    cases.append(chain("same", ([2, 4, 4], [1, 4, 4]), nir.Conv2d((4, 4), k3, 1, "same", 1, 1, np.zeros(1)), lif((1, 4, 4))))
    expected["same"] = matrix((2, 4, 4), lambda x: conv2d(x, k3, (1, 1), (1, 1), (1, 1), 1))
    for name, node, mean in (("sumpool", nir.SumPool2d, False), ("avgpool", nir.AvgPool2d, True)):
        window = [np.array(x) for x in ((2, 2), (2, 2), (0, 1))]
        cases.append(chain(name, ([2, 4, 4], [2, 2, 3]), node(*window), lif((2, 2, 3))))
        expected[name] = matrix((2, 4, 4), lambda x, m=mean: pool(x, (2, 2), (2, 2), (0, 1), m))
    for name, node in (
        ("li", nir.LI(np.full(3, 0.02), np.ones(3), np.zeros(3))),
        ("cubali", nir.CubaLI(np.full(3, 0.02), np.full(3, 0.005), np.ones(3), np.zeros(3))),
        ("i", nir.I(np.ones(3))),
    ):
        cases.append(chain(name, ([4], [3]), nir.Linear(w), lif(3), nir.Linear(np.eye(3)), node))
        expected[name] = w
    cases.append(chain("threshold", ([4], [3]), nir.Linear(w), nir.Threshold(np.ones(3)), nir.Linear(np.eye(3)), lif(3)))
    inner = nir.NIRGraph(
        {"input": nir.Input({"input": np.array([3])}), "lif": lif(3), "rec": nir.Linear(-np.eye(3)), "output": nir.Output({"output": np.array([3])})},
        [("input", "lif"), ("lif", "rec"), ("rec", "lif"), ("lif", "output")],
    )
    cases.append(chain("nested", ([4], [3]), nir.Linear(w), inner))
    expected["nested"] = w
    events = nir.EventData(np.array([[0, 2]]), np.array([[0.001, 0.004]]), 3, 0.01)
    nir.write_data(folder / "data.nir", nir.NIRGraphData({"n1": nir.NIRNodeData({"spikes": events})}))
    for name, graph, _ in cases:
        nir.write(folder / f"{name}.nir", graph)
    (folder / "expected.json").write_text(json.dumps({k: np.asarray(v, dtype=float).tolist() for k, v in expected.items()}))


def describe(node):
    if isinstance(node, nir.NIRGraph):
        return {"nodes": {k: describe(v) for k, v in node.nodes.items()}, "edges": sorted(map(list, node.edges))}
    fields = {k: np.asarray(v).tolist() for k, v in vars(node).items() if isinstance(v, (np.ndarray, float, int, str))}
    return {"type": type(node).__name__, **fields}


if __name__ == "__main__":
    command, *arguments = sys.argv[1:]
    if command == "make":
        make(Path(arguments[0]))
    elif command == "again":
        nir.write(arguments[1], nir.read(arguments[0]))
    else:
        print(json.dumps([describe(nir.read(file)) for file in arguments]))
