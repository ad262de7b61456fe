// What comes in, CLOCKS clocks (1 or more) later.
`default_nettype none

module delay #(
    parameter WIDTH = 1,
    parameter CLOCKS = 1
) (
    input  wire             clk,
    input  wire [WIDTH-1:0] in,
    output wire [WIDTH-1:0] out
);
    reg [WIDTH*CLOCKS-1:0] waiting;
    generate
        if (CLOCKS == 1) begin : once
            always @(posedge clk) waiting <= in;
        end else begin : more
            always @(posedge clk) waiting <= {waiting[WIDTH*(CLOCKS-1)-1:0], in};
        end
    endgenerate
    assign out = waiting[WIDTH*CLOCKS-1 -: WIDTH];
endmodule

`default_nettype wire
