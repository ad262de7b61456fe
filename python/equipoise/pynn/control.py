"""PyNN's functions that set up, run and end a simulation, and the verdict on what ran."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any

from pyNN import common
from pyNN.common.control import DEFAULT_MAX_DELAY, DEFAULT_MIN_DELAY, DEFAULT_TIMESTEP
from pyNN.recording import get_io

from .. import commands
from .._command import Progress
from ..errors import EquipoiseError
from ..networks import Network, milliseconds
from ..results import Verdict
from . import simulator
from .network_of import network_of
from .session import Settings

_LARGEST_SEED = 2**32 - 1

simulator.state.export = lambda steps: network_of(simulator.state, steps)


def setup(
    timestep: float = DEFAULT_TIMESTEP,
    min_delay: float | str = DEFAULT_MIN_DELAY,
    *,
    target: str = "reference",
    seed: int = 1,
    progress: Progress | bool = False,
    options: Mapping[str, Any] | None = None,
    **extra_params: Any,
) -> int:
    """Begin anew.

    `target` is `reference` (float64), a chip that is emulated bit for bit (`loihi1`, `spinnaker1`, …) or a board
    (`simulated:pico`, `board:/dev/ttyUSB1`); `seed` decides Poisson sources; `options` are those of `equipoise run` in
    Python's spelling, such as `{"weight_bits": 4}`. What other back ends take besides is named in a warning and left out.
    """
    common.setup(timestep, min_delay, **extra_params)
    max_delay = extra_params.pop("max_delay", DEFAULT_MAX_DELAY)
    if extra_params:
        warnings.warn(f"setup: {', '.join(sorted(extra_params))} mean nothing to equipoise and are left out", stacklevel=2)
    if not 0 <= seed <= _LARGEST_SEED:
        raise EquipoiseError.of_ours("pynn-seed", f"a seed is a number from 0 to {_LARGEST_SEED}, not {seed}")
    settings = Settings(target=target, seed=seed, progress=progress, options=dict(options or {}))
    simulator.state.configure(timestep, min_delay, max_delay, settings)
    return rank()


def end(compatible_output: bool = True) -> None:
    """Write what was to be written at the end."""
    for population, variables, filename in simulator.state.write_on_end:
        population.write_data(get_io(filename), variables)
    simulator.state.write_on_end = []


run, run_until = common.build_run(simulator)
run_for = run
reset = common.build_reset(simulator)
initialize = common.initialize
get_current_time, get_time_step, get_min_delay, get_max_delay, num_processes, rank = common.build_state_queries(simulator)


def network() -> Network:
    """Return the script's network as it is now, as long as it has run; `write` puts it into a folder."""
    state = simulator.state
    return network_of(state, round(state.longest / state.dt)).network


def verify(
    target: str | None = None,
    *,
    burn_in: float = 0.0,
    duration: float | None = None,
    seeds: int | str | None = None,
    progress: Progress | bool = False,
    **options: Any,
) -> Verdict:
    """Judge whether the balance of the network that just ran survives on a chip.

    `target` is a chip or a board, by default that of `setup`, and `loihi1` where that is the reference; `duration` (ms,
    burn-in included) is by default as long as the script ran. `options` are those of `equipoise verify`, added to those
    of `setup`.
    """
    state = simulator.state
    settings = state.settings
    length = state.longest if duration is None else duration
    if not length > burn_in:
        raise EquipoiseError.of_ours(
            "pynn-nothing-ran", f"{length:g} ms are to be judged after a burn-in of {burn_in:g} ms", "run first, or give duration"
        )
    judged = network_of(state, round(length / state.dt)).network
    judged.description["burn_in"] = milliseconds(burn_in)
    where = target or ("loihi1" if settings.target == "reference" else settings.target)
    words = {"target": None, "on": where} if ":" in where else {"target": where}
    return commands.verify(judged, **words, seeds=seeds, progress=progress, **{**settings.options, **options})
