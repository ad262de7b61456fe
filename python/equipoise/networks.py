"""A network of one's own: the keys of docs/description.md, with numpy arrays where they are many."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: What a weight onto neurons of each model is.
WEIGHT_UNIT = {"iaf_psc_exp": "pA", "iaf_psc_delta": "mV", "iaf_cond_exp": "nS"}
#: Characters of a name.
_LONGEST_NAME = 64
#: The file of arrays beside a description.
_ARRAYS = "network.npz"


class Network:
    """A description as an object, with arrays.

    `description` has the keys of docs/description.md: `timestep`, `duration`, `populations`, `projections`, `stimuli`, … .
    Arrays are handed over with `column`, which gives the word that stands for them, or with the helpers below:

    >>> import numpy as np
    >>> net = Network({"name": "pair", "timestep": "0.1 ms", "duration": "100 ms"})
    >>> net.population("A", 2, "iaf_psc_exp", I_e=(np.array([400.0, 0.0]), "pA"))
    >>> net.synapses("A→A", "A", "A", pre_index=[0], post_index=[1], weight=(np.array([50.0]), "pA"), delay=(1.0, "ms"))
    """

    def __init__(self, description: Mapping[str, Any] | None = None) -> None:
        self.description: dict[str, Any] = dict(description or {})
        self.arrays: dict[str, NDArray[Any]] = {}
        #: What the description could not say, what was assumed: sentences, filled by whoever made it from something else.
        self.losses: list[str] = []

    def column(self, name: str, values: Any) -> str:
        """Keep a list of numbers under a name of its own. Return what a description writes for it."""
        array = np.ascontiguousarray(values)
        if array.ndim != 1 or array.dtype.kind not in "iufb":
            raise TypeError(f"{name}: a list of numbers is expected, got {array.dtype} of shape {array.shape}")
        while name in self.arrays:
            name += "'"
        self.arrays[name] = array
        return f"{_ARRAYS}#{name}"

    def quantity(self, name: str, value: Any, unit: str) -> Any:
        """Write one value as a quantity, several as a column; equal values are one."""
        array = np.asarray(value, dtype=np.float64)
        if array.ndim == 0:
            return _with_unit(float(array), unit)
        if array.size > 0 and np.all(array == array.flat[0]):
            return _with_unit(float(array.flat[0]), unit)
        return {"array": self.column(name, array), "unit": _with_unit(1.0, unit)}

    def population(
        self, name: str, size: int, model: str, initial_v: tuple[Any, str] | None = None, **parameters: tuple[Any, str]
    ) -> None:
        """Add a population: `C_m=(250, "pF")`, or an array with one value a neuron."""
        neuron: dict[str, Any] = {"model": model}
        for key, (value, unit) in parameters.items():
            neuron[key] = self.quantity(f"{name}.{key}", value, unit)
        population: dict[str, Any] = {"size": int(size), "neuron": neuron}
        if initial_v is not None:
            population["initial"] = {"V_m": self.quantity(f"{name}.V_m", *initial_v)}
        self.description.setdefault("populations", {})[name] = population

    def synapses(
        self,
        name: str,
        pre: str,
        post: str,
        *,
        weight: tuple[Any, str],
        delay: tuple[Any, str],
        pre_index: Any = None,
        post_index: Any = None,
        **more: Any,
    ) -> None:
        """Add a projection of listed synapses: indices from 0 in each population, weights and delays one each or one for all."""
        connect: dict[str, Any] = {
            "rule": "arrays",
            "pre": self.column(f"{name}.pre", _indices(pre_index)),
            "post": self.column(f"{name}.post", _indices(post_index)),
        }
        projection: dict[str, Any] = {"pre": pre, "post": post, "connect": connect, "sign": "keep", **more}
        for key, (value, unit) in (("weight", weight), ("delay", delay)):
            array = np.asarray(value, dtype=np.float64)
            if array.ndim == 0 or (array.size > 0 and np.all(array == array.flat[0])):
                projection[key] = _with_unit(float(array.flat[0] if array.ndim else array), unit)
            elif array.size > 0:
                kept = array.astype(np.float32) if key == "weight" else array
                connect[key] = self.column(f"{name}.{key}", kept)
                connect[f"{key}_unit"] = _with_unit(1.0, unit)
            else:
                projection[key] = _with_unit(0.0 if key == "weight" else 1.0, unit)
        self.description.setdefault("projections", {})[name] = projection

    def spikes(self, name: str, size: int, times: Any, sources: Any) -> None:
        """Add a source of known spikes: times in ms, and which of `size` trains each is of."""
        self.description.setdefault("stimuli", {})[name] = {
            "type": "spike_times",
            "size": int(size),
            "unit": "1 ms",
            "times": {
                "array": self.column(f"{name}.times", np.asarray(times, dtype=np.float64)),
                "source": self.column(f"{name}.source", _indices(sources)),
            },
        }

    def write(self, folder: str | os.PathLike[str]) -> Path:
        """Write `network.json` and its arrays into a folder. Return the path of the JSON."""
        into = Path(folder)
        into.mkdir(parents=True, exist_ok=True)
        if self.arrays:
            np.savez(into / _ARRAYS, **self.arrays)
        path = into / "network.json"
        path.write_text(json.dumps(self.description, ensure_ascii=False, indent=1), encoding="utf-8")
        return path


def free_name(label: str, taken: Collection[str]) -> str:
    """Return a label as a name that a description can have: printable, at most 64 characters, its own."""
    plain = "".join(c if c.isprintable() and c not in "/\\" else "_" for c in label).strip() or "population"
    name, k = plain[:_LONGEST_NAME], 2
    while name in taken:
        tail = f" {k}"
        name, k = plain[: _LONGEST_NAME - len(tail)] + tail, k + 1
    return name


def milliseconds(time: float) -> str:
    """Write a time as descriptions have it."""
    return _with_unit(time, "ms")


def _with_unit(value: float, unit: str) -> str:
    # Shortest digits that give the same double again.
    return f"{float(value)!r} {unit}" if unit else repr(float(value))


def _indices(values: Any) -> NDArray[Any]:
    array = np.asarray(values)
    return array.astype(np.uint32, copy=False) if array.size else np.zeros(0, np.uint32)
