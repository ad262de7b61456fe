// The whole board but its clock: the host's port, memories, eight cores, and the pins of the SDRAM.
`default_nettype none

module ulx3s_board #(
    parameter [31:0] CLOCK_HZ = 32'd50000000,
    parameter [31:0] BAUD = 32'd2000000,
    parameter IMAGE_BITS = 23,             // 2^IMAGE_BITS words: 17 … 23
    parameter CORES_THERE = 8,             // fewer only to be simulated as cells: the others have no neurons
    parameter [31:0] BOARD = 32'h35504345  // ECP5, the first letter lowest
) (
    input  wire        clk,
    input  wire        reset,
    input  wire        rx,
    output wire        tx,
    output wire        active,        // armed or running
    output wire        log_full,
    output wire        sdram_ready,
    output wire        sdram_cke,
    output wire        sdram_csn,
    output wire        sdram_rasn,
    output wire        sdram_casn,
    output wire        sdram_wen,
    output wire [1:0]  sdram_ba,
    output wire [12:0] sdram_a,
    output wire [15:0] sdram_out,
    output wire        sdram_drive,
    input  wire [15:0] sdram_in
);
    localparam CORES = 8;
    localparam NEURON_BITS = 13;
    localparam ADDRESS_BITS = 23;
    localparam COUNT_BITS = $clog2(CORES) + 2;
    localparam [31:0] IMAGE_WORDS = 1 << IMAGE_BITS;

    // The host
    wire image_write, clear_ring, digest_start, digest_busy, trace, lava, freeze;
    wire [ADDRESS_BITS-1:0] command_address, answer_address;
    wire [15:0] image_in, image_out, u, v, high;
    wire [31:0] digest, core_step;
    wire core_start, core_abort, core_clear, core_armed, core_busy, log_push;
    wire [15:0] log_word;
    wire injected_open, injected_more, injected_none, injected_take, injected_is_id;
    wire [NEURON_BITS:0] injected_id;
    wire more_events;
    wire [COUNT_BITS-1:0] more_fired, more_overflows, more_u_wraps, more_v_high, more_v_low;
    wire image_full, reading, not_yet;
    /* verilator lint_off UNUSEDSIGNAL */
    wire [15:0] control;  // only the refractory count is told
    /* verilator lint_on UNUSEDSIGNAL */
    reg [31:0] state_sum;
    // 13 frames of 146 bytes fit 2,048.
    /* verilator lint_off PINCONNECTEMPTY */
    host_port #(
        .BOARD(BOARD), .CLOCK_HZ(CLOCK_HZ), .BAUD(BAUD), .PATIENCE_BITS(11), .FRAMES(13), .NEURON_BITS(NEURON_BITS), .ADDRESS_BITS(ADDRESS_BITS),
        .IMAGE_WORDS(IMAGE_WORDS), .LOG_BITS(13), .INJECT_BITS(10), .COUNT_BITS(COUNT_BITS)
    ) host (
        .clk(clk), .reset(reset), .rx(rx), .tx(tx), .active(active), .image_write(image_write), .command_address(command_address),
        .image_in(image_in), .clear_ring(clear_ring), .image_full(image_full), .digest_start(digest_start), .digest_busy(digest_busy),
        .digest(digest), .answer_busy(), .answer_address(answer_address), .reading(reading), .trace(trace), .not_yet(not_yet),
        .image_out(image_out), .lava(lava), .u(u), .v(v), .high(high), .refractory(control[5:0]), .core_start(core_start), .core_abort(core_abort),
        .core_clear(core_clear), .core_armed(core_armed), .core_busy(core_busy), .core_step(core_step), .state_sum(state_sum), .freeze(freeze),
        .log_push(log_push), .log_word(log_word), .log_full(log_full), .injected_open(injected_open), .injected_more(injected_more),
        .injected_none(injected_none), .injected_take(injected_take), .injected_is_id(injected_is_id), .injected_id(injected_id),
        .more_fired(more_fired), .more_events(more_events), .more_overflows(more_overflows), .more_u_wraps(more_u_wraps),
        .more_v_high(more_v_high), .more_v_low(more_v_low)
    );
    /* verilator lint_on PINCONNECTEMPTY */

    // Memory
    wire [2:0] accumulator_shift;
    wire [1:0] more_slot_bits;
    wire [CORES-1:0] table_write, column_write;
    wire [9:0] write_neuron, read_neuron;
    wire [2:0] write_column;
    wire [6:0] write_table;
    wire write_ring;
    wire [13:0] write_ring_address;
    wire [15:0] write_word;
    wire [16*CORES-1:0] all_u, all_v, all_high, all_control, all_bias;
    wire queued, queue_taken, read_valid;
    wire [ADDRESS_BITS-1:0] queued_address, host_read_address, row_address;
    wire [15:0] queued_word, read_data;
    wire host_start, host_stop, row_start, row_stop;
    image_space #(.ADDRESS_BITS(ADDRESS_BITS), .WORDS(IMAGE_WORDS)) memory (
        .clk(clk), .reset(reset), .write(image_write), .write_address(command_address), .write_word(image_in), .clear_ring(clear_ring), .full(image_full),
        .digest_start(digest_start), .digest_busy(digest_busy), .digest(digest), .address(answer_address),
        .reading(reading), .trace(trace), .not_yet(not_yet), .word(image_out), .u(u), .v(v), .high(high),
        .control(control), .lava(lava), .accumulator_shift(accumulator_shift), .more_slot_bits(more_slot_bits), .core_table_write(table_write),
        .core_column_write(column_write), .core_neuron(write_neuron), .core_column(write_column), .core_table(write_table), .core_clear_ring(write_ring),
        .core_ring_address(write_ring_address), .core_word(write_word), .core_read_neuron(read_neuron), .all_u(all_u), .all_v(all_v), .all_high(all_high),
        .all_control(all_control), .all_bias(all_bias), .sdram_write(queued), .sdram_write_address(queued_address), .sdram_write_data(queued_word),
        .sdram_write_taken(queue_taken), .sdram_start(host_start), .sdram_address(host_read_address), .sdram_stop(host_stop), .sdram_valid(read_valid),
        .sdram_data(read_data)
    );
    // The host reads while no step is under way, and a step that is broken off stops its stream before.
    sdram_controller #(.CLOCK_HZ(CLOCK_HZ), .ADDRESS_BITS(ADDRESS_BITS)) sdram (
        .clk(clk), .reset(reset), .ready(sdram_ready), .write(queued), .write_address(queued_address), .write_data(queued_word), .write_taken(queue_taken),
        .start(host_start || row_start), .start_address(row_start ? row_address : host_read_address), .stop(host_stop || row_stop), .valid(read_valid),
        .data(read_data), .pin_cke(sdram_cke), .pin_csn(sdram_csn), .pin_rasn(sdram_rasn), .pin_casn(sdram_casn), .pin_wen(sdram_wen), .pin_ba(sdram_ba),
        .pin_a(sdram_a), .pin_out(sdram_out), .pin_drive(sdram_drive), .pin_in(sdram_in)
    );

    // Cores
    wire begin_step, end_step, sweeping, sweep;
    wire [9:0] n, fired_index;
    wire [13:0] sweep_ring_address, add_address;
    wire [15:0] change;
    wire [CORES-1:0] has, at_work, add, counts_fired, counts_overflows, counts_v_high, counts_v_low;
    wire [2*CORES-1:0] counts_u_wraps;
    wire [11*CORES-1:0] fired;
    wire [10*CORES-1:0] fired_neuron;
    step_machine #(.CORES(CORES), .COUNT_BITS(COUNT_BITS), .ADDRESS_BITS(ADDRESS_BITS)) steps (
        .clk(clk), .reset(reset), .clear(core_clear), .abort(core_abort), .start(core_start), .busy(core_busy), .step(core_step),
        .more_slot_bits(more_slot_bits), .begin_step(begin_step), .end_step(end_step), .sweeping(sweeping), .sweep(sweep), .n(n),
        .sweep_ring_address(sweep_ring_address), .has(has), .at_work(at_work), .fired(fired), .fired_index(fired_index),
        .fired_neuron(fired_neuron), .add(add), .add_address(add_address), .change(change), .read_start(row_start), .read_address(row_address),
        .read_stop(row_stop), .read_valid(read_valid), .read_data(read_data), .log_push(log_push), .log_word(log_word),
        .log_full(log_full), .freeze(freeze), .injected_open(injected_open), .injected_more(injected_more), .injected_none(injected_none),
        .injected_take(injected_take), .injected_is_id(injected_is_id), .injected_id(injected_id), .counts_fired(counts_fired),
        .counts_overflows(counts_overflows), .counts_u_wraps(counts_u_wraps), .counts_v_high(counts_v_high), .counts_v_low(counts_v_low),
        .more_fired(more_fired), .more_events(more_events), .more_overflows(more_overflows), .more_u_wraps(more_u_wraps),
        .more_v_high(more_v_high), .more_v_low(more_v_low)
    );
    wire [32*CORES-1:0] sums;
    reg [32*CORES/2-1:0] sums_of_two;
    always @(posedge clk) begin : sum_of_cores
        integer k;
        for (k = 0; k < CORES / 2; k = k + 1) sums_of_two[32*k +: 32] <= sums[64*k +: 32] + sums[64*k+32 +: 32];
        state_sum <= sums_of_two[31:0] + sums_of_two[63:32] + sums_of_two[95:64] + sums_of_two[127:96];
    end
    genvar c;
    generate
        for (c = 0; c < CORES_THERE; c = c + 1) begin : cores
            neuron_slice #(.FIRST_ID(1024 * c)) slice (
                .clk(clk), .reset(reset), .flush(core_abort), .lava(lava), .accumulator_shift(accumulator_shift), .table_write(table_write[c]),
                .column_write(column_write[c]), .write_neuron(write_neuron), .write_column(write_column), .write_table(write_table), .clear_ring(write_ring),
                .clear_ring_address(write_ring_address), .write_word(write_word), .read_neuron(read_neuron), .u(all_u[16*c +: 16]), .v(all_v[16*c +: 16]),
                .high(all_high[16*c +: 16]), .control(all_control[16*c +: 16]), .bias(all_bias[16*c +: 16]), .begin_step(begin_step), .sweeping(sweeping),
                .sweep(sweep), .n(n), .sweep_ring_address(sweep_ring_address), .has(has[c]), .at_work(at_work[c]), .fired(fired[11*c +: 11]),
                .fired_index(fired_index), .fired_neuron(fired_neuron[10*c +: 10]), .add(add[c]), .add_address(add_address), .change(change),
                .overflows(counts_overflows[c]), .counts_fired(counts_fired[c]), .counts_u_wraps(counts_u_wraps[2*c +: 2]),
                .counts_v_high(counts_v_high[c]), .counts_v_low(counts_v_low[c]), .first_step(core_clear), .sum_clear(core_armed), .end_step(end_step), .sum(sums[32*c +: 32])
            );
        end
        for (c = CORES_THERE; c < CORES; c = c + 1) begin : absent
            assign {all_u[16*c +: 16], all_v[16*c +: 16], all_high[16*c +: 16], all_control[16*c +: 16], all_bias[16*c +: 16]} = 80'd0;
            assign {has[c], at_work[c], fired[11*c +: 11], fired_neuron[10*c +: 10], sums[32*c +: 32]} = 55'd0;
            assign {counts_overflows[c], counts_fired[c], counts_u_wraps[2*c +: 2], counts_v_high[c], counts_v_low[c]} = 6'd0;
        end
    endgenerate
endmodule

`default_nettype wire
