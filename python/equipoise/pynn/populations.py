"""Populations, views of them and assemblies: parameters and initial values as arrays of one value a cell."""

from __future__ import annotations

from typing import Any

import numpy as np
from pyNN import common, errors
from pyNN.parameters import LazyArray, ParameterSpace, simplify

from ..errors import EquipoiseError
from . import simulator
from .recording import Recorder
from .standardmodels import (
    IF_cond_exp,
    IF_curr_delta,
    IF_curr_exp,
    SpikeSourceArray,
    SpikeSourcePoisson,
    check_current,
    refusal_of,
    trains_of,
)

_CELLS = (IF_curr_exp, IF_curr_delta, IF_cond_exp, SpikeSourcePoisson, SpikeSourceArray)


class Assembly(common.Assembly):
    _simulator = simulator

    def inject(self, current_source: Any) -> None:
        """Inject a current into all cells."""
        for population in self.populations:
            population.inject(current_source)


class PopulationView(common.PopulationView):
    _assembly_class = Assembly
    _simulator = simulator

    @property
    def _places(self) -> np.ndarray:
        return self.index_in_grandparent(np.arange(self.size))

    def _get_parameters(self, *names: str) -> ParameterSpace:
        return _space(self, {name: self.grandparent._parameters[name][self._places] for name in names})

    def _set_parameters(self, parameter_space: ParameterSpace) -> None:
        parameter_space.evaluate(simplify=False)
        self.grandparent._keep_parameters(parameter_space, self._places)

    def _set_initial_value_array(self, variable: str, initial_values: Any) -> None:
        self.grandparent._keep_initial(variable, initial_values, self._places)

    def initialize(self, **initial_values: Any) -> None:
        """Set initial values of the cells of this view, as `Population.initialize` does."""
        for variable, value in initial_values.items():
            self._set_initial_value_array(variable, LazyArray(value, shape=(self.size,), dtype=float))

    def inject(self, current_source: Any) -> None:
        """Inject a current into all cells."""
        check_current(current_source)
        super().inject(current_source)

    def _get_view(self, selector: Any, label: str | None = None) -> PopulationView:
        return PopulationView(self, selector, label)


class Population(common.Population):
    __doc__ = common.Population.__doc__
    _simulator = simulator
    _recorder_class = Recorder
    _assembly_class = Assembly

    def _create_cells(self) -> None:
        if not isinstance(self.celltype, _CELLS):
            raise refusal_of(self.celltype, _CELLS)
        state = simulator.state
        first = state.id_counter
        self.all_cells = np.array([simulator.ID(n) for n in range(first, first + self.size)], dtype=object)
        for cell in self.all_cells:
            cell.parent = self
        state.id_counter += self.size
        self._mask_local = np.ones(self.size, dtype=bool)
        space = self.celltype.native_parameters
        space.shape = (self.size,)
        space.evaluate(simplify=False)
        #: By name, one value a cell.
        self._parameters: dict[str, np.ndarray] = dict(space.as_dict())
        #: By variable, one value a cell.
        self._initial: dict[str, np.ndarray] = {}
        if isinstance(self.celltype, SpikeSourceArray):
            _check_trains(self._parameters["spike_times"])
        self._emitted: list[np.ndarray] | None = None
        self._renewed = 0.0
        state.populations.append(self)
        state.changed("the populations")

    def _set_initial_value_array(self, variable: str, initial_values: Any) -> None:
        self._keep_initial(variable, initial_values, np.arange(self.size))

    def _keep_initial(self, variable: str, initial_values: Any, places: np.ndarray) -> None:
        values = np.broadcast_to(np.asarray(initial_values.evaluate(simplify=False), dtype=np.float64), places.shape)
        if variable != "v" and np.any(values != 0):
            raise EquipoiseError.of_ours(
                "pynn-initial",
                f"{self.label}: {variable} begins at 0; {values[values != 0][0]:g} cannot be kept",
                "only v has initial values",
            )
        self._initial.setdefault(variable, np.zeros(self.size))[places] = values
        simulator.state.changed(f"initial values of {self.label}")

    def inject(self, current_source: Any) -> None:
        """Inject a current into all cells."""
        check_current(current_source)
        super().inject(current_source)

    def _get_view(self, selector: Any, label: str | None = None) -> PopulationView:
        return PopulationView(self, selector, label)

    def _get_parameters(self, *names: str) -> ParameterSpace:
        return _space(self, {name: self._parameters[name] for name in names})

    def _set_parameters(self, parameter_space: ParameterSpace) -> None:
        parameter_space.evaluate(simplify=False)
        self._keep_parameters(parameter_space, np.arange(self.size))

    def _keep_parameters(self, space: ParameterSpace, places: np.ndarray) -> None:
        if "spike_times" in space.keys():
            _check_trains(space["spike_times"])
            if simulator.state.t > 0:
                # What was emitted stays so; new trains begin from now.
                self._emitted = [train[train <= simulator.state.t] for train in self.trains]
                self._renewed = simulator.state.t
        for name, values in space.items():
            self._parameters[name][places] = values
        simulator.state.changed(f"parameters of {self.label}")

    @property
    def trains(self) -> list[np.ndarray]:
        """Times (ms) of each cell of a population of SpikeSourceArray in this segment."""
        given = trains_of(self._parameters["spike_times"])
        if self._emitted is None:
            return given
        return [np.concatenate([old, new[new > self._renewed]]) for old, new in zip(self._emitted, given)]

    def begin_again(self) -> None:
        """Forget what was emitted."""
        self._emitted = None


def _check_trains(spike_times: np.ndarray) -> None:
    if any(np.any(np.diff(train) < 0) for train in trains_of(spike_times)):
        raise errors.InvalidParameterValueError("spike times must be in order")


def _space(cells: Population | PopulationView, values: dict[str, np.ndarray]) -> ParameterSpace:
    return ParameterSpace({name: simplify(array) for name, array in values.items()}, shape=(cells.size,))
