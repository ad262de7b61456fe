"""What every Python peer of the side-by-side benchmark does alike: read the exported network, write its spikes, say what it cost."""
import json
import resource
import sys
from pathlib import Path

import numpy as np


class Exported:
    """The folder written by bench/side-by-side/export-description.ts."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.about = json.loads((self.folder / "network.json").read_text())

    def read(self, name, kind):
        return np.fromfile(self.folder / name, dtype=kind)

    def initial_v(self, population):
        """mV of each neuron."""
        return self.read("initial-v.f64", "<f8")[population["first"] : population["first"] + population["size"]]

    def pairs(self, projection):
        """Presynaptic and postsynaptic ids, each local to its population, in the order of the draw."""
        index = projection["index"]
        starts = self.read(f"rows-{index}.u32", "<u4")
        source = self.read(f"source-{index}.u32", "<u4")
        return source, np.repeat(np.arange(len(starts) - 1, dtype=np.uint32), np.diff(starts))


def peak_memory():
    """Bytes of this process alone: where there is /proc, not getrusage, which begins with the peak of the process that started this one."""
    status = Path("/proc/self/status")
    if status.exists():
        return 1024 * next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def report(build, simulate, spikes_file, steps, ids, synapses, peak=None):
    """Writes the spikes as pairs (step, id) and prints the costs: seconds and bytes."""
    order = np.lexsort((ids, steps))
    np.column_stack((np.asarray(steps)[order], np.asarray(ids)[order])).astype("<i4").tofile(spikes_file)
    if peak is None:
        peak = peak_memory()
    json.dump({"build": build, "simulate": simulate, "peakBytes": int(peak), "synapses": int(synapses)}, sys.stdout)
    print()
