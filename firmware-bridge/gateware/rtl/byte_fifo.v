// A FIFO in one block RAM. `head` is valid while not `empty`; a push into a full FIFO is lost and told.
`default_nettype none

module byte_fifo #(
    parameter WIDTH = 8,
    parameter ADDRESS_BITS = 9
) (
    input  wire                  clk,
    input  wire                  clear,
    input  wire                  push,
    input  wire [WIDTH-1:0]      in,
    input  wire                  pop,
    output wire [WIDTH-1:0]      head,
    output wire                  empty,
    output wire [ADDRESS_BITS:0] room,
    output reg                   overrun
);
    localparam [ADDRESS_BITS:0] CAPACITY = 1 << ADDRESS_BITS;

    (* no_rw_check *) reg [WIDTH-1:0] memory [0:(1 << ADDRESS_BITS)-1];
    reg [ADDRESS_BITS:0] first;
    reg [ADDRESS_BITS:0] next;
    reg [ADDRESS_BITS:0] shown;  // words up to here have reached the output register
    reg [WIDTH-1:0] out;

    wire [ADDRESS_BITS:0] used = next - first;
    wire [ADDRESS_BITS:0] first_after = pop && !empty ? first + 1'b1 : first;

    assign room  = CAPACITY - used;
    assign empty = shown == first;
    assign head  = out;

    always @(posedge clk) begin
        overrun <= 1'b0;
        if (clear) begin
            first <= 0;
            next  <= 0;
            shown <= 0;
        end else begin
            first <= first_after;
            if (push) begin
                if (room != 0) next <= next + 1'b1;
                else overrun <= 1'b1;
            end
            // The word behind `first_after` is being read below; it was written at least one clock ago.
            shown <= first_after == next ? first_after : first_after + 1'b1;
        end
    end

    always @(posedge clk) begin
        if (push && room != 0) memory[next[ADDRESS_BITS-1:0]] <= in;
        out <= memory[first_after[ADDRESS_BITS-1:0]];
    end
endmodule

`default_nettype wire
