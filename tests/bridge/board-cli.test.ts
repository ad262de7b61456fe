/** The board commands on the simulated FPGA: over its own pipes, and over a pseudo-terminal through the serial-port driver. */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { buildFpgaSimulator } from "../../firmware-bridge/simulated/fpga-simulator.js";
import { equipoise, ROOT, smallNetwork, start, temporaryFolder } from "../cli/equipoise.js";
import { writeFileSync } from "node:fs";

const folder = temporaryFolder();
const children: ChildProcess[] = [];
afterAll(() => {
  children.forEach((child) => child.kill());
  folder.remove();
});
writeFileSync(join(folder.path, "net.yaml"), smallNetwork({ name: "tiny" }));
const simulator = buildFpgaSimulator(join(import.meta.dirname, "../../firmware-bridge/gateware")).program;

/** Many processes each, on a machine that may be busy: ms. */
const LONG = 300_000;

async function ok(...args: string[]): Promise<string> {
  const outcome = await equipoise(args, folder.path);
  expect(outcome.stderr).not.toMatch(/error/);
  expect(outcome.code).toBe(0);
  return outcome.stdout;
}

/** A simulated board on a pseudo-terminal; its name. */
async function pseudoTerminal(): Promise<string> {
  const child = spawn(simulator, ["--pty"], { stdio: ["pipe", "pipe", "inherit"] });
  children.push(child);
  return new Promise((resolve) =>
    child.stdout.once("data", (bytes: Buffer) => resolve(bytes.toString("latin1").trim())),
  );
}

