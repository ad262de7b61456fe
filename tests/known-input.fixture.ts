/** Random networks that only known spike times drive: every state that they can reach is known before a run. */
import { CounterStream } from "../src/numerics/philox.js";
import type {
  NetworkDescription,
  PopulationDescription,
  ProjectionDescription,
  SpikeSourceDescription,
  Spread,
} from "../src/description/types.js";
import type { BuiltInModel } from "../src/models/registry.js";
import { constant, networkOf, population, projection } from "../src/network/network.fixture.js";

export interface KnownNetworkShape {
  readonly seed: number;
  readonly model: BuiltInModel;
  readonly dt: 0.1 | 0.5 | 1;
  /** ms */
  readonly duration: number;
  /** Log10 range of weights: how far one volley goes beyond the threshold. */
  readonly strength: number;
}

/** Of the unit weight that moves V by about 1 mV. */
const UNIT: Readonly<Record<BuiltInModel, number>> = { iaf_psc_delta: 1, iaf_psc_exp: 100, iaf_cond_exp: 1 };

/** Two sources of 30 trains each with bursts, volleys and repeated times, onto 5 neurons: one excitatory, one of either sign. */
export function knownNetwork({ seed, model, dt, duration, strength }: KnownNetworkShape): NetworkDescription {
  const stream = new CounterStream(seed, 77);
  const random = () => stream.uniform();
  const between = (low: number, high: number) => low + (high - low) * random();
  const unit = UNIT[model] * 10 ** (random() * strength);
  const trains = (): number[][] => {
    const volleys = Array.from({ length: 4 }, () => Math.floor(between(0, duration)));
    const burst = between(0, duration - 15);
    return Array.from({ length: 30 }, () => [
      ...volleys.filter(() => random() < 0.8),
      ...Array.from({ length: 6 }, () => burst + between(0, 10)),
      ...(random() < 0.1 ? [volleys[0], volleys[0]] : []),
    ]);
  };
  const source = (name: string): SpikeSourceDescription => ({
    name,
    size: 30,
    kind: "spike_times",
    start: 0,
    stop: Infinity,
    times: trains(),
  });
  const delay = (): Spread => (random() < 0.5 ? constant(2) : { kind: "uniform", low: 1, high: 4 });
  const weight = (mean: number): Spread =>
    random() < 0.5 ? constant(mean) : { kind: "normal", mean, sd: Math.abs(mean) / 3 };
  const connect = (): ProjectionDescription["connect"] =>
    random() < 0.5 ? { rule: "all_to_all" } : { rule: "fixed_indegree", indegree: 20 };
  const cells: PopulationDescription = {
    ...population(
      "P",
      5,
      {
        E_L: constant(-65),
        V_reset: constant(-65),
        V_th: constant(-50),
        tau_m: constant(between(2, 40)),
        tau_syn_ex: constant(5),
        tau_syn_in: constant(model === "iaf_cond_exp" || random() < 0.5 ? 10 : 5),
      },
      { kind: "uniform", low: -70, high: -52 },
    ),
    model,
  };
  return networkOf({
    seed,
    timestep: dt,
    duration,
    burnIn: 0,
    populations: [cells],
    sources: [source("e"), source("x")],
    projections: [
      projection("e", "P", connect(), { weight: weight(unit), delay: delay() }),
      projection("x", "P", connect(), {
        weight: weight(random() < 0.7 ? -unit * between(0.3, 4) : unit),
        delay: delay(),
        sign: random() < 0.5 ? "keep" : "clip",
      }),
    ],
  });
}
