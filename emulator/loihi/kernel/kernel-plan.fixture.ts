/** Random plans of a kernel, and the same random spikes for any kernel of a plan. */
import { CounterStream } from "../../../src/numerics/philox.js";
import { SourcePlayer } from "../../../src/network/source-player.js";
import { createArena } from "../../common/arena.js";
import type { Kernel, KernelFactory } from "./kernel.js";
import type { KernelPlan } from "./kernel-plan.js";
import { planPort, type PortPlan } from "./port-plan.js";
import { SynapseBlock, type SynapseList } from "./synapse-block.js";
import { buildSynapseRows } from "./synapse-rows.js";

export interface WantedPlan {
  readonly seed: number;
  readonly n: number;
  /** Synapses of a neuron. */
  readonly fanOut: number;
  /** Neurons below this have synapses; all, unless told. */
  readonly sourcesBelow?: number;
  /** Synapses of neurons go to compartments below this: they repeat where it is small. */
  readonly targetsBelow?: number;
  readonly weights: "constant" | "few" | "one sign" | "general";
  readonly delays: readonly number[];
  readonly staged: boolean;
  readonly uOverflow: KernelPlan["arithmetic"]["uOverflow"];
  readonly accumulatorBits: number;
  /** Shift of the weights. */
  readonly shift: number;
}

/** Sources of the port with one synapse each, of the port with several, and of the port that is played from a list. */
const ALIGNED = 37;
const SHARED = 5;
const PLAYED = 6;
const MANTISSA_BITS = 8;
/** Mantissas of all synapses; each source has one of them, or one sign, or draws from all. */
const MANTISSAS: Readonly<Record<WantedPlan["weights"], readonly number[]>> = {
  constant: [3, -12],
  few: [6, 12, -9],
  "one sign": Array.from({ length: 80 }, (_, k) => 3 * k + 3),
  general: Array.from({ length: 60 }, (_, k) => 6 * k - 183),
};

export interface PlanWithPorts {
  readonly plan: KernelPlan;
  /** Those that are drawn, then one that is played by the test. */
  readonly ports: readonly PortPlan[];
  readonly player: SourcePlayer;
}

export function randomPlan(wanted: WantedPlan): PlanWithPorts {
  const {
    seed,
    n,
    fanOut,
    targetsBelow = n,
    sourcesBelow = n,
    weights,
    delays,
    staged,
    uOverflow,
    accumulatorBits,
    shift,
  } = wanted;
  const draw = new CounterStream(seed, 7);
  const groups = [
    { shiftLeft: shift, shiftRight: 0 },
    { shiftLeft: 0, shiftRight: 3 },
  ];
  const aligned = Math.min(ALIGNED, n);
  const firstOfPort = [n, n + aligned, n + aligned + SHARED];
  const sources = n + aligned + SHARED + PLAYED;
  const lists: { source: number; arrays: SynapseList; length: number }[] = [];
  const choices = MANTISSAS[weights];
  const list = (source: number, length: number, targetOf: (k: number) => number, mantissaOf: (k: number) => number) => {
    const each = <T>(make: (k: number) => T) => Array.from({ length }, (_, k) => make(k));
    lists.push({
      source,
      length,
      arrays: {
        compartment: Uint32Array.from(each(targetOf)),
        mantissa: Int16Array.from(each(mantissaOf)),
        group: Uint16Array.from(each(() => (staged && draw.below(3) === 0 ? 1 : 0))),
        delay: Uint8Array.from(each(() => delays[draw.below(delays.length)])),
      },
    });
  };
  for (let s = 0; s < sourcesBelow; s++) {
    const mantissa = choices[s % choices.length];
    const sign = weights === "one sign" && s % 2 === 1 ? -1 : 1;
    list(
      s,
      fanOut,
      () => draw.below(targetsBelow),
      () => (weights === "constant" ? mantissa : sign * choices[draw.below(choices.length)]),
    );
  }
  for (let s = 0; s < SHARED + PLAYED; s++)
    list(
      firstOfPort[1] + s,
      4,
      () => draw.below(n),
      () => choices[draw.below(choices.length)],
    );
  for (let s = 0; s < aligned; s++)
    lists.push({
      source: n + s,
      length: 1,
      arrays: {
        compartment: Uint32Array.of(n - aligned + s),
        mantissa: Int16Array.of(6),
        group: Uint16Array.of(0),
        delay: Uint8Array.of(delays[0]),
      },
    });
  const gathered = new SynapseBlock(groups.length, MANTISSA_BITS);
  const here = Int32Array.from({ length: n }, (_, i) => i);
  const most = lists.reduce((sum, { length }) => sum + length, 0);
  const rows = buildSynapseRows({ sources, targets: n, groups, mantissaBits: MANTISSA_BITS, most }, (append) => {
    for (const { source, arrays, length } of lists) gathered.add(source, arrays, length, here);
    gathered.takeRows(0, sources, append);
  });
  const port = (first: number, size: number, index: number) => planPort({ first, size } as never, index, rows);
  const ports = [port(firstOfPort[0], aligned, 0), port(firstOfPort[1], SHARED, 1), port(firstOfPort[2], PLAYED, 2)];
  const none = new Uint32Array(0);
  const player = new SourcePlayer({
    seed,
    dt: 1,
    sources: [1700, 40_000].map((rate, p) => ({
      ...{ first: ports[p].first, size: [aligned, SHARED][p], kind: "poisson", rate, stream: 11 + p },
      ...{ startStep: 2, stopStep: 50, spikeSteps: none, spikeIds: none },
    })),
  });
  const drawn = [0, 1].map((p) => ({ port: ports[p], draw: player.uniformDraw(p)! }));
  return {
    ports,
    player,
    plan: {
      n,
      populations: 2,
      arithmetic: { uOverflow, uBits: 24, vBits: 24, accumulatorBits, inputShift: staged ? 6 : 0, decayBits: 12 },
      rows,
      neuronIds: n,
      drawn,
      block: 1 + Math.min(...delays),
      maxDelay: Math.max(...delays),
      noise: { u: false, v: false },
    },
  };
}

