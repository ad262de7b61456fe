"""PyNN's connectors, with the synapses and the draws of PyNN's own, made whole columns at a time where that is the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from pyNN import connectors, errors
from pyNN.random import NumpyRNG, RandomDistribution

#: Up to so many values NumPy sorts 16-bit keys in linear time.
_SMALL = 2**16


def uniform_parameters(connector: connectors.Connector, projection: Any) -> dict[str, float] | None:
    """Return the parameters that all synapses share, checked once; None where they differ from synapse to synapse."""
    synapse = projection.synapse_type
    space = synapse.native_parameters
    space.shape = projection.shape
    if not all(values.is_homogeneous for _, values in space.items()):
        return None
    shared = {name: float(values.evaluate(simplify=True)) for name, values in space.items()}
    if connector.safe:
        for name, check in synapse.parameter_checks.items():
            check(shared[name], projection)
    return shared


def connect_whole(connector: connectors.Connector, projection: Any, pre: np.ndarray, post: np.ndarray) -> bool:
    """Add synapses (indices of both ends) at once where they share their parameters, and say whether that was so."""
    if connector.location_selector is not None or connector.callback is not None:
        return False
    shared = uniform_parameters(connector, projection) if len(pre) else {}
    if shared is None:
        return False
    if len(pre):
        projection.add_synapses(pre, post, **shared)
    return True


def by_target(sources: np.ndarray, targets: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Put synapses into the order of their targets; those of one target keep theirs."""
    keys = targets.astype(np.uint16) if size <= _SMALL else targets
    order = np.argsort(keys, kind="stable")
    return sources[order], targets[order]


def _columns(sources: np.ndarray, targets: np.ndarray, size: int) -> list[np.ndarray]:
    """Return the sources of each target, of synapses in the order of their targets."""
    return np.split(sources, np.cumsum(np.bincount(targets, minlength=size))[:-1])


class OneToOneConnector(connectors.OneToOneConnector):
    __doc__ = connectors.OneToOneConnector.__doc__

    def connect(self, projection: Any) -> None:
        """Connect cell i to cell i."""
        both = np.arange(min(projection.shape))
        if not connect_whole(self, projection, both, both):
            # One index a column rather than a comparison with every source.
            none = np.zeros(0, np.int64)
            columns = [both[j : j + 1] if j < len(both) else none for j in range(projection.post.size)]
            self._standard_connect(projection, lambda mask=None: columns)


class FixedNumberPostConnector(connectors.FixedNumberPostConnector):
    __doc__ = connectors.FixedNumberPostConnector.__doc__

    def connect(self, projection: Any) -> None:
        """Draw the targets of each source as PyNN does, and gather what each target has all at once."""
        size = projection.post.size
        drawn = list(self._draws(projection))
        sizes = [len(targets) for targets in drawn]
        targets = np.concatenate(drawn).astype(np.uint32) if drawn else np.zeros(0, np.uint32)
        pre, post = by_target(np.repeat(np.arange(len(drawn), dtype=np.uint32), sizes), targets, size)
        if not connect_whole(self, projection, pre, post):
            self._standard_connect(projection, lambda mask=None: _columns(pre.astype(np.int64), post, size))

    def _draws(self, projection: Any) -> Iterator[np.ndarray]:
        size = projection.post.size
        without_self = not self.allow_self_connections and projection.pre == projection.post
        everybody = np.arange(size)
        for source in range(projection.pre.size):
            n = self._get_num_post()
            if self.with_replacement and without_self:
                yield self._rng_uniform_int_exclude(n, size, source)
            elif self.with_replacement:
                yield self.rng.next(n, "uniform_int", {"low": 0, "high": size}, mask=None)
            else:
                allowed = np.delete(everybody, source) if without_self else everybody
                full, remainder = divmod(int(n), len(allowed))
                rest = self.rng.permutation(allowed)[:remainder] if remainder else allowed[:0]
                yield np.concatenate([*[allowed] * full, rest])


