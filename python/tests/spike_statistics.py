"""Statistics of a population's spikes, and the test of whether two sides agree in them within the verdict's margins."""

from __future__ import annotations

import numpy as np
from scipy import stats

#: Of two one-sided tests (Schuirmann 1987), as the verdict has it.
ALPHA = 0.05
#: What a user of such a network would not care about: floors of the verdict's margins (docs/verdict.md, "Margins"). The rate's is a share.
FLOORS = {"rate": 0.05, "cv": 0.05, "correlation": 0.01}
#: A margin is this much of the other side's spread from seed to seed (ISO 5725-6) where that is more, but at most so many floors.
SPREADS, MOST_FLOORS = 2.8, 3.0
#: ms
BIN = 20.0
#: Intervals that a neuron must have for its CV to count.
INTERVALS = 5


def statistics(times: np.ndarray, neurons: np.ndarray, size: int, begin: float, end: float) -> dict[str, float]:
    """Return the mean rate (Hz), the mean CV of intervals, and the mean correlation of counts over pairs, of spikes in a window (ms)."""
    within = (times > begin) & (times <= end)
    times, neurons = np.asarray(times)[within], np.asarray(neurons)[within].astype(np.int64)
    return {
        "rate": len(times) / size / (end - begin) * 1000,
        "cv": _mean_cv(times, neurons),
        "correlation": _mean_correlation(times - begin, neurons, size, end - begin),
    }


def _mean_cv(times: np.ndarray, neurons: np.ndarray) -> float:
    order = np.lexsort((times, neurons))
    trains = np.split(times[order], np.flatnonzero(np.diff(neurons[order])) + 1)
    intervals = [np.diff(train) for train in trains if len(train) > INTERVALS]
    assert len(intervals) >= 20, "too few neurons fire for a CV"
    return float(np.mean([each.std() / each.mean() for each in intervals]))


def _mean_correlation(times: np.ndarray, neurons: np.ndarray, size: int, length: float) -> float:
    bins = int(length / BIN)
    which = np.minimum(((times - 1e-9) / BIN).astype(np.int64), bins - 1)
    counts = np.bincount(neurons * bins + which, minlength=size * bins).reshape(size, bins).astype(np.float64)
    counts = counts[counts.std(axis=1) > 0]
    scores = (counts - counts.mean(axis=1, keepdims=True)) / counts.std(axis=1, keepdims=True)
    n = len(scores)
    # The sum over all pairs is that of the square of the sum, less each with itself.
    return float(((scores.sum(axis=0) ** 2).mean() - n) / (n * (n - 1)))


def assert_equivalent(ours: list[dict[str, float]], theirs: list[dict[str, float]], what: str) -> None:
    """Assert by two one-sided t tests of differences paired by seed that each statistic's mean difference lies within its margin.

    Margins are the verdict's: of `theirs`, which stands for the reference.
    """
    assert len(ours) == len(theirs) >= 4
    for name, floor in FLOORS.items():
        a, b = (np.array([each[name] for each in side]) for side in (ours, theirs))
        least = floor * b.mean() if name == "rate" else floor
        margin = min(max(least, SPREADS * b.std(ddof=1)), MOST_FLOORS * least)
        d = a - b
        half = stats.t.ppf(1 - ALPHA, len(d) - 1) * d.std(ddof=1) / np.sqrt(len(d))
        interval = f"{d.mean() - half:.4g} to {d.mean() + half:.4g}"
        said = f"{what}: {name} {a.mean():.4g} here and {b.mean():.4g} there; the difference is {interval}, the margin ±{margin:.4g}"
        print(said)
        assert abs(d.mean()) + half <= margin, said


def assert_irregular(each: dict[str, float]) -> None:
    """Assert the state that is meant: not silent, not regular (the verdict's limit of a gamma process of order 8), not in step."""
    assert each["rate"] > 1 and each["cv"] > 8**-0.5 and each["correlation"] < 0.1, each
