/**
 * A synthetic but complete verification for tests: random rasters, the project's own metrics, verdict and attribution of them.
 * Every number of it is made up; only its shape is real.
 */
import type { LoihiOptions } from "../options/loihi.js";
import { analyse, analyseBlocks } from "../analysis/analyse.js";
import type { CurrentMetrics } from "../analysis/metrics.js";
import type { LossEntry } from "../diagnostics/loss-ledger.js";
import { CounterStream } from "../numerics/philox.js";
import type { CoreUtilisation, Utilisation } from "../program/loihi/utilisation.js";
import { rasterHash, SpikeLog, type RecordedPopulation, type Recording } from "../recording/recording.js";
import { summariseAttribution } from "../verdict/attribution.js";
import { decide } from "../verdict/decide.js";
import { seedPlan } from "../verdict/seed-plan.js";
import type { SampleCurrents, Verification, VerifiedRun } from "../verify/verification.js";

export interface FixtureSettings {
  readonly populations?: readonly { readonly name: string; readonly size: number; readonly rate: number }[];
  readonly network?: string;
  readonly file?: string;
  readonly command?: string;
  readonly seeds?: number;
  /** ms */
  readonly duration?: number;
  readonly burnIn?: number;
  readonly dt?: number;
  /** Target's rates over the reference's. */
  readonly shift?: number;
  readonly attribution?: boolean;
  readonly cores?: number;
  readonly note?: string;
}

export const HOSTILE_NAME = "</script><img src=x onerror=\"document.title='hacked'\">";

