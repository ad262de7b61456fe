"""
Leaves connectors to the machine, as a job on a real board does: sPyNNaker builds every row itself when the board is virtual.
Imported before spynnaker by scripts that are asked for it (`on_a_board` as first argument).
"""

import sys

if "on_a_board" in sys.argv:
    from spynnaker.pyNN.models.neural_projections import synapse_information

    read = synapse_information.get_config_bool

    def get_config_bool(section, option):
        return False if (section, option) == ("Machine", "virtual_board") else read(section, option)

    synapse_information.get_config_bool = get_config_bool
