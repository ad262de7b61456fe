"""Networks that NEST has built, read before they run: deterministic ones spike for spike as NEST runs them."""

from __future__ import annotations

import nest
import numpy as np
import pytest

import equipoise

DURATION = 200.0


@pytest.fixture(autouse=True)
def kernel():
    nest.ResetKernel()
    nest.set_verbosity("M_ERROR")
    nest.resolution = 0.1
    nest.rng_seed = 5


def rounded(values):
    """Weights as a description keeps them, so that both sides have the same."""
    return np.asarray(values, dtype=np.float32).astype(np.float64)


def connect(rng, pre, post, number, weights, delays=(0.5, 3.0)):
    """Draw synapses between two collections, listed, so that NEST draws nothing."""
    sources = rng.choice(np.array(pre.tolist()), number)
    targets = rng.choice(np.array(post.tolist()), number)
    delay = np.round(rng.uniform(*delays, number), 1)
    nest.Connect(sources, targets, "one_to_one", {"weight": rounded(weights(number)), "delay": delay})


def assert_spike_for_spike(populations, **options):
    network = equipoise.from_nest(populations, duration=DURATION)
    recorder = nest.Create("spike_recorder")
    for collection in populations.values():
        nest.Connect(collection, recorder)
    recording = equipoise.run(network, target="reference", **options)
    nest.Simulate(DURATION)
    events = recorder.get("events")
    total = 0
    for name, collection in populations.items():
        ids = np.array(collection.tolist())
        own = np.isin(events["senders"], ids)
        expected = sorted(zip(np.round(events["times"][own], 6), np.searchsorted(ids, events["senders"][own])))
        times, neurons = recording[name]
        assert sorted(zip(np.round(times, 6), neurons.astype(int))) == expected
        total += len(expected)
    assert total > 50
    return network


def test_currents_of_exponential_synapses():
    rng = np.random.default_rng(1)
    exc = nest.Create("iaf_psc_exp", 40, {"I_e": rng.uniform(350, 500, 40), "tau_syn_ex": 3.0, "tau_syn_in": 6.0})
    inh = nest.Create("iaf_psc_exp", 10, {"I_e": 420.0, "tau_m": rng.uniform(8, 14, 10), "t_ref": 1.5})
    exc.V_m = rng.uniform(-70, -55, 40)
    connect(rng, exc, exc, 200, lambda n: rng.uniform(20, 60, n))
    connect(rng, exc, inh, 100, lambda n: rng.uniform(20, 60, n))
    connect(rng, inh, exc, 150, lambda n: -rng.uniform(50, 200, n))
    network = assert_spike_for_spike({"E": exc, "I": inh})
    assert network.losses == []
    assert set(network.description["projections"]) == {"E→E", "E→I", "I→E"}


def test_delta_synapses():
    rng = np.random.default_rng(2)
    cells = nest.Create("iaf_psc_delta", 30, {"I_e": rng.uniform(360, 480, 30), "V_m": rng.uniform(-70, -56, 30)})
    connect(rng, cells, cells, 200, lambda n: rng.uniform(-1.5, 1.5, n))
    assert_spike_for_spike({"cells": cells})


def test_conductances():
    rng = np.random.default_rng(3)
    cells = nest.Create("iaf_cond_exp", 20, {"I_e": rng.uniform(300, 500, 20), "V_m": rng.uniform(-70, -60, 20)})
    connect(rng, cells, cells, 100, lambda n: np.where(rng.random(n) < 0.7, rng.uniform(0.5, 3, n), -rng.uniform(1, 5, n)))
    assert_spike_for_spike({"cells": cells})


def test_current_generators_with_weights_and_delays():
    rng = np.random.default_rng(4)
    cells = nest.Create("iaf_psc_exp", 12, {"I_e": 200.0})
    dc = nest.Create("dc_generator", params={"amplitude": 300.0, "start": 20.0, "stop": 120.0})
    steps = nest.Create(
        "step_current_generator", params={"amplitude_times": [10.0, 60.0, 150.0], "amplitude_values": [150.0, 350.0, 80.0]}
    )
    nest.Connect(dc, cells[:6], syn_spec={"weight": 1.5, "delay": 1.0})
    nest.Connect(dc, cells[3:9], syn_spec={"weight": 0.5, "delay": 2.5})
    nest.Connect(steps, cells, syn_spec={"weight": rounded(rng.uniform(0.5, 1.5, 12)).reshape(12, 1), "delay": 0.7})
    assert_spike_for_spike({"cells": cells})


def test_spike_generators_and_parrots():
    cells = nest.Create("iaf_psc_exp", 10, {"I_e": 440.0})
    one = nest.Create("spike_generator", params={"spike_times": [5.0, 20.0, 20.5, 90.0], "start": 10.0})
    other = nest.Create("spike_generator", params={"spike_times": [33.0, 34.0, 35.0, 150.0], "stop": 100.0})
    parrots = nest.Create("parrot_neuron", 2)
    nest.Connect(one, cells[:5], syn_spec={"weight": 600.0, "delay": 1.5})
    nest.Connect(one, parrots, syn_spec={"delay": 1.0})
    nest.Connect(other, parrots[1:], syn_spec={"delay": 2.0})
    nest.Connect(parrots, cells[5:], syn_spec={"weight": 400.0, "delay": 0.3})
    assert_spike_for_spike({"cells": cells})


