"""A script's populations, projections and currents as a network: names and units stay PyNN's."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from ..networks import Network, free_name, milliseconds
from .populations import Population
from .projections import Projection
from .session import Exported
from .simulator import State
from .standardmodels import CurrentSource, IF_curr_delta, SpikeSourceArray, SpikeSourcePoisson

#: ms from which on a time is never: PyNN's ends of sources are 1e10 and 1e12 ms, and no run is as long.
_NEVER = 1e9
#: Labels of PyNN's own.
_UNNAMED = re.compile(r"population\d+")


def network_of(state: State, steps: int) -> Exported:
    """Return the network as it is now, for a run of so many steps. Raises EquipoiseError for what cannot be said of it."""
    neurons = [population for population in state.populations if population.celltype.injectable]
    dt = state.dt
    network = Network(
        {
            "name": "pynn",
            "seed": state.settings.seed,
            "timestep": milliseconds(dt),
            "duration": milliseconds(max(steps, 1) * dt),
            "populations": {},
            "projections": {},
            "stimuli": {},
        }
    )
    places = Places(state)
    for population in state.populations:
        if isinstance(population.celltype, SpikeSourcePoisson):
            _add_poisson(network, population, places)
        elif isinstance(population.celltype, SpikeSourceArray):
            _add_trains(network, population, places)
        else:
            _add_neurons(network, population, places)
    if not neurons:
        # A description has neurons; one that nothing reaches lets sources run alone.
        network.population(free_name("idle", places.names), 1, "IF_curr_exp")
    for projection in state.projections:
        _add_projection(network, projection, places)
    for source in state.current_sources:
        _add_current(network, source, places)
    poisson = [population for population in state.populations if isinstance(population.celltype, SpikeSourcePoisson)]
    return Exported(
        network,
        {int(population.first_id): places.name_of(population) for population in neurons},
        {int(population.first_id): places.parts(population) for population in poisson},
        any(population.recorder.has_spikes for population in poisson),
    )


class Places:
    """Where each cell is in the network: in which part, and which of it. A part is a population or a source."""

    def __init__(self, state: State) -> None:
        self.names: list[str] = []
        self._part = np.zeros(state.id_counter, np.int64)
        self._index = np.zeros(state.id_counter, np.int64)
        for k, population in enumerate(state.populations):
            # PyNN counts populations on over all simulations of a process; the noise of a source is decided by its name.
            label = f"population{k}" if _UNNAMED.fullmatch(population.label) else population.label
            for members in parts_of(population):
                cells = int(population.first_id) + members
                self._part[cells] = len(self.names)
                self._index[cells] = np.arange(len(members))
                self.names.append(free_name(label, self.names))

    def of(self, cells: Any) -> tuple[np.ndarray, np.ndarray]:
        """Return the part of each of some ids, and which of the part it is."""
        ids = np.fromiter(map(int, cells), dtype=np.int64, count=len(cells))
        return self._part[ids], self._index[ids]

    def parts(self, population: Population) -> list[tuple[str, np.ndarray]]:
        """Return names and members (indices in the population) of its parts."""
        part, _ = self.of(population.all_cells)
        return [(self.names[p], np.flatnonzero(part == p)) for p in range(part.min(), part.max() + 1)]

    def name_of(self, population: Population) -> str:
        """Return the name of a population that is one part."""
        part, _ = self.of(population.all_cells[:1])
        return self.names[part[0]]


def parts_of(population: Population) -> list[np.ndarray]:
    """Return the members of each part: Poisson sources of one part begin and end together, all else is one."""
    if not isinstance(population.celltype, SpikeSourcePoisson):
        return [np.arange(population.size)]
    windows = np.stack([population._parameters[name] for name in ("start", "duration")], axis=1)
    _, which = np.unique(windows, axis=0, return_inverse=True)
    which = which.reshape(-1)
    return [np.flatnonzero(which == k) for k in range(which.max() + 1)]


def _add_neurons(network: Network, population: Population, places: Places) -> None:
    cell = population.celltype
    name = places.name_of(population)
    parameters = {key: (population._parameters[key], cell.units[key]) for key in cell.default_parameters}
    network.population(
        name, population.size, type(cell).__name__, initial_v=(population._initial["v"], "mV"), **parameters
    )
    signals = population.recorder.signals()
    if signals:
        record = network.description.setdefault("probes", {}).setdefault("record", [])
        for variable, indices in signals.items():
            every = milliseconds(population.recorder.period * population._simulator.state.dt)
            cells: Any = "all" if len(indices) == population.size else indices
            record.append({"of": name, "neurons": cells, "variables": [variable], "every": every})


def _add_poisson(network: Network, population: Population, places: Places) -> None:
    values = population._parameters
    for name, members in places.parts(population):
        start, duration = (float(values[key][members[0]]) for key in ("start", "duration"))
        stimulus = {
            "type": "poisson_pool",
            "size": len(members),
            "rate": network.quantity(f"{name}.rate", values["rate"][members], "Hz"),
            "start": milliseconds(start),
        }
        if start + duration < _NEVER:
            stimulus["stop"] = milliseconds(start + duration)
        network.description["stimuli"][name] = stimulus


def _add_trains(network: Network, population: Population, places: Places) -> None:
    trains = population.trains
    sources = np.repeat(np.arange(len(trains)), [len(train) for train in trains])
    network.spikes(places.name_of(population), population.size, np.concatenate(trains), sources)


def _add_projection(network: Network, projection: Projection, places: Places) -> None:
    columns = projection.columns
    weight, delay = columns["weight"], columns["delay"]
    if len(weight) == 0:
        return
    (pre_part, pre_index), (post_part, post_index) = (places.of(side.all_cells) for side in (projection.pre, projection.post))
    pre_column, post_column = columns["presynaptic_index"], columns["postsynaptic_index"]
    if np.ptp(pre_part) == 0 and np.ptp(post_part) == 0:
        pairs, several = None, [int(pre_part[0]) * len(places.names) + int(post_part[0])]
    else:
        pairs = pre_part[pre_column] * len(places.names) + post_part[post_column]
        several = np.unique(pairs).tolist()
    pre_places, post_places = _looked_up(pre_index, pre_column), _looked_up(post_index, post_column)
    for pair in several:
        own: Any = slice(None) if pairs is None else pairs == pair
        pre, post = divmod(pair, len(places.names))
        label = projection.label or f"{places.names[pre]}→{places.names[post]}"
        network.synapses(
            free_name(label, list(network.description["projections"])),
            places.names[pre],
            places.names[post],
            pre_index=pre_places[own],
            post_index=post_places[own],
            weight=(weight[own], _weight_unit(projection)),
            delay=(delay[own], "ms"),
            receptor_type=projection.receptor_type,
        )


def _looked_up(index: np.ndarray, column: np.ndarray) -> np.ndarray:
    """Return the places that a column of indices stands for; the column itself where they are the same."""
    return column if np.array_equal(index, np.arange(len(index))) else index.astype(np.uint32)[column]


def _weight_unit(projection: Projection) -> str:
    if projection.post.conductance_based:
        return "uS"
    post = projection.post[0].parent.celltype
    return "mV" if isinstance(post, IF_curr_delta) else "nA"


def _add_current(network: Network, source: CurrentSource, places: Places) -> None:
    if not source.cells:
        return
    part, index = places.of(source.cells)
    since = np.array(source.since)
    stimuli = network.description["stimuli"]
    for p, begin in sorted(set(zip(part.tolist(), since.tolist()))):
        target = places.names[p]
        own = (part == p) & (since == begin)
        # A cell may have it more than once.
        times = np.bincount(index[own], minlength=network.description["populations"][target]["size"]).astype(np.float64)
        name = free_name(f"{type(source).__name__} {target}", [*stimuli, *places.names])
        steps = [
            {"at": milliseconds(at), "amplitude": network.quantity(f"{name}.{k}", times * amplitude, "nA")}
            for k, (at, amplitude) in enumerate(source.changes(begin))
            if at < _NEVER
        ]
        if steps:
            stimuli[name] = {"type": "step_current", "target": target, "steps": steps}
