// Bytes of the line → a frame: COBS decoder, frame buffer, CRC. The buffer holds the header, too.
// After a frame, good or damaged, it waits for `taken`; meanwhile the FIFO before it fills.
`default_nettype none

module frame_receiver (
    input  wire       clk,
    input  wire       reset,
    // FIFO of the UART
    input  wire [7:0] in,
    input  wire       in_empty,
    output wire       in_pop,
    // The frame
    output reg        good,
    output reg        damaged,
    input  wire       taken,
    output wire [7:0] body_length,
    input  wire [7:0] address,
    output reg  [7:0] data  // one clock behind `address`
);
    localparam [7:0] HEADER_BYTES = 8'd16, LONGEST = 8'd160;

    reg [7:0]  at;        // bytes of the frame so far
    reg        overlong;
    reg [31:0] crc;
    reg [2:0]  check;     // 0: receiving; 1 … 7: the frame has ended and its length and CRC are compared
    reg        whole;
    (* no_rw_check *) reg [7:0] frame [0:255];

    assign body_length = at - HEADER_BYTES;
    assign in_pop = !in_empty && !good && !damaged && check == 3'd0;

    wire delimiter, decoded, boundary, begun;
    wire [7:0] given;
    wire silence = in_pop && delimiter && !begun;
    cobs_decoder decoder (
        .clk(clk), .clear(reset || taken || silence), .take(in_pop), .in(in), .delimiter(delimiter), .gives(decoded), .given(given), .boundary(boundary), .begun(begun)
    );
    wire gives = decoded && at != LONGEST;
    wire in_crc = at[7:2] != 6'd3;

    wire [31:0] crc_next;
    crc32_byte crc_step (.before(crc), .data(given), .after(crc_next));

    // Bytes 2, 3 (length) and 12 to 15 (CRC); each arrives one clock after its address.
    reg [7:0] check_address;
    reg [7:0] expected;
    always @* begin
        case (check)
            3'd1: check_address = 8'd2;
            3'd2: check_address = 8'd3;
            3'd3: check_address = 8'd12;
            3'd4: check_address = 8'd13;
            3'd5: check_address = 8'd14;
            default: check_address = 8'd15;
        endcase
        case (check)
            3'd2: expected = body_length;
            3'd3: expected = 8'd0;
            3'd4: expected = ~crc[7:0];
            3'd5: expected = ~crc[15:8];
            3'd6: expected = ~crc[23:16];
            default: expected = ~crc[31:24];
        endcase
    end

    always @(posedge clk) begin
        if (in_pop) begin
            if (delimiter) begin
                if (begun) check <= 3'd1;
                whole <= !overlong && boundary && at >= HEADER_BYTES;
            end
            if (decoded && at == LONGEST) overlong <= 1'b1;
            if (gives) at <= at + 8'd1;
            if (gives && in_crc) crc <= crc_next;
        end
        if (check != 3'd0) check <= check + 3'd1;
        if (check >= 3'd2 && data != expected) whole <= 1'b0;
        if (check == 3'd7) begin
            good    <= whole && data == expected;
            damaged <= !(whole && data == expected);
        end
        if (reset || taken || silence) begin
            good     <= 1'b0;
            damaged  <= 1'b0;
            at       <= 8'd0;
            overlong <= 1'b0;
            check    <= 3'd0;
            crc      <= 32'hffffffff;
        end
    end

    always @(posedge clk) begin
        if (gives) frame[at] <= given;
        data <= frame[check != 3'd0 ? check_address : address];
    end
endmodule

`default_nettype wire
