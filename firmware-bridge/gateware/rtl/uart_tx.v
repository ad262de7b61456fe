// UART transmitter, 8N1, least significant bit first. Takes a byte whenever `ready`.
`default_nettype none

module uart_tx #(
    parameter DIVIDER = 24  // clocks a bit
) (
    input  wire       clk,
    input  wire       reset,
    input  wire [7:0] data,
    input  wire       valid,
    output wire       ready,
    output wire       line
);
    localparam TIMER_BITS = $clog2(DIVIDER);
    localparam integer BIT_CLOCKS = DIVIDER - 1;
    localparam [TIMER_BITS-1:0] ONE_BIT = BIT_CLOCKS[TIMER_BITS-1:0];

    reg [TIMER_BITS-1:0] timer;
    reg [3:0] left;   // bits still to send
    reg [8:0] shift;  // the lowest bit is on the line

    assign ready = left == 4'd0;
    assign line  = shift[0];

    always @(posedge clk) begin
        if (reset) begin
            left  <= 4'd0;
            shift <= 9'h1ff;
        end else if (ready) begin
            if (valid) begin
                shift <= {data, 1'b0};
                left  <= 4'd10;
                timer <= ONE_BIT;
            end
        end else if (timer != 0) begin
            timer <= timer - 1'b1;
        end else begin
            timer <= ONE_BIT;
            shift <= {1'b1, shift[8:1]};
            left  <= left - 4'd1;
        end
    end
endmodule

`default_nettype wire
