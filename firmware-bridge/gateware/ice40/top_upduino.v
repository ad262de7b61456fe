// The board on an UPduino 3.x (iCE40 UP5K): the 12 MHz oscillator on pin 20 → 24 MHz by the PLL, serial port on two pins of the header.
// The USB bridge is no way in: its UART shares the flash's clock and data, and its DTR the flash's chip select.
`default_nettype none

module top_upduino (
    input  wire CLK,  // its jumper OSC is closed
    input  wire RX,
    output wire TX,
    output wire LED_G,  // lit while a program is armed or runs
    output wire LED_B,
    output wire LED_R   // lit until the PLL has locked
);
    wire clk, locked;
    // F = 12 MHz · (63 + 1) / 2^5 / (0 + 1): the VCO runs at 768 MHz. Pin 20 is not the PLL's own pin: the clock reaches it over the fabric.
    SB_PLL40_CORE #(
        .FEEDBACK_PATH("SIMPLE"), .DIVR(4'b0000), .DIVF(7'b0111111), .DIVQ(3'b101), .FILTER_RANGE(3'b001)
    ) pll (.REFERENCECLK(CLK), .PLLOUTGLOBAL(clk), .LOCK(locked), .RESETB(1'b1), .BYPASS(1'b0));

    reg [7:0] wait_for_reset = 8'd0;
    wire reset = !wait_for_reset[7];
    always @(posedge clk) begin
        if (!locked) wait_for_reset <= 8'd0;
        else if (reset) wait_for_reset <= wait_for_reset + 8'd1;
    end

    wire active;
    equipoise_core #(.CLOCK_HZ(32'd24000000), .BAUD(32'd1000000)) core (.clk(clk), .reset(reset), .rx(RX), .tx(TX), .active(active));

    // The LED hangs on current sources of the chip: half current, the least of them.
    SB_RGBA_DRV #(.CURRENT_MODE("0b1"), .RGB0_CURRENT("0b000001"), .RGB1_CURRENT("0b000001"), .RGB2_CURRENT("0b000001")) led (
        .CURREN(1'b1), .RGBLEDEN(1'b1), .RGB0PWM(active), .RGB1PWM(1'b0), .RGB2PWM(!locked), .RGB0(LED_G), .RGB1(LED_B), .RGB2(LED_R)
    );
endmodule

`default_nettype wire