class FixedTotalNumberConnector(connectors.FixedTotalNumberConnector):
    __doc__ = connectors.FixedTotalNumberConnector.__doc__

    def connect(self, projection: Any) -> None:
        """Draw pairs as PyNN does, a source and a target in turn."""
        pre_size, size = projection.shape
        if not isinstance(self.rng, NumpyRNG) or pre_size != size:
            # Two ranges in turn use up a generator's words in an order of their own.
            super().connect(projection)
            return
        number = int(RandomDistribution("binomial", [self.n, 1.0], rng=self.rng).next())
        # Draws of one range are the same one by one and at once.
        pairs = self.rng.next(2 * number, "uniform_int", {"low": 0, "high": size}, mask=None)
        pre, post = by_target(pairs[::2].astype(np.uint32), pairs[1::2].astype(np.uint32), size)
        if not connect_whole(self, projection, pre, post):
            self._standard_connect(projection, lambda mask=None: _columns(pre.astype(np.int64), post, size))


class ArrayConnector(connectors.ArrayConnector):
    __doc__ = connectors.ArrayConnector.__doc__

    def connect(self, projection: Any) -> None:
        """Connect the pairs for which the matrix has a true entry."""
        matrix = np.asarray(self.array)
        if matrix.shape != projection.shape or matrix.dtype != bool:
            super().connect(projection)
            return
        post, pre = np.nonzero(matrix.T)
        if not connect_whole(self, projection, pre, post):
            super().connect(projection)


class FromListConnector(connectors.FromListConnector):
    __doc__ = connectors.FromListConnector.__doc__

    def connect(self, projection: Any) -> None:
        """Add the synapses of the list, in the order of their targets."""
        _connect_rows(self, projection)


class FromFileConnector(connectors.FromFileConnector):
    __doc__ = connectors.FromFileConnector.__doc__

    def connect(self, projection: Any) -> None:
        """Add the synapses of the file, in the order of their targets."""
        if self.distributed:
            super().connect(projection)
            return
        names = self.file.get_metadata().get("columns", ("weight", "delay"))
        self.column_names = [name for name in names if name not in ("i", "j")]
        self.conn_list = self.file.read()
        _connect_rows(self, projection)


def _connect_rows(connector: connectors.FromListConnector, projection: Any) -> None:
    _check_places(connector.conn_list, projection)
    if not _connect_list(connector, projection):
        connectors.FromListConnector.connect(connector, projection)


def _check_places(rows: np.ndarray, projection: Any) -> None:
    if rows.size == 0:
        return
    for column, (end, size) in enumerate(zip(("source", "target"), projection.shape)):
        outside = (rows[:, column] < 0) | (rows[:, column] >= size)
        if outside.any():
            worst = rows[:, column][outside][0]
            raise errors.ConnectionError(f"{end} index out of range: {worst:g}, where there are {size} cells")


def _connect_list(connector: connectors.FromListConnector, projection: Any) -> bool:
    """Add a list at once where what it does not say is the same for all synapses, and say whether that was so."""
    synapse = projection.synapse_type
    rows, names = connector.conn_list, tuple(connector.column_names)
    if rows.size == 0 or connector.location_selector is not None or set(names) - set(synapse.get_parameter_names()):
        return False
    space = synapse.native_parameters
    space.shape = (len(rows),)
    shared = {}
    for name, values in space.items():
        if name not in names:
            if not values.is_homogeneous:
                return False
            shared[name] = float(values.evaluate(simplify=True))
    # PyNN's own order, also of synapses that share a target.
    order = np.argsort(rows[:, 1])
    given = {name: rows[order, column].astype(np.float64) for column, name in enumerate(names, 2)}
    projection.add_synapses(rows[order, 0].astype(np.uint32), rows[order, 1].astype(np.uint32), **shared, **given)
    return True
