/** Codes of compiling: what does not fit a chip, what is lost on the way to it, what may be lost when it runs. */
import type { CodeTable } from "./entry.js";

export const COMPILE = {
  "conductance-lowered": {
    severity: "warning",
    when: "Conductance synapses became currents at one operating point, because the chip integrates currents: away from it driving forces differ; compare with the reference by `equipoise verify`, or refuse it (--conductance refuse).",
  },
  "conductance-reversed": {
    severity: "error",
    when: "The mean voltage of a population lies outside its reversal potentials, so that its conductances cannot become currents: check E_ex, E_in and I_e, or use a chip with conductances.",
  },
  "conductance-unsupported": {
    severity: "error",
    exit: "doesNotFit",
    when: "The chip integrates currents only, and --conductance refuse forbids to lower conductances to them: allow it, or use a chip with conductances.",
  },
  "constant-drive-rounded": {
    severity: "warning",
    when: "Constant input takes neurons past their threshold in the description but not on the chip, or the reverse, because states are truncated and registers rounded: compile with the --scale that the message names; where it names none, move I_e or V_th apart, make the largest weights smaller or the time step longer.",
  },
  "core-too-large": {
    severity: "error",
    exit: "doesNotFit",
    when: "A core of so many neurons leaves no bit of a synaptic word for delays: lower --atoms-per-core.",
  },
  "core-unwritable": {
    severity: "error",
    exit: "doesNotFit",
    when: "A core needs more of something than the program format can name, on virtual cores too: use fewer neurons or synapses a population.",
  },
  "delay-clipped": {
    severity: "warning",
    when: "Delays longer than the chip's register were cut to its largest: shorten them, or use a coarser time step.",
  },
  "headroom-guessed": {
    severity: "note",
    when: "The range of V was chosen for an assumed rate, because theory cannot predict that of this population: pin --scale if voltages clip.",
  },
  "host-input": {
    severity: "note",
    when: "The host must send input spikes while the network runs, at the rate named: check that the link carries it; Poisson sources can be replaced with --poisson noise where the chip makes noise.",
  },
  "internal-fault": {
    severity: "error",
    exit: "internal",
    when: "equipoise contradicts itself: please report it, with the command and its input.",
  },
  "keys-exhausted": {
    severity: "error",
    exit: "doesNotFit",
    when: "The network needs more multicast keys than 32 bits give: use fewer neurons or sources.",
  },
  "model-unsupported": {
    severity: "error",
    exit: "doesNotFit",
    when: "The target has no form of a population's neuron model: describe it with one that it has, or run it where its update is known.",
  },
  "network-exceeds-board": {
    severity: ["error", "warning"],
    exit: "doesNotFit",
    when: "The network needs more cores than the board has: choose a larger board, use fewer neurons or synapses, or emulate it anyway (--oversize makes it a warning).",
  },
  "neuron-exceeds-core": {
    severity: ["error", "warning"],
    exit: "doesNotFit",
    when: "One neuron alone is too much for a core: use fewer synapses a neuron, or shorter delays (--oversize makes it a warning where virtual cores can hold it).",
  },
  "noise-unavailable": {
    severity: "warning",
    when: "Noise was asked for where this arithmetic profile has no noise generator, so that the host sends Poisson input: compile with a profile that has one (--profile hw, where the target has it), or without --poisson noise.",
  },
  "overflow-certain": {
    severity: "warning",
    when: "Known spike times take registers out of their range, which loses what is beyond: compile with a smaller --scale, or make the input smaller.",
  },
  "overflow-likely": {
    severity: "warning",
    when: "Input that may well arrive in one step is more than a register holds: give it more room by the option that the message names, or make the weights smaller.",
  },
  "overflow-predicted": {
    severity: "warning",
    when: "Theory predicts that a register leaves its range in a share of the steps: compile with a smaller --scale, or leave it out.",
  },
  "placement-full": {
    severity: "error",
    exit: "doesNotFit",
    when: "No chip of the board has the cores and the SDRAM left that a population needs: choose a larger board, or use fewer synapses.",
  },
  "poisson-as-noise": {
    severity: "warning",
    when: "Poisson input became bias and on-chip noise of the same mean and variance, which is no longer spikes: use --poisson inject if that will not do.",
  },
  "projection-silent": {
    severity: "warning",
    when: "All weights of a projection round to zero, so that it does nothing: give larger weights, more weight bits, or a larger --scale.",
  },
  "real-time-missed": {
    severity: "warning",
    when: "A core cannot do its work within a time step: use fewer neurons a core, or run slower (--time-scale-factor).",
  },
  "real-time-unknown": {
    severity: "note",
    when: "Whether a core keeps real time cannot be told, since the costs are not measured: run it on the machine to know.",
  },
  "refractory-clipped": {
    severity: "warning",
    when: "Refractory periods longer than the chip's register were cut to its largest: shorten them, or use a coarser time step.",
  },
  "refractory-dropped": {
    severity: "warning",
    when: "The arithmetic profile has no refractory period, and that of a population was dropped: compile with a profile that has one (--profile hw, where the target has it), or set t_ref to 0.",
  },
  "resource-use": {
    severity: "note",
    when: "How much of one resource is used, said where a network does not fit: the largest share shows what to lower.",
  },
  "routing-table-full": {
    severity: "error",
    exit: "doesNotFit",
    when: "The routing table of a chip is too short for the network, after compression too: put more neurons on a core (--atoms-per-core), which makes fewer senders.",
  },
  "s1615-overflow-likely": {
    severity: "warning",
    when: "Input that may arrive in one tick takes the membrane out of S16.15: make these weights or the membrane's resistance smaller; no option changes the range.",
  },
  "s1615-range": {
    severity: "error",
    exit: ["doesNotFit", "badInput"],
    when: "A value is beyond S16.15 (exit code 5), or the cores would divide out of it (1): give the neuron other time constants or another capacitance.",
  },
  "saturation-likely": {
    severity: "warning",
    when: "A ring buffer may overflow in some tick, with the probability named: compile with --shift-rule bounded-saturation, or make the weights smaller.",
  },
  "scale-infeasible": {
    severity: "error",
    exit: "doesNotFit",
    when: "No scale holds both the threshold and the largest input: use a smaller time step, smaller weights or a smaller bias, or pin --scale to accept overflow.",
  },
  "synapse-field": {
    severity: "error",
    when: "A synapse has a delay, type or neuron that does not fit a synaptic word: this should not reach you from a description; report it.",
  },
  "synaptic-times-merged": {
    severity: ["warning", "note"],
    when: "The chip has one synaptic time constant a neuron, and two different ones became one: give both the same, or accept the shift that the message names.",
  },
  "threshold-clipped": {
    severity: "warning",
    when: "At this scale the threshold register ends below the threshold, so that neurons fire too early: compile with a smaller --scale, or leave it out.",
  },
  "timestep-fitted": {
    severity: "note",
    when: "The time step was moved within the allowance of --fit-timestep so that decays land on the chip's grid: nothing need be done.",
  },
  "weight-bits-taken": {
    severity: "warning",
    when: "A few synapses are so strong beside all others of their type onto a population that the others keep few bits, since a ring buffer has one step for all: lower the weight of those named, or split them into several weaker synapses.",
  },
  "weights-silent": {
    severity: "warning",
    when: "A part of the weights of a projection rounds to zero: give larger weights, or check the spread of their distribution.",
  },
} satisfies CodeTable;
