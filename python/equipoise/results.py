"""What the commands give back: numpy arrays, pandas frames, and cards for notebooks."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, cast

import numpy as np
from numpy.typing import NDArray
import pandas as pd

from . import cards
from .errors import Diagnostic, EquipoiseError

#: What a verdict can be; docs/verdict.md says when each is given.
VerdictWord = Literal["survives", "drifts", "breaks", "not-balanced", "inconclusive"]
#: As people read it.
VERDICT_TITLES: Mapping[VerdictWord, str] = {
    "survives": "survives",
    "drifts": "drifts",
    "breaks": "breaks",
    "not-balanced": "not balanced to begin with",
    "inconclusive": "inconclusive",
}


#: Columns of a ledger that come first.
_LEDGER = ("kind", "where", "count", "of", "worst", "unit")


def _frame(rows: Any) -> pd.DataFrame:
    return pd.json_normalize(list(rows or []), sep="_")


def _warnings(raw: Mapping[str, Any]) -> tuple[Diagnostic, ...]:
    return tuple(Diagnostic.read(d) for d in raw.get("diagnostics") or [])


@dataclass(frozen=True)
class Result:
    """A command's JSON object, whole, and what it warned of."""

    raw: Mapping[str, Any] = field(repr=False)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Warnings and notes, in the order in which they were met."""
        return _warnings(self.raw)

    @property
    def ledger(self) -> pd.DataFrame:
        """What was rounded, clipped or left out: one row a kind and place, with count, worst case and unit."""
        frame = _frame(self.raw.get("ledger"))
        first = [name for name in _LEDGER if name in frame]
        return frame[first + [name for name in frame if name not in first]]


#: Tone and word of a prediction, by the exit code of `check`.
_FORESEEN = {
    0: ("survives", "balance foreseen"),
    2: ("drifts", "rates move"),
    3: ("breaks", "no balance on the chip"),
    4: ("not-balanced", VERDICT_TITLES["not-balanced"]),
    5: ("breaks", "does not fit"),
}


@dataclass(frozen=True)
class Check(Result):
    """What theory foresees of a network on a chip, before any run."""

    exit_code: int = 0

    @property
    def summary(self) -> str:
        """The prediction in a sentence."""
        return str(self.raw["summary"])

    @property
    def fits(self) -> bool | None:
        """Whether the network fits the target's board; None where no one can tell, as the memory of its cores is not public."""
        fits = self.raw["fits"]
        return None if fits is None else bool(fits)

    @property
    def balanced(self) -> bool:
        """Whether a balanced state is predicted on the chip."""
        return bool(self.raw["balancedStateQuantized"])

    @property
    def rates(self) -> pd.DataFrame:
        """Predicted rates in Hz by population: `before` (float64), `after` (the chip), `relative` change."""
        return _frame(self.raw["populations"]).set_index("name")

    def __str__(self) -> str:
        return self.summary

    def _repr_html_(self) -> str:
        populations = self.raw["populations"]
        rates = [(p["name"], cards.hertz(p["before"]), cards.hertz(p["after"])) for p in populations]
        tone, word = _FORESEEN.get(self.exit_code, ("inconclusive", "foreseen"))
        return cards.card(
            tone,
            word,
            f"{self.raw['target']}, by theory, before any run",
            [cards.paragraph(self.summary), cards.table(("population", "float64, Hz", "chip, Hz"), rates)],
        )


@dataclass(frozen=True)
class Program(Result, os.PathLike[str]):
    """A compiled program on disk."""

    path: Path = Path()

    @property
    def digest(self) -> str:
        """SHA-256 of what the chip is loaded with."""
        return str(self.raw["digest"])

    @property
    def cores(self) -> int:
        """Cores used."""
        return int(self.raw["cores"])

    @property
    def chips(self) -> int:
        """Chips used."""
        return int(self.raw["chips"])

    def __fspath__(self) -> str:
        return str(self.path)


