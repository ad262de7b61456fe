// state_sum of the wire protocol (docs/wire-protocol.md): every state word of every step in 32 bits, whatever the order of the neurons.
//
//   x = step · 85ebca6b + id · 9e3779b1 ;  k = x ^ (x >> 15) ;  w0 = u[15:0], w1 = v[15:0], w2 = v[23:16] u[23:16], w3 = refractory
//   sum += (k[15:0]|1)·w0 + (k[31:16]|1)·w1 + (k[23:8]|1)·w2 + (k[7:0] k[31:24] | 1)·w3
//
// x goes on by additions, so neurons must come in the order of their ids, from 0, one at most a clock. `sum` is complete three clocks later.
`default_nettype none

module state_sum (
    input  wire        clk,
    input  wire        first_step,  // the next step is step 0
    input  wire        clear,       // sum 0
    input  wire        begin_step,  // before its first neuron
    input  wire        end_step,
    input  wire        valid,
    input  wire [23:0] u,
    input  wire [23:0] v,
    input  wire [5:0]  refractory,
    output reg  [31:0] sum
);
    reg [31:0] of_step;
    reg [31:0] x;
    wire [31:0] k = x ^ {15'd0, x[31:15]};
    reg [31:0] of_u_and_v, of_rest, words;
    reg multiplied, added;

    always @(posedge clk) begin
        if (begin_step) x <= of_step;
        else if (valid) x <= x + 32'h9e3779b1;
        if (first_step) of_step <= 32'd0;
        else if (end_step) of_step <= of_step + 32'h85ebca6b;

        of_u_and_v <= {16'd0, k[15:1], 1'b1} * {16'd0, u[15:0]} + {16'd0, k[31:17], 1'b1} * {16'd0, v[15:0]};
        of_rest    <= {16'd0, k[23:9], 1'b1} * {16'd0, v[23:16], u[23:16]} + {16'd0, k[7:0], k[31:25], 1'b1} * {26'd0, refractory};
        words      <= of_u_and_v + of_rest;
        multiplied <= valid && !clear;
        added      <= multiplied && !clear;
        if (clear) sum <= 32'd0;
        else if (added) sum <= sum + words;
    end
endmodule

`default_nettype wire
