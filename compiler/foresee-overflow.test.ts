/** What the compiler says before a run about what registers cannot hold, and what it leaves unsaid. */
import { describe, expect, it } from "vitest";
import { parseDescription } from "../src/description/load-description.js";
import { drawNetwork } from "../src/network/draw-network.js";
import { LOIHI1 } from "../src/targets/loihi/loihi1.js";
import { SPINNAKER1 } from "../src/targets/spinnaker/spinnaker1.js";
import { compile } from "./loihi/compile.js";
import { compileSpinnaker } from "./spinnaker/compile.js";
import { lostOfOnePsc, lostOfOnePsp } from "./spinnaker/weights/decay-losses.js";

const CELL =
  "model: iaf_psc_exp, C_m: 250 pF, tau_m: 20 ms, tau_syn: 5 ms, E_L: 0 mV, V_reset: 0 mV, V_th: 15 mV, t_ref: 2 ms";

function drawn(populations: string, rest: string, dt = 1) {
  return drawNetwork(
    parseDescription(
      `name: n\nseed: 1\ntimestep: ${dt} ms\nduration: 200 ms\npopulations:\n${populations}\n${rest}`,
      "n.yaml",
      () => new Uint8Array(0),
    ).description,
  );
}

const find = (list: readonly { code: string; message: string }[], code: string) =>
  list.filter((d) => d.code === code).map((d) => d.message);

describe("a weight that no register holds", () => {
  it("of 10 µA on 80 MΩ asks S16.15 for 12.2 times what it holds: said at compile time, and entered", () => {
    const network = drawn(
      `  A: { size: 4, neuron: { ${CELL} } }`,
      "stimuli:\n  n: { type: poisson, target: A, rate: 20 Hz, weight: 10 uA, delay: 1 ms }\n",
    );
    const { diagnostics, program } = compileSpinnaker(network, SPINNAKER1);
    expect(find(diagnostics, "s1615-overflow-likely")).toEqual([
      expect.stringMatching(
        /^Population A: S16\.15 .* one excitatory weight alone asks for 12\.2 times what it holds; it holds 65,536 mV, that is 819 nA in one tick/,
      ),
    ]);
    // 10,000 nA · 80 MOhm = 800,000 mV of 65,536.
    expect(program.ledger.find((e) => e.kind === "overflow-possible")!.worst).toBeCloseTo(800_000 / 65_536, 3);
  });

  it("beyond the largest left shift gets no option that would not help", () => {
    const conductance =
      "model: iaf_cond_exp, C_m: 250 pF, g_L: 12.5 nS, E_L: -70 mV, V_th: -55 mV, V_reset: -70 mV, t_ref: 2 ms";
    const network = drawn(
      `  A: { size: 4, neuron: { ${conductance} } }`,
      "stimuli:\n  n: { type: poisson, target: A, rate: 20 Hz, weight: 100 uS, delay: 1 ms }\n",
    );
    const { diagnostics, program } = compileSpinnaker(network, SPINNAKER1);
    expect(program.cores[0].leftShifts[0]).toBe(15);
    const hint = diagnostics.find((d) => d.code === "overflow-likely")!.hint!;
    expect(hint).toMatch(/smaller/);
    expect(hint).not.toMatch(/--/);
  });

  it("of ordinary size is not mentioned", () => {
    const network = drawn(
      `  A: { size: 4, neuron: { ${CELL} } }`,
      "stimuli:\n  n: { type: poisson, target: A, rate: 20 Hz, weight: 100 pA, delay: 1 ms }\n",
    );
    expect(compileSpinnaker(network, SPINNAKER1).diagnostics.filter((d) => /overflow/.test(d.code))).toEqual([]);
  });
});

