/** `check` says what is so: does it fit the board, does it keep real time, is there a balanced state at all, and where theory cannot see. */
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { equipoise, ROOT, temporaryFolder } from "./equipoise.js";

const folder = temporaryFolder();
const neuron =
  "{ model: iaf_psc_exp, C_m: 250 pF, tau_m: 20 ms, tau_syn: 5 ms, E_L: 0 mV, V_reset: 0 mV, V_th: 15 mV, t_ref: 2 ms }";
const initial = "initial: { V_m: { uniform: [0 mV, 15 mV] } }";

/** 900 neurons, K = 90: 165,156 words of the FPGA core's 49,152; 375 kB of the Pico's 250 kB. */
const TOO_LARGE = `name: too-large
seed: 7
timestep: 0.5 ms
duration: 1 s
populations:
  E: { size: 720, neuron: ${neuron}, ${initial} }
  I: { size: 180, neuron: ${neuron}, ${initial} }
balanced:
  K: 90
  J: 6 mV
  weights: { E: { E: 1, I: -6 }, I: { E: 1, I: -5 } }
  drive: { E: 1, I: 0.8, rate: 60 Hz }
  delay: 1 ms
`;

/** 6 ms of delay: a simulator gives 30 Hz and a pair correlation of 1. */
const OSCILLATING = `name: oscillating
seed: 1
timestep: 0.5 ms
duration: 1500 ms
burn_in: 300 ms
populations:
  E: { size: 500, neuron: ${neuron}, ${initial} }
  I: { size: 500, neuron: ${neuron}, ${initial} }
balanced:
  K: 100
  J: 6 mV
  weights: { E: { E: 1, I: -6 }, I: { E: 1, I: -5 } }
  drive: { E: 1, I: 0.75, rate: 60 Hz }
  delay: 6 ms
`;

interface Checked {
  readonly summary: string;
  readonly caveats: readonly string[];
  readonly fits: boolean;
  readonly balancedStateFloat: boolean;
  readonly misfit: readonly {
    readonly code: string;
    readonly limit?: { readonly what: string; readonly used: number; readonly max: number };
  }[];
  readonly image: { readonly what: string; readonly used: number; readonly max: number } | null;
  readonly realTime: {
    readonly holds: string;
    readonly factor: { readonly low: number; readonly high: number } | null;
  };
}

async function check(network: string, target: string): Promise<Checked & { readonly code: number | null }> {
  const { code, stdout } = await equipoise(["check", network, "-t", target, "--json", "-q"], folder.path);
  return { ...(JSON.parse(stdout) as Checked), code };
}

beforeAll(() => {
  writeFileSync(join(folder.path, "too-large.yaml"), TOO_LARGE);
  writeFileSync(join(folder.path, "oscillating.yaml"), OSCILLATING);
  // Nothing inhibits: the balance equations ask for a negative rate.
  writeFileSync(
    join(folder.path, "excited.yaml"),
    `name: excited\ntimestep: 0.5 ms\nduration: 500 ms\npopulations:\n  E: { size: 200, neuron: ${neuron}, ${initial} }\nprojections:\n  EE: { pre: E, post: E, connect: { rule: fixed_indegree, K: 20 }, weight: { jump: 0.4 mV }, delay: 1 ms }\nstimuli:\n  d: { type: current, target: E, amplitude: 200 pA }\n`,
  );
  writeFileSync(join(folder.path, "same-start.yaml"), TOO_LARGE.replaceAll(`, ${initial}`, ""));
});
afterAll(() => folder.remove());

