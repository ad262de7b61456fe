/**
 * `npm run bench [-- SUBCOMMAND] [--quick]`: measurements, as ratios within one run (docs/performance.md).
 *
 *   (none)         the emulator and the reference beside numpy            peers          beside NEST, Brian2 and C kernels
 *   kernels        all designs of delivery in C                           scaling        cost against N, K and rate
 *   microcircuit   a large network: time, memory and published rates      cold-start     how soon a process begins
 *   build          from a description to the first step; --large: 10^8      forecast       what `check` foretells beside the run
 *   general        general programs beside those of one weight and delay   hosts      one network over processes and hosts
 *   boards         what steps of the simulated boards take, in their own time
 *   line           what their lines carry, and how long a loop's answer takes on them, in their own time
 *   cartpole       how long a network holds CartPole's pole
 *
 * Every repetition runs all simulators of a network one after the other. Printed: median (smallest–largest). A peer that does not do
 * the same work ends the benchmark. Subcommands are loaded when they are named.
 */
import "../src/node/environment.js";
import { cpus } from "node:os";
import { readArguments, type BenchArguments } from "./arguments.js";

const COMMANDS: Readonly<Record<string, (args: BenchArguments) => Promise<void>>> = {
  "": async (args) => (await import("./emulator-and-numpy.js")).benchEmulator(args),
  boards: async (args) => (await import("./boards.js")).benchBoards(args),
  cartpole: async (args) => (await import("./cartpole.js")).benchCartpole(args),
  "cold-start": async (args) => (await import("./cold-start.js")).benchColdStart(args),
  build: async (args) =>
    args.has("--large")
      ? (await import("./large-build.js")).benchLargeBuild(args)
      : (await import("./build.js")).benchBuild(args),
  forecast: async (args) => (await import("./forecast/run.js")).benchForecast(args),
  general: async (args) => (await import("./general/run.js")).benchGeneral(args),
  hosts: async (args) => (await import("./hosts/run.js")).benchHosts(args),
  kernels: async (args) => (await import("./kernels/run.js")).benchKernels(args),
  line: async (args) => (await import("./line.js")).benchLine(args),
  scaling: async (args) => (await import("./scaling/run.js")).benchScaling(args),
  microcircuit: async (args) => (await import("./microcircuit/run.js")).benchMicrocircuit(args),
  peers: async (args) => (await import("./side-by-side/run.js")).benchPeers(args),
};

const HELP = `npm run bench [-- SUBCOMMAND] [--quick] [--repetitions N] [--steps N] [--on NAME,…] [--out FILE] [--write-docs]
Benchmarks: ${Object.keys(COMMANDS).filter(Boolean).join(", ")}; none named: the emulator beside numpy. docs/performance.md says what each measures.`;

const args = argumentsOrEnd();
if (args.has("--help")) console.log(HELP);
else if (!Object.hasOwn(COMMANDS, args.command)) {
  console.error(
    `there is no benchmark ${args.command}: ${Object.keys(COMMANDS).filter(Boolean).join(", ")}, or none for the emulator beside numpy`,
  );
  process.exitCode = 2;
} else {
  console.log(`${cpus().length} cores, Node ${process.versions.node}`);
  await COMMANDS[args.command](args);
}

function argumentsOrEnd(): BenchArguments {
  try {
    return readArguments(process.argv.slice(2));
  } catch (error) {
    console.error((error as Error).message);
    process.exit(2);
  }
}