describe("many cells that may fire into one accumulator", () => {
  const cells = (initial: string, size: number) =>
    `  pre: { size: ${size}, neuron: { ${CELL}, I_e: 300 pA }, initial: { V_m: ${initial} } }\n  post: { size: 1, neuron: { ${CELL} } }`;
  const into = "projections:\n  all: { pre: pre, post: post, connect: all_to_all, weight: 60 pA, delay: 1 ms }\n";
  const compiled = (initial: string, size: number) =>
    compile(drawn(cells(initial, size), into), LOIHI1, { scale: 100_000, expectedRates: { pre: 5, post: 5 } });

  it("are warned of where they start in step, and entered with how many it takes", () => {
    const { diagnostics, program } = compiled("0 mV", 1025);
    expect(find(diagnostics, "overflow-likely")).toEqual([
      expect.stringMatching(
        /^Population post: the synaptic accumulator is likely to wrap: population pre \(its neurons start alike\) may send [\d.]+ times what it holds/,
      ),
    ]);
    const entry = program.ledger.find((e) => e.kind === "overflow-possible" && e.where === "population post")!;
    const [, needed, inputs] = /: ([\d,]+) of ([\d,]+) excitatory inputs/
      .exec(entry.note)!
      .map((text) => Number(text.replaceAll(",", "")));
    expect(inputs).toBe(1025);
    expect(entry.worst).toBeGreaterThan(1);
    // So many pass the limit, and one fewer does not.
    expect((needed * entry.worst) / inputs).toBeGreaterThan(1);
    expect(((needed - 1) * entry.worst) / inputs).toBeLessThanOrEqual(1);
  });

  it("are only entered where they start apart", () => {
    const { diagnostics, program } = compiled("{ uniform: [0 mV, 15 mV] }", 1025);
    expect(find(diagnostics, "overflow-likely")).toEqual([]);
    expect(program.ledger.some((e) => e.kind === "overflow-possible")).toBe(true);
  });

  it("are not mentioned where all of them fit at once", () => {
    expect(compiled("0 mV", 8).program.ledger.some((e) => e.kind === "overflow-possible")).toBe(false);
  });

  it("a volley of known spike times is likely to wrap an accumulator whose pinned scale leaves no room", () => {
    const times = JSON.stringify(Array.from({ length: 30 }, () => [20, 60]));
    const network = drawn(
      `  P: { size: 2, neuron: { ${CELL} } }`,
      `stimuli:\n  s: { type: spike_times, times: ${times}, unit: 1 ms, target: P, connect: all_to_all, weight: 300 pA, delay: 1 ms }\n`,
    );
    expect(find(compile(network, LOIHI1, { scale: 100_000 }).diagnostics, "overflow-likely")[0]).toMatch(
      /stimulus s \(known spike times\) may send/,
    );
    expect(find(compile(network, LOIHI1, { scale: 10_000 }).diagnostics, "overflow-likely")).toEqual([]);
  });
});

describe("known spike times", () => {
  const DELTA = "model: iaf_psc_delta, C_m: 250 pF, tau_m: 20 ms, E_L: 0 mV, V_reset: 0 mV, V_th: 15 mV, t_ref: 2 ms";
  const trains = (times: number[]) => JSON.stringify(Array.from({ length: 30 }, () => times));
  const stimulus = (name: string, times: number[], delay = 1) =>
    `  ${name}: { type: spike_times, times: ${trains(times)}, unit: 1 ms, target: P, connect: all_to_all, weight: 1 mV, delay: ${delay} ms }\n`;
  const likely = (stimuli: string) => {
    const network = drawn(`  P: { size: 3, neuron: { ${DELTA} } }`, `stimuli:\n${stimuli}`);
    // 30 mV a step, and half as much again, fit this scale (2^21·... LSB); 60 mV do not.
    return [
      compile(network, LOIHI1, { scale: 2 ** 21 / 45 }).diagnostics,
      compileSpinnaker(network, SPINNAKER1, { inputPeak: 1 }).diagnostics,
    ].map((list) => find(list, "overflow-likely"));
  };

  it("of two sources that never fire in one step do not add up", () => {
    expect(likely(stimulus("a", [20, 60, 100]) + stimulus("b", [120, 160]))).toEqual([[], []]);
  });

  it("of two sources add up where delays make them arrive together, and only there", () => {
    const [together] = likely(stimulus("a", [20], 3) + stimulus("b", [22], 1));
    expect(together).toEqual([
      expect.stringMatching(
        /stimulus a \(known spike times\), stimulus b \(known spike times\) may send 1\.33 times what it holds/,
      ),
    ]);
    expect(likely(stimulus("a", [20], 3) + stimulus("b", [22], 2))[0]).toEqual([]);
  });
});

