"""Sweeps as plans (docs/sweeps.md): planned, run in parts and gathered as the command line does it, with the tables as pandas frames."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from . import cards
from ._command import RESULTS, Progress, run_command
from .commands import Source
from .errors import EquipoiseError
from .networks import Network
from .results import Program, Result

#: A plan's file, or what `sweep_plan` gave.
PlanSource = str | os.PathLike[str]
#: `sweep run` ends with 1 where a task failed; its JSON is a result all the same.
_RUN_RESULTS = RESULTS | {1}
_TABLES = ("verdicts", "margins", "runs", "tasks")


@dataclass(frozen=True)
class SweepPlan(Result, os.PathLike[str]):
    """A plan on disk: every task of a sweep."""

    path: Path = Path()

    @property
    def points(self) -> int:
        """How many points are judged."""
        return int(self.raw["points"])

    @property
    def seeds(self) -> list[int]:
        """Seeds of each point."""
        return [int(seed) for seed in self.raw["seeds"]]

    @property
    def tasks(self) -> int:
        """One seed of one point each."""
        return int(self.raw["tasks"])

    def __fspath__(self) -> str:
        return str(self.path)


@dataclass(frozen=True)
class SweepState(Result):
    """How far a plan, or the part of it that was asked for, is."""

    @property
    def tasks(self) -> int:
        """Tasks asked for."""
        return int(self.raw["tasks"])

    @property
    def done(self) -> int:
        """Tasks with a result."""
        return int(self.raw["done"])

    @property
    def failed(self) -> int:
        """Tasks that ended in an error, which `SweepTables.tasks` has; they stay failed unless `retry_failed=True`."""
        return int(self.raw["failed"])

    @property
    def complete(self) -> bool:
        """Whether every task is done."""
        return self.done == self.tasks


@dataclass(frozen=True)
class SweepTables(Result):
    """What a plan has found so far, as frames and as files in `folder`: docs/sweeps.md lists the columns."""

    folder: Path = Path()

    @property
    def verdicts(self) -> pd.DataFrame:
        """One row a point: its values, verdict and reason, what decided it, cores and chips."""
        return self._table("verdicts")

    @property
    def margins(self) -> pd.DataFrame:
        """One row for each point, population and metric: reference, target, change with its interval, margin, outcome."""
        return self._table("margins")

    @property
    def runs(self) -> pd.DataFrame:
        """One row for each point, seed, population and metric: reference and target."""
        return self._table("runs")

    @property
    def tasks(self) -> pd.DataFrame:
        """One row a task: its state, and of failed ones the error's code and sentence."""
        return self._table("tasks")

    @property
    def page_path(self) -> Path:
        """The page with maps and figures."""
        return self.folder / "sweep.html"

    def page(self, height: int = 800) -> cards.Page:
        """Return the page for display in a notebook, `height` pixels high."""
        return cards.Page(self.page_path.read_text(encoding="utf-8"), height)

    def _table(self, name: str) -> pd.DataFrame:
        return _read_parquet(self.folder / f"{name}.parquet")

    def _repr_html_(self) -> str:
        return str(self.verdicts.to_html(index=False))


def sweep_plan(
    sweep: str | os.PathLike[str] | Mapping[str, Any], out: str | os.PathLike[str], *, progress: Progress | bool = False
) -> SweepPlan:
    """Check every point of a sweep and write its plan to `out` (.jsonl). Nothing is run.

    `sweep` is a sweep's file or an object with its keys (docs/sweeps.md). In an object `network` may be all that `verify` takes but a
    program, and a path is one of the working folder. The object is kept beside the plan, as `PLAN.sweep.json`, and a network that is
    no file in `PLAN.network`. Raises EquipoiseError.
    """
    plan = Path(out)
    file = _written(sweep, plan) if isinstance(sweep, Mapping) else Path(sweep)
    raw, _ = run_command("sweep", ["plan", file], {"out": plan}, progress)
    return SweepPlan(raw, path=plan)


def sweep_run(
    plan: PlanSource, *, results: str | os.PathLike[str] | None = None, progress: Progress | bool = False, **options: Any
) -> SweepState:
    """Run the tasks of a plan that have no result yet, on this machine. What was interrupted is gone on with by another call.

    `options` are those of `equipoise sweep run`: `tasks="0-99"`, `jobs=8`, `task_time=600`, `retry_failed=True`. Tasks that fail are
    counted, and raise nothing; bad input raises EquipoiseError.
    """
    if options.get("engine", "here") != "here":
        raise EquipoiseError.of_ours(
            "bad-option", "sweep_run runs here and waits for its tasks", "hand a plan to a cluster with `equipoise sweep run --engine slurm`"
        )
    raw, _ = run_command("sweep", ["run", Path(plan)], {"results": results, **options}, progress, results=_RUN_RESULTS)
    return SweepState(raw)


def sweep_status(plan: PlanSource, *, results: str | os.PathLike[str] | None = None) -> SweepState:
    """Count the tasks of a plan that are done and failed; `raw` has those that are running or missing, too."""
    raw, _ = run_command("sweep", ["status", Path(plan)], {"results": results})
    return SweepState(raw)


def sweep_gather(
    plan: PlanSource, out: str | os.PathLike[str] | None = None, *, results: str | os.PathLike[str] | None = None
) -> SweepTables:
    """Make tables and a page of the results that are there, in the folder `out`: `PLAN.tables` beside the plan unless given.

    The frames are read from the Parquet files, which takes pyarrow. Raises EquipoiseError.
    """
    folder = Path(out) if out is not None else _beside(Path(plan), "tables")
    raw, _ = run_command("sweep", ["gather", Path(plan)], {"results": results, "out": folder})
    return SweepTables(raw, folder=folder)


def _beside(plan: Path, what: str) -> Path:
    return plan.with_name(f"{plan.name.removesuffix('.jsonl')}.{what}")


def _written(sweep: Mapping[str, Any], plan: Path) -> Path:
    """Write an object as a sweep's file, with its network, beside the plan."""
    document = dict(sweep)
    file = _beside(plan, "sweep.json")
    file.parent.mkdir(parents=True, exist_ok=True)
    if "network" in document:
        # Relative to the file, so that the folder may be moved as a whole.
        network = _network_file(document["network"], plan)
        document["network"] = Path(os.path.relpath(network.absolute(), file.parent.absolute())).as_posix()
    file.write_text(json.dumps(document, ensure_ascii=False, indent=1, default=_plain), encoding="utf-8")
    return file


def _network_file(network: Source, plan: Path) -> Path:
    if isinstance(network, Program):
        raise TypeError("network: a sweep compiles it for every point, so that it has to be a description, not a program")
    if isinstance(network, (str, os.PathLike)):
        return Path(network)
    own = network if isinstance(network, Network) else Network(dict(network))
    return own.write(_beside(plan, "network"))


def _plain(value: Any) -> Any:
    """Turn NumPy's numbers and arrays into what JSON has."""
    if isinstance(value, (np.generic, np.ndarray)):
        return value.tolist()
    raise TypeError(f"{value!r} cannot stand in a sweep")


def _read_parquet(path: Path) -> pd.DataFrame:
    try:
        return pd.read_parquet(path, engine="pyarrow")
    except ImportError as error:
        raise EquipoiseError.of_ours(
            "pyarrow-missing", "tables of a sweep are read with pyarrow, which is not installed", 'pip install "equipoise[sweeps]"'
        ) from error
