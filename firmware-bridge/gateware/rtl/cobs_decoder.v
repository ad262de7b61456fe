// Consistent Overhead Byte Stuffing, byte by byte: a block is a code n+1, then n bytes; a zero stands before every block but the first, and none
// behind the code 255. A delimiter ends the frame, whole where no block is open.
`default_nettype none

module cobs_decoder (
    input  wire       clk,
    input  wire       clear,      // before the first byte of a frame
    input  wire       take,
    input  wire [7:0] in,
    output wire       delimiter,  // what is taken ends the frame
    output wire       gives,      // or gives a byte of it,
    output wire [7:0] given,
    output wire       boundary,   // no block is open
    output reg        begun       // anything but delimiters has been taken
);
    reg [7:0] left;  // bytes of the open block still to come
    reg       zero_due;

    assign boundary = left == 8'd0;
    assign delimiter = in == 8'd0;
    assign gives = take && !delimiter && (!boundary || zero_due);
    assign given = boundary ? 8'd0 : in;

    always @(posedge clk) begin
        if (take) begin
            begun <= 1'b1;
            if (!delimiter && boundary) begin
                left     <= in - 8'd1;
                zero_due <= in != 8'd255;
            end else if (!delimiter) left <= left - 8'd1;
        end
        if (clear) begin
            left     <= 8'd0;
            zero_due <= 1'b0;
            begun    <= 1'b0;
        end
    end
endmodule

`default_nettype wire
