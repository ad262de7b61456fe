"""Populations, views of them and assemblies: parameters and initial values as arrays of one value a cell."""

from __future__ import annotations

from typing import Any

import numpy as np
from pyNN import common, errors
from pyNN.parameters import ParameterSpace, simplify

from ..errors import EquipoiseError
from . import simulator
from .recording import Recorder
from .standardmodels import IF_cond_exp, IF_curr_delta, IF_curr_exp, SpikeSourceArray, SpikeSourcePoisson

_CELLS = (IF_curr_exp, IF_curr_delta, IF_cond_exp, SpikeSourcePoisson, SpikeSourceArray)


class Assembly(common.Assembly):
    _simulator = simulator


class PopulationView(common.PopulationView):
    _assembly_class = Assembly
    _simulator = simulator

    @property
    def _places(self) -> np.ndarray:
        return self.index_in_grandparent(np.arange(self.size))

    def _get_parameters(self, *names: str) -> ParameterSpace:
        return _space(self, {name: self.grandparent._parameters[name][self._places] for name in names})

    def _set_parameters(self, parameter_space: ParameterSpace) -> None:
        parameters = self.grandparent._parameters
        for name, value in parameter_space.items():
            values = value.evaluate(simplify=False)
            if values.dtype != parameters[name].dtype:
                raise errors.InvalidParameterValueError(f"{name} should not be of type {values.dtype}")
            parameters[name][self._places] = values
        simulator.state.changed(f"parameters of {self.grandparent.label}")

    def _set_initial_value_array(self, variable: str, initial_values: Any) -> None:
        self.grandparent._keep_initial(variable, initial_values, self._places)

    def initialize(self, **initial_values: Any) -> None:
        """Set initial values of the cells of this view, as `Population.initialize` does."""
        for variable, value in initial_values.items():
            self._set_initial_value_array(variable, common.populations.LazyArray(value, shape=(self.size,), dtype=float))

    def _get_view(self, selector: Any, label: str | None = None) -> PopulationView:
        return PopulationView(self, selector, label)


class Population(common.Population):
    __doc__ = common.Population.__doc__
    _simulator = simulator
    _recorder_class = Recorder
    _assembly_class = Assembly

    def _create_cells(self) -> None:
        if not isinstance(self.celltype, _CELLS):
            raise EquipoiseError.of_ours(
                "pynn-unsupported",
                f"{self.label}: {type(self.celltype).__name__} is not integrated by equipoise",
                f"use {', '.join(cell.__name__ for cell in _CELLS)} of equipoise.pynn",
            )
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

    def _get_view(self, selector: Any, label: str | None = None) -> PopulationView:
        return PopulationView(self, selector, label)

    def _get_parameters(self, *names: str) -> ParameterSpace:
        return _space(self, {name: self._parameters[name] for name in names})

    def _set_parameters(self, parameter_space: ParameterSpace) -> None:
        parameter_space.evaluate(simplify=False)
        for name, value in parameter_space.items():
            self._parameters[name] = value
        simulator.state.changed(f"parameters of {self.label}")


def _space(cells: Population | PopulationView, values: dict[str, np.ndarray]) -> ParameterSpace:
    return ParameterSpace({name: simplify(array) for name, array in values.items()}, shape=(cells.size,))
