/** How the ranks of a run find each other: all join rank 0, which tells them where the others listen; then each joins those before it. */
import { connect, createServer, type Server, type Socket } from "node:net";
import type { AddressInfo } from "node:net";
import { z } from "zod";
import { fail } from "../../diagnostics/diagnostic.js";
import { Connection } from "./connection.js";
import { greet, receive, WrongPeer } from "./greeting.js";

/** How spikes travel: every rank sends to every other one, or rank 0 hands on what each has sent to it. */
export type Exchange = "mesh" | "star";

export interface Meeting {
  /** Where rank 0 listens. */
  readonly host: string;
  readonly port: number;
  readonly rank: number;
  readonly of: number;
  /** Everybody who knows it may join. */
  readonly token: string;
  /** Of what is run, and how: the same for all. */
  readonly digest: string;
  readonly exchange: Exchange;
  /** Seconds for which the others are waited for. */
  readonly patience: number;
}

/** Connections to the other ranks that this one exchanges spikes with, by rank. */
export type Peers = Map<number, Connection>;

const RETRY_MS = 200;

const directory = z.object({
  exchange: z.enum(["mesh", "star"]),
  others: z.array(z.object({ rank: z.number().int(), host: z.string(), port: z.number().int() })),
});
const joined = z.object({ joined: z.number().int() });

/** What rank 0 tells while it waits. */
export interface LobbyHooks {
  /** The port is open. */
  listening(port: number): void;
  /** Somebody who does not know the token was turned away. */
  stranger(sentence: string): void;
}

interface Lobby {
  readonly server: Server;
  readonly port: number;
}

/** @throws EquipoiseError `ranks-cannot-listen` */
async function openLobby(host: string, port: number, accept: (socket: Socket) => void): Promise<Lobby> {
  const server = createServer(accept);
  await new Promise<void>((resolve, reject) => {
    // Also once it listens: a connection that the system could not accept is tried again by who wanted it.
    server.on("error", reject);
    server.listen(port, host, resolve);
  }).catch((error: NodeJS.ErrnoException) =>
    fail("ranks-cannot-listen", `cannot listen on ${host}:${port}: ${error.code ?? error.message}`, {
      hint: "rank 0 listens on --join HOST:PORT: give an address of its own machine in the cluster's network, and a free port",
    }),
  );
  return { server, port: (server.address() as AddressInfo).port };
}

/**
 * Rank 0: waits until all others have joined and, in a mesh, have joined each other.
 * @throws EquipoiseError `ranks-cannot-listen`, `ranks-missing`, `ranks-differ`
 */
export async function hostRanks(meeting: Meeting, hooks: LobbyHooks, cancelled: Promise<never>): Promise<Peers> {
  const { host, of, token, digest, exchange, patience } = meeting;
  const peers: Peers = new Map();
  const ports = new Map<number, number>();
  let done = () => {};
  let wrong: (error: WrongPeer) => void = () => {};
  const complete = new Promise<void>((resolve, reject) => {
    done = resolve;
    wrong = reject;
  });
  complete.catch(() => {});
  const accept = async (socket: Socket) => {
    const connection = new Connection(socket);
    try {
      const { rank, port } = await receive(
        connection,
        token,
        { of, digest },
        (rank) => rank >= 1 && rank < of && !peers.has(rank),
      );
      peers.set(rank, connection);
      ports.set(rank, port);
      if (peers.size === of - 1) done();
    } catch (error) {
      connection.end();
      if (!(error instanceof WrongPeer)) throw error;
      if (error.known) wrong(error);
      else hooks.stranger(error.message);
    }
  };
  const { server, port } = await openLobby(host, meeting.port, (socket) => void accept(socket));
  const giveUp = () => {
    for (const connection of peers.values()) connection.end();
  };
  try {
    hooks.listening(port);
    await inTime(Promise.race([complete, cancelled]), patience, () => {
      const missing = Array.from({ length: of - 1 }, (_, k) => k + 1).filter((rank) => !peers.has(rank));
      return fail(
        "ranks-missing",
        `${missing.length === 1 ? "rank" : "ranks"} ${missing.join(", ")} of ${of} did not join at ${host}:${port} within ${patience} s`,
        { hint: "start every rank with the same --join, --of and token; see that the port can be reached" },
      );
    });
    const others = [...peers].map(([rank, peer]) => ({ rank, host: peer.remoteAddress, port: ports.get(rank)! }));
    for (const connection of peers.values()) connection.sendHello({ exchange, others });
    for (const [rank, connection] of peers) await heardOf(connection, rank, patience);
    return peers;
  } catch (error) {
    giveUp();
    if (error instanceof WrongPeer) differ(error.message);
    throw error;
  } finally {
    server.close();
  }
}

