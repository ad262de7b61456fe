import { gunzipSync, gzipSync } from "node:zlib";
import { defaultOptions } from "../../../src/options/check-options.js";
import { renderReport } from "../../../src/report/render-report.js";
import { targetById } from "../../../src/targets/registry.js";
import { decodeVerification, encodeVerification } from "../../../src/verify/codec.js";
import { verify } from "../../../src/verify/verify.js";
import { bytesOf, canonical, fileOf, mustBeSame, oneFile, textOf, type FuzzFormat } from "../format.js";
import { changeFields, scrambled } from "../mutate.js";
import { smallDescription } from "../programs.js";

const FILE = "verification.json";

/** The JSON of a saved verification (.eqv), which is packed by gzip. */
export const verification: FuzzFormat = {
  name: "verification",
  modules: ["/src/verify/", "/src/report/"],
  async seeds() {
    const target = targetById("loihi1");
    const made = await verify({
      ...{ description: smallDescription(), file: "small.yaml", command: "equipoise verify small.yaml" },
      ...{ target, options: defaultOptions(target), seeds: [1], jobs: 1, attribution: "never" },
    });
    return [oneFile(FILE, gunzipSync(encodeVerification(made)))];
  },
  change(files, draw) {
    const json = fileOf(files, FILE);
    try {
      const holder = { value: JSON.parse(textOf(json)) as object };
      changeFields(holder.value, draw);
      return oneFile(FILE, bytesOf(JSON.stringify(holder.value)));
    } catch {
      return oneFile(FILE, scrambled(json, draw));
    }
  },
  run(files) {
    const read = decodeVerification(gzipSync(fileOf(files, FILE), { level: 0 }));
    mustBeSame("the verification", canonical(decodeVerification(encodeVerification(read))), canonical(read));
    renderReport(read);
  },
};
