"""Connectors that make whole columns at a time draw what PyNN's own draw, synapse for synapse and for whoever draws next."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_array_equal
from pyNN import connectors, errors
from pyNN.random import NumpyRNG, RandomDistribution

import equipoise.pynn as sim

NAMES = (
    "ArrayConnector",
    "FixedNumberPostConnector",
    "FixedTotalNumberConnector",
    "FromListConnector",
    "OneToOneConnector",
)


def rows(number, pre, post, columns=2):
    rng = np.random.default_rng(number)
    places = np.column_stack([rng.integers(0, pre, number), rng.integers(0, post, number)])
    return np.column_stack([places, rng.uniform(0.1, 0.2, (number, columns))]) if columns else places


#: Arguments of each connector between populations of so many cells: of PyNN's and of ours.
CASES = {
    "array": ("ArrayConnector", lambda pre, post: {"array": np.random.default_rng(1).random((pre, post)) < 0.3}),
    "array of nothing": ("ArrayConnector", lambda pre, post: {"array": np.zeros((pre, post), dtype=bool)}),
    "post": ("FixedNumberPostConnector", lambda pre, post: {"n": 4}),
    "post without self": ("FixedNumberPostConnector", lambda pre, post: {"n": 4, "allow_self_connections": False}),
    "post beyond all": ("FixedNumberPostConnector", lambda pre, post: {"n": 2 * post + 3}),
    "post replaced": ("FixedNumberPostConnector", lambda pre, post: {"n": 4, "with_replacement": True}),
    "post replaced, no self": (
        "FixedNumberPostConnector",
        lambda pre, post: {"n": 4, "with_replacement": True, "allow_self_connections": False},
    ),
    "post of a number drawn": (
        "FixedNumberPostConnector",
        lambda pre, post: {"n": RandomDistribution("uniform_int", low=1, high=6, rng=NumpyRNG(3))},
    ),
    "total": ("FixedTotalNumberConnector", lambda pre, post: {"n": 50}),
    "no total": ("FixedTotalNumberConnector", lambda pre, post: {"n": 0}),
    "list": ("FromListConnector", lambda pre, post: {"conn_list": rows(60, pre, post)}),
    "list of places": ("FromListConnector", lambda pre, post: {"conn_list": rows(60, pre, post, 0)}),
    "list of delays": ("FromListConnector", lambda pre, post: {"conn_list": rows(60, pre, post, 1), "column_names": ["delay"]}),
    "empty list": ("FromListConnector", lambda pre, post: {"conn_list": []}),
    "one to one": ("OneToOneConnector", lambda pre, post: {}),
}
#: What synapses share or not.
SYNAPSES = {
    "shared": lambda: {"weight": 0.15, "delay": 0.5},
    "drawn": lambda: {"weight": RandomDistribution("normal", mu=0.5, sigma=0.01, rng=NumpyRNG(5)), "delay": 0.5},
    "of distance": lambda: {"weight": "0.1 + 0.01*d", "delay": 0.5},
}
#: Of the populations, and whether they are one.
SHAPES = {"one population": (11, 11, True), "as many": (11, 11, False), "fewer sources": (7, 13, False), "fewer targets": (13, 7, False)}


def made(connector_class, arguments, shape, synapse, of_one_rng):
    pre_size, post_size, is_one = shape
    sim.setup(timestep=0.1)
    pre = sim.Population(pre_size, sim.IF_curr_exp())
    post = pre if is_one else sim.Population(post_size, sim.IF_curr_exp())
    rng = NumpyRNG(seed=7)
    values = SYNAPSES[synapse]()
    if of_one_rng and isinstance(values["weight"], RandomDistribution):
        values["weight"].rng = rng
    keywords = arguments(pre_size, post_size)
    if "rng" in connector_class.__init__.__code__.co_varnames:
        keywords["rng"] = rng
    projection = sim.Projection(pre, post, connector_class(**keywords), sim.StaticSynapse(**values))
    columns = projection.columns
    order = np.argsort(columns["postsynaptic_index"], kind="stable")
    # What is drawn next shows that as many numbers were used up.
    return {name: column[order] for name, column in columns.items()}, rng.next(3)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("synapse", SYNAPSES)
@pytest.mark.parametrize("case", CASES)
def test_synapses_are_those_of_pynns_own_connectors(case, synapse, shape):
    name, arguments = CASES[case]
    for of_one_rng in (False, True):
        ours = made(getattr(sim, name), arguments, SHAPES[shape], synapse, of_one_rng)
        theirs = made(getattr(connectors, name), arguments, SHAPES[shape], synapse, of_one_rng)
        for column, values in theirs[0].items():
            assert_array_equal(ours[0][column], values, err_msg=column)
        assert_array_equal(ours[1], theirs[1])


def test_connectors_are_pynns_by_class_and_doc():
    for name in NAMES:
        assert issubclass(getattr(sim, name), getattr(connectors, name))
        assert getattr(sim, name).__doc__ == getattr(connectors, name).__doc__
    assert sim.FixedNumberPreConnector is connectors.FixedNumberPreConnector


def test_a_file_is_a_list(tmp_path):
    path = tmp_path / "connections"
    listed = rows(30, 5, 6)
    np.savetxt(path, listed)
    sim.setup()
    p, q = sim.Population(5, sim.IF_curr_exp()), sim.Population(6, sim.IF_curr_exp())
    a, b = (
        sim.Projection(p, q, connector, sim.StaticSynapse()).get(["weight", "delay"], format="list")
        for connector in (sim.FromFileConnector(str(path)), sim.FromListConnector(listed))
    )
    assert len(a) == 30 and a == b


@pytest.mark.parametrize("row, end", [((5, 0), "source"), ((-1, 0), "source"), ((0, 6), "target"), ((0, -1), "target")])
def test_a_list_with_cells_that_are_not_there_is_refused(row, end):
    # PyNN leaves out targets that are not there without a word.
    sim.setup()
    p, q = sim.Population(5, sim.IF_curr_exp()), sim.Population(6, sim.IF_curr_exp())
    with pytest.raises(errors.ConnectionError, match=f"{end} index out of range"):
        sim.Projection(p, q, sim.FromListConnector([(1, 1), row]), sim.StaticSynapse())


def test_shared_values_are_set_one_by_one():
    sim.setup()
    p = sim.Population(4, sim.IF_curr_exp())
    projection = sim.Projection(p, p, sim.OneToOneConnector(), sim.StaticSynapse(weight=0.1, delay=1.0))
    projection[2].weight = 0.3
    assert projection.get("weight", format="list", with_address=False) == [0.1, 0.1, 0.3, 0.1]
    projection.set(delay=[1.0, 2.0, 3.0, 4.0])
    assert projection.get("delay", format="list", with_address=False) == [1.0, 2.0, 3.0, 4.0]


def test_weights_of_the_wrong_sign_are_refused_as_by_pynn():
    sim.setup()
    p = sim.Population(4, sim.IF_curr_exp())
    for connector in (sim.OneToOneConnector(), sim.FixedNumberPostConnector(2), sim.ArrayConnector(np.eye(4, dtype=bool))):
        with pytest.raises(errors.ConnectionError, match="positive"):
            sim.Projection(p, p, connector, sim.StaticSynapse(weight=-0.1), receptor_type="excitatory")
