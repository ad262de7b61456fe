"""Connections as lists, on several cores, with delays beyond the ring buffers; what was asked for goes to lists.json."""

import json
import random

import on_a_board  # noqa: F401
import spynnaker.pyNN as sim

random.seed(5)
sim.setup(timestep=1.0)
# As many neurons a core everywhere: where they differ, sPyNNaker 7.4.1 misplaces rows of delays beyond the ring buffers.
sim.set_number_of_neurons_per_core(sim.IF_curr_exp, 50)
sim.set_number_of_neurons_per_core(sim.IF_curr_delta, 50)
cell = dict(cm=0.25, tau_m=20.0, v_rest=-65.0, v_reset=-65.0, v_thresh=-50.0, tau_refrac=2.0, tau_syn_E=5.0, tau_syn_I=10.0)
a = sim.Population(100, sim.IF_curr_exp(**cell, i_offset=0.9), label="a", seed=1)
b = sim.Population(100, sim.IF_curr_delta(**{k: v for k, v in cell.items() if not k.startswith("tau_syn")}), label="b", seed=2)
c = sim.Population(50, sim.IF_curr_exp(**cell), label="c", seed=3)
# Values of their own for each neuron are written by the host.
c.set(i_offset=[0.001 * k for k in range(50)])
c.initialize(v=[-65.0 + 0.1 * k for k in range(50)])
trains = [[float(k + 1), 20.0 + k] for k in range(50)]
played = sim.Population(50, sim.SpikeSourceArray(trains), label="played")

lists = {}


def connect(pre, post, n, sign, longest):
    # In order: of an unordered list, sPyNNaker 7.4.1 makes the rows too short and drops what does not fit.
    pairs = sorted(random.sample([(i, j) for i in range(pre.size) for j in range(post.size)], n))
    rows = [(i, j, sign * round(random.uniform(0.01, 0.5), 4), float(random.randint(1, longest))) for i, j in pairs]
    receptor = "excitatory" if sign > 0 else "inhibitory"
    sim.Projection(pre, post, sim.FromListConnector(rows), sim.StaticSynapse(), receptor_type=receptor)
    lists[f"{pre.label} {post.label} {receptor}"] = rows


connect(a, b, 1500, 1, 16)
connect(b, a, 1200, -1, 300)
connect(a, a, 800, 1, 40)
connect(played, c, 400, 1, 8)
connect(a, c, 300, -1, 5)
sim.run(200)
sim.end()
with open("lists.json", "w") as file:
    json.dump({"lists": lists, "spikes": {"played": trains}}, file)
