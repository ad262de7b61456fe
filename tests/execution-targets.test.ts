/** One front for everything that runs a network: the same faults get the same answers from the reference, the emulators and the boards. */
import { afterAll, describe, expect, it, vi } from "vitest";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import { createChipForm } from "../emulator/reference/loihi-form.js";
import { createReference } from "../emulator/reference/reference.js";
import { BoardTarget, type BoardFamily } from "../firmware-bridge/boards/board-target.js";
import { BoardEndpoint } from "../firmware-bridge/protocol/board-endpoint.js";
import { DEFAULT_LINK } from "../firmware-bridge/protocol/link-options.js";
import { TEST_LIMITS, TestCore, dialTestBoard } from "../firmware-bridge/protocol/test-board.fixture.js";
import { deploy } from "../firmware-bridge/protocol/upload.js";
import { systemClock } from "../firmware-bridge/transport/system-clock.js";
import { parseDescription } from "../src/description/load-description.js";
import { EquipoiseError } from "../src/diagnostics/diagnostic.js";
import * as library from "../src/index.js";
import { drawNetwork } from "../src/network/draw-network.js";
import type { ExecutionTarget, NeuronState } from "../src/program/execution-target.js";
import { record } from "../src/recording/record.js";
import { targetById } from "../src/targets/registry.js";
import { build } from "../src/measure/build.js";
import { emulatorOf } from "../src/families/of-program.js";
import { ROOT, temporaryFolder } from "./cli/equipoise.js";
import { mustBeFresh } from "./fresh-dist.js";
import { defaultOptions } from "../src/options/check-options.js";

const NET = `timestep: 1 ms
duration: 400 ms
populations:
  A: { size: 40, neuron: { model: iaf_psc_exp, I_e: 500 pA } }
`;
const { description } = parseDescription(NET, "net.yaml", () => new Uint8Array());
const network = drawNetwork(description);
const programOf = (id: "loihi1" | "spinnaker1") =>
  build(description, targetById(id as string), defaultOptions(targetById(id as string))).compiled.program;

const FAMILY: BoardFamily = {
  counters: ["neuron-updates", "spikes"],
  traceWords: 3,
  newState: (n): NeuronState => ({ u: new Float64Array(n), v: new Float64Array(n), refractory: new Float64Array(n) }),
  take: (state, k, word) => void (state.u[k] = word(0)),
};

async function testBoard(): Promise<ExecutionTarget> {
  const host = await deploy(
    dialTestBoard(new BoardEndpoint(new TestCore(), systemClock), systemClock),
    systemClock,
    { ...DEFAULT_LINK, session: 5 },
    () => Uint8Array.of(1, 2, 3),
  );
  return new BoardTarget(
    { size: TEST_LIMITS.neurons, dt: 1, seed: 1, inputs: [] },
    FAMILY,
    host,
    systemClock,
    "board:test",
  );
}

/** A neuron that fires in every step, in float64. */
function chipForm(): ExecutionTarget {
  const all = (value: number) => new Float64Array(3).fill(value);
  return createChipForm({
    size: 3,
    sourceSize: 0,
    dt: 1,
    seed: 1,
    sources: [],
    factorU: all(0),
    factorV: all(0.5),
    bias: all(10),
    biasChanges: [],
    threshold: all(5),
    comparator: ">",
    refractorySteps: new Uint32Array(3),
    initialU: all(0),
    initialV: all(0),
    rows: [],
    truncateState: false,
    vMin: -Infinity,
    vMax: Infinity,
    uLimit: Infinity,
    accumulatorLimit: Infinity,
  });
}

const targets: Readonly<Record<string, () => Promise<ExecutionTarget>>> = {
  reference: () => Promise.resolve(createReference(network)),
  "chip form": () => Promise.resolve(chipForm()),
  "loihi1, 1 worker": () => emulatorOf(programOf("loihi1")),
  "loihi1, 2 workers": () => emulatorOf(programOf("loihi1"), { workers: 2 }),
  "loihi1, 3 workers": () => emulatorOf(programOf("loihi1"), { workers: 3 }),
  spinnaker1: () => emulatorOf(programOf("spinnaker1")),
  board: testBoard,
};

const opened: ExecutionTarget[] = [];
afterAll(() => Promise.all(opened.map((target) => target.close())));

async function spikesOf(target: ExecutionTarget, steps: number): Promise<string[]> {
  const spikes: string[] = [];
  await target.advance(steps, (step, ids, count) => void spikes.push(`${step}: ${ids.subarray(0, count).join(" ")}`));
  return spikes;
}

