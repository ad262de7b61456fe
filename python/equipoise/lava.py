"""Lava's graphs as integer networks of equipoise.

``to_integers(process, folder)`` walks from any process of a graph along its ports and writes what fixed-point Lava computes with: the registers
of LIF, the weights of Dense, Sparse, DelayDense and DelaySparse as Lava clips and truncates them, the spikes of RingBuffer sources. The folder is
read by ``equipoise run``, ``compile`` and ``verify`` like any network; its profile ``lava`` gives Lava's spikes, u and v, bit for bit.

Needs lava-nc 0.10, with which the graph was made.
"""
import json
import os
import re
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from scipy.sparse import issparse

from lava.magma.core.process.ports.ports import AbstractVirtualPort, ReshapePort
from lava.proc.dense.process import DelayDense, Dense
from lava.proc.io.source import RingBuffer
from lava.proc.lif.process import LIF, LIFRefractory
from lava.proc.sparse.process import DelaySparse, Sparse
from lava.utils.weightutils import SignMode, clip_weights, determine_sign_mode, truncate_weights

# What is known exactly; subclasses such as LearningDense compute otherwise.
NEURONS = (LIF, LIFRefractory)
CONNECTIONS = (Dense, DelayDense, Sparse, DelaySparse)
SOURCES = (RingBuffer,)
WEIGHT_BITS = 8


class NotInIntegers(ValueError):
    """Something of the graph has no place in an integer network; the message names it and the way out."""


@dataclass
class Written:
    """What was written, and what of the graph was left out because nothing in the network depends on it."""

    folder: str
    neurons: int
    sources: int
    synapses: int
    ignored: list[str] = field(default_factory=list)


def to_integers(
    processes: Any,
    folder: str | os.PathLike[str],
    *,
    steps: int | None = None,
    name: str | None = None,
    timestep: float = 1.0,
    profile: Literal["lava", "hw"] = "lava",
) -> Written:
    """Writes the graph that hangs together with ``processes`` (one process, or a list) as network.json and arrays.npz.

    steps: length of a run; that of the longest RingBuffer unless told. timestep: ms of a step, for rates and times in reports.
    profile: ``lava``, or ``hw`` for the chip's own arithmetic, the only one with refractory periods.
    Returns a Written. Raises NotInIntegers for a process that an integer network cannot hold.
    """
    graph = _walk(processes if isinstance(processes, (list, tuple)) else [processes])
    neurons = [p for p in graph if type(p) in NEURONS]
    connections = [p for p in graph if type(p) in CONNECTIONS]
    sources = [p for p in graph if type(p) in SOURCES]
    if not neurons:
        raise NotInIntegers("the graph has no LIF: give one of its neurons or connections")
    steps = _steps(steps, sources)
    names = _names(neurons, "LIF")
    firsts = dict(zip(neurons, np.cumsum([0] + [_size(p) for p in neurons[:-1]]).tolist()))
    size = sum(_size(p) for p in neurons)

    inputs, spikes, synapses = [], [], []
    groups: list[dict[str, Any]] = []
    first_of: dict[tuple[Any, Any], int] = {}
    next_id = size
    source_names = _names(sources, "input", taken=set(names.values()))
    for connection in connections:
        origin = _origin(connection)
        targets = _targets(connection)
        if origin is None or not targets:
            continue
        if origin in firsts:
            first = firsts[origin]
        else:
            # A payload counts only where messages have bits: such a source is an input of its own.
            counted = _init(connection.num_message_bits).item() > 0
            if (origin, counted) not in first_of:
                other = any(known is origin for known, _ in first_of)
                label = source_names[origin] + (" (counted)" if counted and other else " (once)" if other else "")
                first_of[origin, counted] = next_id
                inputs.append({"name": label, "size": _size(origin), "kind": "spike_times"})
                spikes.append(_spikes(origin, counted, steps, next_id, label))
                next_id += _size(origin)
            first = first_of[origin, counted]
        group, post, pre, weight, delay = _synapses(connection, len(groups))
        groups.append(group)
        for target in targets:
            index = np.full(len(post), len(groups) - 1)
            synapses.append((pre + first, post + firsts[target], weight, index, delay))

    arrays = _registers(neurons, names, profile)
    columns = [np.concatenate(column) for column in zip(*synapses)] if synapses else [np.zeros(0, int)] * 5
    arrays.update(zip(("pre", "post", "mantissa", "group", "delay"), (c.astype(np.int64) for c in columns)))
    if inputs:
        arrays["spike_step"], arrays["spike_source"] = (np.concatenate(column) for column in zip(*spikes))
    network = {
        "format": "equipoise-integers",
        "version": 1,
        "family": "loihi",
        "name": name or "lava",
        "target": "loihi1",
        "profile": profile,
        "timestep": timestep,
        "steps": steps,
        # Lava has as many cores as it takes.
        "options": {"oversize": True},
        "populations": [{"name": names[p], "size": _size(p)} for p in neurons],
        "inputs": inputs,
        "groups": groups,
    }
    os.makedirs(folder, exist_ok=True)
    np.savez_compressed(os.path.join(folder, "arrays.npz"), **arrays)
    with open(os.path.join(folder, "network.json"), "w", encoding="utf-8") as file:
        json.dump(network, file, indent=2, ensure_ascii=False)
        file.write("\n")
    known = NEURONS + CONNECTIONS + SOURCES
    ignored = [p.name for p in graph if type(p) not in known]
    return Written(os.fspath(folder), size, next_id - size, len(columns[0]), ignored)


