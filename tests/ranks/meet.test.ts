/** Ranks find each other whatever reaches them first. */
import { randomBytes } from "node:crypto";
import { connect, createServer, type AddressInfo, type Server } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hostRanks, joinRanks, type Exchange, type Meeting, type Peers } from "../../src/node/ranks/join.js";

/** Passes everything on to the port; what comes back from there is held up by so many ms. */
async function slowWayTo(port: number, ms: number): Promise<Server> {
  const server = createServer((near) => {
    const far = connect({ host: "127.0.0.1", port });
    near.pipe(far);
    let last = Promise.resolve();
    const inTurn = (act: () => void) => {
      const due = pause(ms);
      last = last.then(() => due).then(act);
    };
    far.on("data", (chunk) => inTurn(() => near.write(chunk)));
    far.on("end", () => inTurn(() => near.end()));
    for (const socket of [near, far]) socket.on("error", () => void [near.destroy(), far.destroy()]);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

/** All ranks in this process. @param delays ms by which each rank but 0 hears later of what rank 0 says */
async function meet(delays: readonly number[], exchange: Exchange = "mesh"): Promise<Peers[]> {
  const common = { of: delays.length + 1, exchange, digest: "test", patience: 60, host: "127.0.0.1" } as const;
  const token = randomBytes(32).toString("hex");
  const meeting = (rank: number, port: number): Meeting => ({ ...common, token, rank, port });
  const ways: Server[] = [];
  const joining: Promise<Peers>[] = [];
  let hosted: Peers = new Map();
  try {
    hosted = await hostRanks(
      meeting(0, 0),
      {
        listening: (port) => {
          delays.forEach((ms, k) => {
            const joined = slowWayTo(port, ms).then(async (way) => {
              ways.push(way);
              return (await joinRanks(meeting(k + 1, (way.address() as AddressInfo).port))).peers;
            });
            joined.catch(() => {});
            joining.push(joined);
          });
        },
        stranger: (sentence) => {
          throw new Error(sentence);
        },
      },
      new Promise(() => {}),
    );
    return [hosted, ...(await Promise.all(joining))];
  } finally {
    const all = [
      hosted,
      ...(await Promise.allSettled(joining)).flatMap((r) => (r.status === "fulfilled" ? [r.value] : [])),
    ];
    for (const peers of all) for (const connection of peers.values()) connection.end();
    for (const way of ways) way.close();
  }
}

describe("ranks meet", () => {
  it("where another rank joins one that has not yet heard of it", async () => {
    const all = await meet([300, 0, 0]);
    expect(all.map((peers) => [...peers.keys()].sort((a, b) => a - b))).toEqual([
      [1, 2, 3],
      [0, 2, 3],
      [0, 1, 3],
      [0, 1, 2],
    ]);
  });

  it("where they are so many that the list of them is long", async () => {
    const all = await meet(Array<number>(149).fill(0), "star");
    expect(all[0].size).toBe(149);
    for (const peers of all.slice(1)) expect([...peers.keys()]).toEqual([0]);
  });

  it("whatever each hears late", async () => {
    const delays = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(delays, async (ms) => {
        const all = await meet(ms);
        all.forEach((peers, rank) =>
          expect([...peers.keys()].sort((a, b) => a - b)).toEqual(
            [...Array(ms.length + 1).keys()].filter((other) => other !== rank),
          ),
        );
      }),
      { numRuns: 15, endOnFailure: true },
    );
  });
});
