"""A segment of a script: a network as it was when it began to run, and all that was recorded since."""

from __future__ import annotations

import os
import tempfile
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from .. import commands
from .._command import Progress
from ..errors import Diagnostic, EquipoiseError
from ..networks import Network
from ..results import Recording


@dataclass(frozen=True)
class Settings:
    """What `setup` was told.

    `target` is `reference` (float64), a chip such as `loihi1` that is emulated bit for bit, or a board such as
    `simulated:pico`; `options` are those of the command line in Python's spelling.
    """

    target: str = "reference"
    seed: int = 1
    progress: Progress | bool = False
    options: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_board(self) -> bool:
        """Whether a board runs it rather than the reference or the emulator."""
        return ":" in self.target

    @property
    def where(self) -> dict[str, Any]:
        """Keywords of `commands.run`."""
        return {"on": self.target} if self.is_board else {"target": self.target}


@dataclass(frozen=True)
class Exported:
    """A script's network, and where its populations are in it.

    `names` has what each population of neurons is called, by its first id; `sources` the parts of each population of Poisson
    sources: their names and members.
    """

    network: Network
    names: Mapping[int, str]
    sources: Mapping[int, list[tuple[str, np.ndarray]]]
    #: Whether the spikes of Poisson sources are recorded.
    sources_recorded: bool


class Session:
    """Runs a network and goes on from where it stopped.

    Spikes and signals are held as arrays by population and variable.
    """

    def __init__(self, settings: Settings, dt: float, segment: int) -> None:
        self._settings = settings
        self._dt = dt
        # Segments are trials: each has a noise of its own, the first that of the seed.
        self._seed = (settings.seed + segment) % 2**32
        self._folder = tempfile.TemporaryDirectory(prefix="equipoise-pynn-")
        self._steps = 0
        self._exported: Exported | None = None
        self._path: Path | None = None
        self._changes: list[str] = []
        self._recordings: list[Recording] = []
        self._trains: list[dict[str, np.ndarray]] = []
        self._said: set[str] = set()

    @property
    def _current(self) -> Exported:
        """The network as it runs; there is one from the first run on."""
        assert self._exported is not None
        return self._exported

    def close(self) -> None:
        """Remove the files."""
        self._folder.cleanup()

    def changed(self, what: str) -> None:
        """Note a change since the last run."""
        if self._path is not None:
            self._changes.append(what)

    def run_to(self, steps: int, export: Callable[[], Exported]) -> None:
        """Run up to so many steps in all. `export` makes the network, and is called where it may have changed.

        Raises EquipoiseError: of the run, or `pynn-changed` where the network is no longer the one that has run so far.
        """
        if steps <= self._steps:
            return
        if self._path is None or self._changes:
            exported = export()
            self._exported = exported
            self._path = exported.network.write(self._folder.name)
        # A board's state cannot be read: it begins again, and what it did before it does once more.
        goes_on = not self._settings.is_board
        before, after, trains = (
            Path(self._folder.name, name) for name in ("before.checkpoint", "after.checkpoint", "sources.npz")
        )
        try:
            recording = commands.run(
                self._path,
                **self._settings.where,
                duration=steps * self._dt,
                seed=self._seed,
                checkpoint=after if goes_on else None,
                resume=before if goes_on and self._steps > 0 else None,
                source_spikes=trains if self._current.sources_recorded else None,
                progress=self._settings.progress,
                **self._settings.options,
            )
        except EquipoiseError as error:
            if self._changes and self._steps > 0 and "checkpoint" in error.code:
                raise _changed(self._changes, self._steps * self._dt, error) from error
            raise
        if goes_on:
            os.replace(after, before)
        else:
            self._recordings, self._trains = [], []
        if self._current.sources_recorded:
            with np.load(trains, allow_pickle=False) as arrays:
                self._trains.append({name: arrays[name] for name in arrays.files})
        self._steps = steps
        self._changes = []
        self._recordings.append(recording)
        self._say(recording.diagnostics)

    def spikes(self, first_id: int) -> tuple[np.ndarray, np.ndarray]:
        """Return times (ms) and neurons of the spikes of the population that begins with an id, in order of time."""
        parts = [recording[self._current.names[first_id]] for recording in self._recordings]
        if not parts:
            return np.zeros(0), np.zeros(0, np.uint32)
        return np.concatenate([times for times, _ in parts]), np.concatenate([neurons for _, neurons in parts])

    def source_spikes(self, first_id: int) -> tuple[np.ndarray, np.ndarray]:
        """As `spikes`, of a population of Poisson sources."""
        times, cells = [np.zeros(0)], [np.zeros(0, np.int64)]
        for arrays in self._trains:
            names = arrays["sources"].tolist()
            for name, members in self._current.sources[first_id]:
                own = arrays["spikes.source"] == names.index(name)
                times.append(arrays["spikes.time_ms"][own])
                cells.append(members[arrays["spikes.neuron"][own]])
        return np.concatenate(times), np.concatenate(cells)

    def signal(self, first_id: int, variable: str) -> tuple[np.ndarray, np.ndarray]:
        """Return a probe's rows [sample][column] and the neuron of each column.

        Raises EquipoiseError `pynn-not-recorded` where what runs the network does not have the variable.
        """
        name = f"{self._current.names[first_id]}.{variable}"
        missing = [recording for recording in self._recordings if name not in recording.probes]
        if missing or not self._recordings:
            raise EquipoiseError.of_ours(
                "pynn-not-recorded",
                f"{name} was not recorded on {self._settings.target}",
                "record it before the first run; chips do not have every variable (docs/description.md, \"Probes\")",
            )
        frames = [recording.probe(name) for recording in self._recordings]
        return np.concatenate([frame.to_numpy() for frame in frames]), frames[0].columns.to_numpy()

    def _say(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        """Warn of what a run warned of, each thing once."""
        for diagnostic in diagnostics:
            text = str(diagnostic)
            if diagnostic.severity == "warning" and text not in self._said:
                self._said.add(text)
                warnings.warn(text, stacklevel=2)


def _changed(changes: list[str], t: float, error: EquipoiseError) -> EquipoiseError:
    return EquipoiseError.of_ours(
        "pynn-changed",
        f"{' and '.join(dict.fromkeys(changes))} changed after {t:g} ms, and a run goes on only with the network it began with "
        f"({error.message})",
        "call reset() to begin a new segment with the changed network; input that is yet to come may change without one",
    )
