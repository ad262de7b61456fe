/**
 * Claims: who computes which task, so that nothing is computed twice though several runs share a folder of results, on one machine or several.
 * A claim is a file TASK.N that holds its owner's token. It is made by a link, which the file system grants to one only; that of a dead owner
 * stays until the task is over, and TASK.N+1 takes its place.
 */
import { linkSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeFolder } from "../../node/files/make-folder.js";
import { Owner, OWNER_PREFIX, ownerLives } from "./owner.js";

interface Claim {
  readonly name: string;
  readonly task: string;
  readonly generation: number;
}

const claimsFolderOf = (results: string) => join(results, "claims");

function claimsIn(folder: string): Claim[] {
  return filesIn(folder).flatMap((name) => {
    const parts = /^([0-9a-f]+)\.(\d+)$/.exec(name);
    return parts === null ? [] : [{ name, task: parts[1], generation: Number(parts[2]) }];
  });
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

/** Token of a claim's owner; empty where the claim is gone. */
function ownerOf(folder: string, { name }: Claim): string {
  try {
    return readFileSync(join(folder, name), "utf8");
  } catch {
    return "";
  }
}

/** Names of tasks that a living run computes. @param results the folder of results */
export function liveClaims(results: string): Set<string> {
  const folder = claimsFolderOf(results);
  const lives = remembered((token) => ownerLives(folder, token, Date.now()));
  return new Set(claimsIn(folder).flatMap((claim) => (lives(ownerOf(folder, claim)) ? [claim.task] : [])));
}

function remembered(ask: (token: string) => boolean): (token: string) => boolean {
  const known = new Map<string, boolean>();
  return (token) => {
    const answer = known.get(token) ?? ask(token);
    known.set(token, answer);
    return answer;
  };
}

/** The claims of one run. */
export class Claims {
  private readonly folder: string;
  private readonly owner: Owner;
  private readonly temporary: string;

  /** @param results the folder of results, made where it is not there */
  constructor(results: string) {
    this.folder = claimsFolderOf(results);
    makeFolder(this.folder);
    this.owner = new Owner(this.folder);
    this.temporary = join(this.folder, `.${this.owner.token}.part`);
    writeFileSync(this.temporary, this.owner.token, { flag: "wx" });
  }

  /** Takes those tasks that nobody alive has. Whether one was finished in the meantime is to be looked at afterwards. */
  take(tasks: readonly string[]): string[] {
    const lives = this.liveness();
    const before = byTask(claimsIn(this.folder));
    const linked = tasks.flatMap((task) => {
      const claims = before.get(task) ?? [];
      if (claims.some((claim) => lives(ownerOf(this.folder, claim)))) return [];
      const generation = 1 + Math.max(-1, ...claims.map((claim) => claim.generation));
      return this.link(`${task}.${generation}`) ? [task] : [];
    });
    if (linked.length === 0) return [];
    // A claim that was given back and taken again meanwhile has another generation: whoever sees one beside his own steps back.
    const after = byTask(claimsIn(this.folder));
    const others = this.liveness();
    return linked.filter((task) => {
      const contested = (after.get(task) ?? []).some((claim) => {
        const token = ownerOf(this.folder, claim);
        return token !== this.owner.token && others(token);
      });
      if (contested) this.removeOwn(after.get(task) ?? []);
      return !contested;
    });
  }

  /** Gives claims back: their tasks are over, or are left to others. */
  giveBack(tasks: readonly string[]): void {
    const now = byTask(claimsIn(this.folder));
    const lives = this.liveness();
    for (const task of tasks)
      for (const claim of now.get(task) ?? []) {
        const token = ownerOf(this.folder, claim);
        if (token === this.owner.token || !lives(token)) rmSync(join(this.folder, claim.name), { force: true });
      }
  }

  /** Ends the run: what it still holds is given back, and what dead runs left behind goes. */
  close(): void {
    const lives = this.liveness();
    for (const claim of claimsIn(this.folder)) {
      const token = ownerOf(this.folder, claim);
      if (token === this.owner.token || !lives(token)) rmSync(join(this.folder, claim.name), { force: true });
    }
    for (const name of filesIn(this.folder)) {
      const token = name.startsWith(OWNER_PREFIX)
        ? name.slice(OWNER_PREFIX.length)
        : (/^\.([0-9a-f]+)\.part$/.exec(name)?.[1] ?? null);
      if (token !== null && token !== this.owner.token && !lives(token))
        rmSync(join(this.folder, name), { force: true });
    }
    rmSync(this.temporary, { force: true });
    this.owner.close();
  }

  private liveness(): (token: string) => boolean {
    const now = this.owner.now();
    return remembered((token) => token !== "" && ownerLives(this.folder, token, now));
  }

  private link(name: string): boolean {
    try {
      linkSync(this.temporary, join(this.folder, name));
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
      throw error;
    }
  }

  private removeOwn(claims: readonly Claim[]): void {
    for (const claim of claims)
      if (ownerOf(this.folder, claim) === this.owner.token) rmSync(join(this.folder, claim.name), { force: true });
  }
}

function byTask(claims: readonly Claim[]): Map<string, Claim[]> {
  const map = new Map<string, Claim[]>();
  for (const claim of claims) map.set(claim.task, [...(map.get(claim.task) ?? []), claim]);
  return map;
}