export function verificationFixture(settings: FixtureSettings = {}): Verification {
  const s = {
    populations: settings.populations ?? [
      { name: "E", size: 400, rate: 11 },
      { name: "I", size: 100, rate: 9.5 },
    ],
    network: settings.network ?? "balanced-sqrtk",
    file: settings.file ?? "examples/balanced-sqrtk.yaml",
    command:
      settings.command ?? "equipoise verify examples/balanced-sqrtk.yaml --target loihi1 --seeds 3 --out out/demo",
    seeds: settings.seeds ?? 3,
    duration: settings.duration ?? 2300,
    burnIn: settings.burnIn ?? 300,
    dt: settings.dt ?? 0.5,
    shift: settings.shift ?? 1.01,
    note: settings.note ?? "",
  };
  let first = 0;
  const populations: RecordedPopulation[] = s.populations.map(({ name, size }) => ({
    name,
    size,
    first: (first += size) - size,
  }));
  const steps = Math.round(s.duration / s.dt);
  const burnInSteps = Math.round(s.burnIn / s.dt);
  const rates = s.populations.map((p) => p.rate);
  const record = (source: string, seed: number, scale: number): Recording => ({
    source,
    network: s.network,
    seed,
    dt: s.dt,
    startStep: 0,
    steps,
    populations,
    counters: {},
    ...spikesOf(
      populations,
      rates.map((r) => r * scale),
      steps,
      s.dt,
      seed * 10 + (scale === 1 ? 0 : 1),
    ),
  });
  const measure = (recording: Recording, seed: number) =>
    analyse(recording, { burnInSteps, correlationSample: 100, currents: currentMetricsOf(populations, seed) });
  const recordings = Array.from({ length: s.seeds }, (_, k) => ({
    reference: record("reference", k + 1, 1),
    target: record("emulator:loihi1", k + 1, s.shift),
  }));
  const runs: VerifiedRun[] = recordings.map(({ reference, target }, k) => ({
    seed: k + 1,
    digest: rasterHash(target),
    referenceHash: rasterHash(reference),
    targetHash: rasterHash(target),
    reference: measure(reference, k),
    target: measure(target, k + 0.5),
    ...(s.seeds === 1
      ? {
          referenceBlocks: analyseBlocks(reference, { burnInSteps, correlationSample: 50 }, 3),
          targetBlocks: analyseBlocks(target, { burnInSteps, correlationSample: 50 }, 3),
        }
      : {}),
    counters: { "v-clipped": 12 * k, "u-wrapped": 0, "spikes-dropped": 0 },
  }));
  const references = runs.map((run) => run.reference);
  const causes = ["weights", "decays", "threshold and bias", "state rounding", "saturation", "delays", "time step"];
  const attribution =
    settings.attribution === false
      ? null
      : summariseAttribution([
          {
            name: "everything",
            everything: true,
            variantMetricsPerSeed: runs.map((run) => run.target),
            referenceMetricsPerSeed: references,
          },
          ...causes.map((name, c) => ({
            name,
            variantMetricsPerSeed: runs.map((run, k) =>
              c % 2 === 0 ? run.target : references[(k + 1) % references.length],
            ),
            referenceMetricsPerSeed: references,
          })),
        ]);
  const options: LoihiOptions = {
    family: "loihi",
    board: "nahuku-32",
    profile: "lava",
    rounding: "balance",
    weightBits: 8,
    signMode: "separate",
    weightExponent: "projection",
    compensateDecay: true,
    fitTimestep: 0,
    scale: null,
    synapticLatency: "exact",
    poisson: "inject",
    conductance: "lower",
    oversize: false,
    expectedRates: Object.fromEntries(s.populations.map((p) => [p.name, p.rate])),
  };
  const utilisation = utilisationFixture(settings.cores ?? 60);
  return {
    version: "equipoise 0.0.0-fixture",
    command: s.command,
    network: {
      name: s.network,
      file: s.file,
      dt: s.dt,
      duration: s.duration,
      burnIn: s.burnIn,
      synapses: 4_000_000,
      populations: s.populations.map(({ name, size }) => ({ name, size, model: "iaf_psc_exp" })),
      projections: s.populations.map(({ name }) => ({
        name: `${name}→${s.populations[0].name}`,
        synapses: 160_000,
        indegree: 400,
      })),
    },
    target: {
      id: "loihi1",
      title: "Loihi",
      board: "nahuku-32",
      profile: "lava",
      oversize: false,
      chipsUsed: utilisation.chips.length,
      coresUsed: utilisation.cores.length,
      coresPerChip: 128,
    },
    options,
    seedPlan: seedPlan(s.seeds, s.seeds),
    verdict: decide({ runs }),
    runs,
    prediction: {
      summary: `rates move from ${rates[0]} to ${(rates[0] * s.shift).toFixed(2)} Hz (${s.populations[0].name})${s.note}`,
      conditionNumber: 48.2,
      balancedStateFloat: true,
      balancedStateQuantized: true,
      caveats: [`${s.populations[0].name}: the membrane fluctuates by more than the distance to threshold`],
      rates: s.populations.map(({ name, rate }, k) => ({
        population: name,
        float: rate * 1.03,
        quantized: rate * 1.03 * s.shift,
        measuredReference: references[0].populations[k].rate,
        measuredTarget: runs[0].target.populations[k].rate,
      })),
    },
    attribution,
    ledger: ledgerFixture(populations, s.note),
    diagnostics: [
      {
        code: "time-rounded",
        severity: "warning",
        message: `population ${s.populations[0].name}: the membrane decay of 20.43 is held as 20 of 4096${s.note}`,
        place: { object: `population ${s.populations[0].name}` },
        hint: "use --fit-timestep 0.03",
      },
      {
        code: "resource-use",
        severity: "note",
        message: "some cores are nearly full",
        limit: { what: "input axons", used: 4000, max: 4096 },
      },
    ],
    detail: {
      reference: recordings[0].reference,
      target: recordings[0].target,
      currents: currentsFixture(populations, steps - burnInSteps, burnInSteps, s.dt),
      utilisation,
    },
  };
}

/** Poisson trains whose common rate wanders a little, ordered by (step, neuron). */
function spikesOf(
  populations: readonly RecordedPopulation[],
  rates: readonly number[],
  steps: number,
  dt: number,
  seed: number,
): Pick<Recording, "spikeSteps" | "spikeIds"> {
  const random = new CounterStream(seed, 33);
  const log = new SpikeLog();
  let common = 0;
  for (let step = 0; step < steps; step++) {
    common += (-common * dt) / 20 + 0.15 * Math.sqrt(dt / 10) * random.normal();
    populations.forEach(({ first, size }, k) => {
      const p = Math.min(0.5, (Math.max(0, rates[k] * (1 + common)) * dt) / 1000);
      if (p <= 0) return;
      // Gaps between the neurons that fire are geometric: one draw a spike, not one a neuron.
      for (
        let id = Math.floor(Math.log(random.uniform()) / Math.log(1 - p));
        id < size;
        id += 1 + Math.floor(Math.log(random.uniform()) / Math.log(1 - p))
      )
        log.push(step, first + id);
    });
  }
  return { spikeSteps: log.steps(), spikeIds: log.ids() };
}

