/**
 * Does a decoded program mean something? Counts agree, every index points at something, every neuron has one compartment,
 * every word of synapse memory that an axon reads decodes, and running it takes no more than its file backs (memory-allowance.ts).
 * A valid digest proves only that the bytes are unchanged.
 */
import { fail } from "../diagnostics/diagnostic.js";
import { isLossKind } from "../diagnostics/loss-kinds.js";
import { faultOfProbe, MOST_PROBES } from "../description/probe.js";
import { boardOf, loihiTargetById, profileOf, targetById } from "../targets/registry.js";
import type { LoihiTarget } from "../targets/loihi/target.js";
import { LARGEST_NOISE_EXPONENT, SMALLEST_NOISE_EXPONENT } from "./loihi/core-noise.js";
import { decodeCoreSynapses } from "./loihi/synapse-memory.js";
import { MemoryAllowance } from "./memory-allowance.js";
import { otherImage } from "./other-images.js";
import { validateMachine } from "./spinnaker/validate-machine.js";
import type { CoreImage, InputPort, LoihiProgram, Program } from "./types.js";

/** Groups and neurons that rows can be sorted by in one number of 53 bits, with a delay and a mantissa (17 bits). */
const MOST_GROUPS_TIMES_NEURONS = 2 ** 36;
const MOST_GROUPS = 2 ** 15;
/** Counters name them in 16 bits. */
const MOST_POPULATIONS = 2 ** 16;
/** Bytes of a synapse in the rows of the emulator and on the way to them, of a source, and of a neuron with its ring of inputs. */
const SYNAPSE_BYTES = 20;
const SOURCE_BYTES = 16;
const NEURON_BYTES = 1500;

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
  else if (program.family === "loihi") validateLoihi(program, memory);
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

