// The board on a ULX3S with LFE5U-85F: 25 MHz oscillator → 50 MHz by the PLL, serial port over its USB bridge (FT231X), SDRAM.
//
// The clock of the SDRAM is the PLL's second output, 300° behind (16.7 ns of 20): what is registered here reaches the chip before its edge and stays
// until after it, and a word read is taken three clocks after its command. How late the pads may make that is reckoned from the routed ways and
// the chip's times by scripts/bitstreams/sdram-pads.ts, and stands in docs/fpga-ulx3s.md.
`default_nettype none

module top_ulx3s (
    input  wire        clk_25mhz,
    output wire        ftdi_rxd,   // to the bridge
    input  wire        ftdi_txd,   // from it
    output wire [7:0]  led,        // 0 armed or running, 1 PLL locked, 2 SDRAM ready, 3 log full
    output wire        sdram_clk,
    output wire        sdram_cke,
    output wire        sdram_csn,
    output wire        sdram_wen,
    output wire        sdram_rasn,
    output wire        sdram_casn,
    output wire [12:0] sdram_a,
    output wire [1:0]  sdram_ba,
    output wire [1:0]  sdram_dqm,
    inout  wire [15:0] sdram_d
);
    wire clk, locked;
    // F = 25 MHz · 2; the VCO runs at 600 MHz, a twelfth of a clock is 30°.
    (* FREQUENCY_PIN_CLKI = "25", FREQUENCY_PIN_CLKOP = "50", FREQUENCY_PIN_CLKOS = "50" *)
    EHXPLLL #(
        .PLLRST_ENA("DISABLED"), .INTFB_WAKE("DISABLED"), .STDBY_ENABLE("DISABLED"), .DPHASE_SOURCE("DISABLED"), .OUTDIVIDER_MUXA("DIVA"),
        .OUTDIVIDER_MUXB("DIVB"), .OUTDIVIDER_MUXC("DIVC"), .OUTDIVIDER_MUXD("DIVD"), .CLKI_DIV(1), .CLKFB_DIV(2), .FEEDBK_PATH("CLKOP"),
        .CLKOP_ENABLE("ENABLED"), .CLKOP_DIV(12), .CLKOP_CPHASE(5), .CLKOP_FPHASE(0), .CLKOS_ENABLE("ENABLED"), .CLKOS_DIV(12), .CLKOS_CPHASE(15),
        .CLKOS_FPHASE(0)
    ) pll (
        .RST(1'b0), .STDBY(1'b0), .CLKI(clk_25mhz), .CLKOP(clk), .CLKOS(sdram_clk), .CLKFB(clk), .CLKINTFB(), .PHASESEL0(1'b0), .PHASESEL1(1'b0),
        .PHASEDIR(1'b1), .PHASESTEP(1'b1), .PHASELOADREG(1'b1), .PLLWAKESYNC(1'b0), .ENCLKOP(1'b0), .LOCK(locked)
    );

    reg [7:0] wait_for_reset = 8'd0;
    wire reset = !wait_for_reset[7];
    always @(posedge clk) begin
        if (!locked) wait_for_reset <= 8'd0;
        else if (reset) wait_for_reset <= wait_for_reset + 8'd1;
    end

    wire active, log_full, ready, drive;
    wire [15:0] to_sdram;
    ulx3s_board #(.CLOCK_HZ(32'd50000000), .BAUD(32'd2000000)) board (
        .clk(clk), .reset(reset), .rx(ftdi_txd), .tx(ftdi_rxd), .active(active), .log_full(log_full), .sdram_ready(ready), .sdram_cke(sdram_cke),
        .sdram_csn(sdram_csn), .sdram_rasn(sdram_rasn), .sdram_casn(sdram_casn), .sdram_wen(sdram_wen), .sdram_ba(sdram_ba), .sdram_a(sdram_a),
        .sdram_out(to_sdram), .sdram_drive(drive), .sdram_in(sdram_d)
    );
    assign sdram_d = drive ? to_sdram : 16'hzzzz;
    assign sdram_dqm = 2'b00;
    assign led = {4'd0, log_full, ready, locked, active};
endmodule

`default_nettype wire
