/**
 * The process in which the tests of mutants run: one Vitest in a scratch copy of the tree, whose modules stay compiled between mutants.
 * Whoever started it ends it where a mutant never ends.
 */
import { join } from "node:path";
import { createVitest } from "vitest/node";

export interface HostRequest {
  /** Sources that are other than before. */
  readonly changed: readonly string[];
  readonly tests: readonly string[];
}
export interface HostReply {
  /** The tests that failed, or what went wrong outside them. */
  readonly failed: readonly string[];
  readonly ran: number;
}

const root = process.argv[2];
const vitest = await createVitest(
  "test",
  {
    ...{ root, config: false, watch: false, run: true, bail: 1, reporters: [{}], pool: "threads", maxWorkers: 1 },
    include: ["{src,compiler,emulator,tests}/**/*.test.ts"],
    setupFiles: ["./src/node/environment.ts"],
    testTimeout: 60_000,
  },
  { clearScreen: false, logLevel: "silent" },
);

async function answer({ changed, tests }: HostRequest): Promise<HostReply> {
  for (const file of changed) vitest.invalidateFile(join(root, file));
  // Without a name, all of them would run.
  if (tests.length === 0) return { failed: [], ran: 0 };
  const specifications = await vitest.globTestSpecifications(tests.map((test) => join(root, test)));
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications);
  const failed = unhandledErrors.map((error) => (error instanceof Error ? error.message : String(error)));
  let ran = 0;
  // Results of earlier files come along; what failed for another mutant says nothing of this one.
  const asked = new Set(specifications.map(({ moduleId }) => moduleId));
  for (const module of testModules.filter(({ moduleId }) => asked.has(moduleId))) {
    if (!module.ok()) failed.push(module.moduleId);
    for (const error of module.errors()) failed.push(`${module.moduleId}: ${error.message}`);
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state !== "skipped" && state !== "pending") ran++;
      if (state === "failed") failed.push(`${module.moduleId}: ${test.fullName}`);
    }
  }
  return { failed, ran };
}

process.on("message", (request: HostRequest) => {
  void answer(request).then(
    (reply) => process.send!(reply),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      process.exit(1);
    },
  );
});
process.send!("ready");
