/** The words after `npm run bench --`: a subcommand, flags, and options with a value. */
export interface BenchArguments {
  /** "" where none was named. */
  readonly command: string;
  has(flag: string): boolean;
  /** @throws Error where it has no value */
  text(option: string): string | undefined;
  /** A whole number ≥ 1. @throws Error for anything else */
  count(option: string, unless: number): number;
}

const FLAGS = ["--help", "--large", "--quick", "--write-docs"];
/** Of `kernels`: ours beside ours. */
const OF_KERNELS = ["crossover", "deferred", "division", "spinnaker"];
const OPTIONS = [
  ...["--duration", "--figures", "--kernel", "--network", "--neurons", "--on", "--out"],
  ...["--repetitions", "--steps", "--threads", "--transient"],
];

/** @throws Error for a word that is no subcommand's: a run of minutes is not to be found out to have been another */
export function readArguments(words: readonly string[]): BenchArguments {
  words.forEach((word, k) => {
    if (FLAGS.includes(word) || OPTIONS.includes(word) || (k > 0 && OPTIONS.includes(words[k - 1]))) return;
    if ((k === 0 && !word.startsWith("-")) || (words[0] === "kernels" && OF_KERNELS.includes(word))) return;
    throw new Error(`no benchmark takes ${word}; they take ${[...FLAGS, ...OPTIONS].join(", ")}`);
  });
  const text = (option: string) => {
    const at = words.indexOf(option);
    if (at < 0) return undefined;
    const value = words[at + 1];
    if (value === undefined || value.startsWith("--")) throw new Error(`${option} needs a value`);
    return value;
  };
  return {
    command: words.length > 0 && !words[0].startsWith("-") ? words[0] : "",
    has: (flag) => words.includes(flag),
    text,
    count: (option, unless) => {
      const given = text(option);
      if (given === undefined) return unless;
      const value = Number(given);
      if (!(Number.isInteger(value) && value >= 1))
        throw new Error(`${option} needs a whole number from 1 on, not ${given}`);
      return value;
    },
  };
}
