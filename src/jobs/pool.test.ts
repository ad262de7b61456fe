import { describe, expect, it } from "vitest";
import { dyingJob, refuseJob, squareJob, stuckJob, unservedJob } from "../../tests/jobs/jobs.js";
import { EquipoiseError } from "../diagnostics/diagnostic.js";
import { serveJobs } from "./serve-jobs.js";
import { workerBeside, type Job } from "./job.js";
import { runTasks } from "./pool.js";

const values = [3, 1, 4, 1, 5, 9, 2];

describe("runTasks", () => {
  it.each([1, 2, 3, 20])(
    "gives results in the order of their tasks with %d threads, whichever ends first, and counts to the end",
    async (threads) => {
      const seen: [string, number, number][] = [];
      const results = await runTasks(
        squareJob,
        values.map((value) => ({ value, milliseconds: value })),
        threads,
        "phase",
        (phase, done, total) => seen.push([phase, done, total]),
      );
      expect(results.map((r) => r.square)).toEqual(values.map((value) => value * value));
      if (threads === 1) {
        expect(new Set(results.map((r) => r.thread))).toEqual(new Set([0]));
        expect(seen).toEqual(values.map(() => ["squaring", 0, 1]));
      } else {
        expect(results.map((r) => r.thread)).not.toContain(0);
        expect(seen.at(-1)).toEqual(["phase", 7, 7]);
        expect(new Set(seen.map(([phase]) => phase))).toEqual(new Set(["phase"]));
      }
    },
  );

  it("runs a single task here, and no task nowhere", async () => {
    expect(await runTasks(squareJob, [{ value: 6, milliseconds: 0 }], 4, "phase")).toEqual([{ square: 36, thread: 0 }]);
    expect(await runTasks(squareJob, [], 4, "phase")).toEqual([]);
  });

  it.each([1, 2])("throws a refusal as what it is, with its hint and exit code, with %d threads", async (threads) => {
    const error = await runTasks(refuseJob, [2, 4, 5, 6], threads, "phase").catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(EquipoiseError);
    expect(error).toMatchObject({
      diagnostics: [{ code: "not-whole", message: "5 is odd", hint: "give an even number" }],
      exitCode: 1,
    });
  });

  it.each([1, 2])("throws a fault with its text, with %d threads", async (threads) => {
    const error = await runTasks(refuseJob, [2, -4, 6], threads, "phase").catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(EquipoiseError);
    expect(error).toMatchObject({ message: expect.stringContaining("-4 should never have come here") as string });
  });

  it("abandons what runs where one task fails, and begins no other", async () => {
    const begun = new SharedArrayBuffer(4);
    const tasks = Array.from({ length: 8 }, (_, index) => ({ index, begun }));
    await expect(runTasks(stuckJob, tasks, 2, "phase")).rejects.toThrow("the first of many failed");
    expect(new Int32Array(begun)[0]).toBeLessThanOrEqual(2);
  });

  it("says which jobs a worker has where it is asked for another", async () => {
    await expect(runTasks(unservedJob, [1, 2], 2, "phase")).rejects.toThrow(
      "this worker has no job unserved: it serves square, refuse, stuck, dying",
    );
  });

  it("ends where a thread dies in the middle of a task", async () => {
    await expect(runTasks(dyingJob, ["slowly", "at once", "slowly"], 2, "phase")).rejects.toThrow(
      "a worker ended early with code 3",
    );
  });

  it("ends where a thread dies between two tasks, and does not wait for it", async () => {
    await expect(runTasks(dyingJob, ["afterwards", "slowly", "slowly", "slowly"], 2, "phase")).rejects.toThrow(
      "a worker ended early with code 3",
    );
  });

  it("ends where the worker file is not there", async () => {
    const lost: Job<number, number> = { ...refuseJob, worker: new URL("./nowhere.js", refuseJob.worker) };
    await expect(runTasks(lost, [2, 4], 2, "phase")).rejects.toThrow(/nowhere\.js/);
  });
});

describe("workerBeside", () => {
  it("is the file beside a compiled module, and the compiled file beside a source", () => {
    expect(workerBeside("file:///lib/dist/src/verify/jobs.js").href).toBe("file:///lib/dist/src/verify/worker.js");
    expect(workerBeside(import.meta.url).pathname).toMatch(/\/dist\/src\/jobs\/worker\.js$/);
  });
});

describe("serveJobs", () => {
  it("serves in a worker thread only", () => {
    expect(() => serveJobs([refuseJob])).toThrow("a worker thread");
  });
});
