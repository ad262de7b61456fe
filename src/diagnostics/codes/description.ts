/** Codes of network descriptions: their text, their names, their values and units. */
import type { CodeTable } from "./entry.js";

export const DESCRIPTION = {
  "alias-loop": { severity: "error", when: "A YAML alias contains itself: remove the inner alias." },
  "bad-expression": {
    severity: "error",
    when: "An expression cannot be calculated: write it with numbers, units, constants, + - * / and the functions that docs/description.md lists.",
  },
  "bad-key": {
    severity: "error",
    when: "A key of the description is no plain word, or is one that JavaScript keeps for itself: choose another name.",
  },
  "bad-array": {
    severity: "error",
    when: "A .npy or .npz file that a description names holds no list of numbers of that name: save it with numpy.save or numpy.savez, one-dimensional.",
  },
  "bad-matrix": {
    severity: "error",
    when: "A .npy or .csv file holds no matrix of finite numbers that can be read: write it again in one of the layouts that docs/description.md lists.",
  },
  "bad-name": {
    severity: "error",
    when: "A name is empty, too long, not printable, or already means something else: choose another one.",
  },
  "bad-selection": {
    severity: "error",
    when: "A probe selects neurons that its population does not have, or in words that are none: write 5, [0, 3, 17], all, first 10 or sample 10.",
  },
  "bad-yaml": {
    severity: "error",
    when: "The text is not one well-formed YAML or JSON document: mend it at the place named.",
  },
  "delay-too-long": {
    severity: "error",
    exit: ["doesNotFit", "badInput"],
    when: "A delay has more steps than can be held (by the chip: exit code 5; by any network: 1): shorten it, or use a coarser time step.",
  },
  "delay-too-short": {
    severity: "error",
    when: "A delay is shorter than one time step: lengthen it, or shorten the time step.",
  },
  "description-too-deep": { severity: "error", when: "Lists and maps are nested too deeply: flatten the description." },
  "description-too-large": {
    severity: "error",
    when: "The description, or what its aliases expand to, is too large: put large connectivity into a .npy or .csv matrix.",
  },
  "duplicate-key": { severity: "error", when: "A key is given twice in one map: remove one of the two." },
  "duplicate-name": {
    severity: "error",
    when: "Two populations, sources or projections have the same name: rename one of them.",
  },
  "duration-rounded": {
    severity: "warning",
    when: "The duration of the run is no whole number of time steps and is rounded: give a multiple of the time step.",
  },
  "empty-description": {
    severity: "error",
    when: "The file holds no description: give one with populations and projections.",
  },
  "given-twice": { severity: "error", when: "One value is given under two names: keep one of them." },
  "inconsistent-leak": {
    severity: "error",
    when: "tau_m contradicts C_m / g_L, or a random tau_m or C_m does not say which g_L each neuron has: give g_L instead of tau_m.",
  },
  "jump-uses-mean": {
    severity: "warning",
    when: "A weight given as a jump of the membrane was turned into a current with the mean parameters of a population whose neurons differ: give the weight as a current if every neuron is to jump alike.",
  },
  "missing-key": {
    severity: "error",
    when: "Something that has no default is not there: add the key that the message names.",
  },
  "mixed-voltage-defaults": {
    severity: "warning",
    when: "Some voltages of a population are given and others left at their defaults, which do not belong together: give all of them.",
  },
  "more-errors": {
    severity: "error",
    when: "There are more errors than are shown: mend the ones shown and try again.",
  },
  "multapses-certain": {
    severity: "warning",
    when: "More synapses are asked for than there are partners, so that some pairs are connected several times: lower the number, or accept it.",
  },
  "no-inhibition": {
    severity: "warning",
    when: "No recurrent projection inhibits, so that nothing can balance the excitation: check the signs of the weights.",
  },
  "no-populations": { severity: "error", when: "The description has no population: add at least one." },
  "not-finite": { severity: "error", when: "A number is infinite or no number at all: give a finite one." },
  "no-spikes-probed": {
    severity: "error",
    when: "Only the spikes of probed neurons are to be kept, but no probe records spikes: write spikes: all, or a probe of the variable spikes.",
  },
  "no-such-variable": {
    severity: "error",
    when: "A probe records conductances of neurons whose synapses are currents: record u, or I_E and I_I.",
  },
  "not-supported": {
    severity: "error",
    when: "A model, key or rule of another simulator has no counterpart here: use what the message names instead.",
  },
  "not-utf8": { severity: "error", when: "The description is not UTF-8 text: save it as UTF-8." },
  "not-whole": { severity: "error", when: "A count is not a whole number (of at least 0): give a whole number." },
  "out-of-range": {
    severity: "error",
    when: "A value lies outside what is possible for it: give one in the range that the message names.",
  },
  "reset-above-threshold": {
    severity: "error",
    when: "V_reset is not below V_th, so that a neuron would fire without end: lower V_reset, or raise V_th.",
  },
  "size-mismatch": {
    severity: "error",
    when: "The shape of a matrix or the sizes of two populations do not go with the connection rule: give sizes that agree, or set transpose.",
  },
  "refractory-lengthened": {
    severity: "warning",
    when: "Refractory periods are drawn from a distribution, each is rounded up to whole time steps, and that makes them more than 5 % longer on average: use a shorter time step, or a distribution that is shorter by as much.",
  },
  "probe-outside": {
    severity: "warning",
    when: "A probe is read less often than once in the run, and records nothing: give a longer duration, or a shorter period.",
  },
  "stimulus-outside": {
    severity: "warning",
    when: "A stimulus, one of its steps or some of its spikes come too late for this run, or act in no time step: give a longer duration, or leave them out.",
  },
  "stimulus-unjudged": {
    severity: "note",
    when: "A stimulus ends before the burn-in does, so that it acts only on what is not judged: give a shorter burn-in, or a later stop, if it is to be judged.",
  },
  "time-rounded": {
    severity: "warning",
    when: "A time is no whole number of time steps and is rounded: give a multiple of the time step, or a time step that divides it.",
  },
  "too-many-partners": {
    severity: "error",
    when: "More different partners are asked for than there are: allow multapses, or lower the number.",
  },
  "too-many-probes": {
    severity: "error",
    when: "More variables of populations are probed than a run records: record several neurons of a population by one probe.",
  },
  "unit-missing": {
    severity: "error",
    when: "A number that needs a unit has none: write the unit after it, e.g. `20 ms`.",
  },
  "unknown-alias": { severity: "error", when: "A YAML alias has no anchor before it: define the anchor first." },
  "unknown-choice": {
    severity: "error",
    when: "A word is none of those that are possible here: use one that the message lists.",
  },
  "unknown-format": { severity: "error", when: "A matrix file is neither .npy nor .csv: save it as one of the two." },
  "unknown-key": {
    severity: "error",
    when: "A key is not known here: remove it, or use the one that it was meant to be.",
  },
  "unknown-name": {
    severity: "error",
    when: "An expression uses a constant that is not defined: define it under `constants`.",
  },
  "unused-parameter": {
    severity: "error",
    when: "A parameter has no effect on this model or stimulus: remove it, or choose the model that uses it.",
  },
  "wrong-dimension": {
    severity: "error",
    when: "A value has the unit of something else, e.g. a time where a voltage is wanted: give it in a unit of the right kind.",
  },
  "wrong-length": {
    severity: "error",
    when: "A list has not as many values as there are things to give them to: give one value for each.",
  },
  "wrong-shape": {
    severity: "error",
    when: "A value is of the wrong kind, e.g. a list where a number is wanted: write it as the message says.",
  },
  "wrong-sign": {
    severity: ["error", "warning"],
    when: "The sign of a weight contradicts its receptor (error), or what its neurons do elsewhere (warning): change the sign or the receptor_type.",
  },
} satisfies CodeTable;
