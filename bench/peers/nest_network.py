#!/usr/bin/env python3
"""Builds an exported network in NEST with NEST's own rules (the same in-degrees, weights and delays) and simulates it.

Synapses of one weight are NEST's static_synapse_hom_w, its cheapest. The connectivity is NEST's own draw, which is what its users wait for.

usage: nest_network.py FOLDER SPIKES THREADS
"""
import sys
import time

import numpy as np

import nest
from measure import Exported, report

MODELS = {
    "iaf_psc_delta": lambda p: dict(C_m=p["C_m"], tau_m=p["tau_m"], E_L=p["E_L"], V_th=p["V_th"], V_reset=p["V_reset"], t_ref=p["t_ref"], I_e=p["I_e"]),
    "iaf_psc_exp": lambda p: dict(
        C_m=p["C_m"], tau_m=p["tau_m"], E_L=p["E_L"], V_th=p["V_th"], V_reset=p["V_reset"], t_ref=p["t_ref"], I_e=p["I_e"],
        tau_syn_ex=p["tau_syn_ex"], tau_syn_in=p["tau_syn_in"],
    ),
}


def run(folder, spikes_file, threads):
    exported = Exported(folder)
    about = exported.about
    begin = time.perf_counter()
    nest.verbosity = nest.VerbosityLevel.ERROR
    nest.ResetKernel()
    nest.set(resolution=about["dt"], local_num_threads=threads, rng_seed=about["seed"], overwrite_files=True, print_time=False)
    populations = []
    for p in about["populations"]:
        nodes = nest.Create(p["model"], p["size"], params=MODELS[p["model"]](p["parameters"]))
        nodes.V_m = exported.initial_v(p)
        populations.append(nodes)
    for projection in about["projections"]:
        name = f"synapse_{projection['index']}"
        nest.CopyModel("static_synapse_hom_w", name, {"weight": projection["weight"], "delay": projection["delay"]})
        nest.Connect(
            populations[projection["pre"]], populations[projection["post"]],
            {"rule": "fixed_indegree", "indegree": projection["indegree"], "allow_autapses": False, "allow_multapses": True},
            {"synapse_model": name},
        )
    synapses = nest.num_connections
    for number, drive in enumerate(about["drives"]):
        name = f"drive_{number}"
        nest.CopyModel("static_synapse_hom_w", name, {"weight": drive["weight"], "delay": drive["delay"]})
        nest.Connect(nest.Create("poisson_generator", params={"rate": drive["rate"]}), populations[drive["post"]], "all_to_all", {"synapse_model": name})
    recorder = nest.Create("spike_recorder", params={"time_in_steps": True})
    for nodes in populations:
        nest.Connect(nodes, recorder)
    with nest.RunManager():  # prepares (buffers, exchange of targets) before the clock of the simulation starts
        build = time.perf_counter() - begin
        begin = time.perf_counter()
        nest.Run(about["steps"] * about["dt"])
        simulate = time.perf_counter() - begin
    events = recorder.get("events")
    # NEST's ids begin with 1, and a spike of step n carries the time of its end.
    report(build, simulate, spikes_file, events["times"].astype(np.int64) - 1, events["senders"] - 1, synapses)


if __name__ == "__main__":
    run(sys.argv[1], sys.argv[2], int(sys.argv[3]))
