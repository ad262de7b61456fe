/** Golden vectors of Lava and nengo-loihi on the board itself: the gateware, simulated at register-transfer level behind its serial line. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openLoihiBoard } from "../../firmware-bridge/boards/loihi-board.js";
import { DEFAULT_LINK } from "../../firmware-bridge/protocol/link-options.js";
import { buildFpgaSimulator, dialFpgaSimulator } from "../../firmware-bridge/simulated/fpga-simulator.js";
import { systemClock } from "../../firmware-bridge/transport/system-clock.js";
import { replayFile } from "../golden/replay/replay.js";
import type { LoihiProgram } from "../../src/program/loihi/program.js";
import type { LoihiTarget } from "../../src/targets/loihi/target.js";

const root = join(import.meta.dirname, "../..");

/** Networks of the golden vectors that the core cannot hold, and the reason it gives. */
const REFUSED: Readonly<Record<string, RegExp>> = {
  "loihi/c1_u_exact_boundary.json.gz": /12 sums of synaptic input left the 16 bits of the board's accumulator/,
  "loihi/c2_u_wrap_repeated.json.gz": /left the 16 bits of the board's accumulator/,
  "loihi/c4_u_multiwrap_quirk.json.gz": /left the 16 bits of the board's accumulator/,
  "loihi/f4_graded_spikes.json.gz": /cannot hold the weight -110·2\^-3/,
  "loihi/f5_weight_exp_sweep.json.gz": /cannot hold the weight 160·2\^-8/,
  "loihi/g_ei_tutorial02_fixed.json.gz": /needs 71,186 words of synapse memory, the board has 49,152/,
  "loihi-hw/n3_refractory.json.gz": /cannot hold the threshold 2000/,
  "loihi-hw/n4_q_overflow.json.gz": /Step 0 has 1000 spikes from outside/,
};

/** 500 neurons, 1,200 steps: every spike, u and v of twelve neurons in every step; u and v of all of them in every fourth. */
const LARGE = "loihi/e_balanced_500";

describe("golden vectors on the simulated FPGA", () => {
  const networks = ["loihi", "loihi-hw"].flatMap((family) =>
    readdirSync(join(root, "tests/golden", family))
      .filter((name) => /^([a-g]|n)\d?_/.test(name))
      .map((name) => `${family}/${name}`),
  );
  const dial = dialFpgaSimulator(buildFpgaSimulator(join(root, "firmware-bridge/gateware")));
  let sessions = 1;
  const open = (program: LoihiProgram, target: LoihiTarget) =>
    openLoihiBoard(
      program,
      target,
      dial,
      systemClock,
      { ...DEFAULT_LINK, answerMs: 5000, session: sessions++ },
      { name: "simulated:fpga" },
    );

  it.each(networks)(
    "%s: every recorded spike, u and v, or a reason why not",
    async (name) => {
      const replay = replayFile(join(root, "tests/golden", name), { open, hashEvery: name.startsWith(LARGE) ? 4 : 1 });
      if (REFUSED[name] !== undefined) return expect(replay).rejects.toThrow(REFUSED[name]);
      expect((await replay).difference).toBeNull();
    },
    600_000,
  );
});