def _walk(processes):
    """All processes that are connected with these, in the order in which they were made."""
    found = {}
    queue = list(processes)
    while queue:
        process = queue.pop()
        if process.id in found:
            continue
        found[process.id] = process
        for port in process.in_ports.members + process.out_ports.members:
            queue += [other.process for other in port.get_src_ports() + port.get_dst_ports()]
    return [found[key] for key in sorted(found)]


def _origin(connection):
    """What emits the spikes of a connection, or None."""
    ports = _ports(connection.s_in, "in_connections", connection)
    if len(ports) > 1:
        names = ", ".join(port.process.name for port in ports)
        raise NotInIntegers(f"{connection.name} adds the spikes of {names}: give each a connection of its own")
    if not ports:
        return None
    process = ports[0].process
    if type(process) not in NEURONS + SOURCES:
        raise NotInIntegers(
            f"{process.name}, which feeds {connection.name}, is a {type(process).__name__}: known are LIF, LIFRefractory and "
            "io.source.RingBuffer; record what it emits and play it from a RingBuffer"
        )
    return process


def _targets(connection):
    targets = []
    for port in _ports(connection.a_out, "out_connections", connection):
        if type(port.process) in NEURONS:
            targets.append(port.process)
        elif port.process.out_ports.members:
            raise NotInIntegers(
                f"{port.process.name}, which {connection.name} feeds, is a {type(port.process).__name__}: known are LIF and LIFRefractory"
            )
    return targets


def _ports(port, direction, connection):
    """The ports of processes at the other end; neurons are counted in C order, as a reshape leaves them."""
    found = []
    for other in getattr(port, direction):
        if not isinstance(other, AbstractVirtualPort):
            found.append(other)
        elif isinstance(other, ReshapePort):
            found += _ports(other, direction, connection)
        else:
            raise NotInIntegers(f"{connection.name} goes through a {type(other).__name__}: permute its weights instead")
    return found


def _synapses(connection, index):
    """Group, and post, pre, mantissa, delay of all weights that are not 0 on the chip."""
    parameters = connection.proc_params
    weights = connection.weights.init
    bits = int(parameters.get("num_weight_bits", WEIGHT_BITS) or 0)
    exponent = int(parameters.get("weight_exp", 0) or 0)
    # As Lava has it, `or` included.
    mode = parameters.get("sign_mode") or determine_sign_mode(weights)
    effective = truncate_weights(clip_weights(weights, mode, num_bits=WEIGHT_BITS), mode, bits)
    if issparse(effective):
        effective = effective.tocoo()
        post, pre, weight = effective.row, effective.col, effective.data
    else:
        post, pre = np.nonzero(effective)
        weight = effective[post, pre]
    kept = weight != 0
    post, pre, weight = post[kept], pre[kept], weight[kept]
    group = {
        "name": _label(connection, f"connection {index}"),
        "weight_exponent": exponent,
        "weight_bits": bits,
        # A weight of sign mode NULL is clipped as an excitatory one.
        "sign_mode": {SignMode.MIXED: "mixed", SignMode.INHIBITORY: "inhibitory"}.get(mode, "excitatory"),
    }
    return group, post, pre, weight, _delays(connection, post, pre)


