// CRC-32 of the whole image space, low byte of each word first. `done` with `digest` after three clocks a word.
`default_nettype none

module image_digest #(
    parameter [15:0] WORDS = 16'd57600
) (
    input  wire        clk,
    input  wire        reset,
    input  wire        start,
    output reg  [15:0] address,
    input  wire [15:0] word,   // one clock behind `address`
    output wire        busy,
    output wire [31:0] digest
);
    localparam IDLE = 2'd0, FETCH = 2'd1, LOW = 2'd2, HIGH = 2'd3;
    reg [1:0] state;
    reg [31:0] crc;
    wire [31:0] crc_next;
    crc32_byte crc_step (.before(crc), .data(state == LOW ? word[7:0] : word[15:8]), .after(crc_next));

    assign busy = state != IDLE;
    assign digest = ~crc;

    always @(posedge clk) begin
        case (state)
            IDLE: if (start) begin
                address <= 16'd0;
                crc     <= 32'hffffffff;
                state   <= FETCH;
            end
            FETCH: state <= LOW;
            LOW: begin
                crc   <= crc_next;
                state <= HIGH;
            end
            default: begin
                crc     <= crc_next;
                address <= address + 16'd1;
                state   <= address == WORDS - 16'd1 ? IDLE : FETCH;
            end
        endcase
        if (reset) state <= IDLE;
    end
endmodule

`default_nettype wire
