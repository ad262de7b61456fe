/** `run --real-time` and `loop --real-time` on boards that tell their own time: what they can do in time is in time, what they cannot is counted, and no spike changes. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { equipoise, ROOT, smallNetwork, temporaryFolder } from "../cli/equipoise.js";

const folder = temporaryFolder();
afterAll(() => folder.remove());
writeFileSync(join(folder.path, "net.yaml"), smallNetwork({ duration: "300 ms" }));
// Five milliseconds a step: the Pico has time enough.
const slow = smallNetwork({ duration: "600 ms" })
  .replace("0.5 ms", "5 ms")
  .replace("delay: 1 ms", "delay: 5 ms")
  .replaceAll("t_ref: 2 ms", "t_ref: 5 ms");
writeFileSync(join(folder.path, "slow.yaml"), slow);
// A tenth of a millisecond: the Pico has not.
writeFileSync(join(folder.path, "hasty.yaml"), smallNetwork({ duration: "160 ms" }).replace("0.5 ms", "0.1 ms"));
const example = join(ROOT, "examples/closed-loop.yaml");
/** On a machine that may be busy: ms. */
const LONG = 240_000;

interface Percentiles {
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
}

interface RunOutcome {
  readonly rasterHash: string;
  readonly spikes: number;
  readonly realTime?: {
    readonly clock: string;
    readonly periodUs: number;
    readonly steps: number;
    readonly missed: number;
    readonly unproven: number;
    readonly firstMissed: number | null;
    readonly seenMs: Percentiles;
    readonly jitterMs: Percentiles;
    readonly seenHistogram: readonly { readonly count: number }[];
  };
  readonly diagnostics: readonly { readonly code: string }[];
}

async function json<T>(...args: string[]): Promise<T> {
  const { code, stdout, stderr } = await equipoise([...args, "--json"], folder.path);
  expect([code, stderr.includes("error")]).toEqual([0, false]);
  return JSON.parse(stdout) as T;
}

describe("equipoise run --real-time", () => {
  it.each([
    ["fpga", "net.yaml", 600, 500],
    ["pico", "slow.yaml", 120, 5000],
  ])(
    "begins the steps of simulated:%s in time, in the board's own time, and changes no spike",
    async (board, network, steps, periodUs) => {
      const run = (...more: string[]) => json<RunOutcome>("run", network, "--on", `simulated:${board}`, ...more);
      const [paced, free] = [await run("--real-time"), await run()];
      expect(paced.rasterHash).toBe(free.rasterHash);
      expect(paced.spikes).toBeGreaterThan(20);
      expect(free.realTime).toBeUndefined();
      expect(paced.realTime).toMatchObject({ clock: "board", periodUs, steps, missed: 0, firstMissed: null });
      // Seen complete within a step and some looks: the board did not run ahead either.
      expect(paced.realTime!.seenMs.p50).toBeLessThan(periodUs / 1000 + 3);
      expect(paced.realTime!.seenMs.p50).toBeGreaterThan(0.1);
      expect(paced.realTime!.seenHistogram.reduce((n, { count }) => n + count, 0)).toBe(steps);
    },
    LONG,
  );

  it(
    "counts what a board cannot do in time, and says from which step on",
    async () => {
      const { realTime, diagnostics, rasterHash } = await json<RunOutcome>(
        "run",
        "hasty.yaml",
        "--on",
        "simulated:pico",
        "--real-time",
      );
      // 125 neurons and the line: 0.13 ms for each 0.1.
      expect(realTime!.missed).toBeGreaterThan(1450);
      expect(realTime!.unproven).toBeGreaterThanOrEqual(realTime!.missed);
      expect(realTime!.firstMissed).toBeLessThan(100);
      expect(realTime!.seenMs.max).toBeGreaterThan(20);
      expect(diagnostics.map(({ code }) => code)).toContain("deadline-missed");
      expect(rasterHash).toBe((await json<RunOutcome>("run", "hasty.yaml", "-t", "rp2040")).rasterHash);
    },
    LONG,
  );

  it(
    "is refused where nothing keeps time, with probes of state, and with a step of no whole microseconds",
    async () => {
      const refused = async (message: RegExp, ...args: string[]) => {
        const { code, stderr } = await equipoise(["run", "net.yaml", "--real-time", ...args], folder.path);
        expect([code, stderr]).toEqual([1, expect.stringMatching(message)]);
      };
      await refused(/--real-time is about boards; --on emulator keeps no time/);
      await refused(/goes with no probe of state/, "--on", "simulated:pico", "--probe", "E:v:5");
      await refused(
        /--checkpoint needs the state of simulated:pico, and that of a board cannot be saved/,
        "--on",
        "simulated:pico",
        "--checkpoint",
        "state",
      );
    },
    LONG,
  );
});

interface LoopOutcome {
  readonly fingerprint: string;
  readonly realTime: {
    readonly clock: string;
    readonly blocks: number;
    readonly missed: number;
    readonly begunLateMs: Percentiles;
    readonly board: { readonly latencyMs: Percentiles; readonly jitterMs: Percentiles } | null;
    readonly host: { readonly latencyMs: Percentiles };
  };
}

describe("equipoise loop --real-time", () => {
  const loop = (...args: string[]) => json<LoopOutcome>("loop", example, "--duration", "220", ...args);
  const pico = ["--on", "simulated:pico"];

  it(
    "counts late answers in the board's time; waiting changes no spike, holding does, and either way the same every time",
    async () => {
      const free = await loop("-t", "rp2040");
      const waited = await loop(...pico, "--real-time", "--late", "wait");
      expect(waited.fingerprint).toBe(free.fingerprint);
      expect(waited.realTime).toMatchObject({ clock: "board", blocks: 220 });
      expect(waited.realTime.missed).toBeGreaterThan(210);
      expect(waited.realTime.board!.latencyMs.p50).toBeGreaterThan(1);
      expect(waited.realTime.board!.latencyMs.p50).toBeLessThan(4);
      expect(waited.realTime.begunLateMs.max).toBeGreaterThan(30);
      const held = [
        await loop(...pico, "--real-time", "--late", "hold"),
        await loop(...pico, "--real-time", "--late", "hold"),
      ];
      expect(held[0].fingerprint).not.toBe(free.fingerprint);
      expect(held[1]).toMatchObject({
        fingerprint: held[0].fingerprint,
        realTime: { missed: held[0].realTime.missed },
      });
    },
    LONG,
  );

  it(
    "stops at the first late answer with one sentence and exit code 6, and writes no course",
    async () => {
      const { code, stderr } = await equipoise(
        ["loop", example, ...pico, "--duration", "300", "--real-time", "--late", "stop", "--csv", "course.csv"],
        folder.path,
      );
      expect([code, stderr]).toEqual([
        6,
        expect.stringMatching(/Block 0 was answered \d\.\d{3} ms after it was due to begin; its deadline was 1 ms/),
      ]);
      const bad = await equipoise(["loop", example, "--late", "hold"], folder.path);
      expect([bad.code, bad.stderr]).toEqual([1, expect.stringMatching(/--late needs --real-time/)]);
    },
    LONG,
  );

  it(
    "keeps a schedule of this machine's time where nothing has its own",
    async () => {
      const begun = performance.now();
      const { realTime } = await loop("-t", "rp2040", "--real-time", "--block", "10", "--deadline", "1000");
      expect(performance.now() - begun).toBeGreaterThan(210);
      expect(realTime).toMatchObject({ clock: "host", blocks: 22, missed: 0, board: null });
    },
    LONG,
  );
});
