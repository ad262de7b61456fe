/**
 * SpiNNaker-style machine → memory image of the microcontroller firmware (firmware/core/image.h; docs/firmware.md has it byte by byte), or one
 * clear reason why it does not fit. Constants that a SpiNNaker core derives when it starts (exp(-dt/tau), R = tau/C) are derived here, by the
 * same code as in the emulator. State, ring buffers and the list of spikes lie in the image too: the board runs it in place.
 */
import { fail } from "../../src/diagnostics/diagnostic.js";
import { ExitCode } from "../../src/diagnostics/exit-codes.js";
import { kdivui } from "../../src/numerics/s1615-division.js";
import { checkSpinnakerCore } from "../../src/program/spinnaker/check-core.js";
import {
  SYNAPSE_TYPES,
  type MachineImage,
  type NeuronModel,
  type NeuronParameters,
  type Rounding,
  type SpinnakerCore,
} from "../../src/program/spinnaker/machine-image.js";
import { deltaScale, membraneConstants, synapseConstants } from "../../src/program/spinnaker/neuron-constants.js";
import { roundingStream } from "../../src/program/spinnaker/rounding-stream.js";
import { MOST_CORES, mcuRows } from "./mcu-rows.js";

const MAGIC = 0x314d5145;
const MOST_IDS = 32768;
const PER_ATOM = 0x80000000;
const WORD = 4;
const HALF_WORD = 2;
const HEADER_WORDS = 13;
const CHANGE_WORDS = 4;
const STATES = 4;
const RANDOM_WORDS = 4;
const MOST_STEPS = 255;
const ROUNDINGS: readonly Rounding[] = ["floor", "nearest_sat", "stochastic_sat"];
const MODELS: readonly NeuronModel[] = ["IF_curr_exp", "IF_curr_delta", "IF_cond_exp"];

/** What the image takes, in bytes. */
export interface McuImageUse {
  readonly rows: number;
  readonly rings: number;
  readonly states: number;
  /** Header, tables, parameters, list of spikes. */
  readonly rest: number;
}

export interface McuImage {
  /** As long as the board's image space. */
  readonly bytes: Uint8Array;
  readonly use: McuImageUse;
}

/** What a slot of a ring buffer holds before tick 0. */
export interface RingEntry {
  readonly core: number;
  readonly slot: number;
  readonly type: number;
  readonly atom: number;
  /** uint16 */
  readonly weight: number;
}

