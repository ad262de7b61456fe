/** Codes of drawing a network: mostly met by networks that a program builds, since a description is checked before. */
import type { CodeTable } from "./entry.js";

export const NETWORK = {
  "bad-environment": {
    severity: "error",
    when: "The environment variable that says how much memory may be used is no number of gigabytes: correct or unset it.",
  },
  "bounds-empty": {
    severity: "error",
    when: "The lower bound of a distribution is above the upper one: swap the two, or drop one.",
  },
  "current-times": {
    severity: "error",
    when: "An injected current has not one amplitude a time, or its times do not rise from 0: give both lists in order.",
  },
  "explicit-index": {
    severity: "error",
    when: "A listed synapse names a neuron that its population does not have: indices go from 0 to the size less 1.",
  },
  "explicit-lengths": {
    severity: "error",
    when: "The lists of presynaptic and postsynaptic neurons are not of one length: give one pair a synapse.",
  },
  "forbidden-autapse": {
    severity: "error",
    when: "A listed synapse connects a neuron to itself, which the projection forbids: remove it, or allow autapses.",
  },
  "forbidden-multapse": {
    severity: "error",
    when: "A pair of neurons is listed twice, which the projection forbids: remove one, or allow multapses.",
  },
  "lognormal-zero-mean": {
    severity: "error",
    when: "A lognormal distribution cannot have the mean 0: give another mean, or another distribution.",
  },
  "negative-sd": { severity: "error", when: "A standard deviation is negative: give 0 or more." },
  "network-large": {
    severity: "note",
    when: "The network is large: the note says how much memory and how many cores it takes; nothing need be done.",
  },
  "network-too-large": {
    severity: "error",
    when: "The network has more neurons or synapses than are possible, or than the memory of this machine holds: lower sizes or in-degrees, or use a larger machine.",
  },
  "no-candidates": {
    severity: "error",
    when: "Synapses are wanted, but no neuron is left to draw from: allow autapses, or enlarge the population.",
  },
  "one-to-one-autapses": {
    severity: "error",
    when: "one_to_one within a population connects each neuron with itself only, which the projection forbids: allow autapses, or use another rule.",
  },
  "one-to-one-sizes": {
    severity: "error",
    when: "A network built by a program uses one_to_one between populations of unequal size: use populations of one size, or another rule.",
  },
  "parameter-missing": {
    severity: "error",
    when: "A population lacks a parameter that its neuron model declares: give it.",
  },
  "parameter-negative": {
    severity: "error",
    when: "A neuron has a parameter below the least value that its model allows: give more, or bound its distribution.",
  },
  "parameter-not-positive": {
    severity: "error",
    when: "A neuron has a time constant, capacitance or the like of 0 or less: give a positive value, or bound its distribution.",
  },
  "population-size": {
    severity: "error",
    when: "The size of a population is no whole number of at least 1: give one.",
  },
  "probability-out-of-range": {
    severity: "error",
    when: "A connection probability lies outside 0 to 1: give one inside.",
  },
  "refractory-negative": {
    severity: "error",
    when: "A neuron has a negative refractory period: give 0 or more, or bound its distribution.",
  },
  "seed-out-of-range": { severity: "error", when: "The seed is no whole number from 0 to 4294967295: give one." },
  "source-rate": {
    severity: "error",
    when: "A spike source has no rate, a negative one, or one too high to be played in this time step: give another rate, or a shorter time step.",
  },
  "source-size": { severity: "error", when: "The size of a spike source is no whole number of at least 1: give one." },
  "spike-time": {
    severity: "error",
    when: "A spike time is negative, no number, or beyond what can be played: correct it.",
  },
  "spike-time-rows": {
    severity: "error",
    when: "A source of listed spikes has not one train for each of its neurons: give one for all, or one for each.",
  },
  "timestep-not-positive": { severity: "error", when: "The time step is not above 0 ms: give a positive one." },
  "too-many-synapses": {
    severity: "error",
    when: "One projection has more synapses than 32 bits count: split it by its postsynaptic population.",
  },
  "unknown-model": {
    severity: "error",
    when: "A population has a neuron model that is neither built in nor passed with the description: correct its name, or pass its record.",
  },
  "unknown-population": {
    severity: "error",
    when: "A projection or stimulus names a population or source that the network lacks: correct the name.",
  },
} satisfies CodeTable;
