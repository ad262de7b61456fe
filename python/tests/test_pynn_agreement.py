"""One text of a PyNN script runs unchanged on pyNN.nest and on the reference, with the same statistics over several seeds."""

from __future__ import annotations

import textwrap
import warnings

import numpy as np
from spike_statistics import assert_equivalent, assert_irregular, statistics

#: Fixed before any run.
SEEDS = (11, 12, 13, 14)

# After Vogels and Abbott (2005) with the parameters of Brette et al. (2007): currents, 1,000 of the 4,000 neurons with their in-degrees. So few
# would fall silent by themselves, so that weak noise goes on. What a back end is, the line of the import says alone.
SCRIPT = textwrap.dedent(
    """
    import numpy as np
    from pyNN.random import NumpyRNG, RandomDistribution

    sim.setup(timestep=0.1, min_delay=0.1, max_delay=2.0)
    rng = NumpyRNG(seed=seed)
    w_exc, w_inh = 0.0162, -0.09
    cell = sim.IF_curr_exp(v_rest=-49.0, v_reset=-60.0, v_thresh=-50.0, cm=0.2, tau_m=20.0, tau_refrac=5.0,
                           tau_syn_E=5.0, tau_syn_I=10.0)
    cells = sim.Population(1000, cell, label="cells")
    exc, inh = cells[:800], cells[800:]
    noise = sim.Population(1000, sim.SpikeSourcePoisson(rate=600.0), label="noise")
    cells.initialize(v=RandomDistribution("uniform", low=-60.0, high=-50.0, rng=rng))
    for pre, number, weight, receptor in ((exc, 64, w_exc, "excitatory"), (inh, 16, w_inh, "inhibitory")):
        connector = sim.FixedNumberPreConnector(number, rng=rng)
        sim.Projection(pre, cells, connector, sim.StaticSynapse(weight=weight, delay=0.1), receptor_type=receptor)
    sim.Projection(noise, cells, sim.OneToOneConnector(), sim.StaticSynapse(weight=w_exc, delay=1.5), receptor_type="excitatory")
    cells.record("spikes")
    sim.run(duration)
    trains = [np.asarray(train.rescale("ms").magnitude) for train in cells.get_data("spikes").segments[0].spiketrains]
    sim.end()
    """
)
#: ms of which the first are not judged.
DURATION, BURN_IN = 800.0, 200.0


def run(line, seed):
    names: dict = {"seed": seed, "duration": DURATION}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(f"{line}\n{SCRIPT}", names)
    result = {}
    for name, (first, last) in {"exc": (0, 800), "inh": (800, 1000)}.items():
        own = names["trains"][first:last]
        neurons = np.repeat(np.arange(last - first), [len(train) for train in own])
        result[name] = statistics(np.concatenate(own), neurons, last - first, BURN_IN, DURATION)
    return result


def test_a_script_has_the_statistics_of_pynn_nest():
    ours = [run("import equipoise.pynn as sim", seed) for seed in SEEDS]
    theirs = [run("import pyNN.nest as sim", seed) for seed in SEEDS]
    for population in ("exc", "inh"):
        for each in theirs:
            assert_irregular(each[population])
        assert_equivalent([each[population] for each in ours], [each[population] for each in theirs], population)
