/** Plants of one's own: modules that wait, commands, programs behind UDP; and each way in which one can fail. */
import { createSocket } from "node:dgram";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { equipoise, ROOT, temporaryFolder } from "../cli/equipoise.js";

const example = join(ROOT, "examples/closed-loop.yaml");
const folder = temporaryFolder();
afterAll(() => folder.remove());

const loop = (plant: string, ...more: string[]) =>
  equipoise(
    [
      "loop",
      example,
      ...(more.includes("--duration") ? [] : ["--duration", "260"]),
      "--plant",
      plant,
      ...more,
      "--json",
    ],
    folder.path,
  );

interface Looped {
  readonly fingerprint: string;
  readonly spikes: number;
  readonly plant: Readonly<Record<string, number>> | null;
  readonly plantLatencyMs: Readonly<Record<string, number>>;
}

async function looped(plant: string, ...more: string[]): Promise<Looped> {
  const { code, stdout, stderr } = await loop(plant, ...more);
  expect(stderr).not.toMatch(/error/);
  expect(code).toBe(0);
  return JSON.parse(stdout) as Looped;
}

function write(name: string, text: string): string {
  writeFileSync(join(folder.path, name), text);
  return name;
}

/** A command that answers each line with what `body`, a function of the message, gives; @param hello what it answers to the setup. */
function command(name: string, hello: string, body: string): string {
  write(
    name,
    `const lines = require("node:readline").createInterface({ input: process.stdin });
let setup, n = 0;
const answer = ${body};
lines.on("line", (line) => {
  const message = JSON.parse(line);
  if (setup === undefined) { setup = message; console.log(JSON.stringify(${hello})); return; }
  const text = answer(message);
  if (text !== undefined) console.log(typeof text === "string" ? text : JSON.stringify(text));
});
`,
  );
  return `"${process.execPath}" ${name}`;
}

/** What the module and the command below do: tell the spikes so far, and let ids follow from them. */
const COUNTING_MODULE = (pause: string) => `
export default ({ populations }) => {
  let n = 0;
  return {
    sense: async (from, to) => { ${pause} return [{ step: from, source: "sense_left", id: n % 40, count: 1 }]; },
    act: async (from, to, spikes) => { n += spikes.filter((spike) => spike.population === "left").length; },
    get state() { return { n }; },
    summary: async () => ({ text: "counted", figures: { n } }),
  };
};
`;
const COUNTING = `(m) => {
  n += m.spikes.left;
  return m.end ? { state: { n }, summary: { text: "counted", figures: { n } } } : { sense: { sense_left: [n % 40] }, state: { n } };
}`;