describe("the image of a board", () => {
  it.each([
    ["ice40up5k", "words of synapse memory", 165_156, 49_152],
    ["rp2040", "bytes of RAM", 375_328, 245_760],
    ["stm32f405", "bytes of RAM", 375_328, 116_736],
  ])(
    "decides for %s in check and compile: exit code 5 with what is used and what there is",
    async (target, what, used, max) => {
      const { code, fits, misfit, image } = await check("too-large.yaml", target);
      expect(code).toBe(5);
      expect(fits).toBe(false);
      expect(image).toBeNull();
      expect(misfit[0]).toMatchObject({ code: "board-does-not-fit", limit: { what, used, max } });
      const compiled = await equipoise(["compile", "too-large.yaml", "-t", target, "-o", "too-large.eqp"], folder.path);
      expect(compiled.code).toBe(5);
      expect(compiled.stderr).toContain(`${used} used, at most ${max}`);
      expect(existsSync(join(folder.path, "too-large.eqp"))).toBe(false);
    },
  );

  it("with --oversize is a warning, and the program says so", async () => {
    const { code, stderr } = await equipoise(
      ["compile", "too-large.yaml", "-t", "rp2040", "--oversize", "-o", "oversize.eqp"],
      folder.path,
    );
    expect(code).toBe(0);
    expect(stderr).toMatch(/warning: .*375,328 bytes of RAM/);
    expect((await equipoise(["inspect", "oversize.eqp"], folder.path)).stdout).toContain(
      "oversize: does not fit the board",
    );
  });

  it("that fits is said first, with how full it is, and then whether real time holds and by which factor", async () => {
    const network = join(ROOT, "examples/small-balanced.yaml");
    const { stdout, code } = await equipoise(["check", network, "-t", "ice40up5k", "-q"], folder.path);
    expect(code).toBe(0);
    const lines = stdout.split("\n").filter((line) => line !== "");
    expect(lines[0]).toBe("fits icebreaker: 41,500 of 49,152 words of synapse memory");
    expect(lines[1]).toMatch(
      /^real time holds: a step of 0\.5 ms takes about 0\.14 ms on ice40up5k, 3\.7 × real time \(estimate: the line of 1 Mbaud decides/,
    );
    expect(lines[2]).toMatch(
      /^emulation here: about [\d.,]+ s for 4,200 ms(, [\d.,]+ s with \d+ workers)?, about 0\.\d+ GB \(estimate: 2\.1 million synaptic events /,
    );
    const { realTime } = await check(network, "rp2040");
    // Just as fast, or a little slower with a question in every tick.
    expect(realTime.holds).toBe("unknown");
    expect(realTime.factor!.low).toBeGreaterThan(0.8);
    expect(realTime.factor!.high).toBeLessThan(1.2);
    expect((await check(network, "loihi2")).realTime).toMatchObject({ holds: "unknown", factor: null });
  });
});

describe("a state that is not balanced", () => {
  it("by theory's own linear response is neither a balanced state that stays nor exit code 0", async () => {
    const { code, summary, caveats, balancedStateFloat } = await check("oscillating.yaml", "loihi1");
    expect(code).toBe(4);
    expect(summary).toMatch(
      /^As far as theory sees, and it may not hold here \(see the notes\): Not balanced to begin with: already in the ideal network the asynchronous state is unstable \(oscillation at \d+ Hz\)/,
    );
    expect(caveats.filter((caveat) => caveat.includes("unstable against an oscillation"))).toHaveLength(1);
    expect(balancedStateFloat).toBe(false);
  });
});

describe("the table of rates", () => {
  it("has no negative one, and says below what its columns are, in 80 columns", async () => {
    const { stdout } = await equipoise(["check", "excited.yaml", "--target", "loihi1", "-q"], folder.path);
    const lines = stdout.split("\n");
    const table = lines.slice(
      lines.findIndex((line) => line.startsWith("population ")),
      lines.findIndex((line) => line.startsWith("condition number")),
    );
    expect(table.find((line) => line.startsWith("E "))).toMatch(/^E +none +\d/);
    expect(table.join("\n")).toMatch(/K→∞ by the balance equations.*none.*\n.*ideal.*chip.*shift[^]*residual/);
    expect(Math.max(...table.map((line) => line.length))).toBeLessThanOrEqual(80);
  });
});

describe("what theory cannot see", () => {
  it("qualifies the summary and is said once, with a code", async () => {
    const { summary, caveats } = await check("same-start.yaml", "loihi1");
    // A spike moves these membranes too far for theory, and a note says so.
    expect(summary).toMatch(
      /^As far as theory sees, and it may not hold here \(see the notes\): The balanced state stays/,
    );
    expect(caveats.filter((caveat) => caveat.endsWith("[identical-starts]"))).toHaveLength(1);
    // Both populations, both networks: one line.
    expect(caveats.filter((caveat) => caveat.includes("one spike moves the membrane"))).toEqual([
      expect.stringMatching(/^E, I: /),
    ]);
  });
});
