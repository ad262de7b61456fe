// UART receiver, 8N1, least significant bit first. The line is sampled in the middle of each bit; a byte whose stop bit is low is dropped and told.
`default_nettype none

module uart_rx #(
    parameter DIVIDER = 24  // clocks a bit, at least 4
) (
    input  wire       clk,
    input  wire       reset,
    input  wire       line,
    output reg  [7:0] data,
    output reg        valid,
    output reg        error   // a stop bit was low
);
    localparam TIMER_BITS = $clog2(2 * DIVIDER);
    localparam integer BIT_CLOCKS = DIVIDER - 1;
    // From the edge to the middle of bit 0; two clocks pass in the synchroniser, one before the edge is acted on.
    localparam integer FIRST_CLOCKS = DIVIDER + DIVIDER / 2 - 3;
    localparam [TIMER_BITS-1:0] ONE_BIT = BIT_CLOCKS[TIMER_BITS-1:0];
    localparam [TIMER_BITS-1:0] TO_FIRST = FIRST_CLOCKS[TIMER_BITS-1:0];

    reg [1:0] sync;
    reg [TIMER_BITS-1:0] timer;
    reg [3:0] left;  // bits still to sample, the stop bit included
    reg [7:0] shift;

    always @(posedge clk) begin
        sync  <= {sync[0], line};
        valid <= 1'b0;
        error <= 1'b0;
        if (reset) begin
            sync <= 2'b11;
            left <= 4'd0;
        end else if (left == 4'd0) begin
            if (!sync[1]) begin
                left  <= 4'd9;
                timer <= TO_FIRST;
            end
        end else if (timer != 0) begin
            timer <= timer - 1'b1;
        end else begin
            timer <= ONE_BIT;
            left  <= left - 4'd1;
            if (left == 4'd1) begin
                data  <= shift;
                valid <= sync[1];
                error <= !sync[1];
            end else begin
                shift <= {sync[1], shift[7:1]};
            end
        end
    end
endmodule

`default_nettype wire
