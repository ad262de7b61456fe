"""Environments of gymnasium as plants: a network of spiking neurons plays, observed by rates, acting by counts.

    equipoise loop cartpole.yaml --block 20 --plant "python -m equipoise.gym CartPole-v1 --high 2.4,2,0.2,2"

Each dimension k of a Box observation reaches the network by the host source `obs_k`, a population code, or by the pair `obs_k_plus`,
`obs_k_minus`, whichever the network has; a Discrete one by `obs`, an id a value. Of the populations `action_0`, `action_1`, …
the one with most spikes decides a Discrete action. Any other way is a function of yours: `encode`, `decode`.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from .plant import Plant, Setup, run

__all__ = ["GymPlant", "pair_code", "population_code"]

Encoder = Callable[[Any], Mapping[str, Any]]
Decoder = Callable[[Mapping[str, int]], Any]

#: Bounds of a dimension that has none: three standard deviations of a normalised observation.
UNBOUNDED = 3.0
#: Hz of a source at its strongest.
PEAK = 100.0


def population_code(value: float, low: float, high: float, size: int, peak: float = PEAK) -> NDArray[np.float64]:
    """Give the rates in Hz of `size` sources whose preferred values lie evenly from `low` to `high`.

    Each is peak·exp(-(value - preferred)²/2σ²), σ the distance of two neighbours; values beyond count as the nearest bound.
    """
    preferred = np.linspace(low, high, size)
    sigma = (high - low) / max(1, size - 1)
    distance = (min(max(value, low), high) - preferred) / sigma
    return cast("NDArray[np.float64]", peak * np.exp(-0.5 * distance**2))


def pair_code(value: float, scale: float, peak: float = PEAK) -> tuple[float, float]:
    """Give the rates in Hz of two sources, for values above and below 0: peak·min(1, |value|/scale), the other silent."""
    rate = peak * min(1.0, abs(value) / scale)
    return (rate, 0.0) if value >= 0 else (0.0, rate)


class GymPlant(Plant):
    """A gymnasium environment, by its id or as it is, as a plant.

    `every` is the network's time for one step of the environment, in ms: that of a block unless told. `low` and `high` bound each
    dimension of the observation, those of its space unless told; of a pair `high` is the scale. `encode(observation)` gives what
    `Plant.sense` gives; `decode(counts)` the action, from the spikes of each population since the last one.

    An episode that ends is followed by the next. The first begins with the seed of the network.
    """

    def __init__(
        self,
        env: Any,
        *,
        every: float | None = None,
        low: Sequence[float] | None = None,
        high: Sequence[float] | None = None,
        peak: float = PEAK,
        encode: Encoder | None = None,
        decode: Decoder | None = None,
    ) -> None:
        if isinstance(env, str):
            import gymnasium

            env = gymnasium.make(env)
        self.env = env
        self.every, self.low, self.high, self.peak = every, low, high, peak
        self.encode, self.decode = encode, decode
        self.observation: Any = None
        self.action: Any = 0
        self.finished: list[int] = []
        self.steps, self.reward, self.total = 0, 0.0, 0.0
        self._counts: dict[str, int] = {}
        self._period = self._since = 0

    def start(self, setup: Setup) -> None:
        """Match the spaces of the environment with the sources and populations of the network."""
        self._period = setup.block if self.every is None else round(self.every / setup.dt)
        if self._period < 1 or self._period % setup.block != 0:
            raise ValueError(
                f"a step of the environment every {self.every} ms is no whole number of blocks of {setup.block * setup.dt} ms"
            )
        self._counts = dict.fromkeys(setup.populations, 0)
        self.encode = self.encode or self._encoder(setup)
        self.decode = self.decode or self._decoder(setup)
        self.observation, _ = self.env.reset(seed=setup.seed)

    @property
    def state(self) -> Mapping[str, float]:
        """Give the observation, the last action where it is one number, and how the episode goes."""
        flat = np.ravel(self.observation)
        state = {f"obs_{k}": float(value) for k, value in enumerate(flat)}
        if np.ndim(self.action) == 0:
            state["action"] = float(self.action)
        return {**state, "episode": len(self.finished), "step": self.steps, "reward": self.reward}

    def sense(self, start: int, stop: int) -> Mapping[str, Any]:
        """Encode the observation."""
        assert self.encode is not None
        return self.encode(self.observation)

    def act(self, start: int, stop: int, spikes: Mapping[str, Any]) -> None:
        """Count, and step the environment when it is time."""
        for name, count in spikes.items():
            self._counts[name] += count
        self._since += stop - start
        if self._since < self._period:
            return
        assert self.decode is not None
        self.action = self.decode(self._counts)
        self._since, self._counts = 0, dict.fromkeys(self._counts, 0)
        self.observation, reward, terminated, truncated, _ = self.env.step(self.action)
        self.steps += 1
        self.reward += float(reward)
        if terminated or truncated:
            self.finished.append(self.steps)
            self.total += self.reward
            self.steps, self.reward = 0, 0.0
            self.observation, _ = self.env.reset()

    def summary(self) -> tuple[str, Mapping[str, float]]:
        """Tell how many episodes ended and how long they were; the one under way counts as long as it went."""
        longest = max([*self.finished, self.steps])
        ended = len(self.finished)
        mean = sum(self.finished) / ended if ended else float(self.steps)
        name = getattr(getattr(self.env, "spec", None), "id", type(self.env).__name__)
        text = f"{name}: episodes ended: {ended}" + (f", after {mean:.1f} steps on average" if ended else "")
        text += f"; steps of the longest: {longest}, of the one under way: {self.steps}"
        figures = {"episodes": ended, "mean_steps": mean, "longest": longest, "under_way": self.steps}
        return text, {**figures, "reward": self.total + self.reward}

    def _encoder(self, setup: Setup) -> Encoder:
        from gymnasium import spaces

        space, peak = self.env.observation_space, self.peak
        if isinstance(space, spaces.Discrete):
            size = _part(setup.sources, "obs", "host source")
            if size < space.n:
                raise ValueError(f"the source obs has {size} ids, the observation {space.n} values")
            return lambda value: {"obs": {"rates": peak * (np.arange(size) == int(value) - int(space.start))}}
        if not isinstance(space, spaces.Box):
            raise TypeError(f"an observation of {space} needs an encode of yours")
        dimensions = int(np.prod(space.shape))
        low = _bounds(self.low, space.low, -UNBOUNDED, dimensions, "low")
        high = _bounds(self.high, space.high, UNBOUNDED, dimensions, "high")
        pairs = [f"obs_{k}_plus" in setup.sources for k in range(dimensions)]
        sizes = [
            _part(setup.sources, f"obs_{k}_minus" if pair else f"obs_{k}", "host source") for k, pair in enumerate(pairs)
        ]

        def encode(observation: Any) -> dict[str, Any]:
            sensed: dict[str, Any] = {}
            for k, value in enumerate(np.ravel(observation)):
                if pairs[k]:
                    sensed[f"obs_{k}_plus"], sensed[f"obs_{k}_minus"] = pair_code(float(value), high[k], peak)
                else:
                    sensed[f"obs_{k}"] = {"rates": population_code(float(value), low[k], high[k], sizes[k], peak)}
            return sensed

        return encode

    def _decoder(self, setup: Setup) -> Decoder:
        from gymnasium import spaces

        space = self.env.action_space
        if not isinstance(space, spaces.Discrete):
            raise TypeError(f"an action of {space} needs a decode of yours")
        names = [f"action_{k}" for k in range(int(space.n))]
        for name in names:
            _part(setup.populations, name, "population")
        first = int(space.start)
        self.action = first

        def decode(counts: Mapping[str, int]) -> int:
            most = max(counts[name] for name in names)
            # Where several have as many, the last action stays if it is one of them.
            best = [first + k for k, name in enumerate(names) if counts[name] == most]
            return int(self.action) if self.action in best else best[0]

        return decode


def _part(parts: Mapping[str, int], name: str, what: str) -> int:
    if name not in parts:
        raise ValueError(f"the network has no {what} {name}; it has {', '.join(parts) or 'none'}")
    return parts[name]


def _bounds(given: Sequence[float] | None, space: Any, otherwise: float, dimensions: int, what: str) -> list[float]:
    if given is not None:
        if len(given) != dimensions:
            raise ValueError(f"{what} has {len(given)} values, the observation {dimensions} dimensions")
        return [float(value) for value in given]
    # A bound beyond what float32 holds well is none.
    return [float(value) if abs(value) < 1e30 else otherwise for value in np.ravel(space)]


def main(words: Sequence[str] | None = None) -> None:
    """Run an environment as a plant on standard input and output."""
    parser = argparse.ArgumentParser(prog="python -m equipoise.gym", description="A gymnasium environment as a plant.")
    parser.add_argument("env", help="id of the environment, e.g. CartPole-v1")
    parser.add_argument("--every", type=float, help="ms of the network for a step of the environment; a block unless told")
    parser.add_argument("--low", type=_numbers, help="lower bounds of the observation, e.g. --low=-2.4,-2,-0.2,-2")
    parser.add_argument("--high", type=_numbers, help="upper bounds of the observation; of pairs the scale")
    parser.add_argument("--peak", type=float, default=PEAK, help=f"Hz of a source at its strongest ({PEAK:g})")
    args = parser.parse_args(words)
    run(GymPlant(args.env, every=args.every, low=args.low, high=args.high, peak=args.peak))


def _numbers(text: str) -> list[float]:
    return [float(part) for part in text.split(",")]


if __name__ == "__main__":
    main()
