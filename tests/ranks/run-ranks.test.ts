/** Rank 0 waits for no rank that is lost, whatever it wants of it. */
import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { joinRanks, type Meeting } from "../../src/node/ranks/join.js";
import { RunRanks } from "../../src/node/ranks/run-ranks.js";

it("learns that a rank is lost that was asked what it has spent", async () => {
  const meeting: Meeting = {
    ...{ host: "127.0.0.1", port: 0, rank: 0, of: 2, patience: 60 },
    ...{ token: randomBytes(32).toString("hex"), digest: "test", exchange: "mesh" },
  };
  let joined: ReturnType<typeof joinRanks> | undefined;
  const ranks = await RunRanks.meet(
    { ...meeting, threads: 1, timeout: 60 },
    { listening: (port) => void (joined = joinRanks({ ...meeting, rank: 1, port })), stranger: () => {} },
  );
  const hub = (await joined!).peers.get(0)!;
  const asked = new Promise<unknown>((resolve) =>
    hub.listen({ block: () => {}, message: resolve, lost: () => {} }, 60_000),
  );
  const costs = ranks.costs();
  costs.catch(() => {});
  expect(await asked).toEqual({ kind: "costs" });
  hub.end();
  await expect(costs).rejects.toThrow("rank 1 of 2 was lost: its connection closed");
  await ranks.close();
});
