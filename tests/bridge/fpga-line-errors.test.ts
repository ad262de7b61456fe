/** What the FPGA's receiver loses is counted: bytes whose stop bit is low, and bytes that find its FIFO full. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { HostLink } from "../../firmware-bridge/protocol/host-link.js";
import { systemClock } from "../../firmware-bridge/transport/system-clock.js";
import { dialFpga, LINK, nextSession } from "./fpga-boards.js";
import { gateware } from "./gateware-verilog.js";

/** Sends bytes with a good or a low stop bit, then a break of three bytes' time, and prints what the receiver told. */
const BENCH = `
module bench;
  reg clk = 0; always #1 clk = !clk;
  reg reset = 1, line = 1;
  wire [7:0] data; wire valid, error;
  integer good = 0, bad = 0;
  uart_rx #(.DIVIDER(8)) rx (.clk(clk), .reset(reset), .line(line), .data(data), .valid(valid), .error(error));
  always @(posedge clk) begin
    if (valid && data == 8'ha5) good = good + 1; // the rest of a low stop bit looks like the beginning of a byte
    if (error) bad = bad + 1;
  end
  task send(input [7:0] value, input stop);
    integer k;
    begin
      line = 0; repeat (8) @(posedge clk);
      for (k = 0; k < 8; k = k + 1) begin line = value[k]; repeat (8) @(posedge clk); end
      line = stop; repeat (8) @(posedge clk);
      line = 1; repeat (120) @(posedge clk);
    end
  endtask
  initial begin
    repeat (4) @(posedge clk); reset = 0; repeat (4) @(posedge clk);
    send(8'ha5, 1); send(8'ha5, 0); send(8'ha5, 1); send(8'ha5, 0);
    $display("%0d good, %0d bad", good, bad);
    line = 0; repeat (235) @(posedge clk); line = 1; repeat (100) @(posedge clk);
    $display("%0d good, break told: %0d", good, bad > 2);
    $finish;
  end
endmodule
`;

describe("the FPGA's receiver", () => {
  it("tells bytes whose stop bit is low, and a break, and drops them", () => {
    const folder = mkdtempSync(join(tmpdir(), "equipoise-uart-"));
    try {
      const [bench, program] = [join(folder, "bench.v"), join(folder, "bench")];
      writeFileSync(bench, BENCH);
      execFileSync("iverilog", ["-g2005", "-o", program, bench, join(gateware, "rtl/uart_rx.v")]);
      const lines = execFileSync("vvp", ["-n", program]).toString().trim().split("\n");
      expect(lines.filter((line) => !line.includes("$finish"))).toEqual(["2 good, 2 bad", "2 good, break told: 1"]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("counts the bytes that its FIFO of 512 had no room for, and the board goes on", async () => {
    const line = await dialFpga()();
    const host = new HostLink(async () => ({ ...line, close: () => {} }), systemClock, {
      ...LINK,
      session: nextSession(),
    });
    await host.open();
    expect(await host.read("COUNTERS", {})).toMatchObject({ framingErrors: 0, overruns: 0 });
    // The next session's HELLO takes 7 ms, for the image's digest; 3,000 bytes of 1.7 µs pass meanwhile.
    let garbage: Uint8Array | null = new Uint8Array(3000);
    const write = (bytes: Uint8Array) => {
      line.write(bytes);
      if (garbage !== null) line.write(garbage);
      garbage = null;
    };
    const again = new HostLink(async () => ({ ...line, write, close: () => {} }), systemClock, {
      ...LINK,
      session: nextSession(),
    });
    await again.open();
    const { overruns } = await again.read("COUNTERS", {});
    expect(overruns).toBeGreaterThan(3000 - 512 - 100);
    expect(overruns).toBeLessThanOrEqual(3000 - 512);
    line.close();
  });
});
