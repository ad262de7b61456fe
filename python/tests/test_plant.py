"""Plants of closed loops: the lines that go back and forth, and environments of gymnasium."""

from __future__ import annotations

import io
import json
import subprocess
import sys

import gymnasium
import numpy as np
import pytest

from equipoise.gym import GymPlant, pair_code, population_code
from equipoise.plant import Plant, Setup, run

SETUP = {
    "equipoise": "0",
    "protocol": 1,
    "dt": 1,
    "seed": 3,
    "steps": 30,
    "block": 10,
    "populations": [{"name": "action_0", "size": 8}, {"name": "action_1", "size": 8}],
    "sources": [{"name": f"obs_{k}", "size": 5} for k in range(4)],
}


def setup(**more):
    return Setup.read({**SETUP, **more})


class Recorder(Plant):
    def __init__(self):
        self.calls = []

    @property
    def state(self):
        return {"calls": np.int64(len(self.calls))}

    def sense(self, start, stop):
        self.calls.append(("sense", start, stop))
        return {"obs_0": np.float32(2.5), "obs_1": {"rates": np.arange(5)}}

    def act(self, start, stop, spikes):
        print("must not reach the loop")
        self.calls.append(("act", start, stop, spikes["action_0"]))

    def summary(self):
        return "over", {"calls": len(self.calls)}


def lines(*messages):
    return io.StringIO("".join(json.dumps(message) + "\n" for message in messages))


def block(start, count, **more):
    return {"from": start, "to": start + 10, "spikes": {"action_0": count, "action_1": 0}, **more}


def test_a_plant_senses_and_acts_in_turn():
    plant, answers = Recorder(), io.StringIO()
    run(plant, lines(SETUP, block(0, 0), block(10, 4), {"end": True, "from": 20, "spikes": {"action_0": 6}}), answers)
    assert plant.calls == [("sense", 0, 10), ("act", 0, 10, 4), ("sense", 10, 20), ("act", 10, 20, 6)]
    said = [json.loads(line) for line in answers.getvalue().splitlines()]
    assert said[0] == {"state": ["calls"], "spikes": "counts", "tau": 0.0}
    assert said[1] == {"sense": {"obs_0": 2.5, "obs_1": {"rates": [0, 1, 2, 3, 4]}}, "state": {"calls": 1}}
    assert said[-1] == {"state": {"calls": 4}, "summary": {"text": "over", "figures": {"calls": 4}}}


def test_a_loop_that_ends_early_and_numbers_that_are_none_are_said():
    with pytest.raises(EOFError, match="before its last block"):
        run(Recorder(), lines(SETUP, block(0, 0)), io.StringIO())
    broken = Recorder()
    broken.sense = lambda start, stop: {"obs_0": float("nan")}
    with pytest.raises(ValueError, match=r"sense\(0, 10\) gives obs_0 a rate of nan"):
        run(broken, lines(SETUP, block(0, 0)), io.StringIO())
    with pytest.raises(ValueError, match="speaks protocol 1, the loop 9"):
        run(Recorder(), lines({**SETUP, "protocol": 9}), io.StringIO())


def test_what_a_plant_prints_goes_to_stderr():
    script = "from equipoise.plant import *\nclass P(Plant):\n  def sense(self, a, b): print('chatter'); return {}\nrun(P())"
    messages = lines(SETUP, block(0, 0), {"end": True, "from": 10, "spikes": {}}).getvalue()
    done = subprocess.run([sys.executable, "-c", script], input=messages, capture_output=True, text=True, check=True)
    assert "chatter" in done.stderr
    assert [json.loads(line)["state"] for line in done.stdout.splitlines()] == [[], {}, {}]


def test_codes():
    rates = population_code(0.5, -1, 1, 5)
    assert rates.argmax() == 3 and rates[3] == 100 and rates[2] == rates[4] == pytest.approx(100 * np.exp(-0.5))
    assert np.array_equal(population_code(7.0, -1, 1, 5), population_code(1.0, -1, 1, 5))
    assert pair_code(0.5, 2.0) == (25, 0) and pair_code(-9.0, 2.0) == (0, 100)


def test_an_environment_is_matched_with_the_network():
    plant = GymPlant("CartPole-v1", every=20)
    plant.start(setup())
    sensed = plant.sense(0, 10)
    assert list(sensed) == ["obs_0", "obs_1", "obs_2", "obs_3"] and len(sensed["obs_0"]["rates"]) == 5
    # Two blocks a step: the counts of both decide, and where they are equal the last action stays.
    plant.act(0, 10, {"action_0": 3, "action_1": 1})
    assert plant.state["step"] == 0
    plant.act(10, 20, {"action_0": 0, "action_1": 4})
    assert plant.state["step"] == 1 and plant.state["action"] == 1
    plant.act(20, 40, {"action_0": 2, "action_1": 2})
    assert plant.state["step"] == 2 and plant.state["action"] == 1
    while not plant.finished:
        plant.act(40, 60, {"action_0": 1, "action_1": 0})
    text, figures = plant.summary()
    assert "episodes ended: 1" in text and figures["longest"] == plant.finished[0] < 20


def test_an_environment_takes_functions_of_ones_own():
    plant = GymPlant(
        gymnasium.make("MountainCarContinuous-v0"),
        encode=lambda observation: {"obs_0": [int(observation[0] > 0)]},
        decode=lambda counts: np.array([counts["action_1"] - counts["action_0"]], dtype=np.float32),
    )
    plant.start(setup())
    assert plant.sense(0, 10) == {"obs_0": [0]}
    before = plant.state["obs_1"]
    plant.act(0, 10, {"action_0": 0, "action_1": 1})
    assert plant.state["obs_1"] > before and "action" not in plant.state


def test_what_does_not_match_is_said():
    with pytest.raises(ValueError, match="no population action_1; it has action_0"):
        GymPlant("CartPole-v1").start(setup(populations=SETUP["populations"][:1]))
    with pytest.raises(ValueError, match="no host source obs_3; it has obs_0, obs_1, obs_2"):
        GymPlant("CartPole-v1").start(setup(sources=SETUP["sources"][:3]))
    with pytest.raises(TypeError, match="needs a decode of yours"):
        GymPlant("Pendulum-v1").start(setup())
    with pytest.raises(ValueError, match="no whole number of blocks"):
        GymPlant("CartPole-v1", every=15).start(setup())
    with pytest.raises(ValueError, match="high has 2 values, the observation 4 dimensions"):
        GymPlant("CartPole-v1", high=[1, 2]).start(setup())
