/** Ranks of this test: this process is rank 0, the others are started as `equipoise run --ranks` does. */
import { randomBytes } from "node:crypto";
import "../../src/node/environment.js";
import type { Exchange } from "../../src/node/ranks/join.js";
import { RunRanks } from "../../src/node/ranks/run-ranks.js";
import { spawnRanks, type SpawnedRanks } from "../../src/node/ranks/spawn-ranks.js";

export interface Session {
  readonly places: RunRanks;
  readonly spawned: SpawnedRanks;
  close(): Promise<void>;
}

export async function openSession(of: number, exchange: Exchange = "mesh", timeout = 60): Promise<Session> {
  const common = { of, exchange, timeout, threads: 1, host: "127.0.0.1", digest: "test", patience: 120 };
  const options = { ...common, token: randomBytes(32).toString("hex"), rank: 0, port: 0 };
  let spawned: SpawnedRanks | undefined;
  const places = await RunRanks.meet(options, {
    listening: (port) => (spawned = spawnRanks({ ...options, port })),
    stranger: (sentence) => {
      throw new Error(sentence);
    },
  });
  return {
    places,
    spawned: spawned!,
    async close() {
      await places.close();
      spawned!.leave(false);
    },
  };
}
