"""Times a PyNN script of ten million synapses up to its first spikes: `python python/bench/pynn_synapses.py`, seconds of each phase."""

from __future__ import annotations

import time

import equipoise.pynn as sim

NEURONS = 10_000
#: ms
FIRST, MORE = 10.0, 10.0


def main() -> None:
    began = time.perf_counter()

    def phase(name: str) -> None:
        nonlocal began
        now = time.perf_counter()
        print(f"{name:<22} {now - began:6.2f} s")
        began = now

    sim.setup(timestep=0.1, target="reference")
    cells = sim.Population(NEURONS, sim.IF_curr_exp(i_offset=0.3), label="cells")
    cells.record("spikes")
    phase("population")
    connector = sim.FixedProbabilityConnector(0.1, rng=sim.NumpyRNG(seed=1))
    projection = sim.Projection(cells, cells, connector, sim.StaticSynapse(weight=1e-4, delay=1.0))
    print(f"{len(projection):,} synapses")
    phase("projection")
    sim.run(FIRST)
    phase(f"written, {FIRST:g} ms run")
    sim.run(MORE)
    phase(f"{MORE:g} ms more")


if __name__ == "__main__":
    main()