/** @throws EquipoiseError with exit code 5 where the program does not fit, naming what binds */
export function mcuImage(image: MachineImage, imageBytes: number, ringAtStart: readonly RingEntry[] = []): McuImage {
  const sources = image.hostSources.reduce((end, { first, size }) => Math.max(end, first + size), image.size);
  checkMachine(image, sources);
  const cores = image.cores.map((core, c) => coreOf(core, c, image));
  const rows = mcuRows(image.cores, sources);
  const changes = changesOf(image);
  const changed = new Set(changes.map(({ core }) => core));

  const layout = new Layout();
  layout.take(HEADER_WORDS * WORD);
  const records = layout.take(cores.length * (13 + PARAMETERS.length) * WORD);
  const rowTable = layout.take((sources + 1) * WORD);
  const rowsAt = layout.take(rows.halfWords.length * HALF_WORD);
  const changesAt = layout.take(changes.length * CHANGE_WORDS * WORD);
  // A bias that changes lies behind, with everything else that does.
  const constantsAt = cores.map(({ parameters }, c) =>
    parameters.map((values, p) =>
      changed.has(c) && PARAMETERS[p] === "iOffset" ? 0 : layout.take(values.length * WORD),
    ),
  );
  const changing = layout.end;
  const biasAt = cores.map(({ n }, c) => (changed.has(c) ? layout.take(n * WORD) : 0));
  const randomAt = cores.map(() => layout.take(RANDOM_WORDS * WORD));
  const stateAt = cores.map(({ n }) => layout.take(STATES * n * WORD));
  const ringAt = cores.map(({ ringSlots }) => layout.take(ringSlots * HALF_WORD));
  const firedCapacity = cores.reduce((sum, { n, stepsPerTick }) => sum + n * stepsPerTick, 0);
  const fired = layout.take(firedCapacity * HALF_WORD);

  const rings = cores.reduce((sum, { ringSlots }) => sum + ringSlots * HALF_WORD, 0);
  const use = { rows: HALF_WORD * rows.halfWords.length, rings, states: STATES * WORD * image.size, rest: 0 };
  const full = { ...use, rest: layout.end - use.rows - use.rings - use.states };
  atMostBytes(layout.end, full, imageBytes, rows.literals);

  const bytes = new Uint8Array(imageBytes);
  const out = new Writer(bytes);
  out.words(0, [
    MAGIC,
    ROUNDINGS.indexOf(image.rounding),
    image.size,
    sources,
    cores.length,
    records,
    rowTable,
    rowsAt,
    changesAt,
    changes.length,
    changing,
    fired,
    firedCapacity,
  ]);
  cores.forEach((core, c) => {
    const places = core.parameters.map((values, p) => {
      const own = changed.has(c) && PARAMETERS[p] === "iOffset";
      const at = own ? biasAt[c] : constantsAt[c][p];
      const spread = own && values.length === 1 ? new Int32Array(core.n).fill(values[0]) : values;
      out.words(at, spread);
      return spread.length > 1 || own ? at + PER_ATOM : at;
    });
    const { layout: bits, leftShifts } = image.cores[c];
    out.words(records + c * (13 + PARAMETERS.length) * WORD, [
      core.first,
      core.n,
      MODELS.indexOf(core.model),
      core.stepsPerTick,
      bits.indexBits,
      bits.typeBits,
      bits.delayBits,
      ...leftShifts,
      core.deltaScale,
      ringAt[c],
      stateAt[c],
      randomAt[c],
      ...places,
    ]);
    out.words(
      stateAt[c],
      core.states.flatMap((values) => [...values]),
    );
    out.words(randomAt[c], roundingStream(image.seed, c).state());
  });
  for (const { core, slot, type, atom, weight } of ringAtStart) {
    const { indexBits, typeBits } = image.cores[core].layout;
    out.halfWords(ringAt[core] + HALF_WORD * ((slot << (indexBits + typeBits)) + (type << indexBits) + atom), [weight]);
  }
  out.words(rowTable, rows.start);
  out.halfWords(rowsAt, rows.halfWords);
  out.words(
    changesAt,
    changes.flatMap(({ tick, core, atom, iOffset }) => [tick, core, atom, iOffset]),
  );
  return { bytes, use: full };
}

/** Order of firmware/core/image.h. */
const PARAMETERS = [
  "vRest",
  "vReset",
  "vThreshold",
  "iOffset",
  "resistance",
  "expTC",
  "refractoryPeriod",
  "decayExcitatory",
  "decayInhibitory",
  "initExcitatory",
  "initInhibitory",
  "reversalExcitatory",
  "reversalInhibitory",
] as const;

type Column = ArrayLike<number>;

interface Core {
  readonly first: number;
  readonly n: number;
  readonly model: NeuronModel;
  readonly stepsPerTick: number;
  readonly deltaScale: number;
  readonly ringSlots: number;
  /** In the order of PARAMETERS; one value where all atoms have the same. */
  readonly parameters: readonly Column[];
  /** v, excitatory, inhibitory, refractory; one value an atom. */
  readonly states: readonly Int32Array[];
}

