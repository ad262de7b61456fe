#!/usr/bin/env python3
"""Steps an exported integer network in numpy, as array emulators do, and prints spike counts and seconds as JSON.

One step n (all numbers integers, T truncates toward zero):
    lava  u = wrap once(T(u, fu) + (a << 6));  v = clip(T(v, fv) + u + bias)
    hw    u = wrap24(T(u, fu) + wrap22(a));  v = clip(T(v, fv) + wrap24(u + bias));  v = 0 while refractory
    spike where v > threshold, then v = 0
    a(n + 1 + d) += (W @ spikes(n)) >> shift      for every delay d and synapse group
A step multiplies W, as a dense matrix (float64: exact for these integers, and what a fast matrix product needs) or as
scipy's CSR matrix, with the vector of spikes. The input of the spike sources has been drawn beforehand and is read.

usage: dense_and_csr.py NETWORK dense|csr      (NETWORK: folder written by bench/export-network.ts)
"""
import json
import sys
import time
from pathlib import Path

import numpy as np
from scipy import sparse


class Network:
    def __init__(self, folder):
        self.folder = Path(folder)
        self.about = json.loads((self.folder / "about.json").read_text())
        names = ("u", "v", "uFactor", "vFactor", "bias", "threshold", "vmin", "vmax", "refractoryPeriod")
        self.neuron = {name: self.read(name).astype(np.int64) for name in names}

    def read(self, name):
        return np.fromfile(self.folder / f"{name}.i32", dtype="<i4")

    def matrices(self, dense):
        """One matrix for each delay and stage: (delay, shift, W)."""
        n, shifts = self.about["neurons"], self.about["stageShifts"]
        source, target, weight, delay, stage = (self.read(k) for k in ("source", "target", "weight", "delay", "stage"))
        kind = delay.astype(np.int64) * (len(shifts) + 1) + stage + 1
        out = []
        for value in np.unique(kind):
            at = kind == value
            csr = sparse.csr_matrix((weight[at].astype(np.float64), (target[at], source[at])), shape=(n, n))
            d, group = divmod(int(value), len(shifts) + 1)
            out.append((d, shifts[group - 1] if group > 0 else 0, csr.toarray() if dense else csr))
        return out


def decay(x, factor, bits):
    return np.sign(x) * ((np.abs(x) * factor) >> bits)


def wrap(x, bits):
    half = 1 << (bits - 1)
    return ((x + half) & (2 * half - 1)) - half


def lava_step(about, c, u, v, countdown, a):
    half, limit = 2 ** (about["uBits"] - 1), 2 ** (about["vBits"] - 1) - 1
    u = decay(u, c["uFactor"], about["decayBits"]) + (a << about["inputShift"])
    u = np.where(u > half, u - 2 * half, np.where(u <= -half, u + 2 * half, u))
    v = np.clip(decay(v, c["vFactor"], about["decayBits"]) + u + c["bias"], -limit, limit)
    fired = v > c["threshold"]
    v[fired] = 0
    return u, v, countdown, fired


def hw_step(about, c, u, v, countdown, a):
    u = wrap(decay(u, c["uFactor"], about["decayBits"]) + wrap(a << about["inputShift"], about["accumulatorBits"]), about["uBits"])
    v = np.clip(decay(v, c["vFactor"], about["decayBits"]) + wrap(u + c["bias"], about["uBits"]), c["vmin"], c["vmax"])
    v[countdown > 0] = 0
    fired = v > c["threshold"]
    v[fired] = 0
    countdown = np.maximum(np.where(fired, c["refractoryPeriod"], countdown) - 1, 0)
    return u, v, countdown, fired


def run(folder, kind):
    network = Network(folder)
    about, c = network.about, network.neuron
    n, steps = about["neurons"], about["steps"]
    matrices = network.matrices(dense=kind == "dense")
    given = network.read("input").reshape(-1, n)
    advance = {"lava": lava_step, "hw": hw_step}[about["profile"]]

    u, v, countdown = c["u"].copy(), c["v"].copy(), np.zeros(n, dtype=np.int64)
    slots = about["maxDelay"] + 2
    arrivals = np.zeros((slots, n), dtype=np.int64)
    counts = np.zeros(n, dtype=np.int64)
    begin = time.perf_counter()
    for step in range(steps):
        slot = step % slots
        a = arrivals[slot].copy()
        arrivals[slot] = 0
        if len(given) > 0:
            a += given[step]
        u, v, countdown, fired = advance(about, c, u, v, countdown, a)
        counts += fired
        spikes = fired.astype(np.float64)
        for d, shift, matrix in matrices:
            arrivals[(step + 1 + d) % slots] += (matrix @ spikes).astype(np.int64) >> shift
    seconds = time.perf_counter() - begin
    return {"seconds": seconds, "counts": counts.tolist()}


if __name__ == "__main__":
    print(json.dumps(run(sys.argv[1], sys.argv[2])))
