"""The standard models that are integrated, under PyNN's own names and units; what is not says so by its name."""

from __future__ import annotations

from typing import Any

import numpy as np
from pyNN.parameters import ParameterSpace, Sequence
from pyNN.standardmodels import StandardCurrentSource, build_translations, cells, electrodes, synapses

from ..errors import Diagnostic, EquipoiseError
from . import simulator


def _unchanged(model: Any) -> dict[str, Any]:
    """Keep all of a model's names and units: the description language knows PyNN's."""
    return build_translations(*((name, name) for name in model.default_parameters))


class IF_curr_exp(cells.IF_curr_exp):
    __doc__ = cells.IF_curr_exp.__doc__
    translations = _unchanged(cells.IF_curr_exp)


class IF_curr_delta(cells.IF_curr_delta):
    __doc__ = cells.IF_curr_delta.__doc__
    translations = _unchanged(cells.IF_curr_delta)


class IF_cond_exp(cells.IF_cond_exp):
    __doc__ = cells.IF_cond_exp.__doc__
    translations = _unchanged(cells.IF_cond_exp)


class SpikeSourcePoisson(cells.SpikeSourcePoisson):
    __doc__ = cells.SpikeSourcePoisson.__doc__
    translations = _unchanged(cells.SpikeSourcePoisson)


class SpikeSourceArray(cells.SpikeSourceArray):
    __doc__ = cells.SpikeSourceArray.__doc__
    translations = _unchanged(cells.SpikeSourceArray)


class StaticSynapse(synapses.StaticSynapse):
    __doc__ = synapses.StaticSynapse.__doc__
    translations = _unchanged(synapses.StaticSynapse)

    def _get_minimum_delay(self) -> float:
        return simulator.state.shortest_delay


class CurrentSource(StandardCurrentSource):
    """A current and the cells that it is injected into.

    What was changed while a segment ran holds from then on; what the current was before is kept.
    """

    def __init__(self, **parameters: Any) -> None:
        super().__init__(**parameters)
        self._values: dict[str, Any] = {}
        #: Ids, as often as the current was injected into each, and since when (ms).
        self.cells: list[int] = []
        self.since: list[float] = []
        self._past: list[tuple[float, float]] = []
        self._renewed = 0.0
        simulator.state.current_sources.append(self)
        space = ParameterSpace(self.default_parameters, self.get_schema(), shape=(1,))
        space.update(**parameters)
        self.set_native_parameters(self.translate(space))

    def get_native_parameters(self) -> ParameterSpace:
        return ParameterSpace(self._values)

    def set_native_parameters(self, parameters: ParameterSpace) -> None:
        parameters.evaluate(simplify=True)
        if simulator.state.t > 0 and self._values:
            self._past = [(at, amplitude) for at, amplitude in self.changes() if at < simulator.state.t]
            self._renewed = simulator.state.t
        self._values.update((name, value.value if isinstance(value, Sequence) else value) for name, value in parameters.items())
        self._check()
        simulator.state.changed(f"a {type(self).__name__}")

    def inject_into(self, cells: Any) -> None:
        for cell in cells:
            if not cell.celltype.injectable:
                raise TypeError("Can't inject current into a spike source.")
            self.cells.append(int(cell))
            self.since.append(float(simulator.state.t))
        simulator.state.changed(f"a {type(self).__name__}")

    def changes(self, since: float = 0.0) -> list[tuple[float, float]]:
        """Return times (ms), in order, and the current (nA) from each on, for cells that it was injected into at a time."""
        past = later(self._past, since)
        return [change for change in past if change[0] < self._renewed] + later(self._given(), max(since, self._renewed))

    def begin_again(self) -> None:
        """Forget what was before, as a new segment has only what is now."""
        self._past, self._renewed = [], 0.0
        self.since = [0.0] * len(self.cells)

    def _given(self) -> list[tuple[float, float]]:
        """Return the changes that its parameters say."""
        raise NotImplementedError

    def _check(self) -> None:
        """Put parameters onto the time step, or raise ValueError."""

    def record(self) -> None:
        """Record the current: it is known, so there is nothing to do."""

    def _get_data(self) -> tuple[np.ndarray, np.ndarray]:
        dt = simulator.state.dt
        times = np.arange(round(simulator.state.t / dt) + 1) * dt
        current = np.zeros(len(times))
        for at, amplitude in self.changes():
            # With half a step of room, as times are sums of steps.
            current[times > at - dt / 2] = amplitude
        return times, current


def later(changes: list[tuple[float, float]], since: float) -> list[tuple[float, float]]:
    """Return changes from a time on, the first of them what holds by then."""
    if since <= 0:
        return changes
    held = [amplitude for at, amplitude in changes if at <= since]
    return [(since, held[-1] if held else 0.0), *(change for change in changes if change[0] > since)]


class DCSource(CurrentSource, electrodes.DCSource):
    __doc__ = electrodes.DCSource.__doc__
    translations = _unchanged(electrodes.DCSource)

    def _given(self) -> list[tuple[float, float]]:
        values = self._values
        return [(float(values["start"]), float(values["amplitude"])), (float(values["stop"]), 0.0)]


