/** The forecast of real time against boards that tell their own time: the simulated FPGA clock for clock, the simulated Pico within a sixth. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { layOutFpgaImage } from "../../firmware-bridge/boards/fpga-image.js";
import { layOutUlx3sImage } from "../../firmware-bridge/boards/ulx3s-image.js";
import { mcuImage } from "../../firmware-bridge/boards/mcu-image.js";
import { createEmulator } from "../../emulator/loihi/emulator.js";
import { compileSpinnaker } from "../../compiler/spinnaker/compile.js";
import { loadDescription } from "../../src/node/files/load-description.js";
import { drawNetwork } from "../../src/network/draw-network.js";
import { machineOf } from "../../src/program/spinnaker/machine-of-program.js";
import { FIRMWARE_PROCESSORS, FPGA_CLOCK_HZ } from "../../src/targets/board-speed.js";
import { targetById } from "../../src/targets/registry.js";
import { expectedRatesOf } from "../../src/measure/build.js";
import { meanRatesOf } from "../../src/families/mean-rates.js";
import { rowClocks, stepClocks } from "../../src/families/loihi/fpga-time.js";
import { tickClocks } from "../../src/families/spinnaker/firmware-time.js";
import { balancedIntegerNetwork } from "./balanced-integer-network.js";
import { BOARDS, LINK as FIRMWARE_LINK } from "./firmware-boards.js";
import { dialFpga, LINK } from "./fpga-boards.js";
import { pacedRun } from "./paced-run.js";
import { dialUlx3s, PATIENT, SMALL_ULX3S } from "./ulx3s-boards.js";

describe("clocks that are forecast", () => {
  it("of the FPGA core are those that its RTL takes, step by step of a network that fires", async () => {
    const steps = 600;
    const { program, target } = balancedIntegerNetwork({
      seed: 5,
      neurons: 120,
      inDegree: 15,
      profile: "hw",
      steps,
      sources: 0,
    });
    const limits = { imageBytes: 115_200, neurons: 1024, sources: 2048 };
    const image = layOutFpgaImage(program, target, limits);
    const rows = rowClocks(image, program.size);
    const fired = new Float64Array(program.size);
    await (
      await createEmulator(program, target)
    ).advance(steps, (_step, ids, count) => ids.subarray(0, count).forEach((id) => fired[id]++));
    expect(fired.reduce((a, b) => a + b)).toBeGreaterThan(50);
    const expected = steps * stepClocks(image, program.size, rows, (id) => fired[id] / steps);
    const { begun, seen, between } = await pacedRun({
      dial: dialFpga(),
      link: LINK,
      imageFor: () => image.bytes,
      periodUs: 0,
      steps,
    });
    const clock = FPGA_CLOCK_HZ.ice40up5k.value / 1e6;
    const measured = (seen[steps - 1] - begun) * clock;
    // The host sees the end one question late, and RUN itself travels on the line.
    expect(measured).toBeGreaterThan(expected);
    expect(measured - expected).toBeLessThan(3 * between * clock + steps);
    expect(3 * between * clock).toBeLessThan(0.1 * expected);
  });

  it("of the ULX3S are those of its RTL within a twentieth", async () => {
    const steps = 60;
    const { program, target } = balancedIntegerNetwork({
      seed: 6,
      neurons: 800,
      inDegree: 60,
      profile: "hw",
      steps,
      sources: 0,
      registers: (i) => ({ dv: 200, thresholdMantissa: 400, refractory: i % 4 }),
    });
    const image = layOutUlx3sImage(program, target, SMALL_ULX3S);
    const rows = rowClocks(image, program.size);
    const fired = new Float64Array(program.size);
    await (
      await createEmulator(program, target)
    ).advance(steps, (_step, ids, count) => ids.subarray(0, count).forEach((id) => fired[id]++));
    expect(fired.reduce((a, b) => a + b)).toBeGreaterThan(1000);
    const expected = steps * stepClocks(image, program.size, rows, (id) => fired[id] / steps);
    const { begun, seen, between } = await pacedRun({
      dial: dialUlx3s(),
      link: { ...LINK, ...PATIENT },
      imageFor: () => image.bytes,
      periodUs: 0,
      steps,
    });
    const clock = FPGA_CLOCK_HZ["ecp5-85f"].value / 1e6;
    const measured = (seen[steps - 1] - begun) * clock;
    expect(measured).toBeGreaterThan(0.95 * expected);
    expect(measured).toBeLessThan(1.05 * expected + 3 * between * clock);
    expect(3 * between * clock).toBeLessThan(0.1 * expected);
  });

  it("of the firmware are within a sixth of those of the simulated Pico, at the predicted rates", async () => {
    const steps = 300;
    const network = drawNetwork(
      loadDescription(join(import.meta.dirname, "../../examples/small-balanced.yaml")).description,
    );
    const { program } = compileSpinnaker(network, targetById("rp2040"));
    const machine = machineOf(program);
    const { begun, seen, spikes } = await pacedRun({
      dial: BOARDS.pico(),
      link: FIRMWARE_LINK,
      imageFor: ({ imageBytes }) => mcuImage(machine, imageBytes).bytes,
      periodUs: 0,
      steps,
    });
    const measured = ((seen[steps - 1] - begun) * FIRMWARE_PROCESSORS.rp2040!.clock.value) / 1e6 / steps;
    const { low, high } = tickClocks(
      machine,
      network,
      meanRatesOf(network, expectedRatesOf(network)),
      FIRMWARE_PROCESSORS.rp2040!.cores.value,
    );
    expect([...spikes.values()].flat().length).toBeGreaterThan(500);
    const page = readFileSync(join(import.meta.dirname, "../../docs/firmware.md"), "utf8");
    const [, clocks, times] = /takes ([\d,]+) clocks a tick, ([\d.]+) × real time, by the same test/.exec(page) ?? [];
    expect(measured / Number(clocks.replace(",", ""))).toBeCloseTo(1, 2);
    expect((FIRMWARE_PROCESSORS.rp2040!.clock.value * network.dt) / 1000 / measured).toBeCloseTo(Number(times), 2);
    expect(measured).toBeGreaterThan((5 / 6) * low);
    expect(measured).toBeLessThan((7 / 6) * high);
  });
});
