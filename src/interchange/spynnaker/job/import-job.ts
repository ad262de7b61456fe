/**
 * Makes a program of what sPyNNaker would load on a machine: the same neurons on the same cores, the same synaptic words, the same constants,
 * and the Poisson sources drawn as the machine draws them. Nothing is compiled anew.
 */
import type { InputPort, ProgramPopulation, SourceMapEntry } from "../../../program/header.js";
import { checkSpinnakerCore } from "../../../program/spinnaker/check-core.js";
import type { PoissonImage, SpinnakerCore, SynapticBlock } from "../../../program/spinnaker/machine-image.js";
import type { SpinnakerMapping } from "../../../program/spinnaker/mapping.js";
import type { SpinnakerProgram } from "../../../program/spinnaker/program.js";
import { wordPacker } from "../../../program/spinnaker/synaptic-word.js";
import { POISSON_CORES } from "../../../program/format-version.js";
import { version } from "../../../program/version.js";
import { S1615_ONE } from "../../../numerics/s1615.js";
import { SPINNAKER1 } from "../../../targets/spinnaker/spinnaker1.js";
import { counted } from "../../../diagnostics/counted.js";
import { EquipoiseError, fail, type Diagnostic } from "../../../diagnostics/diagnostic.js";
import { contentOf, partsOf, populationsOf, whatOf, type NeuronCore } from "./job-parts.js";
import { expandNeurons } from "./neuron-builder.js";
import { readNeuronParameters, type CoreNeurons } from "./neuron-parameters.js";
import { readPoissonCore, type PoissonCoreContents } from "./poisson-core.js";
import { matches, readPopulationTable } from "./population-table.js";
import type { JobCore, JobDatabase } from "./read-database.js";
import { delayedSenders, type Sender } from "./senders.js";
import { expandSynapses } from "./synapse-builder.js";
import { readCoreRows } from "./synaptic-rows.js";
import { damaged, WordReader } from "./word-reader.js";

/** ms: where neither the job nor its user says. */
const RUN_TIME = 1000;

/** By the label of a SpikeSourceArray, for each source: ms. */
export type SpikeTimes = Readonly<Record<string, readonly (readonly number[])[]>>;

export interface ImportOptions {
  readonly name: string;
  /** ms, instead of the script's. */
  readonly runTime?: number;
  /** sPyNNaker sends them while the job runs: they are in no database. */
  readonly spikeTimes?: SpikeTimes;
}

export interface ImportedJob {
  readonly program: SpinnakerProgram;
  /** What of the job the program does not have, or has as the machine does though the script may mean something else. */
  readonly losses: readonly Diagnostic[];
}

/** A spike source, on one core. */
interface Source {
  readonly core: JobCore;
  readonly what: string;
  readonly low: number | null;
  readonly seed: null;
  readonly size: number;
  readonly key: number | null;
  readonly colourBits: number;
  readonly poisson: PoissonCoreContents | null;
}

/**
 * @throws EquipoiseError `spynnaker-not-done` for what is not carried, by its name and with the way out; `spynnaker-database` where the job
 *   contradicts itself; `spynnaker-spikes` for spike times of nobody
 */
