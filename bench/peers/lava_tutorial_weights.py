#!/usr/bin/env python3
"""Regenerates examples/lava-ei-tutorial.npy: the weights of a public excitatory/inhibitory tutorial network.

The network is the "critical" one of Lava's end-to-end tutorial 02 (lava-nc/lava, BSD-3-Clause), described there as:
400 neurons (320 excitatory, 80 inhibitory), W[post, pre] normal with mean 0 and SD (2q)^2/400, entries of the wrong
sign set to 0, inhibitory columns times g = 4.5; q = sqrt(400/6). It is the second matrix drawn after
numpy.random.seed(1234); the first is the tutorial's "balanced" network with q = 1.

The rate network's matrix is then multiplied by the current decay 0.07 (the tutorial's further factor is 1 for this
network). With scale 10421.584 this reproduces all 160,000 integers of the published fixed-point conversion, in double
and in single precision: round(round(scale * W) / 64), halves to even. The unit of a weight is the threshold per step.

usage: lava_tutorial_weights.py [OUT.npy]      needs numpy only
"""
import sys

import numpy as np

NEURONS, EXCITATORY, G = 400, 320, 4.5
FACTOR = 0.07


def draw(q):
    weights = np.random.normal(0.0, (2 * q) ** 2 / NEURONS, (NEURONS, NEURONS))
    excitatory, inhibitory = weights[:, :EXCITATORY], weights[:, EXCITATORY:]
    np.maximum(excitatory, 0.0, out=excitatory)
    np.minimum(inhibitory, 0.0, out=inhibitory)
    inhibitory *= G
    return weights


def tutorial_weights():
    np.random.seed(1234)
    draw(1.0)
    return draw(np.sqrt(NEURONS / 6)) * FACTOR


if __name__ == "__main__":
    np.save(sys.argv[1] if len(sys.argv) > 1 else "lava-ei-tutorial.npy", tutorial_weights().astype("<f4"))
