/**
 * What is known beforehand is never lost in silence: where all spikes from outside are known, the scale and the left shifts that the
 * compiler chooses hold them, or it says before the run that nothing can.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "../compiler/loihi/compile.js";
import { compileSpinnaker } from "../compiler/spinnaker/compile.js";
import { incomingWeights } from "../compiler/spinnaker/weights/incoming-weights.js";
import {
  CONDUCTANCE_SCALE,
  LARGEST_SHIFT,
  LARGEST_SUM,
  weightStep,
} from "../compiler/spinnaker/weights/ring-buffer-scale.js";
import { boundedSaturationShift } from "../compiler/spinnaker/weights/ring-buffer-shifts.js";
import { createEmulator } from "../emulator/loihi/emulator.js";
import { SpinnakerEmulator } from "../emulator/spinnaker/emulator.js";
import { EquipoiseError } from "../src/diagnostics/diagnostic.js";
import { ExitCode } from "../src/diagnostics/exit-codes.js";
import { drawNetwork } from "../src/network/draw-network.js";
import type { Network } from "../src/network/types.js";
import type { ExecutionTarget } from "../src/program/execution-target.js";
import { isOverflowCounter } from "../src/program/overflow-counters.js";
import { machineOf } from "../src/program/spinnaker/machine-of-program.js";
import { loihiTargetById, spinnakerTargetById } from "../src/targets/registry.js";
import { knownNetwork, type KnownNetworkShape } from "./known-input.fixture.js";

const loihi = loihiTargetById("loihi1");
const spinnaker = spinnakerTargetById("spinnaker1");

const anyShape: fc.Arbitrary<KnownNetworkShape> = fc.record({
  seed: fc.integer({ min: 1, max: 1e6 }),
  model: fc.constantFrom("iaf_psc_exp", "iaf_psc_delta", "iaf_cond_exp"),
  dt: fc.constantFrom(0.1, 0.5, 1),
  duration: fc.constant(120),
  strength: fc.double({ min: 0, max: 3, noNaN: true }),
});

async function lossesOf(
  target: ExecutionTarget,
  { steps }: Network,
  counts: (name: string) => boolean,
): Promise<[string, number][]> {
  await target.advance(steps, () => {});
  const counters = await target.counters();
  await target.close();
  return Object.entries(counters).filter(([name, value]) => value > 0 && !name.includes(":") && counts(name));
}

describe("known spike times", () => {
  it.each(["hw", "lava"] as const)(
    "wrap and clip nothing on Loihi (%s) with 8 and with 3 bits, or no scale fits and the compiler says so",
    async (profile) => {
      const seen = { held: 0, refused: 0 };
      await fc.assert(
        fc.asyncProperty(
          anyShape,
          fc.constantFrom(8, 3),
          fc.constantFrom("projection", "network"),
          async (shape, weightBits, weightExponent) => {
            const network = drawNetwork(knownNetwork(shape));
            try {
              const { program } = compile(network, loihi, {
                profile,
                weightBits,
                weightExponent,
                expectedRates: { P: 20 },
              });
              expect(await lossesOf(await createEmulator(program, loihi), network, isOverflowCounter)).toEqual([]);
              seen.held++;
            } catch (error) {
              if (!(error instanceof EquipoiseError)) throw error;
              expect(error.exitCode).toBe(ExitCode.doesNotFit);
              seen.refused++;
            }
          },
        ),
        { numRuns: 60 },
      );
      expect(seen.held).toBeGreaterThan(30);
    },
  );

  it("saturate no ring buffer of SpiNNaker, or the compiler says that they will", async () => {
    let held = 0;
    await fc.assert(
      fc.asyncProperty(anyShape, async (shape) => {
        const network = drawNetwork(knownNetwork(shape));
        const { program, diagnostics } = compileSpinnaker(network, spinnaker, { expectedRates: { P: 20 } });
        const said = diagnostics.some(({ code }) => code === "saturation-likely");
        const losses = await lossesOf(new SpinnakerEmulator(machineOf(program)), network, (name) =>
          name.startsWith("ring-"),
        );
        if (!said) expect(losses).toEqual([]);
        if (!said) held++;
      }),
      { numRuns: 60 },
    );
    expect(held).toBeGreaterThan(30);
  });

  it("get no more room than they need: one shift less would not hold them, or the largest weight", () => {
    let limited = 0;
    fc.assert(
      fc.property(anyShape, (shape) => {
        const network = drawNetwork(knownNetwork(shape));
        const globalScale = shape.model === "iaf_cond_exp" ? CONDUCTANCE_SCALE : 1;
        const incoming = incomingWeights(network, 0, [0], 1e-3).excitatory;
        const { shift, limitedBy } = boundedSaturationShift(incoming, {
          dt: shape.dt,
          globalScale,
          largestWeight: LARGEST_SUM,
        });
        if (limitedBy !== "saturation" || shift === LARGEST_SHIFT) return;
        limited++;
        const step = weightStep(shift - 1, globalScale);
        // One spike more than is known has room.
        expect(
          incoming.knownPeak.some(
            (peak, i) => (peak + incoming.largestKnown[i]) / step + incoming.knownSpikes[i] > LARGEST_SUM * (1 - 1e-9),
          ),
        ).toBe(true);
      }),
      { numRuns: 60 },
    );
    expect(limited).toBeGreaterThan(10);
  });
});
