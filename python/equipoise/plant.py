"""A plant of a closed loop, in Python: what `equipoise loop NETWORK --plant "python cart.py"` talks to.

>>> from equipoise.plant import Plant, run
>>> class Cart(Plant):
...     x = 0.0
...     @property
...     def state(self):
...         return {"x": self.x}
...     def sense(self, start, stop):
...         return {"sense_right": 400 * max(0.0, self.x), "sense_left": 400 * max(0.0, -self.x)}
...     def act(self, start, stop, spikes):
...         self.x += 0.001 * (spikes["left"] - spikes["right"])

and `run(Cart())` as the last line of cart.py. The lines that go back and forth are those of docs/closed-loop.md.
"""

from __future__ import annotations

import json
import math
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TextIO

__all__ = ["Plant", "Setup", "run"]

_PROTOCOL = 1


@dataclass(frozen=True)
class Setup:
    """What a plant may know of the network: `dt` in ms, sizes of populations and host sources by name."""

    version: str
    dt: float
    seed: int
    steps: int
    #: Steps between two looks at the plant.
    block: int
    populations: Mapping[str, int]
    sources: Mapping[str, int]

    @classmethod
    def read(cls, raw: Mapping[str, Any]) -> Setup:
        """Read the first line that a plant gets."""
        if raw.get("protocol") != _PROTOCOL:
            raise ValueError(f"this equipoise.plant speaks protocol {_PROTOCOL}, the loop {raw.get('protocol')}")
        sizes = {key: {part["name"]: part["size"] for part in raw[key]} for key in ("populations", "sources")}
        return cls(
            raw["equipoise"], raw["dt"], raw["seed"], raw["steps"], raw["block"], sizes["populations"], sizes["sources"]
        )


class Plant:
    """What a network controls. Override `sense`, `act` and `state`; the rest may stay.

    Steps are those of the network, from 0; a block is `start` … `stop` - 1.
    """

    #: What `act` gets for each population: the number of spikes, the rate in Hz a neuron, or every (step, id).
    spikes: Literal["counts", "rates", "ids"] = "counts"
    #: ms of the low-pass filter of "rates"; 0: the rate of the block.
    tau: float = 0.0

    def start(self, setup: Setup) -> None:
        """Take what is known of the network, before the first block."""

    @property
    def state(self) -> Mapping[str, float]:
        """Give what is worth a look, by name: the same names every time, finite numbers."""
        return {}

    def sense(self, start: int, stop: int) -> Mapping[str, Any]:
        """Give what the sensors send in a block, by host source.

        A number is a rate in Hz for each id of the source, {"rates": [...]} one for each; [id, ...] spike once in the first
        step, [[step, id, count], ...] as they say. Sources that are left out are silent.
        """
        return {}

    def act(self, start: int, stop: int, spikes: Mapping[str, Any]) -> None:
        """Take what the network did in a block, by population, and go on to step `stop`."""

    def summary(self) -> tuple[str, Mapping[str, float]] | None:
        """Give a sentence about how it went and the figures in it, once it is over."""
        return None


def run(plant: Plant, lines: TextIO | None = None, answers: TextIO | None = None) -> None:
    """Run the loop: on standard input and output unless others are given. Return when it is over.

    While it runs, what the plant prints goes to stderr: standard output belongs to the loop.
    Raise EOFError where the loop ends before its last block, as it does when the network fails.
    """
    if lines is None:
        lines = sys.stdin
    messages = _messages(lines)
    if answers is not None:
        return _run(plant, messages, answers)
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as own:
        sys.stdout.flush()
        kept = os.dup(1)
        os.dup2(2, 1)
        try:
            _run(plant, messages, own)
        finally:
            sys.stdout.flush()
            os.dup2(kept, 1)
            os.close(kept)


def _messages(lines: TextIO) -> Iterator[Mapping[str, Any]]:
    while line := lines.readline():
        yield json.loads(line)
    raise EOFError("the loop ended before its last block")


def _run(plant: Plant, messages: Iterator[Mapping[str, Any]], answers: TextIO) -> None:
    def answer(content: Mapping[str, Any]) -> None:
        answers.write(json.dumps(content, default=_plain, separators=(",", ":")) + "\n")
        answers.flush()

    plant.start(Setup.read(next(messages)))
    answer({"state": list(plant.state), "spikes": plant.spikes, "tau": plant.tau})
    before = None
    for message in messages:
        start = message["from"]
        if before is not None:
            plant.act(before, start, message["spikes"])
        if message.get("end"):
            break
        sensed = plant.sense(start, message["to"])
        for name, value in sensed.items():
            if isinstance(value, float) and not math.isfinite(value):
                raise ValueError(f"sense({start}, {message['to']}) gives {name} a rate of {value}")
        answer({"sense": sensed, "state": _state(plant)})
        before = start
    last: dict[str, Any] = {"state": _state(plant)}
    summary = plant.summary()
    if summary is not None:
        text, figures = summary
        last["summary"] = {"text": text, "figures": dict(figures)}
    answer(last)


def _state(plant: Plant) -> dict[str, float]:
    state = {name: float(value) for name, value in plant.state.items()}
    for name, value in state.items():
        if not math.isfinite(value):
            raise ValueError(f"the state has {name} = {value}, which is no finite number")
    return state


def _plain(value: Any) -> Any:
    # numpy's numbers and arrays, which need not be installed here.
    if hasattr(value, "tolist"):
        return value.tolist()
    raise TypeError(f"{type(value).__name__} cannot be sent")
