// A counter that stops at its highest value, so that it never tells less than there was without showing it.
`default_nettype none

module saturating_counter #(
    parameter WIDTH = 16,
    parameter MORE_BITS = 1  // below WIDTH
) (
    input  wire                 clk,
    input  wire                 clear,
    input  wire [MORE_BITS-1:0] more,   // how many in this clock
    output reg  [WIDTH-1:0]     count
);
    wire [WIDTH:0] total = {1'b0, count} + {{(WIDTH + 1 - MORE_BITS){1'b0}}, more};
    always @(posedge clk) begin
        if (clear) count <= 0;
        else count <= total[WIDTH] ? {WIDTH{1'b1}} : total[WIDTH-1:0];
    end
endmodule

`default_nettype wire
