/** The proofs about the gateware hold, and fail where a fault is planted. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { gateware } from "./gateware-verilog.js";

const scratch = mkdtempSync(join(tmpdir(), "equipoise-proofs-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe("bounded model checking", () => {
  it("proves COBS decoder, FIFO and UART", () => {
    const out = execFileSync("bash", [join(gateware, "formal/prove.sh"), join(scratch, "out")]).toString();
    expect(out.trim().split("\n")).toEqual([
      "cobs_decoder_proof: holds for 13 clocks",
      "byte_fifo_proof: holds for 18 clocks",
      "uart_proof: holds for 64 clocks",
    ]);
  }, 600_000);

  it("finds a COBS decoder that forgets the zero between blocks", () => {
    cpSync(gateware, join(scratch, "gateware"), { recursive: true });
    const path = join(scratch, "gateware/rtl/cobs_decoder.v");
    const text = readFileSync(path, "utf8");
    const faulty = text.replace("in != 8'd255", "in != 8'd3");
    expect(faulty).not.toBe(text);
    writeFileSync(path, faulty);
    expect(() =>
      execFileSync("bash", [join(scratch, "gateware/formal/prove.sh"), join(scratch, "faulty")], { stdio: "pipe" }),
    ).toThrow();
    expect(readFileSync(join(scratch, "faulty/cobs_decoder_proof.log"), "utf8")).toMatch(/Assert failed/);
  }, 300_000);
});