function currentMetricsOf(populations: readonly RecordedPopulation[], seed: number): Record<string, CurrentMetrics> {
  const random = new CounterStream(Math.round(10 * seed) + 1, 34);
  const about = (x: number) => x * (1 + 0.004 * random.normal());
  return Object.fromEntries(
    populations.map((p) => [
      p.name,
      {
        unit: "pA",
        neurons: Uint32Array.of(p.first),
        excitatory: about(620),
        inhibitory: about(-560),
        residual: about(0.097),
        net: about(60),
        fluctuation: about(82),
        lag: about(1.9),
        lagPeak: about(0.61),
        driveOverThreshold: about(2.4),
        residuals: Float64Array.of(about(0.097)),
      },
    ]),
  );
}

function currentsFixture(
  populations: readonly RecordedPopulation[],
  steps: number,
  fromStep: number,
  dt: number,
): SampleCurrents[] {
  return populations.flatMap((p) =>
    [0, 1, 2]
      .filter((k) => k < p.size)
      .map((k) => {
        const random = new CounterStream(p.first + k, 35);
        const [referenceE, referenceI, targetE, targetI] = Array.from({ length: 4 }, () => new Float32Array(steps));
        let [slow, mine] = [0, 0];
        for (let n = 0; n < steps; n++) {
          slow += (-slow * dt) / 8 + 30 * Math.sqrt(dt) * random.normal();
          mine += (-mine * dt) / 5 + 20 * Math.sqrt(dt) * random.normal();
          referenceE[n] = Math.max(0, 620 + slow);
          referenceI[n] = Math.min(0, -560 - slow + mine);
          targetE[n] = referenceE[n] * 1.004;
          targetI[n] = referenceI[n] * 0.992 + 3;
        }
        return {
          neuron: p.first + k,
          population: p.name,
          unit: "pA",
          fromStep,
          referenceE,
          referenceI,
          targetE,
          targetI,
        };
      }),
  );
}

function ledgerFixture(populations: readonly RecordedPopulation[], note: string): LossEntry[] {
  return [
    {
      kind: "weight-rounded",
      where: `projection ${populations[0].name}→${populations[populations.length - 1].name}`,
      count: 160_000,
      of: 160_000,
      worst: 0.0042,
      unit: "mV",
      meanInputChange: 0.00003,
      note: `error diffusion keeps the sums${note}`,
    },
    {
      kind: "decay-rounded",
      where: `population ${populations[0].name}`,
      count: 1,
      of: 1,
      worst: 0.43,
      unit: "of 4096",
      meanInputChange: -0.0021,
      note: "compensated in the weights",
    },
    {
      kind: "delay-rounded",
      where: `projection ${populations[0].name}→${populations[0].name}`,
      count: 12,
      of: 160_000,
      worst: 0.25,
      unit: "ms",
      meanInputChange: NaN,
      note: "",
    },
  ];
}

export function utilisationFixture(count: number, perChip = 128): Utilisation {
  const resources: readonly (readonly [string, number | null])[] = [
    ["compartments", 1024],
    ["input axons", 4096],
    ["output axons", 4096],
    ["synapse memory bits", 1_048_576],
    ["threshold profiles", null],
  ];
  const cores = Array.from({ length: count }, (_, index): CoreUtilisation => {
    const core = index % perChip;
    const uses = resources.map(([resource, max], r) => ({
      resource,
      max,
      used: Math.round(
        (max ?? 10) *
          (r === 1 ? 0.7 + (0.29 * ((index * 37) % 100)) / 100 : 0.1 + (0.5 * ((index * (r + 13)) % 50)) / 50),
      ),
    }));
    return {
      index,
      chip: Math.floor(index / perChip),
      core,
      x: core % 16,
      y: Math.floor(core / 16),
      synapses: 60_000,
      uses,
    };
  });
  const chips = [...new Set(cores.map((c) => c.chip))].map((chip) => ({
    chip,
    uses: [{ resource: "cores", used: cores.filter((c) => c.chip === chip).length, max: perChip }],
  }));
  return { cores, chips, axons: { all: 20 * count, interChip: 7 * count, fromInputPorts: 0 } };
}
