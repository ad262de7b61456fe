"""How long gymnasium's CartPole-v1 stands when actions are drawn at random: prints {"mean": …, "longest": …} of the episodes asked for.

usage: python random_cartpole.py EPISODES
"""

import json
import sys

import gymnasium

episodes = int(sys.argv[1])
env = gymnasium.make("CartPole-v1")
env.action_space.seed(1)
lengths = []
for episode in range(episodes):
    env.reset(seed=episode)
    steps, ended = 0, False
    while not ended:
        _, _, terminated, truncated, _ = env.step(env.action_space.sample())
        steps += 1
        ended = terminated or truncated
    lengths.append(steps)
print(json.dumps({"mean": sum(lengths) / episodes, "longest": max(lengths)}))
