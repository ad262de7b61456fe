"""Projections: synapses as columns of numbers, never an object each, so that ten million of them are as many numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from pyNN import common, errors
from pyNN.parameters import ParameterSpace
from pyNN.random import RandomDistribution
from pyNN.space import Space
from pyNN.standardmodels.base import check_weights

from ..errors import EquipoiseError
from . import simulator
from .standardmodels import StaticSynapse, refusal_of

_ADDRESSES = ("presynaptic_index", "postsynaptic_index")
_VALUES = ("weight", "delay")
#: How several synapses of a pair are one entry of a matrix: what it begins with, and what each does to it.
_COMBINED: Mapping[str, tuple[float, np.ufunc]] = {
    "sum": (0.0, np.add),
    "min": (np.inf, np.minimum),
    "max": (-np.inf, np.maximum),
}


class Connection(common.Connection):
    """One synapse, made when it is asked for; what is set here is set in its projection."""

    def __init__(self, projection: Projection, index: int) -> None:
        self._projection = projection
        self._index = index

    @property
    def presynaptic_index(self) -> int:
        return int(self._projection.columns["presynaptic_index"][self._index])

    @property
    def postsynaptic_index(self) -> int:
        return int(self._projection.columns["postsynaptic_index"][self._index])

    @property
    def presynaptic_cell(self) -> Any:
        return self._projection.pre[self.presynaptic_index]

    @property
    def postsynaptic_cell(self) -> Any:
        return self._projection.post[self.postsynaptic_index]

    @property
    def weight(self) -> float:
        return float(self._projection.columns["weight"][self._index])

    @weight.setter
    def weight(self, value: float) -> None:
        self._projection._keep("weight", self._index, value)

    @property
    def delay(self) -> float:
        return float(self._projection.columns["delay"][self._index])

    @delay.setter
    def delay(self, value: float) -> None:
        self._projection._keep("delay", self._index, value)

    def as_tuple(self, *attribute_names: str) -> tuple[Any, ...]:
        """Return attributes in that order."""
        return tuple(getattr(self, name) for name in attribute_names)


class Projection(common.Projection):
    __doc__ = common.Projection.__doc__
    _simulator = simulator
    _static_synapse_class = StaticSynapse

    def __init__(
        self,
        presynaptic_population: Any,
        postsynaptic_population: Any,
        connector: Any,
        synapse_type: Any = None,
        source: str | None = None,
        receptor_type: str | None = None,
        space: Space = Space(),
        label: str | None = None,
    ) -> None:
        if synapse_type is not None and not isinstance(synapse_type, StaticSynapse):
            raise refusal_of(synapse_type, (StaticSynapse,))
        super().__init__(
            presynaptic_population, postsynaptic_population, connector, synapse_type, source, receptor_type, space, label
        )
        #: Presynaptic indices, the postsynaptic index (one each or one for all), weight and delay, alike.
        self._chunks: list[tuple[np.ndarray, Any, Any, Any]] = []
        self._columns: dict[str, np.ndarray] = {}
        connector.connect(self)
        simulator.state.projections.append(self)
        simulator.state.changed("the projections")

    def _convergent_connect(
        self, presynaptic_indices: Any, postsynaptic_index: int, location_selector: Any = None, **parameters: Any
    ) -> None:
        if location_selector is not None:
            raise EquipoiseError.of_ours(
                "pynn-unsupported", "cells have one compartment here", "leave out the location of the synapses"
            )
        pre = np.atleast_1d(np.asarray(presynaptic_indices)).astype(np.uint32)
        self._chunks.append((pre, int(postsynaptic_index), parameters["weight"], parameters["delay"]))

    def add_synapses(self, pre: np.ndarray, post: np.ndarray, *, weight: Any, delay: Any) -> None:
        """Add synapses between indices of both ends, with weights and delays of one each or one for all."""
        self._chunks.append((pre.astype(np.uint32, copy=False), post.astype(np.uint32, copy=False), weight, delay))

    @property
    def columns(self) -> dict[str, np.ndarray]:
        """One entry a synapse: presynaptic_index and postsynaptic_index (uint32), weight (nA, uS or mV) and delay (ms).

        Values that all synapses share take no memory of their own: they are to be read only.
        """
        if self._chunks:
            sizes = np.array([len(pre) for pre, *_ in self._chunks])
            made = {
                "presynaptic_index": np.concatenate([pre for pre, *_ in self._chunks]),
                "postsynaptic_index": _joined([post for _, post, *_ in self._chunks], sizes, np.uint32),
                "weight": _joined([weight for *_, weight, _ in self._chunks], sizes),
                "delay": _joined([delay for *_, delay in self._chunks], sizes),
            }
            self._chunks = []
            kept = self._columns
            self._columns = {name: np.concatenate([kept[name], made[name]]) for name in made} if kept else made
        elif not self._columns:
            index, value = np.zeros(0, np.uint32), np.zeros(0)
            self._columns = dict(zip((*_ADDRESSES, *_VALUES), (index, index, value, value.copy())))
        return self._columns

    def __len__(self) -> int:
        return len(self.columns["weight"])

    def __getitem__(self, i: int) -> Connection:
        n = len(self)
        if not -n <= i < n:
            raise IndexError(f"connection {i} of {n}")
        return Connection(self, i % n)

    @property
    def connections(self) -> Iterable[Connection]:
        """All connections, each made as it is come to."""
        return iter(self)

    def set(self, **attributes: Any) -> None:
        """Set weights or delays of all synapses.

        Each is a number, a RandomDistribution (one draw a synapse), a matrix [pre][post], a function of distance, or a list in
        the order of the matrix's rows.
        """
        lazy = {}
        for name, value in attributes.items():
            if name not in _VALUES:
                raise errors.NonExistentParameterError(name, type(self.synapse_type).__name__, list(_VALUES))
            if isinstance(value, RandomDistribution):
                self._keep(name, slice(None), value.next(len(self)))
            elif isinstance(value, list) or (isinstance(value, np.ndarray) and value.ndim == 1):
                if len(value) != len(self):
                    raise errors.InvalidDimensionsError(f"{name}: {len(value)} values for {len(self)} synapses")
                columns = self.columns
                rows = np.lexsort((columns["postsynaptic_index"], columns["presynaptic_index"]))
                self._keep(name, rows, np.asarray(value, dtype=np.float64))
            else:
                lazy[name] = value
        space = self._handle_distance_expressions(ParameterSpace(lazy, self.synapse_type.get_schema(), self.shape))
        for name, value in space.items():
            if value.is_homogeneous:
                self._keep(name, slice(None), float(value.evaluate(simplify=True)))
            else:
                pre, post = (self.columns[address] for address in _ADDRESSES)
                self._keep(name, slice(None), value.evaluate(simplify=False)[pre, post])

    def _keep(self, name: str, place: Any, value: Any) -> None:
        if name == "weight" and len(self):
            check_weights(value, self)
        column = self.columns[name]
        if not column.flags.writeable:
            column = self._columns[name] = column.copy()
        column[place] = value
        simulator.state.changed(f"the {name} of {self.label}")

    def _get_attributes_as_list(self, names: Sequence[str]) -> list[tuple[Any, ...]]:
        return list(zip(*(self.columns[name].tolist() for name in names)))

    def _get_attributes_as_arrays(self, names: Sequence[str], multiple_synapses: str = "sum") -> list[np.ndarray]:
        pre, post = (self.columns[address] for address in _ADDRESSES)
        matrices = []
        for name in names:
            values = self.columns[name]
            matrix = np.full(self.shape, np.nan)
            if multiple_synapses in _COMBINED:
                empty, combine = _COMBINED[multiple_synapses]
                matrix[pre, post] = empty
                combine.at(matrix, (pre, post), values)
            else:
                # What is assigned last stays. Indices, as NumPy may go through a reversed view forwards.
                order = np.arange(len(values)) if multiple_synapses == "last" else np.arange(len(values))[::-1].copy()
                matrix[pre[order], post[order]] = values[order]
            matrices.append(matrix)
        return matrices


def _joined(values: list[Any], sizes: np.ndarray, dtype: Any = np.float64) -> np.ndarray:
    if all(np.ndim(value) == 0 for value in values):
        each = np.array(values, dtype=dtype)
        same = bool(np.all(each == each[0]))
        return np.broadcast_to(each[0], int(sizes.sum())) if same else np.repeat(each, sizes)
    return np.concatenate([np.broadcast_to(np.asarray(value, dtype=dtype), size) for value, size in zip(values, sizes)])
