"""equipoise: does the balance of an excitatory-inhibitory network survive the arithmetic of a neuromorphic chip?

>>> import equipoise
>>> verdict = equipoise.verify("balanced.yaml", target="loihi1")
>>> verdict.verdict
'survives'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ._version import __version__
from .errors import Diagnostic, EquipoiseError

if TYPE_CHECKING:
    from .brian2 import from_brian2
    from .commands import check, compile, run, sweep, verify
    from .nest import from_nest
    from .networks import Network
    from .results import Check, Program, Recording, Sweep, Verdict
    from .sweeps import SweepPlan, SweepState, SweepTables, sweep_gather, sweep_plan, sweep_run, sweep_status

__all__ = [
    "Check",
    "Diagnostic",
    "EquipoiseError",
    "Network",
    "Program",
    "Recording",
    "Sweep",
    "SweepPlan",
    "SweepState",
    "SweepTables",
    "Verdict",
    "__version__",
    "check",
    "compile",
    "from_brian2",
    "from_nest",
    "run",
    "sweep",
    "sweep_gather",
    "sweep_plan",
    "sweep_run",
    "sweep_status",
    "verify",
]

_HOMES = {
    **dict.fromkeys(("check", "compile", "run", "sweep", "verify"), "commands"),
    "Network": "networks",
    "from_brian2": "brian2",
    "from_nest": "nest",
    **dict.fromkeys(("Check", "Program", "Recording", "Sweep", "Verdict"), "results"),
    **dict.fromkeys(("SweepPlan", "SweepState", "SweepTables"), "sweeps"),
    **dict.fromkeys(("sweep_gather", "sweep_plan", "sweep_run", "sweep_status"), "sweeps"),
}


def __getattr__(name: str) -> Any:
    # On demand, since results need pandas and the doors to other tools (equipoise.lava) run in those tools' own environments.
    if name in _HOMES:
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