def test_copies_of_models_unnamed_groups_and_recorders():
    rng = np.random.default_rng(6)
    nest.CopyModel("iaf_psc_exp", "slow", {"tau_m": 25.0, "I_e": 180.0})
    nest.CopyModel("static_synapse", "excitatory", {"weight": 40.0, "delay": 1.5})
    slow, fast = nest.Create("slow", 15), nest.Create("iaf_psc_exp", 15, {"I_e": 450.0})
    nest.Create("multimeter")
    voltmeter = nest.Create("voltmeter")
    nest.Connect(voltmeter, slow)
    nest.Connect(fast, slow, {"rule": "fixed_indegree", "indegree": 5}, {"synapse_model": "excitatory"})
    nest.Connect(slow, fast, {"rule": "pairwise_bernoulli", "p": 0.3}, {"weight": -80.0, "delay": 0.4})
    slow.V_m = rng.uniform(-70, -56, 15)
    network = equipoise.from_nest(duration=DURATION)
    assert list(network.description["populations"]) == ["iaf_psc_exp 1-30"]
    assert network.losses == []
    assert_spike_for_spike({"slow": slow, "fast": fast})


def test_poisson_generators_have_a_train_a_synapse_and_share_one_behind_a_parrot():
    cells = nest.Create("iaf_psc_exp", 200, {"V_th": 1000.0})
    private = nest.Create("poisson_generator", params={"rate": 2000.0, "start": 50.0})
    shared = nest.Create("poisson_generator", params={"rate": 500.0})
    parrots = nest.Create("parrot_neuron", 3)
    nest.Connect(private, cells[:100], syn_spec={"weight": 10.0, "delay": 1.0})
    nest.Connect(shared, parrots)
    nest.Connect(parrots[1:2], cells[100:], syn_spec={"weight": 10.0, "delay": 1.0})
    network = equipoise.from_nest({"cells": cells}, duration=400.0)
    stimuli = network.description["stimuli"]
    assert sorted(stimulus["size"] for stimulus in stimuli.values()) == [3, 100]
    assert len(network.losses) == 1 and "Poisson" in network.losses[0]
    recording = equipoise.run(network, target="reference", probe=["cells:v:all:1 ms"])
    v = recording.probe("cells.v").to_numpy()
    assert np.all(v[:50, :100] == -70.0)
    # Weight · rate · tau_syn · tau_m / C_m = 1.6 mV above rest.
    assert v[200:, :100].mean() == pytest.approx(-70 + 1.6, abs=0.1)
    assert np.all(v[:, 100:] == v[:, 100:101]) and v[200:, 100].mean() > -70.0
    assert len(np.unique(v[-1, :100])) == 100


def test_weights_of_more_digits_are_a_loss():
    rng = np.random.default_rng(7)
    cells = nest.Create("iaf_psc_exp", 3)
    nest.Connect(np.array([1, 2, 3]), np.array([2, 3, 1]), "one_to_one", {"weight": rng.uniform(1, 2, 3), "delay": np.ones(3)})
    network = equipoise.from_nest({"cells": cells})
    assert len(network.losses) == 1 and network.losses[0].startswith("3 weights are kept as 32-bit floats")


def test_what_nothing_stands_for_is_named():
    cells = nest.Create("iaf_psc_exp", 2)
    with pytest.raises(equipoise.EquipoiseError, match="no neuron|one model of neurons"):
        equipoise.from_nest({"E": nest.Create("dc_generator")})
    nest.Connect(cells, cells, syn_spec={"synapse_model": "stdp_synapse", "weight": 5.0})
    assert "4 synapses of stdp_synapse keep the weights" in equipoise.from_nest().losses[0]
    nest.Create("aeif_cond_alpha")
    with pytest.raises(equipoise.EquipoiseError, match="aeif_cond_alpha is not integrated here") as caught:
        equipoise.from_nest()
    assert caught.value.code == "nest-unsupported" and "iaf_cond_exp" in caught.value.hint
    nest.ResetKernel()
    nest.Create("iaf_psc_exp", 2, {"delta": 2.0})
    with pytest.raises(equipoise.EquipoiseError, match="delta of iaf_psc_exp is not 0"):
        equipoise.from_nest()
    nest.ResetKernel()
    with pytest.raises(equipoise.EquipoiseError, match="holds no node"):
        equipoise.from_nest()


def test_a_network_that_has_run_says_what_is_lost():
    nest.Create("iaf_psc_exp", 2, {"I_e": 300.0})
    nest.Simulate(10.0)
    network = equipoise.from_nest()
    assert "has run 10 ms in NEST" in network.losses[0]
    assert network.description["populations"]["iaf_psc_exp 1-2"]["initial"]["V_m"] != "-70.0 mV"
