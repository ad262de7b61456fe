// The FIFO gives back what was pushed, in order: whatever is pushed as word `chosen` is the head when that word is popped.
`default_nettype none

module byte_fifo_proof (
    input wire clk,
    input wire push,
    input wire [3:0] in,
    input wire pop
);
    (* anyconst *) wire [4:0] chosen;
    reg clear = 1'b1;
    always @(posedge clk) clear <= 1'b0;

    wire [3:0] head;
    wire empty, overrun;
    wire [2:0] room;
    byte_fifo #(.WIDTH(4), .ADDRESS_BITS(2)) fifo (.clk(clk), .clear(clear), .push(push), .in(in), .pop(pop), .head(head), .empty(empty), .room(room), .overrun(overrun));

    reg [4:0] pushed = 0, popped = 0;
    reg [3:0] word;
    always @(posedge clk) begin
        if (!clear) begin
            if (push && room != 0) begin
                pushed <= pushed + 1;
                if (pushed == chosen) word <= in;
            end
            if (pop && !empty) begin
                popped <= popped + 1;
                if (popped == chosen) assert (head == word);
            end
            assert (room == 4 - (pushed - popped));
            if (pushed == popped) assert (empty);
        end
    end
endmodule
