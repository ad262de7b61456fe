"""PyNN on equipoise: a PyNN 0.13 script runs in float64, on a chip bit for bit, or on a board.

>>> import equipoise.pynn as sim
>>> sim.setup(timestep=0.1, target="loihi1")
"""

from __future__ import annotations

from typing import Any

from pyNN import errors, random, space  # noqa: F401
from pyNN.connectors import *  # noqa: F403
from pyNN.network import Network  # noqa: F401
from pyNN.random import GSLRNG, NumpyRNG, RandomDistribution  # noqa: F401
from pyNN.space import Space  # noqa: F401
from pyNN.standardmodels import StandardCellType

from .connectors import (  # noqa: F401
    ArrayConnector,
    FixedNumberPostConnector,
    FixedTotalNumberConnector,
    FromFileConnector,
    FromListConnector,
    OneToOneConnector,
)
from .control import (  # noqa: F401
    end,
    get_current_time,
    get_max_delay,
    get_min_delay,
    get_time_step,
    initialize,
    network,
    num_processes,
    rank,
    reset,
    run,
    run_for,
    run_until,
    setup,
    verify,
)
from .populations import Assembly, Population, PopulationView  # noqa: F401
from .procedural_api import connect, create, record, record_gsyn, record_v  # noqa: F401
from .projections import Projection  # noqa: F401
from .standardmodels import (  # noqa: F401
    DCSource,
    IF_cond_exp,
    IF_curr_delta,
    IF_curr_exp,
    SpikeSourceArray,
    SpikeSourcePoisson,
    StaticSynapse,
    StepCurrentSource,
    refusal,
)


def list_standard_models() -> list[str]:
    """Return the names of the cell types that are integrated."""
    return [
        name for name, value in globals().items()
        if isinstance(value, type) and issubclass(value, StandardCellType) and value is not StandardCellType
    ]


def __getattr__(name: str) -> Any:
    refused = refusal(name)
    if refused is not None:
        raise refused
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
