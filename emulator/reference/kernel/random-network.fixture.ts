/** Random networks for tests that hold one kernel to another: everything that a projection, a population or a source can be. */
import { CounterStream } from "../../../src/numerics/philox.js";
import type { InjectedSpike } from "../../../src/program/execution-target.js";
import { handBuiltNetwork, type Edge } from "../hand-built-network.fixture.js";

const MODELS = ["iaf_psc_exp", "iaf_psc_delta", "iaf_cond_exp"] as const;
const NAMES = ["A", "B", "C"];
/** What moves a neuron well, pA, mV, nS. */
const UNIT = { iaf_psc_exp: 600, iaf_psc_delta: 4, iaf_cond_exp: 15 };

/** One of the items, and whether chance says so. */
function chance(draw: CounterStream) {
  return {
    among: <T>(items: readonly T[]) => items[draw.below(items.length)],
    once: (p: number) => draw.uniform() < p,
  };
}

export function randomNetwork(seed: number) {
  const draw = new CounterStream(seed, 1);
  const { among, once } = chance(draw);
  const populations = NAMES.slice(0, 1 + draw.below(3)).map((name) => {
    const size = among([1, 2, 7, 16, 33, 65]);
    const model = among(MODELS);
    const spread = (mean: number, width: number) =>
      once(0.5) ? mean : Float64Array.from({ length: size }, () => mean + width * draw.uniform());
    const parameters = {
      I_e: spread(150, 200),
      tau_m: spread(15, 10),
      V_th: spread(-52, 4),
      V_reset: spread(-68, 3),
      t_ref: spread(0.5, 2),
    };
    return {
      name,
      size,
      model,
      parameters,
      initialV: Float64Array.from({ length: size }, () => -70 + 25 * draw.uniform()),
    };
  });
  const size = populations.reduce((sum, population) => sum + population.size, 0);
  const sources = populations.flatMap((population) => [
    { name: `poisson ${population.name}`, poisson: { size: population.size, rate: among([0, 800, 5000, 5000]) } },
    { name: `times ${population.name}`, spikeSteps: [[3, 20, 20, 41], [draw.below(60)]] },
  ]);
  const edgesBetween = (pre: number, post: number, unit: number): Edge[] => {
    const sign = among([1, 1, -1.3]);
    const [mixed, oneWeight, oneDelay] = [once(0.15), once(0.5), once(0.6)];
    const [weight, delay, most] = [
      draw.uniform() * (once(0.5) ? 1 : 0.25),
      1 + draw.below(9),
      among([5, 5, 40, 40, 300]),
    ];
    return Array.from({ length: Math.ceil(pre * post * among([0.1, 0.5, 1.2])) }, () => ({
      pre: draw.below(pre),
      post: draw.below(post),
      weight: unit * sign * (oneWeight ? weight : (draw.uniform() - (mixed ? 0.5 : 0)) / 2),
      delay: oneDelay ? delay : 1 + draw.below(most),
    }));
  };
  const projections = populations.flatMap((post) => [
    ...populations
      .filter(() => once(0.8))
      .map((pre) => ({
        pre: pre.name,
        post: post.name,
        edges: edgesBetween(pre.size, post.size, UNIT[post.model] / Math.sqrt(post.size)),
      })),
    {
      pre: `poisson ${post.name}`,
      post: post.name,
      edges: once(0.7)
        ? Array.from({ length: post.size }, (_, i) => ({ pre: i, post: i, weight: UNIT[post.model] * 0.3, delay: 4 }))
        : edgesBetween(post.size, post.size, UNIT[post.model] * 0.1),
    },
    { pre: `times ${post.name}`, post: post.name, edges: edgesBetween(2, post.size, UNIT[post.model]) },
  ]);
  if (once(0.5)) projections.sort((a, b) => (a.pre + a.post < b.pre + b.post ? -1 : 1));
  const network = handBuiltNetwork({
    dt: among([0.1, 0.5]),
    seed,
    populations,
    sources,
    projections,
    currents: [{ name: "step", post: 0, steps: Uint32Array.of(15, 44), amplitude: [90, -40] }],
  });
  const injected: InjectedSpike[] = Array.from({ length: draw.below(30) }, () => ({
    step: draw.below(100),
    id: draw.below(size + network.sourceSize),
    count: draw.below(4),
  }));
  return { network, injected };
}

/**
 * A random network whose projections are in the order in which deliveries can be deferred: by presynaptic id, sources last; weights and
 * delays of their own, or one of each.
 */
