#!/usr/bin/env python3
"""Mean rates of the Vogels & Abbott networks in Brian2, with the parameters of examples/vogels-abbott-{cuba,coba}.yaml, over several seeds.

usage: vogels_abbott.py cuba|coba [SEEDS]      (needs brian2; docs/published-networks.md)
"""
import sys

import numpy as np
from brian2 import (
    Mohm, NeuronGroup, Network, PoissonGroup, SpikeMonitor, Synapses, defaultclock, mV, ms, nS, pA, pF, prefs, seed, Hz, second,
)

prefs.codegen.target = "numpy"
defaultclock.dt = 0.1 * ms
DURATION, BURN_IN = 1.3 * second, 0.3 * second

CUBA = dict(
    equations="""
    dv/dt = (E_L - v)/tau_m + (i_e + i_i)/C : volt (unless refractory)
    di_e/dt = -i_e/tau_e : amp
    di_i/dt = -i_i/tau_i : amp
    """,
    namespace=dict(E_L=-49 * mV, tau_m=20 * ms, C=200 * pF, tau_e=5 * ms, tau_i=10 * ms),
    excitatory=("i_e_post += jump", 16.2 * pA),
    inhibitory=("i_i_post -= jump", 90 * pA),
    method="exact",
)
COBA = dict(
    equations="""
    dv/dt = (g_L*(E_L - v) + g_e*(E_e - v) + g_i*(E_i - v))/C : volt (unless refractory)
    dg_e/dt = -g_e/tau_e : siemens
    dg_i/dt = -g_i/tau_i : siemens
    """,
    namespace=dict(E_L=-60 * mV, g_L=10 * nS, C=200 * pF, E_e=0 * mV, E_i=-80 * mV, tau_e=5 * ms, tau_i=10 * ms),
    excitatory=("g_e_post += jump", 6 * nS),
    inhibitory=("g_i_post += jump", 67 * nS),
    method="exponential_euler",
)


def rates(model, number):
    seed(number)
    cells = NeuronGroup(4000, model["equations"], threshold="v > -50*mV", reset="v = -60*mV", refractory=5 * ms, method=model["method"], namespace=model["namespace"])
    cells.v = "-60*mV + 10*mV*rand()"
    parts = [cells]
    for (onto, size), source in ((model["excitatory"], cells[:3200]), (model["inhibitory"], cells[3200:])):
        synapses = Synapses(source, cells, on_pre=onto, namespace={"jump": size}, delay=0.1 * ms)
        synapses.connect(p=0.02)
        parts.append(synapses)
    if model is COBA:
        start = PoissonGroup(4000, "300*Hz*int(t < 50*ms)")
        onto, size = model["excitatory"]
        inputs = Synapses(start, cells, on_pre=onto, namespace={"jump": size}, delay=0.1 * ms)
        inputs.connect(j="i")
        parts += [start, inputs]
    spikes = SpikeMonitor(cells)
    Network(*parts, spikes).run(DURATION)
    late = np.asarray(spikes.i)[np.asarray(spikes.t / second) >= BURN_IN / second]
    seconds = (DURATION - BURN_IN) / second
    return np.count_nonzero(late < 3200) / 3200 / seconds, np.count_nonzero(late >= 3200) / 800 / seconds


if __name__ == "__main__":
    model = {"cuba": CUBA, "coba": COBA}[sys.argv[1]]
    found = np.array([rates(model, number) for number in range(1, 1 + int(sys.argv[2]) if len(sys.argv) > 2 else 4)])
    for name, column in zip("EI", found.T):
        print(f"{sys.argv[1]} {name}: {column.mean():.2f} Hz (sd {column.std(ddof=1):.2f} over {len(column)} seeds: {', '.join(f'{x:.2f}' for x in column)})")
