// The whole board but its clock: UART, protocol, memories, eight cores, and the pins of the SDRAM.
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
    localparam DIVIDER = (CLOCK_HZ + BAUD / 2) / BAUD;
    localparam CORES = 8;
    localparam NEURON_BITS = 13;
    localparam ADDRESS_BITS = 23;
    localparam LOG_BITS = 13;
    localparam INJECT_BITS = 10;
    localparam PATIENCE_BITS = 11;         // bytes of the line that wait
    localparam [31:0] IMAGE_WORDS = 1 << IMAGE_BITS;
    localparam [31:0] IMAGE_BYTES = 2 << IMAGE_BITS;
    localparam [31:0] LOG_WORDS = 1 << LOG_BITS;
    localparam [31:0] INJECT_WORDS = 1 << INJECT_BITS;
    localparam [31:0] NEURONS = 1 << NEURON_BITS;
    localparam [31:0] SOURCES = 2 << NEURON_BITS;
    localparam [31:0] FRAMES = 13;         // 146 bytes each, in 2,048

    // The line in
    wire [7:0] rx_byte, rx_head;
    wire rx_valid, rx_empty, rx_pop, rx_error, rx_overrun;
    reg [15:0] framing_errors, overruns;  // both stop at ffff
    uart_rx #(.DIVIDER(DIVIDER)) receiver (.clk(clk), .reset(reset), .line(rx), .data(rx_byte), .valid(rx_valid), .error(rx_error));
    /* verilator lint_off PINCONNECTEMPTY */
    byte_fifo #(.WIDTH(8), .ADDRESS_BITS(PATIENCE_BITS)) rx_fifo (
        .clk(clk), .clear(reset), .push(rx_valid), .in(rx_byte), .pop(rx_pop), .head(rx_head), .empty(rx_empty), .room(), .overrun(rx_overrun)
    );
    always @(posedge clk) begin
        if (reset) begin
            framing_errors <= 16'd0;
            overruns       <= 16'd0;
        end else begin
            framing_errors <= framing_errors + {15'd0, rx_error && framing_errors != 16'hffff};
            overruns       <= overruns + {15'd0, rx_overrun && overruns != 16'hffff};
        end
    end
    /* verilator lint_on PINCONNECTEMPTY */
    wire frame_good, frame_damaged, frame_taken;
    wire [7:0] body_length, command_frame_address, answer_frame_address, frame_byte;
    frame_receiver frames_in (
        .clk(clk), .reset(reset), .in(rx_head), .in_empty(rx_empty), .in_pop(rx_pop), .good(frame_good), .damaged(frame_damaged),
        .taken(frame_taken), .body_length(body_length), .address(answer_busy ? answer_frame_address : command_frame_address), .data(frame_byte)
    );

    // Commands
    wire answer_start, answer_busy;
    wire [7:0] answer_kind, detail;
    wire [5:0] answer_words;
    wire [4:0] detail_code;
    wire [3:0] reason;
    wire [1:0] answer_sequence, state;
    wire [31:0] own_session, committed, digest, core_step, log_head, log_tail;
    wire [4:0] compare_code, answer_code;
    wire [1:0] compare_index, answer_index;
    wire [7:0] value, head_byte;
    wire image_write, image_full, clear_ring, digest_start, digest_busy, lava;
    wire [ADDRESS_BITS-1:0] command_address, answer_address;
    wire [15:0] image_in, image_out;
    wire core_start, core_abort, core_clear, core_armed, core_busy;
    wire log_release, log_push;
    wire [15:0] log_word, log_out;
    wire inject_push, injected_empty, injected_pop;
    wire [15:0] injected;
    wire [INJECT_BITS:0] inject_room;
    command_machine #(
        .NEURON_BITS(NEURON_BITS), .INJECT_BITS(INJECT_BITS), .ADDRESS_BITS(ADDRESS_BITS), .CLOCK_HZ(CLOCK_HZ), .IMAGE_WORDS(IMAGE_WORDS)
    ) commands (
        .clk(clk), .reset(reset), .frame_good(frame_good), .frame_damaged(frame_damaged), .frame_taken(frame_taken),
        .body_length(body_length), .frame_address(command_frame_address), .frame_byte(frame_byte), .value_code(compare_code),
        .value_index(compare_index), .value(value), .head_byte(head_byte), .answer_start(answer_start),
        .answer_busy(answer_busy), .answer_kind(answer_kind), .answer_sequence(answer_sequence), .answer_words(answer_words),
        .detail_code(detail_code), .detail(detail), .reason(reason), .own_session(own_session), .committed(committed), .state(state),
        .image_write(image_write), .image_address(command_address), .image_in(image_in), .clear_ring(clear_ring), .image_wait(image_full),
        .digest_start(digest_start), .digest_busy(digest_busy), .core_start(core_start), .core_abort(core_abort), .core_clear(core_clear),
        .core_armed(core_armed), .core_busy(core_busy), .core_step(core_step), .log_tail(log_tail), .log_release(log_release), .log_full(log_full),
        .inject_push(inject_push), .inject_room(inject_room)
    );
    assign active = state[1];

    // Answers
    `include "messages.vh"
    wire trace, freeze, send_write, send_start, send_ready, not_yet;
    wire [7:0] send_address, send_data, send_length;
    wire [15:0] u, v, high;
    /* verilator lint_off UNUSEDSIGNAL */
    wire [15:0] control;  // only the refractory count is told
    /* verilator lint_on UNUSEDSIGNAL */
    wire [31:0] spikes, events;
    reg [31:0] state_sum;
    wire [15:0] accumulator_overflows, u_wraps, v_clips_high, v_clips_low;
    board_values #(
        .BOARD(BOARD), .IMAGE_BYTES(IMAGE_BYTES), .NEURONS(NEURONS), .SOURCES(SOURCES), .LOG_WORDS(LOG_WORDS), .INJECT_WORDS(INJECT_WORDS),
        .FRAMES(FRAMES), .CLOCK_HZ(CLOCK_HZ)
    ) values (
        .clk(clk), .code(answer_busy ? answer_code : compare_code), .index(answer_busy ? answer_index : compare_index), .own_session(own_session),
        .committed(committed), .digest(digest), .step(core_step), .state_sum(state_sum), .framing_errors(framing_errors), .overruns(overruns),
        .head(log_head), .tail(log_tail), .detail(detail), .state(state),
        .reason(reason), .spikes(spikes), .events(events), .accumulator_overflows(accumulator_overflows), .u_wraps(u_wraps),
        .v_clips_high(v_clips_high), .v_clips_low(v_clips_low), .value(value), .head_byte(head_byte)
    );
    answer_builder #(.LOG_BITS(LOG_BITS), .ADDRESS_BITS(ADDRESS_BITS)) answers (
        .clk(clk), .reset(reset), .start(answer_start), .busy(answer_busy), .kind(answer_kind), .sequence_of(answer_sequence),
        .words(answer_words), .detail_code(detail_code), .value_code(answer_code), .value_index(answer_index), .value(value),
        .frame_address(answer_frame_address), .frame_byte(frame_byte), .freeze(freeze), .first_address(command_address),
        .log_tail(log_tail[LOG_BITS:0]), .log_head(log_head[LOG_BITS:0]), .address(answer_address),
        .data_wait(not_yet && answer_kind != SPIKES_REPLY), .trace(trace), .image_word(image_out),
        .log_word(log_out), .lava(lava), .u(u), .v(v), .high(high), .refractory(control[5:0]), .send_write(send_write),
        .send_address(send_address), .send_data(send_data), .send_start(send_start), .send_length(send_length), .send_ready(send_ready)
    );

    // The line out
    wire [7:0] tx_byte;
    wire tx_valid, tx_ready;
    frame_sender frames_out (
        .clk(clk), .reset(reset), .write(send_write), .write_address(send_address), .write_data(send_data), .start(send_start),
        .length(send_length), .ready(send_ready), .out(tx_byte), .out_valid(tx_valid), .out_ready(tx_ready)
    );
    uart_tx #(.DIVIDER(DIVIDER)) transmitter (.clk(clk), .reset(reset), .data(tx_byte), .valid(tx_valid), .ready(tx_ready), .line(tx));

    // Spikes out and in
    spike_log #(.ADDRESS_BITS(LOG_BITS)) log (
        .clk(clk), .clear(reset || core_clear), .push(log_push), .in(log_word), .full(log_full), .release_now(log_release),
        .tail(log_tail[LOG_BITS:0]), .head(log_head), .read_address(answer_address[LOG_BITS-1:0]), .out(log_out)
    );
    /* verilator lint_off PINCONNECTEMPTY */
    byte_fifo #(.WIDTH(16), .ADDRESS_BITS(INJECT_BITS)) injection (
        .clk(clk), .clear(reset || core_clear), .push(inject_push), .in(image_in), .pop(injected_pop), .head(injected), .empty(injected_empty),
        .room(inject_room), .overrun()
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
        .reading(answer_busy && answer_kind == READBACK_REPLY), .trace(trace), .not_yet(not_yet), .word(image_out), .u(u), .v(v), .high(high),
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
    step_machine #(.CORES(CORES), .ADDRESS_BITS(ADDRESS_BITS)) steps (
        .clk(clk), .reset(reset), .clear(core_clear), .abort(core_abort), .start(core_start), .busy(core_busy), .step(core_step),
        .more_slot_bits(more_slot_bits), .begin_step(begin_step), .end_step(end_step), .sweeping(sweeping), .sweep(sweep), .n(n),
        .sweep_ring_address(sweep_ring_address), .has(has), .at_work(at_work), .fired(fired), .fired_index(fired_index), .fired_neuron(fired_neuron), .add(add), .add_address(add_address), .change(change),
        .read_start(row_start), .read_address(row_address), .read_stop(row_stop), .read_valid(read_valid), .read_data(read_data), .log_push(log_push),
        .log_word(log_word), .log_full(log_full), .freeze(freeze), .injected(injected), .injected_empty(injected_empty), .injected_pop(injected_pop),
        .counts_fired(counts_fired), .counts_overflows(counts_overflows), .counts_u_wraps(counts_u_wraps), .counts_v_high(counts_v_high),
        .counts_v_low(counts_v_low), .spikes(spikes), .events(events), .accumulator_overflows(accumulator_overflows), .u_wraps(u_wraps),
        .v_clips_high(v_clips_high), .v_clips_low(v_clips_low)
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
