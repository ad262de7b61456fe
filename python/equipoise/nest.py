"""A network that a NEST script has built, read before it runs: neurons, synapses, generators and parrots."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .errors import EquipoiseError
from .networks import WEIGHT_UNIT, Network, free_name, milliseconds

#: Parameters of each model that is integrated, with NEST's units; names and units are those of a description, too.
_COMMON = (("C_m", "pF"), ("E_L", "mV"), ("V_th", "mV"), ("V_reset", "mV"), ("t_ref", "ms"), ("I_e", "pA"))
_SYNAPSES = (("tau_syn_ex", "ms"), ("tau_syn_in", "ms"))
_NEURONS = {
    "iaf_psc_exp": (*_COMMON, *_SYNAPSES, ("tau_m", "ms")),
    "iaf_psc_delta": (*_COMMON, ("tau_m", "ms")),
    "iaf_cond_exp": (*_COMMON, *_SYNAPSES, ("g_L", "nS"), ("E_ex", "mV"), ("E_in", "mV")),
}
#: Parameters that must be as they are by default, since nothing here stands for them: the model, its parameter, the value.
_DEFAULTS: Mapping[str, Mapping[str, float | bool]] = {
    "iaf_psc_exp": {"delta": 0.0}, "iaf_psc_delta": {"refractory_input": False}, "iaf_cond_exp": {},
}
_CURRENTS = frozenset({"dc_generator", "step_current_generator"})
_TRAINS = frozenset({"poisson_generator", "spike_generator"})
_PARROT = "parrot_neuron"
#: Devices that only look on.
_RECORDERS = frozenset({"spike_recorder", "multimeter", "voltmeter", "weight_recorder", "spin_detector", "correlation_detector"})
#: ms from which on a time is never, and mV below which a bound is none.
_NEVER, _NO_BOUND = 1e9, -1e9


def from_nest(
    populations: Mapping[str, Any] | None = None, *, duration: float = 1000.0, burn_in: float = 0.0, seed: int = 1
) -> Network:
    """Return the network that NEST's kernel holds now.

    `populations` gives names to NodeCollections of neurons, such as `{"E": exc, "I": inh}`; what it does not name is grouped
    by model and run of ids. `duration` and `burn_in` are ms, `seed` decides the Poisson trains, which are not NEST's.
    Call it before `nest.Simulate`. What could not be kept as it was is in the result's `losses`, a sentence each.

    Raises EquipoiseError `nest-unsupported`, which names models and parameters that nothing here stands for.
    """
    import nest

    reading = _Reading(nest, duration, burn_in, seed)
    reading.read_neurons(populations or {})
    reading.read_connections()
    return reading.network


class _Reading:
    def __init__(self, nest: Any, duration: float, burn_in: float, seed: int) -> None:
        self._nest = nest
        self.network = Network(
            {
                "name": "nest",
                "seed": int(seed),
                "timestep": milliseconds(nest.resolution),
                "duration": milliseconds(duration),
                "burn_in": milliseconds(burn_in),
                "populations": {},
                "projections": {},
                "stimuli": {},
            }
        )
        nodes = nest.GetNodes()
        ids = np.array(nodes.tolist(), dtype=np.int64)
        if len(ids) == 0:
            raise _refusal("NEST's kernel holds no node", "build the network, then call from_nest")
        names = np.atleast_1d(np.array(nodes.get("model"), dtype=object))
        bases = {name: self._base_of(name) for name in set(names.tolist())}
        #: By id.
        self._model = np.full(ids.max() + 1, "", dtype=object)
        self._model[ids] = [bases[name] for name in names]
        self._ids = ids
        #: By id: number of its part of the network (-1: none), and which of the part it is.
        self._part = np.full(ids.max() + 1, -1, dtype=np.int64)
        self._index = np.zeros(ids.max() + 1, dtype=np.int64)
        self._names: list[str] = []
        self._weight_unit: list[str] = []
        self._rounded = [0, 0.0]
        ran = float(nest.biological_time)
        if ran > 0:
            self.network.losses.append(
                f"the network has run {ran:g} ms in NEST: its potentials are kept, but not its synaptic currents, its refractory "
                "neurons and the spikes under way"
            )

    def read_neurons(self, populations: Mapping[str, Any]) -> None:
        known = {*_NEURONS, *_CURRENTS, *_TRAINS, *_RECORDERS, _PARROT}
        unknown = sorted(set(self._model[self._ids].tolist()) - known)
        if unknown:
            raise _refusal(
                f"{', '.join(unknown)} {'is' if len(unknown) == 1 else 'are'} not integrated here",
                f"neurons are {', '.join(_NEURONS)}; generators are {', '.join(sorted(_TRAINS | _CURRENTS))}",
            )
        for name, collection in populations.items():
            self._add_population(name, np.array(collection.tolist(), dtype=np.int64))
        rest = np.array([n for n in self._ids if self._model[n] in _NEURONS and self._part[n] < 0], dtype=np.int64)
        if len(rest) > 0:
            breaks = (np.diff(rest) > 1) | (self._model[rest][1:] != self._model[rest][:-1])
            for run in np.split(rest, np.flatnonzero(breaks) + 1):
                self._add_population(self._free_name(f"{self._model[run[0]]} {run[0]}-{run[-1]}"), run)
        if not self.network.description["populations"]:
            raise _refusal("NEST's kernel holds no neuron", f"create some of {', '.join(_NEURONS)}")

    def _add_population(self, name: str, ids: NDArray[Any]) -> None:
        models = sorted(set(self._model[ids].tolist()))
        if len(models) != 1 or models[0] not in _NEURONS:
            raise _refusal(f"population {name} has {', '.join(models)}", "a population has one model of neurons")
        if np.any(self._part[ids] >= 0):
            raise _refusal(f"population {name} has neurons of another", "each neuron belongs to one population")
        model = models[0]
        parameters = _NEURONS[model]
        values = self._values(ids, [key for key, _ in parameters] + ["V_m"])
        for key, default in _DEFAULTS[model].items():
            if np.any(self._values(ids, [key])[key] != default):
                raise _refusal(f"{name}: {key} of {model} is not {default}", "nothing here stands for it")
        if model == "iaf_psc_delta" and np.any(self._values(ids, ["V_min"])["V_min"] > _NO_BOUND):
            raise _refusal(f"{name}: V_min of {model} bounds the potential from below", "nothing here stands for it")
        self._take(name, ids, WEIGHT_UNIT[model])
        self.network.population(
            name, len(ids), model, initial_v=(values["V_m"], "mV"), **{key: (values[key], unit) for key, unit in parameters}
        )

    def read_connections(self) -> None:
        connections = self._nest.GetConnections()
        if len(connections) == 0:
            return
        keys = ["source", "target", "weight", "delay", "synapse_model", "receptor"]
        read = connections.get(keys)
        table = {key: np.atleast_1d(np.array(read[key], dtype=object if key == "synapse_model" else None)) for key in keys}
        looks = np.zeros(len(table["source"]), dtype=bool)
        for end in ("source", "target"):
            looks |= np.isin(self._model[table[end]], list(_RECORDERS))
        table = {key: values[~looks] for key, values in table.items()}
        self._check_synapses(table)
        of = self._model[table["source"]]
        to_parrot = self._model[table["target"]] == _PARROT
        parrots = self._read_parrots(table, of, to_parrot)
        rest = ~to_parrot & parrots[table["source"]]
        self._add_synapses(table, rest | (np.isin(of, list(_NEURONS)) & ~to_parrot))
        for source in np.unique(table["source"][np.isin(of, list(_TRAINS | _CURRENTS)) & ~to_parrot]):
            own = (table["source"] == source) & ~to_parrot
            if self._model[source] == "poisson_generator":
                self._add_poisson(int(source), table, own)
            elif self._model[source] == "spike_generator":
                self._take_train(f"{self._model[source]} {source}", np.array([source]), [self._train(int(source))])
                self._add_synapses(table, own)
            else:
                self._add_current(int(source), table, own)
        count, worst = self._rounded
        if count:
            self.network.losses.append(
                f"{count} weights are kept as 32-bit floats and move by at most {worst:.1e} of themselves; round them in NEST first "
                "where spikes are to be compared"
            )

    def _check_synapses(self, table: Mapping[str, NDArray[Any]]) -> None:
        static = set(self._nest.GetDefaults("static_synapse"))
        for name in sorted(set(table["synapse_model"].tolist())):
            if "gap_junction" in name or "rate_connection" in name or "diffusion_connection" in name:
                raise _refusal(f"{name} carries no spikes", "nothing here stands for it")
            # A model of static synapses, whatever it is called, has nothing that they have not.
            if set(self._nest.GetDefaults(name)) - static - {"weight"}:
                number = int(np.count_nonzero(table["synapse_model"] == name))
                self.network.losses.append(f"{number} synapses of {name} keep the weights that they have now")
        receptors = table["receptor"][np.isin(self._model[table["target"]], list(_NEURONS))]
        if np.any(receptors != 0):
            raise _refusal(
                f"synapses reach receptor {int(receptors[receptors != 0][0])}",
                "the models here have receptor 0 alone: the sign of a weight says whether it excites",
            )

    def _read_parrots(self, table: Mapping[str, NDArray[Any]], of: NDArray[Any], to_parrot: NDArray[Any]) -> NDArray[Any]:
        """Make sources of parrots: those that repeat Poisson generators share pools, the others have the times that reach them.

        Returns by id whether it is a parrot that was made a source.
        """
        made = np.zeros(len(self._part), dtype=bool)
        inputs: dict[int, list[int]] = {int(n): [] for n in self._ids if self._model[n] == _PARROT}
        for row in np.flatnonzero(to_parrot):
            inputs[int(table["target"][row])].append(int(row))
        pools: dict[tuple[float, float], list[tuple[int, float]]] = {}
        listed: list[tuple[int, NDArray[Any]]] = []
        for parrot, rows in inputs.items():
            models = sorted({str(of[row]) for row in rows})
            if models == ["poisson_generator"]:
                windows = {self._window(int(table["source"][row]), float(table["delay"][row])) for row in rows}
                if len(windows) > 1:
                    raise _refusal(f"parrot {parrot} repeats Poisson generators that begin or end apart", "give each a parrot")
                rate = sum(float(self._value(int(table["source"][row]), "rate")) for row in rows)
                pools.setdefault(windows.pop(), []).append((parrot, rate))
            elif models in ([], ["spike_generator"]):
                trains = [self._train(int(table["source"][row])) + float(table["delay"][row]) for row in rows]
                listed.append((parrot, np.sort(np.concatenate([np.zeros(0), *trains]))))
            else:
                raise _refusal(
                    f"parrot {parrot} repeats {', '.join(models)}", "parrots repeat Poisson generators or spike generators here"
                )
        for (start, stop), members in pools.items():
            ids = np.array([parrot for parrot, _ in members])
            self._take_pool(f"parrots {ids[0]}-{ids[-1]}", ids, np.array([rate for _, rate in members]), start, stop)
        if listed:
            ids = np.array([parrot for parrot, _ in listed])
            self._take_train(f"parrots of lists {ids[0]}-{ids[-1]}", ids, [train for _, train in listed])
        made[list(inputs)] = True
        return made

    def _add_poisson(self, source: int, table: Mapping[str, NDArray[Any]], own: NDArray[Any]) -> None:
        """Make a train of its own for each synapse of a Poisson generator, as NEST does."""
        targets, delays = table["target"][own], table["delay"][own]
        start, stop = self._window(source, 0.0)
        pool = self._free_name(f"poisson_generator {source}")
        rates = np.full(len(targets), float(self._value(source, "rate")))
        self._add_pool(pool, rates, start, stop)
        for part in np.unique(self._part[targets]):
            there = self._part[targets] == part
            self._synapses(pool, int(part), np.flatnonzero(there), targets[there], table["weight"][own][there], delays[there])

    def _take_pool(self, name: str, ids: NDArray[Any], rates: NDArray[Any], start: float, stop: float) -> None:
        free = self._free_name(name)
        self._take(free, ids, "")
        self._add_pool(free, rates, start, stop)

    def _add_pool(self, name: str, rates: NDArray[Any], start: float, stop: float) -> None:
        if not any("Poisson" in loss for loss in self.network.losses):
            self.network.losses.append("Poisson trains are drawn anew, with the same rates: they are not NEST's")
        stimulus: dict[str, Any] = {
            "type": "poisson_pool",
            "size": len(rates),
            "rate": self.network.quantity(f"{name}.rate", rates, "Hz"),
            "start": milliseconds(start),
        }
        if stop < _NEVER:
            stimulus["stop"] = milliseconds(stop)
        self.network.description["stimuli"][name] = stimulus

    def _take_train(self, name: str, ids: NDArray[Any], trains: list[NDArray[Any]]) -> None:
        free = self._free_name(name)
        self._take(free, ids, "")
        sources = np.repeat(np.arange(len(trains)), [len(train) for train in trains])
        self.network.spikes(free, len(trains), np.concatenate(trains), sources)

    def _add_current(self, source: int, table: Mapping[str, NDArray[Any]], own: NDArray[Any]) -> None:
        """Add what a current generator injects: its current times the weight, a delay later."""
        targets, weights, delays = (table[key][own] for key in ("target", "weight", "delay"))
        for part, delay in sorted(set(zip(self._part[targets].tolist(), delays.tolist()))):
            there = (self._part[targets] == part) & (delays == delay)
            target = self._names[part]
            size = self.network.description["populations"][target]["size"]
            share = np.bincount(self._index[targets[there]], weights=weights[there], minlength=size)
            name = self._free_name(f"{self._model[source]} {source} {target}")
            steps = [
                {"at": milliseconds(at), "amplitude": self.network.quantity(f"{name}.{k}", share * amplitude, "pA")}
                for k, (at, amplitude) in enumerate(self._current(source, delay))
            ]
            self.network.description["stimuli"][name] = {"type": "step_current", "target": target, "steps": steps}

    def _current(self, source: int, delay: float) -> list[tuple[float, float]]:
        """Return when (ms) the current of a generator changes at its targets, and what it (pA) is from then on."""
        start, stop = self._window(source, delay)
        if self._model[source] == "dc_generator":
            changes = [(start, float(self._value(source, "amplitude")))]
        else:
            times, values = (np.atleast_1d(self._value(source, key)) for key in ("amplitude_times", "amplitude_values"))
            given = [(float(at) + delay, float(value)) for at, value in zip(times, values)]
            held = [value for at, value in given if at <= start]
            changes = [(start, held[-1] if held else 0.0), *((at, value) for at, value in given if start < at < stop)]
        return [*changes, (stop, 0.0)] if stop < _NEVER else changes

    def _add_synapses(self, table: Mapping[str, NDArray[Any]], own: NDArray[Any]) -> None:
        """Add synapses between parts, pair by pair."""
        source, target, weight, delay = (table[key][own] for key in ("source", "target", "weight", "delay"))
        pairs = self._part[source] * len(self._names) + self._part[target]
        for pair in np.unique(pairs):
            there = pairs == pair
            pre, post = divmod(int(pair), len(self._names))
            self._synapses(self._names[pre], post, self._index[source[there]], target[there], weight[there], delay[there])

    def _synapses(
        self, pre: str, post: int, pre_index: NDArray[Any], targets: NDArray[Any], weight: NDArray[Any], delay: NDArray[Any]
    ) -> None:
        kept = weight.astype(np.float32).astype(np.float64)
        moved = np.abs(kept - weight) / np.where(weight == 0, 1.0, np.abs(weight))
        # One weight for all stands in the description with all of its digits.
        if len(weight) > 0 and np.any(weight != weight[0]):
            self._rounded[0] += int(np.count_nonzero(moved))
            self._rounded[1] = max(self._rounded[1], float(moved.max()))
        self.network.synapses(
            free_name(f"{pre}→{self._names[post]}", self.network.description["projections"]),
            pre,
            self._names[post],
            pre_index=pre_index,
            post_index=self._index[targets],
            weight=(weight, self._weight_unit[post]),
            delay=(delay, "ms"),
        )

    def _train(self, source: int) -> NDArray[Any]:
        """Return the spike times (ms) of a spike generator."""
        weights = np.atleast_1d(self._value(source, "spike_weights"))
        if len(weights) > 0 and np.any(weights != 1.0):
            raise _refusal(f"spike_generator {source} has spike_weights", "weights belong to synapses here")
        given = np.atleast_1d(np.asarray(self._value(source, "spike_times"), dtype=np.float64))
        times = given + float(self._value(source, "origin"))
        start, stop = self._window(source, 0.0)
        return np.sort(times[(times > start) & (times <= stop)])

    def _window(self, device: int, delay: float) -> tuple[float, float]:
        """Return when (ms) a device begins and ends, so much later."""
        origin, start, stop = (float(self._value(device, key)) for key in ("origin", "start", "stop"))
        return origin + start + delay, min(origin + stop + delay, _NEVER)

    def _value(self, node: int, key: str) -> Any:
        return self._nest.NodeCollection([node]).get(key)

    def _values(self, ids: NDArray[Any], keys: list[str]) -> dict[str, NDArray[Any]]:
        read = self._nest.NodeCollection(ids.tolist()).get(keys)
        return {key: np.atleast_1d(np.array(read[key])) for key in keys}

    def _take(self, name: str, ids: NDArray[Any], weight_unit: str) -> None:
        self._part[ids] = len(self._names)
        self._index[ids] = np.arange(len(ids))
        self._names.append(name)
        self._weight_unit.append(weight_unit)

    def _free_name(self, name: str) -> str:
        return free_name(name, {*self._names, *self.network.description["stimuli"]})

    def _base_of(self, model: str) -> str:
        """Return the model that a copy of CopyModel was made of."""
        return str(self._nest.GetDefaults(model).get("type_id", model))


def _refusal(message: str, hint: str) -> EquipoiseError:
    return EquipoiseError.of_ours("nest-unsupported", message, hint)
