/** counted: a number with its noun, for messages: `1 core`, `4,000,000 synapses`. */
export function counted(n: number, noun: string): string {
  return `${n.toLocaleString("en")} ${noun}${n === 1 ? "" : "s"}`;
}
