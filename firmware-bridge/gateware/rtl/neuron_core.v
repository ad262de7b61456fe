// A Loihi-style core: in each step all neurons are updated (neuron_pipeline.v), one every second clock, then the spikes of those that fired are
// logged and delivered, ascending, and after them those that the host injects.
//
// The accumulator a has 16 bits in units of 2^(accumulator_shift - 6). With accumulator_shift = 6, weights without a fraction, (a << 6) mod 2^22
// is the 22-bit accumulator of profile hw exactly. Every addition that leaves 16 bits is counted, and the host must not trust a run in which
// one did where the specified accumulator is wider: in profile lava, and with a smaller accumulator_shift.
//
// With delay d a spike of `step` is delivered into slot step + 1 + d of the ring, never the slot being read. The ring has 2^14 words: 16 slots of
// 1,024 neurons, 32 of 512 or 64 of 256, by the setting `slot_bits`: delays to 14, 30 or 62. Whether a neuron fired in this step is a bit beside
// its refractory counter, and delivery looks at one a clock.
//
// Synapse memory, 16-bit words: word s is where the row of source s begins, 0 if it has none. A row is a list of runs, ended by a zero word:
//   header  dddd eeen cccc cccc   delay, exponent, negative, synapses that follow; with slot_bits > 0: dddd eeen DDcc cccc, delay DDdddd
//   synapse wwww wwww gggg gggg   weight magnitude w, gap g: target = former target of the run + g; the weight is ±(w << e)
//
// Clocks: 11 a step, 9 settings among them; 2 to update a neuron and 1 to look whether it fired; what a spike and its row take, beside the states.
`default_nettype none

module neuron_core #(
    parameter NEURON_BITS = 10,
    parameter SYNAPSE_ADDRESS_BITS = 16
) (
    input  wire                            clk,
    input  wire                            reset,
    input  wire                            clear,      // step 0
    input  wire                            clear_sum,  // sum_of_states 0
    input  wire                            abort,      // leave the step unfinished
    input  wire                            start,      // execute one step
    output wire                            busy,
    output reg  [31:0]                     step,
    // Tables: 0 profile, 1 neurons, 2 accumulator_shift, 3–4 vmin, 5–6 vmax, 7 slot_bits, 64+2p profile p; from the second port 16+2t threshold t
    output wire [7:0]                      table_address,
    input  wire [15:0]                     table_data,
    output wire [7:0]                      threshold_address,
    input  wire [15:0]                     threshold_data,
    // Parameters and state of neurons; each column is read when the pipeline wants it
    output wire [NEURON_BITS-1:0]          setup_address,
    input  wire [7:0]                      in_setup,      // threshold (3) | profile (5)
    output wire [NEURON_BITS-1:0]          uv_address,
    input  wire [15:0]                     in_u,          // u, low 16 bits
    input  wire [15:0]                     in_v,
    input  wire [15:0]                     in_high,       // v[23:16], u[23:16]
    output wire [NEURON_BITS-1:0]          bias_address,
    input  wire [15:0]                     in_bias,       // exponent (3) | mantissa (13)
    output wire [NEURON_BITS-1:0]          rest_address,
    input  wire [6:0]                      in_rest,       // fired in this step | refractory (6)
    output wire                            store,
    output wire [NEURON_BITS-1:0]          store_address,
    output wire [23:0]                     store_u,
    output wire [23:0]                     store_v,
    output wire [6:0]                      store_rest,
    // The ring of inputs to come
    output wire                            ring_write,
    output wire [NEURON_BITS+3:0]          ring_address,
    output wire [15:0]                     ring_in,
    input  wire [15:0]                     ring_out,
    // Synapses
    output reg  [SYNAPSE_ADDRESS_BITS-1:0] synapse_address,
    input  wire [15:0]                     synapse,
    // Spike log
    output wire                            log_push,
    output wire [15:0]                     log_word,
    input  wire                            log_full,
    input  wire                            freeze,     // the log's head and the step stand still
    // Injected spikes (injected_spikes.v)
    output wire                            injected_open,
    input  wire                            injected_more,
    input  wire                            injected_none,
    output wire                            injected_take,
    input  wire                            injected_is_id,
    input  wire [NEURON_BITS:0]            injected_id,
    // Counters: what this clock brings
    output wire [1:0]                      more_fired,
    output reg                             more_events,
    output wire [1:0]                      more_overflows,
    output wire [1:0]                      more_u_wraps,
    output wire [1:0]                      more_v_high,
    output wire [1:0]                      more_v_low,
    output wire [31:0]                     sum_of_states
);
    localparam [3:0]
        IDLE = 4'd0, SETTINGS = 4'd1, MARK = 4'd2, SWEEP = 4'd3, SETTLE = 4'd4,
        LOOK = 4'd5, SCAN = 4'd6, LOG = 4'd7, ROW = 4'd8, ROW_WAIT = 4'd9, RUN = 4'd10, TARGET = 4'd11, WEIGHT = 4'd12,
        INJECT = 4'd13, INJECT_ID = 4'd14, INJECT_WAIT = 4'd15;
    localparam [3:0] LAST_SETTING = 4'd7;
    localparam [3:0] PIPELINE_EMPTY = 4'd5;

    reg [3:0] state;
    reg [3:0] count;      // of settings, and of clocks until the pipeline is empty
    reg       phase;      // of the two clocks a neuron
    reg       injecting;  // rows are those of injected spikes

    // Settings, read at the beginning of each step
    reg                    lava;
    reg [NEURON_BITS:0]    neurons;
    reg signed [23:0]      vmin;
    reg signed [23:0]      vmax;
    reg [2:0]              accumulator_shift;
    reg [1:0]              slot_bits;  // more than 4

    // The sweep. A neuron is at n in clocks -2 and -1 of the pipeline's count, and then at the others, which are addresses:
    reg [NEURON_BITS:0]    n;
    reg [NEURON_BITS-1:0]  n_0;     // -1 and 0; SCAN: the neuron whose bit is there
    reg [NEURON_BITS-1:0]  target;  // 1 and 2; in delivery, the target of the synapse
    reg [NEURON_BITS-1:0]  n_3;     // 3 and 4
    reg [NEURON_BITS-1:0]  n_5;     // 5 and 6
    wire at_end = n == neurons;
    wire sweeping = state == SWEEP || state == SETTLE;
    wire scanning = state == LOOK || state == SCAN;

    // Delivery
    reg [5:0]              run_slot;
    reg [2:0]              run_exponent;
    reg                    run_negative;
    reg [7:0]              run_left;
    reg [15:0]             change;       // its sign is run_negative; one too small if negative
    reg                    to_write;     // the ring's word of `target` is there, to be changed

    // Pipeline
    reg in_minus_1, in_0, in_1, in_2;    // there is a neuron in that clock
    wire out_valid, fires, v_high, v_low;
    wire [1:0] wraps;
    wire flush = reset || abort;
    always @(posedge clk) begin
        in_minus_1 <= state == SWEEP && !phase && !at_end && !flush;
        {in_2, in_1, in_0} <= flush ? 3'd0 : {in_1, in_0, in_minus_1};
    end

    // What the tables show, kept until it is wanted
    reg [3:0] period_low_1, period_low_3, period_low_5;
    reg [1:0] period_high_2, period_high_4;
    reg [2:0] threshold_1, threshold_3;
    reg       threshold_16;
    always @(posedge clk) begin
        if (phase) begin
            {period_high_4, period_high_2} <= {period_high_2, table_data[13:12]};
        end else begin
            {period_low_5, period_low_3, period_low_1} <= {period_low_3, period_low_1, table_data[15:12]};
            {threshold_3, threshold_1} <= {threshold_1, in_setup[7:5]};
            threshold_16 <= threshold_data[0];
        end
    end
    assign table_address = state == SETTINGS ? {4'd0, count} : {2'b01, in_setup[4:0], !phase};
    assign threshold_address = {4'b0001, threshold_3, phase};

    neuron_pipeline #(.EVERY_CLOCK(0)) pipeline (
        .clk(clk), .flush(flush), .lava(lava), .vmin(vmin), .vmax(vmax), .accumulator_shift(accumulator_shift), .valid(in_0),
        .stored_u({in_high[7:0], in_u}), .stored_v({in_high[15:8], in_v}), .du(table_data[11:0]), .dv(table_data[11:0]), .accumulator(ring_out),
        .bias(in_bias), .refractory(in_rest[5:0]), .threshold({threshold_16, threshold_data}), .period({period_high_4, period_low_5}),
        .out_valid(out_valid), .out_u(store_u), .out_v(store_v), .out_refractory(store_rest[5:0]), .fires(fires), .u_wraps(wraps),
        .v_high(v_high), .v_low(v_low)
    );
    assign store = out_valid;
    assign store_rest[6] = fires;
    assign store_address = n_5;
    assign setup_address = n[NEURON_BITS-1:0];
    assign uv_address = n_0;
    assign bias_address = target;
    assign rest_address = scanning ? n[NEURON_BITS-1:0] : n_3;

    state_sum check (
        .clk(clk), .first_step(reset || clear), .clear(reset || clear_sum), .begin_step(state == MARK), .end_step(state == INJECT && ends), .valid(out_valid), .u(store_u),
        .v(store_v), .refractory(store_rest[5:0]), .sum(sum_of_states)
    );

    // The ring: in the sweep, read in clock 1 and made zero in clock 2; in delivery, read in WEIGHT and written one clock later.
    assign ring_address = {
        run_slot[3:0], slot_bits == 2'd0 ? target[NEURON_BITS-1] : run_slot[4], slot_bits[1] ? run_slot[5] : target[NEURON_BITS-2],
        target[NEURON_BITS-3:0]
    };
    wire signed [16:0] input_sum = $signed({ring_out[15], ring_out}) + $signed({run_negative, change}) + $signed({16'd0, run_negative});
    assign ring_write = to_write || (sweeping && in_2);
    assign ring_in = to_write ? input_sum[15:0] : 16'd0;
    wire [14:0] shifted = {7'd0, synapse[15:8]} << run_exponent;

    assign busy = state != IDLE;
    assign log_push = (state == MARK || state == LOG) && !log_full && !freeze;
    assign log_word = state == MARK ? {1'b1, step[14:0]} : {{(16 - NEURON_BITS){1'b0}}, n_0};

    assign injected_open = state == INJECT;
    assign injected_take = state == INJECT_ID;
    wire ends = injected_none && !freeze;

    reg overflow_now;
    always @(posedge clk) begin
        more_events  <= state == WEIGHT && synapse[15:8] != 8'd0;
        overflow_now <= to_write && input_sum[16] != input_sum[15];
        if (reset || clear) step <= 32'd0;
        else if (state == INJECT && ends) step <= step + 32'd1;
    end
    assign more_fired = {1'b0, out_valid && fires};
    assign more_overflows = {1'b0, overflow_now};
    assign more_u_wraps = out_valid ? wraps : 2'd0;
    assign more_v_high = {1'b0, out_valid && v_high};
    assign more_v_low = {1'b0, out_valid && v_low};

    always @(posedge clk) begin
        to_write <= state == WEIGHT && !flush;
        count    <= count + 4'd1;
        phase    <= 1'b0;
        if (flush) begin
            state <= IDLE;
        end else begin
            case (state)
                IDLE: begin
                    n         <= 0;
                    injecting <= 1'b0;
                    count     <= 4'd0;
                    if (start) state <= SETTINGS;
                end

                // table_data shows the word at count - 1.
                SETTINGS: begin
                    case (count)
                        4'd1: lava <= table_data[0];
                        4'd2: neurons <= table_data[NEURON_BITS:0];
                        4'd3: accumulator_shift <= table_data[2:0];
                        4'd4: vmin[15:0] <= table_data;
                        4'd5: vmin[23:16] <= table_data[7:0];
                        4'd6: vmax[15:0] <= table_data;
                        4'd7: vmax[23:16] <= table_data[7:0];
                        4'd8: slot_bits <= table_data[1:0];
                        default: ;
                    endcase
                    run_slot <= step[5:0];
                    if (count == LAST_SETTING + 4'd1) state <= MARK;
                end
                MARK: if (log_push) state <= SWEEP;

                SWEEP: begin
                    phase <= !phase;
                    n_0   <= n[NEURON_BITS-1:0];
                    count <= 4'd0;
                    if (phase) n <= n + 1'b1;
                    else begin
                        {n_5, n_3, target} <= {n_3, target, n_0};
                        if (at_end) state <= SETTLE;
                    end
                end
                SETTLE: begin
                    phase <= !phase;
                    n     <= 0;
                    if (!phase) {n_5, n_3, target} <= {n_3, target, n_0};
                    if (count == PIPELINE_EMPTY) state <= LOOK;
                end

                // The bit of neuron n is read.
                LOOK: begin
                    n_0   <= n[NEURON_BITS-1:0];
                    n     <= n + 1'b1;
                    state <= at_end ? INJECT : SCAN;
                end
                SCAN: begin
                    synapse_address <= {{(SYNAPSE_ADDRESS_BITS - NEURON_BITS){1'b0}}, n_0};
                    if (in_rest[6]) state <= LOG;
                    else begin
                        n_0 <= n[NEURON_BITS-1:0];
                        n   <= n + 1'b1;
                        if (at_end) state <= INJECT;
                    end
                end
                LOG: if (log_push) state <= ROW;

                // The row of a source: its address has been put on the port in the clock before.
                ROW: begin
                    synapse_address <= synapse[SYNAPSE_ADDRESS_BITS-1:0];
                    state           <= synapse != 16'd0 ? ROW_WAIT : injecting ? INJECT_ID : LOOK;
                end
                ROW_WAIT: begin
                    synapse_address <= synapse_address + 1'b1;
                    state           <= RUN;
                end
                // From here on the address is one ahead, or two when the next word is wanted at once.
                RUN: begin
                    run_slot     <= step[5:0] + {slot_bits == 2'd0 ? 2'd0 : synapse[7:6], synapse[15:12]} + 6'd1;
                    run_exponent <= synapse[11:9];
                    run_negative <= synapse[8];
                    run_left     <= {slot_bits == 2'd0 ? synapse[7:6] : 2'd0, synapse[5:0]};
                    target       <= 0;
                    state        <= synapse[5:0] != 6'd0 || (slot_bits == 2'd0 && synapse[7:6] != 2'd0) ? TARGET : injecting ? INJECT_ID : LOOK;
                end
                TARGET: begin
                    target          <= target + {{(NEURON_BITS - 8){1'b0}}, synapse[7:0]};
                    synapse_address <= synapse_address + 1'b1;
                    state           <= WEIGHT;
                end
                WEIGHT: begin
                    change   <= {1'b0, shifted} ^ {16{run_negative}};
                    run_left <= run_left - 8'd1;
                    state    <= TARGET;
                    // The next word is a synapse of this run or the header of the next one.
                    if (run_left == 8'd1) begin
                        synapse_address <= synapse_address + 1'b1;
                        state           <= RUN;
                    end
                end

                INJECT: begin
                    injecting <= 1'b1;
                    if (injected_more) state <= INJECT_ID;
                    else if (ends) state <= IDLE;
                end
                INJECT_ID: begin
                    synapse_address <= {{(SYNAPSE_ADDRESS_BITS - NEURON_BITS - 1){1'b0}}, injected_id};
                    state           <= injected_is_id ? INJECT_WAIT : INJECT;
                end
                INJECT_WAIT: state <= ROW;
            endcase
        end
    end
endmodule

`default_nettype wire
