"""CartPole-v1 of gymnasium as a plant: four numbers by pairs of sources, left or right by the louder population."""

from equipoise.gym import GymPlant, run

# Metres, metres per second, radians and radians per second at which a source is at its strongest.
run(GymPlant("CartPole-v1", high=[2.4, 2.0, 0.2, 2.0]))
