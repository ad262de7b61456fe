// The board on an iCEBreaker (iCE40 UP5K): 12 MHz crystal → 24 MHz by the PLL, serial port over its USB bridge.
`default_nettype none

module top_icebreaker (
    input  wire CLK,
    input  wire RX,
    output wire TX,
    output wire LEDG_N,  // lit while a program is armed or runs
    output wire LEDR_N   // lit until the PLL has locked
);
    wire clk, locked;
    // F = 12 MHz · (63 + 1) / 2^5 / (0 + 1): the VCO runs at 768 MHz.
    SB_PLL40_PAD #(
        .FEEDBACK_PATH("SIMPLE"), .DIVR(4'b0000), .DIVF(7'b0111111), .DIVQ(3'b101), .FILTER_RANGE(3'b001)
    ) pll (.PACKAGEPIN(CLK), .PLLOUTGLOBAL(clk), .LOCK(locked), .RESETB(1'b1), .BYPASS(1'b0));

    reg [7:0] wait_for_reset = 8'd0;
    wire reset = !wait_for_reset[7];
    always @(posedge clk) begin
        if (!locked) wait_for_reset <= 8'd0;
        else if (reset) wait_for_reset <= wait_for_reset + 8'd1;
    end

    wire active;
    equipoise_core #(.CLOCK_HZ(32'd24000000), .BAUD(32'd1000000)) core (.clk(clk), .reset(reset), .rx(RX), .tx(TX), .active(active));
    assign LEDG_N = !active;
    assign LEDR_N = locked;
endmodule

`default_nettype wire
