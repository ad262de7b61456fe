/**
 * `npm run bench -- cartpole [--quick] [--write-docs]`: how long the pole of gymnasium's CartPole-v1 stands, by who plays; into docs/closed-loop.md.
 * Everything is drawn from seeds: the same on every machine. The environment `doors` of .python is made where it is missing.
 *
 *   --quick   two seeds in place of ten, 100 random episodes in place of 1,000
 */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { PYTHON_DOORS, pythonOf, ROOT } from "../scripts/python-environments.js";
import type { BenchArguments } from "./arguments.js";
import { equipoiseJson } from "./equipoise-json.js";
import { writeBlock } from "./side-by-side/generated-block.js";
import { markdownTable } from "./side-by-side/markdown-table.js";

const EXAMPLE = "examples/cartpole";
const RANDOM = fileURLToPath(new URL("../../bench/peers/random_cartpole.py", import.meta.url));
const EPISODES = 1000;
const SEEDS = 10;
const QUICK = { episodes: 100, seeds: 2 };
/** Title, where the network runs. */
const PLACES: readonly (readonly [string, readonly string[]])[] = [
  ["reference", ["--on", "reference"]],
  ["emulator, loihi1", ["-t", "loihi1"]],
  ["emulator, rp2040", ["-t", "rp2040"]],
  ["emulator, ice40up5k", ["-t", "ice40up5k"]],
];
const SENSES = join(EXAMPLE, "plant.py");
/** Sources that never fire. */
const DEAF = "-m equipoise.gym CartPole-v1 --high 2.4,2,0.2,2 --peak 0";

interface Played {
  readonly plant: { readonly episodes: number; readonly mean_steps: number; readonly longest: number };
}

export function benchCartpole(args: BenchArguments): void {
  const python = pythonOf(PYTHON_DOORS);
  const { episodes, seeds } = args.has("--quick") ? QUICK : { episodes: EPISODES, seeds: SEEDS };
  const env = { ...process.env, PYTHONPATH: join(ROOT, "python") };
  const random = JSON.parse(execFileSync(python, [RANDOM, String(episodes)], { encoding: "utf8", env })) as {
    readonly mean: number;
    readonly longest: number;
  };
  const play = (where: readonly string[], plant: string, seed?: number) =>
    equipoiseJson<Played>(
      [
        ...["loop", join(EXAMPLE, "cartpole.yaml"), ...where, "--block", "20", "--plant-timeout", "60"],
        ...["--plant", `"${python}" ${plant}`, ...(seed === undefined ? [] : ["--seed", String(seed)])],
      ],
      env,
    ).plant;
  const deaf = play(["-t", "rp2040"], DEAF);
  const row = (who: string, of: number, mean: number, longest: number) => [
    who,
    of.toLocaleString("en"),
    mean.toFixed(1),
    String(longest),
  ];
  const rows = [
    row("actions at random", episodes, random.mean, random.longest),
    row("the network, its sensors silent: emulator, rp2040", deaf.episodes, deaf.mean_steps, deaf.longest),
    ...PLACES.map(([title, where]) => {
      const played = Array.from({ length: seeds }, (_, k) => play(where, SENSES, k + 1));
      process.stderr.write(`${title}\n`);
      const all = played.reduce((sum, one) => sum + one.episodes, 0);
      const steps = played.reduce((sum, one) => sum + one.episodes * one.mean_steps, 0);
      return row(
        `the network: ${title}, seeds 1 … ${seeds}`,
        all,
        steps / all,
        Math.max(...played.map((p) => p.longest)),
      );
    }),
  ];
  const table = markdownTable(["who plays", "episodes", "steps until the pole falls, mean", "at most"], rows);
  console.log(`\n${table}`);
  if (args.has("--write-docs")) writeBlock("cartpole", table, "closed-loop.md");
}