export function importJob(job: JobDatabase, options: ImportOptions): ImportedJob {
  const losses: Diagnostic[] = [];
  const lose = (message: string, hint?: string) =>
    losses.push({
      code: "spynnaker-not-carried",
      severity: "warning",
      message,
      ...(hint === undefined ? {} : { hint }),
    });
  const parts = partsOf(job);
  const names = new Set<string>();
  const populations = populationsOf(parts.neurons, job.vertices, "population", names);
  const sources = populationsOf(sourcesOf(job, parts), job.vertices, "source", names);

  // Ids: neurons by population, then sources.
  const firstIds = new Map<JobCore, number>();
  let size = 0;
  const programPopulations = populations.map(({ name, cores }): ProgramPopulation => {
    const first = size;
    for (const { core, size: n } of cores) {
      firstIds.set(core, size);
      size += n;
    }
    return { name, first, size: size - first };
  });
  let ids = size;
  const ports = sources.flatMap(({ name, cores }) =>
    cores.map((source) => {
      const port = { name: cores.length === 1 ? name : `${name} from ${source.low}`, of: name, first: ids, source };
      firstIds.set(source.core, ids);
      ids += source.size;
      return port;
    }),
  );

  const direct = [...parts.neurons, ...ports.map(({ source }) => source)].flatMap(
    ({ core, key, size: count, colourBits }): Sender[] =>
      key === null ? [] : [{ firstId: firstIds.get(core)!, count, key, colourBits, extraDelay: 0 }],
  );
  const delayed = parts.delays.map((core) =>
    delayedSenders(contentOf(core, "delay_params"), direct, `delay_params of ${whatOf(core, job.vertices)}`),
  );
  const senders = [...direct, ...delayed.flat()];

  const neuronCores = populations.flatMap(({ cores }) => cores);
  const read = neuronCores.map((core) => readCore(core, firstIds, senders, ports, lose));
  const dtRaw = read[0].dtRaw;
  if (read.some((core) => core.dtRaw !== dtRaw)) damaged("its cores have different time steps");
  const dt = Math.round((dtRaw / S1615_ONE) * 1000) / 1000;

  for (const { of, source } of ports)
    if ((source.poisson?.roundedRates ?? 0) > 0)
      lose(
        `rates of ${of} are kept in steps of 2^-16 Hz: sources below ${2 ** -16 * 655} spikes a tick may have an interval of a tick less`,
      );
  const poissonCores: PoissonImage[] = ports.flatMap(({ first, source }) =>
    source.poisson === null ? [] : [{ first, ...source.poisson.image }],
  );
  const steps = Math.round((options.runTime ?? job.runTime ?? RUN_TIME) / dt);
  const inputs = ports.map((port) => inputOf(port, dt, steps, options.spikeTimes ?? {}, lose));
  const unknown = Object.keys(options.spikeTimes ?? {}).find(
    (label) => !ports.some(({ of, source }) => of === label && source.poisson === null),
  );
  if (unknown !== undefined)
    fail("spynnaker-spikes", `spike times are given for ${unknown}, which is no SpikeSourceArray of the job`, {
      hint: `the job has ${sources.map(({ name }) => name).join(", ") || "none"}`,
    });
  if (job.vertices.size === 0)
    lose(
      "the labels of populations and the length of the run are not known: they are in input_output_database.sqlite3",
      "set keep_input_output_database = True, and keep that file beside ds.sqlite3",
    );
  lose(
    "what the script records is not carried, nor are routing tables",
    "ask for probes when you run the program: --probe",
  );

  const cores = read.map(({ core }) => core);
  cores.forEach((core, k) => mustHold(core, neuronCores[k].what));
  return {
    program: {
      family: "spinnaker",
      formatVersion: POISSON_CORES,
      compiler: `equipoise ${version} from sPyNNaker`,
      name: options.name,
      target: SPINNAKER1.id,
      board: boardFor(job.cores),
      oversize: false,
      profile: "floor",
      dt,
      dtRaw,
      seed: 0,
      steps,
      burnInSteps: 0,
      size,
      populations: programPopulations,
      inputs,
      sourceMap: sourceMapOf(cores, programPopulations, ports),
      ledger: [],
      // None of the compiler: what made it is sPyNNaker.
      options: "{}",
      cores,
      poissonCores,
      offsetChanges: [],
      mapping: mappingOf(
        neuronCores,
        ports.map(({ source }) => source.core),
        parts.delays,
        direct,
        delayed,
        firstIds,
      ),
    },
    losses,
  };
}

function sourcesOf(job: JobDatabase, { poisson, spikes, neurons }: ReturnType<typeof partsOf>): Source[] {
  const what = (core: JobCore) => whatOf(core, job.vertices);
  const drawn = poisson.map((core): Source => {
    const contents = readPoissonCore(contentOf(core, "PoissonParams"), contentOf(core, "Expander"), what(core));
    const { key, colourBits, low, image } = contents;
    return { core, what: what(core), low, seed: null, size: image.size, key, colourBits, poisson: contents };
  });
  const tables = neurons.flatMap(({ synapses }) =>
    synapses.flatMap((core) => {
      const table = core.regions.get("PopTable")?.content;
      return table ? readPopulationTable(table, `PopTable of ${what(core)}`) : [];
    }),
  );
  const played = spikes.map((core): Source => {
    // prefix used, prefix, its type, check, has key, key, mask, …
    const [, , , , hasKey, key] = new WordReader(contentOf(core, "CONFIGURATION"), what(core)).take(6);
    const entry = tables.find((e) => matches(e, key));
    return {
      ...{ core, what: what(core), seed: null, poisson: null },
      colourBits: entry?.colourBits ?? 0,
      key: hasKey === 0 ? null : key,
      size: entry?.neuronsACore ?? 1,
      low: entry === undefined ? 0 : ((key >>> entry.coreShift) & entry.coreMask) * entry.neuronsACore,
    };
  });
  return [...drawn, ...played];
}

/** @throws EquipoiseError `spynnaker-database` where the words of a core contradict each other */
function mustHold(core: SpinnakerCore, what: string): void {
  try {
    checkSpinnakerCore(core, { object: what });
  } catch (error) {
    if (!(error instanceof EquipoiseError)) throw error;
    damaged(`${what}: ${error.diagnostics[0].message}`);
  }
}