def _delays(connection, post, pre):
    if not isinstance(connection, (DelayDense, DelaySparse)):
        return np.zeros(len(post), int)
    delays = connection.delays.init
    if np.isscalar(delays):
        return np.full(len(post), int(np.asarray(delays).item()))
    return np.asarray(delays.tocsr()[post, pre] if issparse(delays) else delays[post, pre]).ravel().astype(int)


def _registers(neurons, names, profile):
    """The registers of all neurons by name."""
    columns = {
        "du": "du",
        "dv": "dv",
        "threshold_mantissa": "vth",
        "bias_mantissa": "bias_mant",
        "bias_exponent": "bias_exp",
        "u0": "u",
        "v0": "v",
    }
    arrays = {}
    for register, variable in columns.items():
        parts = []
        for process in neurons:
            values = _init(getattr(process, variable)).ravel()
            if not np.all(values == np.floor(values)):
                raise NotInIntegers(
                    f"{variable} of {names[process]} is {values[values != np.floor(values)][0]}, no integer: the graph is for Lava's "
                    "floating-point models; give du and dv of 12 bits, vth, bias_mant and bias_exp as its fixed-point models have them"
                )
            parts.append(np.broadcast_to(values, (_size(process),)).astype(np.int64))
        arrays[register] = np.concatenate(parts)
    refractory = [_dead_steps(process) for process in neurons]
    if any(refractory) and profile == "lava":
        process = neurons[next(k for k, dead in enumerate(refractory) if dead)]
        raise NotInIntegers(
            f"{names[process]} has a refractory period, for which Lava has no fixed-point model: give profile='hw', the chip's own arithmetic"
        )
    # Register k: k - 1 dead steps.
    arrays["refractory"] = np.concatenate(
        [np.full(_size(process), dead + 1 if dead else 0) for process, dead in zip(neurons, refractory)]
    )
    return arrays


def _dead_steps(process):
    return int(process.proc_params.get("refractory_period")) if isinstance(process, LIFRefractory) else 0


def _spikes(source, counted, steps, first, name):
    """Step and id of every spike of a run; a payload is so many spikes at once. The buffer begins again at its end."""
    data = np.asarray(source.data.init)
    data = data.reshape(-1, data.shape[-1])
    if not np.all((data == np.floor(data)) & (data >= 0)):
        raise NotInIntegers(f"{name} emits negative or broken payloads, and spikes are counted")
    counts = data[:, np.arange(steps) % data.shape[1]].astype(np.int64)
    if not counted:
        counts = np.minimum(counts, 1)
    step, index = np.nonzero(counts.T)
    times = counts.T[step, index]
    return np.repeat(step, times), np.repeat(index + first, times)


def _steps(steps, sources):
    if steps is not None:
        return int(steps)
    if not sources:
        raise NotInIntegers("the graph has no RingBuffer that tells how long a run is: give steps=…")
    return max(source.data.init.shape[-1] for source in sources)


def _init(variable):
    return np.asarray(variable.init)


def _size(process):
    return int(np.prod(process.s_out.shape))


def _label(process, otherwise):
    """Lava calls a process without a name Process_3."""
    return otherwise if re.fullmatch(r"Process_\d+", process.name) else process.name[:64]


def _names(processes, kind, taken=()):
    """A name for each, none twice."""
    names, used = {}, set(taken)
    for k, process in enumerate(processes):
        base = label = _label(process, f"{kind}{k}")
        number = 2
        while label in used:
            label = f"{base[:58]} {number}"
            number += 1
        used.add(label)
        names[process] = label
    return names
