import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { EquipoiseError } from "../../diagnostics/diagnostic.js";
import { fieldPath, valueAt, withField } from "./field-path.js";
import { makePlan } from "./make-plan.js";
import { planText, type Plan } from "./plan.js";
import { readPlan } from "./read-plan.js";

const folder = mkdtempSync(join(tmpdir(), "equipoise-plan-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const NETWORK = `name: pair
seed: 3
timestep: 0.5 ms
duration: 200 ms
burn_in: 50 ms
constants: { J: 6 mV, g: 6 }
populations:
  E: &cells
    size: 80
    neuron: { model: iaf_psc_exp, C_m: 250 pF, tau_m: 20 ms, tau_syn: 5 ms, E_L: 0 mV, V_reset: 0 mV, V_th: 15 mV, t_ref: 2 ms }
  I: { <<: *cells, size: 20 }
balanced:
  K: 15
  J: J
  weights: { E: { E: 1, I: "-g" }, I: { E: 1, I: -5 } }
  drive: { E: 1, I: 0.8, rate: 40 Hz }
`;

let files = 0;
function plan(sweep: string, network = NETWORK, planFile = join(folder, "p.jsonl")): Plan {
  const name = `net-${files++}.yaml`;
  writeFileSync(join(folder, name), network);
  const file = join(folder, `sweep-${files}.yaml`);
  writeFileSync(file, `network: ${name}\n${sweep}`);
  return makePlan({ file, planFile });
}

const tasksOf = ({ tasks }: Plan) => tasks.map(({ task }) => task).sort();

function refusal(sweep: string): string {
  try {
    plan(sweep);
  } catch (error) {
    if (error instanceof EquipoiseError) return error.message;
    throw error;
  }
  throw new Error("it was planned");
}

describe("the plan of a sweep", () => {
  it("is the product of the axes and the points, of all seeds, over network, target and options alike", () => {
    const { header, tasks } = plan(`seeds: [5, 9]
axes: { constants.g: [5, 7], weight-bits: [8, 3] }
points: [{ target: spinnaker1, timestep: 1 ms }]
`);
    expect([header.points, header.tasks, tasks.length]).toEqual([5, 10, 10]);
    expect(header.axes.map(({ name, kind }) => [name, kind])).toEqual([
      ["constants.g", "description"],
      ["weight-bits", "option"],
      ["target", "target"],
      ["timestep", "description"],
    ]);
    // What a point does not say is the network's own.
    expect(tasks[0].values).toEqual({ "constants.g": 5, "weight-bits": 8, target: "loihi1", timestep: "0.5 ms" });
    expect(tasks.at(-1)).toMatchObject({ target: "spinnaker1", values: { "constants.g": 6 }, options: {}, seed: 9 });
    expect(new Set(tasksOf({ header, tasks })).size).toBe(10);
    // Tasks that draw the same network are neighbours, and share its hash whatever target and options are.
    expect(new Set(tasks.map(({ network }) => network)).size).toBe(3);
    expect(tasks.slice(0, 2).map(({ network, seed }) => [network, seed])).toEqual([
      [tasks[0].network, 5],
      [tasks[0].network, 5],
    ]);
  });

  it("has the same bytes for the same input, and reads back as what it is", () => {
    const sweep = "seeds: 2\naxes: { constants.J: [5 mV, 6 mV] }\n";
    const [a, b] = [plan(sweep), plan(sweep)];
    expect({ ...a.header, network: 0 }).toEqual({ ...b.header, network: 0 });
    expect(planText({ ...a, header: { ...a.header, network: b.header.network } })).toBe(planText(b));
    const file = join(folder, "read.jsonl");
    writeFileSync(file, planText(a));
    expect(readPlan(file)).toEqual(a);
  });

  it("names tasks by their content: not by the order of keys, the spelling of units, names of variables or other points", () => {
    const reference = new Map(
      plan("seeds: 1\naxes: { constants.g: [4, 5, 6, 7], weight-bits: [8, 6, 3] }\n").tasks.map((t) => [
        `${String(t.values["constants.g"])} ${String(t.values["weight-bits"])}`,
        t.task,
      ]),
    );
    const respelled = NETWORK.replace("timestep: 0.5 ms", "timestep: 0.0005 s")
      .replace("seed: 3\n", "# a comment\n")
      .replace("name: pair\n", "seed: 3\nname: pair\n");
    fc.assert(
      fc.property(
        fc.shuffledSubarray([4, 5, 6, 7], { minLength: 1 }),
        fc.shuffledSubarray([8, 6, 3], { minLength: 1 }),
        fc.boolean(),
        fc.boolean(),
        (gs, bits, swap, explicit) => {
          const axes = [
            `  constants.g: [${gs.join(", ")}]\n`,
            `  ${explicit ? "options.weight-bits" : "weight-bits"}: [${bits.join(", ")}]\n`,
          ];
          const { tasks } = plan(`seeds: 1\naxes:\n${(swap ? axes.reverse() : axes).join("")}`, respelled);
          expect(tasks.length).toBe(gs.length * bits.length);
          for (const { task, values } of tasks)
            expect(task).toBe(
              reference.get(
                `${String(values["constants.g"])} ${String(values["weight-bits"] ?? values["options.weight-bits"])}`,
              ),
            );
        },
      ),
      { numRuns: 15 },
    );
  });

  it("gives another name to every other content: seed, field, option, target, network", () => {
    const of = (sweep: string, network = NETWORK) => tasksOf(plan(sweep, network))[0];
    const all = [
      of("seeds: [1]\npoints: [{ constants.g: 5 }]\n"),
      of("seeds: [2]\npoints: [{ constants.g: 5 }]\n"),
      of("seeds: [1]\npoints: [{ constants.g: 5.5 }]\n"),
      of("seeds: [1]\noptions: { weight-bits: 6 }\npoints: [{ constants.g: 5 }]\n"),
      of("seeds: [1]\ntarget: loihi2\npoints: [{ constants.g: 5 }]\n"),
      of("seeds: [1]\nduration: 300 ms\npoints: [{ constants.g: 5 }]\n"),
      of("seeds: [1]\npoints: [{ constants.g: 5 }]\n", NETWORK.replace("K: 15", "K: 16")),
    ];
    expect(new Set(all).size).toBe(all.length);
  });

  it.each([
    ["axes: { parameters.g: [4] }\n", /names no field.*\n.*stand under `constants`/],
    ["axes: { populations.X.size: [4] }\n", /`populations` has no `X`/],
    ["axes: { constants.g: [4, 4] }\n", /a value twice/],
    ["axes: { name: [a, a1] }\nseeds: 1\npoints: [{ name: a }]\n", /are the same network on the same target/],
    [
      "axes: { populations.E.neuron.tau: [4 ms] }\n",
      /point 0 \(populations\.E\.neuron\.tau 4 ms\): .*unknown key `tau`/,
    ],
    ["axes: { weight-bits: [8, 70] }\n", /point 1 \(weight-bits 70\): `weight-bits: 70` is none of its choices/],
    ["target: spinnaker1\naxes: { weight-bits: [8] }\n", /is an option of Loihi-style targets; spinnaker1 is none/],
    ["axes: { target: [loihi1, loihi9] }\n", /point 1 \(target loihi9\): there is no target/],
    ["axes: { constants.g: [-1 mV] }\nseeds: 0\n", /seeds: /],
    ["seeds: 2\n", /varies nothing/],
    ["axis: { constants.g: [4] }\n", /no such key: axis/],
  ])("refuses %s with a sentence and its place", (sweep, message) => {
    expect(refusal(sweep)).toMatch(message);
    expect(refusal(sweep)).toMatch(/\.yaml:\d+:\d+: error/);
  });

  it("refuses a plan that was changed by hand, cut short, or made by another version", () => {
    const lines = planText(plan("seeds: 2\naxes: { constants.g: [5, 6] }\n")).trimEnd().split("\n");
    const read = (text: string) => () => readPlan("p.jsonl", () => new TextEncoder().encode(text));
    expect(read(lines.join("\n"))).not.toThrow();
    expect(read(lines.slice(0, -1).join("\n"))).toThrow(/has 3 tasks where its first line says 4/);
    expect(read(lines.join("\n").replace('"seed":3,"target', '"seed":33,"target'))).toThrow(
      /is not what its line says/,
    );
    expect(read(lines.join("\n").replace('"K":15', '"K":16'))).toThrow(/the network in the first line is not the one/);
    expect(read(lines.join("\n").replace(/"equipoise":"[^"]*"/, '"equipoise":"0.0.1"'))).toThrow(
      /planned by equipoise 0\.0\.1/,
    );
    expect(read("{}")).toThrow(/is no plan of a sweep/);
  });
});

describe("fields of a document", () => {
  const key = fc
    .stringMatching(/^[a-z.]{1,4}$/)
    .filter((k) => !k.startsWith(".") && !k.endsWith(".") && !k.includes(".."));
  const tree = fc.letrec((tie) => ({
    node: fc.oneof({ depthSize: "small" }, fc.integer(), fc.dictionary(key, tie("node"), { minKeys: 1, maxKeys: 3 })),
  })).node;

  it("are set alone: what is read there is what was set, and the document that was given does not change", () => {
    fc.assert(
      fc.property(
        fc.dictionary(key, tree, { minKeys: 1 }),
        fc.array(fc.nat(5), { minLength: 1, maxLength: 3 }),
        (document, turns) => {
          const before = JSON.stringify(document);
          const path: string[] = [];
          for (let at: unknown = document, k = 0; k < turns.length && typeof at === "object" && at !== null; k++) {
            const keys = Object.keys(at);
            path.push(keys[turns[k] % keys.length]);
            at = (at as Record<string, unknown>)[path[k]];
          }
          const changed = withField(document, path, "new");
          expect(valueAt(changed, path)).toBe("new");
          expect(withField(changed, path, valueAt(document, path))).toEqual(document);
          expect(JSON.stringify(document)).toBe(before);
        },
      ),
    );
  });

  it("are found by their dotted names, dots in keys and places in lists included", () => {
    const document = { populations: { "L2.3 E": { size: 4 } }, steps: [{ a: 1 }, { a: 2 }] };
    expect(fieldPath(document, "populations.L2.3 E.size")).toEqual(["populations", "L2.3 E", "size"]);
    expect(fieldPath(document, "populations.L2.3 E.new")).toEqual(["populations", "L2.3 E", "new"]);
    expect(fieldPath(document, "steps.1.a")).toEqual(["steps", 1, "a"]);
    expect(() => fieldPath(document, "steps.2.a")).toThrow(/has 2 entries/);
  });
});
