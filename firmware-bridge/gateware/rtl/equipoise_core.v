// A whole board between two wires: the host's port, memory and core.
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
    localparam ADDRESS_BITS = 16;
    localparam COUNT_BITS = 2;
    localparam [31:0] IMAGE_WORDS = 256 + (8 << NEURON_BITS) + 49152;

    // The host
    wire image_write, clear_ring, digest_start, digest_busy, trace, lava, freeze;
    wire [ADDRESS_BITS-1:0] command_address, answer_address;
    wire [15:0] image_in, image_out, u, v, high;
    wire [31:0] digest, core_step;
    wire core_start, core_abort, core_clear, core_armed, core_busy, log_push, log_full;
    wire [15:0] log_word;
    wire injected_open, injected_more, injected_none, injected_take, injected_is_id;
    wire [NEURON_BITS:0] injected_id;
    wire more_events;
    wire [COUNT_BITS-1:0] more_fired, more_overflows, more_u_wraps, more_v_high, more_v_low;
    wire answer_busy;
    wire [31:0] state_sum;
    wire [6:0] rest;
    /* verilator lint_off PINCONNECTEMPTY */
    host_port #(
        .BOARD(BOARD), .CLOCK_HZ(CLOCK_HZ), .BAUD(BAUD), .NEURON_BITS(NEURON_BITS), .ADDRESS_BITS(ADDRESS_BITS), .IMAGE_WORDS(IMAGE_WORDS),
        .COUNT_BITS(COUNT_BITS)
    ) host (
        .clk(clk), .reset(reset), .rx(rx), .tx(tx), .active(active), .image_write(image_write), .command_address(command_address),
        .image_in(image_in), .clear_ring(clear_ring), .image_full(1'b0), .digest_start(digest_start), .digest_busy(digest_busy),
        .digest(digest), .answer_busy(answer_busy), .answer_address(answer_address), .reading(), .trace(trace), .not_yet(1'b0),
        .image_out(image_out), .lava(lava), .u(u), .v(v), .high(high), .refractory(rest[5:0]), .core_start(core_start), .core_abort(core_abort),
        .core_clear(core_clear), .core_armed(core_armed), .core_busy(core_busy), .core_step(core_step), .state_sum(state_sum), .freeze(freeze),
        .log_push(log_push), .log_word(log_word), .log_full(log_full), .injected_open(injected_open), .injected_more(injected_more),
        .injected_none(injected_none), .injected_take(injected_take), .injected_is_id(injected_is_id), .injected_id(injected_id),
        .more_fired(more_fired), .more_events(more_events), .more_overflows(more_overflows), .more_u_wraps(more_u_wraps),
        .more_v_high(more_v_high), .more_v_low(more_v_low)
    );
    /* verilator lint_on PINCONNECTEMPTY */

    // Memory
    wire [15:0] digest_address, bias;
    wire [7:0] setup;
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
        .log_full(log_full), .freeze(freeze), .injected_open(injected_open), .injected_more(injected_more), .injected_none(injected_none),
        .injected_take(injected_take), .injected_is_id(injected_is_id), .injected_id(injected_id), .sum_of_states(state_sum),
        .more_fired(more_fired), .more_events(more_events), .more_overflows(more_overflows), .more_u_wraps(more_u_wraps),
        .more_v_high(more_v_high), .more_v_low(more_v_low)
    );
endmodule

`default_nettype wire
