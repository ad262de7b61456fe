/** Changes to text of YAML and its like: tokens that mean something are cut, doubled, swapped and put where they do not belong. */
const SPLICES = [
  "",
  "{",
  "}",
  "[",
  "]",
  ":",
  ": ",
  "- ",
  "&a ",
  "*a",
  "*cell",
  "<<: *cell",
  "!!binary ",
  "!!float ",
  "!x ",
  "| ",
  "\n",
  "\t",
  "\u0000",
  "\ud800",
  "%",
  "---\n",
  "...\n",
  "? ",
  "#",
  "'",
  '"',
  ".nan",
  ".inf",
  "-.inf",
  "1e999",
  "-1",
  "0",
  "1e15",
  "99999999999999999999",
  "0x10",
  "null",
  "true",
  "~",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "20 ms",
  "15 mV",
  "1/0",
  "sqrt(-1 mV)",
  "J/sqrt(K)",
  "2^999",
  "exp(1e9)",
  "((((((",
  "max()",
  "ms",
  "K",
  "{normal: {mean: 1 mV, sd: -1 mV}}",
  "[1 pA, 2 pA]",
  "[]",
  "{}",
  "E",
  "all_to_all",
  "poisson",
  "iaf_psc_exp",
];

/** Cuts, doubles, swaps and splices at character and at line level. */
export function changedText(text: string, draw: { below(n: number): number }): string {
  const below = (n: number) => draw.below(n);
  let result = text;
  const times = 1 + Math.floor(below(3) / 2);
  for (let i = 0; i < times; i++) {
    const at = below(result.length + 1);
    const length = below(12);
    const splice = SPLICES[below(SPLICES.length)];
    switch (below(12)) {
      case 0:
        result = result.slice(0, at) + splice + result.slice(at);
        break;
      case 1:
        result = result.slice(0, at) + splice + result.slice(at + length);
        break;
      case 2:
        result = result.slice(0, at) + String.fromCharCode(below(0x180)) + result.slice(at + 1);
        break;
      case 3: {
        const lines = result.split("\n");
        const [a, b] = [below(lines.length), below(lines.length)];
        [lines[a], lines[b]] = [lines[b], lines[a]];
        result = lines.join("\n");
        break;
      }
      case 4:
        result = result.slice(0, at) + result.slice(at + length * 3);
        break;
      default: {
        // A whole value: what most users get wrong.
        const values = [...result.matchAll(/(?<=[:[,{] ?)[^\s:,[\]{}#][^:,[\]{}\n#]*/g)];
        const value = values[below(Math.max(1, values.length))];
        if (value) result = result.slice(0, value.index) + splice + result.slice(value.index + value[0].length);
        break;
      }
    }
  }
  return result;
}
