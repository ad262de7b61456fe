// DP16KD: 1,024 words of 18 bits, each two bytes of 9, in two ports of 1, 2, 4, 9 or 18 bits (Lattice FPGA-TN-02204, "ECP5 and ECP5-5G
// Memory Usage Guide"). Without output registers, as Yosys maps memories. What a port reads while the other one writes there is garbage,
// on purpose: the chip promises nothing, so no result may depend on it. With ports of 36 bits, A writes words 2k (DIA) and 2k + 1 (DIB), and B reads
// them to DOA and DOB.
`default_nettype none
/* verilator lint_off UNUSEDPARAM */
/* verilator lint_off UNUSEDSIGNAL */

module DP16KD (
    input wire DIA17, DIA16, DIA15, DIA14, DIA13, DIA12, DIA11, DIA10, DIA9, DIA8, DIA7, DIA6, DIA5, DIA4, DIA3,
        DIA2, DIA1, DIA0, input wire ADA13, ADA12, ADA11, ADA10, ADA9, ADA8, ADA7, ADA6, ADA5, ADA4, ADA3,
        ADA2, ADA1, ADA0, input wire CEA, OCEA, CLKA, WEA, RSTA, CSA2, CSA1, CSA0, output wire DOA17, DOA16,
        DOA15, DOA14, DOA13, DOA12, DOA11, DOA10, DOA9, DOA8, DOA7, DOA6, DOA5, DOA4, DOA3, DOA2, DOA1, DOA0,
    input wire DIB17, DIB16, DIB15, DIB14, DIB13, DIB12, DIB11, DIB10, DIB9, DIB8, DIB7, DIB6, DIB5, DIB4, DIB3,
        DIB2, DIB1, DIB0, input wire ADB13, ADB12, ADB11, ADB10, ADB9, ADB8, ADB7, ADB6, ADB5, ADB4, ADB3,
        ADB2, ADB1, ADB0, input wire CEB, OCEB, CLKB, WEB, RSTB, CSB2, CSB1, CSB0, output wire DOB17, DOB16,
        DOB15, DOB14, DOB13, DOB12, DOB11, DOB10, DOB9, DOB8, DOB7, DOB6, DOB5, DOB4, DOB3, DOB2, DOB1, DOB0
);
    parameter DATA_WIDTH_A = 18, DATA_WIDTH_B = 18;
    parameter REGMODE_A = "NOREG", REGMODE_B = "NOREG", RESETMODE = "SYNC", ASYNC_RESET_RELEASE = "SYNC";
    parameter CSDECODE_A = "0b000", CSDECODE_B = "0b000", WRITEMODE_A = "NORMAL", WRITEMODE_B = "NORMAL";
    parameter CLKAMUX = "CLKA", CLKBMUX = "CLKB", GSR = "ENABLED", INIT_DATA = "STATIC";
    parameter WID = 0;
    parameter [319:0] INITVAL_00 = 0, INITVAL_01 = 0, INITVAL_02 = 0, INITVAL_03 = 0, INITVAL_04 = 0, INITVAL_05 = 0, INITVAL_06 = 0, INITVAL_07 = 0;
    parameter [319:0] INITVAL_08 = 0, INITVAL_09 = 0, INITVAL_0A = 0, INITVAL_0B = 0, INITVAL_0C = 0, INITVAL_0D = 0, INITVAL_0E = 0, INITVAL_0F = 0;
    parameter [319:0] INITVAL_10 = 0, INITVAL_11 = 0, INITVAL_12 = 0, INITVAL_13 = 0, INITVAL_14 = 0, INITVAL_15 = 0, INITVAL_16 = 0, INITVAL_17 = 0;
    parameter [319:0] INITVAL_18 = 0, INITVAL_19 = 0, INITVAL_1A = 0, INITVAL_1B = 0, INITVAL_1C = 0, INITVAL_1D = 0, INITVAL_1E = 0, INITVAL_1F = 0;
    parameter [319:0] INITVAL_20 = 0, INITVAL_21 = 0, INITVAL_22 = 0, INITVAL_23 = 0, INITVAL_24 = 0, INITVAL_25 = 0, INITVAL_26 = 0, INITVAL_27 = 0;
    parameter [319:0] INITVAL_28 = 0, INITVAL_29 = 0, INITVAL_2A = 0, INITVAL_2B = 0, INITVAL_2C = 0, INITVAL_2D = 0, INITVAL_2E = 0, INITVAL_2F = 0;
    parameter [319:0] INITVAL_30 = 0, INITVAL_31 = 0, INITVAL_32 = 0, INITVAL_33 = 0, INITVAL_34 = 0, INITVAL_35 = 0, INITVAL_36 = 0, INITVAL_37 = 0;
    parameter [319:0] INITVAL_38 = 0, INITVAL_39 = 0, INITVAL_3A = 0, INITVAL_3B = 0, INITVAL_3C = 0, INITVAL_3D = 0, INITVAL_3E = 0, INITVAL_3F = 0;

    localparam WIDE = DATA_WIDTH_A == 36 && DATA_WIDTH_B == 36;
    reg [17:0] memory [0:1023];
    localparam [64 * 320 - 1:0] CONTENTS = {
        INITVAL_3F, INITVAL_3E, INITVAL_3D, INITVAL_3C, INITVAL_3B, INITVAL_3A, INITVAL_39, INITVAL_38, INITVAL_37,
        INITVAL_36, INITVAL_35, INITVAL_34, INITVAL_33, INITVAL_32, INITVAL_31, INITVAL_30, INITVAL_2F,
        INITVAL_2E, INITVAL_2D, INITVAL_2C, INITVAL_2B, INITVAL_2A, INITVAL_29, INITVAL_28, INITVAL_27,
        INITVAL_26, INITVAL_25, INITVAL_24, INITVAL_23, INITVAL_22, INITVAL_21, INITVAL_20, INITVAL_1F,
        INITVAL_1E, INITVAL_1D, INITVAL_1C, INITVAL_1B, INITVAL_1A, INITVAL_19, INITVAL_18, INITVAL_17,
        INITVAL_16, INITVAL_15, INITVAL_14, INITVAL_13, INITVAL_12, INITVAL_11, INITVAL_10, INITVAL_0F,
        INITVAL_0E, INITVAL_0D, INITVAL_0C, INITVAL_0B, INITVAL_0A, INITVAL_09, INITVAL_08, INITVAL_07,
        INITVAL_06, INITVAL_05, INITVAL_04, INITVAL_03, INITVAL_02, INITVAL_01, INITVAL_00
    };
    integer k;
    initial begin
        if (REGMODE_A != "NOREG" || REGMODE_B != "NOREG" || (DATA_WIDTH_A > 18) != WIDE || (DATA_WIDTH_B > 18) != WIDE
            || CSDECODE_A != "0b000" || CSDECODE_B != "0b000" || CLKAMUX != "CLKA" || CLKBMUX != "CLKB") begin
            $fdisplay(32'h80000002, "DP16KD: this model has no such configuration");
            $finish;
        end
        for (k = 0; k < 1024; k = k + 1) memory[k] = CONTENTS[20 * k +: 18];
    end

    // Port A
    wire [17:0] in_A = {
        DIA17, DIA16, DIA15, DIA14, DIA13, DIA12, DIA11, DIA10, DIA9, DIA8, DIA7, DIA6, DIA5, DIA4, DIA3, DIA2, DIA1,
        DIA0
    };
    wire [13:0] at_A = {ADA13, ADA12, ADA11, ADA10, ADA9, ADA8, ADA7, ADA6, ADA5, ADA4, ADA3, ADA2, ADA1, ADA0};
    // The bits of a word that the port sees, and where they begin; narrow ports never see the ninth bit of a byte.
    wire [17:0] window_A = DATA_WIDTH_A == 18 ? 18'h3ffff : DATA_WIDTH_A == 9 ? 18'h1ff : DATA_WIDTH_A == 4 ? 18'hf : DATA_WIDTH_A == 2 ? 18'h3 : 18'h1;
    wire [4:0] first_A = DATA_WIDTH_A == 18 ? 5'd0
        : (at_A[3] ? 5'd9 : 5'd0) + (DATA_WIDTH_A == 9 ? 5'd0 : DATA_WIDTH_A == 4 ? {2'd0, at_A[2], 2'd0} : DATA_WIDTH_A == 2 ? {2'd0, at_A[2:1], 1'd0} : {2'd0, at_A[2:0]});
    wire on_A = CEA && {CSA2, CSA1, CSA0} == 3'd0;
    wire write_A = on_A && WEA;
    // A port of 18 bits has a write enable for each byte in its lowest address bits.
    wire [17:0] mask_A = DATA_WIDTH_A == 18 ? {{9{at_A[1]}}, {9{at_A[0]}}} : window_A << first_A;
    wire [17:0] new_A = (memory[at_A[13:4]] & ~mask_A) | ((in_A << first_A) & mask_A);
    wire collides_A = write_B && at_B[13:4] == at_A[13:4];
    wire [17:0] read_A = (memory[at_A[13:4]] ^ (collides_A ? mask_B : 18'd0)) >> first_A;
    reg [17:0] out_A = 18'd0;
    always @(posedge CLKA) begin
        if (write_A && !WIDE) memory[at_A[13:4]] <= new_A;
        if (write_A && WIDE) begin
            if (at_A[0]) memory[{at_A[13:5], 1'b0}][8:0] <= in_A[8:0];
            if (at_A[1]) memory[{at_A[13:5], 1'b0}][17:9] <= in_A[17:9];
            if (at_A[2]) memory[{at_A[13:5], 1'b1}][8:0] <= in_B[8:0];
            if (at_A[3]) memory[{at_A[13:5], 1'b1}][17:9] <= in_B[17:9];
        end
        if (RSTA) out_A <= 18'd0;
        else if (on_A) begin
            if (!WEA || WRITEMODE_A == "READBEFOREWRITE") out_A <= read_A & window_A;
            else if (WRITEMODE_A == "WRITETHROUGH") out_A <= (new_A >> first_A) & window_A;
        end
    end
    assign {
        DOA17, DOA16, DOA15, DOA14, DOA13, DOA12, DOA11, DOA10, DOA9, DOA8, DOA7, DOA6, DOA5, DOA4, DOA3, DOA2, DOA1,
        DOA0
    } = WIDE ? wide_low : out_A;

    // Port B
    wire [17:0] in_B = {
        DIB17, DIB16, DIB15, DIB14, DIB13, DIB12, DIB11, DIB10, DIB9, DIB8, DIB7, DIB6, DIB5, DIB4, DIB3, DIB2, DIB1,
        DIB0
    };
    wire [13:0] at_B = {ADB13, ADB12, ADB11, ADB10, ADB9, ADB8, ADB7, ADB6, ADB5, ADB4, ADB3, ADB2, ADB1, ADB0};
    // The bits of a word that the port sees, and where they begin; narrow ports never see the ninth bit of a byte.
    wire [17:0] window_B = DATA_WIDTH_B == 18 ? 18'h3ffff : DATA_WIDTH_B == 9 ? 18'h1ff : DATA_WIDTH_B == 4 ? 18'hf : DATA_WIDTH_B == 2 ? 18'h3 : 18'h1;
    wire [4:0] first_B = DATA_WIDTH_B == 18 ? 5'd0
        : (at_B[3] ? 5'd9 : 5'd0) + (DATA_WIDTH_B == 9 ? 5'd0 : DATA_WIDTH_B == 4 ? {2'd0, at_B[2], 2'd0} : DATA_WIDTH_B == 2 ? {2'd0, at_B[2:1], 1'd0} : {2'd0, at_B[2:0]});
    wire on_B = CEB && {CSB2, CSB1, CSB0} == 3'd0;
    wire write_B = on_B && WEB;
    // A port of 18 bits has a write enable for each byte in its lowest address bits.
    wire [17:0] mask_B = DATA_WIDTH_B == 18 ? {{9{at_B[1]}}, {9{at_B[0]}}} : window_B << first_B;
    wire [17:0] new_B = (memory[at_B[13:4]] & ~mask_B) | ((in_B << first_B) & mask_B);
    wire collides_B = write_A && at_A[13:4] == at_B[13:4];
    wire [17:0] read_B = (memory[at_B[13:4]] ^ (collides_B ? mask_A : 18'd0)) >> first_B;
    reg [17:0] out_B = 18'd0;
    always @(posedge CLKB) begin
        if (write_B) memory[at_B[13:4]] <= new_B;
        if (RSTB) out_B <= 18'd0;
        else if (on_B) begin
            if (!WEB || WRITEMODE_B == "READBEFOREWRITE") out_B <= read_B & window_B;
            else if (WRITEMODE_B == "WRITETHROUGH") out_B <= (new_B >> first_B) & window_B;
        end
    end
    assign {
        DOB17, DOB16, DOB15, DOB14, DOB13, DOB12, DOB11, DOB10, DOB9, DOB8, DOB7, DOB6, DOB5, DOB4, DOB3, DOB2, DOB1,
        DOB0
    } = WIDE ? wide_high : out_B;

    // Port B where it is wide
    wire [17:0] garbage = write_A && at_A[3:0] != 4'd0 && at_A[13:5] == at_B[13:5] ? 18'h3ffff : 18'd0;
    reg [17:0] wide_low = 18'd0, wide_high = 18'd0;
    always @(posedge CLKB) begin
        if (RSTB) {wide_high, wide_low} <= 36'd0;
        else if (on_B) begin
            wide_low <= memory[{at_B[13:5], 1'b0}] ^ garbage;
            wide_high <= memory[{at_B[13:5], 1'b1}] ^ garbage;
        end
    end

endmodule

/* verilator lint_on UNUSEDSIGNAL */
/* verilator lint_on UNUSEDPARAM */
`default_nettype wire
