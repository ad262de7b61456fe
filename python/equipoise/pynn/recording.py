"""Recordings of a population as PyNN hands them out."""

from __future__ import annotations

from typing import Any

import numpy as np
from pyNN import recording

from ..errors import EquipoiseError
from . import simulator
from .standardmodels import SpikeSourceArray, SpikeSourcePoisson

#: PyNN's variables: those of a description, and how many of its units are one of PyNN's.
VARIABLES = {"v": ("v", 1.0), "gsyn_exc": ("g_E", 1e3), "gsyn_inh": ("g_I", 1e3)}


class Recorder(recording.Recorder):
    _simulator = simulator

    def __init__(self, population: Any, file: Any = None) -> None:
        super().__init__(population, file)
        #: By id, the time (ms) since which a cell's spikes are recorded.
        self._since: dict[int, float] = {}

    @property
    def period(self) -> int:
        """Steps between two samples."""
        steps = self.sampling_interval / simulator.state.dt
        if round(steps) < 1 or abs(steps - round(steps)) > 1e-6:
            raise EquipoiseError.of_ours(
                "pynn-sampling",
                f"{self.population.label}: a sampling interval of {self.sampling_interval} ms is no multiple of the time step "
                f"of {simulator.state.dt} ms",
            )
        return round(steps)

    @property
    def has_spikes(self) -> bool:
        """Whether spikes of any cell are recorded."""
        return any(variable.name == "spikes" and cells for variable, cells in self.recorded.items())

    def signals(self) -> dict[str, list[int]]:
        """Return the variables that are sampled, and the indices of the cells that each is sampled of."""
        return {
            VARIABLES[variable.name][0]: sorted(self.population.id_to_index(int(cell)) for cell in cells)
            for variable, cells in self.recorded.items()
            if variable.name in VARIABLES and cells
        }

    def _record(self, variable: Any, new_ids: set[Any], sampling_interval: float | None = None) -> None:
        if sampling_interval is not None:
            self.sampling_interval = sampling_interval
        if variable.name == "spikes":
            self._since.update(dict.fromkeys(map(int, new_ids), simulator.state.t))
        if new_ids and (variable.name != "spikes" or isinstance(self.population.celltype, SpikeSourcePoisson)):
            simulator.state.changed(f"what is recorded of {self.population.label}")

    def _get_spiketimes(self, ids: Any, clear: bool = False) -> dict[int, np.ndarray]:
        times, neurons = self._all_spikes()
        order = np.argsort(neurons, kind="stable")
        times, neurons = times[order], neurons[order]
        indices = np.array([self.population.id_to_index(int(cell)) for cell in ids], dtype=np.int64)
        begins, ends = (np.searchsorted(neurons, indices, side=side) for side in ("left", "right"))
        cleared = float(self._recording_start_time.magnitude)
        result = {}
        for cell, begin, end in zip(map(int, ids), begins, ends):
            train, since = times[begin:end], max(cleared, self._since.get(cell, 0.0))
            # A spike at the very time ended the step before; times are sums of steps.
            result[cell] = train[train > since + 1e-6 * simulator.state.dt] if since > 0 else train
        return result

    def _get_all_signals(self, variable: Any, ids: Any, clear: bool = False) -> tuple[np.ndarray, None]:
        name, scale = VARIABLES[variable.name]
        indices = [self.population.id_to_index(int(cell)) for cell in ids]
        rows = self._all_rows(name, indices) / scale
        begin = self.population._initial.get(variable.name)
        first = np.zeros(len(indices)) if begin is None else begin[indices]
        samples = np.vstack([first, rows])
        interval = self.period * simulator.state.dt
        skipped = int(np.ceil(float(self._recording_start_time.magnitude) / interval - 1e-6))
        return samples[skipped:], None

    def _all_spikes(self) -> tuple[np.ndarray, np.ndarray]:
        """Return times (ms) and indices of the population's spikes in this segment."""
        state = simulator.state
        if isinstance(self.population.celltype, SpikeSourceArray):
            trains = self.population.trains
            times = np.concatenate(trains)
            ran = times <= state.t + state.dt / 2
            return times[ran], np.repeat(np.arange(len(trains)), [len(train) for train in trains])[ran]
        if state.session is None:
            return np.zeros(0), np.zeros(0, np.uint32)
        played = isinstance(self.population.celltype, SpikeSourcePoisson)
        spikes = state.session.source_spikes if played else state.session.spikes
        return spikes(int(self.population.first_id))

    def _all_rows(self, variable: str, indices: list[int]) -> np.ndarray:
        """Return a variable of some cells in this segment, [sample][cell], without that at t = 0."""
        state = simulator.state
        if state.session is None or state.t == 0:
            return np.zeros((0, len(indices)))
        rows, neurons = state.session.signal(int(self.population.first_id), variable)
        return rows[:, np.searchsorted(neurons, indices)]

    def _local_count(self, variable: Any, filter_ids: Any = None) -> dict[int, int]:
        ids = sorted(self.filter_recorded(variable, filter_ids))
        return {cell: len(train) for cell, train in self._get_spiketimes(ids).items()}

    def _clear_simulator(self) -> None:
        # What was before counts no more by its time.
        pass

    def _reset(self) -> None:
        self._since = {}
