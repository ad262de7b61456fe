/**
 * Expands the region `ConnectorBuilderRegion` into the synaptic rows that the machine's synapse expander would write.
 *
 *   header      regions of matrix, population table, bit field and structure, projections, first target, targets, index of the core, synapse
 *               types, ticks per ms (S16.15), seed of the population (4), seed of the core (4), a weight scale a type (U32.32)
 *   projection  sources and targets (low, high each), synapse type, matrix, connector, weights, delays; then the parameters of each
 * Source: sPyNNaker, synapse_expander.c and pyNN/models/neuron/synaptic_matrices.py.
 */
import { Kiss64 } from "../../../numerics/mars-kiss.js";
import { rescaleDelay, rescaleWeight } from "../../../numerics/s1615-rescale.js";
import { connectionGenerator, type Draw } from "./connection-generators.js";
import { SynapticMatrix } from "./synaptic-matrix.js";
import { valueGenerator } from "./value-generators.js";
import { damaged, notDone, WordReader } from "./word-reader.js";

const SEED_WORDS = 4;
const FIXED_NUMBER_POST = 5;
const MATRICES = ["static", "plastic (STDP)", "neuromodulated", "of weight changes"];

export interface BuilderHeader {
  readonly projections: number;
  /** First target on this core, counted in its population. */
  readonly sliceStart: number;
  readonly sliceCount: number;
  readonly ticksPerMs: number;
  readonly populationSeed: readonly number[];
  readonly coreSeed: readonly number[];
  readonly synapseTypes: number;
}

export function readBuilderHeader(reader: WordReader): BuilderHeader {
  reader.take(4);
  const projections = reader.word();
  const sliceStart = reader.word();
  const sliceCount = reader.word();
  reader.take(1);
  const synapseTypes = reader.word();
  const ticksPerMs = reader.signed();
  const populationSeed = [...reader.take(SEED_WORDS)];
  const coreSeed = [...reader.take(SEED_WORDS)];
  return { projections, sliceStart, sliceCount, synapseTypes, ticksPerMs, populationSeed, coreSeed };
}

/**
 * @param builder words of the region
 * @param rows the region SynBlocks, with what the host has written; is written to
 * @returns synapses that found their row full and were dropped, as on the machine
 */
export function expandSynapses(builder: Uint32Array, rows: Uint32Array, what: string): number {
  const reader = new WordReader(builder, what);
  const { projections, sliceStart, sliceCount, synapseTypes, ticksPerMs, populationSeed, coreSeed } =
    readBuilderHeader(reader);
  const scales = Array.from({ length: synapseTypes }, (): Scale => {
    const fraction = reader.word();
    return { fraction, integer: reader.word() };
  });
  const [px, py, pz, pc] = populationSeed;
  const [x, y, z, c] = coreSeed;
  const random = { population: new Kiss64([px, py, pz, pc]), core: new Kiss64([x, y, z, c]) };
  let dropped = 0;
  for (let projection = 0; projection < projections; projection++) {
    const [preLow, preHigh, postLow, postHigh] = reader.take(4);
    const type = reader.word();
    const [matrixId, connectorId, weightId, delayId] = reader.take(4);
    if (matrixId !== 0)
      notDone(
        what,
        `projection ${projection} has a matrix that is ${MATRICES[matrixId] ?? `number ${matrixId}`}`,
        "make it static: StaticSynapse",
      );
    const matrix = new SynapticMatrix(reader, rows);
    const generate = connectionGenerator(connectorId, reader, random);
    const weights = valueGenerator(weightId, reader, random.core);
    const delays = valueGenerator(delayId, reader, random.core);
    const whole = scales[type] ?? damaged(`the ${what} has a synapse type ${type} of ${synapseTypes}`);
    const scale = connectorId === FIXED_NUMBER_POST ? throughS1615(whole) : whole;
    const toWeight = remembered((value) => rescaleWeight(value, scale.integer, scale.fraction));
    const draw: Draw = () => {
      const weight = toWeight(weights());
      const delay = rescaleDelay(delays(), ticksPerMs);
      return (pre, target) => {
        const fits = matrix.add(pre, target, weight, delay);
        if (!fits) dropped++;
        return fits;
      };
    };
    const range = { preLow, preHigh, postLow, postHigh, sliceStart, sliceCount };
    if (!generate(range, draw))
      notDone(
        what,
        `the rows of projection ${projection} are full before all its synapses are drawn, and the machine would stop`,
        "use another seed, or write its connections out as a FromListConnector",
      );
  }
  return dropped;
}

interface Scale {
  readonly integer: number;
  readonly fraction: number;
}

/**
 * FixedNumberPostConnector hands its scale on as S16.15: from 2^16 on it wraps, and weights of conductances, whose scales are that large, become 0.
 * Seen in synapse_expander.aplx of sPyNNaker 7.4.1.
 */
function throughS1615({ integer, fraction }: Scale): Scale {
  const raw = (integer << 15) | (fraction >>> 17);
  return { integer: (raw >> 15) >>> 0, fraction: ((raw & 0x7fff) << 17) >>> 0 };
}

/** The same value comes often: constants, and values of few steps. */
function remembered(of: (value: number) => number): (value: number) => number {
  let last = NaN;
  let result = 0;
  return (value) => (value === last ? result : (result = of((last = value))));
}
