// The netlist of the upduino, pins and all, behind the ports that sim/simulate.cpp drives: its clock is the PLL's output.
`default_nettype none

module equipoise_core (
    input  wire clk,
    /* verilator lint_off UNUSEDSIGNAL */
    input  wire reset,  // the board resets itself when its PLL has locked
    /* verilator lint_on UNUSEDSIGNAL */
    input  wire rx,
    output wire tx,
    output wire active
);
    wire lit;
    top_upduino board (.CLK(clk), .RX(rx), .TX(tx), .LED_G(lit), .LED_B(), .LED_R());
    assign active = lit;
endmodule

`default_nettype wire
