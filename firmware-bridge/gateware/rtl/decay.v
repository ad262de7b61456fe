// T(x, d) = sign(x) · ((|x| · factor) >> 12), the product truncated toward zero: two multipliers with an addition behind each, and nothing else.
// x = 4096·high + low with 0 ≤ low < 4096; a negative x gets 4095 added before the bits of the fraction are cut off.
`default_nettype none

module decay (
    input  wire signed [24:0] x,       // -2^23 … 2^23
    input  wire        [12:0] factor,  // 0 … 4096
    output wire signed [24:0] decayed
);
    wire [11:0] low = x[11:0];
    wire signed [12:0] high = x[24:12];
    wire signed [13:0] multiplier = {1'b0, factor};
    /* verilator lint_off UNUSEDSIGNAL */
    wire [24:0] part = {13'd0, low} * {12'd0, factor} + {13'd0, {12{x[24]}}};  // below 2^24
    wire signed [26:0] whole = high * multiplier + $signed({14'd0, part[24:12]});
    /* verilator lint_on UNUSEDSIGNAL */
    assign decayed = whole[24:0];
endmodule

`default_nettype wire
