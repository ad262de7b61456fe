/** Codes of running, measuring and judging. */
import type { CodeTable } from "./entry.js";

export const RUN = {
  "advance-sink": { severity: "error", when: "advance was called without a function that takes the spikes: give one." },
  "advance-steps": {
    severity: "error",
    when: "A run is asked for a number of steps that is not whole or is below 0: give a whole number of at least 0.",
  },
  "conductance-currents": {
    severity: "error",
    when: "Fixed input currents are asked of a population with conductance inputs, whose current depends on V: rebuild its conductances instead.",
  },
  "host-unplayed": {
    severity: "note",
    when: "A network has inputs that a host plays, and in a run by itself nobody does: play them by a plant (`loop`) or by `inject`, or give their spikes as spike times.",
  },
  "inject-count": {
    severity: "error",
    when: "A spike was injected with a count that is not whole, or that the target cannot carry: give one in the range named.",
  },
  "inject-late": {
    severity: "error",
    when: "A spike was injected for a step that is already over: inject it for the next step or a later one.",
  },
  "inject-lateness": {
    severity: "error",
    when: "A spike was injected into a SpiNNaker machine with more ticks of lateness than a key can tell: lower it.",
  },
  "inject-spikes": {
    severity: "error",
    when: "inject was called without a list of spikes: give [{ step, id, count }, …].",
  },
  "inject-unknown": {
    severity: "error",
    when: "A spike was injected for a source that the network lacks: use an id in the range named.",
  },
  "loop-late": {
    severity: "error",
    exit: "device",
    when: "With --late stop, an answer of a closed loop came after its deadline: give it more time, longer blocks or a faster line.",
  },
  "loop-plant": {
    severity: "error",
    when: "The plant of a closed loop needs a population or source that the network lacks: add it, or name another.",
  },
  "loop-source": {
    severity: "error",
    when: "The plant of a closed loop sends spikes of a source that the network lacks: add the source, or send by another.",
  },
  "no-runs": { severity: "error", when: "There is no run to judge: run at least one seed." },
  "no-threads": {
    severity: "error",
    when: "More than one worker was asked for where nothing starts threads, such as in a page of a browser: run in one.",
  },
  "not-comparable": {
    severity: "error",
    when: "Two things to compare are not of one network (other populations, or another time step): compare runs or models of one.",
  },
  "nothing-to-analyse": {
    severity: "error",
    when: "A recording ends before its burn-in is over: run longer, or shorten the burn-in.",
  },
  "nothing-to-run": {
    severity: "error",
    when: "The checkpoint is at or after the end of the run: give a longer --duration, or an earlier checkpoint.",
  },
  "plain-kernel": {
    severity: "note",
    when: "The fast kernel cannot be had, since the engine has no WebAssembly with vectors or a thread needs more than 4 GiB, and the plain one gives the same spikes in a few times the time: use a current Node or browser, or more --workers.",
  },
  "plant-count": {
    severity: "error",
    when: "The plant of a closed loop sends a number of spikes that is not whole or below 1: give a whole number, and leave out what does not spike.",
  },
  "plant-exited": {
    severity: "error",
    when: "The process that is the plant of a closed loop ended before the loop, or was never there: read its last lines, and run it by itself.",
  },
  "plant-malformed": {
    severity: "error",
    when: "A plant answered with a line that is not what docs/closed-loop.md says: mend it, and print nothing else on its standard output.",
  },
  "plant-rate": {
    severity: "error",
    when: "A plant sends a rate that is below 0, not finite, or above one spike a step: keep rates within that range.",
  },
  "plant-silent": {
    severity: "error",
    when: "A plant did not answer in time, or a datagram to or from it was lost: see whether it runs, or give it longer with --plant-timeout.",
  },
  "plant-state": {
    severity: "error",
    when: "The state of a plant has other names than before, or a value that is no finite number: give the same names and finite numbers.",
  },
  "plant-step": {
    severity: "error",
    when: "A plant sends a spike for a step outside of the block that it was asked for: use steps from `from` to `to` - 1.",
  },
  "plant-threw": {
    severity: "error",
    when: "The code of a plant threw something: it is shown with the plant's own stack; mend the plant.",
  },
  "probe-left-out": {
    severity: "warning",
    when: "A probe reads what the side that runs does not have, such as conductances on a Loihi-style chip: the rest is recorded; nothing need be done.",
  },
  "probes-not-kept": {
    severity: "note",
    when: "The description has probes, but no file that would keep what they read was asked for: add --out FILE, --npz FILE, --csv DIR/ or --parquet DIR/.",
  },
  "probes-too-large": {
    severity: "error",
    when: "The input currents of the probed neurons do not fit into memory: probe I_E and I_I of fewer neurons, or run for a shorter time.",
  },
  "record-populations": {
    severity: "error",
    when: "A recording is asked for populations that are not those of the target: give those of the network or program that runs.",
  },
  "record-probes": {
    severity: "error",
    when: "A recording is asked for a probe of neurons, of a variable or of a period that there cannot be: give populations and neurons of what runs.",
  },
  "run-overflowed": {
    severity: "warning",
    when: "Registers of the chip wrapped, saturated or clipped while it ran: give them more room by the option that the message names.",
  },
  "seed-of-program": {
    severity: "note",
    when: "A compiled program or an integer network runs with another seed, which only Poisson spikes and noise are drawn with: for another network, compile its description with --seed.",
  },
  "seeds-alike": {
    severity: "warning",
    when: "Nothing in the description depends on the seed, so that all seeds count as one: add something random, or use one seed.",
  },
  "state-unknown": {
    severity: "error",
    when: "The state of a neuron is asked for that the network lacks: give ids in the range named.",
  },
  "target-broken": {
    severity: "error",
    when: "The target failed earlier and cannot go on: make a new one.",
  },
  "target-busy": {
    severity: "error",
    when: "A method was called while another was still under way: await the first one.",
  },
  "target-closed": { severity: "error", when: "The target has been closed: make a new one." },
  "task-died": {
    severity: "error",
    when: "The process that computed a task of a plan ended early: run the plan again with --retry-failed; the message has what it said last.",
  },
  "task-memory": {
    severity: "error",
    when: "A task of a plan took more memory than --task-memory allows: allow more, or make the network smaller.",
  },
  "task-time": {
    severity: "error",
    when: "A task of a plan took longer than --task-time allows: allow more, or make the network or its duration smaller.",
  },
  "idle-option": {
    severity: "warning",
    when: "An option was given that another --on would obey and this one does not, such as one of a chip for a run on the float64 reference: leave it out, or choose the other --on.",
  },
  "threads-beyond-cores": {
    severity: "warning",
    when: "A run has more threads than this machine has cores, and they take turns in every step: give fewer --workers or --ranks; the spikes are the same.",
  },
  "worker-not-built": {
    severity: "error",
    exit: "internal",
    when: "Worker threads need the compiled emulator, which is not there: run npm run build.",
  },
} satisfies CodeTable;
