// The script and the style sheet that every page carries, as committed modules that hold them as text.
// So a page needs no file beside it: the package runs without vite, tests render from source, and the renderer, reading nothing
// from a disk, runs in a browser as well. `npm run generate` writes the modules, `npm run generate -- --check` compares them.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const root = fileURLToPath(new URL("..", import.meta.url));

/** One classic script that runs at once (IIFE): no imports, not minified, so that whoever gets a page can read what runs in it. */
async function bundle() {
  const result = await build({
    root,
    configFile: false,
    envFile: false,
    publicDir: false,
    logLevel: "warn",
    build: {
      write: false,
      minify: false,
      target: "es2022",
      lib: { entry: "src/report/client/main.ts", formats: ["iife"], name: "report" },
    },
  });
  const files = [result].flat().flatMap(({ output }) => output);
  if (files.length !== 1 || files[0].type !== "chunk" || files[0].imports.length > 0)
    throw new Error(`the client must become one script and became ${files.map((file) => file.fileName).join(", ")}`);
  return files[0].code;
}

/** Line for line, so that a change of the text is a change of those lines. */
function textModule(source, name, text) {
  // The page writes the text into its element as it stands, which a closing tag would end.
  if (text.includes("</") || text.includes("<!--"))
    throw new Error(`${source} holds \`</\` or \`<!--\`, which no page can carry`);
  const lines = text.split("\n").map((line) => `  ${JSON.stringify(line)},\n`);
  return `// Generated from ${source} by \`npm run generate\`: do not edit.\nexport const ${name}: string = [\n${lines.join("")}].join("\\n");\n`;
}

/** @returns {Promise<Map<string, string>>} path → text of each generated module */
export async function clientModules() {
  const style = readFileSync(`${root}src/report/client/report.css`, "utf8");
  return new Map([
    ["src/report/generated/client-script.ts", textModule("src/report/client", "CLIENT_SCRIPT", await bundle())],
    ["src/report/generated/style-sheet.ts", textModule("src/report/client/report.css", "STYLE_SHEET", style)],
  ]);
}