describe("equipoise board", () => {
  it("lists the simulated board beside the serial ports of the machine", async () => {
    expect(await ok("board", "list")).toMatch(/simulated:fpga/);
  });

  it("tells what the board says of itself", async () => {
    expect(JSON.parse(await ok("board", "info", "--json"))).toMatchObject({
      board: "UP5K",
      neurons: 1024,
      imageBytes: 115_200,
    });
  });

  it(
    "deploys, runs and steps along with the emulator: same raster, every state word",
    async () => {
      expect(await ok("board", "deploy", "net.yaml")).toMatch(
        /simulated:fpga is armed with tiny: 125 neurons, digest [0-9a-f]{64}/,
      );
      const result = JSON.parse(
        await ok("board", "lockstep", "net.yaml", "--steps", "150", "--block", "50", "--json"),
      ) as { difference: unknown; spikes: number; words: number };
      expect(result).toMatchObject({ difference: null, words: 150 * 3 * 125 });
      expect(result.spikes).toBeGreaterThan(50);
      const raster = async (...command: string[]) =>
        JSON.parse(await ok(...command, "net.yaml", "-t", "ice40up5k", "--duration", "150", "--json")) as {
          rasterHash: string;
          spikes: number;
        };
      const [board, emulator] = [await raster("board", "run"), await raster("run", "--on", "emulator")];
      expect((await raster("run", "--on", "simulated:fpga")).rasterHash).toBe(board.rasterHash);
      expect(board.rasterHash).toBe(emulator.rasterHash);
      expect(board.spikes).toBeGreaterThan(50);
    },
    LONG,
  );

  it("passes its selftest over a real serial-port driver and a pseudo-terminal, whose missing DTR is no error", async () => {
    const result = JSON.parse(await ok("board", "selftest", "--on", `board:${await pseudoTerminal()}`, "--json")) as {
      passed: boolean;
      spikes: number;
    };
    expect(result.passed).toBe(true);
    expect(result.spikes).toBeGreaterThan(100);
  });

  it.each(["fpga", "mcu", "pico", "pico-usb", "host"])(
    "simulates %s on a pseudo-terminal, whose board says by itself what its programs are",
    async (board) => {
      const child = start(["board", "simulate", board, "--quiet"], folder.path);
      children.push(child);
      const port = await new Promise<string>((resolve) =>
        child.stdout!.once("data", (bytes: Buffer) => resolve(bytes.toString().trim())),
      );
      const result = JSON.parse(await ok("board", "selftest", "--on", `board:${port}`, "--json")) as {
        passed: boolean;
        spikes: number;
      };
      child.kill();
      expect(result.passed).toBe(true);
      expect(result.spikes).toBeGreaterThan(100);
    },
    LONG,
  );

  it(
    "says which tool a simulated board lacks, and what does without",
    async () => {
      // A home in which nothing was built, and nowhere to find tools.
      const bare = join(folder.path, "bare");
      const info = (board: string) =>
        spawnSync(
          process.execPath,
          [join(ROOT, "dist/src/cli/main.js"), "board", "info", "--on", `simulated:${board}`],
          { env: { PATH: bare, HOME: bare }, encoding: "utf8" },
        );
      for (const [board, tool] of Object.entries({ fpga: "verilator", host: "gcc", mcu: "qemu-system-arm" })) {
        const { status, stderr } = info(board);
        expect([status, stderr]).toEqual([
          6,
          expect.stringMatching(new RegExp(`needs [^\\n]*${tool}[^]*apt-get install [^]*use simulated:pico`)),
        ]);
      }
      expect(info("pico").stdout).toMatch(/state +IDLE/);
    },
    LONG,
  );

  it("passes its selftest over TCP", async () => {
    const server = createServer((socket) => {
      const child = spawn(simulator, { stdio: ["pipe", "pipe", "inherit"] });
      children.push(child);
      socket.pipe(child.stdin);
      child.stdout.pipe(socket);
      for (const end of [socket, child.stdin]) end.on("error", () => child.kill());
      socket.on("close", () => child.kill());
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const outcome = await equipoise(["board", "selftest", "--on", `board:tcp:127.0.0.1:${port}`], folder.path);
    server.close();
    expect(outcome.stdout).toMatch(/passed: 200 steps and \d{3,} spikes/);
  });

  it(
    "sends random bytes there and back without an error, on every simulated board; upload, reading and spikes fill a line of 1 Mbaud",
    async () => {
      interface Rungs {
        readonly rungs: readonly {
          readonly baud: number;
          readonly answered: boolean;
          readonly wrong: number;
          readonly damaged: number;
          readonly clock: string;
          readonly [pass: string]: unknown;
        }[];
      }
      for (const board of ["fpga", "mcu", "pico", "host"]) {
        const { rungs } = JSON.parse(
          await ok("board", "loopback", "--on", `simulated:${board}`, "--bytes", "5000", "--json"),
        ) as Rungs;
        expect(rungs).toMatchObject([{ answered: true, wrong: 0, damaged: 0 }]);
        if (board !== "pico" && board !== "fpga") continue;
        // In the board's own time, the window keeps the line busy; a piece of the spike log is asked for when the one before has arrived.
        expect(rungs[0]).toMatchObject({ baud: 1_000_000, clock: "board" });
        for (const [pass, least] of [
          ["written", 0.95],
          ["read", 0.95],
          ["spikes", 0.8],
        ] as const) {
          const { lineShare } = rungs[0][pass] as { lineShare: number };
          expect([pass, lineShare > least, lineShare < 1.02]).toEqual([pass, true, true]);
        }
      }
      const dead = await equipoise(["board", "loopback", "--on", "board:/dev/null", "--bauds", "1200,x"], folder.path);
      expect(dead.stderr).toMatch(/--bauds names NaN/);
      const fixed = await equipoise(["board", "loopback", "--on", "simulated:pico", "--bauds", "9600"], folder.path);
      expect([fixed.code, fixed.stderr]).toEqual([
        1,
        expect.stringMatching(/the line of simulated:pico has 1,000,000 baud and no other rate/),
      ]);
      const fast = await equipoise(["board", "info", "--on", "simulated:fpga", "--baud", "12000000"], folder.path);
      expect([fast.code, fast.stderr]).toEqual([
        1,
        expect.stringMatching(/cannot have a line of 12000000 baud[^]*1,200 to 6,000,000/),
      ]);
    },
    LONG,
  );

  it(
    "shows rates and frames of a running program",
    async () => {
      const lines = (
        await ok("board", "monitor", "net.yaml", "--on", "simulated:pico", "--steps", "400", "--every", "50", "--json")
      )
        .trim()
        .split("\n");
      expect(lines.length).toBeGreaterThan(2);
      const sample = JSON.parse(lines[1]) as {
        ms: number;
        rates: { population: string; rate: number }[];
        bytes: number;
        refused: number;
      };
      expect(sample).toMatchObject({ ms: 100, refused: 0 });
      expect(sample.rates.length).toBe(2);
      expect(sample.rates.every(({ rate }) => rate > 0.5 && rate < 200)).toBe(true);
      const frames = await equipoise(
        ["board", "monitor", "net.yaml", "--on", "simulated:host", "--steps", "2", "--every", "1", "--frames"],
        folder.path,
      );
      expect(frames.stderr).toMatch(
        /> STEP #\d+ until \d from 0\n< SPIKES_REPLY #\d+ from 0 head \d+ step \d data 0080/,
      );
    },
    LONG,
  );

  it(
    "verifies on a board: the verdict holds for it because its spikes are the emulator's",
    async () => {
      const outcome = await equipoise(
        ["verify", "net.yaml", "--on", "simulated:host", "--seeds", "2", "--attribution", "never"],
        folder.path,
      );
      expect([0, 2, 3, 4]).toContain(outcome.code);
      expect(outcome.stdout).toMatch(/on rp2040/);
      expect(outcome.stdout).toMatch(/On simulated:host too: all [\d,]{4,} spikes of every seed are the emulator's/);
    },
    LONG,
  );

  it(
    "ends with exit code 6 and the system's reason where there is no board, and with 1 for an address that means none",
    async () => {
      const nobody = await equipoise(["board", "info", "--on", "board:/dev/nosuch"], folder.path);
      expect(nobody.code).toBe(6);
      expect(nobody.stderr).toMatch(/\/dev\/nosuch cannot be opened: No such file[^]*equipoise board list/);
      expect(nobody.stderr).not.toMatch(/attempts/);
      const nothing = await equipoise(["board", "info", "--on", "fpga"], folder.path);
      expect(nothing.code).toBe(1);
      expect(nothing.stderr).toMatch(/names no board/);
      const run = await equipoise(["run", "net.yaml", "--on", "nowhere"], folder.path);
      expect(run.code).toBe(1);
      for (const [wrong, complaint] of [
        [["board", "lockstep", "net.yaml", "--block", "0"], /--block 0 is not a whole number/],
        [["board", "info", "--on", "board:tcp:localhost:99999"], /the port 99999; ports go to 65,535/],
        [["board", "info", "--baud", "fast"], /--baud "fast" is not a number/],
      ] as const) {
        const { code, stderr } = await equipoise(wrong, folder.path);
        expect([code, stderr]).toEqual([1, expect.stringMatching(complaint)]);
      }
      const other = await equipoise(["board", "deploy", "net.yaml", "-t", "spinnaker1"], folder.path);
      expect(other.stderr).toMatch(/does not run SpiNNaker-style programs/);
    },
    LONG,
  );
});
