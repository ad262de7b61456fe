"""PyNN, BMTK and libsonata beside equipoise: they write circuits, and read those that were written here."""

import json
import os
import sys
from pathlib import Path

import h5py
import numpy as np


def pynn(folder):
    """PyNN's own export of current and conductance neurons, and what its connections are."""
    import pyNN.mock as sim
    from pyNN.network import Network
    from pyNN.serialization import export_to_sonata

    os.chdir(folder)
    sim.setup(timestep=0.1)
    exc = sim.Population(4, sim.IF_curr_exp(tau_m=15.0, cm=0.25, i_offset=[0.1, 0.2, 0.3, 0.4], tau_syn_E=4.0, tau_syn_I=9.0), label="E")
    inh = sim.Population(3, sim.IF_cond_exp(tau_m=12.0, e_rev_E=1.0, e_rev_I=-81.0), label="I")
    ext = sim.Population(2, sim.SpikeSourcePoisson(rate=20.0), label="P")
    static = lambda w, d: sim.StaticSynapse(weight=w, delay=d)
    made = [
        (exc, exc, 0.1, 1.5, "excitatory", "EE"),
        (exc, inh, 0.004, 0.5, "excitatory", "EI"),
        (inh, exc, -0.3, 2.0, "inhibitory", "IE"),
        (inh, inh, 0.02, 1.0, "inhibitory", "II"),
        (ext, exc, 0.5, 1.0, "excitatory", "PE"),
    ]
    projections = [
        sim.Projection(a, b, sim.AllToAllConnector(allow_self_connections=False), static(w, d), receptor_type=kind, label=label)
        for a, b, w, d, kind, label in made
    ]
    export_to_sonata(Network(exc, inh, ext, *projections), "out", overwrite=True)
    lists = {p.label: sorted(map(list, p.get(["weight", "delay"], format="list"))) for p in projections}
    Path("expected.json").write_text(json.dumps(lists, default=float))


def bmtk(folder):
    """A circuit of BMTK's builder: two cell types in one population, synapses that stand for several, a virtual population with spikes."""
    from bmtk.builder import NetworkBuilder
    from bmtk.utils.reports.spike_trains import SpikeTrains

    folder = Path(folder)
    (folder / "cells").mkdir()
    (folder / "cells" / "e.json").write_text(json.dumps({"C_m": 200.0, "tau_m": 18.0, "V_th": -51.0, "E_L": -66.0, "V_reset": -64.0, "t_ref": 3.0, "tau_syn_ex": 4.0, "tau_syn_in": 7.0, "I_e": 12.0}))
    (folder / "cells" / "i.json").write_text(json.dumps({"C_m": 100.0, "tau_m": 9.0, "V_th": -52.0, "E_L": -67.0, "V_reset": -65.0, "t_ref": 1.0}))
    (folder / "static.json").write_text("{}")
    cortex = NetworkBuilder("cortex")
    for name, n in (("E", 4), ("I", 2)):
        cortex.add_nodes(N=n, pop_name=name, model_type="point_neuron", model_template="nest:iaf_psc_exp", dynamics_params=f"{name.lower()}.json")
    edges = dict(model_template="static_synapse", dynamics_params="static.json")
    cortex.add_edges(source={"pop_name": "E"}, target={"pop_name": "I"}, connection_rule=2, syn_weight=10.5, delay=1.5, **edges)
    cortex.add_edges(source={"pop_name": "I"}, target={"pop_name": "E"}, connection_rule=1, syn_weight=-40.0, delay=0.5, **edges)
    cortex.build()
    cortex.save(output_dir=str(folder / "network"))
    thalamus = NetworkBuilder("thalamus")
    thalamus.add_nodes(N=3, pop_name="T", model_type="virtual")
    thalamus.add_edges(source=thalamus.nodes(), target=cortex.nodes(pop_name="E"), connection_rule=1, syn_weight=80.0, delay=2.0, **edges)
    thalamus.build()
    thalamus.save(output_dir=str(folder / "network"))
    spikes = SpikeTrains(population="thalamus")
    for node, times in ((0, [3.0, 20.0]), (2, [7.5])):
        spikes.add_spikes(node_ids=[node] * len(times), timestamps=times, population="thalamus")
    spikes.to_sonata(str(folder / "spikes.h5"))
    pairs = lambda kind, names: [{f"{kind}_file": f"$NET/{n}_{kind}.h5", f"{kind[:-1]}_types_file": f"$NET/{n}_{kind[:-1]}_types.csv"} for n in names]
    (folder / "circuit_config.json").write_text(json.dumps({
        "manifest": {"$BASE": "${configdir}", "$NET": "$BASE/network"},
        "components": {"point_neuron_models_dir": "$BASE/cells", "synaptic_models_dir": "$BASE"},
        "networks": {"nodes": pairs("nodes", ["cortex", "thalamus"]), "edges": pairs("edges", ["cortex_cortex", "thalamus_cortex"])},
    }))
    (folder / "simulation_config.json").write_text(json.dumps({
        "manifest": {"$BASE": "${configdir}"},
        "run": {"tstop": 250.0, "dt": 0.25},
        "inputs": {"thalamus": {"input_type": "spikes", "module": "h5", "input_file": "$BASE/spikes.h5", "node_set": "thalamus"},
                   "noise": {"input_type": "voltage_clamp", "module": "SEClamp", "node_set": "cortex"}},
        "network": "$BASE/circuit_config.json",
    }))


def read(folder):
    """What libsonata and BMTK find in a circuit: sizes, types, and the edges as [source, target, weight, delay]."""
    import libsonata
    from bmtk.utils import sonata

    folder = Path(folder)
    net = folder / "network"
    nodes, edges = libsonata.NodeStorage(str(net / "nodes.h5")), libsonata.EdgeStorage(str(net / "edges.h5"))
    found = {"nodes": {}, "libsonata": {}, "bmtk": {}, "types": {}}
    for name in nodes.population_names:
        population = nodes.open_population(name)
        found["nodes"][name] = population.size
    for name in edges.population_names:
        population = edges.open_population(name)
        every = population.select_all()
        found["libsonata"][name] = [population.source, population.target, population.source_nodes(every).tolist(), population.target_nodes(every).tolist()]
    file = sonata.File(
        data_files=[str(net / "nodes.h5"), str(net / "edges.h5")],
        data_type_files=[str(net / "node_types.csv"), str(net / "edge_types.csv")],
    )
    for population in file.nodes.populations:
        found["types"][population.name] = sorted({(n["model_type"], n["model_template"]) for n in population}, key=str)
    for population in file.edges.populations:
        found["bmtk"][population.name] = [[int(e.source_node_id), int(e.target_node_id), float(e["syn_weight"]), float(e["delay"])] for e in population]
    config = libsonata.CircuitConfig.from_file(str(folder / "circuit_config.json"))
    found["config"] = sorted(config.node_populations)
    print(json.dumps(found))


def spikes(file):
    import libsonata

    reader = libsonata.SpikeReader(file)
    print(json.dumps({name: [[int(i), float(t)] for i, t in reader[name].get()] for name in reader.get_population_names()}))


if __name__ == "__main__":
    {"pynn": pynn, "bmtk": bmtk, "read": read, "spikes": spikes}[sys.argv[1]](*sys.argv[2:])