describe("a plant of one's own", () => {
  it("may wait, and is the same as a module, a slow module, a command, and behind UDP", async () => {
    const module = await looped(write("count.mjs", COUNTING_MODULE("")));
    expect(module.plant!["n"]).toBeGreaterThan(50);
    const slow = await looped(
      write("slow.mjs", COUNTING_MODULE("await new Promise((resolve) => setTimeout(resolve, 3));")),
    );
    expect(slow).toMatchObject({ fingerprint: module.fingerprint, plant: module.plant });
    expect(slow.plantLatencyMs["p50"]).toBeGreaterThan(2);
    expect(slow.plantLatencyMs["p50"]).toBeGreaterThan(module.plantLatencyMs["p50"]);
    expect(await looped(command("count.cjs", '{ state: ["n"] }', COUNTING))).toMatchObject({
      fingerprint: module.fingerprint,
      plant: module.plant,
    });
    const socket = createSocket("udp4");
    let n = 0;
    socket.on("message", (bytes, from) => {
      const m = JSON.parse(bytes.toString()) as { protocol?: number; end?: boolean; spikes: { left: number } };
      if (m.protocol === undefined) n += m.spikes.left;
      const answer =
        m.protocol === 1
          ? { state: ["n"] }
          : m.end
            ? { state: { n }, summary: { text: "", figures: { n } } }
            : { sense: { sense_left: [n % 40] }, state: { n } };
      socket.send(JSON.stringify(answer), from.port, from.address);
    });
    await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
    const udp = await looped(`udp:127.0.0.1:${socket.address().port}`);
    socket.close();
    expect(udp).toMatchObject({ fingerprint: module.fingerprint, plant: module.plant });
  });

  it("gets the network in the setup, every spike where it asks for them, and rates that we draw for it", async () => {
    const ids = command(
      "ids.cjs",
      '{ state: ["spikes", "left", "sources"], spikes: "ids" }',
      `(m) => {
        for (const list of Object.values(m.spikes)) n += list.length;
        if (m.spikes.left.some(([step, id]) => step >= m.from || id >= 80)) throw new Error("not of the block before");
        const state = { spikes: n, left: setup.populations.find(({ name }) => name === "left").size, sources: setup.sources.length };
        return m.end ? { state, summary: { figures: state } } : { sense: { sense_left: 50, sense_right: { rates: Array(40).fill(10) } }, state };
      }`,
    );
    const [once, again] = [await looped(ids, "--block", "7"), await looped(ids, "--block", "7", "--on", "reference")];
    for (const { spikes, plant } of [once, again]) expect(plant).toEqual({ spikes, left: 80, sources: 2 });
    expect((await looped(ids, "--block", "7")).fingerprint).toBe(once.fingerprint);
  });

  it("starts from a template of --init-plant, which holds the cursor as it is and overwrites nothing", async () => {
    const init = (...words: string[]) => equipoise(["loop", "--init-plant", ...words], folder.path);
    const { stdout, stderr } = await init("js", "start.mjs");
    expect(stdout).toBe("start.mjs\n");
    expect(stderr).toMatch(/next: equipoise loop examples\/closed-loop\.yaml --plant start\.mjs/);
    const { plant } = await looped("./start.mjs", "--duration", "2000");
    expect(plant!["farthest"]).toBeLessThan(0.5);
    expect((await init("js", "start.mjs")).stderr).toMatch(/start\.mjs exists already/);
    expect((await init("python", "start.mjs")).stderr).toMatch(/no name for a plant in python/);
    const python = await init("python", "start.py");
    expect(python.stderr).toMatch(
      /--plant "python3? start\.py"[^]*imports the Python package equipoise: docs\/python\.md/,
    );
    expect(readFileSync(join(folder.path, "start.py"), "utf8")).toMatch(
      /It imports the Python package equipoise: docs/,
    );
    expect((await equipoise(["loop"], folder.path)).stderr).toMatch(/loop needs a network/);
  });

  it("leaves a page of its course, and a table that ends with the loop", async () => {
    await looped(
      command("ten.cjs", '{ state: ["n"] }', COUNTING),
      "--block",
      "7",
      "--report",
      "loop.html",
      "--csv",
      "n.csv",
    );
    const page = readFileSync(join(folder.path, "loop.html"), "utf8");
    expect(page).toMatch(
      /in a loop with[^]*What the plant did[^]*counted[^]*260 steps of 1.ms[^]*How long a block took/,
    );
    expect(page).toMatch(/<bdi>n<\/bdi>/);
    const rows = readFileSync(join(folder.path, "n.csv"), "utf8").trim().split("\n");
    expect(rows).toHaveLength(1 + Math.ceil(260 / 7));
    expect(rows.at(-1)).toMatch(/^260,/);
  });

  it("lets its stderr through and may print before it is asked", async () => {
    const { code, stderr } = await loop(
      command("talks.cjs", '(console.error("ready to go"), { state: [] })', "(m) => ({ state: {} })"),
    );
    expect(code).toBe(0);
    expect(stderr).toMatch(/ready to go/);
  });
});

describe("a plant that sends more than the queue of a board holds", () => {
  const flood = (count: number) =>
    write(
      `flood-${count}.mjs`,
      `export default () => ({ sense: (from, to) => (from <= 49 && to > 49 ? [{ step: 49, source: "sense_left", id: 1, count: ${count} }] : []), act() {}, state: {} });`,
    );
  const words = (plant: string, ...more: string[]) =>
    equipoise(["loop", example, "--duration", "300", "--plant", plant, ...more], folder.path);

  it("is warned of by the emulator of its program, with the step and a way out; one spike fewer fits", async () => {
    const { code, stdout, stderr } = await words(flood(256), "-t", "ice40up5k", "--block", "1000");
    expect([code, stderr]).toEqual([
      0,
      expect.stringMatching(/step 49 has 256 spikes from the plant, and the queue of the board holds 256 words/),
    ]);
    expect(stderr).toMatch(/board-queue-short[^]*spread them over several steps/);
    // The loop has 300 steps, less than a block that was asked for.
    expect(stdout).toMatch(/ms for a block of 300 steps/);
    expect((await words(flood(255), "-t", "ice40up5k")).stderr).not.toMatch(/board-queue-short/);
    // Loihi has no such queue.
    expect((await words(flood(1000))).stderr).not.toMatch(/board-queue-short/);
  });

  it("is refused by the board, with a way out", async () => {
    const { code, stderr } = await words(flood(100_000), "--on", "simulated:host");
    expect(code).not.toBe(0);
    expect(stderr).toMatch(
      /with the count 100000; counts go from 0 to \d+[^]*inject-count[^]*spread them over several/,
    );
  });
});

/** A program answers for the first time when it has started, which takes its time on a busy machine. */
const PATIENCE = ["--plant-timeout", "8"];

/** Of a plant whose answer to a block is this. */
const answering = (name: string, answer: string, hello = '{ state: ["n"] }') =>
  command(name, hello, `(m) => ${answer}`);

