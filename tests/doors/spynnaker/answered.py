"""
Runs an exported script as though a machine had answered: the virtual board maps the network, and the spikes come from a file.

    python answered.py run.py spikes.json

spikes.json has for each population [neuron, time in ms] as sPyNNaker hands them out: the start of the tick, in no order.
"""
import json
import runpy
import sys

import numpy as np
import spynnaker.pyNN as sim
from spinn_utilities import config_holder


def main(script, answer):
    with open(answer, encoding="utf-8") as file:
        spikes = json.load(file)
    sim.Population.spinnaker_get_data = lambda self, variable: np.array(spikes[self.label], dtype=float).reshape(-1, 2)
    # sPyNNaker has the function itself already; only the script will find this one.
    config_holder.get_config_bool = lambda section, option: False
    runpy.run_path(script, run_name="__main__")


main(*sys.argv[1:])
