/**
 * Does a decoded program mean something? Counts agree, every index points at something, every neuron has one compartment,
 * every word of synapse memory that an axon reads decodes, and running it takes no more than its file backs (memory-allowance.ts).
 * A valid digest proves only that the bytes are unchanged.
 */
import { isLossKind } from "../diagnostics/loss-kinds.js";
import { faultOfProbe, MOST_PROBES } from "../description/probe.js";
import { boardOf, targetById } from "../targets/registry.js";
import { need } from "./invalid-program.js";
import { validateCores } from "./loihi/validate-image.js";
import { MemoryAllowance, SOURCE_BYTES } from "./memory-allowance.js";
import { otherImage } from "./other-images.js";
import { validateMachine } from "./spinnaker/validate-image.js";
import type { InputPort } from "./header.js";
import type { Program } from "./program.js";

/** Counters name them in 16 bits. */
const MOST_POPULATIONS = 2 ** 16;

/**
 * @param fileBytes of the program: what backs its claims
 * @throws EquipoiseError `program-invalid`, `program-corrupt`, `program-too-large`, or of the registry for unknown target, board and profile */
export function validateProgram(program: Program, fileBytes: number): void {
  const target = targetById(program.target);
  boardOf(target, program.board);
  need(target.family === program.family, `target ${target.id} is not of the family ${program.family}`);
  need(program.formatVersion >= 1, "its format version is missing");
  need(program.compiler !== "", "it does not say which compiler made it");
  need(Number.isFinite(program.dt) && program.dt > 0, `its time step is ${program.dt} ms`);
  need(program.burnInSteps <= program.steps, "its burn-in is longer than the run");
  need(isJson(program.options), "its compiler options are not JSON");
  validateIds(program);
  for (const loss of program.ledger) {
    need(isLossKind(loss.kind) && isCount(loss.count) && isCount(loss.of), "its loss ledger has a broken entry");
  }
  for (const entry of program.sourceMap) need(isCount(entry.synapses), "its source map counts are broken");
  validateProbes(program);
  validateNeurons(program);
  const memory = new MemoryAllowance(fileBytes);
  const sources = takeInputs(program, memory);
  const other = otherImage(program.family);
  if (other !== undefined) other.validate(program, sources, memory);
  else if (program.family === "loihi") validateCores(program, memory);
  else validateMachine(program, sources, memory);
}

function validateProbes({ probes = [], populations }: Program): void {
  need(probes.length <= MOST_PROBES, `it has ${probes.length} probes, more than ${MOST_PROBES}`);
  for (const probe of probes) {
    const fault = faultOfProbe(probe, populations);
    need(fault === undefined, fault ?? "");
  }
}

/** What playing the inputs takes. Returns the number of ids: neurons, and sources behind them, perhaps with gaps. */
function takeInputs({ inputs, size, dt }: Program, memory: MemoryAllowance): number {
  const ids = inputs.reduce((end, port) => Math.max(end, port.first + port.size), size);
  memory.take(ids, SOURCE_BYTES, "sources");
  for (const { kind, rate } of inputs) {
    if (kind !== "poisson") continue;
    // A table of the counts that can occur: some 20 standard deviations.
    for (const hertz of new Set(rate)) memory.take(20 * Math.sqrt((hertz * dt) / 1000) + 64, 12, "Poisson rates");
  }
  return ids;
}

/** Populations tile the neurons; input ports follow them without overlap. */
function validateIds(program: Program): void {
  let next = 0;
  need(program.populations.length <= MOST_POPULATIONS, `it has ${program.populations.length} populations`);
  need(
    new Set(program.populations.map((p) => p.name)).size === program.populations.length,
    "two of its populations have one name",
  );
  for (const p of program.populations) {
    need(p.size >= 1, `population ${p.name} is empty`);
    need(p.first === next, `population ${p.name} does not start where the one before ends`);
    next += p.size;
  }
  need(next === program.size, `its populations have ${next} neurons, not ${program.size}`);
  for (const port of program.inputs) {
    need(port.first >= next && port.first + port.size <= 2 ** 32, `input ${port.name} overlaps other ids`);
    next = port.first + port.size;
    validateInput(port);
  }
}

function validateInput(port: InputPort): void {
  need(
    port.kind !== "poisson" || port.rate.length === 1 || port.rate.length === port.size,
    `input ${port.name} has a wrong number of rates`,
  );
  need(
    port.rate.every((r) => Number.isFinite(r) && r >= 0),
    `input ${port.name} has a rate that is not a number`,
  );
  need(port.spikeSteps.length === port.spikeIds.length, `input ${port.name} has unequal spike lists`);
  need(
    port.spikeIds.every((id) => id < port.size),
    `input ${port.name} has a spike of a source that does not exist`,
  );
  need(
    port.spikeSteps.every((step, k) => k === 0 || step >= port.spikeSteps[k - 1]),
    `input ${port.name} has spikes out of order`,
  );
}

function validateNeurons(program: Program): void {
  const cores: readonly { readonly neurons: Uint32Array }[] = program.cores;
  const compartments = cores.reduce((sum, c) => sum + c.neurons.length, 0);
  need(compartments === program.size, `it has ${compartments} compartments for ${program.size} neurons`);
  const seen = new Uint8Array(program.size); // as long as what the file holds, whatever size it claims
  for (const core of cores) {
    for (const id of core.neurons) {
      need(id < program.size && seen[id] === 0, `neuron ${id} is in two cores or does not exist`);
      seen[id] = 1;
    }
  }
}

function isCount(value: number): boolean {
  return Number.isFinite(value) && value >= 0;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