function coreOf(core: SpinnakerCore, c: number, { dtRaw }: MachineImage): Core {
  const { model, parameters, layout, stepsPerTick } = core;
  const n = core.neurons.length;
  const step = kdivui(dtRaw, stepsPerTick);
  const perAtom = (name: keyof NeuronParameters): Int32Array => {
    const values = parameters[name];
    if (values?.length === n) return values;
    return values?.length === 1
      ? new Int32Array(n).fill(values[0])
      : fail(
          "core-parameters",
          `the parameter ${name} of core ${c} has ${values?.length ?? "no"} values for ${n} atoms`,
        );
  };
  const [tauM, cM, tRefractory] = [perAtom("tauM"), perAtom("cM"), perAtom("tRefractory")];
  const membrane = Array.from({ length: n }, (_, i) => membraneConstants(tauM[i], cM[i], tRefractory[i], step));
  const none = Int32Array.of(0);
  const synapse = (name: "tauExcitatory" | "tauInhibitory") =>
    model === "IF_curr_delta"
      ? [{ decay: 0, init: 0 }]
      : Array.from(perAtom(name), (tau) => synapseConstants(tau, step));
  const [excitatory, inhibitory] = [synapse("tauExcitatory"), synapse("tauInhibitory")];
  const reversal = (name: "reversalExcitatory" | "reversalInhibitory") =>
    model === "IF_cond_exp" ? perAtom(name) : none;
  const columns: Readonly<Record<(typeof PARAMETERS)[number], Column>> = {
    vRest: perAtom("vRest"),
    vReset: perAtom("vReset"),
    vThreshold: perAtom("vThreshold"),
    iOffset: perAtom("iOffset"),
    resistance: membrane.map((m) => m.resistance),
    expTC: membrane.map((m) => m.expTC),
    refractoryPeriod: membrane.map((m) => m.refractoryPeriod),
    decayExcitatory: excitatory.map((s) => s.decay),
    decayInhibitory: inhibitory.map((s) => s.decay),
    initExcitatory: excitatory.map((s) => s.init),
    initInhibitory: inhibitory.map((s) => s.init),
    reversalExcitatory: reversal("reversalExcitatory"),
    reversalInhibitory: reversal("reversalInhibitory"),
  };
  return {
    first: core.neurons[0],
    n,
    model,
    stepsPerTick,
    deltaScale: model === "IF_curr_delta" ? deltaScale(step) : 0,
    ringSlots: 2 ** (layout.indexBits + layout.typeBits + layout.delayBits),
    parameters: PARAMETERS.map((name) => withoutRepetition(columns[name])),
    states: [perAtom("vInit"), perAtom("excitatoryInit"), perAtom("inhibitoryInit"), perAtom("refractoryInit")],
  };
}

function withoutRepetition(column: Column): Column {
  for (let k = 1; k < column.length; k++) if (column[k] !== column[0]) return column;
  return [column[0]];
}

interface Change {
  readonly tick: number;
  readonly core: number;
  readonly atom: number;
  readonly iOffset: number;
}

function changesOf({ offsetChanges, cores }: MachineImage): Change[] {
  const placeOf = new Map<number, { core: number; atom: number }>();
  cores.forEach(({ neurons }, core) => neurons.forEach((id, atom) => placeOf.set(id, { core, atom })));
  return offsetChanges.flatMap(({ tick, neurons, iOffset }) =>
    Array.from(neurons, (id, k): Change => ({ tick, ...placeOf.get(id)!, iOffset: iOffset[k] })),
  );
}

