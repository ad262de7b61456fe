// Cells of the iCE40 that Yosys' models leave empty. A PLL has locked at once, and its output is its input: simulation drives it at the core's rate.
`default_nettype none
/* verilator lint_off UNUSEDPARAM */
/* verilator lint_off UNUSEDSIGNAL */

module SB_PLL40_PAD #(
    parameter FEEDBACK_PATH = "SIMPLE", parameter [3:0] DIVR = 0, parameter [6:0] DIVF = 0, parameter [2:0] DIVQ = 0,
    parameter [2:0] FILTER_RANGE = 0
) (input wire PACKAGEPIN, input wire RESETB, input wire BYPASS, output wire PLLOUTGLOBAL, output wire LOCK);
    assign PLLOUTGLOBAL = PACKAGEPIN;
    assign LOCK = RESETB;
endmodule

module SB_PLL40_CORE #(
    parameter FEEDBACK_PATH = "SIMPLE", parameter [3:0] DIVR = 0, parameter [6:0] DIVF = 0, parameter [2:0] DIVQ = 0,
    parameter [2:0] FILTER_RANGE = 0
) (input wire REFERENCECLK, input wire RESETB, input wire BYPASS, output wire PLLOUTGLOBAL, output wire LOCK);
    assign PLLOUTGLOBAL = REFERENCECLK;
    assign LOCK = RESETB;
endmodule

module SB_RGBA_DRV #(
    parameter CURRENT_MODE = "0b0", parameter RGB0_CURRENT = "0b000000", parameter RGB1_CURRENT = "0b000000",
    parameter RGB2_CURRENT = "0b000000"
) (
    input wire CURREN, input wire RGBLEDEN, input wire RGB0PWM, input wire RGB1PWM, input wire RGB2PWM,
    output wire RGB0, output wire RGB1, output wire RGB2
);
    assign {RGB2, RGB1, RGB0} = CURREN && RGBLEDEN ? {RGB2PWM, RGB1PWM, RGB0PWM} : 3'd0;
endmodule

/* verilator lint_on UNUSEDSIGNAL */
/* verilator lint_on UNUSEDPARAM */
`default_nettype wire
