import { describe, expect, it } from "vitest";
import { addressIn, firstHost } from "./slurm.js";

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

describe("the address of a node", () => {
  it.each([
    ["NodeName=n1 NodeAddr=10.0.0.1 NodeHostName=login Version=22.05.8\n", "10.0.0.1"],
    ["NodeName=n1 State=UNKNOWN\n", null],
    ["", null],
  ])("in %j, as scontrol shows it, is %s", (text, address) => expect(addressIn(text)).toBe(address));
});
