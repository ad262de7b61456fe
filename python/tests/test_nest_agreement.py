"""Published networks that NEST has built and `from_nest` brings in: the reference's statistics are NEST's over several seeds, and the
first spikes are NEST's one for one where the input is the same."""

from __future__ import annotations

import nest
import numpy as np
import pytest
from spike_statistics import assert_equivalent, assert_irregular, statistics

import equipoise

#: Fixed before any run; pairs of runs, each of a network of its own.
SEEDS = (1, 2, 3, 4, 5)


@pytest.fixture(autouse=True)
def quiet():
    nest.set_verbosity("M_ERROR")


def begin(seed):
    nest.ResetKernel()
    nest.resolution = 0.1
    nest.rng_seed = seed
    return np.random.default_rng(seed)


def brunel():
    """Brunel (2000), asynchronous and irregular with g = 5 and ν_ext = 2 ν_θ. It has a tenth of the neurons and of the in-degrees: J is
    √10 times 0.1 mV, so that the variance of the excitatory input stays, and g such that the mean feedback J C_E (γ g − 1) of 25 mV
    stays. Rounded to 5/16 mV and 7.2, sums of weights are exact in whatever order."""
    n_exc, n_inh, c_exc, c_inh, j, g, eta = 1000, 250, 100, 25, 0.3125, 7.2, 2.0
    neuron = {"C_m": 1.0, "tau_m": 20.0, "t_ref": 2.0, "E_L": 0.0, "V_reset": 10.0, "V_th": 20.0}
    cells = nest.Create("iaf_psc_delta", n_exc + n_inh, neuron)
    exc, inh = cells[:n_exc], cells[n_exc:]
    for pre, indegree, w in ((exc, c_exc, j), (inh, c_inh, -g * j)):
        nest.Connect(pre, cells, {"rule": "fixed_indegree", "indegree": indegree}, {"weight": w, "delay": 1.5})
    # ν_θ = θ/(J C_E τ_m); the external synapses of a neuron together have C_E times as much.
    rate = 1000 * eta * 20.0 / (j * 20.0)
    return {"E": exc, "I": inh}, rate, j


def vogels_abbott(model):
    """Vogels and Abbott (2005), with the parameters of Brette et al. (2007): currents (iaf_psc_exp) or conductances (iaf_cond_exp).
    1,000 of the 4,000 neurons with their in-degrees of 64 and 16. So few would fall silent by themselves: weak noise goes on."""
    neuron = {"C_m": 200.0, "E_L": -60.0, "V_th": -50.0, "V_reset": -60.0, "t_ref": 5.0, "tau_syn_ex": 5.0, "tau_syn_in": 10.0}
    if model == "iaf_psc_exp":
        neuron |= {"tau_m": 20.0, "E_L": -49.0}
        weights, noise = (16.2, -90.0), 16.2
    else:
        neuron |= {"g_L": 10.0, "E_ex": 0.0, "E_in": -80.0}
        weights, noise = (6.0, -67.0), 6.0
    cells = nest.Create(model, 1000, neuron)
    exc, inh = cells[:800], cells[800:]
    for pre, indegree, w in ((exc, 64, weights[0]), (inh, 16, weights[1])):
        nest.Connect(pre, cells, {"rule": "fixed_indegree", "indegree": indegree}, {"weight": w, "delay": 0.1})
    return {"E": exc, "I": inh}, 600.0, noise


BUILDERS = {
    "Brunel": brunel,
    "Vogels-Abbott, currents": lambda: vogels_abbott("iaf_psc_exp"),
    "Vogels-Abbott, conductances": lambda: vogels_abbott("iaf_cond_exp"),
}


def start_anywhere(populations, rng):
    """Draw potentials between reset and threshold, so that no volley begins it."""
    for collection in populations.values():
        low, high = (float(np.atleast_1d(collection.get(key))[0]) for key in ("V_reset", "V_th"))
        collection.V_m = rng.uniform(low, high, len(collection))


def spikes_of_nest(populations, duration):
    recorder = nest.Create("spike_recorder")
    for collection in populations.values():
        nest.Connect(collection, recorder)
    nest.Simulate(duration)
    events = recorder.get("events")
    result = {}
    for name, collection in populations.items():
        ids = np.array(collection.tolist())
        own = np.isin(events["senders"], ids)
        result[name] = events["times"][own], np.searchsorted(ids, events["senders"][own])
    return result


#: ms of which the first are not judged.
DURATION, BURN_IN = 800.0, 200.0
#: ms in which the last bits of sums, which each side adds up in its own order, do not yet move a spike.
TRANSIENT = 50.0


@pytest.mark.parametrize("name", BUILDERS)
def test_statistics_are_those_of_nest(name):
    theirs, ours = {}, {}
    for seed in SEEDS:
        rng = begin(seed)
        populations, rate, weight = BUILDERS[name]()
        start_anywhere(populations, rng)
        noise = nest.Create("poisson_generator", params={"rate": rate})
        for collection in populations.values():
            nest.Connect(noise, collection, syn_spec={"weight": weight, "delay": 1.5})
        network = equipoise.from_nest(populations, duration=DURATION, seed=seed)
        recording = equipoise.run(network, target="reference")
        expected = spikes_of_nest(populations, DURATION)
        for population, collection in populations.items():
            window = len(collection), BURN_IN, DURATION
            theirs.setdefault(population, []).append(statistics(*expected[population], *window))
            ours.setdefault(population, []).append(statistics(*recording[population], *window))
    for population in ours:
        for each in theirs[population]:
            assert_irregular(each)
        assert_equivalent(ours[population], theirs[population], f"{name}, {population}")


@pytest.mark.parametrize("name", BUILDERS)
def test_the_first_spikes_of_the_same_input_are_those_of_nest(name):
    rng = begin(21)
    populations, rate, weight = BUILDERS[name]()
    start_anywhere(populations, rng)
    for collection in populations.values():
        # A train a neuron, drawn here, so that both sides have the same.
        counts = rng.poisson(rate * TRANSIENT / 1000, len(collection))
        trains = [np.sort(np.round(rng.integers(1, round(TRANSIENT * 10), n) * 0.1, 1)) for n in counts]
        sources = nest.Create("spike_generator", len(trains))
        sources.set([{"spike_times": train} for train in trains])
        nest.Connect(sources, collection, "one_to_one", {"weight": weight, "delay": 1.5})
    network = equipoise.from_nest(populations, duration=TRANSIENT)
    assert network.losses == []
    recording = equipoise.run(network, target="reference")
    for population, (times, neurons) in spikes_of_nest(populations, TRANSIENT).items():
        expected = sorted(zip(np.round(times, 6), neurons.tolist()))
        own_times, own_neurons = recording[population]
        assert len(expected) > 100
        assert sorted(zip(np.round(own_times, 6), own_neurons.astype(int).tolist())) == expected
