import { describe, expect, it } from "vitest";
import { commands as commandList } from "../../src/cli/command-list.js";
import { nameOf } from "../../src/cli/listed-command.js";
import { equipoise } from "./equipoise.js";

const commands = ["init", "check", "compile", "inspect", "run", "verify", "sweep", "report", "compare", "targets"];

describe("help", () => {
  it("lists every command and the exit codes, on stdout with exit code 0", async () => {
    const { code, stdout, stderr } = await equipoise(["--help"]);
    expect(code).toBe(0);
    expect(stderr).toBe("");
    for (const command of [...commands, "completion"]) expect(stdout).toContain(`equipoise ${command}`);
    expect(stdout).toMatch(/Exit codes: 0 done/);
  });

  it.each(commands)(
    "of %s says what it does, with a text for every option and no line over 120 columns",
    async (command) => {
      const { code, stdout } = await equipoise([command, "--help"]);
      expect(code).toBe(0);
      expect(stdout).toMatch(new RegExp(`^equipoise ${command}`));
      for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(120);
      const options = stdout.split("\n").filter((line) => /^ +(-\w, )?--[a-z-]+/.test(line));
      expect(options.length).toBeGreaterThan(2);
      for (const line of options)
        expect(line, "an option without a description").toMatch(/--[a-z-]+ {2,}\S|--[a-z-]+$/);
    },
  );

  it.each(["board", "nir", "phenomena", "sonata", "sweep"])(
    "names every command of the group %s in its line",
    async (name) => {
      const { describe: line } = commandList.find((listed) => nameOf(listed) === name)!;
      const { stdout } = await equipoise([name, "--help"]);
      const listed = [...stdout.matchAll(new RegExp(`^ +equipoise ${name} ([a-z]+)`, "gm"))].map(([, word]) => word);
      expect(listed.length).toBeGreaterThan(1);
      expect(line.split(": ").at(-1)!.split(", ")).toEqual([...new Set(listed)]);
    },
  );

  it("prints the version, and a completion script", async () => {
    expect((await equipoise(["--version"])).stdout.trim()).toMatch(/^\d+\.\d+\.\d+$/);
    expect((await equipoise(["completion"])).stdout).toMatch(/compgen|compdef/);
  });

  it("without a command says what to do, with exit code 1", async () => {
    const { code, stdout, stderr } = await equipoise([]);
    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/--help/);
  });
});
