"""Runs the program: arguments in, JSON out, progress on the way. Arrays go over files, never over JSON."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from ._program_path import main_script, node
from .errors import Diagnostic, EquipoiseError

#: Called with every line of progress, as the command line prints it.
Progress = Callable[[str], None]

#: Exit codes that are results rather than failures; docs/verdict.md says what they mean.
RESULTS = frozenset({0, 2, 3, 4, 5})
#: Between two lines of progress.
_PROGRESS_SECONDS = "0.5"
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def run_command(
    command: str,
    words: Sequence[str | Path],
    options: Mapping[str, Any],
    progress: Progress | bool = False,
    *,
    results: Collection[int] = RESULTS,
) -> tuple[dict[str, Any], int]:
    """Run one command with `--json`.

    Options are the command line's in Python's spelling: `weight_bits=4` is `--weight-bits 4`, a list is the option several
    times, None leaves it out. Exit codes among `results` are no failure.

    Returns its JSON object and its exit code. Raises EquipoiseError with what it printed as its errors.
    """
    arguments = [node(), str(main_script()), command, *map(str, words), "--json", *option_words(options)]
    environment = {**os.environ, "EQUIPOISE_PROGRESS_SECONDS": _PROGRESS_SECONDS}
    if not progress:
        arguments.append("--quiet")
    say = _print if progress is True else progress or None
    with subprocess.Popen(
        arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", errors="replace",
        env=environment,
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        log: list[str] = []
        failed: list[BaseException] = []
        reader = threading.Thread(target=_listen, args=(process, log, say, failed), daemon=True)
        reader.start()
        try:
            output = process.stdout.read()
        except BaseException:
            # An interrupted cell ends the run too.
            process.terminate()
            raise
        reader.join()
        status = process.wait()
    if failed:
        raise failed[0]
    return _result(output, status, log, results), status


def option_words(options: Mapping[str, Any]) -> list[str]:
    """Turn Python's keywords into words of the command line."""
    words: list[str] = []
    for name, value in options.items():
        flag = "--" + name.rstrip("_").replace("_", "-")
        for one in value if isinstance(value, (list, tuple)) else [value]:
            if one is None:
                continue
            if isinstance(one, bool):
                words.append(flag if one else f"--no-{flag[2:]}")
            else:
                words.append(f"{flag}={one}")
    return words


def _listen(process: subprocess.Popen[str], log: list[str], say: Progress | None, failed: list[BaseException]) -> None:
    """Read the log to its end, also where `say` raises: a program whose log nobody reads waits for ever. What it raised ends the run."""
    assert process.stderr is not None
    for line in process.stderr:
        text = _COLOUR.sub("", line).rstrip()
        log.append(text)
        if say is None or not text or failed:
            continue
        try:
            say(text)
        except BaseException as error:
            failed.append(error)
            process.terminate()


def _print(line: str) -> None:
    print(line, file=sys.stderr)


def _result(output: str, status: int, log: Sequence[str], results: Collection[int]) -> dict[str, Any]:
    try:
        result = json.loads(output)
    except json.JSONDecodeError:
        said = "\n".join(log[-20:]) or f"it ended with code {status} and said nothing"
        raise EquipoiseError([Diagnostic("command-failed", "error", said)], status) from None
    if not isinstance(result, dict):
        raise EquipoiseError.of_ours("command-failed", "the command printed no JSON object")
    failure = result.get("error")
    if isinstance(failure, dict):
        raise EquipoiseError([Diagnostic.read(d) for d in failure["diagnostics"]], failure.get("exitCode", status))
    if status not in results:
        raise EquipoiseError([Diagnostic("command-failed", "error", "\n".join(log[-20:]) or f"exit code {status}")], status)
    return result
