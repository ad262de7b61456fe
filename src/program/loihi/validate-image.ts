/** Do the images of a decoded Loihi-style program mean something? */
import { loihiTargetById, profileOf } from "../../targets/registry.js";
import type { LoihiTarget } from "../../targets/loihi/target.js";
import { need } from "../invalid-program.js";
import type { MemoryAllowance } from "../memory-allowance.js";
import { LARGEST_NOISE_EXPONENT, SMALLEST_NOISE_EXPONENT } from "./core-noise.js";
import type { CoreImage, LoihiProgram } from "./program.js";
import { axonOfRoute, eachRouteBlock } from "./routes-by-core.js";
import { checkCoreSynapses, SynapseListReader } from "./synapse-lists.js";

/** Groups and neurons that rows can be sorted by in one number of 53 bits, with a delay and a mantissa (17 bits). */
const MOST_GROUPS_TIMES_NEURONS = 2 ** 36;
const MOST_GROUPS = 2 ** 15;
const ROUTES_AT_ONCE = 2 ** 19;
/** Bytes of a synapse in the rows of the emulator and on the way to them, and of a neuron with its ring of inputs. */
const SYNAPSE_BYTES = 20;
const NEURON_BYTES = 1500;

/** @throws EquipoiseError `program-invalid`, `program-corrupt`, `program-too-large`, or of the registry for an unknown target or profile */
export function validateCores(program: LoihiProgram, memory: MemoryAllowance): void {
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
  const reader = new SynapseListReader(program, target);
  program.cores.forEach((core, index) => {
    need(core.core < perChip, `core ${index} sits outside its chip`);
    need(!seats.has(`${core.chip} ${core.core}`), `core ${index} shares its seat`);
    seats.add(`${core.chip} ${core.core}`);
    validateCore(core, `core ${index}`, program, target);
    memory.take(checkCoreSynapses(core, reader, memory.left(SYNAPSE_BYTES)), SYNAPSE_BYTES, "synapses");
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
  const axons = Uint32Array.from(program.cores, (core) => core.axonStart.length);
  const table = (start: Uint32Array, cores: Uint32Array, ends: Uint16Array, what: string) => {
    need(
      start[0] === 0 && start[start.length - 1] === cores.length && cores.length === ends.length,
      `${what} has a broken axon table`,
    );
    for (let k = 1; k < start.length; k++) need(start[k] >= start[k - 1], `${what} has a broken axon table`);
    for (let k = 0; k < cores.length; k++) {
      if (cores[k] < axons.length && ends[k] < axons[cores[k]]) continue;
      need(false, `${what} sends spikes to an axon that does not exist`);
    }
  };
  program.cores.forEach((core, index) => table(core.outStart, core.outCore, core.outAxon, `core ${index}`));
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
    table(routing.start, routing.core, routing.axon, `input ${program.inputs[routing.port].name}`);
  }
  need(ports.size === program.inputs.length, "an input has no routing");
  const fed = Array.from(axons, (count) => new Uint8Array(count));
  eachRouteBlock(program, ROUTES_AT_ONCE, ({ start, route }) => {
    fed.forEach((of, core) => {
      for (let k = start[core]; k < start[core + 1]; k++) {
        const axon = axonOfRoute(route[k]);
        if (of[axon] !== 0) need(false, `input axon ${axon} of core ${core} has two sources`);
        of[axon] = 1;
      }
    });
  });
  fed.forEach((of, index) => need(!of.includes(0), `core ${index} has an input axon without a source`));
}

function validBias(mantissa: Int16Array, exponent: Int8Array, { widths }: LoihiTarget): boolean {
  const half = 2 ** (widths.biasMantissa - 1);
  // The lava profile allows negative exponents (an arithmetic shift right).
  return mantissa.every((m) => m >= -half && m < half) && exponent.every((e) => Math.abs(e) <= widths.biasExponentMax);
}
