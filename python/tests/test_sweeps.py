"""Sweeps as plans: planned from a file or an object, run in parts, gathered as frames."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import equipoise

SMALL = Path(__file__).resolve().parents[2] / "examples" / "small-balanced.yaml"
DURATION = "400 ms"
SEEDS = [7, 8]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("sweep")


@pytest.fixture(scope="module")
def plan(folder):
    sweep = {"network": SMALL, "duration": DURATION, "seeds": SEEDS, "axes": {"weight-bits": np.array([8, 2]), "timestep": ["0.5 ms", "1 ms"]}}
    return equipoise.sweep_plan(sweep, folder / "plan.jsonl")


@pytest.fixture(scope="module")
def tables(plan):
    """Gathered in the end, after a first part alone."""
    part = equipoise.sweep_run(plan, tasks="0-1")
    assert (part.tasks, part.done, part.failed, part.complete) == (2, 2, 0, True)
    state = equipoise.sweep_status(plan)
    assert (state.tasks, state.done, state.complete) == (8, 2, False) and state.raw["missing"] == 6
    early = equipoise.sweep_gather(plan, plan.path.with_name("early"))
    assert early.tasks["state"].value_counts().to_dict() == {"done": 2, "missing": 6}
    lines: list[str] = []
    assert equipoise.sweep_run(plan, progress=lines.append).raw["computed"] == 6
    assert lines
    return equipoise.sweep_gather(plan)


def test_a_plan_is_what_the_command_line_has(plan, folder):
    assert (plan.points, plan.seeds, plan.tasks) == (4, SEEDS, 8)
    header, *tasks = plan.path.read_text(encoding="utf-8").splitlines()
    assert len(tasks) == 8 and json.loads(header)["seeds"] == SEEDS
    # What it was made of is kept, and gives the same plan again.
    again = equipoise.sweep_plan(folder / "plan.sweep.json", folder / "again.jsonl")
    assert again.path.read_bytes() == plan.path.read_bytes()


def test_frames_have_a_row_a_point_a_run_and_a_task(tables, plan):
    verdicts = tables.verdicts
    assert tables.folder == plan.path.with_name("plan.tables") and tables.page_path.is_file()
    assert list(verdicts["weight-bits"]) == [8, 8, 2, 2] and list(verdicts["timestep"]) == ["0.5 ms", "1 ms"] * 2
    assert list(verdicts["seeds_done"]) == [2] * 4 and verdicts["verdict"].notna().all()
    assert set(tables.tasks["state"]) == {"done"} and len(tables.tasks) == 8
    runs, margins = tables.runs, tables.margins
    per_run = runs.groupby(["point", "seed"]).size()
    assert len(per_run) == 8 and per_run.nunique() == 1
    # Beyond what a run has, margins compare distributions; both have a rate and a CV of every population of every point.
    for metric in ("rate", "cv"):
        expected = {(point, population) for point in range(4) for population in "EI"}
        for frame in (runs, margins):
            of = frame[frame["metric"] == metric]
            assert set(zip(of["point"], of["population"])) == expected
    assert tables._repr_html_().count("<tr>") >= 4
    for name in ("verdicts", "margins", "runs", "tasks"):
        assert list(pd.read_csv(tables.folder / f"{name}.csv").columns) == list(getattr(tables, name).columns)


def test_figures_are_those_of_a_run_of_its_own(tables):
    runs = tables.runs
    for seed in SEEDS:
        own = equipoise.run(SMALL, target="reference", duration=400, seed=seed).rates["rate"]
        row = runs[(runs["seed"] == seed) & (runs["timestep"] == "0.5 ms") & (runs["metric"] == "rate")]
        of = row.drop_duplicates("population").set_index("population")["reference"]
        assert of["E"] == own["E"] and of["I"] == own["I"]


def test_a_task_that_fails_is_counted_and_named(folder):
    network = equipoise.Network({"name": "arrays", "seed": 3, "timestep": "0.1 ms", "duration": "50 ms"})
    network.population("A", 2, "iaf_psc_exp", I_e=(np.array([900.0, 0.0]), "pA"))
    network.synapses("A→A", "A", "A", pre_index=[0], post_index=[1], weight=(np.array([50.0]), "pA"), delay=(1.0, "ms"))
    made = equipoise.sweep_plan({"network": network, "seeds": 1, "points": [{"weight-bits": np.int64(4)}]}, folder / "arrays.jsonl")
    assert (folder / "arrays.network" / "network.npz").is_file()
    state = equipoise.sweep_run(made, task_time=0.001)
    assert (state.done, state.failed, state.complete) == (0, 1, False)
    tasks = equipoise.sweep_gather(made).tasks
    assert list(tasks["code"]) == ["task-time"]
    assert equipoise.sweep_run(made, retry_failed=True).complete


def test_what_is_wrong_is_said_by_the_program_or_by_name(folder, plan):
    with pytest.raises(equipoise.EquipoiseError) as caught:
        equipoise.sweep_plan({"network": SMALL}, folder / "none.jsonl")
    assert caught.value.code == "sweep-format" and not (folder / "none.jsonl").exists()
    with pytest.raises(equipoise.EquipoiseError) as caught:
        equipoise.sweep_run(plan, tasks="5-99")
    assert caught.value.code == "bad-option"
    with pytest.raises(equipoise.EquipoiseError, match="sweep run --engine slurm"):
        equipoise.sweep_run(plan, engine="slurm")
    with pytest.raises(TypeError, match="a description, not a program"):
        equipoise.sweep_plan({"network": equipoise.Program({})}, folder / "none.jsonl")
    with pytest.raises(TypeError, match="cannot stand in a sweep"):
        equipoise.sweep_plan({"network": SMALL, "axes": {"timestep": [object()]}}, folder / "none.jsonl")


def test_without_pyarrow_the_way_out_is_said(tables, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(equipoise.EquipoiseError) as caught:
        _ = tables.verdicts
    assert caught.value.code == "pyarrow-missing" and "equipoise[sweeps]" in str(caught.value)
