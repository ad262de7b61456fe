// A memory with one read and one write port: block RAM.
`default_nettype none

module column #(
    parameter WIDTH = 16,
    parameter ADDRESS_BITS = 10
) (
    input  wire                    clk,
    input  wire                    write,
    input  wire [ADDRESS_BITS-1:0] write_address,
    input  wire [WIDTH-1:0]        in,
    input  wire [ADDRESS_BITS-1:0] read_address,
    output reg  [WIDTH-1:0]        out
);
    (* no_rw_check *) reg [WIDTH-1:0] memory [0:(1 << ADDRESS_BITS)-1];
    always @(posedge clk) begin
        if (write) memory[write_address] <= in;
        out <= memory[read_address];
    end
endmodule

`default_nettype wire
