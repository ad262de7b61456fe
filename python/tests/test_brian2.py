"""Networks of Brian2 objects beside Brian2 itself, by a mapping of the script's own."""

from __future__ import annotations

import brian2 as b2
import numpy as np
import pytest

import equipoise

b2.prefs.codegen.target = "numpy"
#: ms
STEP = 0.1
CURRENT = """
dv/dt = (E_L - v)/tau_m + (I_syn + I_e)/C_m : volt (unless refractory)
dI_syn/dt = -I_syn/tau_s : amp
I_e : amp
"""
CONSTANTS = {"E_L": -65 * b2.mV, "tau_m": 20 * b2.ms, "C_m": 200 * b2.pF, "tau_s": 5 * b2.ms}


@pytest.fixture(autouse=True)
def clock():
    b2.start_scope()
    b2.defaultclock.dt = STEP * b2.ms


def exponential(n, name):
    group = b2.NeuronGroup(
        n, CURRENT, threshold="v >= -50*mV", reset="v = -60*mV", refractory=2 * b2.ms, method="exact", namespace=CONSTANTS,
        name=name,
    )
    group.v = np.linspace(-65, -52, n) * b2.mV
    group.I_e = np.linspace(140, 260, n) * b2.pA
    mapping = {
        "C_m": CONSTANTS["C_m"],
        "tau_m": CONSTANTS["tau_m"],
        "tau_syn": CONSTANTS["tau_s"],
        "E_L": CONSTANTS["E_L"],
        "V_th": -50 * b2.mV,
        "V_reset": -60 * b2.mV,
        "t_ref": 2 * b2.ms,
        "I_e": "I_e",
        "V_m": "v",
    }
    return group, ("iaf_psc_exp", mapping)


def listed(source, target, number, weights, rng, name):
    synapses = b2.Synapses(source, target, "w : amp", on_pre="I_syn_post += w", name=name)
    synapses.connect(i=rng.integers(0, len(source), number), j=rng.integers(0, len(target), number))
    synapses.w = np.float32(weights(number)).astype(float) * b2.pA
    synapses.delay = np.round(rng.uniform(0.5, 3, number), 1) * b2.ms
    return synapses


def test_spikes_are_those_of_brian2_a_step_later():
    rng = np.random.default_rng(1)
    exc, mapped = exponential(20, "exc")
    inh, mapped_inh = exponential(5, "inh")
    given = b2.SpikeGeneratorGroup(3, [0, 1, 2, 0], np.array([10.0, 20.0, 20.0, 70.0]) * b2.ms, name="given")
    all_synapses = [
        listed(exc, exc, 80, lambda n: rng.uniform(20, 90, n), rng, "ee"),
        listed(exc, inh, 30, lambda n: rng.uniform(20, 90, n), rng, "ei"),
        listed(inh, exc[4:14], 40, lambda n: -rng.uniform(50, 150, n), rng, "ie"),
        listed(given, exc, 20, lambda n: rng.uniform(100, 300, n), rng, "ge"),
    ]
    network = equipoise.from_brian2(
        {"E": (exc, *mapped), "I": (inh, *mapped_inh)}, [(s, "w") for s in all_synapses], duration=150 * b2.ms
    )
    assert network.losses == []
    recording = equipoise.run(network, target="reference")
    monitors = {"E": b2.SpikeMonitor(exc), "I": b2.SpikeMonitor(inh)}
    b2.Network(exc, inh, given, *all_synapses, *monitors.values()).run(150 * b2.ms)
    total = 0
    for name, monitor in monitors.items():
        expected = sorted(zip(np.round(monitor.t / b2.ms + STEP, 6), np.asarray(monitor.i)))
        times, neurons = recording[name]
        assert sorted(zip(np.round(times, 6), neurons.astype(int))) == expected
        total += len(expected)
    assert total > 50


def test_poisson_groups_come_along_and_short_delays_are_a_loss():
    cells, mapped = exponential(4, "cells")
    noise = b2.PoissonGroup(4, np.array([0, 100, 200, 300]) * b2.Hz, name="noise")
    synapses = b2.Synapses(noise, cells, on_pre="I_syn_post += 10*pA", name="s")
    synapses.connect(j="i")
    network = equipoise.from_brian2({"cells": (cells, *mapped)}, [(synapses, 10 * b2.pA)], duration=50 * b2.ms)
    assert network.description["stimuli"]["noise"]["size"] == 4
    assert len(network.losses) == 2 and "drawn anew" in network.losses[0] and "shorter than a time step" in network.losses[1]
    recording = equipoise.run(network, target="reference")
    assert set(recording["cells"][1].tolist()) <= {0, 1, 2, 3}


def test_mappings_that_do_not_fit_are_refused():
    cells, (model, mapping) = exponential(2, "cells")
    for wrong, sentence in (({"V_th": 5 * b2.ms}, r"V_th is 5\. \* msecond, but mV are meant"), ({"tau": 5 * b2.ms}, "no parameter tau")):
        with pytest.raises(equipoise.EquipoiseError, match=sentence):
            equipoise.from_brian2({"cells": (cells, model, {**mapping, **wrong})}, duration=1 * b2.ms)
    other, _ = exponential(2, "other")
    synapses = b2.Synapses(cells, other, on_pre="v += 1*mV", name="s")
    synapses.connect()
    with pytest.raises(equipoise.EquipoiseError, match="reaches other, which is none of the neurons"):
        equipoise.from_brian2({"cells": (cells, model, mapping)}, [(synapses, 1 * b2.pA)], duration=1 * b2.ms)
