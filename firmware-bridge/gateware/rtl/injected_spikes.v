// The queue of spikes that the host injects, and what of it belongs to a step.
//
// Words are markers, 8000 hex + the low 15 bits of a step, and ids, which belong to the marker before them. At the end of a step the core looks
// for a marker (`open`), takes ids until there is none (`take`), and looks for another one.
`default_nettype none

module injected_spikes #(
    parameter ADDRESS_BITS = 8,
    parameter ID_BITS = 11
) (
    input  wire                  clk,
    input  wire                  clear,
    // Command machine
    input  wire                  push,
    input  wire [15:0]           in,
    output wire [ADDRESS_BITS:0] room,
    // Core
    input  wire [14:0]           step,   // its low bits
    input  wire                  open,   // a marker of this step is taken if there is one
    output wire                  more,   // there is one
    output wire                  none,   // there is none, and that is sure
    input  wire                  take,   // an id is taken if there is one
    output wire                  is_id,  // there is one
    output wire [ID_BITS-1:0]    id
);
    wire [15:0] head;
    wire empty, pop;
    /* verilator lint_off PINCONNECTEMPTY */
    byte_fifo #(.WIDTH(16), .ADDRESS_BITS(ADDRESS_BITS)) queue (
        .clk(clk), .clear(clear), .push(push), .in(in), .pop(pop), .head(head), .empty(empty), .room(room), .overrun()
    );
    /* verilator lint_on PINCONNECTEMPTY */

    // A marker of this step or, to be safe, of an earlier one.
    wire [14:0] ahead = head[14:0] - step;
    wire due = ahead == 15'd0 || ahead[14];
    // Whether the head is due is known one clock after it has become the head.
    reg head_stands, head_is_due;
    always @(posedge clk) begin
        head_stands <= !empty && !pop;
        head_is_due <= due;
    end
    assign more = head_stands && head[15] && head_is_due;
    assign none = !more && (empty || head_stands);
    assign is_id = !empty && !head[15];
    assign id = head[ID_BITS-1:0];
    assign pop = (open && more) || (take && is_id);
endmodule

`default_nettype wire
