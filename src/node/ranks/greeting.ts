/**
 * The greeting of two ranks. Each proves that it knows the token without sending it (HMAC-SHA256 over random numbers of both sides and what
 * is claimed); then it is checked that both are of one version, one run and one network. What follows is neither signed nor encrypted:
 * ranks belong in the network of one cluster.
 */
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { endianness } from "node:os";
import { z } from "zod";
import { version } from "../../program/version.js";
import type { Connection } from "./connection.js";

/** Changes with what ranks send each other. */
const PROTOCOL = 1;
const PATIENCE_MS = 15_000;

/** What a rank says of itself. */
export interface Claims {
  readonly rank: number;
  readonly of: number;
  /** Of what is run, and how. */
  readonly digest: string;
  /** Where the rank listens for others; 0: it does not. */
  readonly port: number;
}

const opening = z.object({ nonce: z.string().length(64) });
const proven = z.object({ nonce: z.string().length(64), proof: z.string() });
const claims = z.object({
  proof: z.string(),
  version: z.string(),
  rank: z.number().int(),
  of: z.number().int(),
  digest: z.string(),
  port: z.number().int(),
});
const outcome = z.object({ refused: z.string().nullable() });

/** The other side cannot be a rank of this run; the message is a sentence. */
export class WrongPeer extends Error {
  constructor(
    message: string,
    /** Whether it knew the token: then the run was started wrongly. */
    readonly known: boolean,
  ) {
    super(message);
  }
}

const ownVersion = `${version}, protocol ${PROTOCOL}, ${endianness()}`;

function mac(token: string, ...parts: readonly string[]): string {
  const hmac = createHmac("sha256", token);
  for (const part of parts) hmac.update(`${part.length}:${part}`);
  return hmac.digest("hex");
}

function same(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)];
  return x.length === y.length && timingSafeEqual(x, y);
}

function textOf({ rank, of, digest, port }: Claims, spoken: string): string {
  return JSON.stringify([spoken, rank, of, digest, port]);
}

/** Joins whoever accepts. @throws WrongPeer */
export async function greet(connection: Connection, token: string, own: Claims): Promise<void> {
  const nonce = randomBytes(32).toString("hex");
  connection.sendHello({ nonce });
  const reply = proven.safeParse(await next(connection));
  if (!reply.success || !same(reply.data.proof, mac(token, "accepts", nonce, reply.data.nonce)))
    throw new WrongPeer(`${connection.peer} does not know the token of this run`, false);
  // What follows the greeting is as long as there are ranks.
  connection.trust();
  const proof = mac(token, "joins", reply.data.nonce, nonce, textOf(own, ownVersion));
  connection.sendHello({ proof, version: ownVersion, ...own });
  const end = outcome.safeParse(await next(connection));
  if (!end.success) throw new WrongPeer(`${connection.peer} does not speak as a rank of equipoise does`, true);
  if (end.data.refused !== null) throw new WrongPeer(end.data.refused, true);
}

/** Accepts one that joins. @param expected ranks that have not yet joined @throws WrongPeer */
export async function receive(
  connection: Connection,
  token: string,
  own: Pick<Claims, "of" | "digest">,
  expected: (rank: number) => boolean,
): Promise<Claims> {
  const hello = opening.safeParse(await next(connection));
  if (!hello.success) throw new WrongPeer(`${connection.peer} does not speak as a rank of equipoise does`, false);
  const nonce = randomBytes(32).toString("hex");
  connection.sendHello({ nonce, proof: mac(token, "accepts", hello.data.nonce, nonce) });
  const said = claims.safeParse(await next(connection));
  if (
    !said.success ||
    !same(said.data.proof, mac(token, "joins", nonce, hello.data.nonce, textOf(said.data, said.data.version)))
  )
    throw new WrongPeer(`${connection.peer} does not know the token of this run`, false);
  const { rank, of, digest, port, version: theirs } = said.data;
  const refused = ((): string | null => {
    if (theirs !== ownVersion) return `rank ${rank} is equipoise ${theirs}; the others are ${ownVersion}`;
    if (of !== own.of) return `rank ${rank} was told of ${of} ranks; the others were told of ${own.of}`;
    if (digest !== own.digest)
      return `rank ${rank} was given another network or other options (digest ${digest.slice(0, 12)}) than the others (${own.digest.slice(0, 12)})`;
    return expected(rank)
      ? null
      : `there is no place for a rank ${rank}: it has joined already, or is none of 1 to ${of - 1}`;
  })();
  connection.sendHello({ refused });
  if (refused !== null) throw new WrongPeer(refused, true);
  return { rank, of, digest, port };
}

async function next(connection: Connection): Promise<unknown> {
  try {
    return await connection.nextHello(PATIENCE_MS);
  } catch (error) {
    const why =
      error instanceof SyntaxError ? "it does not speak as a rank of equipoise does" : (error as Error).message;
    throw new WrongPeer(`${connection.peer} did not finish the greeting: ${why}; its token may be another`, false);
  }
}
