"""The one simulation that a PyNN script describes: its parts, its settings, and the segment that is running."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pyNN import common

from ..errors import EquipoiseError
from .session import Exported, Session, Settings

if TYPE_CHECKING:
    from .populations import Population
    from .projections import Projection
    from .standardmodels import CurrentSource

name = "equipoise"

#: Ids of cells count from here.
FIRST_ID = 1


class ID(int, common.IDMixin):
    """A cell."""

    def __init__(self, n: int) -> None:
        int.__init__(n)
        common.IDMixin.__init__(self)

    def inject(self, current_source: Any, location: Any = None) -> None:
        """Inject a current into the cell."""
        if location is not None:
            raise EquipoiseError.of_ours("pynn-unsupported", "cells have one compartment here", "leave out the location")
        self.as_view().inject(current_source)


class State(common.control.BaseState):
    """What PyNN's common code asks of a simulator, and what the export needs.

    Populations, projections and current sources are kept in the order in which they were made, also where the script lets
    go of them.
    """

    mpi_rank = 0
    num_processes = 1
    session: Session | None = None

    def __init__(self) -> None:
        super().__init__()
        self.dt = 0.1
        self._min_delay: float | str = "auto"
        self._max_delay: float | str = "auto"
        self.settings = Settings()
        #: Makes the network as it is, for a run of so many steps. Set by what knows all parts of it.
        self.export: Callable[[int], Exported]
        self.clear()

    def clear(self) -> None:
        """Forget the network."""
        self.recorders: set[Any] = set()
        self.id_counter = FIRST_ID
        self.segment_counter = -1
        self.populations: list[Population] = []
        self.projections: list[Projection] = []
        self.current_sources: list[CurrentSource] = []
        self.write_on_end: list[Any] = []
        #: ms that the longest segment so far has run.
        self.longest = 0.0
        self.reset()

    def reset(self) -> None:
        """Go back to t = 0; the next run begins a new segment."""
        self.running = False
        self.t = 0.0
        self.t_start = 0.0
        self.segment_counter += 1
        if self.session is not None:
            self.session.close()
        self.session = None
        for population in self.populations:
            population.begin_again()
        for source in self.current_sources:
            source.begin_again()

    def changed(self, what: str) -> None:
        """Note a change to the network while a segment is running."""
        if self.session is not None:
            self.session.changed(what)

    def run_until(self, tstop: float) -> None:
        """Run up to that time."""
        if self.session is None:
            self.session = Session(self.settings, self.dt, self.segment_counter)
        steps = round(tstop / self.dt)
        self.session.run_to(steps, lambda: self.export(steps))
        self.t = steps * self.dt
        self.longest = max(self.longest, self.t)
        self.running = True

    def configure(self, timestep: float, min_delay: float | str, max_delay: float | str, settings: Settings) -> None:
        """Begin anew with these settings."""
        self.clear()
        self.dt = timestep
        self._min_delay = min_delay
        self._max_delay = max_delay
        self.settings = settings

    @property
    def min_delay(self) -> float:
        """The least delay (ms): as set up, else of all synapses, else a time step."""
        if self._min_delay != "auto":
            return float(self._min_delay)
        return min((float(p.columns["delay"].min()) for p in self.projections if len(p)), default=self.dt)

    @property
    def max_delay(self) -> float | str:
        """The largest delay (ms), alike; `auto` where there is no synapse."""
        if self._max_delay != "auto":
            return float(self._max_delay)
        return max((float(p.columns["delay"].max()) for p in self.projections if len(p)), default="auto")

    @property
    def shortest_delay(self) -> float:
        """The delay (ms) of a synapse that has none of its own."""
        return self.dt if self._min_delay == "auto" else float(self._min_delay)


state = State()
