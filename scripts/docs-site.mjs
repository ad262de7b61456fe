// `npm run docs`: the docs as a site in out/site/. `-- --serve` then shows it at http://localhost:4173; `-- --out FOLDER` builds it there.
// The pages are those of docs/, with the ones of other folders beside them; links between them work on the forge and here alike.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const { values } = parseArgs({ options: { serve: { type: "boolean" }, out: { type: "string" } } });
const site = resolve(values.out ?? join(ROOT, "out/site"));
// Under the clone, where the pages find the packages that they are made with.
const work = join(ROOT, "out", `site-pages-${process.pid}`);
const pages = join(work, "pages");

/** Files outside docs/ that are pages: where they stand, and what they are called on the site. */
const ELSEWHERE = new Map([
  ["README.md", "index.md"],
  ["CONTRIBUTING.md", "contributing.md"],
  ["CHANGELOG.md", "changelog.md"],
]);

/** Where a file of the clone stands on the site; undefined for what is no page. */
function pageOf(path) {
  if (ELSEWHERE.has(path)) return ELSEWHERE.get(path);
  return path.startsWith("docs/") && path.endsWith(".md") ? path.slice("docs/".length) : undefined;
}

/** Writes a page of the clone with the links that it has on the site. */
function layOut(path, to) {
  const text = readFileSync(join(ROOT, path), "utf8").replace(/(!?)\]\(([^)\s]+)\)/g, (whole, _picture, target) => {
    if (/^(\w+:|#)/.test(target)) return whole;
    const [file, anchor = ""] = target.split(/(?=#)/);
    const from = relative(ROOT, resolve(ROOT, dirname(path), file));
    const page = pageOf(from);
    if (page !== undefined) return `](${relative(dirname(`/${to}`), `/${page}`).replace(/^(?!\.)/, "./")}${anchor})`;
    if (from.startsWith("docs/figures/")) return whole;
    // A source: it comes along as text, which every browser shows.
    const copy = `files/${from}.txt`;
    const at = join(pages, "public", copy);
    if (!statSync(join(ROOT, from)).isFile()) throw new Error(`${path} links to ${from}, which is no file.`);
    mkdirSync(dirname(at), { recursive: true });
    cpSync(join(ROOT, from), at);
    return `](/${copy})`;
  });
  // The signatures of the API would drown what people search for; the functions are found in library.md.
  // Where there is nothing to outline, the page takes its room.
  const head = to.startsWith("api/")
    ? "---\nsearch: false\noutline: false\n---\n\n"
    : /^## /m.test(text)
      ? ""
      : "---\naside: false\n---\n\n";
  mkdirSync(dirname(join(pages, to)), { recursive: true });
  writeFileSync(join(pages, to), head + text);
}

/** The help of every command, as it is printed. */
function commandsPage() {
  const help = (...words) =>
    execFileSync(process.execPath, [join(ROOT, "dist/src/cli/main.js"), ...words, "--help"], {
      encoding: "utf8",
      env: { ...process.env, NO_COLOR: "1" },
    }).trimEnd();
  const named = (text, before) =>
    [...text.matchAll(new RegExp(`^  ${before} ([a-z-]+)`, "gm"))].map((found) => found[1]);
  const parts = ["# Commands\n\nThe help of every command; `equipoise COMMAND --help` prints it."];
  const add = (level, words, text) => {
    parts.push(`${"#".repeat(level)} ${["equipoise", ...words].join(" ")}\n\n\`\`\`text\n${text}\n\`\`\``);
  };
  const all = help();
  add(2, [], all);
  for (const name of named(all, "equipoise")) {
    const text = help(name);
    add(2, [name], text);
    const below = [...new Set(named(text, `equipoise ${name}`))];
    for (const word of below) add(3, [name, word], help(name, word));
  }
  return `${parts.join("\n\n")}\n`;
}

if (!existsSync(join(ROOT, "dist/src/cli/main.js")))
  throw new Error("There is no dist/ yet: run `npm run build` first.");
rmSync(work, { recursive: true, force: true });
mkdirSync(pages, { recursive: true });
try {
  const written = ["docs", "docs/api"].flatMap((folder) =>
    readdirSync(join(ROOT, folder))
      .filter((name) => name.endsWith(".md"))
      .map((name) => `${folder}/${name}`),
  );
  for (const path of written) layOut(path, pageOf(path));
  for (const [path, to] of ELSEWHERE) layOut(path, to);
  writeFileSync(join(pages, "commands.md"), commandsPage());
  cpSync(join(ROOT, "docs/.vitepress/home.md"), join(pages, "index.md"));
  cpSync(join(ROOT, "docs/figures"), join(pages, "figures"), { recursive: true });

  process.env.EQUIPOISE_DOCS_PAGES = pages;
  process.env.EQUIPOISE_DOCS_SITE = site;
  const { build, serve } = await import("vitepress");
  await build(join(ROOT, "docs"));
  if (values.serve) await serve({ root: join(ROOT, "docs"), port: 4173 });
} finally {
  if (!values.serve) rmSync(work, { recursive: true, force: true });
}
