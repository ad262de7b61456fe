// The spike log: words of the core, kept until the host has them. Words are numbered from 0 since `clear`.
`default_nettype none

module spike_log #(
    parameter ADDRESS_BITS = 10
) (
    input  wire                    clk,
    input  wire                    clear,
    input  wire                    push,
    input  wire [15:0]             in,
    output wire                    full,
    input  wire                    release_now,  // all words before `tail`
    input  wire [ADDRESS_BITS:0]   tail,
    output reg  [31:0]             head,
    input  wire [ADDRESS_BITS-1:0] read_address,
    output wire [15:0]             out
);
    // The tail in force; that of the command machine may be half written.
    reg [ADDRESS_BITS:0] first;
    wire [ADDRESS_BITS:0] kept = head[ADDRESS_BITS:0] - first;
    assign full = kept[ADDRESS_BITS];

    always @(posedge clk) begin
        if (clear) begin
            head  <= 32'd0;
            first <= 0;
        end else begin
            if (push) head <= head + 32'd1;
            if (release_now) first <= tail;
        end
    end

    column #(.ADDRESS_BITS(ADDRESS_BITS)) words (
        .clk(clk), .write(push), .write_address(head[ADDRESS_BITS-1:0]), .in(in), .read_address(read_address), .out(out)
    );
endmodule

`default_nettype wire
