/** Each pass has an independent checker, and compileSpinnaker() heeds it: a stage that is changed between a pass and its checker is refused by name. */
import { describe, expect, it } from "vitest";
import { parseDescription } from "../../../src/description/load-description.js";
import { EquipoiseError } from "../../../src/diagnostics/diagnostic.js";
import { ExitCode } from "../../../src/diagnostics/exit-codes.js";
import { drawNetwork } from "../../../src/network/draw-network.js";
import type { SpinnakerProgram } from "../../../src/program/spinnaker/program.js";
import { SPINNAKER1 } from "../../../src/targets/spinnaker/spinnaker1.js";
import type { Writable } from "../../common/writable.fixture.js";
import { compileSpinnaker, spinnakerPasses } from "../compile.js";
import type { Placed, Routed } from "../passes/map.js";
import type { Shifted, Sliced, SpinnakerLowered, SpinnakerQuantized } from "../stages.js";

const NET = `name: checked
seed: 4
timestep: 1 ms
duration: 50 ms
populations:
  E: { size: 60, neuron: &cell { model: iaf_psc_exp, I_e: 300 pA, t_ref: 2 ms } }
  I: { size: 20, neuron: *cell }
projections:
  E→I: { pre: E, post: I, connect: { rule: fixed_indegree, K: 8 }, weight: { normal: { mean: 90 pA, sd: 20 pA } }, delay: 2 ms }
  I→E: { pre: I, post: E, connect: { rule: fixed_indegree, K: 5 }, weight: -180 pA, delay: 1 ms }
stimuli:
  s: { type: poisson, target: [E], rate: 400 Hz, weight: 60 pA, delay: 1 ms }
`;
const network = drawNetwork(parseDescription(NET, "checked.yaml", () => new Uint8Array()).description);
/** Cores so small that there are several. */
const options = { expectedRates: { E: 10, I: 10 }, atomsPerCore: 20 };

interface Stages {
  lower: SpinnakerLowered;
  shifts: Shifted;
  quantize: SpinnakerQuantized;
  partition: Sliced;
  place: Placed;
  route: Routed;
  pack: SpinnakerProgram;
}

interface Corruption<P extends keyof Stages> {
  readonly pass: P;
  readonly what: string;
  /** What the fault says after the name of the pass. */
  readonly says: RegExp;
  readonly corrupt: (stage: Writable<Stages[P]>) => void;
}

const corrupted = <P extends keyof Stages>(
  pass: P,
  what: string,
  says: RegExp,
  corrupt: Corruption<P>["corrupt"],
): Corruption<keyof Stages> => ({ pass, what, says, corrupt: corrupt as Corruption<keyof Stages>["corrupt"] });

const corruptions = [
  corrupted("lower", "a lost population", /a population was lost/, ({ populations }) => {
    populations.pop();
  }),
  corrupted("lower", "a parameter with too few values", /population E has 7 values/, ({ populations }) => {
    (populations[0].parameters as unknown as Record<string, Int32Array>).decay = new Int32Array(7);
  }),
  corrupted("shifts", "a population without shifts", /a population has no shifts/, ({ shifts }) => {
    shifts.pop();
  }),
  corrupted("shifts", "a shift that no word bears", /40 is no left shift/, ({ shifts }) => {
    shifts[0].excitatory.shift = 40;
  }),
  corrupted("quantize", "a lost synapse", /has 159 synapses, not 160/, ({ projections }) => {
    projections[0].weight = (projections[0].weight as Uint16Array).slice(1);
  }),
  corrupted("partition", "a slice that begins too late", /population E is not cut into whole/, ({ slices }) => {
    slices[0].from++;
  }),
  corrupted("partition", "a lost slice", /population I lost neurons/, ({ slices }) => {
    slices.pop();
  }),
  corrupted("place", "two cores on one seat", /two cores share seat 1 of chip/, ({ placement }) => {
    placement.core.fill(1);
  }),
  corrupted("place", "a core on the monitor's seat", /core 0 has seat 0/, ({ placement }) => {
    placement.core[0] = 0;
  }),
  corrupted("place", "a chip with more rows than SDRAM", /needs \d+ bytes of SDRAM/, ({ sliced }) => {
    sliced.slices[0].memory.sdram.bytes = 2 ** 31;
  }),
  corrupted("route", "a route that misses a core", /reach \d+ cores, not the \d+ that have synapses/, (stage) => {
    const table = stage.tables.find(({ length }) => length > 0)!;
    const cores = table[0].route & ~0b111111;
    table[0].route ^= cores & -cores;
  }),
  corrupted("route", "two senders with one key", /two senders share a key|reach/, ({ keys }) => {
    keys[1] = { ...keys[0] };
  }),
  corrupted("pack", "a lost core", /a core was lost/, ({ cores }) => {
    cores.pop();
  }),
  corrupted("pack", "a changed weight", /the synapses of core 0 are not those of the network/, ({ cores }) => {
    cores[0].words[0] ^= 1 << 16;
  }),
  corrupted("pack", "a neuron that sits on two cores", /a neuron has no atom, or two|are not those/, ({ cores }) => {
    cores[0].neurons[0] = cores[1].neurons[0];
  }),
];

describe("the checkers of compileSpinnaker()", () => {
  it("let the unchanged stages pass, on several cores and their routes", () => {
    const { program, routed } = compileSpinnaker(network, SPINNAKER1, options);
    expect(program.cores.length).toBe(4);
    expect(routed).not.toBeNull();
  });

  it.each(corruptions)("$pass: refuse $what", ({ pass, says, corrupt }) => {
    let thrown: unknown;
    try {
      compileSpinnaker(network, SPINNAKER1, options, {
        afterPass: (name, stage) => name === pass && corrupt(stage as never),
      });
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(EquipoiseError);
    const { exitCode, diagnostics } = thrown as EquipoiseError;
    expect(exitCode).toBe(ExitCode.internal);
    expect(diagnostics[0].message).toMatch(new RegExp(`: ${pass}: .*(${says.source})`));
  });

  it("are all seen to refuse", () => {
    expect([...new Set(corruptions.map(({ pass }) => pass))]).toEqual(spinnakerPasses.map(({ name }) => name));
  });
});