function validateLoihi(program: LoihiProgram, memory: MemoryAllowance): void {
  const target = loihiTargetById(program.target);
  profileOf(target, program.profile);
  for (const g of program.groups) {
    need(
      g.weightBits <= target.widths.weightMantissa && Math.abs(g.weightExponent) <= 31,
      `synapse group ${g.name} has impossible weights`,
    );
  }
  need(
    program.groups.length <= MOST_GROUPS && program.groups.length * program.size <= MOST_GROUPS_TIMES_NEURONS,
    `it has ${program.groups.length} synapse groups`,
  );
  memory.take(program.size, NEURON_BYTES, "neurons");
  const perChip = target.limits.coresPerChip.value ?? Infinity;
  const seats = new Set<string>();
  program.cores.forEach((core, index) => {
    need(core.core < perChip, `core ${index} sits outside its chip`);
    need(!seats.has(`${core.chip} ${core.core}`), `core ${index} shares its seat`);
    seats.add(`${core.chip} ${core.core}`);
    validateCore(core, `core ${index}`, program, target);
    memory.take(
      decodeCoreSynapses(core, program, target, memory.left(SYNAPSE_BYTES)).compartment.length,
      SYNAPSE_BYTES,
      "synapses",
    );
  });
  validateRoutes(program);
  program.biasChanges.forEach(({ step }, k) =>
    need(k === 0 || step >= program.biasChanges[k - 1].step, "its bias changes are out of order"),
  );
  for (const change of program.biasChanges) {
    const n = change.neurons.length;
    need(change.mantissa.length === n && change.exponent.length === n, "a bias change has unequal lengths");
    need(
      change.neurons.every((id) => id < program.size),
      "a bias change names a neuron that does not exist",
    );
    need(validBias(change.mantissa, change.exponent, target), "a bias change does not fit the registers");
  }
  for (const values of [program.readback.vLsb, program.readback.vOffset]) {
    need(values.length === 1 || values.length === program.size, "its readback has a wrong length");
    need(values.every(Number.isFinite), "its readback is not finite");
  }
  need(
    program.readback.vLsb.every((v) => v > 0),
    "its readback has a scale that is not positive",
  );
  for (const entry of program.sourceMap) {
    need(
      entry.groups.every((g) => g < program.groups.length),
      `its source map names a group that does not exist (${entry.object})`,
    );
  }
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

function validateCore(core: CoreImage, name: string, program: LoihiProgram, target: LoihiTarget): void {
  const n = core.neurons.length;
  const { widths, synapse } = target;
  const perNeuron = [core.profileOf, core.thresholdOf, core.biasMantissa, core.biasExponent, core.u0, core.v0];
  need(n >= 1 && perNeuron.every((a) => a.length === n), `${name} has unequal register lists`);
  need(core.outStart.length === n + 1, `${name} has a broken output axon table`);
  need(
    core.profileOf.every((p) => p < core.profiles.length),
    `${name} names a compartment profile that does not exist`,
  );
  need(
    core.thresholdOf.every((t) => t < core.thresholds.length),
    `${name} names a threshold that does not exist`,
  );
  const decay = 2 ** widths.decay;
  need(
    core.profiles.every((p) => p.du < decay && p.dv < decay && p.refractory <= 255),
    `${name} has a profile beyond its registers`,
  );
  need(
    core.thresholds.every((t) => t < 2 ** widths.thresholdMantissa),
    `${name} has a threshold beyond its register`,
  );
  need(validBias(core.biasMantissa, core.biasExponent, target), `${name} has a bias beyond its registers`);
  const inState = (bits: number) => (value: number) => Math.abs(value) <= 2 ** (bits - 1);
  need(
    core.u0.every(inState(widths.u)) && core.v0.every(inState(widths.v)),
    `${name} has an initial state beyond its registers`,
  );
  need(
    core.vmin <= 0 && core.vmax >= 0 && inState(widths.v)(core.vmin) && inState(widths.v)(core.vmax),
    `${name} has impossible voltage limits`,
  );
  need(core.noise !== null || core.profiles.every((p) => !p.noise), `${name} enables noise that it does not have`);
  need(
    core.noise === null ||
      (core.noise.exponent >= 0 &&
        core.noise.exponent <= LARGEST_NOISE_EXPONENT &&
        Math.abs(core.noise.mantissaOffset) <= 127),
    `${name} has impossible noise`,
  );
  need(
    core.noise === null || core.noise.exponent >= SMALLEST_NOISE_EXPONENT,
    `${name} has noise of exponent ${core.noise?.exponent}, below ${SMALLEST_NOISE_EXPONENT}: its values have fractions of an LSB, and how the chip rounds them is not public`,
  );

  need(core.formats.length < 2 ** synapse.formatIdBits, `${name} has too many synapse formats`);
  for (const f of core.formats) {
    need(f.group < program.groups.length, `${name} has a synapse format of a group that does not exist`);
    need(
      synapse.weightBits.includes(f.weightBits) &&
        f.weightBits >= program.groups[f.group].weightBits &&
        f.delayBits <= synapse.maxDelayBits &&
        (f.compression === "dense" ? f.indexBits === 0 : synapse.indexBits.includes(f.indexBits)),
      `${name} has a synapse format with impossible widths`,
    );
  }
  const axons = core.axonStart.length;
  need(
    core.axonEnd.length === axons && core.axonBase.length === axons && axons <= 2 ** 16,
    `${name} has a broken input axon table`,
  );
  need(
    core.synapseMemory.length % (synapse.wordBits / 8) === 0,
    `${name} has a broken word at the end of its synapse memory`,
  );
}

/** Every route ends on an input axon, and every input axon has one source. */
function validateRoutes(program: LoihiProgram): void {
  const fed = program.cores.map((core) => new Uint8Array(core.axonStart.length));
  const feed = (start: Uint32Array, cores: Uint32Array, axons: Uint16Array, what: string) => {
    need(
      start[0] === 0 && start[start.length - 1] === cores.length && cores.length === axons.length,
      `${what} has a broken axon table`,
    );
    for (let k = 1; k < start.length; k++) need(start[k] >= start[k - 1], `${what} has a broken axon table`);
    for (let k = 0; k < cores.length; k++) {
      need(
        cores[k] < fed.length && axons[k] < fed[cores[k]].length,
        `${what} sends spikes to an axon that does not exist`,
      );
      need(fed[cores[k]][axons[k]] === 0, `${what} shares an input axon with another source`);
      fed[cores[k]][axons[k]] = 1;
    }
  };
  program.cores.forEach((core, index) => feed(core.outStart, core.outCore, core.outAxon, `core ${index}`));
  const ports = new Set<number>();
  for (const routing of program.inputRouting) {
    need(
      routing.port < program.inputs.length && !ports.has(routing.port),
      "its input routing names a port twice or one that does not exist",
    );
    ports.add(routing.port);
    need(
      routing.start.length === program.inputs[routing.port].size + 1,
      `input ${program.inputs[routing.port].name} has a broken axon table`,
    );
    feed(routing.start, routing.core, routing.axon, `input ${program.inputs[routing.port].name}`);
  }
  need(ports.size === program.inputs.length, "an input has no routing");
  fed.forEach((axons, index) =>
    need(
      axons.every((f) => f === 1),
      `core ${index} has an input axon without a source`,
    ),
  );
}

function validBias(mantissa: Int16Array, exponent: Int8Array, { widths }: LoihiTarget): boolean {
  const half = 2 ** (widths.biasMantissa - 1);
  // The lava profile allows negative exponents (an arithmetic shift right).
  return mantissa.every((m) => m >= -half && m < half) && exponent.every((e) => Math.abs(e) <= widths.biasExponentMax);
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

function need(condition: boolean, otherwise: string): void {
  if (!condition)
    fail("program-invalid", `The program is not valid: ${otherwise}.`, { hint: "compile the description again" });
}
