/** What `verify` says of networks whose seeds end in different states, and of networks that one quantization moves; seeds added until decided. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { equipoise, ROOT, temporaryFolder } from "./equipoise.js";

const folder = temporaryFolder();
afterAll(() => folder.remove());

interface Weights {
  readonly EE: string;
  readonly IE: string;
  readonly EI: string;
  readonly II: string;
}

/** Two populations with constant drives, K = 100. @param more J, delay and drives */
function network(
  name: string,
  size: number,
  duration: string,
  J: string,
  rate: string,
  delay: string,
  weights: Weights,
  drives: readonly [number, number],
): string {
  const cell = (cellName: string) =>
    `  ${cellName}: { size: ${size}, neuron: { model: iaf_psc_exp, C_m: 250 pF, tau_m: 20 ms, tau_syn: 5 ms, E_L: 0 mV, V_reset: 0 mV, V_th: 15 mV, t_ref: 2 ms }, initial: { V_m: { uniform: [0 mV, 15 mV] } } }`;
  const projection = (key: keyof Weights) =>
    `  ${key}: { pre: ${key[0]}, post: ${key[1]}, connect: { rule: fixed_indegree, K: 100 }, weight: { jump: ${weights[key]} }, delay: ${delay} }`;
  return `name: ${name}
seed: 1
timestep: 0.5 ms
duration: ${duration}
burn_in: 300 ms
constants: { J: ${J}, rate: ${rate} }
populations:
${cell("E")}
${cell("I")}
projections:
${(["EE", "IE", "EI", "II"] as const).map(projection).join("\n")}
stimuli:
  dE: { type: current, target: E, amplitude: "J*sqrt(100)*${drives[0]}*rate*250 pF" }
  dI: { type: current, target: I, amplitude: "J*sqrt(100)*${drives[1]}*rate*250 pF" }
`;
}

const lognormal = (factor: number) =>
  `{ lognormal: { mean: "${factor}*J/sqrt(K)", sd: "1.5*abs(${factor})*J/sqrt(K)" } }`;

beforeAll(() => {
  writeFileSync(
    join(folder.path, "lognormal.yaml"),
    network(
      "lognormal",
      500,
      "1500 ms",
      "6 mV",
      "60 Hz",
      "1 ms",
      { EE: lognormal(1), IE: lognormal(-6), EI: lognormal(1), II: lognormal(-5) },
      [1, 0.75],
    ),
  );
  writeFileSync(
    join(folder.path, "bursts.yaml"),
    network(
      "bursts",
      500,
      "900 ms",
      "8 mV",
      "20 Hz",
      "3 ms",
      { EE: '"3*J/sqrt(K)"', IE: '"-2*J/sqrt(K)"', EI: '"3*J/sqrt(K)"', II: '"-0.5*J/sqrt(K)"' },
      [0.5, 0.2],
    ),
  );
});

interface Summary {
  readonly verdict: string;
  readonly reason: string;
  readonly states: readonly {
    readonly seed: number;
    readonly reference: { readonly state: string };
    readonly target: { readonly state: string };
  }[];
  readonly deciding: readonly { readonly id: string; readonly population: string; readonly equivalent: string }[];
  readonly seeds: { readonly looks: readonly number[]; readonly ran: number; readonly alpha: number };
  readonly attribution: {
    readonly summary: string;
    readonly ranking: readonly { readonly item: string; readonly rank: string }[];
    readonly contributions: readonly { readonly item: string; readonly metric: string; readonly equivalent: string }[];
  } | null;
}

async function verifyJson(
  ...args: string[]
): Promise<{ readonly code: number | null; readonly summary: Summary; readonly stderr: string }> {
  const { code, stdout, stderr } = await equipoise(["verify", ...args, "--json"], folder.path);
  return { code, summary: JSON.parse(stdout) as Summary, stderr };
}

describe("verify", () => {
  it("attributes to the weights what 4 bits do to lognormal weights: most become 0, the sums are kept, and the CV rises", async () => {
    const { code, summary } = await verifyJson(
      "lognormal.yaml",
      "-t",
      "loihi1",
      "--weight-bits",
      "4",
      "--seeds",
      "3",
      "-q",
    );
    expect(code).toBe(2);
    expect(summary.deciding.some(({ id, equivalent }) => id === "cv" && equivalent === "no")).toBe(true);
    const { contributions, ranking, summary: text } = summary.attribution!;
    expect(contributions.some((c) => c.item === "weights" && c.metric === "cv" && c.equivalent === "no")).toBe(true);
    expect(ranking[0]).toMatchObject({ item: "weights", rank: "moves what decided" });
    expect(text).toMatch(/which decided, is weights: .*To change it: use `--weight-bits 8`/);
    expect(text).not.toMatch(/No single/);
  });

  it("tells the state of every seed where a chip's seeds end in different ones, and that the network was never balanced", async () => {
    const { code, summary } = await verifyJson(
      "bursts.yaml",
      "-t",
      "loihi1",
      "--seeds",
      "3",
      "--attribution",
      "never",
      "-q",
    );
    expect(code).toBe(4);
    expect(summary.verdict).toBe("not-balanced");
    expect(summary.states.map((s) => s.reference.state)).toEqual(["synchronous", "synchronous", "synchronous"]);
    const onChip = summary.states.map((s) => s.target.state);
    expect(new Set(onChip).size).toBeGreaterThan(1);
    expect(summary.reason).toMatch(/^The reference itself is synchronous in all 3 seeds/);
    expect(summary.reason).toMatch(/The target is bistable/);
    summary.states.forEach(({ seed, target }) =>
      expect(summary.reason).toMatch(new RegExp(`${target.state} on seeds? ([0-9], )*${seed}`)),
    );
  });

  it("adds seeds until decided, says so on stderr, and prints nothing wider than 80 columns", async () => {
    const args = [
      "verify",
      join(ROOT, "examples/small-balanced.yaml"),
      "--seeds",
      "2..4",
      "--duration",
      "1700",
      "--attribution",
      "never",
    ];
    const { summary } = await verifyJson(...args.slice(1), "-q");
    expect(summary.seeds.looks).toEqual([2, 4]);
    expect(summary.seeds.ran).toBe(4);
    expect(summary.seeds.alpha).toBeLessThan(0.05);
    const { stdout, stderr } = await equipoise(args, folder.path);
    expect(stderr).toMatch(/^seed 3 of at most 4: .* of [EI].* still undecided; about .* each$/m);
    expect(stderr).toMatch(/^(decided|.* still undecided) after 4 seeds in /m);
    const table = stdout.split("\n").slice(stdout.split("\n").findIndex((line) => line.startsWith("pop.")));
    for (const line of table.slice(0, table.indexOf(""))) expect([...line].length).toBeLessThanOrEqual(80);
    expect(stdout).not.toMatch(/ within$/m);
    expect(stdout).toMatch(/--all shows every metric/);
  });

  it("refuses a range of seeds that is none, in one sentence", async () => {
    for (const range of ["5..3", "1..4", "3..", "2.5"]) {
      const { code, stderr } = await equipoise(["verify", "bursts.yaml", "--seeds", range], folder.path);
      expect(code).toBe(1);
      expect(stderr).toContain(`--seeds ${range} is n`);
    }
  });
});
