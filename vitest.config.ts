import { defineConfig } from "vitest/config";

export default defineConfig({
  // Examples import the package by its name, as readers of docs/ do.
  resolve: {
    alias: [{ find: /^@equipoise\/equipoise$/, replacement: new URL("src/index.ts", import.meta.url).pathname }],
  },
  test: {
    include: ["{src,compiler,emulator,firmware-bridge,phenomena,studies,tests}/**/*.test.ts"],
    globalSetup: ["./tests/stale-dist.ts"],
    setupFiles: ["./tests/fresh-dist.ts", "./src/node/environment.ts"],
    // They find what hangs. What is slow on a busy machine is no fault: the longest without a limit of its own takes a minute.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    pool: "forks",
    reporters: ["default", "./tests/closing-line-reporter.ts"],
    maxWorkers: 2,
  },
});