function checkMachine({ cores, size, poissonCores }: MachineImage, sources: number): void {
  atMost("neurons and spike sources", sources, MOST_IDS);
  atMost("groups of neurons (one for each population and each 256 neurons of it)", cores.length, MOST_CORES);
  if (poissonCores.length > 0) cannot("make Poisson spikes itself", "let the host play the sources");
  if (cores.reduce((sum, { neurons }) => sum + neurons.length, 0) !== size)
    fail("core-neurons", `the cores do not hold the ${size} neurons of the network`);
  cores.forEach((core, c) => {
    const object = `core ${c}`;
    checkSpinnakerCore(core, { object });
    const { neurons, blocks, layout, synapseCores, stepsPerTick } = core;
    if (neurons.some((id, atom) => id !== neurons[0] + atom))
      cannot(`hold the neurons of ${object}, whose ids are not consecutive`, "compile from a description");
    if (synapseCores !== 1) cannot("use separate synapse cores", "compile without --synapse-cores");
    if (stepsPerTick > MOST_STEPS) cannot(`divide a tick into ${stepsPerTick} steps`, `use at most ${MOST_STEPS}`);
    if (layout.typeBits < 1) cannot("address the synapse types without a bit for them", "compile from a description");
    const held = blocks.find(({ extraDelay }) => extraDelay > 0);
    if (held !== undefined)
      cannot(`hold delays of more than ${2 ** layout.delayBits} ticks`, "use shorter delays or a longer timestep");
    for (const { firstSource, sources: count } of blocks)
      if (firstSource + count > sources)
        fail("core-rows", `a block of ${object} names source ${firstSource + count - 1} of ${sources}`);
  });
  if (SYNAPSE_TYPES !== 2) throw new Error("the firmware has two synapse types");
}

function atMost(what: string, used: number, max: number): void {
  if (used <= max) return;
  fail(
    "board-does-not-fit",
    `The program does not fit the microcontroller: it needs ${used.toLocaleString("en")} ${what}, the firmware has ${max.toLocaleString("en")}.`,
    {
      limit: { what, used, max },
      exitCode: ExitCode.doesNotFit,
      hint: "use a smaller network",
    },
  );
}

function atMostBytes(used: number, use: McuImageUse, max: number, literals: number): void {
  if (used <= max) return;
  const parts = Object.entries({
    "synaptic rows": use.rows,
    "ring buffers": use.rings,
    states: use.states,
    "tables and parameters": use.rest,
  });
  const worst = parts.reduce((a, b) => (b[1] > a[1] ? b : a));
  fail(
    "board-does-not-fit",
    `The program does not fit the microcontroller: it needs ${used.toLocaleString("en")} bytes of RAM, ${worst[1].toLocaleString("en")} of them for ${worst[0]}; ${max.toLocaleString("en")} are there.`,
    {
      limit: { what: "bytes of RAM", used, max },
      exitCode: ExitCode.doesNotFit,
      hint:
        worst[0] === "ring buffers"
          ? "use shorter delays, or fewer neurons"
          : worst[0] === "synaptic rows"
            ? wayWithFewerRows(used - max, literals)
            : "use fewer neurons",
    },
  );
}

/** Equal weights are named only where they would close half of the gap or more: where they are equal already, nothing is to be had. */
function wayWithFewerRows(missing: number, literals: number): string {
  const saved = HALF_WORD * literals;
  if (saved < missing / 2) return "use fewer synapses";
  const enough = saved >= missing ? "" : "; that alone is not enough";
  return `use fewer synapses, or weights that are equal within a projection: ${literals.toLocaleString("en")} synapses take 4 bytes instead of 2 because theirs differ${enough}`;
}

function cannot(what: string, hint: string): never {
  return fail("board-cannot", `The microcontroller cannot ${what}.`, { exitCode: ExitCode.doesNotFit, hint });
}

/** Hands out whole words, one piece after another. */
class Layout {
  end = 0;

  take(bytes: number): number {
    const at = this.end;
    this.end += WORD * Math.ceil(bytes / WORD);
    return at;
  }
}

class Writer {
  private readonly view: DataView;

  constructor(bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer);
  }

  words(at: number, values: ArrayLike<number>): void {
    for (let k = 0; k < values.length; k++) this.view.setInt32(at + WORD * k, values[k], true);
  }

  halfWords(at: number, values: ArrayLike<number>): void {
    for (let k = 0; k < values.length; k++) this.view.setUint16(at + HALF_WORD * k, values[k], true);
  }
}