/** Lets everything else go on that is due. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

/** The code of the one error. */
async function codeOf(work: () => unknown): Promise<string> {
  const error: unknown = await (async () => work())().catch((e: unknown) => e);
  expect(error).toBeInstanceOf(EquipoiseError);
  const { diagnostics } = error as EquipoiseError;
  expect(diagnostics.length).toBe(1);
  expect(diagnostics[0].message).not.toMatch(/undefined|\n/);
  return diagnostics[0].code;
}

describe.each(Object.entries(targets))("%s", (name, make) => {
  const open = async () => {
    const target = await make();
    opened.push(target);
    return target;
  };

  it("refuses numbers that mean nothing, with the same code everywhere, and goes on unharmed", async () => {
    const [target, other] = [await open(), await open()];
    await target.advance(3, () => {});
    await other.advance(3, () => {});
    for (const steps of [-1, 0.5, NaN, Infinity, 2 ** 53, "7" as unknown as number])
      expect(await codeOf(() => target.advance(steps, () => {}))).toBe("advance-steps");
    expect(await codeOf(() => target.advance(1, undefined as never))).toBe("advance-sink");
    for (const id of [-1, 0.5, target.size, NaN, Infinity])
      expect(await codeOf(() => target.readState([0, id]))).toBe("state-unknown");
    for (const step of [2, -1, 3.5, NaN])
      expect(await codeOf(() => target.inject([{ step, id: 0, count: 1 }]))).toBe("inject-late");
    for (const id of [-1, 0.5, 1e6, NaN])
      expect(await codeOf(() => target.inject([{ step: 3, id, count: 1 }]))).toBe("inject-unknown");
    for (const count of [0.5, NaN, Infinity, 2 ** 40])
      expect(await codeOf(() => target.inject([{ step: 3, id: 0, count }]))).toBe("inject-count");
    for (const spikes of [undefined, null, 5, {}, [null], [7]])
      expect(await codeOf(() => target.inject(spikes as never))).toBe("inject-spikes");
    for (const neurons of [undefined, null, 5])
      expect(await codeOf(() => target.readState(neurons as never))).toBe("state-unknown");
    const populations = [{ name: "A", first: 0, size: target.size }];
    for (const steps of [-1, 0.5, NaN])
      expect(await codeOf(() => record(target, { network: "n", seed: 1, steps, populations }))).toBe("advance-steps");
    for (const wrong of [
      [],
      [{ name: "A", first: 0, size: target.size + 1 }],
      [{ name: "A", first: 1, size: target.size - 1 }],
      [...populations, { name: "B", first: 0, size: 1 }],
    ])
      expect(await codeOf(() => record(target, { network: "n", seed: 1, steps: 1, populations: wrong }))).toBe(
        "record-populations",
      );
    // All or nothing: the first of these is right.
    expect(
      await codeOf(() =>
        target.inject([
          { step: 5, id: 0, count: 1 },
          { step: 5, id: 1e6, count: 1 },
        ]),
      ),
    ).toBe("inject-unknown");
    expect(await codeOf(() => target.restore("no bytes" as never))).toBe("checkpoint-format");
    expect(await codeOf(() => target.restore(new Uint8Array(7)))).toMatch(/checkpoint/);
    await target.advance(0, () => {});
    expect(target.step).toBe(3);
    expect(await spikesOf(target, 60)).toEqual(await spikesOf(other, 60));
  });

  it("refuses a second run while the first goes on, which is unharmed", async () => {
    const [target, other] = [await open(), await open()];
    const first = spikesOf(target, 120);
    const others = ["advance", "inject", "readState", "counters", "checkpoint", "restore"] as const;
    const calls: (() => unknown)[] = [
      () => target.advance(50, () => {}),
      () => target.inject([{ step: 200, id: 0, count: 1 }]),
      () => target.readState([0]),
      () => target.counters(),
      () => target.checkpoint(),
      () => target.restore(new Uint8Array(9)),
    ];
    const codes = await Promise.all(calls.map(codeOf));
    expect(codes).toEqual(others.map(() => "target-busy"));
    expect(await first).toEqual(await spikesOf(other, 120));
    expect(target.step).toBe(120);
  });

  it("says in every call that an exception in the sink broke the run, and goes on rightly from a checkpoint", async () => {
    const [target, other] = [await open(), await open()];
    const expected = await spikesOf(other, 140);
    const state = name === "board" ? null : await target.checkpoint();
    const mine = new Error("mine");
    await expect(
      target.advance(100, (step) => {
        if (step >= 40) throw mine;
      }),
    ).rejects.toBe(mine);
    for (const call of [
      () => target.advance(5, () => {}),
      () => target.inject([]),
      () => target.readState([0]),
      () => target.counters(),
      () => target.checkpoint(),
    ])
      expect(await codeOf(call)).toBe("target-broken");
    await expect(target.advance(5, () => {})).rejects.toThrow(/threw in step \d+ \(mine\), in the middle of a run/);
    if (state === null) return expect(await codeOf(() => target.restore(new Uint8Array(5)))).toBe("board-checkpoint");
    expect(await codeOf(() => target.restore(state.subarray(0, 20)))).toMatch(/checkpoint/);
    expect(await codeOf(() => target.advance(5, () => {}))).toBe("target-broken");
    await target.restore(state);
    expect(await spikesOf(target, 140)).toEqual(expected);
  });

  it("refuses every method after close, which may be called twice", async () => {
    const target = await open();
    await target.advance(5, () => {});
    await target.close();
    await target.close();
    for (const call of [
      () => target.advance(5, () => {}),
      () => target.advance(0, () => {}),
      () => target.inject([]),
      () => target.readState([]),
      () => target.counters(),
      () => target.checkpoint(),
      () => target.restore(new Uint8Array(5)),
    ])
      expect(await codeOf(call)).toBe("target-closed");
    expect(target.step).toBe(5);
  });

  it("ends a run that is under way when it is closed, from within its sink or beside it", async () => {
    const unhandled = vi.fn();
    process.on("unhandledRejection", unhandled);
    const target = await open();
    const within = target.advance(200_000, (step) => {
      if (step >= 40) void target.close();
    });
    const beside = await open();
    let run: Promise<unknown> | null = null;
    if (name.includes("worker") && !name.startsWith("loihi1, 1"))
      await new Promise<void>((underWay) => {
        const { populations } = network;
        const progress = () => underWay();
        run = record(beside, { network: "net", seed: 1, steps: 10_000_000, populations, progress });
      });
    await beside.close();
    // Looked at from outside: nobody awaits them until they have been rejected, and Node has had a turn to miss that.
    const isRejected = (work: Promise<unknown>) => inspect(work, { depth: 0 }).includes("<rejected>");
    while (!(isRejected(within) && (run === null || isRejected(run)))) await turn();
    await turn();
    expect(await codeOf(() => within)).toBe("target-closed");
    if (run !== null) expect(await codeOf(() => run)).toBe("target-closed");
    expect(unhandled).not.toHaveBeenCalled();
    process.off("unhandledRejection", unhandled);
  });
});

