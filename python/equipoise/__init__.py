"""equipoise: does the balance of an excitatory-inhibitory network survive the arithmetic of a neuromorphic chip?

>>> import equipoise
>>> verdict = equipoise.verify("balanced.yaml", target="loihi1")
>>> verdict.verdict
'survives'
"""

from ._version import __version__
from .brian2 import from_brian2
from .commands import check, compile, run, sweep, verify
from .errors import Diagnostic, EquipoiseError
from .nest import from_nest
from .networks import Network
from .results import Check, Program, Recording, Sweep, Verdict

__all__ = [
    "Check",
    "Diagnostic",
    "EquipoiseError",
    "Network",
    "Program",
    "Recording",
    "Sweep",
    "Verdict",
    "__version__",
    "check",
    "compile",
    "from_brian2",
    "from_nest",
    "run",
    "sweep",
    "verify",
]
