import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Claims, liveClaims } from "./claims.js";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "equipoise-claims-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const TASKS = ["0a", "1b", "2c", "3d"];

/** As if the process of every run so far were gone. */
function killAll(): void {
  const claims = join(folder, "claims");
  for (const name of readdirSync(claims))
    if (name.startsWith("owner-")) {
      const owner = JSON.parse(readFileSync(join(claims, name), "utf8"));
      writeFileSync(join(claims, name), JSON.stringify({ ...owner, started: "1" }));
    }
}

describe("claims", () => {
  it("give every task to one run only, however takes and returns are mixed", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ run: fc.nat(2), back: fc.boolean(), tasks: fc.subarray(TASKS, { minLength: 1 }) }), {
          maxLength: 14,
        }),
        (moves) => {
          const runs = [new Claims(folder), new Claims(folder), new Claims(folder)];
          const holder = new Map<string, number>();
          for (const { run, back, tasks } of moves) {
            if (back) {
              const own = tasks.filter((task) => holder.get(task) === run);
              runs[run].giveBack(own);
              own.forEach((task) => holder.delete(task));
              continue;
            }
            const free = tasks.filter((task) => !holder.has(task));
            expect(runs[run].take(tasks)).toEqual(free);
            free.forEach((task) => holder.set(task, run));
          }
          expect(liveClaims(folder)).toEqual(new Set(holder.keys()));
          runs.forEach((run) => run.close());
          expect(readdirSync(join(folder, "claims"))).toEqual([]);
        },
      ),
      { numRuns: 25 },
    );
  });

  it("are taken over from a run that died, by one run only, and leave nothing behind", () => {
    const dead = new Claims(folder);
    expect(dead.take(TASKS)).toEqual(TASKS);
    killAll();
    expect(liveClaims(folder)).toEqual(new Set());
    const [a, b] = [new Claims(folder), new Claims(folder)];
    expect(a.take(TASKS.slice(0, 3))).toEqual(TASKS.slice(0, 3));
    expect(b.take(TASKS)).toEqual(TASKS.slice(3));
    expect(liveClaims(folder)).toEqual(new Set(TASKS));
    a.close();
    b.close();
    expect(readdirSync(join(folder, "claims"))).toEqual([]);
  });

  it("of a run on another machine hold while it touches its file, and are free a minute later", () => {
    const there = new Claims(folder);
    there.take(TASKS);
    const claims = join(folder, "claims");
    const owner = join(
      claims,
      readdirSync(claims).find((name) => name.startsWith("owner-"))!,
    );
    writeFileSync(owner, JSON.stringify({ ...JSON.parse(readFileSync(owner, "utf8")), place: "elsewhere" }));
    const here = new Claims(folder);
    expect(here.take(TASKS)).toEqual([]);
    expect(liveClaims(folder).size).toBe(4);
    const aMinuteAgo = new Date(Date.now() - 61_000);
    // The clock is that of the file system: the owner's file is old, ours is new.
    utimesSync(owner, aMinuteAgo, aMinuteAgo);
    expect(liveClaims(folder).size).toBe(0);
    expect(here.take(TASKS)).toEqual(TASKS);
    here.close();
  });
});
