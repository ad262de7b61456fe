"""The notebook of examples/ runs from top to bottom, and is kept without outputs, which would be those of an older program."""

from __future__ import annotations

import os
import resource
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
NOTEBOOK = EXAMPLES / "first-verdict.ipynb"
#: CPU seconds of the whole notebook, of the kernel and all that it starts.
MOST_CPU = 60.0


@pytest.fixture(scope="module")
def executed():
    """The notebook after it ran, and the CPU seconds that it took. Any cell that raises ends it here, with its traceback."""
    before = _cpu_of_children()
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    # The kernel works in the notebook's folder, as Jupyter has it, and takes the package of this checkout.
    environment = {**os.environ, "PYTHONPATH": str(EXAMPLES.parent / "python")}
    where = {"metadata": {"path": str(EXAMPLES)}}
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources=where).execute(env=environment)
    return notebook, _cpu_of_children() - before


def test_every_notebook_is_kept_without_outputs():
    paths = sorted(EXAMPLES.glob("**/*.ipynb"))
    assert NOTEBOOK in paths
    for path in paths:
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
        for number, cell in enumerate(notebook.cells):
            if cell.cell_type == "code":
                kept = cell.outputs or cell.execution_count
                assert not kept, f"{path.name}, cell {number}: clear the outputs (jupyter nbconvert --clear-output --inplace)"


def test_each_cell_that_shows_something_shows_what_it_is_there_for(executed):
    notebook, _ = executed
    shown = [
        (cell.source, "".join(str(output.data) for output in cell.outputs if "data" in output))
        for cell in notebook.cells
        if cell.cell_type == "code"
    ]

    def of(word: str) -> str:
        outputs = [output for source, output in shown if word in source]
        assert len(outputs) == 1, f"{len(outputs)} cells have {word}"
        return outputs[0]

    assert "before any run" in of("equipoise.check(") and "text/html" in of("equipoise.check(")
    assert "weight-rounded" in of("check.ledger")
    assert "first-verdict on Intel Loihi" in of("verdict = equipoise.verify(")
    assert "balance" in of("equipoise.sweep(") and "nearest" in of("equipoise.sweep(")
    assert "nest on Intel Loihi" in of("equipoise.from_nest(")
    assert sum("image/png" in output for _, output in shown) == 2
    # Two bits are too few for a lognormal spread: what the text says of the sweep is there to see.
    assert {"drifts", "breaks"} & set(of("equipoise.sweep(").split())


def test_it_says_nothing_on_stderr_and_takes_less_than_a_minute_of_cpu(executed):
    notebook, cpu = executed
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            assert output.get("name") != "stderr", output.text
    # At least a few: else the processes that the kernel started were not counted.
    assert 3.0 < cpu < MOST_CPU


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
