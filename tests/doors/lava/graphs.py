"""Lava graphs that equipoise.lava walks. usage: graphs.py tutorial VECTOR.json.gz FOLDER | mixed FOLDER | refused NAME FOLDER"""
import gzip
import json
import sys
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "python"))

from equipoise.lava import to_integers  # noqa: E402
from lava.magma.core.run_conditions import RunSteps  # noqa: E402
from lava.magma.core.run_configs import Loihi2SimCfg  # noqa: E402
from lava.proc.dense.process import DelayDense, Dense  # noqa: E402
from lava.proc.io.source import RingBuffer  # noqa: E402
from lava.proc.lif.process import LIF, LIFRefractory, TernaryLIF  # noqa: E402
from lava.proc.monitor.process import Monitor  # noqa: E402
from lava.proc.sparse.process import DelaySparse, Sparse  # noqa: E402
from lava.utils.weightutils import SignMode  # noqa: E402


def tutorial(vector, folder):
    """The network of Lava's tutorial on excitation and inhibition: one LIF, one Dense onto itself."""
    with gzip.open(vector) as file:
        golden = json.load(file)
    lif, synapses = golden["populations"][0], golden["synapses"][0]
    cells = LIF(
        shape=(lif["n"],), du=lif["du"][0], dv=lif["dv"][0], vth=lif["vth"][0], bias_mant=np.array(lif["bias_mant"]),
        bias_exp=np.array(lif["bias_exp"]), u=np.array(lif["u0"]), v=np.array(lif["v0"]), name="EI",
    )
    dense = Dense(weights=np.array(synapses["weights"]), weight_exp=synapses["weight_exp"])
    cells.s_out.connect(dense.s_in)
    dense.a_out.connect(cells.a_in)
    print(to_integers(dense, folder, steps=golden["steps"], name="tutorial"))


def mixed(folder, steps=120):
    """All four connections, payloads, a population of two dimensions, one connection onto two populations."""
    draw = np.random.default_rng(3)
    A = LIF(shape=(5, 4), du=300, dv=90, vth=500, bias_mant=draw.integers(-50, 400, (5, 4)), bias_exp=1, name="A")
    B = LIF(shape=(12,), du=900, dv=60, vth=400, v=draw.integers(-9000, 9000, 12), bias_mant=60, name="B")
    spikes = RingBuffer(data=draw.integers(0, 4, (6, 50)) * draw.integers(0, 2, (6, 50)))
    once = Dense(weights=draw.integers(0, 60, (20, 6)), weight_exp=1, num_weight_bits=6)
    counted = Sparse(weights=csr_matrix(draw.integers(-20, 60, (12, 6))), num_message_bits=8, weight_exp=-1)
    onto_both = DelayDense(
        weights=draw.integers(-200, 1, (12, 12)), delays=draw.integers(0, 6, (12, 12)), sign_mode=SignMode.INHIBITORY,
    )
    weights = csr_matrix(draw.integers(-300, 300, (12, 20)) * (draw.random((12, 20)) < 0.3))
    delays = csr_matrix(draw.integers(0, 5, (12, 20)))
    feedback = DelaySparse(weights=weights, delays=delays, weight_exp=-2, num_weight_bits=7)
    spikes.s_out.connect(once.s_in)
    once.a_out.reshape((5, 4)).connect(A.a_in)
    spikes.s_out.connect(counted.s_in)
    counted.a_out.connect(B.a_in)
    A.s_out.reshape((20,)).connect(feedback.s_in)
    feedback.a_out.connect(B.a_in)
    B.s_out.connect(onto_both.s_in)
    onto_both.a_out.connect(B.a_in)
    monitors = {}
    for cells in (A, B):
        for what in ("s_out", "u", "v"):
            monitors[cells.name, what] = Monitor()
            monitors[cells.name, what].probe(getattr(cells, what), steps)
    print(to_integers(A, folder, steps=steps))
    A.run(condition=RunSteps(num_steps=steps), run_cfg=Loihi2SimCfg(select_tag="fixed_pt"))
    read = {key: monitor.get_data()[key[0]][key[1]].reshape(steps, -1) for key, monitor in monitors.items()}
    A.stop()
    step, neuron, owner = [], [], []
    for k, name in enumerate("AB"):
        at, index = np.nonzero(read[name, "s_out"])
        step, neuron, owner = [*step, *at], [*neuron, *index], [*owner, *([k] * len(at))]
    np.savez(
        Path(folder) / "recording.npz",
        **{f"{name}.{what}": read[name, what] for name in "AB" for what in "uv"},
        **{"populations": np.array(["A", "B"]), "spikes.time_ms": np.array(step) + 1.0},
        **{"spikes.population": np.array(owner), "spikes.neuron": np.array(neuron)},
    )


def refused(name, folder):
    """Prints what is said of a graph that an integer network cannot hold."""
    cells, weights = LIF(shape=(3,), du=10, dv=10, vth=10, name="cells"), np.eye(3)
    connection = Dense(weights=weights)
    if name == "floating":
        cells = LIF(shape=(3,), du=0.1, dv=10, vth=10, name="cells")
    elif name == "refractory":
        cells = LIFRefractory(shape=(3,), du=10, dv=10, vth=10, refractory_period=2, name="cells")
    elif name == "ternary":
        TernaryLIF(shape=(3,), name="ternary").s_out.connect(connection.s_in)
    connection.a_out.connect(cells.a_in)
    try:
        to_integers(cells, folder, steps=None if name == "endless" else 10)
    except ValueError as error:
        print(error)


if __name__ == "__main__":
    {"tutorial": tutorial, "mixed": mixed, "refused": refused}[sys.argv[1]](*sys.argv[2:])
