#!/usr/bin/env python3
"""Runs an exported network in Brian2's C++ standalone mode: the same synapses, one thread.

`build` generates and compiles the C++ project into OUT once; `run` runs its program, which reads the connections and simulates.
Input that reaches a refractory cell is lost, as in NEST and ours.

usage: brian2_network.py build FOLDER OUT      prints seconds of generating and compiling
       brian2_network.py run FOLDER OUT SPIKES
"""
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

from measure import Exported, report

EQUATIONS = {
    "iaf_psc_delta": "dv/dt = (E_L - v)/tau_m + I_e/C_m : volt (unless refractory)",
    "iaf_psc_exp": """dv/dt = (E_L - v)/tau_m + (i_ex + i_in + I_e)/C_m : volt (unless refractory)
        di_ex/dt = -i_ex/tau_syn_ex : amp
        di_in/dt = -i_in/tau_syn_in : amp""",
}


def on_arrival(model, weight):
    if model == "iaf_psc_delta":
        return "v_post += J*int(not_refractory_post)"
    return "i_ex_post += J" if weight >= 0 else "i_in_post += J"


def build(folder, out):
    import brian2 as b

    exported = Exported(folder)
    about = exported.about
    begin = time.perf_counter()
    b.set_device("cpp_standalone", build_on_run=False, directory=out)
    b.prefs.devices.cpp_standalone.extra_make_args_unix = [f"-j{os.cpu_count()}"]
    b.prefs.codegen.cpp.extra_compile_args_gcc = ["-w", "-O3", "-march=native", "-ffast-math"]
    b.defaultclock.dt = about["dt"] * b.ms
    b.seed(about["seed"])
    units = dict(C_m=b.pF, tau_m=b.ms, tau_syn_ex=b.ms, tau_syn_in=b.ms, E_L=b.mV, V_th=b.mV, V_reset=b.mV, I_e=b.pA, t_ref=b.ms)
    network, groups = b.Network(), []
    for k, p in enumerate(about["populations"]):
        constants = {name: value * units[name] for name, value in p["parameters"].items()}
        refractory = constants.pop("t_ref")
        group = b.NeuronGroup(
            p["size"], EQUATIONS[p["model"]], threshold="v >= V_th", reset="v = V_reset", refractory=refractory, method="exact", namespace=constants, name=f"cells_{k}"
        )
        group.v = exported.initial_v(p) * b.mV
        network.add(group, b.SpikeMonitor(group, name=f"spikes_{k}"))
        groups.append(group)
    for projection in about["projections"]:
        model = about["populations"][projection["post"]]["model"]
        weight = projection["weight"] * (b.mV if model == "iaf_psc_delta" else b.pA)
        synapses = b.Synapses(
            groups[projection["pre"]], groups[projection["post"]], on_pre=on_arrival(model, projection["weight"]), delay=projection["delay"] * b.ms,
            namespace={"J": weight}, name=f"synapses_{projection['index']}",
        )
        source, target = exported.pairs(projection)
        synapses.connect(i=source.astype(np.int32), j=target.astype(np.int32))
        network.add(synapses)
    for number, drive in enumerate(about["drives"]):
        # One train of `rate` is that of `trains` independent ones: a binomial count of many is as good as Poisson, and Brian2's cheapest input.
        trains = 1000
        network.add(b.PoissonInput(groups[drive["post"]], "v", N=trains, rate=drive["rate"] / trains * b.Hz, weight=drive["weight"] * b.mV))
    network.run(about["steps"] * about["dt"] * b.ms)
    b.device.build(directory=out, compile=True, run=False)
    print(json.dumps({"compile": time.perf_counter() - begin}))


def run(folder, out, spikes_file):
    about = Exported(folder).about
    out = Path(out)
    begin = time.perf_counter()
    process = subprocess.Popen(["./main"], cwd=out, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    elapsed = time.perf_counter() - begin
    if status != 0:
        raise SystemExit(f"Brian2's program ended with status {status}")
    simulate = float((out / "results" / "last_run_info.txt").read_text().split()[0])
    steps, ids = [], []
    for k, p in enumerate(about["populations"]):
        i = np.fromfile(next((out / "results").glob(f"_dynamic_array_spikes_{k}_i*")), dtype=np.int32)
        t = np.fromfile(next((out / "results").glob(f"_dynamic_array_spikes_{k}_t*")), dtype=np.float64)
        ids.append(i + p["first"])
        steps.append(np.rint(t * 1000 / about["dt"]).astype(np.int64))
    synapses = sum(projection["synapses"] for projection in about["projections"])
    report(elapsed - simulate, simulate, spikes_file, np.concatenate(steps), np.concatenate(ids), synapses, usage.ru_maxrss * 1024)


if __name__ == "__main__":
    {"build": build, "run": run}[sys.argv[1]](*sys.argv[2:])
