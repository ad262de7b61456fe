import { describe, expect, it } from "vitest";
import { firstHost } from "./slurm.js";

describe("the first host of a list of Slurm's", () => {
  it.each([
    ["login1", "login1"],
    ["node[01-03,7],login1", "node01"],
    ["node[7,9-12]", "node7"],
    ["a1,a2", "a1"],
    ["rack[2-3]-ib", "rack2-ib"],
    [" n1 ", "n1"],
  ])("of %s is %s", (list, host) => expect(firstHost(list)).toBe(host));
});
