// SDR SDRAM of 16 bits (32 MB: 4 banks × 8,192 rows × 512 words; W9825G6KH, MT48LC16M16A2): writes from a queue, and one stream of reads.
//
// Bursts have one word, so every clock may carry a READ or WRITE of its own; pages stay open. An address is row | bank | column: what is read in order
// goes from bank to bank, a page of 512 words each. CAS latency 2. The times below hold up to 75 MHz:
// precharge and activate two clocks (26 ns; 20 needed), activate to precharge four (53 ns; 44), refresh six (80 ns; 66), a write's recovery two (15 ns + one clock).
//
// A stream begins with `start` at `start_address` and ends with `stop`; `start` ends the stream before it, too, and what is under way of it never comes.
// Its words come in order, one a clock where nothing hinders: nobody can make them wait. Writes go before reads.
//
// Pins are registered: a command stands on them after the clock edge 0, the chip takes it at its own edge just before edge 1, and edge 3 takes the data.
`default_nettype none

module sdram_controller #(
    parameter [31:0] CLOCK_HZ = 32'd50000000,
    parameter ADDRESS_BITS = 23,  // at most 24
    parameter [31:0] POWER_UP_US = 200
) (
    input  wire                    clk,
    input  wire                    reset,
    output reg                     ready,        // the chip has been initialised
    // Writes: the head of a queue
    input  wire                    write,
    input  wire [ADDRESS_BITS-1:0] write_address,
    input  wire [15:0]             write_data,
    output wire                    write_taken,
    // The stream of reads
    input  wire                    start,
    input  wire [ADDRESS_BITS-1:0] start_address,
    input  wire                    stop,
    output wire                    valid,
    output wire [15:0]             data,
    // The chip
    output reg                     pin_cke,
    output reg                     pin_csn,
    output reg                     pin_rasn,
    output reg                     pin_casn,
    output reg                     pin_wen,
    output reg  [1:0]              pin_ba,
    output reg  [12:0]             pin_a,
    output reg  [15:0]             pin_out,
    output reg                     pin_drive,    // pin_out is on the chip's data pins
    input  wire [15:0]             pin_in
);
    localparam [31:0] POWER_UP_CLOCKS = CLOCK_HZ / 1000000 * POWER_UP_US;
    localparam [31:0] REFRESH_CLOCKS = CLOCK_HZ / 1000 * 64 / 8192 - 32;  // 8,192 in 64 ms, each of them up to 32 clocks late
    // csn, rasn, casn, wen
    localparam [3:0] NOTHING = 4'b1111, SET_MODE = 4'b0000, REFRESH = 4'b0001, PRECHARGE = 4'b0010, ACTIVATE = 4'b0011, WRITE = 4'b0100, READ = 4'b0101;
    localparam [12:0] MODE = 13'b000_1_00_010_0_000;  // single writes, CAS latency 2, sequential, bursts of one
    localparam [12:0] ALL_BANKS = 13'b0_0100_0000_0000;

    localparam [2:0] POWER_UP = 3'd0, INIT = 3'd1, OPEN = 3'd2, CLOSING = 3'd3;
    reg [2:0]  state;
    reg [3:0]  wait_left;      // clocks without a command
    reg [31:0] power_up_left;
    reg [3:0]  init_left;
    reg [31:0] refresh_left;
    reg        refresh_due;
    reg [2:0]  active_left;    // until a bank may be closed
    reg [1:0]  recovery_left;  // of the last write
    reg [2:0]  reads_left;     // until the bus is free for a write

    reg        streaming;
    reg [ADDRESS_BITS-1:0] next;
    reg [3:0]  under_way;
    reg [15:0] taken;
    assign valid = under_way[3];
    assign data = taken;

    reg [3:0]  open;
    reg [12:0] open_row [0:3];

    wire [23:0] address = write ? {{(24 - ADDRESS_BITS){1'b0}}, write_address} : {{(24 - ADDRESS_BITS){1'b0}}, next};
    wire [12:0] row = address[23:11];
    wire [1:0]  bank = address[10:9];
    wire [8:0]  column = address[8:0];
    wire        hit = open[bank] && open_row[bank] == row;
    wire        free = state == OPEN && wait_left == 4'd0 && !refresh_due;
    wire        reading = free && !write && streaming;
    wire        writing = free && write;
    wire        may_close = active_left == 3'd0 && recovery_left == 2'd0;
    wire        do_read = reading && hit;
    assign write_taken = writing && hit && reads_left == 3'd0;

    reg [3:0] command;
    always @* {pin_csn, pin_rasn, pin_casn, pin_wen} = command;

    always @(posedge clk) begin
        command   <= NOTHING;
        pin_drive <= 1'b0;
        taken     <= pin_in;
        under_way <= start || stop ? 4'd0 : {under_way[2:0], do_read};

        if (start) begin
            streaming <= 1'b1;
            next      <= start_address;
        end else if (stop) streaming <= 1'b0;
        else if (do_read) next <= next + 1'b1;

        if (wait_left != 4'd0) wait_left <= wait_left - 4'd1;
        if (active_left != 3'd0) active_left <= active_left - 3'd1;
        if (recovery_left != 2'd0) recovery_left <= recovery_left - 2'd1;
        if (reads_left != 3'd0) reads_left <= reads_left - 3'd1;
        refresh_left <= refresh_left == 32'd0 ? REFRESH_CLOCKS : refresh_left - 32'd1;
        if (refresh_left == 32'd0) refresh_due <= ready;

        case (state)
            POWER_UP: begin
                pin_cke       <= 1'b1;
                power_up_left <= power_up_left - 32'd1;
                if (power_up_left == 32'd0) state <= INIT;
            end
            // Precharge, eight refreshes, mode
            INIT: if (wait_left == 4'd0) begin
                init_left <= init_left - 4'd1;
                wait_left <= 4'd6;
                pin_ba    <= 2'd0;
                pin_a     <= init_left == 4'd0 ? MODE : ALL_BANKS;
                command   <= init_left == 4'd9 ? PRECHARGE : init_left == 4'd0 ? SET_MODE : REFRESH;
                if (init_left == 4'd0) begin
                    ready <= 1'b1;
                    state <= OPEN;
                end
            end
            OPEN: if (wait_left == 4'd0) begin
                if (refresh_due) begin
                    if (may_close) begin
                        command   <= PRECHARGE;
                        pin_a     <= ALL_BANKS;
                        open      <= 4'd0;
                        wait_left <= 4'd1;
                        state     <= CLOSING;
                    end
                end else if (writing || reading) begin
                    pin_ba <= bank;
                    if (hit) begin
                        pin_a <= {4'd0, column};
                        if (do_read) begin
                            command    <= READ;
                            reads_left <= 3'd3;
                        end
                        if (write_taken) begin
                            command       <= WRITE;
                            pin_out       <= write_data;
                            pin_drive     <= 1'b1;
                            recovery_left <= 2'd1;
                        end
                    end else if (open[bank]) begin
                        if (may_close) begin
                            command    <= PRECHARGE;
                            pin_a      <= 13'd0;
                            open[bank] <= 1'b0;
                            wait_left  <= 4'd1;
                        end
                    end else begin
                        command        <= ACTIVATE;
                        pin_a          <= row;
                        open[bank]     <= 1'b1;
                        open_row[bank] <= row;
                        active_left    <= 3'd3;
                        wait_left      <= 4'd1;
                    end
                end
            end
            default: if (wait_left == 4'd0) begin
                command     <= REFRESH;
                refresh_due <= 1'b0;
                wait_left   <= 4'd6;
                state       <= OPEN;
            end
        endcase

        if (reset) begin
            state         <= POWER_UP;
            ready         <= 1'b0;
            command       <= NOTHING;
            pin_cke       <= 1'b0;
            power_up_left <= POWER_UP_CLOCKS;
            init_left     <= 4'd9;
            wait_left     <= 4'd0;
            refresh_left  <= REFRESH_CLOCKS;
            refresh_due   <= 1'b0;
            open          <= 4'd0;
            active_left   <= 3'd0;
            recovery_left <= 2'd0;
            reads_left    <= 3'd0;
            streaming     <= 1'b0;
            under_way     <= 4'd0;
        end
    end
endmodule

`default_nettype wire
