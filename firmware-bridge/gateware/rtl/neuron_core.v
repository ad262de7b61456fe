// The arithmetic of a Loihi-style core, one neuron after another (docs/numerics.md; emulator/loihi/step.ts is the specification):
//
//   u ← wrap( T(u, du + 1) + (a << 6) )          T(x, d) = sign(x) · ((|x| · (4096 - d)) >> 12)
//   v ← clip( T(v, dv) + wrap(u + bias), vmin, vmax ) ;  v ← 0 while refractory
//   spike if v > threshold: v ← 0, refractory ← period ;  refractory ← max(refractory - 1, 0)
//
// Profile hw: both wraps are two's complement of 24 bits. Profile lava: u wraps once and may be +2^23, which is stored as 800000 hex
// (lava's u is never -2^23); the second wrap is absent. The host sets vmin = -vmax and no refractory period.
//
// The accumulator a has 16 bits: (a << 6) mod 2^22 is the 22-bit accumulator of profile hw exactly, as weight exponents are ≥ 0.
// Lava's is wider, so every addition that leaves 16 bits is counted, and the host must not trust a lava run in which one did.
//
// A neuron that fires is logged and its synapses are delivered before the next neuron is updated: with delay d (0 … 14) into
// slot (step + 1 + d) mod 16 of the ring, never the slot being read. Injected spikes follow after the last neuron.
//
// Synapse memory, 16-bit words: word s is where the row of source s begins, 0 if it has none. A row is a list of runs, ended by a zero word:
//   header  dddd eeen cccc cccc   delay, exponent, negative, synapses that follow
//   synapse wwww wwww gggg gggg   weight magnitude w, gap g: target = former target of the run + g; the weight is ±(w << e)
`default_nettype none

module neuron_core #(
    parameter NEURON_BITS = 10,
    parameter SYNAPSE_ADDRESS_BITS = 16
) (
    input  wire                            clk,
    input  wire                            reset,
    input  wire                            clear,      // step 0, counters 0
    input  wire                            abort,      // leave the step unfinished
    input  wire                            start,      // execute one step
    output wire                            busy,
    output reg  [31:0]                     step,
    // Tables: 0 profile, 1 neurons, 3–4 vmin, 5–6 vmax, 16+2t threshold t, 64+2p profile p
    output reg  [7:0]                      table_address,
    input  wire [15:0]                     table_data,
    // State and parameters of a neuron
    output wire [NEURON_BITS-1:0]          neuron,
    input  wire [15:0]                     in_u,       // u, low 16 bits
    input  wire [15:0]                     in_v,
    input  wire [15:0]                     in_high,    // v[23:16], u[23:16]
    input  wire [13:0]                     in_control, // threshold (3) | profile (5) | refractory (6)
    input  wire [15:0]                     in_bias,    // exponent (3) | mantissa (13)
    output wire                            store,
    output wire [15:0]                     out_u,
    output wire [15:0]                     out_v,
    output wire [15:0]                     out_high,
    output wire [15:0]                     out_control,
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
    // Injected spikes
    input  wire [15:0]                     injected,
    input  wire                            injected_empty,
    output wire                            injected_pop,
    // Counters
    output reg  [31:0]                     spikes,
    output reg  [31:0]                     events,
    output reg  [15:0]                     accumulator_overflows, // these four stop at ffff
    output reg  [15:0]                     u_wraps,
    output reg  [15:0]                     v_clips_high,
    output reg  [15:0]                     v_clips_low
);
    localparam [4:0]
        IDLE = 5'd0, TABLE = 5'd1, MARK = 5'd2,
        FETCH = 5'd3, LATCH = 5'd4, WAIT = 5'd5, DECAY_U = 5'd6, DECAY_V = 5'd7, PRODUCT_U = 5'd8, PRODUCT_V = 5'd9,
        WRAP_U = 5'd10, ADD_BIAS = 5'd11, ADD_V = 5'd12, RANGE_V = 5'd13, CLIP_V = 5'd14, COMPARE = 5'd15, STORE = 5'd16, LOG = 5'd17,
        ROW_WAIT = 5'd19, ROW_START = 5'd20, RUN_WAIT = 5'd21, RUN = 5'd22,
        SYNAPSE_WAIT = 5'd23, SYNAPSE = 5'd24, RING_WAIT = 5'd25, RING_ADD = 5'd26, RING_STORE = 5'd27, NEXT = 5'd18, INJECT = 5'd28, INJECT_ID = 5'd29;
    localparam [7:0] PROFILES_AT = 8'd64, THRESHOLDS_AT = 8'd16, LAST_SETTING = 8'd6;

    reg [4:0] state;
    reg       injecting;  // rows are those of injected spikes

    // Settings, read at the beginning of each step
    reg                    lava;
    reg [NEURON_BITS:0]    neurons;
    reg signed [23:0]      vmin;
    reg signed [23:0]      vmax;

    // The neuron at work. Its parameters and the ring's word stand still on their memories' outputs until the next one.
    reg [NEURON_BITS-1:0]  n;
    reg signed [24:0]      u;          // 25 bits: lava's +2^23
    reg signed [23:0]      v;
    reg [5:0]              period;
    reg [16:0]             threshold;
    reg signed [19:0]      bias;
    reg                    fires;
    reg                    above;
    reg                    below;
    reg signed [25:0]      sum;

    wire [5:0] refractory = in_control[5:0];
    wire [4:0] profile = in_control[10:6];
    wire [2:0] threshold_index = in_control[13:11];
    // The stored code 800000 means +2^23 in lava and -2^23 in hw.
    wire lava_top = lava && in_high[7:0] == 8'h80 && in_u == 16'd0;
    wire u_negative = in_high[7] && !lava_top;
    wire v_negative = in_high[15];
    wire [23:0] stored_u = {in_high[7:0], in_u};
    wire [23:0] stored_v = {in_high[15:8], in_v};

    // One multiplier for both decays
    reg [23:0]             factor_x;
    reg [12:0]             factor_d;
    /* verilator lint_off UNUSEDSIGNAL */
    reg [36:0]             product;  // the fraction is cut off; |x| ≤ 2^23 and d ≤ 2^12, so bit 36 is 0
    /* verilator lint_on UNUSEDSIGNAL */
    always @(posedge clk) product <= factor_x * factor_d;

    // Delivery
    reg [3:0]              run_delay;
    reg [2:0]              run_exponent;
    reg                    run_negative;
    reg [7:0]              run_left;
    reg [NEURON_BITS-1:0]  target;
    reg [7:0]              weight;
    reg signed [15:0]      change;
    reg signed [16:0]      input_sum;

    wire [3:0] slot = step[3:0];
    wire signed [24:0] decayed = {1'b0, product[35:12]};

    assign busy = state != IDLE;
    assign neuron = n;

    wire delivering = state == RING_WAIT || state == SYNAPSE || state == RING_ADD || state == RING_STORE;
    assign ring_address = delivering ? {slot + 4'd1 + run_delay, target} : {slot, n};
    assign ring_write = state == STORE || state == RING_STORE;
    assign ring_in = state == STORE ? 16'd0 : input_sum[15:0];

    wire signed [23:0] v_stored = fires ? 24'sd0 : v;
    wire [5:0] countdown = fires ? period : refractory;
    assign store = state == STORE;
    assign out_u = u[15:0];
    assign out_v = v_stored[15:0];
    assign out_high = {v_stored[23:16], u[23:16]};
    assign out_control = {2'b00, threshold_index, profile, countdown == 6'd0 ? 6'd0 : countdown - 6'd1};

    assign log_push = (state == MARK || state == LOG) && !log_full && !freeze;
    assign log_word = state == MARK ? {1'b1, step[14:0]} : {{(16 - NEURON_BITS){1'b0}}, n};

    // A marker of this step or, to be safe, of an earlier one.
    wire [14:0] ahead = injected[14:0] - step[14:0];
    wire due = ahead == 15'd0 || ahead[14];
    assign injected_pop = !injected_empty && ((state == INJECT && injected[15] && due) || (state == INJECT_ID && !injected[15]));

    wire last_neuron = {1'b0, n} + 1'b1 == neurons;
    wire signed [25:0] u_sum = sum;
    // hw: beyond 24 bits. lava: above +2^23, or -2^23 and below.
    wire hw_out_of_range = u_sum[25:23] != 3'b000 && u_sum[25:23] != 3'b111;
    wire at_edge = u_sum[22:0] == 23'd0 && (u_sum[25:23] == 3'b001 || u_sum[25:23] == 3'b111);
    wire lava_out_of_range = hw_out_of_range ^ at_edge;

    always @(posedge clk) begin
        if (reset || clear) begin
            step                  <= 32'd0;
            spikes                <= 32'd0;
            events                <= 32'd0;
            accumulator_overflows <= 16'd0;
            u_wraps               <= 16'd0;
            v_clips_high          <= 16'd0;
            v_clips_low           <= 16'd0;
        end
        if (reset || abort) begin
            state <= IDLE;
        end else begin
            case (state)
                IDLE: begin
                    table_address <= 8'd0;
                    n             <= 0;
                    injecting     <= 1'b0;
                    if (start) state <= TABLE;
                end

                // table_data shows the word at table_address - 1.
                TABLE: begin
                    table_address <= table_address + 8'd1;
                    case (table_address)
                        8'd1: lava <= table_data[0];
                        8'd2: neurons <= table_data[NEURON_BITS:0];
                        8'd4: vmin[15:0] <= table_data;
                        8'd5: vmin[23:16] <= table_data[7:0];
                        8'd6: vmax[15:0] <= table_data;
                        8'd7: vmax[23:16] <= table_data[7:0];
                        default: ;
                    endcase
                    if (table_address == LAST_SETTING + 8'd1) state <= MARK;
                end
                MARK: if (log_push) state <= neurons == 0 ? INJECT : FETCH;

                FETCH: state <= LATCH;
                LATCH: begin
                    bias          <= {{7{in_bias[12]}}, in_bias[12:0]} <<< in_bias[15:13];
                    table_address <= PROFILES_AT + {2'b00, profile, 1'b0};
                    state         <= WAIT;
                end
                WAIT: begin
                    table_address <= table_address + 8'd1;
                    state         <= DECAY_U;
                end
                DECAY_U: begin
                    factor_x      <= u_negative ? -stored_u : stored_u;
                    factor_d      <= {1'b0, ~table_data[11:0]};
                    period[3:0]   <= table_data[15:12];
                    table_address <= THRESHOLDS_AT + {4'd0, threshold_index, 1'b0};
                    state         <= DECAY_V;
                end
                DECAY_V: begin
                    factor_x      <= v_negative ? -stored_v : stored_v;
                    factor_d      <= {1'b0, ~table_data[11:0]} + 13'd1;
                    period[5:4]   <= table_data[13:12];
                    table_address <= table_address + 8'd1;
                    state         <= PRODUCT_U;
                end
                PRODUCT_U: begin
                    threshold[15:0] <= table_data;
                    u               <= u_negative ? -decayed : decayed;
                    state           <= PRODUCT_V;
                end
                PRODUCT_V: begin
                    threshold[16] <= table_data[0];
                    v             <= v_negative ? -decayed[23:0] : decayed[23:0];
                    sum           <= {u[24], u} + {{4{ring_out[15]}}, ring_out, 6'd0};
                    state         <= WRAP_U;
                end
                WRAP_U: begin
                    if (lava) u <= {u_sum[24] ^ lava_out_of_range, u_sum[23:0]};
                    else u <= {u_sum[23], u_sum[23:0]};
                    if (lava ? lava_out_of_range : hw_out_of_range) u_wraps <= u_wraps + {15'd0, u_wraps != 16'hffff};
                    state <= ADD_BIAS;
                end
                ADD_BIAS: begin
                    sum   <= {u[24], u} + {{6{bias[19]}}, bias};
                    state <= ADD_V;
                end
                ADD_V: begin
                    if (!lava && hw_out_of_range) u_wraps <= u_wraps + {15'd0, u_wraps != 16'hffff};
                    sum   <= {{2{v[23]}}, v} + (lava ? sum : {{2{sum[23]}}, sum[23:0]});
                    state <= RANGE_V;
                end
                RANGE_V: begin
                    above <= sum > $signed({{2{vmax[23]}}, vmax});
                    below <= sum < $signed({{2{vmin[23]}}, vmin});
                    state <= CLIP_V;
                end
                CLIP_V: begin
                    if (above) v_clips_high <= v_clips_high + {15'd0, v_clips_high != 16'hffff};
                    else if (below) v_clips_low <= v_clips_low + {15'd0, v_clips_low != 16'hffff};
                    v     <= refractory != 6'd0 ? 24'sd0 : above ? vmax : below ? vmin : sum[23:0];
                    state <= COMPARE;
                end
                COMPARE: begin
                    fires <= !v[23] && v[22:0] > {threshold, 6'd0};
                    state <= STORE;
                end
                STORE: begin
                    if (fires) spikes <= spikes + 32'd1;
                    state <= fires ? LOG : NEXT;
                end
                LOG: begin
                    synapse_address <= {{(SYNAPSE_ADDRESS_BITS - NEURON_BITS){1'b0}}, n};
                    if (log_push) state <= ROW_WAIT;
                end

                // The row of a source: its address has been put on the port.
                ROW_WAIT: state <= ROW_START;
                ROW_START: begin
                    synapse_address <= synapse[SYNAPSE_ADDRESS_BITS-1:0];
                    state           <= synapse == 16'd0 ? NEXT : RUN_WAIT;
                end
                RUN_WAIT: state <= RUN;
                RUN: begin
                    run_delay       <= synapse[15:12];
                    run_exponent    <= synapse[11:9];
                    run_negative    <= synapse[8];
                    run_left        <= synapse[7:0];
                    target          <= 0;
                    synapse_address <= synapse_address + 1'b1;
                    state           <= SYNAPSE_WAIT;
                    if (synapse[7:0] == 8'd0) state <= NEXT;
                end
                SYNAPSE_WAIT: state <= SYNAPSE;
                SYNAPSE: begin
                    weight <= synapse[15:8];
                    target <= target + {{(NEURON_BITS - 8){1'b0}}, synapse[7:0]};
                    state  <= RING_WAIT;
                end
                RING_WAIT: begin
                    // The ring shows the target's input one clock later.
                    change <= run_negative ? -({8'd0, weight} << run_exponent) : {8'd0, weight} << run_exponent;
                    state  <= RING_ADD;
                end
                RING_ADD: begin
                    input_sum <= {ring_out[15], ring_out} + {change[15], change};
                    state     <= RING_STORE;
                end
                RING_STORE: begin
                    if (input_sum[16] != input_sum[15]) accumulator_overflows <= accumulator_overflows + {15'd0, accumulator_overflows != 16'hffff};
                    if (weight != 8'd0) events <= events + 32'd1;
                    run_left        <= run_left - 8'd1;
                    synapse_address <= synapse_address + 1'b1;
                    state           <= run_left == 8'd1 ? RUN_WAIT : SYNAPSE_WAIT;
                    // The next word is a synapse of this run or the header of the next one.
                end

                NEXT: begin
                    n     <= n + 1'b1;
                    state <= injecting ? INJECT_ID : last_neuron ? INJECT : FETCH;
                end
                INJECT: begin
                    injecting <= 1'b1;
                    if (!injected_empty && injected[15] && due) state <= INJECT_ID;
                    else if (!freeze) begin
                        step  <= step + 32'd1;
                        state <= IDLE;
                    end
                end
                INJECT_ID: begin
                    synapse_address <= {{(SYNAPSE_ADDRESS_BITS - 15){1'b0}}, injected[14:0]};
                    state           <= injected_empty || injected[15] ? INJECT : ROW_WAIT;
                end

                default: state <= IDLE;
            endcase
        end
    end
endmodule

`default_nettype wire
