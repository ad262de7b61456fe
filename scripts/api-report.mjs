// The public API of each door of the package as text, docs/api/*.api.md: what a change of it means for users is seen in review.
// `npm run api` fails where the committed reports are not those of dist/; `npm run api -- --update` writes them.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { Extractor, ExtractorConfig, ExtractorLogLevel } from "@microsoft/api-extractor";

const ROOT = process.cwd();
const FOLDER = "docs/api";
const update = process.argv.includes("--update");

const quiet = { logLevel: ExtractorLogLevel.None, addToApiReportFile: false };
/** What tells of the API is kept, as lines of the report; what tells how to write comments is not. */
const messages = {
  compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
  extractorMessageReporting: {
    default: { logLevel: ExtractorLogLevel.Error },
    "ae-missing-release-tag": quiet,
    "ae-unresolved-link": quiet,
    "ae-undocumented": quiet,
    "ae-forgotten-export": quiet, // tests/public-types.test.ts is exact about these
  },
  tsdocMessageReporting: { default: quiet },
};

const { exports } = JSON.parse(readFileSync("package.json", "utf8"));
const doors = Object.entries(exports)
  .filter(([, door]) => typeof door !== "string")
  .map(([path, { types }]) => ({ name: path === "." ? "index" : basename(path), types }));

/** @returns the report of one door, as text */
function reportOf({ name, types }, scratch) {
  const configObject = {
    projectFolder: ROOT,
    mainEntryPointFilePath: join(ROOT, types),
    newlineKind: "lf",
    compiler: { tsconfigFilePath: join(ROOT, "tsconfig.build.json") },
    apiReport: {
      enabled: true,
      reportFileName: `${name}.api.md`,
      reportFolder: scratch,
      reportTempFolder: join(scratch, "temporary"),
      includeForgottenExports: false,
    },
    docModel: { enabled: false },
    dtsRollup: { enabled: false },
    tsdocMetadata: { enabled: false },
    messages,
  };
  const config = ExtractorConfig.prepare({
    configObject,
    configObjectFullPath: undefined,
    packageJsonFullPath: join(ROOT, "package.json"),
  });
  const problems = [];
  const { succeeded } = Extractor.invoke(config, {
    localBuild: true,
    showVerboseMessages: false,
    messageCallback(message) {
      message.handled = true;
      if (message.logLevel === ExtractorLogLevel.Error) problems.push(message.formatMessageWithLocation(ROOT));
    },
  });
  if (!succeeded || problems.length > 0) throw new Error(`no report of ${types}:\n${problems.join("\n")}`);
  const text = readFileSync(join(scratch, `${name}.api.md`), "utf8");
  return text.replace(/^ *\/\/ \(undocumented\)\n/gm, "").replaceAll(" (undocumented)", "");
}

const scratch = mkdtempSync(join(tmpdir(), "equipoise-api-"));
const stale = [];
try {
  for (const door of doors) {
    const path = `${FOLDER}/${door.name}.api.md`;
    const text = reportOf(door, scratch);
    if (update) {
      mkdirSync(FOLDER, { recursive: true });
      writeFileSync(path, text);
    } else if (committed(path) !== text) stale.push(path);
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
if (stale.length > 0) {
  console.error(
    `The public API is not what was committed: ${stale.join(", ")}. If that is meant, run \`npm run api -- --update\` and commit it.`,
  );
  process.exit(1);
}

function committed(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
