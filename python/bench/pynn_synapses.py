"""Times PyNN scripts of ten million synapses up to their first spikes, a connector each: `python python/bench/pynn_synapses.py`.

Prints seconds here (with those of CPU, of all processes, which say more on a busy machine) and, as ratios, those of another back end: `--beside nest` or `--beside mock` (which keeps an object a synapse, so
that `--synapses 1000000` suits it). Every run has a process of its own.
"""

from __future__ import annotations

import argparse
import importlib
import json
import resource
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

#: ms
FIRST = 10.0
#: Synapses a cell, where the connector lets that be chosen.
INDEGREE = 1000


def connectors(sim: Any, cells: int, indegree: int) -> dict[str, Callable[[], Any]]:
    """Return connectors between `cells` neurons with so many synapses each; all-to-all and one-to-one have as many as they have."""
    rng = sim.NumpyRNG(seed=1)

    def listed() -> np.ndarray:
        draws = np.random.default_rng(1)
        places = draws.integers(0, cells, (cells * indegree, 2))
        return np.column_stack([places, draws.uniform(1e-4, 2e-4, len(places)), np.full(len(places), 1.0)])

    return {
        "FixedProbability": lambda: sim.FixedProbabilityConnector(indegree / cells, rng=rng),
        "FixedNumberPre": lambda: sim.FixedNumberPreConnector(indegree, rng=rng),
        "FixedNumberPost": lambda: sim.FixedNumberPostConnector(indegree, rng=rng),
        "FixedTotalNumber": lambda: sim.FixedTotalNumberConnector(cells * indegree, rng=rng),
        "FromList": lambda: sim.FromListConnector(listed()),
        "Array": lambda: sim.ArrayConnector(np.random.default_rng(1).random((cells, cells), dtype=np.float32) < indegree / cells),
        "AllToAll": lambda: sim.AllToAllConnector(allow_self_connections=False),
        "OneToOne": lambda: sim.OneToOneConnector(),
    }


def cells_of(name: str, synapses: int) -> int:
    """Return how many neurons have so many synapses. One to one there are a hundredth: PyNN keeps an object a cell."""
    return {"AllToAll": round(synapses**0.5), "OneToOne": synapses // 100}.get(name, synapses // INDEGREE)


def measure(backend: str, name: str, synapses: int) -> dict[str, float]:
    """Time one script in this process. Returns seconds of its projection, and of all of it up to the end of the first run, also of CPU."""
    warnings.simplefilter("ignore")
    sim = importlib.import_module("equipoise.pynn" if backend == "equipoise" else f"pyNN.{backend}")
    size = cells_of(name, synapses)
    sim.setup(timestep=0.1, min_delay=0.1)
    made = connectors(sim, size, INDEGREE)[name]()
    began, cpu = time.perf_counter(), cpu_seconds()
    cells = sim.Population(size, sim.IF_curr_exp(i_offset=0.3), label="cells")
    cells.record("spikes")
    before = time.perf_counter()
    projection = sim.Projection(cells, cells, made, sim.StaticSynapse(weight=1e-4, delay=1.0))
    number = len(projection)
    connected = time.perf_counter()
    sim.run(FIRST)
    took, cpu = time.perf_counter() - began, cpu_seconds() - cpu
    return {"synapses": number, "projection": connected - before, "all": took, "cpu": cpu}


def cpu_seconds() -> float:
    """Return what this process and those that it started and that have ended took."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def in_a_process(backend: str, name: str, synapses: int) -> dict[str, float]:
    words = [sys.executable, __file__, name, "--synapses", str(synapses), "--measure", backend]
    ran = subprocess.run(words, stdout=subprocess.PIPE, encoding="utf-8", check=True)
    return json.loads(ran.stdout.splitlines()[-1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("connector", nargs="*", help="by default all")
    parser.add_argument("--synapses", type=int, default=10_000_000)
    parser.add_argument("--beside", choices=("nest", "mock"), help="another back end of PyNN")
    parser.add_argument("--measure", metavar="BACKEND", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        print(json.dumps(measure(given.measure, given.connector[0], given.synapses)))
        return
    names = given.connector or [name for name in connectors(importlib.import_module("equipoise.pynn"), 1, 1)]
    beside = f"  {'pyNN.' + given.beside:>9}  ratio  {'CPU':>9}  ratio" if given.beside else ""
    print(f"{'connector':<17} {'synapses':>11} {'projection':>11} {'to 10 ms':>9} {'CPU':>9}{beside}")
    for name in names:
        ours = in_a_process("equipoise", name, given.synapses)
        line = f"{name:<17} {ours['synapses']:>11,} {ours['projection']:>9.1f} s {ours['all']:>7.1f} s {ours['cpu']:>7.1f} s"
        if given.beside:
            theirs = in_a_process(given.beside, name, given.synapses)
            assert theirs["synapses"] == ours["synapses"]
            line += f"  {theirs['all']:>7.1f} s  {ours['all'] / theirs['all']:>5.2f}"
            line += f"  {theirs['cpu']:>7.1f} s  {ours['cpu'] / theirs['cpu']:>5.2f}"
        print(line, flush=True)


if __name__ == "__main__":
    main()
