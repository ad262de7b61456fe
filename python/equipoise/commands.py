"""`check`, `compile`, `run`, `verify` and `sweep`, as the command line has them."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ._command import Progress, run_command
from .networks import Network
from .results import Check, Program, Recording, Sweep, Verdict, read_recording

#: A description's file, an object like one (the keys of docs/description.md), a Network with arrays, or a compiled program.
Source = str | os.PathLike[str] | Mapping[str, Any] | Network | Program


@contextmanager
def _on_disk(source: Source) -> Iterator[Path]:
    """Give the file of a network, written for as long as it is needed."""
    if isinstance(source, (str, os.PathLike)):
        yield Path(source)
        return
    with tempfile.TemporaryDirectory(prefix="equipoise-") as folder:
        network = source if isinstance(source, Network) else Network(dict(source))
        yield network.write(folder)


def check(network: Source, target: str = "loihi1", *, progress: Progress | bool = False, **options: Any) -> Check:
    """Predict rates, their shift on the chip, and whether a balanced state is left, before any run.

    `options` are those of `equipoise check` in Python's spelling, such as `weight_bits=4`. Raises EquipoiseError.
    """
    with _on_disk(network) as path:
        raw, status = run_command("check", [path], {"target": target, **options}, progress)
    return Check(raw, exit_code=status)


def compile(
    network: Source, out: str | os.PathLike[str], target: str = "loihi1", *, progress: Progress | bool = False, **options: Any
) -> Program:
    """Compile a network to the program file `out` (.eqp). Raises EquipoiseError, with exit code 5 where it does not fit."""
    with _on_disk(network) as path:
        raw, _ = run_command("compile", [path], {"target": target, "out": Path(out), **options}, progress)
    return Program(raw, path=Path(out))


def run(
    network: Source, target: str | None = None, *, on: str | None = None, progress: Progress | bool = False, **options: Any
) -> Recording:
    """Run a network or a program and return its spikes and probes.

    `target` is a chip that is emulated bit for bit, or `"reference"` for float64; `on` is a board such as `"simulated:pico"`.
    Probes are `probe=["E:v:first 10:1 ms"]`. Raises EquipoiseError.
    """
    if target == "reference":
        target, on = None, "reference"
    with _on_disk(network) as path, tempfile.TemporaryDirectory(prefix="equipoise-") as folder:
        arrays = Path(folder, "recording.npz")
        raw, _ = run_command("run", [path], {"target": target, "on": on, "npz": arrays, **options}, progress)
        return read_recording(raw, arrays)


def verify(
    network: Source,
    target: str = "loihi1",
    *,
    seeds: int | str | None = None,
    out: str | os.PathLike[str] | None = None,
    progress: Progress | bool = False,
    **options: Any,
) -> Verdict:
    """Compile, run beside the float64 reference over several seeds, and judge whether the balance survives.

    `out` is a folder for the report, the verification and the recordings; without it a temporary one that is kept.
    """
    folder = Path(out) if out is not None else Path(tempfile.mkdtemp(prefix="equipoise-verdict-"))
    with _on_disk(network) as path:
        raw, status = run_command("verify", [path], {"target": target, "seeds": seeds, "out": folder, **options}, progress)
    return Verdict(raw, folder=folder, exit_code=status)


def sweep(
    network: Source,
    vary: Mapping[str, Sequence[Any]],
    target: str = "loihi1",
    *,
    progress: Progress | bool = False,
    **options: Any,
) -> Sweep:
    """Verify every combination of compiler options against the same reference runs: `vary={"weight_bits": [8, 4]}`."""
    given = [f"{name.replace('_', '-')}={','.join(map(_word, values))}" for name, values in vary.items()]
    with _on_disk(network) as path:
        raw, _ = run_command("sweep", [path], {"target": target, "vary": given, **options}, progress)
    return Sweep(raw)


def _word(value: Any) -> str:
    return json.dumps(value) if isinstance(value, bool) else str(value)
