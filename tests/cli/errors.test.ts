/** Bad input: one clear sentence on stderr, nothing on stdout, exit code 1, and no stack trace. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { equipoise, smallNetwork, temporaryFolder } from "./equipoise.js";

const folder = temporaryFolder();
beforeAll(() => {
  mkdirSync(join(folder.path, "a folder"));
  writeFileSync(join(folder.path, "net.yaml"), smallNetwork());
  writeFileSync(join(folder.path, "typo.yaml"), smallNetwork().replace("timestep", "timestp"));
  writeFileSync(join(folder.path, "unit.yaml"), smallNetwork().replace("J: 6 mV", "J: 6"));
  writeFileSync(join(folder.path, "broken.yaml"), "populations: [\n  {{{");
  writeFileSync(join(folder.path, "foreign.eqp"), "not a program");
  writeFileSync(join(folder.path, "empty.eqp"), "");
  writeFileSync(join(folder.path, "program.yaml"), "EQP1 and more");
  writeFileSync(join(folder.path, "long.yaml"), Buffer.concat([Buffer.from("EQP1"), Buffer.alloc(5_000_000)]));
  writeFileSync(join(folder.path, "two.yaml"), `${smallNetwork()}---\n${smallNetwork()}`);
  mkdirSync(join(folder.path, "integers"));
  writeFileSync(join(folder.path, "integers", "network.json"), '{ "format": "equipoise-integers" }');
});
afterAll(() => folder.remove());

describe("bad input", () => {
  const cases: [string, string[], RegExp][] = [
    ["a misspelt command", ["verfy", "net.yaml"], /verify/],
    [
      "a misspelt option",
      ["check", "net.yaml", "--weight-bitz", "4"],
      /no such option here: --weight-bitz( \[usage\])?\n.*did you mean --weight-bits\?$/m,
    ],
    [
      "an option that resembles none, and a word too many",
      ["check", "net.yaml", "more", "--qqqqq"],
      /no such option here: --qqqqq; more words than this command takes: more( \[usage\])?$/m,
    ],
    ["a program of another name for a description", ["check", "program.yaml"], /program\.yaml is a compiled program/],
    ["a program larger than a description may be", ["verify", "long.yaml"], /long\.yaml is a compiled program/],
    [
      "the folder of an integer network",
      ["check", "integers"],
      /integers is an integer network, and a description is needed here/,
    ],
    [
      "an integer network where its program may stand",
      ["board", "lockstep", "integers"],
      /integers is an integer network, and a desc.*\n.*`equipoise compile integers --out integers\.eqp`, and give integers\.eqp/,
    ],
    [
      "an integer network where a file to flash is made",
      ["board", "standalone", "integers", "--part", "rp2040", "--out", "x.uf2"],
      /integers is an integer network, and a desc.*\n.*`equipoise compile integers --out integers\.eqp`/,
    ],
    [
      "an integer network in a loop",
      ["loop", "integers"],
      /integers is an integer network, and a desc.*\n.*neither it nor a program of it can stand here; `compile`, `run`/,
    ],
    ...["integers", "integers/network.json"].map((given): [string, string[], RegExp] => [
      `${given} to inspect`,
      ["inspect", given],
      /is an integer network, and a program or a rec.*\n.*`equipoise compile integers\S* --out integers\S*\.eqp`/,
    ]),
    [
      "two documents in one file",
      ["check", "two.yaml"],
      /two\.yaml:\d+:1: (error: )?the file holds more than one YAML doc/,
    ],
    [
      "a checkpoint that is none, by its name",
      ["run", "net.yaml", "--resume", "long.yaml"],
      /^(long\.yaml: error: )?this is a compiled program, where a checkpoint of the Loihi emulator is needed/m,
    ],
    ["an unknown target", ["check", "net.yaml", "--target", "loihi9"], /no target `loihi9`.*\n.*loihi1/],
    ["an unknown board", ["check", "net.yaml", "--board", "kapoho"], /no board `kapoho`.*\n.*kapoho-bay/],
    [
      "a choice that does not exist",
      ["check", "net.yaml", "--rounding", "upwards"],
      /--rounding upwards is none of its choices.*\n.*balance, nearest/,
    ],
    ["a missing file", ["check", "missing.yaml"], /cannot read missing\.yaml: it does not exist/],
    [
      "a path through a file",
      ["check", "net.yaml/x.yaml"],
      /cannot read net\.yaml\/x\.yaml: a part of the path is not a folder/,
    ],
    [
      "a path that is too long",
      ["run", "x".repeat(5000)],
      /cannot read x+… \(\d+ characters\) …x+: the path is too long/,
    ],
    [
      "a run without end",
      ["verify", "net.yaml", "--duration", "1e300"],
      /--duration 1e\+300 ms is more than \d+ time steps/,
    ],
    [
      "a scale beyond all registers",
      ["check", "net.yaml", "--scale", "1e300"],
      /--scale 1e\+300 is not a number above 0 and at most 4294967296 \(LSB per mV\)/,
    ],
    ["a folder in place of a file", ["check", "a folder"], /cannot read a folder: it is a folder/],
    [
      "a misspelt key, with its place and a suggestion",
      ["check", "typo.yaml"],
      /typo\.yaml:3:1: .*timestp.*\n?.*timestep/s,
    ],
    [
      "a number without unit, with its place",
      ["check", "unit.yaml"],
      /unit\.yaml:\d+:\d+: .*unit|unit\.yaml:\d+:\d+: .*mV/s,
    ],
    ["text that is not YAML, with its place", ["check", "broken.yaml"], /broken\.yaml:\d+:\d+/],
    ["a foreign program", ["inspect", "foreign.eqp"], /foreign\.eqp is not a program/],
    ["an empty program", ["run", "empty.eqp"], /empty\.eqp is not a program/],
    ["zero workers", ["run", "net.yaml", "--workers", "0"], /--workers 0/],
    ["workers that are no number", ["run", "net.yaml", "--workers", "all"], /--workers all .*nor auto/],
    ["a negative scale", ["check", "net.yaml", "--scale", "-3"], /--scale -3/],
    [
      "no time",
      ["run", "net.yaml", "--duration", "1 h"],
      /--duration "1 h" is no time.*\n.*write 3600 s.*1500, 1500ms, '1.5 s'/,
    ],
    [
      "seconds that are none",
      ["loop", "net.yaml", "--plant-timeout", "soon"],
      /--plant-timeout "soon" is no time.*\n.*give seconds/,
    ],
    ["no number", ["check", "net.yaml", "--scale", "many"], /--scale "many" is not a number/],
    [
      "an option without its value",
      ["check", "net.yaml", "--weight-bits"],
      /--weight-bits needs a value.*\n.*one of 1, 2, 3, 4, 5, 6, 8/,
    ],
    [
      "an option that has a default, without its value",
      ["check", "net.yaml", "--rounding", "-q"],
      /--rounding needs a value.*\n.*one of balance, nearest/,
    ],
    ["an option that is given twice", ["verify", "net.yaml", "--seed", "1", "--seed", "2"], /--seed was given twice/],
    ["a list without an entry", ["run", "net.yaml", "--trace"], /--trace needs a value/],
    [
      "a word for a number of bits",
      ["compile", "net.yaml", "--weight-bits=eight"],
      /--weight-bits "eight" is not a number.*\n.*one of 1, 2, 3, 4, 5, 6, 8/,
    ],
    [
      "two targets for a command that takes one",
      ["check", "net.yaml", "--target", "loihi1,spinnaker1"],
      /takes one.*\n.*compare-targets/,
    ],
    ["a page where a folder belongs", ["phenomena", "run", "ping", "--out", "ping.html"], /--out is a folder/],
    [
      "a page where verify has a folder",
      ["verify", "net.yaml", "--out", "rep.html"],
      /--out rep\.html names a page.*\n.*--out rep$/m,
    ],
    ["a file where init has a folder", ["init", "other.yaml"], /other\.yaml names a file.*\n.*equipoise init other$/m],
    ["no seeds", ["verify", "net.yaml", "--seeds", "0"], /--seeds 0/],
    ["weights of 0 bits", ["compile", "net.yaml", "--weight-bits", "0"], /weight bits|weight-bits/],
    ["a trace of a neuron that does not exist", ["run", "net.yaml", "--trace", "125"], /neuron ids go from 0 to 124/],
    ["a place that cannot be written", ["compile", "net.yaml", "--out", "net.yaml/x.eqp"], /cannot write/],
    ["an output that is the input", ["compile", "net.yaml", "--out", "net.yaml"], /overwrite net\.yaml/],
  ];

  it.each(cases)("%s", async (_, args, message) => {
    const { code, stdout, stderr } = await equipoise(args, folder.path);
    expect(stderr).toMatch(message);
    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).not.toMatch(/\n\s+at |has a fault/);
    expect(stderr.match(/error:/g)?.length).toBeGreaterThan(0);
  });

  it.each(cases)(
    "%s, with --json: one object on stdout that names code, message and exit code",
    async (_, args, message) => {
      const { code, stdout } = await equipoise([...args, "--json"], folder.path);
      const { error } = JSON.parse(stdout) as {
        error: {
          exitCode: number;
          diagnostics: { code: string; severity: string; message: string; hint?: string; place?: object }[];
        };
      };
      expect(error.exitCode).toBe(code);
      expect(error.diagnostics.length).toBeGreaterThan(0);
      for (const d of error.diagnostics)
        expect(d).toMatchObject({
          code: expect.stringMatching(/^[a-z-]+$/),
          severity: "error",
          message: expect.any(String),
        });
      const sentences = error.diagnostics
        .map(
          (d) =>
            `${d.place && "file" in d.place ? Object.values(d.place).join(":") + ": " : ""}${d.message}\n${d.hint ?? ""}`,
        )
        .join("\n");
      expect(sentences).toMatch(message);
    },
  );
});
