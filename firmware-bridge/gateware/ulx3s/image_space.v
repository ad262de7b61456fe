// The image space of the board with SDRAM behind one word address, for the command machine and for answers (docs/fpga-ulx3s.md):
//
//   words 0 … 2047        tables: a copy for reading; what the cores need of them is in the cores
//   2048 … 67583          neurons, eight words each, in the columns of the cores
//   67584 …               SDRAM, at the same word of the chip
//
// Writes are taken at any time, one a clock; those of the SDRAM wait in a queue, and `full` holds an ERASE back. The rings are no part of the image, and are
// made zero together with it. The digest is CRC-32 of all words, low byte first, a word a clock.
`default_nettype none

module image_space #(
    parameter ADDRESS_BITS = 23,
    parameter [31:0] WORDS = 32'd8388608
) (
    input  wire                    clk,
    input  wire                    reset,
    // Command machine
    input  wire                    write,
    input  wire [ADDRESS_BITS-1:0] write_address,
    input  wire [15:0]             write_word,
    input  wire                    clear_ring,     // with `write`: the rings' word of this address becomes zero, too
    output wire                    full,
    input  wire                    digest_start,
    output wire                    digest_busy,
    output wire [31:0]             digest,
    // Answers: a word of the image, or the state of a neuron
    input  wire [ADDRESS_BITS-1:0] address,
    input  wire                    reading,        // `address` is a word of the image that is wanted
    input  wire                    trace,          // it is a neuron
    output wire                    not_yet,        // what is at `address` is not there in the next clock
    output wire [15:0]             word,
    output reg  [15:0]             u,
    output reg  [15:0]             v,
    output reg  [15:0]             high,
    output reg  [15:0]             control,
    // Settings of the board
    output reg                     lava,
    output reg  [2:0]              accumulator_shift,
    output reg  [1:0]              more_slot_bits,
    // Cores: writes
    output wire [7:0]              core_table_write,
    output wire [7:0]              core_column_write,
    output wire [9:0]              core_neuron,
    output wire [2:0]              core_column,
    output wire [6:0]              core_table,
    output wire                    core_clear_ring,
    output wire [13:0]             core_ring_address,
    output wire [15:0]             core_word,
    // Cores: reads
    output wire [9:0]              core_read_neuron,
    input  wire [16*8-1:0]         all_u,
    input  wire [16*8-1:0]         all_v,
    input  wire [16*8-1:0]         all_high,
    input  wire [16*8-1:0]         all_control,
    input  wire [16*8-1:0]         all_bias,
    // SDRAM
    output wire                    sdram_write,
    output wire [ADDRESS_BITS-1:0] sdram_write_address,
    output wire [15:0]             sdram_write_data,
    input  wire                    sdram_write_taken,
    output reg                     sdram_start,
    output reg  [ADDRESS_BITS-1:0] sdram_address,
    output reg                     sdram_stop,
    input  wire                    sdram_valid,
    input  wire [15:0]             sdram_data
);
    localparam [ADDRESS_BITS-1:0] NEURONS_AT = 2048, SDRAM_AT = 67584;
    localparam [ADDRESS_BITS-1:0] LAST_WORD = WORDS[ADDRESS_BITS-1:0] - 1'b1;
    localparam QUEUE_BITS = 7;

    // Writes, one clock late
    reg                    w_write, w_clear;
    reg [ADDRESS_BITS-1:0] w_address;
    reg [15:0]             w_word;
    always @(posedge clk) begin
        w_write   <= write && !reset;
        w_clear   <= clear_ring;
        w_address <= write_address;
        w_word    <= write_word;
    end
    wire w_table = w_write && w_address < NEURONS_AT;
    wire w_sdram = w_write && w_address >= SDRAM_AT;
    wire w_neuron = w_write && !(w_address < NEURONS_AT) && !(w_address >= SDRAM_AT);
    wire [15:0] w_neuron_word = w_address[15:0] - NEURONS_AT[15:0];
    assign core_table_write = w_table && w_address[10] ? 8'd1 << w_address[9:7] : 8'd0;
    assign core_column_write = w_neuron ? 8'd1 << w_neuron_word[15:13] : 8'd0;
    assign core_neuron = w_neuron_word[12:3];
    assign core_column = w_neuron_word[2:0];
    assign core_table = w_address[6:0];
    assign core_clear_ring = w_write && w_clear;
    assign core_ring_address = w_address[13:0];
    assign core_word = w_word;
    always @(posedge clk) begin
        if (w_table) begin
            case (w_address[10:0])
                11'd0: lava <= w_word[0];
                11'd2: accumulator_shift <= w_word[2:0];
                11'd7: more_slot_bits <= w_word[1:0];
                default: ;
            endcase
        end
    end

    wire queue_empty;
    wire [QUEUE_BITS:0] room;
    assign full = room < 16;
    assign sdram_write = !queue_empty;
    /* verilator lint_off PINCONNECTEMPTY */
    byte_fifo #(.WIDTH(ADDRESS_BITS + 16), .ADDRESS_BITS(QUEUE_BITS)) queue (
        .clk(clk), .clear(reset), .push(w_sdram), .in({w_address, w_word}), .pop(sdram_write_taken), .head({sdram_write_address, sdram_write_data}),
        .empty(queue_empty), .room(room), .overrun()
    );
    /* verilator lint_on PINCONNECTEMPTY */

    // Reads of what is on the chip: the address enters at 1, the memories' words are there at 2, those of the right core at 3.
    localparam [1:0] IDLE = 2'd0, ON_CHIP = 2'd1, IN_SDRAM = 2'd2;
    reg  [1:0] state;
    reg  [ADDRESS_BITS-1:0] next;       // of the digest
    reg  [ADDRESS_BITS-1:0] address_1, address_2, address_3;
    reg  digest_1, digest_2, digest_3;
    reg  [15:0] table_3, bias_3;
    wire [15:0] table_2;
    wire [15:0] word_1 = address_1[15:0] - NEURONS_AT[15:0];
    wire [12:0] neuron_1 = trace ? address_1[12:0] : word_1[15:3];
    reg  [2:0] core_2;
    reg  [2:0] column_2, column_3;
    reg  on_table_2, on_table_3, on_sdram_3;
    assign core_read_neuron = neuron_1[9:0];
    column #(.ADDRESS_BITS(11)) tables (
        .clk(clk), .write(w_table), .write_address(w_address[10:0]), .in(w_word), .read_address(address_1[10:0]), .out(table_2)
    );
    always @(posedge clk) begin
        address_1  <= state == IDLE ? address : next;
        digest_1   <= state == ON_CHIP;
        address_2  <= address_1;
        digest_2   <= digest_1;
        core_2     <= neuron_1[12:10];
        column_2   <= word_1[2:0];
        on_table_2 <= address_1 < NEURONS_AT;
        address_3  <= address_2;
        digest_3   <= digest_2;
        u          <= all_u[16*core_2 +: 16];
        v          <= all_v[16*core_2 +: 16];
        high       <= all_high[16*core_2 +: 16];
        control    <= all_control[16*core_2 +: 16];
        bias_3     <= all_bias[16*core_2 +: 16];
        table_3    <= table_2;
        column_3   <= column_2;
        on_table_3 <= on_table_2;
        on_sdram_3 <= address_2 >= SDRAM_AT;
    end
    reg [15:0] chip_word;
    always @* begin
        if (on_table_3) chip_word = table_3;
        else
            case (column_3)
                3'd0: chip_word = u;
                3'd1: chip_word = v;
                3'd2: chip_word = high;
                3'd3: chip_word = control;
                3'd4: chip_word = bias_3;
                default: chip_word = 16'd0;
            endcase
    end

    // A word of the SDRAM for an answer
    reg have, asking;
    reg [ADDRESS_BITS-1:0] have_address;
    reg [15:0] have_word;
    wire of_sdram = reading && address >= SDRAM_AT;
    assign word = on_sdram_3 ? have_word : chip_word;
    assign not_yet = address_3 != address || (of_sdram && !(have && have_address == address));

    // CRC-32 of two bytes a clock
    reg  [31:0] crc;
    wire [31:0] crc_low, crc_high;
    wire        from_sdram = state == IN_SDRAM && sdram_valid && !sdram_start;
    wire [15:0] crc_word = from_sdram ? sdram_data : chip_word;
    crc32_byte low_byte (.before(crc), .data(crc_word[7:0]), .after(crc_low));
    crc32_byte high_byte (.before(crc_low), .data(crc_word[15:8]), .after(crc_high));
    assign digest_busy = state != IDLE;
    assign digest = ~crc;

    always @(posedge clk) begin
        sdram_start <= 1'b0;
        sdram_stop  <= 1'b0;
        if (digest_3 || from_sdram) crc <= crc_high;

        if (!reading) begin
            have   <= 1'b0;
            asking <= 1'b0;
        end else if (asking) begin
            if (sdram_valid && !sdram_start) begin
                have         <= 1'b1;
                have_address <= sdram_address;
                have_word    <= sdram_data;
                asking       <= 1'b0;
                sdram_stop   <= 1'b1;
            end
        end else if (of_sdram && !(have && have_address == address) && !sdram_stop) begin
            asking        <= 1'b1;
            sdram_start   <= 1'b1;
            sdram_address <= address;
        end

        case (state)
            IDLE: if (digest_start) begin
                next  <= 0;
                crc   <= 32'hffffffff;
                state <= ON_CHIP;
            end
            ON_CHIP: begin
                next <= next + 1'b1;
                if (next == SDRAM_AT - 1'b1) begin
                    sdram_start   <= 1'b1;
                    sdram_address <= SDRAM_AT;
                    state         <= IN_SDRAM;
                end
            end
            default: if (from_sdram) begin
                // The chip's first word comes later than the last one from here has entered the CRC.
                next <= next + 1'b1;
                if (next == LAST_WORD) begin
                    sdram_stop <= 1'b1;
                    state      <= IDLE;
                end
            end
        endcase
        if (reset) begin
            state  <= IDLE;
            have   <= 1'b0;
            asking <= 1'b0;
        end
    end
endmodule

`default_nettype wire