export function orderedNetwork(seed: number) {
  const { network, injected } = randomNetwork(seed);
  const draw = new CounterStream(seed, 3);
  const { once } = chance(draw);
  const projections = network.projections
    .toSorted((a, b) => a.preFirst - b.preFirst)
    .map((projection, index) => ({ ...projection, index }));
  // As many spikes in one step as no list holds.
  const volley = once(0.3)
    ? Array.from({ length: network.size }, (_, id): InjectedSpike => ({ step: draw.below(3), id, count: 1 }))
    : [];
  return { network: { ...network, projections }, injected: [...injected, ...volley] };
}

/** A population whose arrivals are more than 16 bits tell apart, sparsely connected, all of whose neurons are given a spike in one step. */
export function wideNetwork(seed: number) {
  const draw = new CounterStream(seed, 4);
  const populations = (["iaf_psc_exp", "iaf_psc_delta"] as const).map((model, k) => ({
    name: NAMES[k],
    size: k === 0 ? 40_000 : 20,
    model,
    parameters: { I_e: 380 },
    initialV: Float64Array.from({ length: k === 0 ? 40_000 : 20 }, () => -70 + 20 * draw.uniform()),
  }));
  const [large, small] = populations;
  const edges = (pre: number, post: number, n: number, unit: number): Edge[] =>
    Array.from({ length: n }, () => {
      const weight = unit * (draw.uniform() - 0.3);
      return { pre: draw.below(pre), post: draw.below(post), weight, delay: 1 + draw.below(12) };
    });
  const network = handBuiltNetwork({
    dt: 0.5,
    seed,
    populations,
    sources: [{ name: "poisson", poisson: { size: large.size, rate: 900 } }],
    projections: [
      { pre: "A", post: "A", edges: edges(large.size, large.size, 150_000, 80) },
      { pre: "A", post: "B", edges: edges(large.size, small.size, 20_000, 1) },
      { pre: "B", post: "A", edges: edges(small.size, large.size, 20_000, 80) },
      {
        pre: "poisson",
        post: "A",
        edges: Array.from({ length: large.size }, (_, i) => ({ pre: i, post: i, weight: 80.1, delay: 4 })),
      },
    ],
  });
  const injected = Array.from({ length: large.size }, (_, id): InjectedSpike => ({ step: 3, id, count: 1 + (id % 2) }));
  for (let k = 0; k < 50; k++)
    injected.push({ step: 3, id: large.size + small.size + draw.below(large.size), count: 2 });
  return { network, injected };
}

/** Two populations, densely connected by synapses of one weight and one delay, many of whose neurons fire in the same step. */
export function denseNetwork(seed: number) {
  const draw = new CounterStream(seed, 2);
  const { among, once } = chance(draw);
  const model = among(["iaf_psc_exp", "iaf_psc_delta"] as const);
  const unit = model === "iaf_psc_exp" ? 20 : 0.2;
  const delay = 1 + draw.below(4);
  const populations = ["E", "I"].map((name) => {
    const size = among([17, 40, 133]);
    // All at the threshold: a volley in the first step, more than a byte counts.
    const spread = among([0, 10]);
    const initialV = Float64Array.from({ length: size }, () => -50.01 - spread * draw.uniform());
    // Private input for all neurons, or for the first of them only.
    const driven = among([size, size, Math.ceil(size / 2), 1]);
    return { name, size, model, parameters: { I_e: 900, t_ref: 0.5 }, initialV, driven };
  });
  const [ofE, ofI, density] = [unit * draw.uniform(), -2 * unit * draw.uniform(), among([0.3, 1, 4])];
  const projections = populations.flatMap((post) => [
    ...populations.map((pre, k) => ({
      pre: pre.name,
      post: post.name,
      edges: Array.from({ length: Math.ceil(density * pre.size * post.size) }, (): Edge => {
        return { pre: draw.below(pre.size), post: draw.below(post.size), weight: k === 0 ? ofE : ofI, delay };
      }),
    })),
    {
      pre: `poisson ${post.name}`,
      post: post.name,
      edges: Array.from({ length: post.driven }, (_, i) => ({ pre: i, post: i, weight: unit, delay })),
    },
  ]);
  const network = handBuiltNetwork({
    dt: 0.5,
    seed,
    populations,
    sources: populations.map(({ name, driven }) => ({
      name: `poisson ${name}`,
      poisson: { size: driven, rate: 4000 },
    })),
    projections,
  });
  const injected: InjectedSpike[] = once(0.5) ? [{ step: draw.below(40), id: draw.below(network.size), count: 2 }] : [];
  return { network, injected };
}
