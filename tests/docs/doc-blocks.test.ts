import { describe, expect, it } from "vitest";
import { DocBlockError, stepsOf } from "./doc-blocks.js";
import { matches, runPage } from "./run-page.js";

const block = (language: string, ...lines: string[]) => ["```" + language, ...lines, "```", ""].join("\n");
const seen = (text: string) => stepsOf(text).flatMap((step) => (step.kind === "commands" ? step.commands : []));

describe("the blocks of a page", () => {
  it("are commands, a line each, those that go on joined", () => {
    const commands = seen(block("sh", "# a comment", "one  # why", "two \\", "  --more"));
    expect(commands.map((c) => c.text)).toEqual(["one  # why", "two \\\n  --more"]);
    expect(commands.map((c) => c.line)).toEqual([3, 4]);
  });

  it("have output below a command only in console blocks", () => {
    expect(seen(block("console", "$ one", "said", "", "more", "$ two"))).toMatchObject([
      { text: "one", output: "said\n\nmore\n" },
      { text: "two" },
    ]);
    expect(() => seen(block("console", "said"))).toThrow(DocBlockError);
  });

  it("are run shorter before comments, joints and redirections", () => {
    const page = `<!-- run shorter: --quick a→b -->\n${block("sh", "equipoise run a > x && equipoise run c  # why")}`;
    expect(seen(page).map((c) => c.text)).toEqual(["equipoise run b --quick > x && equipoise run c --quick  # why"]);
    const again = `<!-- run shorter: --seeds 1 -->\n${block("sh", "equipoise run a --seeds 3 --seeds-of b", "equipoise run --seeds=3")}`;
    expect(seen(again).map((c) => c.text)).toEqual([
      "equipoise run a --seeds-of b --seeds 1",
      "equipoise run --seeds 1",
    ]);
  });

  it("are left out with a reason, written to files, or refused without a language", () => {
    expect(stepsOf(`<!-- not run: needs a board -->\n${block("sh", "x")}`)).toMatchObject([
      { kind: "not run", reason: "needs a board" },
    ]);
    expect(stepsOf(`<!-- file: a.yaml -->\n${block("yaml", "k: 1")}`)).toMatchObject([
      { path: "a.yaml", text: "k: 1\n" },
    ]);
    expect(stepsOf("<!-- file: a.yaml\nk: 1\n-->\n")).toMatchObject([{ path: "a.yaml", text: "k: 1\n" }]);
    expect(() => stepsOf(block("", "equipoise run net.yaml"))).toThrow(/without a language/);
    expect(() => stepsOf(block("python", "import this"))).toThrow(/neither where nor why/);
    expect(() => stepsOf("<!-- not run: needs a board -->\n\nWords.\n")).toThrow(/no block follows/);
    expect(() => stepsOf(`<!-- not run: needs a board -->\n\nWords.\n\n${block("sh", "x")}`)).toThrow(
      /no block follows/,
    );
  });
});

describe("what is printed", () => {
  it("matches up to the clock, and … stands for any lines", () => {
    expect(matches("a\n…\nz, about 3.2 s\n", "a\nb\nc\nz, about 17 s\n")).toBe(true);
    expect(matches("a\n…\n", "a\n")).toBe(true);
    expect(matches("rate 15.4 Hz\n", "rate 15.5 Hz\n")).toBe(false);
    expect(matches("a\n", "a\nb\n")).toBe(false);
  });

  it("goes wrong by a number, an exit code and a command that is not there, each with its line", async () => {
    const page = [
      block("console", "$ echo rate 15", "rate 16"),
      block("sh", "equipoise check gone.yaml", "no-such-command", "true"),
      block("console", "$ equipoise verifi", "…", "error: no such thing"),
      block("console", "$ echo right", "right"),
    ].join("\n");
    const { wrong, ran } = await runPage(page);
    expect(ran).toBe(6);
    expect(wrong.map(({ line }) => line)).toEqual([2, 7, 8, 13]);
  });

  it("keeps folder and variables from block to block", async () => {
    const page = `${block("sh", "mkdir a && cd a", "N=3")}\n${block("console", '$ echo "$(basename "$PWD") $N"', "a 3")}`;
    expect((await runPage(page)).wrong).toEqual([]);
  });
});