interface Port {
  readonly name: string;
  readonly of: string;
  readonly first: number;
  readonly source: Source;
}

interface ReadCore {
  readonly core: SpinnakerCore;
  readonly dtRaw: number;
}

function readCore(
  { core, what, model, size, synapses, direct }: NeuronCore,
  firstIds: ReadonlyMap<JobCore, number>,
  senders: readonly Sender[],
  ports: readonly Port[],
  lose: (message: string, hint?: string) => void,
): ReadCore {
  const builder = core.regions.get("neuron_builder")?.content;
  const written = core.regions.get("neuron_params")?.content;
  const words = written
    ? new Int32Array(written)
    : builder
      ? expandNeurons(builder, `neuron_builder of ${what}`)
      : damaged(`${what} has no neuron parameters`);
  const neurons: CoreNeurons = readNeuronParameters(words, model, size, what);
  const parameters = contentOf(synapses[0] ?? damaged(`${what} has no synapses`), "SynapseParams");
  const [, , indexBits, typeBits, delayBits, , , excitatory, inhibitory] = new WordReader(parameters, what).take(9);
  const blocks: SynapticBlock[] = [];
  const rows: Uint32Array[] = [];
  const add = (more: readonly SynapticBlock[], own: readonly Uint32Array[]) => {
    for (const block of more) blocks.push({ ...block, firstRow: block.firstRow + rows.length });
    for (const row of own) rows.push(row);
  };
  synapses.forEach((holder, synapseCore) => {
    // Without it the core has no synapses.
    if (!holder.regions.has("PopTable")) return;
    const table = contentOf(holder, "PopTable");
    const found = readCoreRows(table, matrixOf(holder, what, lose), senders, synapseCore, what);
    add(found.blocks, found.rows);
    if (found.unread > 0)
      lose(
        `${what} has ${counted(found.unread, "synapse")} in rows that no spike leads to: the machine never reads them, here neither`,
        "sPyNNaker 7.4.1 misplaces rows of delays beyond the ring buffers where populations differ in neurons a core: use equal ones, or shorter delays",
      );
  });
  direct.forEach((poisson, k) => {
    const found = directRows(
      poisson,
      synapses.length + k,
      { indexBits, typeBits, delayBits },
      size,
      firstIds.get(poisson)!,
      ports,
    );
    add(found.blocks, found.rows);
  });
  const rowStart = new Uint32Array(rows.length + 1);
  rows.forEach((row, r) => (rowStart[r + 1] = rowStart[r] + row.length));
  const all = new Uint32Array(rowStart[rows.length]);
  rows.forEach((row, r) => all.set(row, rowStart[r]));
  const first = firstIds.get(core)!;
  return {
    dtRaw: neurons.dtRaw,
    core: {
      model,
      neurons: Uint32Array.from({ length: size }, (_, k) => first + k),
      synapseCores: synapses.length + direct.length,
      stepsPerTick: neurons.stepsPerTick,
      parameters: neurons.parameters,
      layout: { indexBits, typeBits, delayBits },
      leftShifts: [excitatory, inhibitory],
      blocks,
      rowStart,
      words: all,
    },
  };
}

/** What the host has written, and behind it what the machine would. */
function matrixOf(core: JobCore, what: string, lose: (message: string) => void): Uint32Array {
  const region = core.regions.get("SynBlocks") ?? damaged(`${what} has no synaptic rows`);
  const matrix = new Uint32Array(region.size / 4);
  if (region.content !== null && region.content.length > matrix.length)
    damaged(`the synaptic rows of ${what} do not fit their region`);
  matrix.set(region.content ?? []);
  const builder = core.regions.get("ConnectorBuilderRegion")?.content;
  if (builder) {
    const dropped = expandSynapses(builder, matrix, `ConnectorBuilderRegion of ${what}`);
    if (dropped > 0)
      lose(
        `${what} has ${counted(dropped, "synapse")} fewer than drawn, for want of room in their rows, as on the machine`,
      );
  }
  return matrix;
}

/**
 * A Poisson core beside the neurons adds its weights to their input of the next tick itself: source k to neuron k.
 *   address | bytes | first half-word | weights (half-words)
 */
function directRows(
  poisson: JobCore,
  synapseCore: number,
  layout: SpinnakerCore["layout"],
  neurons: number,
  firstSource: number,
  ports: readonly Port[],
): { blocks: SynapticBlock[]; rows: Uint32Array[] } {
  const content = contentOf(poisson, "sdram edge params");
  const sources = ports.find(({ source }) => source.core === poisson)!.source.size;
  const type = content[2] >= neurons ? 1 : 0;
  const pack = wordPacker(layout);
  const rows = Array.from({ length: sources }, (_, k) => {
    const weight = (content[3 + (k >> 1)] >>> (16 * (k & 1))) & 0xffff;
    return Uint32Array.of(pack(weight, 1, type, k));
  });
  return { blocks: [{ firstSource, sources, firstRow: 0, extraDelay: 0, synapseCore, plasticity: null }], rows };
}