describe("a plant that fails ends in one sentence", () => {
  it.each<[string, () => string, RegExp, string[]?]>([
    [
      "plant-threw",
      () =>
        write(
          "throws.mjs",
          "export default () => ({ sense() { throw new Error('the motor burns'); }, act() {}, state: {} });",
        ),
      /threw in sense\(0, 1\): the motor burns[^]*throws\.mjs:1/,
    ],
    [
      "plant-threw",
      () => write("making.mjs", "export default () => { throw new Error('no sensor'); };"),
      /threw in making it: no sensor/,
    ],
    ["plant-threw", () => write("syntax.mjs", "export default ("), /threw in loading syntax\.mjs/],
    [
      "plant-malformed",
      () => write("nothing.mjs", "export default () => ({ sense() {}, act() {}, state: {} });"),
      /gave no list of spikes/,
    ],
    [
      "plant-step",
      () =>
        write(
          "late.mjs",
          "export default () => ({ sense: () => [{ step: 5, source: 'sense_left', id: 0, count: 1 }], act() {}, state: {} });",
        ),
      /step 5 when asked for 0 … 0/,
    ],
    [
      "plant-count",
      () =>
        write(
          "half.mjs",
          "export default () => ({ sense: (step) => [{ step, source: 'sense_left', id: 0, count: 0.5 }], act() {}, state: {} });",
        ),
      /0\.5 spikes of source 0/,
    ],
    [
      "plant-exited",
      () =>
        answering("exits.cjs", '(n++ === 3 && (console.error("out of fuel"), process.exit(7)), { state: { n: 0 } })'),
      /ended with exit code 7[^]*out of fuel/,
    ],
    ["plant-exited", () => "no-such-command-here", /exit code 127/],
    ["plant-exited", () => "udp:127.0.0.1:9", /nobody listens at udp:127\.0\.0\.1:9/],
    [
      "plant-silent",
      () => answering("silent.cjs", "undefined"),
      /did not answer the block \{"from":0,"to":1\} within 8 s/,
      PATIENCE,
    ],
    [
      "plant-silent",
      () =>
        answering(
          "stops.cjs",
          "m.from === 49 ? (process.stdin.pause(), setInterval(() => {}, 1000), undefined) : { state: { n: 0 } }",
        ),
      /did not answer the block \{"from":49,"to":50\} within 4 s/,
      ["--plant-timeout", "4"],
    ],
    [
      "plant-silent",
      () => answering("no-end.cjs", "m.end ? undefined : { state: { n: 0 } }"),
      /did not answer the end \{"end":true,"from":260\} within 4 s/,
      ["--plant-timeout", "4"],
    ],
    [
      "plant-threw",
      () =>
        write(
          "twice.mjs",
          `export default () => ({ sense() { throw new Error("the motor burns"); }, act() {}, state: {}, close() { throw new Error("not open"); } });`,
        ),
      /threw in sense\(0, 1\): the motor burns/,
    ],
    [
      "plant-silent",
      () => write("never.mjs", "export default () => ({ sense: () => new Promise(() => {}), act() {}, state: {} });"),
      /did not answer sense\(0, 1\) within 0\.5 s/,
      ["--plant-timeout", "0.5"],
    ],
    [
      "plant-malformed",
      () => answering("prose.cjs", '"position is ".padEnd(500, "x")'),
      /is not JSON: position is x+… \(500 characters\)/,
    ],
    ["plant-malformed", () => answering("keys.cjs", "({ state: { n: 0 }, sens: {} })"), /has "sens", where only/],
    [
      "plant-malformed",
      () => answering("form.cjs", "({})", '{ state: [], spikes: "trains" }'),
      /none of counts, rates, ids/,
    ],
    [
      "loop-source",
      () => answering("source.cjs", "({ state: { n: 0 }, sense: { tail: 5 } })"),
      /"tail"[^]*sense_left, sense_right/,
    ],
    [
      "loop-source",
      () => answering("id.cjs", "({ state: { n: 0 }, sense: { sense_left: [40] } })"),
      /source 40 of "sense_left"/,
    ],
    ["plant-rate", () => answering("rate.cjs", "({ state: { n: 0 }, sense: { sense_left: -3 } })"), /rate of -3 Hz/],
    ["plant-state", () => answering("renamed.cjs", "({ state: { m: 0 } })"), /n is missing and m is new/],
    [
      "plant-state",
      () => answering("later.cjs", "({ state: n++ > 4 ? {} : { n } })"),
      /changes its names in block 4: n is missing/,
    ],
  ])("%s", async (code, plant, sentence, patience = []) => {
    const { code: exit, stdout, stderr } = await loop(plant(), ...patience);
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toMatch(/equipoise has a fault/);
    expect(exit).toBe(1);
    const { diagnostics } = (JSON.parse(stdout) as { error: { diagnostics: { code: string }[] } }).error;
    expect(diagnostics.map((d) => d.code)).toEqual([code]);
  });
});
