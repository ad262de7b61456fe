// One byte of CRC-32 (IEEE 802.3, reflected): the register before and after. Start with ffffffff, invert at the end.
`default_nettype none

module crc32_byte (
    input  wire [31:0] before,
    input  wire [7:0]  data,
    output reg  [31:0] after
);
    integer bit_number;
    always @* begin
        after = before ^ {24'd0, data};
        for (bit_number = 0; bit_number < 8; bit_number = bit_number + 1) after = (after >> 1) ^ (after[0] ? 32'hedb88320 : 32'd0);
    end
endmodule

`default_nettype wire