class Recording(Result):
    """Spikes and probes of a run.

    `populations` are names; `times` (ms, float64), `population` (index into the names, uint32) and `neuron` (counted in its
    population from 0, uint32) have an entry for each spike, in order of time.
    """

    def __init__(self, raw: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> None:
        super().__init__(raw)
        values = dict(arrays)
        object.__setattr__(self, "populations", [str(name) for name in np.atleast_1d(values.pop("populations"))])
        object.__setattr__(self, "times", values.pop("spikes.time_ms"))
        object.__setattr__(self, "population", values.pop("spikes.population"))
        object.__setattr__(self, "neuron", values.pop("spikes.neuron"))
        object.__setattr__(self, "_probes", values)

    def __repr__(self) -> str:
        return f"Recording({', '.join(self.populations)}: {cards.counted(len(self.times), 'spike')})"

    populations: list[str]
    times: NDArray[Any]
    population: NDArray[Any]
    neuron: NDArray[Any]
    _probes: dict[str, NDArray[Any]]

    @property
    def raster_hash(self) -> str:
        """SHA-256 of all spikes; equal rasters have equal hashes."""
        return str(self.raw["rasterHash"])

    @property
    def spikes(self) -> pd.DataFrame:
        """All spikes: `time` (ms), `population` (its name), `neuron`."""
        names = pd.Categorical.from_codes(self.population.astype(np.int64), pd.Index(self.populations))
        return pd.DataFrame({"time": self.times, "population": names, "neuron": self.neuron})

    @property
    def rates(self) -> pd.DataFrame:
        """By population: rate (Hz), CV, share of silent neurons, correlation; the burn-in is left out."""
        return _frame(self.raw["populations"]).set_index("name")

    @property
    def counters(self) -> pd.Series:
        """What a chip's run counted: spikes, synaptic events, updates, and each kind of loss. Empty for the float64 reference."""
        return pd.Series(self.raw["counters"], dtype="int64")

    def __getitem__(self, population: str) -> tuple[NDArray[Any], NDArray[Any]]:
        """Return the spikes of a population: times (ms) and neurons."""
        if population not in self.populations:
            raise KeyError(f"no population is called {population!r}; there are {', '.join(self.populations)}")
        own = self.population == self.populations.index(population)
        return self.times[own], self.neuron[own]

    @property
    def probes(self) -> list[str]:
        """Names of what else was recorded, such as `E.v`."""
        return [name.removesuffix(".time_ms") for name in self._probes if name.endswith(".time_ms")]

    def probe(self, name: str) -> pd.DataFrame:
        """Return a probe such as `E.v`: rows by time (ms), a column for each neuron; the unit is its attribute `attrs["unit"]`."""
        if f"{name}.time_ms" not in self._probes:
            raise KeyError(f"no probe is called {name!r}; there are {', '.join(self.probes) or 'none'}")
        frame = pd.DataFrame(
            self._probes[name],
            index=pd.Index(self._probes[f"{name}.time_ms"], name="time"),
            columns=pd.Index(self._probes[f"{name}.neuron"], name="neuron"),
        )
        frame.attrs["unit"] = str(self._probes[f"{name}.unit"])
        return frame


@dataclass(frozen=True)
class Verdict(Result):
    """Whether the balance survives, and why. In a notebook it shows as a card; `report()` shows the whole page."""

    folder: Path = Path()
    exit_code: int = 0

    @property
    def verdict(self) -> VerdictWord:
        """`survives`, `drifts`, `breaks`, `not-balanced` (the reference itself is not) or `inconclusive`."""
        return cast(VerdictWord, self.raw["verdict"])

    @property
    def title(self) -> str:
        """The verdict as people read it: `not balanced to begin with` for `not-balanced`."""
        return VERDICT_TITLES[self.verdict]

    @property
    def survives(self) -> bool:
        """Whether the balance survives."""
        return self.verdict == "survives"

    @property
    def reason(self) -> str:
        """The verdict's reason, in sentences."""
        return str(self.raw["reason"])

    @property
    def metrics(self) -> pd.DataFrame:
        """Every metric of every population: both sides' means, their difference with its interval, the margin, the outcome."""
        return _frame(self.raw["metrics"])

    @property
    def attribution(self) -> Mapping[str, Any] | None:
        """Which quantization did it, where that was asked and the balance did not survive."""
        return cast("Mapping[str, Any] | None", self.raw["attribution"])

    @property
    def report_path(self) -> Path:
        """The page with every figure."""
        return self.folder / "report.html"

    def report(self, height: int = 800) -> cards.Page:
        """Return the page for display in a notebook, `height` pixels high, in a frame of its own so that its style stays there."""
        return cards.Page(self.report_path.read_text(encoding="utf-8"), height)

    def __str__(self) -> str:
        return f"{self.title}: {self.reason}"

    def _repr_html_(self) -> str:
        network, target = self.raw["network"], self.raw["target"]
        rates = [
            (rate["population"], cards.hertz(rate["measuredReference"]), cards.hertz(rate["measuredTarget"]))
            for rate in self.raw["prediction"]["rates"]
        ]
        cause = [] if self.attribution is None else [cards.paragraph(self.attribution["summary"])]
        facts = (
            cards.counted(self.raw["seeds"]["ran"], "seed"),
            cards.counted(network["synapses"], "synapse"),
            cards.counted(target["coresUsed"], "core"),
        )
        return cards.card(
            self.verdict,
            self.title,
            f"{network['name']} on {target['title']} ({target['profile']})",
            [cards.paragraph(self.reason), *cause, cards.table(("population", "float64, Hz", "chip, Hz"), rates)],
            f"{', '.join(facts)}. <code>.report()</code> shows the whole page.",
        )


@dataclass(frozen=True)
class Sweep(Result):
    """A verdict for every combination of options, against the same reference runs."""

    @property
    def table(self) -> pd.DataFrame:
        """One row a variant: its options, verdict, reason, and measured rates by population (Hz)."""
        return pd.DataFrame(
            {
                **variant["values"],
                "verdict": variant["verdict"],
                "reason": variant["reason"],
                **{f"rate_{rate['population']}": rate["measuredTarget"] for rate in variant["rates"]},
            }
            for variant in self.raw["variants"]
        )

    def _repr_html_(self) -> str:
        return self.table.to_html(index=False)


def read_recording(raw: Mapping[str, Any], path: Path) -> Recording:
    """Read the arrays that a run wrote."""
    try:
        with np.load(path, allow_pickle=False) as arrays:
            return Recording(raw, {name: arrays[name] for name in arrays.files})
    except (OSError, ValueError) as error:
        raise EquipoiseError.of_ours("recording-unreadable", f"cannot read {path}: {error}") from error
