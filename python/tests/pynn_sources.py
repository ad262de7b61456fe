"""PyNN's own system tests, read from its source package: none of them is copied here, as they are under a licence of their own."""

from __future__ import annotations

import importlib.util
import inspect
import os
import sys
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

#: What tests.system.scenarios is called here.
_PACKAGE = "pynn_scenarios"


def system_tests() -> Path:
    """Return the folder test/system of PyNN's source package. A missing one is a failure, never a skip."""
    sources = os.environ.get("PYNN_SOURCES")
    if not sources or not Path(sources, "test", "system", "scenarios").is_dir():
        raise RuntimeError("PYNN_SOURCES does not hold PyNN's source package: run the tests with `npm run test:python`")
    return Path(sources, "test", "system")


def scenarios() -> Iterator[tuple[str, Callable[[Any], Any]]]:
    """Give all scenarios by the name `file.function`: what PyNN runs with every simulator of a list."""
    folder = system_tests() / "scenarios"
    package = types.ModuleType(_PACKAGE)
    package.__path__ = [str(folder)]
    fixtures = types.ModuleType(f"{_PACKAGE}.fixtures")
    fixtures.run_with_simulators = lambda *names: _marked  # type: ignore[attr-defined]
    sys.modules.update({_PACKAGE: package, fixtures.__name__: fixtures})
    for path in sorted(folder.glob("test_*.py")):
        name = path.stem.removeprefix("test_").removeprefix("_")
        spec = importlib.util.spec_from_file_location(f"{_PACKAGE}.{path.stem}", path)
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        for function_name, function in inspect.getmembers(module, inspect.isfunction):
            if getattr(function, "is_scenario", False):
                yield f"{name}.{function_name.removeprefix('test_')}", function


def _marked(function: Any) -> Any:
    function.is_scenario = True
    return function


def skips(function: Callable[[Any], Any]) -> bool:
    """Whether a scenario gives itself up where a module is missing."""
    return pytest.skip.__name__ in inspect.getsource(function)