describe("a projection of which nothing is left", () => {
  it("is warned of on Loihi too, with its sign, its size and the step of its weights", () => {
    const stimuli =
      "stimuli:\n  big: { type: poisson, target: A, rate: 20 Hz, weight: 10 uA, delay: 1 ms }\n  small: { type: poisson, target: A, rate: 2 kHz, weight: -20 pA, delay: 1 ms }\n";
    const { diagnostics, program } = compile(drawn(`  A: { size: 4, neuron: { ${CELL} } }`, stimuli), LOIHI1);
    const [message, ...rest] = find(diagnostics, "projection-silent");
    expect(rest).toEqual([]);
    expect(message).toMatch(
      /^All 4 inhibitory weights of projection small→A round to zero: the largest is 20 pA, and one step is \d+(\.\d+)? pA\.$/,
    );
    expect(Number(/step is ([\d.]+)/.exec(message)![1])).toBeGreaterThan(2 * 20);
    expect(program.ledger.find((e) => e.kind === "weight-rounded-to-zero")).toMatchObject({
      where: "projection small→A",
      count: 4,
      of: 4,
    });
  });

  it("names the option that is on, and is silent where weights are kept", () => {
    const stimuli = "stimuli:\n  n: { type: poisson, target: A, rate: 20 Hz, weight: 20 pA, delay: 1 ms }\n";
    const of = (scale: number) =>
      compile(drawn(`  A: { size: 4, neuron: { ${CELL} } }`, stimuli), LOIHI1, { scale }).diagnostics.filter(
        (d) => d.code === "projection-silent",
      );
    expect(of(1).map((d) => d.hint)).toEqual([expect.stringMatching(/larger --scale/)]);
    expect(of(10_000)).toEqual([]);
  });
});

