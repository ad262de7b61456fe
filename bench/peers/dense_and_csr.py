#!/usr/bin/env python3
"""Steps an exported integer network in numpy, as array emulators do, and prints spike counts and seconds as JSON.

One step n (profile lava; all numbers integers, T truncates toward zero):
    u = T(u, fu) + (arrivals(n) << 6);  v = clip(T(v, fv) + u + bias);  spike where v > threshold, then v = 0
    arrivals(n + 1 + d) += (W @ spikes(n)) >> shift      for every delay d and synapse group
A step multiplies W, as a dense matrix (float64: exact for these integers, and what a fast matrix product needs) or as
scipy's CSR matrix, with the vector of spikes.

usage: dense_and_csr.py NETWORK dense|csr      (NETWORK: folder written by bench/export-network.ts)
"""
import json
import sys
import time
from pathlib import Path

import numpy as np
from scipy import sparse


def load(folder):
    folder = Path(folder)
    about = json.loads((folder / "about.json").read_text())
    read = lambda name, dtype: np.fromfile(folder / name, dtype=dtype)
    return about, read


def decay(x, factor, bits):
    return np.sign(x) * ((np.abs(x) * factor) >> bits)


def run(folder, kind):
    about, read = load(folder)
    n, steps, bits = about["neurons"], about["steps"], about["decayBits"]
    source, target, weight, delay, stage = (read(f"{k}.i32", "<i4") for k in ("source", "target", "weight", "delay", "stage"))
    neuron = {k: read(f"{k}.i32", "<i4").astype(np.int64) for k in ("u", "v", "uFactor", "vFactor", "bias", "threshold")}
    matrices = []
    for d, group in sorted(set(zip(delay.tolist(), stage.tolist()))):
        at = (delay == d) & (stage == group)
        csr = sparse.csr_matrix((weight[at].astype(np.float64), (target[at], source[at])), shape=(n, n))
        shift = about["stageShifts"][group] if group >= 0 else 0
        matrices.append((d, shift, csr.toarray() if kind == "dense" else csr))

    u, v = neuron["u"].copy(), neuron["v"].copy()
    slots = about["maxDelay"] + 2
    arrivals = np.zeros((slots, n), dtype=np.int64)
    half, limit = 2 ** (about["uBits"] - 1), 2 ** (about["vBits"] - 1) - 1
    counts = np.zeros(n, dtype=np.int64)
    begin = time.perf_counter()
    for step in range(steps):
        slot = step % slots
        a = arrivals[slot].copy()
        arrivals[slot] = 0
        u = decay(u, neuron["uFactor"], bits) + (a << about["inputShift"])
        u = np.where(u > half, u - 2 * half, np.where(u <= -half, u + 2 * half, u))
        v = np.clip(decay(v, neuron["vFactor"], bits) + u + neuron["bias"], -limit, limit)
        fired = v > neuron["threshold"]
        v[fired] = 0
        counts += fired
        spikes = fired.astype(np.float64)
        for d, shift, matrix in matrices:
            arrivals[(step + 1 + d) % slots] += (matrix @ spikes).astype(np.int64) >> shift
    seconds = time.perf_counter() - begin
    return {"seconds": seconds, "counts": counts.tolist()}


if __name__ == "__main__":
    print(json.dumps(run(sys.argv[1], sys.argv[2])))