function inputOf(
  { name, of, first, source }: Port,
  dt: number,
  steps: number,
  times: SpikeTimes,
  lose: (message: string, hint?: string) => void,
): InputPort {
  const none = {
    rate: new Float64Array(0),
    startStep: 0,
    stopStep: 0,
    stream: 0,
    spikeSteps: new Uint32Array(0),
    spikeIds: new Uint32Array(0),
  };
  const port = { name, first, size: source.size, ...none };
  // Poisson cores draw for themselves (PoissonImage): the host plays nothing.
  if (source.poisson !== null) return { ...port, kind: "host" };
  const own = Object.hasOwn(times, of) ? times[of] : undefined;
  if (own === undefined) {
    lose(
      `the spike times of ${of} are not in the database: sPyNNaker sends them while the job runs; it is silent here`,
      `give them: --spikes FILE, JSON such as {"${of}": [[1.0, 5.0], [2.0]]}, a list of ms for each source`,
    );
    return { ...port, kind: "host" };
  }
  const low = source.low ?? 0;
  const events = own
    .slice(low, low + source.size)
    .flatMap((list, id) => list.map((ms) => ({ step: Math.ceil((ms * 1000) / (dt * 1000)), id })))
    .filter(({ step }) => step < steps)
    .sort((a, b) => a.step - b.step || a.id - b.id);
  return {
    ...port,
    kind: "spike_times",
    spikeSteps: Uint32Array.from(events, ({ step }) => step),
    spikeIds: Uint32Array.from(events, ({ id }) => id),
  };
}

/** The smallest board whose chips the job's could be. */
function boardFor(cores: readonly JobCore[]): string {
  const fits = SPINNAKER1.boards.find(
    ({ id, width, height }) => id !== "spin3" && cores.every(({ x, y }) => x < width && y < height),
  );
  return (fits ?? SPINNAKER1.boards[SPINNAKER1.boards.length - 1]).id;
}

function sourceMapOf(
  cores: readonly SpinnakerCore[],
  populations: readonly ProgramPopulation[],
  ports: readonly Port[],
): SourceMapEntry[] {
  const places = [...populations, ...ports.map(({ of, first, source }) => ({ name: of, first, size: source.size }))];
  const nameOf = (id: number) => places.find(({ first, size }) => id >= first && id < first + size)!.name;
  const synapses = new Map<string, number>();
  for (const { neurons, blocks, rowStart } of cores) {
    for (const { firstSource, sources, firstRow } of blocks) {
      const object = `projection ${nameOf(firstSource)}→${nameOf(neurons[0])}`;
      synapses.set(object, (synapses.get(object) ?? 0) + rowStart[firstRow + sources] - rowStart[firstRow]);
    }
  }
  return [...synapses].map(([object, count]) => ({ object, groups: [], synapses: count }));
}

/** Seats where sPyNNaker has placed them; its routing tables are not in the database. */
function mappingOf(
  neurons: readonly NeuronCore[],
  sources: readonly JobCore[],
  delays: readonly JobCore[],
  direct: readonly Sender[],
  delayed: readonly (readonly Sender[])[],
  firstIds: ReadonlyMap<JobCore, number>,
): SpinnakerMapping {
  const own = neurons.flatMap(({ core, synapses }) => synapses.filter((holder) => holder !== core));
  const seats = [...neurons.map(({ core }) => core), ...sources, ...own, ...delays];
  const seatOf = new Map(seats.map((core, seat) => [core, seat]));
  const coreOf = new Map([...firstIds].map(([core, id]) => [id, core]));
  const keys = ({ firstId, count, key, colourBits, extraDelay }: Sender, core: JobCore) => {
    const bits = Math.ceil(Math.log2(count)) + colourBits;
    const mask = bits >= 32 ? 0 : (-1 << bits) >>> 0;
    return {
      firstId,
      atoms: count,
      extraDelay,
      core: seatOf.get(core)!,
      key,
      mask: (key & ~mask) === 0 ? mask : 0xffffffff,
    };
  };
  return {
    chipX: Uint16Array.from(seats, ({ x }) => x),
    chipY: Uint16Array.from(seats, ({ y }) => y),
    core: Uint8Array.from(seats, ({ p }) => p),
    senders: [
      ...direct.map((sender) => keys(sender, coreOf.get(sender.firstId)!)),
      ...delayed.flatMap((stages, k) => stages.map((sender) => keys(sender, delays[k]))),
    ],
    tables: [],
  };
}
