"""
Runs an exported script on sPyNNaker's virtual board and decodes the bytes that it would load.

    python loaded.py run.py loaded.json synapses.u32

Who sits where and which keys it sends is sPyNNaker's own word; everything else is read from the regions of ds.sqlite3: ring-buffer shifts
(SynapseParams), population table, synaptic rows (SynBlocks), parameters (neuron_builder, from which the machine makes neuron_params), current
sources. synapses.u32 has seven numbers a synapse: pre vertex, pre atom, post vertex, post atom, type << 16 | weight, delay in ticks, the word itself.
Layouts: SpiNNaker spec 2.1, 3.1, and sPyNNaker 7.4.1.
"""
import glob
import json
import os
import runpy
import sqlite3
import sys

import numpy as np
import spynnaker.pyNN as sim
from spynnaker.pyNN.data import SpynnakerDataView
from spynnaker.pyNN.models.neuron import PopulationVertex
from spynnaker.pyNN.models.spike_source.spike_source_array_vertex import SpikeSourceArrayVertex
from spynnaker.pyNN.models.utility_models.delays import DelayExtensionVertex

SYNAPTIC_ROW_HEADER = 3
NO_ADDRESS = 2**24 - 1

# Fields of the structs of a neuron core, in their order; None: it says how many steps a tick has, or repeats the tick.
LIF = ["vInit", "vRest", "cM", "tauM", "iOffset", "vReset", "tRefractory", "refractoryInit", "dt"]
EXPONENTIAL = ["tauExcitatory", "excitatoryInit", "tauInhibitory", "inhibitoryInit", "dt"]
DELTA = ["excitatoryInit", "inhibitoryInit"]
STRUCTS = {
    "IF_curr_exp": [["stepsPerTick"], LIF, [], ["vThreshold"], EXPONENTIAL],
    "IF_cond_exp": [["stepsPerTick"], LIF, ["reversalExcitatory", "reversalInhibitory"], ["vThreshold"], EXPONENTIAL],
    "IF_curr_delta": [["stepsPerTick"], LIF, ["dt"], ["vThreshold"], DELTA],
}
S1615 = 0


class Board:
    """The regions of all cores."""

    def __init__(self, database):
        self.cursor = sqlite3.connect(database).cursor()

    def words(self, core, label):
        query = "SELECT content FROM region WHERE x = ? AND y = ? AND p = ? AND region_label = ?"
        (content,) = self.cursor.execute(query, (*core, label)).fetchone()
        return np.frombuffer(content, dtype="<u4") if content is not None else None


def seat(vertex):
    placement = SpynnakerDataView.get_placement_of_vertex(vertex)
    return placement.x, placement.y, placement.p


def cores_of(vertex):
    """Each with its first atom and their number."""
    return [(seat(m), m.vertex_slice.lo_atom, m.vertex_slice.n_atoms)
            for m in sorted(vertex.machine_vertices, key=lambda m: m.vertex_slice.lo_atom)]


def senders_by_key():
    """Application key: (vertex, ticks of one delay stage, stages); no stages: it sends what it fires itself."""
    infos = SpynnakerDataView.get_routing_infos()
    found = {}
    for info in infos:
        vertex = info.vertex
        if isinstance(vertex, DelayExtensionVertex):
            found[info.key] = (vertex.source_vertex, vertex.delay_per_stage, vertex.n_delay_stages)
        elif isinstance(vertex, (PopulationVertex, SpikeSourceArrayVertex)):
            found[info.key] = (vertex, 0, 0)
    return found


def parameters_of(board, core, model, atoms):
    """Raw parameters by name, one a neuron: as loaded, or as the machine's neuron expander will write them."""
    written = board.words(core, "neuron_params")
    return expanded(board.words(core, "neuron_builder"), model) if written is None else as_written(written, model, atoms)


def as_written(words, model, atoms):
    (steps_per_tick,), *repeated = STRUCTS[model]
    values = {steps_per_tick: [int(words[0])] * atoms}
    at = 1
    for fields in repeated:
        size = len(fields) * atoms
        for field, column in zip(fields, words[at:at + size].view(np.int32).reshape(atoms, -1).T.tolist()):
            assert values.setdefault(field, column) == column, f"two values of {field}"
        at += size
    assert at == len(words), f"{len(words)} words of parameters where {at} were expected"
    return values