async function heardOf(connection: Connection, rank: number, patience: number): Promise<void> {
  try {
    joined.parse(await connection.nextHello(patience * 1000));
  } catch (error) {
    fail("ranks-missing", `rank ${rank} did not reach the others: ${(error as Error).message}`, {
      hint: "ranks listen on ports of their own for each other: let them, or give --exchange star, for which only rank 0 is reached",
    });
  }
}

/**
 * Any other rank: joins rank 0, and in a mesh all others.
 * @throws EquipoiseError `ranks-missing`, `ranks-differ`
 */
export async function joinRanks(meeting: Meeting): Promise<{ readonly peers: Peers; readonly exchange: Exchange }> {
  const { host, port, rank, of, token, digest, patience } = meeting;
  const peers: Peers = new Map();
  const until = performance.now() + patience * 1000;
  const hub = await reach(host, port, until);
  // Those that heard of this rank before it heard of them join it at once, so they are counted from the start.
  let missing = of - 1 - rank;
  let complete = () => {};
  let failed: (error: Error) => void = () => {};
  const later = new Promise<void>((resolve, reject) => {
    complete = resolve;
    failed = reject;
  });
  later.catch(() => {});
  if (missing === 0) complete();
  const accept = async (socket: Socket) => {
    const connection = new Connection(socket);
    try {
      const other = await receive(connection, token, { of, digest }, (r) => r > rank && r < of && !peers.has(r));
      peers.set(other.rank, connection);
      if (--missing === 0) complete();
    } catch (error) {
      connection.end();
      if (error instanceof WrongPeer && error.known) failed(error);
    }
  };
  const lobby = await openLobby(hub.localAddress, 0, (socket) => void accept(socket));
  try {
    await greet(hub, token, { rank, of, digest, port: lobby.port });
    peers.set(0, hub);
    const { exchange, others } = directory.parse(await hub.nextHello((patience + 15) * 1000));
    if (exchange === "mesh") {
      for (const other of others.filter((o) => o.rank < rank)) {
        const connection = await reach(other.host, other.port, until);
        await greet(connection, token, { rank, of, digest, port: 0 });
        peers.set(other.rank, connection);
      }
      await inTime(Promise.race([later, hub.whenLost]), patience, () =>
        fail("ranks-missing", `not all ranks reached rank ${rank} at ${hub.localAddress}:${lobby.port}`, {
          hint: "let ranks reach each other, or give --exchange star, for which only rank 0 is reached",
        }),
      );
    }
    hub.sendHello({ joined: rank });
    return { peers, exchange };
  } catch (error) {
    for (const connection of new Set([hub, ...peers.values()])) connection.end();
    if (error instanceof WrongPeer) differ(error.message);
    if (error instanceof z.ZodError || (error instanceof Error && error.constructor === Error))
      fail("ranks-missing", `rank 0 at ${host}:${port} ended before all ranks had joined: ${oneLine(error)}`, {
        hint: "its own message says why",
      });
    throw error;
  } finally {
    lobby.server.close();
  }
}

function oneLine(error: Error): string {
  return error instanceof z.ZodError ? "it sent no list of them" : error.message;
}

function differ(sentence: string): never {
  return fail("ranks-differ", sentence, {
    hint: "start every rank with the same version, the same network and options, the same number of ranks and the same token",
  });
}

/** Tries again until somebody listens there. */
async function reach(host: string, port: number, until: number): Promise<Connection> {
  for (;;) {
    const attempt = await new Promise<Socket | NodeJS.ErrnoException>((resolve) => {
      const socket = connect({ host, port });
      socket.once("connect", () => {
        socket.removeAllListeners("error");
        resolve(socket);
      });
      socket.once("error", resolve);
      socket.setTimeout(5000, () => socket.destroy(new Error("no answer")));
    });
    if (!(attempt instanceof Error)) {
      attempt.setTimeout(0);
      return new Connection(attempt);
    }
    if (performance.now() > until)
      fail("ranks-missing", `nobody listens at ${host}:${port}: ${attempt.code ?? attempt.message}`, {
        hint: "rank 0 listens there: start it, with the same --join; see that the port can be reached",
      });
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}

async function inTime<T>(work: Promise<T>, seconds: number, late: () => never): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      try {
        late();
      } catch (error) {
        reject(error);
      }
    }, seconds * 1000);
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    clearTimeout(timer);
  }
}