describe("a process", () => {
  it("ends by itself once its targets are closed, during a run with workers, too", () => {
    mustBeFresh();
    const folder = temporaryFolder();
    const script = join(folder.path, "app.mjs");
    writeFileSync(
      script,
      `const L = await import(${JSON.stringify(join(ROOT, "dist/src/index.js"))});
const { description } = L.parseDescription(${JSON.stringify(NET)}, "net.yaml", () => new Uint8Array());
const target = L.targetById("loihi1"), { compiled: { program } } = L.build(description, target, L.defaultOptions(target));
const emulator = await L.emulatorOf(program, { workers: 2 });
await new Promise((progress) =>
  void L.record(emulator, { network: "net", seed: 1, steps: 10_000_000, populations: program.populations, progress }));
await emulator.close();
console.log("closed");`,
    );
    const { status, stdout, stderr } = spawnSync(process.execPath, [script], { encoding: "utf8", timeout: 60_000 });
    folder.remove();
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "closed\n", stderr: "" });
  });
});

describe("build", () => {
  it.each(["loihi1", "spinnaker1"])(
    "%s: refuses options that are missing, and words that are none of an option's choices",
    async (id) => {
      const target = targetById(id);
      const usual = defaultOptions(target);
      const codeWith = (options: unknown) => codeOf(async () => build(description, target, options as never));
      for (const options of [
        undefined,
        null,
        {},
        { ...usual, rounding: "upwards" },
        { ...usual, rounding: undefined },
        { ...usual, synapticLatency: "__proto__" },
      ])
        expect(await codeWith(options)).toBe("bad-option");
      expect(() => build(description, target, { ...usual, rounding: "floor" } as never)).not.toThrow();
    },
  );
});

describe("defaultOptions", () => {
  it("knows every target, with the options that build takes", () => {
    for (const target of library.allTargets())
      expect(library.defaultOptions(target)).toMatchObject({ board: target.defaultBoard });
    const spinnaker = targetById("spinnaker1");
    expect(library.build(description, spinnaker, library.defaultOptions(spinnaker)).compiled.program.target).toBe(
      "spinnaker1",
    );
  });
});