/** A kernel with random neurons; the same for the same seed. */
export function kernelOf(factory: KernelFactory, plan: KernelPlan, seed: number): Kernel {
  const kernel = factory.create(plan, createArena(factory.arrays(plan), factory.allocate));
  const draw = new CounterStream(seed, 8);
  const { state } = kernel;
  for (let i = 0; i < plan.n; i++) {
    state.uFactor[i] = i % 3 === 0 ? 0 : draw.below(4096);
    state.vFactor[i] = 4096 - draw.below(400);
    state.bias[i] = draw.below(4000) - 2000;
    state.threshold[i] = 500 + draw.below(100_000);
    state.vmin[i] = i % 5 === 0 ? -3000 : -(2 ** 23) + 1;
    state.vmax[i] = i % 7 === 0 ? 90_000 : 2 ** 23 - 1;
    state.refractoryPeriod[i] = i % 4;
    state.population[i] = i % 2;
    state.v[i] = draw.below(1000) - 500;
    state.u[i] = i % 11 === 0 ? 2 ** 23 - 1 : 0;
  }
  return kernel;
}

/** Runs blocks of random spikes; what was seen of the kernel after each. */
export function runRandomly(
  kernel: Kernel,
  { plan, ports, player }: PlanWithPorts,
  blocks: number,
  seed: number,
): unknown[] {
  const draw = new CounterStream(seed, 9);
  const { state } = kernel;
  const seen: unknown[] = [];
  const counts = new Uint16Array(64);
  const ids = new Uint32Array(plan.n);
  let events = 0;
  let step = 0;
  const countsOf = (size: number, most: number) => {
    for (let i = 0; i < size; i++) counts[i] = draw.below(2) * draw.below(most);
    return counts;
  };
  for (let b = 0; b < blocks; b++) {
    kernel.update(step, plan.block);
    const fired: Uint32Array[] = [];
    for (let k = 0; k < plan.block; k++) fired.push(state.fired.slice(k * plan.n, k * plan.n + state.firedCount[k]));
    for (let k = 0; k < plan.block; k++, step++) {
      // Any neurons may be the other slices'; sometimes all of them spike at once.
      const chance = [0, 3, 40, 100][draw.below(4)];
      let spiking = 0;
      for (let i = 0; i < plan.n; i++)
        if (chance === 100 || (chance > 0 && draw.below(100) < chance)) ids[spiking++] = i;
      events += kernel.deliver(step, ids, 0, spiking);
      events += kernel.deliverOne(step, draw.below(plan.n), draw.below(1000) - 500);
      for (const port of ports.slice(0, 2)) {
        const drawn = kernel.deliverDrawn?.(step, port) ?? null;
        if (drawn !== null) events += drawn;
        else if (player.counts(step, port.port, port.from, port.to, counts))
          events += kernel.deliverCounts(step, port, counts);
      }
      events += kernel.deliverCounts(step, ports[2], countsOf(PLAYED, 90));
      kernel.flush(step);
    }
    const pending = new Int32Array((plan.maxDelay + 1) * plan.n);
    kernel.readPending(step, pending);
    if (b % 3 === 2) kernel.writePending(step, pending);
    const { u, v, refractory, counters, lossCounts, lossAmounts, lossPeaks } = state;
    seen.push({ events, fired, pending, u: u.slice(), v: v.slice(), refractory: refractory.slice() });
    seen.push([counters, lossCounts, lossAmounts, lossPeaks].map((array) => array.slice()));
  }
  return seen;
}
