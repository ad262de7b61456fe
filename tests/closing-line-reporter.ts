/** Ends the output of a test run with one plain line that any CI can read, and adds its counts to the file TEST_COUNTS where there is one. */
import { appendFileSync } from "node:fs";
import type { Reporter, TestModule } from "vitest/node";

export default class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    let passed = 0;
    let failed = unhandledErrors.length;
    let skipped = 0;
    for (const module of modules) {
      if (module.errors().length > 0) failed += module.errors().length;
      for (const test of module.children.allTests()) {
        const state = test.result().state;
        if (state === "passed") passed++;
        else if (state === "failed") failed++;
        else skipped++;
      }
    }
    process.stdout.write(`\n${passed} passed, ${failed} failed, ${skipped} skipped\n`);
    const { TEST_COUNTS: counts } = process.env;
    if (counts !== undefined) appendFileSync(counts, `${passed} ${failed} ${skipped}\n`);
  }
}
