"""A network of Brian2 objects, by a mapping of the script's own, since equations are free text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .errors import EquipoiseError
from .networks import WEIGHT_UNIT, Network, free_name, milliseconds

#: Of what a parameter of a description is a quantity, by Brian2's names of units.
_UNITS = {
    "C_m": "pF",
    "g_L": "nS",
    "tau_m": "ms",
    "tau_syn": "ms",
    "tau_syn_ex": "ms",
    "tau_syn_in": "ms",
    "t_ref": "ms",
    "E_L": "mV",
    "E_ex": "mV",
    "E_in": "mV",
    "V_th": "mV",
    "V_reset": "mV",
    "V_m": "mV",
    "I_e": "pA",
}


def from_brian2(
    neurons: Mapping[str, tuple[Any, str, Mapping[str, Any]]],
    synapses: Iterable[tuple[Any, Any]] = (),
    *,
    duration: Any,
    burn_in: Any = None,
    seed: int = 1,
) -> Network:
    """Return the network of Brian2 groups and synapses, as they are now.

    `neurons` has for each name a NeuronGroup, the model that its equations are (`iaf_psc_exp`, `iaf_psc_delta`,
    `iaf_cond_exp`) and where the model's parameters are: a quantity, one a neuron, or the name of a variable of the group;
    `V_m` is the initial potential, `t_ref` what the group has as `refractory`. `synapses` has for each Synapses object its
    weight alike: a quantity, or the name of a variable, with a negative sign where it inhibits. Sources of synapses that are
    PoissonGroup or SpikeGeneratorGroup come along. `duration` and `burn_in` are quantities.

    Raises EquipoiseError `brian2-mapping` where something has another dimension, or is none of the groups.
    """
    import brian2

    reading = _Reading(brian2, neurons, duration, burn_in, seed)
    for synapse, weight in synapses:
        reading.add_synapses(synapse, weight)
    return reading.network


class _Reading:
    def __init__(
        self, brian2: Any, neurons: Mapping[str, tuple[Any, str, Mapping[str, Any]]], duration: Any, burn_in: Any, seed: int
    ) -> None:
        self._brian2 = brian2
        clocks = {float(group.dt / brian2.ms) for group, _, _ in neurons.values()}
        if len(clocks) != 1:
            raise _refusal(f"the groups have {len(clocks)} time steps", "give all groups one clock")
        self._dt = clocks.pop()
        self.network = Network(
            {
                "name": "brian2",
                "seed": int(seed),
                "timestep": milliseconds(self._dt),
                "duration": milliseconds(float(duration / brian2.ms)),
                "burn_in": milliseconds(0.0 if burn_in is None else float(burn_in / brian2.ms)),
                "populations": {},
                "projections": {},
                "stimuli": {},
            }
        )
        #: By a group's name: its name in the network, and what a weight onto it is.
        self._groups: dict[str, tuple[str, str]] = {}
        for name, (group, model, parameters) in neurons.items():
            self._add_neurons(name, group, model, parameters)

    def _add_neurons(self, name: str, group: Any, model: str, parameters: Mapping[str, Any]) -> None:
        if model not in WEIGHT_UNIT:
            raise _refusal(f"{name}: {model} is not integrated here", f"models are {', '.join(WEIGHT_UNIT)}")
        unknown = sorted(set(parameters) - set(_UNITS))
        if unknown:
            raise _refusal(f"{name}: there is no parameter {unknown[0]}", f"parameters are {', '.join(_UNITS)}")
        values = {
            key: (self._value(group, given, _UNITS[key], f"{name}.{key}"), _UNITS[key]) for key, given in parameters.items()
        }
        initial = values.pop("V_m", None)
        if "t_ref" in values:
            # A neuron of Brian2 integrates again in the step in which its refractory period ends.
            values["t_ref"] = (np.maximum(values["t_ref"][0] - self._dt, 0.0), "ms")
        self.network.population(name, len(group), model, initial_v=initial, **values)
        self._groups[group.name] = (name, WEIGHT_UNIT[model])

    def add_synapses(self, synapses: Any, weight: Any) -> None:
        pre, first_pre = self._base(synapses.source)
        post, first_post = self._base(synapses.target)
        if post.name not in self._groups:
            raise _refusal(f"{synapses.name} reaches {post.name}, which is none of the neurons", "name it in `neurons`")
        if pre.name not in self._groups:
            self._add_source(pre)
        source, _ = self._groups[pre.name]
        target, unit = self._groups[post.name]
        number = len(synapses)
        if number == 0:
            return
        value = np.broadcast_to(self._value(synapses, weight, unit, f"{synapses.name}: the weight"), number)
        delay = np.broadcast_to(np.asarray(synapses.delay[:] / self._brian2.ms, dtype=np.float64), number)
        short = delay < self._dt
        if np.any(short):
            self.network.losses.append(
                f"{synapses.name}: {np.count_nonzero(short)} delays are shorter than a time step of {self._dt:g} ms and become one"
            )
        self.network.synapses(
            free_name(synapses.name, self.network.description["projections"]),
            source,
            target,
            pre_index=np.asarray(synapses.i[:]) + first_pre,
            post_index=np.asarray(synapses.j[:]) + first_post,
            weight=(value, unit),
            delay=(np.maximum(delay, self._dt), "ms"),
        )

    def _add_source(self, group: Any) -> None:
        brian2 = self._brian2
        kind = type(group).__name__
        if isinstance(group, brian2.PoissonGroup):
            rates = np.asarray(group.rates[:] / brian2.Hz, dtype=np.float64)
            self.network.description["stimuli"][group.name] = {
                "type": "poisson_pool",
                "size": len(group),
                "rate": self.network.quantity(f"{group.name}.rate", rates, "Hz"),
            }
            self.network.losses.append(
                f"{group.name}: Poisson trains are drawn anew, with the same rates: they are not Brian2's"
            )
        elif isinstance(group, brian2.SpikeGeneratorGroup):
            # A time is that of the step's beginning there, of its end here.
            times = np.asarray(group._spike_time, dtype=np.float64) * 1e3 + self._dt
            self.network.spikes(group.name, len(group), times, np.asarray(group._neuron_index))
        else:
            raise _refusal(f"{group.name} is a {kind} that `neurons` does not name", "name it there")
        self._groups[group.name] = (group.name, "")

    def _base(self, group: Any) -> tuple[Any, int]:
        """Return the group that a subgroup is part of, and where the part begins."""
        if isinstance(group, self._brian2.Subgroup):
            return group.source, int(group.start)
        return group, 0

    def _value(self, group: Any, given: Any, unit: str, what: str) -> NDArray[Any]:
        value = getattr(group, given)[:] if isinstance(given, str) else given
        quantum = getattr(self._brian2, unit)
        if not self._brian2.have_same_dimensions(value, quantum):
            raise _refusal(f"{what} is {value!r}, but {unit} are meant", "give a quantity of that dimension")
        return np.asarray(value / quantum, dtype=np.float64)


def _refusal(message: str, hint: str) -> EquipoiseError:
    return EquipoiseError.of_ours("brian2-mapping", message, hint)
