/** Both workers of a tick: as threads of this machine under ThreadSanitizer, and as the cores of the simulated Pico. And the firmware's arithmetic. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { SpinnakerEmulator } from "../../emulator/spinnaker/emulator.js";
import { lockstep } from "../../firmware-bridge/lockstep.js";
import { buildFirmwareHost, dialFirmwareHost } from "../../firmware-bridge/simulated/firmware-host.js";
import type { MachineImage } from "../../src/program/spinnaker/machine-image.js";
import { randomMachine } from "../random-spinnaker-image.js";
import { BOARDS, firmware, openOn, withoutExtensions } from "./firmware-boards.js";

const threads = (host: string) => dialFirmwareHost(join(dirname(host), "equipoise-firmware-threads"));

const along = (dial: ReturnType<typeof threads>, machine: MachineImage, steps: number) =>
  lockstep(
    () => openOn(dial, machine),
    () => Promise.resolve(new SpinnakerEmulator(machine)),
    { steps, block: 10 },
  );

/** Groups of up to 20 atoms, so that the cut goes through one; and of up to 6. */
const machines = [0, 1, 2, 3, 4, 5].map((k) =>
  randomMachine({
    seed: 60 + k,
    model: (["IF_curr_exp", "IF_curr_delta", "IF_cond_exp"] as const)[k % 3],
    rounding: (["floor", "nearest_sat", "stochastic_sat"] as const)[k % 3],
    stepsPerTick: 1 + Math.floor(k / 5),
    violent: k % 2 === 0,
    ...(k < 3 ? { shared: true, atoms: 20 } : {}),
  }),
);

describe("two workers of a tick", () => {
  it.each(machines.map(({ image, ticks }, k) => [k, image, ticks] as const))(
    "as threads: machine %i runs like the emulator, and ThreadSanitizer sees no race",
    async (_k, image, ticks) => {
      const { difference, spikes } = await along(threads(buildFirmwareHost(firmware)), withoutExtensions(image), ticks);
      expect(difference).toBeNull();
      expect(spikes).toBeGreaterThan(0);
    },
  );

  it.each([
    ["core/ring_buffers.c", "worker != EVERY_GROUP && worker != g->worker", "worker > EVERY_GROUP"],
    ["core/machine.c", "c == m->cut_group ? m->cut_atom : 0", "0"],
  ])(
    "a race that is planted is seen: %s without its %s",
    async (file, whole, broken) => {
      const scratch = mkdtempSync(join(tmpdir(), "equipoise-race-"));
      try {
        cpSync(firmware, join(scratch, "firmware"), { recursive: true });
        const path = join(scratch, "firmware", file);
        const text = readFileSync(path, "utf8");
        expect(text).toContain(whole);
        writeFileSync(path, text.replace(whole, broken));
        const dial = threads(buildFirmwareHost(join(scratch, "firmware"), join(scratch, "cache")));
        const [{ image, ticks }] = machines;
        await expect(along(dial, withoutExtensions(image), ticks)).rejects.toThrow();
      } finally {
        rmSync(scratch, { recursive: true, force: true });
      }
    },
    240_000,
  );

  it.each(machines.map(({ image, ticks }, k) => [k, image, ticks] as const))(
    "as cores of the simulated Pico: machine %i runs like the emulator",
    async (_k, image, ticks) => {
      expect((await along(BOARDS.pico(), withoutExtensions(image), ticks)).difference).toBeNull();
    },
  );
});

it.each([1, 2, 3])("the arithmetic is that of its definitions in 64 bits (seed %i)", (seed) => {
  const program = join(dirname(buildFirmwareHost(firmware)), "equipoise-arithmetic");
  expect(execFileSync(program, [String(seed), "2000000"]).toString()).toBe("2000000 rounds alike\n");
});
