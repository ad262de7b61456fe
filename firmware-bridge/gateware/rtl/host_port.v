// Everything between the line's two wires and memory and cores: UART, frames, commands, answers, spike log, injected spikes, counters.
`default_nettype none

module host_port #(
    parameter [31:0] BOARD = 0,            // four letters, the first one lowest
    parameter [31:0] CLOCK_HZ = 32'd24000000,
    parameter [31:0] BAUD = 32'd1000000,
    parameter PATIENCE_BITS = 9,           // 2^PATIENCE_BITS bytes of the line may wait
    parameter [31:0] FRAMES = 0,           // that the host may send without an answer, 146 of these bytes each; 0: WINDOW of messages.vh
    parameter NEURON_BITS = 10,            // 2^NEURON_BITS neurons, and as many sources
    parameter ADDRESS_BITS = 16,           // of a word of the image: 16 … 23
    parameter [31:0] IMAGE_WORDS = 32'd57600,
    parameter LOG_BITS = 10,               // 2^LOG_BITS words
    parameter INJECT_BITS = 8,             // 2^INJECT_BITS words
    parameter COUNT_BITS = 2               // of what one clock brings to a counter
) (
    input  wire                    clk,
    input  wire                    reset,
    input  wire                    rx,
    output wire                    tx,
    output wire                    active,         // armed or running
    // Image space: commands write
    output wire                    image_write,
    output wire [ADDRESS_BITS-1:0] command_address,
    output wire [15:0]             image_in,
    output wire                    clear_ring,     // with image_write: the rings' word of this address becomes zero, too
    input  wire                    image_full,     // ERASE writes one more word at most, then none
    output wire                    digest_start,
    input  wire                    digest_busy,
    input  wire [31:0]             digest,
    // Image space: answers read, one clock behind the address
    output wire                    answer_busy,
    output wire [ADDRESS_BITS-1:0] answer_address,
    output wire                    reading,        // answer_address is a word of the image that is wanted
    output wire                    trace,          // it is a neuron
    input  wire                    not_yet,        // what is at answer_address is not there in the next clock
    input  wire [15:0]             image_out,
    input  wire                    lava,
    input  wire [15:0]             u,
    input  wire [15:0]             v,
    input  wire [15:0]             high,           // v[23:16], u[23:16]
    input  wire [5:0]              refractory,
    // Core
    output wire                    core_start,
    output wire                    core_abort,
    output wire                    core_clear,
    output wire                    core_armed,
    input  wire                    core_busy,
    input  wire [31:0]             core_step,
    input  wire [31:0]             state_sum,
    output wire                    freeze,         // the log's head and the step stand still
    // Spike log
    input  wire                    log_push,
    input  wire [15:0]             log_word,
    output wire                    log_full,
    // Injected spikes
    input  wire                    injected_open,
    output wire                    injected_more,
    output wire                    injected_none,
    input  wire                    injected_take,
    output wire                    injected_is_id,
    output wire [NEURON_BITS:0]    injected_id,
    // Counters
    input  wire [COUNT_BITS-1:0]   more_fired,
    input  wire                    more_events,
    input  wire [COUNT_BITS-1:0]   more_overflows,
    input  wire [COUNT_BITS-1:0]   more_u_wraps,
    input  wire [COUNT_BITS-1:0]   more_v_high,
    input  wire [COUNT_BITS-1:0]   more_v_low
);
    `include "messages.vh"
    localparam DIVIDER = (CLOCK_HZ + BAUD / 2) / BAUD;

    // The line in
    wire [7:0] rx_byte, rx_head;
    wire rx_valid, rx_empty, rx_pop, rx_error, rx_overrun;
    uart_rx #(.DIVIDER(DIVIDER)) receiver (.clk(clk), .reset(reset), .line(rx), .data(rx_byte), .valid(rx_valid), .error(rx_error));
    /* verilator lint_off PINCONNECTEMPTY */
    byte_fifo #(.WIDTH(8), .ADDRESS_BITS(PATIENCE_BITS)) rx_fifo (
        .clk(clk), .clear(reset), .push(rx_valid), .in(rx_byte), .pop(rx_pop), .head(rx_head), .empty(rx_empty), .room(), .overrun(rx_overrun)
    );
    /* verilator lint_on PINCONNECTEMPTY */
    // What the line lost since power-up
    wire [15:0] framing_errors, overruns;
    saturating_counter of_framing_errors (.clk(clk), .clear(reset), .more(rx_error), .count(framing_errors));
    saturating_counter of_overruns (.clk(clk), .clear(reset), .more(rx_overrun), .count(overruns));

    wire frame_good, frame_damaged, frame_taken;
    wire [7:0] body_length, command_frame_address, answer_frame_address, frame_byte;
    frame_receiver frames_in (
        .clk(clk), .reset(reset), .in(rx_head), .in_empty(rx_empty), .in_pop(rx_pop), .good(frame_good), .damaged(frame_damaged),
        .taken(frame_taken), .body_length(body_length), .address(answer_busy ? answer_frame_address : command_frame_address), .data(frame_byte)
    );

    // Commands
    wire answer_start;
    wire [7:0] answer_kind, detail;
    wire [5:0] answer_words;
    wire [4:0] detail_code;
    wire [3:0] reason;
    wire [1:0] answer_sequence, state;
    wire [31:0] own_session, committed, log_head, log_tail;
    wire [4:0] compare_code, answer_code;
    wire [1:0] compare_index, answer_index;
    wire [7:0] value, head_byte;
    wire log_release, inject_push;
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
    wire send_write, send_start, send_ready;
    wire [7:0] send_address, send_data, send_length;
    wire [15:0] log_out, accumulator_overflows, u_wraps, v_clips_high, v_clips_low;
    wire [31:0] spikes, events;
    assign reading = answer_busy && answer_kind == READBACK_REPLY;
    board_values #(
        .BOARD(BOARD), .IMAGE_BYTES(2 * IMAGE_WORDS), .NEURONS(1 << NEURON_BITS), .SOURCES(2 << NEURON_BITS), .LOG_WORDS(1 << LOG_BITS),
        .INJECT_WORDS(1 << INJECT_BITS), .FRAMES(FRAMES), .CLOCK_HZ(CLOCK_HZ)
    ) values (
        .clk(clk), .code(answer_busy ? answer_code : compare_code), .index(answer_busy ? answer_index : compare_index), .own_session(own_session),
        .committed(committed), .digest(digest), .step(core_step), .state_sum(state_sum), .framing_errors(framing_errors), .overruns(overruns),
        .head(log_head), .tail(log_tail), .detail(detail), .state(state), .reason(reason), .spikes(spikes), .events(events),
        .accumulator_overflows(accumulator_overflows), .u_wraps(u_wraps), .v_clips_high(v_clips_high), .v_clips_low(v_clips_low),
        .value(value), .head_byte(head_byte)
    );
    answer_builder #(.LOG_BITS(LOG_BITS), .ADDRESS_BITS(ADDRESS_BITS)) answers (
        .clk(clk), .reset(reset), .start(answer_start), .busy(answer_busy), .kind(answer_kind), .sequence_of(answer_sequence),
        .words(answer_words), .detail_code(detail_code), .value_code(answer_code), .value_index(answer_index), .value(value),
        .frame_address(answer_frame_address), .frame_byte(frame_byte), .freeze(freeze), .first_address(command_address),
        .log_tail(log_tail[LOG_BITS:0]), .log_head(log_head[LOG_BITS:0]), .address(answer_address),
        .data_wait(not_yet && answer_kind != SPIKES_REPLY), .trace(trace), .image_word(image_out),
        .log_word(log_out), .lava(lava), .u(u), .v(v), .high(high), .refractory(refractory), .send_write(send_write),
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

    // Spikes out and in, and what is counted of them
    spike_log #(.ADDRESS_BITS(LOG_BITS)) log (
        .clk(clk), .clear(reset || core_clear), .push(log_push), .in(log_word), .full(log_full), .release_now(log_release),
        .tail(log_tail[LOG_BITS:0]), .head(log_head), .read_address(answer_address[LOG_BITS-1:0]), .out(log_out)
    );
    injected_spikes #(.ADDRESS_BITS(INJECT_BITS), .ID_BITS(NEURON_BITS + 1)) injected (
        .clk(clk), .clear(reset || core_clear), .push(inject_push), .in(image_in), .room(inject_room), .step(core_step[14:0]),
        .open(injected_open), .more(injected_more), .none(injected_none), .take(injected_take), .is_id(injected_is_id), .id(injected_id)
    );
    run_counters #(.COUNT_BITS(COUNT_BITS)) counters (
        .clk(clk), .clear(reset || core_clear), .more_fired(more_fired), .more_events(more_events), .more_overflows(more_overflows),
        .more_u_wraps(more_u_wraps), .more_v_high(more_v_high), .more_v_low(more_v_low), .spikes(spikes), .events(events),
        .accumulator_overflows(accumulator_overflows), .u_wraps(u_wraps), .v_clips_high(v_clips_high), .v_clips_low(v_clips_low)
    );
endmodule

`default_nettype wire
