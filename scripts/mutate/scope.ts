/** Which sources are mutated, and which test files may notice. */
import { execFileSync } from "node:child_process";

/** Arithmetic of the compiler and the emulators; kernels in AssemblyScript are compiled beforehand, so that no change of them would run. */
const SOURCES = [
  /^src\/numerics\/[\w-]+\.ts$/,
  /^emulator\/loihi\/(step|noise|phases)\.ts$/,
  /^emulator\/loihi\/kernel\/(decay|neuron-arrays|one-by-one-kernel|plain-kernel|synapse-row|update)\.ts$/,
  /^emulator\/spinnaker\/(machine|phases|spike-list)\.ts$/,
  /^emulator\/spinnaker\/kernel\/(arithmetic|plain-kernel|one-by-one-kernel|poisson-source|ring-buffers|update-atom|update-core)\.ts$/,
  /^emulator\/reference\/(\w+-\w+-population|deliver|arrivals|step-currents|loihi-form|spinnaker-form)\.ts$/,
  /^compiler\/common\/round-row\.ts$/,
  /^compiler\/loihi\/(scaling|rounding|lowering)\//,
  /^compiler\/spinnaker\/(core-quotients|to-s1615)\.ts$/,
  /^compiler\/spinnaker\/weights\//,
  /^compiler\/spinnaker\/passes\/(lower|quantize|scale)\.ts$/,
];
const NO_SOURCE = /\.(test|fixture)\.ts$|\/index\.ts$/;

/** Test files beside the sources, and those of tests/ that are quick and hold whole steps of a chip. */
const TESTS = [
  /^(src|compiler|emulator)\/.*\.test\.ts$/,
  /^tests\/(emulator|golden|known-input|step-phases|head-room|spinnaker-emulator|spinnaker-kernels|spinnaker-bitmaps|run-losses)\.test\.ts$/,
];
/** They take longest, or run what stands in dist/, which is not mutated. */
const TOO_SLOW = [
  "compiler/foresee-overflow.test.ts",
  "src/description/fuzz.test.ts",
  "src/description/json-schema.test.ts",
  "src/report/render-report.test.ts",
  "src/sweep/sweep.test.ts",
  "src/verdict/seed-plan.test.ts",
];

export interface Scope {
  readonly sources: readonly string[];
  readonly tests: readonly string[];
}

/** Files that git knows. */
export function trackedFiles(root: string): string[] {
  return execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
  })
    .split("\0")
    .filter(Boolean);
}

export function scopeOf(files: readonly string[]): Scope {
  return {
    sources: files.filter((file) => SOURCES.some((one) => one.test(file)) && !NO_SOURCE.test(file)),
    tests: files.filter((file) => TESTS.some((one) => one.test(file)) && !TOO_SLOW.includes(file)),
  };
}
