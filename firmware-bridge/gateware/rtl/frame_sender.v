// A frame in the buffer → the line: delimiter, COBS, delimiter. Frames are shorter than 254 bytes, so no block is full.
// Each block is read twice: once to find its zero, once to send it.
`default_nettype none

module frame_sender (
    input  wire       clk,
    input  wire       reset,
    // The buffer: filled while `ready`
    input  wire       write,
    input  wire [7:0] write_address,
    input  wire [7:0] write_data,
    input  wire       start,
    input  wire [7:0] length,
    output wire       ready,
    // The UART
    output reg  [7:0] out,
    output reg        out_valid,
    input  wire       out_ready
);
    localparam IDLE = 3'd0, OPEN = 3'd1, FETCH = 3'd2, SCAN = 3'd3, CODE = 3'd4, BYTES = 3'd5, CLOSE = 3'd6, WAIT = 3'd7;

    (* no_rw_check *) reg [7:0] buffer [0:255];
    reg [7:0] read;
    reg [2:0] state;
    reg [2:0] after_wait;
    reg [7:0] first;   // first byte of the block
    reg [7:0] scan;    // byte being looked at
    reg [7:0] end_at;  // bytes of the frame
    reg       last;    // the block reaches the end of the frame

    assign ready = state == IDLE;
    wire [7:0] address = state == BYTES || state == CODE || (state == WAIT && after_wait == BYTES) ? first : scan;

    always @(posedge clk) begin
        if (write) buffer[write_address] <= write_data;
        read <= buffer[address];
    end

    always @(posedge clk) begin
        if (reset) begin
            state     <= IDLE;
            out_valid <= 1'b0;
        end else begin
            case (state)
                IDLE: if (start) begin
                    end_at <= length;
                    first  <= 8'd0;
                    scan   <= 8'd0;
                    state  <= OPEN;
                end
                OPEN: begin
                    out        <= 8'd0;
                    out_valid  <= 1'b1;
                    after_wait <= FETCH;
                    state      <= WAIT;
                end
                FETCH: begin
                    // `read` shows the byte at `scan` one clock later.
                    last  <= scan == end_at;
                    state <= scan == end_at ? CODE : SCAN;
                end
                SCAN: if (read == 8'd0) begin
                    state <= CODE;
                end else begin
                    scan  <= scan + 8'd1;
                    state <= FETCH;
                end
                CODE: begin
                    out        <= scan - first + 8'd1;
                    out_valid  <= 1'b1;
                    after_wait <= BYTES;
                    state      <= WAIT;
                end
                BYTES: if (first != scan) begin
                    out        <= read;
                    out_valid  <= 1'b1;
                    first      <= first + 8'd1;
                    after_wait <= BYTES;
                    state      <= WAIT;
                end else if (last) begin
                    state <= CLOSE;
                end else begin
                    first <= scan + 8'd1;
                    scan  <= scan + 8'd1;
                    state <= FETCH;
                end
                CLOSE: begin
                    out        <= 8'd0;
                    out_valid  <= 1'b1;
                    after_wait <= IDLE;
                    state      <= WAIT;
                end
                WAIT: if (out_valid && out_ready) begin
                    out_valid <= 1'b0;
                end else if (!out_valid) begin
                    // One more clock, so that `read` follows `first`.
                    state <= after_wait;
                end
            endcase
        end
    end
endmodule

`default_nettype wire