class StepCurrentSource(CurrentSource, electrodes.StepCurrentSource):
    __doc__ = electrodes.StepCurrentSource.__doc__
    translations = _unchanged(electrodes.StepCurrentSource)

    def _given(self) -> list[tuple[float, float]]:
        times, amplitudes = (_list(self._values[name]) for name in ("times", "amplitudes"))
        if len(times) != len(amplitudes):
            raise EquipoiseError.of_ours(
                "pynn-steps", f"a StepCurrentSource has {len(times)} times and {len(amplitudes)} amplitudes"
            )
        return list(zip(times.tolist(), amplitudes.tolist()))

    def _check(self) -> None:
        times, amplitudes = (_list(self._values[name]) for name in ("times", "amplitudes"))
        if np.any(times < 0):
            raise ValueError("the times of a StepCurrentSource must not be negative")
        if np.any(np.diff(times) < 0):
            raise ValueError("the times of a StepCurrentSource must be in order")
        if len(times) != len(amplitudes):
            # One of the two is still to come.
            return
        times = self._round_timestamp(times, simulator.state.dt)
        # Of several in one step the last holds.
        last = np.append(times[1:] != times[:-1], True)[: len(times)]
        self._values.update(times=times[last], amplitudes=amplitudes[last])


def trains_of(spike_times: np.ndarray) -> list[np.ndarray]:
    """Return the times (ms) that each cell of a population of SpikeSourceArray was given."""
    return [_list(train) for train in spike_times]


def _list(value: Any) -> np.ndarray:
    return np.atleast_1d(np.asarray(value.value if isinstance(value, Sequence) else value, dtype=np.float64))


class NotThere(EquipoiseError, AttributeError):
    """A model of PyNN that is not integrated; also an AttributeError, so that `hasattr(sim, …)` says no."""


_PLASTIC = "synapses keep their weights here; use a StaticSynapse"
_CELL = "IF_curr_exp, IF_curr_delta and IF_cond_exp are integrated"
_SOURCE = "SpikeSourcePoisson and SpikeSourceArray are there; draw other trains and give them to a SpikeSourceArray"

#: Models of PyNN 0.13 and the way out.
NOT_THERE = {
    **dict.fromkeys(
        (
            "IF_curr_alpha",
            "IF_cond_alpha",
            "IF_cond_exp_gsfa_grr",
            "IF_facets_hardware1",
            "HH_cond_exp",
            "EIF_cond_alpha_isfa_ista",
            "EIF_cond_exp_isfa_ista",
            "Izhikevich",
            "GIF_cond_exp",
            "LIF",
            "AdExp",
            "PointNeuron",
            "MultiCompartmentNeuron",
            "ExpPSR",
            "AlphaPSR",
            "CurrExpPostSynapticResponse",
            "CondExpPostSynapticResponse",
            "CondAlphaPostSynapticResponse",
            "CondBetaPostSynapticResponse",
            "NMDAPostSynapticResponse",
        ),
        _CELL,
    ),
    **dict.fromkeys(("SpikeSourcePoissonRefractory", "SpikeSourceGamma", "SpikeSourceInhGamma"), _SOURCE),
    **dict.fromkeys(
        (
            "STDPMechanism",
            "SpikePairRule",
            "Vogels2011Rule",
            "AdditiveWeightDependence",
            "MultiplicativeWeightDependence",
            "AdditivePotentiationMultiplicativeDepression",
            "GutigWeightDependence",
            "TsodyksMarkramSynapse",
            "StochasticTsodyksMarkramSynapse",
            "SimpleStochasticSynapse",
            "MultiQuantalSynapse",
        ),
        _PLASTIC,
    ),
    "ElectricalSynapse": "gap junctions are not integrated; use a StaticSynapse",
    **dict.fromkeys(("ACSource", "NoisyCurrentSource"), "sample it and give its values to a StepCurrentSource"),
    **dict.fromkeys(
        ("NaChannel", "KdrChannel", "PassiveLeak", "PassiveLeakHH"), f"neurons have no ion channels here; {_CELL}"
    ),
    **dict.fromkeys(
        ("native_cell_type", "native_synapse_type", "native_electrode_type"),
        "native models are those of one simulator; use a standard model",
    ),
    "NativeRNG": "no generator of random numbers is the back end's own; use a NumpyRNG",
}


def refusal(model: str) -> NotThere | None:
    """Return what to raise for a model that is not integrated; None for other names."""
    way_out = NOT_THERE.get(model)
    if way_out is None:
        return None
    return NotThere([Diagnostic("pynn-unsupported", "error", f"{model} is not integrated by equipoise", way_out)])


def check_current(source: Any) -> None:
    """Raise EquipoiseError for a current source that is not one of ours."""
    if not isinstance(source, CurrentSource):
        raise refusal_of(source, (DCSource, StepCurrentSource))


def refusal_of(model: Any, ours: tuple[type, ...]) -> EquipoiseError:
    """Return what to raise for a model that is not one of ours: one that is not integrated, or that of another back end."""
    name = type(model).__name__
    if name in {each.__name__ for each in ours}:
        message = f"a {name} of {type(model).__module__} is not one of equipoise"
        return EquipoiseError.of_ours("pynn-unsupported", message, f"use equipoise.pynn.{name}")
    way_out = NOT_THERE.get(name, f"use {', '.join(each.__name__ for each in ours)} of equipoise.pynn")
    return EquipoiseError.of_ours("pynn-unsupported", f"{name} is not integrated by equipoise", way_out)
