/** Each pass has an independent checker, and compile() heeds it: a stage that is changed between a pass and its checker is refused by name. */
import { describe, expect, it } from "vitest";
import { parseDescription } from "../../../src/description/load-description.js";
import { EquipoiseError } from "../../../src/diagnostics/diagnostic.js";
import { ExitCode } from "../../../src/diagnostics/exit-codes.js";
import { drawNetwork } from "../../../src/network/draw-network.js";
import type { LoihiProgram } from "../../../src/program/loihi/program.js";
import { LOIHI1 } from "../../../src/targets/loihi/loihi1.js";
import type { Writable } from "../../common/writable.fixture.js";
import { compile, passes } from "../compile.js";
import type { Lowered, Partitioned, Placed, Quantized, Routed, Scaled } from "../stages.js";

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
/** With cores so small that there are several. */
const target = {
  ...LOIHI1,
  limits: { ...LOIHI1.limits, compartmentsPerCore: { value: 25, source: "test" } },
};

interface Stages {
  lower: Lowered;
  scale: Scaled;
  quantize: Quantized;
  partition: Partitioned;
  place: Placed;
  route: Routed;
  pack: LoihiProgram;
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
  corrupted("lower", "a bias that is no number", /neurons\.bias\[3\] is NaN/, ({ neurons }) => {
    neurons.bias[3] = NaN;
  }),
  corrupted("lower", "a propagator half a per mille off", /P21 of population I/, ({ neurons }) => {
    neurons.unitWeight[60] *= 1.0005;
  }),
  corrupted("lower", "a lost projection", /synapses left of/, ({ projections }) => {
    projections.pop();
  }),
  corrupted("scale", "a threshold one step off", /threshold of neuron 7 is/, ({ thresholdMantissa }) => {
    thresholdMantissa[7]++;
  }),
  corrupted("scale", "a decay one step off", /u factor of neuron 7 is/, ({ du }) => {
    du[7]++;
  }),
  corrupted("scale", "an exponent that no register holds", /exponent 40 of group/, ({ groups }) => {
    groups[0].weightExponent = 40;
  }),
  corrupted("scale", "a projection without a group", /a projection has no synapse group/, (stage) => {
    stage.groups = stage.groups.filter(({ projection }) => projection !== 0);
  }),
  corrupted("quantize", "a weight one step off in a row that keeps its sum", /sum to|keeps low bits/, (stage) => {
    // Two steps: by one the sum may come nearer to the ideal.
    (stage.projections[0].mantissa as Int16Array)[0] -= 2;
  }),
  corrupted("quantize", "a delay that changed", /delay field 9 for 2 steps/, ({ projections }) => {
    projections[0].delay = 9;
  }),
  corrupted("quantize", "a synapse in the group of another projection", /is in group/, ({ projections, scaled }) => {
    projections[0].group = scaled.groups.findIndex(({ projection }) => projection !== 0);
  }),
  corrupted("quantize", "a bias that no register holds", /bias register of neuron 2/, ({ biasExponent }) => {
    biasExponent[2] = 100;
  }),
  corrupted("partition", "a lost core", /is in no core|is not where/, ({ cores }) => {
    cores.pop();
  }),
  corrupted("partition", "a neuron with the registers of another", /lost its registers/, ({ cores }) => {
    cores[0].thresholds[cores[0].thresholdOf[0]]++;
  }),
  corrupted("partition", "a count of axons one too low", /input axons is/, ({ cores }) => {
    cores[1].use["input axons"].used--;
  }),
  corrupted("place", "two cores on one seat", /two cores share a seat/, ({ core }) => {
    core.fill(0);
  }),
  corrupted("place", "a core beyond the last seat of a chip", /sits on seat 200/, ({ core }) => {
    core[0] = 200;
  }),
  corrupted("place", "a core on a chip that the board does not have", /sits on chip 60000 of/, ({ chip }) => {
    chip[0] = 60_000;
  }),
  corrupted("route", "a spike on the axon of another source", /on the axon of another source/, ({ outAxon }) => {
    outAxon[0]++;
  }),
  corrupted("route", "a route to a core that is not there", /which does not exist/, ({ outCore }) => {
    outCore[0] = 99;
  }),
  corrupted("route", "a lost route", /has no route there|wrong size/, ({ outStart }) => {
    // The first source keeps none of its routes.
    outStart[0] = outStart[1];
  }),
  corrupted("pack", "a flipped weight bit", /synapses of neuron \d+ changed/, ({ cores }) => {
    cores[0].synapseMemory[1] ^= 0x10;
  }),
  corrupted(
    "pack",
    "the list of another axon",
    /synapses of neuron \d+ changed/,
    ({ cores: [{ axonStart, axonEnd }] }) => {
      const other = axonStart.findIndex((word) => word !== axonStart[0]);
      axonStart[0] = axonStart[other];
      axonEnd[0] = axonEnd[other];
    },
  ),
  corrupted(
    "pack",
    "a list that is cut off",
    /synapses of neuron \d+ changed/,
    ({ cores: [{ axonStart, axonEnd }] }) => {
      axonEnd[0] = axonStart[0];
    },
  ),
  corrupted(
    "pack",
    "a route that changed places with another",
    /a route changed/,
    ({ cores: [{ outCore, outAxon }] }) => {
      // Each axon still has one source.
      const other = outAxon.findIndex((axon, k) => axon !== outAxon[0] && outCore[k] === outCore[0]);
      [outAxon[0], outAxon[other]] = [outAxon[other], outAxon[0]];
    },
  ),
  corrupted("pack", "a changed register", /the registers of neuron \d+ changed/, ({ cores }) => {
    cores[1].v0[0]++;
  }),
  corrupted("pack", "two routes to one axon", /has two sources|which does not exist/, ({ cores }) => {
    cores[0].outAxon.fill(0);
    cores[1].outAxon.fill(0);
    cores[2].outAxon.fill(0);
    cores[3].outAxon.fill(0);
  }),
];

describe("the checkers of compile()", () => {
  it("let the unchanged stages pass, on four cores", () => {
    expect(compile(network, target).program.cores.length).toBe(4);
  });

  it.each(corruptions)("$pass: refuse $what", ({ pass, says, corrupt }) => {
    const run = () =>
      compile(network, target, {}, { afterPass: (name, stage) => name === pass && corrupt(stage as never) });
    let thrown: unknown;
    try {
      run();
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(EquipoiseError);
    const { exitCode, diagnostics } = thrown as EquipoiseError;
    expect(exitCode).toBe(ExitCode.internal);
    expect(diagnostics[0].message).toMatch(new RegExp(`: ${pass}: .*(${says.source})`));
  });

  it("are all seen to refuse", () => {
    expect([...new Set(corruptions.map(({ pass }) => pass))]).toEqual(passes.map(({ name }) => name));
  });
});