describe("the ledger", () => {
  it("calls a threshold that a pinned scale cannot hold clipped, not rounded, and names the scale that holds it", () => {
    const { program, diagnostics } = compile(drawn(`  A: { size: 3, neuron: { ${CELL} } }`, ""), LOIHI1, {
      scale: 1_000_000,
    });
    const entry = program.ledger.find((e) => e.kind === "threshold-clipped")!;
    // (2^17 - 1)·64 + ½ LSB at 10^6 LSB per mV are 8.388 mV of 15.
    expect(entry).toMatchObject({ where: "population A", count: 3, of: 3 });
    expect(entry.worst).toBeCloseTo(15 - 8.3885445, 5);
    expect(program.ledger.some((e) => e.kind === "threshold-rounded")).toBe(false);
    const warning = diagnostics.find((d) => d.code === "threshold-clipped")!;
    const scale = Number(/--scale (\d+)/.exec(warning.hint!)![1]);
    expect(
      compile(drawn(`  A: { size: 3, neuron: { ${CELL} } }`, ""), LOIHI1, { scale }).program.ledger.some(
        (e) => e.kind === "threshold-clipped",
      ),
    ).toBe(false);
    expect(
      compile(drawn(`  A: { size: 3, neuron: { ${CELL} } }`, ""), LOIHI1, { scale: 1.02 * scale }).program.ledger.some(
        (e) => e.kind === "threshold-clipped",
      ),
    ).toBe(true);
  });

  it("says by how much sign: clip moves the mean weight", () => {
    const network = drawn(
      `  A: { size: 200, neuron: { ${CELL} } }`,
      "projections:\n  a: { pre: A, post: A, connect: { rule: fixed_indegree, K: 50 }, weight: { normal: { mean: -50 pA, sd: 50 pA } }, delay: 1 ms }\n",
    );
    // E[min(w, 0)] of N(-50, 50) is -50·Φ(1) - 50·φ(1) = -54.17.
    for (const { ledger } of [compile(network, LOIHI1).program, compileSpinnaker(network, SPINNAKER1).program]) {
      const entry = ledger.find((e) => e.kind === "weight-sign-dropped")!;
      expect(entry.unit).toBe("pA");
      expect(entry.meanInputChange).toBeGreaterThan(0.07);
      expect(entry.meanInputChange).toBeLessThan(0.1);
      expect(entry.note).toMatch(/moves from -(49|50)(\.\d+)? to -5[345](\.\d+)? pA/);
    }
  });

  it("says what a floored synaptic decay takes: a PSP of 20 pA at 0.1 ms is 5 % lower", () => {
    const stimulus = (rate: number) =>
      `stimuli:\n  n: { type: poisson, target: A, rate: ${rate} Hz, weight: 20 pA, delay: 1 ms }\n`;
    const entryOf = (dt: number, rate: number) =>
      compileSpinnaker(
        drawn(`  A: { size: 4, neuron: { ${CELL} } }`, stimulus(rate), dt),
        SPINNAKER1,
      ).program.ledger.find((e) => e.kind === "state-rounded" && /PSC/.test(e.unit))!;
    const fine = entryOf(0.1, 5);
    expect(fine.worst).toBeCloseTo(0.121, 2);
    expect(fine.note).toMatch(/its PSP is 4\.\d % lower/);
    expect(fine.meanInputChange).toBeCloseTo(-fine.worst, 6);
    // Where currents overlap they share the rounding: the mean state is 0.655·10^3 LSB · 10 kHz · 5 ms, of which 25 LSB are missing.
    expect(entryOf(0.1, 10_000).meanInputChange).toBeCloseTo(-25 / (655 * 50), 3);
    expect(entryOf(1, 5).worst).toBeLessThan(0.03);
  });

  it("says where a decay that is rounded to the nearest stops: half a step over what a tick takes", () => {
    const network = drawn(
      `  A: { size: 4, neuron: { ${CELL} } }`,
      "stimuli:\n  n: { type: poisson, target: A, rate: 5 Hz, weight: 20 pA, delay: 1 ms }\n",
      0.1,
    );
    const { ledger } = compileSpinnaker(network, SPINNAKER1, { profile: "nearest_sat" }).program;
    // 0.5 / (1 - exp(-0.1/5)) = 25.25
    expect(ledger.find((e) => e.kind === "state-rounded")!.note).toMatch(/stops 25 LSB above zero/);
  });

  it("of floored decay is that of the integers, against a sum by hand", () => {
    // Half-life of a tick: 7 → 3 → 1 → 0, a charge of 11 instead of 14.
    expect(lostOfOnePsc(7, 2 ** 31)).toBeCloseTo(3 / 14, 12);
    expect(lostOfOnePsc(0, 2 ** 31)).toBe(0);
    // V without leak: it peaks at the whole charge.
    expect(lostOfOnePsp(8, 2 ** 31, 1)).toBeLessThan(1 / 16 + 1e-3);
    expect(lostOfOnePsp(7, 2 ** 31, 0.5)).toBeCloseTo(0, 12);
    // 7, 9.3, 9.37, then down; exactly 7, 9.8, 10.57.
    expect(lostOfOnePsp(7, 2 ** 31, 0.9)).toBeCloseTo(1 - 9.37 / 10.57, 12);
  });

  it("counts silent weights as the warning does, under balance rounding", () => {
    const text = `projections:\n  ee: { pre: A, post: A, connect: { rule: fixed_indegree, K: 100 }, weight: 12 pA, delay: 1 ms }\nstimuli:\n  big: { type: spike_times, times: [100], unit: 1 ms, size: 1, target: A, connect: { rule: fixed_total_number, N: 1 }, weight: 900 nA, delay: 1 ms }\n`;
    const { program, diagnostics } = compileSpinnaker(
      drawn(`  A: { size: 200, neuron: { ${CELL} } }`, text),
      SPINNAKER1,
    );
    const entry = program.ledger.find((e) => e.kind === "weight-rounded-to-zero" && e.where === "projection ee")!;
    expect(entry.count).toBeLessThan(entry.of);
    const message = find(diagnostics, "weights-silent").find((m) => m.includes("projection ee"))!;
    expect(message).toContain(
      `${entry.count.toLocaleString("en")} of 20,000 excitatory weights of projection ee round to zero, while the others keep the sum`,
    );
  });
});
