/** `equipoise report FILE.eqv`: the HTML report of a saved verification, again. */
import type { CommandModule } from "yargs";
import { renderReport } from "../../report/render-report.js";
import { decodeVerification } from "../../verify/codec.js";
import { readBytes, writeWhole } from "../files.js";
import { pageOf, prepareOutputs } from "../outputs.js";
import { Terminal } from "../terminal.js";

interface Arguments {
  verification: string;
  out?: string;
  json: boolean;
  quiet: boolean;
}

export const reportCommand: CommandModule<object, Arguments> = {
  builder: (argv) =>
    argv.positional("verification", { type: "string", describe: "file that `verify --out` wrote" }).option("out", {
      alias: "o",
      type: "string",
      describe: "page (a path that ends in .html), or folder for report.html; default: a page beside the verification",
    }) as never,
  handler(args) {
    const terminal = new Terminal(args);
    const out = args.out !== undefined ? pageOf(args.out) : `${args.verification.replace(/\.eqv$/, "")}.html`;
    prepareOutputs([{ option: "--out", path: out }], [args.verification]);
    const html = renderReport(decodeVerification(readBytes(args.verification), args.verification));
    writeWhole(out, html);
    if (args.json) terminal.printJson({ report: out, bytes: Buffer.byteLength(html) });
    else terminal.print(out);
  },
};
