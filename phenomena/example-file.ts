/** One network of each experiment as a file that a user can edit, check, run and verify: examples/phenomena/ID.yaml. */
import type { Experiment } from "./experiment.js";

const WIDTH = 118;

function comment(text: string): string {
  const lines: string[] = [];
  let line = "#";
  for (const word of text.split(/\s+/)) {
    if (line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = "#";
    }
    line += ` ${word}`;
  }
  return [...lines, line].join("\n");
}

/** @throws where the experiment's `example` names no condition: a fault of the experiment */
export function exampleFile(experiment: Experiment): string {
  const condition = experiment.conditions("full").find(({ key }) => key === experiment.example);
  if (condition === undefined)
    throw new Error(`experiment ${experiment.id} has no condition ${experiment.example} to show as its example`);
  return `# yaml-language-server: $schema=../../schemas/network.schema.json
#
${comment(`The experiment ${experiment.id} of \`equipoise phenomena\`, condition ${condition.key}. ${experiment.claim}`)}
${comment(experiment.theory)}
${condition.description}`;
}
