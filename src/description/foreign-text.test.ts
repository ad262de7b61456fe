/** Texts and tables that are not what they should be: the way out fits what is wrong. */
import { describe, expect, it } from "vitest";
import { ArrayFileError } from "../arrays/array-file-error.js";
import { readCsvMatrix } from "./csv-matrix.js";
import { readYaml } from "./yaml-source.js";

function hintOf(text: string): string | undefined {
  try {
    readCsvMatrix(new TextEncoder().encode(text));
  } catch (error) {
    if (error instanceof ArrayFileError) return error.hint;
    throw error;
  }
  return expect.fail("it was read");
}

describe("a matrix in CSV", () => {
  it.each(["nan,1\n0,1\n", "1,2\n0,NaN\n", "1,-inf\n", "1,NA\n", "1,\n", "1,2\n0,x\n"])(
    "with an entry that is no finite number says what an entry is: %j",
    (text) => expect(hintOf(text)).toBe("write 0 where there is no synapse: every entry is a finite number"),
  );

  it("with words in its first line has a header", () => {
    expect(hintOf("from,to\n1,2\n")).toBe("the file must have no header");
    expect(hintOf("# a comment\nE0 E1\n1 2\n")).toBe("the file must have no header");
  });
});

describe("a YAML file", () => {
  it("with two documents is refused at the second one, in our words", () => {
    expect(() => readYaml("name: a\n---\nname: b\n", "net.yaml")).toThrow(
      /^net\.yaml:2:1: error: the file holds more than one YAML document: .* \[bad-yaml\]\n {2}→ keep one network a file$/,
    );
  });

  it("may begin with the line that begins a document", () => {
    expect(readYaml("---\nname: a\n", "net.yaml").value).toEqual({ name: "a" });
  });
});
