// A whole board between two wires: UART, protocol, memory and core.
`default_nettype none

module equipoise_core #(
    parameter [31:0] CLOCK_HZ = 32'd24000000,
    parameter [31:0] BAUD = 32'd1000000,
    parameter NEURON_BITS = 10,   // 9 or 10
    parameter [31:0] BOARD = 32'h4b355055  // UP5K, the first letter lowest
) (
    input  wire clk,
    input  wire reset,
    input  wire rx,
    output wire tx,
    output wire active  // armed or running
);
    localparam DIVIDER = (CLOCK_HZ + BAUD / 2) / BAUD;
    localparam LOG_BITS = 10;
    localparam INJECT_BITS = 8;
    localparam [31:0] IMAGE_WORDS = 256 + (8 << NEURON_BITS) + 49152;
    localparam [31:0] IMAGE_BYTES = 2 * IMAGE_WORDS;
    localparam [31:0] LOG_WORDS = 1 << LOG_BITS;
    localparam [31:0] INJECT_WORDS = 1 << INJECT_BITS;
    localparam [31:0] NEURONS = 1 << NEURON_BITS;
    localparam [31:0] SOURCES = 2 << NEURON_BITS;

    // The line in: UART, 512 bytes of patience, frames
    wire [7:0] rx_byte, rx_head;
    wire rx_valid, rx_empty, rx_pop, rx_error, rx_overrun;
    uart_rx #(.DIVIDER(DIVIDER)) receiver (.clk(clk), .reset(reset), .line(rx), .data(rx_byte), .valid(rx_valid), .error(rx_error));
    /* verilator lint_off PINCONNECTEMPTY */
    byte_fifo #(.WIDTH(8), .ADDRESS_BITS(9)) rx_fifo (
        .clk(clk), .clear(reset), .push(rx_valid), .in(rx_byte), .pop(rx_pop), .head(rx_head), .empty(rx_empty), .room(), .overrun(rx_overrun)
    );
    /* verilator lint_on PINCONNECTEMPTY */

    // What the line lost since power-up; both stop at ffff.
    reg [15:0] framing_errors, overruns;
    always @(posedge clk) begin
        if (reset) begin
            framing_errors <= 16'd0;
            overruns       <= 16'd0;
        end else begin
            if (rx_error && framing_errors != 16'hffff) framing_errors <= framing_errors + 16'd1;
            if (rx_overrun && overruns != 16'hffff) overruns <= overruns + 16'd1;
        end
    end

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
    wire image_write, clear_ring, digest_start, digest_busy, lava;
    wire [15:0] command_address, image_in, image_out;
    wire core_start, core_abort, core_clear, core_armed, core_busy;
    wire log_release, log_push, log_full;
    wire [15:0] log_word, log_out, answer_address;
    wire inject_push, injected_empty, injected_pop;
    wire [15:0] injected;
    wire [INJECT_BITS:0] inject_room;
    command_machine #(.NEURON_BITS(NEURON_BITS), .INJECT_BITS(INJECT_BITS), .CLOCK_HZ(CLOCK_HZ), .IMAGE_WORDS(IMAGE_WORDS)) commands (
        .clk(clk), .reset(reset), .frame_good(frame_good), .frame_damaged(frame_damaged), .frame_taken(frame_taken),
        .body_length(body_length), .frame_address(command_frame_address), .frame_byte(frame_byte), .value_code(compare_code),
        .value_index(compare_index), .value(value), .head_byte(head_byte), .answer_start(answer_start),
        .answer_busy(answer_busy), .answer_kind(answer_kind), .answer_sequence(answer_sequence), .answer_words(answer_words),
        .detail_code(detail_code), .detail(detail), .reason(reason), .own_session(own_session), .committed(committed), .state(state),
        .image_write(image_write), .image_address(command_address), .image_in(image_in), .clear_ring(clear_ring), .digest_start(digest_start),
        .digest_busy(digest_busy), .core_start(core_start), .core_abort(core_abort), .core_clear(core_clear), .core_armed(core_armed), .core_busy(core_busy),
        .core_step(core_step), .log_tail(log_tail), .log_release(log_release), .log_full(log_full), .inject_push(inject_push),
        .inject_room(inject_room)
    );
    assign active = state[1];

    // Answers
    wire trace, freeze, send_write, send_start, send_ready;
    wire [7:0] send_address, send_data, send_length;
    wire [15:0] u, v, high, bias;
    wire [7:0] setup;
    wire [6:0] rest;
    wire [31:0] spikes, events, sum_of_states;
    wire [15:0] accumulator_overflows, u_wraps, v_clips_high, v_clips_low;
    board_values #(
        .BOARD(BOARD), .IMAGE_BYTES(IMAGE_BYTES), .NEURONS(NEURONS), .SOURCES(SOURCES), .LOG_WORDS(LOG_WORDS), .INJECT_WORDS(INJECT_WORDS),
        .CLOCK_HZ(CLOCK_HZ)
    ) values (
        .clk(clk), .code(answer_busy ? answer_code : compare_code), .index(answer_busy ? answer_index : compare_index), .own_session(own_session),
        .committed(committed), .digest(digest), .step(core_step), .state_sum(sum_of_states), .framing_errors(framing_errors),
        .overruns(overruns), .head(log_head), .tail(log_tail), .detail(detail), .state(state), .reason(reason), .spikes(spikes), .events(events), .accumulator_overflows(accumulator_overflows), .u_wraps(u_wraps),
        .v_clips_high(v_clips_high), .v_clips_low(v_clips_low), .value(value), .head_byte(head_byte)
    );
    answer_builder #(.LOG_BITS(LOG_BITS)) answers (
        .clk(clk), .reset(reset), .start(answer_start), .busy(answer_busy), .kind(answer_kind), .sequence_of(answer_sequence),
        .words(answer_words), .detail_code(detail_code), .value_code(answer_code), .value_index(answer_index), .value(value),
        .frame_address(answer_frame_address), .frame_byte(frame_byte), .freeze(freeze), .first_address(command_address),
        .log_tail(log_tail[LOG_BITS:0]), .log_head(log_head[LOG_BITS:0]), .address(answer_address), .trace(trace), .image_word(image_out),
        .log_word(log_out), .lava(lava), .u(u), .v(v), .high(high), .refractory(rest[5:0]), .send_write(send_write),
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
    wire [15:0] digest_address;
    image_digest #(.WORDS(IMAGE_WORDS[15:0])) digester (
        .clk(clk), .reset(reset), .start(digest_start), .address(digest_address), .word(image_out), .busy(digest_busy), .digest(digest)
    );
    wire [7:0] table_address, threshold_address;
    wire [15:0] table_data, threshold_data, ring_in, ring_out, synapse_address, synapse;
    wire [NEURON_BITS-1:0] setup_address, uv_address, bias_address, rest_address, store_address;
    wire [23:0] store_u, store_v;
    wire [6:0] store_rest;
    wire store, ring_write;
    wire [NEURON_BITS+3:0] ring_address;
    image_memory #(.NEURON_BITS(NEURON_BITS)) memory (
        .clk(clk), .core_busy(core_busy), .write(image_write),
        .address(digest_busy ? digest_address : answer_busy ? answer_address : command_address), .in(image_in), .out(image_out), .lava(lava),
        .clear_ring(clear_ring), .trace(trace), .trace_neuron(answer_address[NEURON_BITS-1:0]), .table_address(table_address),
        .table_data(table_data), .threshold_address(threshold_address), .threshold_data(threshold_data), .setup_address(setup_address),
        .setup(setup), .uv_address(uv_address), .u(u), .v(v), .high(high), .bias_address(bias_address), .bias(bias),
        .rest_address(rest_address), .rest(rest), .store(store), .store_address(store_address), .store_u(store_u), .store_v(store_v),
        .store_rest(store_rest), .ring_write(ring_write), .ring_address(ring_address), .ring_in(ring_in), .ring_out(ring_out),
        .synapse_address(synapse_address), .synapse(synapse)
    );

    neuron_core #(.NEURON_BITS(NEURON_BITS), .SYNAPSE_ADDRESS_BITS(16)) core (
        .clk(clk), .reset(reset), .clear(core_clear), .clear_sum(core_armed), .abort(core_abort), .start(core_start), .busy(core_busy), .step(core_step),
        .table_address(table_address), .table_data(table_data), .threshold_address(threshold_address), .threshold_data(threshold_data),
        .setup_address(setup_address), .in_setup(setup), .uv_address(uv_address), .in_u(u), .in_v(v), .in_high(high),
        .bias_address(bias_address), .in_bias(bias), .rest_address(rest_address), .in_rest(rest), .store(store), .store_address(store_address),
        .store_u(store_u), .store_v(store_v), .store_rest(store_rest), .ring_write(ring_write), .ring_address(ring_address), .ring_in(ring_in),
        .ring_out(ring_out), .synapse_address(synapse_address), .synapse(synapse), .log_push(log_push), .log_word(log_word),
        .log_full(log_full), .freeze(freeze), .injected(injected), .injected_empty(injected_empty), .injected_pop(injected_pop),
        .spikes(spikes), .events(events), .sum_of_states(sum_of_states), .accumulator_overflows(accumulator_overflows), .u_wraps(u_wraps),
        .v_clips_high(v_clips_high), .v_clips_low(v_clips_low)
    );
endmodule

`default_nettype wire