def expanded(words, model):
    *_, n_structs, atoms = words[:12]
    assert n_structs == len(STRUCTS[model]), f"{n_structs} structs"
    values = {}
    at = 12
    for fields in STRUCTS[model]:
        _bytes, _repeats, size, n_fields = words[at:at + 4]
        assert n_fields == len(fields), f"{n_fields} fields where {fields} were expected"
        meta, data = at + 4, at + size // 4
        for field in fields:
            kind, ranges = words[meta:meta + 2]
            meta += 2
            column = []
            for count, generator in words[meta:meta + 2 * ranges].reshape(-1, 2):
                assert generator == 0, "a parameter that is drawn"
                raw = int(words[data].view(np.int32))
                column.extend([raw if kind == S1615 else raw >> 15] * min(int(count), int(atoms)))
                data += 1
            meta += 2 * ranges
            assert values.setdefault(field, column) == column, f"two values of {field}"
        at = data
    return {name: column * (atoms // len(column)) for name, column in values.items()}


def synapses(board, core, lo, post, senders, vertices):
    """All of one core: rows of seven numbers."""
    _n, types, index_bits, type_bits, delay_bits, _late, _buffer = map(int, board.words(core, "SynapseParams")[:7])
    table, blocks = board.words(core, "PopTable"), board.words(core, "SynBlocks")
    if table is None or blocks is None:
        return np.zeros((0, 7), dtype=np.uint32)
    n_entries, _n_addresses = map(int, table[:2])
    entries, addresses = table[2:2 + 5 * n_entries].reshape(-1, 5), table[2 + 5 * n_entries:]
    found = []
    for key, mask, where, cores, sizes in entries.tolist():
        start, count = where & 0x1FFF, where >> 16
        atoms_per_core = sizes & 0xFFFF
        vertex, stage_ticks, stages = senders[key]
        for entry in addresses[start:start + count].tolist():
            if entry >> 8 == NO_ADDRESS:
                continue
            stride = (entry & 0xFF) + 1 + SYNAPTIC_ROW_HEADER
            rows = vertex.n_atoms * max(stages, 1)
            first = (entry >> 8) * 4
            block = blocks[first:first + rows * stride]
            for r, row in enumerate(block.reshape(-1, stride)):
                plastic, fixed, control = row[:3].tolist()
                assert plastic == 0 and control == 0, "plastic synapses"
                words = row[3:3 + fixed]
                core_of_row, local = divmod(r, atoms_per_core)
                extra = 0
                if stages:
                    own = atoms_per_core // stages
                    stage, local = divmod(local, own)
                    extra, atoms_of_core = (stage + 1) * stage_ticks, own
                else:
                    atoms_of_core = atoms_per_core
                out = np.empty((fixed, 7), dtype=np.uint32)
                out[:, 0] = vertices.index(vertex)
                out[:, 1] = core_of_row * atoms_of_core + local
                out[:, 2] = post
                out[:, 3] = lo + (words & (2**index_bits - 1))
                out[:, 4] = (words >> 16) | ((words >> index_bits) & (2**type_bits - 1)) << 16
                delay = (words >> (index_bits + type_bits)) & (2**delay_bits - 1)
                out[:, 5] = extra + np.where(delay == 0, 2**delay_bits, delay)
                out[:, 6] = words
                found.append(out)
    return np.concatenate(found) if found else np.zeros((0, 7), dtype=np.uint32)


def current_steps(words, atoms):
    """For each atom the (tick, raw amplitude) of all its sources."""
    if words[0] == 0:
        return [[]] * atoms
    at, of_atom = 1, []
    for _ in range(atoms):
        n = int(words[at])
        pairs = words[at + 1:at + 1 + 2 * n].reshape(-1, 2).tolist()
        assert all(kind == 3 for kind, _ in pairs), "a current that is no step current"
        of_atom.append([index for _, index in pairs])
        at += 1 + 2 * n
    n_steps = int(words[at + 2])
    at += 4
    sources = []
    for _ in range(n_steps):
        n = int(words[at])
        times = words[at + 1:at + 1 + n].tolist()
        amplitudes = words[at + 2 + n:at + 2 + 2 * n].view(np.int32).tolist()
        sources.append(list(zip(times, amplitudes)))
        at += 2 + 2 * n
    return [[step for index in indices for step in sources[index]] for indices in of_atom]


def spikes_of(vertex):
    """What its cores are handed when the run starts: (tick, source)."""
    for machine_vertex in vertex.machine_vertices:
        trains = machine_vertex.send_buffer_times
        for atom, ticks in enumerate([] if trains is None else trains):
            yield from ([int(tick), machine_vertex.vertex_slice.lo_atom + atom] for tick in ticks)


def read_board():
    (database,) = glob.glob(os.path.join(SpynnakerDataView.get_run_dir_path(), "ds.sqlite3"))
    board = Board(database)
    vertices = [v for v in SpynnakerDataView.iterate_vertices()
                if isinstance(v, (PopulationVertex, SpikeSourceArrayVertex))]
    senders = senders_by_key()
    populations, inputs, rows = [], [], []
    for post, vertex in enumerate(vertices):
        cores = cores_of(vertex)
        head = {"label": vertex.label, "vertex": post, "size": vertex.n_atoms, "cores": [n for _, _, n in cores]}
        if isinstance(vertex, SpikeSourceArrayVertex):
            inputs.append({**head, "spikes": sorted(spikes_of(vertex))})
            continue
        model = vertex.neuron_impl.model_name
        parameters, shifts, layouts, currents = {}, [], [], []
        for core, lo, atoms in cores:
            synapse_params = board.words(core, "SynapseParams").tolist()
            layouts.append(dict(zip(("indexBits", "typeBits", "delayBits"), synapse_params[2:5])))
            shifts.append(synapse_params[7:])
            for name, column in parameters_of(board, core, model, atoms).items():
                parameters.setdefault(name, []).extend(column)
            currents.extend(current_steps(board.words(core, "CurrentSourceParams"), atoms))
            rows.append(synapses(board, core, lo, post, senders, vertices))
        populations.append({**head, "model": model, "parameters": parameters, "layouts": layouts, "shifts": shifts,
                            "currents": currents})
    return {"populations": populations, "inputs": inputs}, np.concatenate(rows)


def main(script, loaded, synapse_file):
    end = sim.end

    def read_and_end():
        network, rows = read_board()
        rows.astype("<u4").tofile(synapse_file)
        with open(loaded, "w", encoding="utf-8") as file:
            json.dump(network, file)
        end()

    sim.end = read_and_end
    runpy.run_path(script, run_name="__main__")


main(*sys.argv[1:])
