// One step of the whole board: a marker into the log, all cores sweep their neurons at once, then spike after spike is logged and its row is streamed from
// the SDRAM over the cores' bus: core 0's neurons ascending, core 1's …, at last injected spikes.
//
// Row table: two words for each id, the row's address. Row: runs of  count | core (3 bits at 10), exponent (3 at 7), negative (6), delay (6 at 0) | count
// synapses  magnitude·2^8 + gap; a run begins at target 0, and a count of zero ends the row. A word is taken in every clock, so the stream never waits.
`default_nettype none

module step_machine #(
    parameter CORES = 8,
    parameter COUNT_BITS = 5,  // of what one clock may count: twice the number of cores
    parameter ADDRESS_BITS = 23,
    parameter [ADDRESS_BITS-1:0] ROW_TABLE_AT = 67584
) (
    input  wire                    clk,
    input  wire                    reset,
    input  wire                    clear,      // step 0
    input  wire                    abort,      // leave the step unfinished
    input  wire                    start,      // execute one step
    output wire                    busy,
    output reg  [31:0]             step,
    input  wire [1:0]              more_slot_bits,
    // Sweep
    output wire                    begin_step,
    output reg                     end_step,
    output wire                    sweeping,
    output wire                    sweep,
    output reg  [9:0]              n,
    output wire [13:0]             sweep_ring_address,
    input  wire [CORES-1:0]        has,
    input  wire [CORES-1:0]        at_work,
    // Those that fired
    input  wire [11*CORES-1:0]     fired,
    output reg  [9:0]              fired_index,
    input  wire [10*CORES-1:0]     fired_neuron,
    // Bus of synaptic events
    output reg  [CORES-1:0]        add,
    output reg  [13:0]             add_address,
    output reg  [15:0]             change,
    // Stream of words from the SDRAM
    output reg                     read_start,
    output reg  [ADDRESS_BITS-1:0] read_address,
    output reg                     read_stop,
    input  wire                    read_valid,
    input  wire [15:0]             read_data,
    // Spike log
    output wire                    log_push,
    output wire [15:0]             log_word,
    input  wire                    log_full,
    input  wire                    freeze,     // the log's head and the step stand still
    // Injected spikes (injected_spikes.v)
    output wire                    injected_open,
    input  wire                    injected_more,
    input  wire                    injected_none,
    output wire                    injected_take,
    input  wire                    injected_is_id,
    input  wire [13:0]             injected_id,
    // Counters: what this clock brings to each core, and to all of them one clock later
    input  wire [CORES-1:0]        counts_fired,
    input  wire [CORES-1:0]        counts_overflows,
    input  wire [2*CORES-1:0]      counts_u_wraps,
    input  wire [CORES-1:0]        counts_v_high,
    input  wire [CORES-1:0]        counts_v_low,
    output reg  [COUNT_BITS-1:0]   more_fired,
    output reg                     more_events,
    output reg  [COUNT_BITS-1:0]   more_overflows,
    output reg  [COUNT_BITS-1:0]   more_u_wraps,
    output reg  [COUNT_BITS-1:0]   more_v_high,
    output reg  [COUNT_BITS-1:0]   more_v_low
);
    localparam [3:0]
        IDLE = 4'd0, MARK = 4'd1, SWEEP = 4'd2, SETTLE = 4'd3, PICK = 4'd4, FIRED = 4'd5, LOG = 4'd6, POINTER_LOW = 4'd7, POINTER_HIGH = 4'd8,
        ROW = 4'd9, INJECT = 4'd10, INJECT_ID = 4'd11, FINISH = 4'd12;
    localparam CORE_BITS = $clog2(CORES);
    localparam [CORE_BITS-1:0] LAST_CORE = {CORE_BITS{1'b1}};

    reg [3:0] state;
    reg injecting;               // rows are those of injected spikes
    reg [CORE_BITS-1:0] core;    // whose spikes are delivered
    reg [15:0] pointer_low;
    reg [3:0] events_left;       // clocks until the last event is in its ring

    assign busy = state != IDLE;
    assign begin_step = state == MARK;
    assign sweeping = state == SWEEP || state == SETTLE;
    assign sweep = state == SWEEP;

    function [13:0] ring_word(input [1:0] more, input [5:0] slot, input [9:0] neuron);
        case (more)
            2'd0: ring_word = {slot[3:0], neuron};
            2'd1: ring_word = {slot[4:0], neuron[8:0]};
            default: ring_word = {slot, neuron[7:0]};
        endcase
    endfunction
    assign sweep_ring_address = ring_word(more_slot_bits, step[5:0], n);

    // Spikes: how many the core has, and which neuron `fired_index` is
    wire [10:0] fired_here = fired[11*core +: 11];
    reg  [9:0]  neuron;
    wire [15:0] id = {{(6 - CORE_BITS){1'b0}}, core, neuron};

    assign log_push = (state == MARK || state == LOG) && !log_full && !freeze;
    assign log_word = state == MARK ? {1'b1, step[14:0]} : id;

    assign injected_open = state == INJECT;
    assign injected_take = state == INJECT_ID;

    // The row under way. While a stream is being started, the words of the one before may still come.
    reg        in_run, at_header;
    reg [15:0] run_left;
    reg [9:0]  target;
    reg [5:0]  run_delay;
    reg [2:0]  run_exponent;
    reg        run_negative;
    reg [CORE_BITS-1:0] run_core;
    wire takes = read_valid && !read_start;
    // An event on its way: target and magnitude, then address and change
    reg        event_here;
    reg [9:0]  event_target;
    reg [7:0]  event_magnitude;
    reg [CORE_BITS-1:0] event_core;
    reg [5:0]  event_slot;
    reg [2:0]  event_exponent;
    reg        event_negative;
    wire [15:0] event_size = {8'd0, event_magnitude} << event_exponent;

    // Sums of what the cores count in one clock
    function [COUNT_BITS-1:0] ones(input [2*CORES-1:0] bits);
        integer k;
        begin
            ones = 0;
            for (k = 0; k < 2 * CORES; k = k + 1) ones = ones + {{(COUNT_BITS - 1){1'b0}}, bits[k]};
        end
    endfunction
    function [COUNT_BITS-1:0] wraps(input [2*CORES-1:0] pairs);
        integer k;
        begin
            wraps = 0;
            for (k = 0; k < CORES; k = k + 1) wraps = wraps + {{(COUNT_BITS - 2){1'b0}}, pairs[2*k +: 2]};
        end
    endfunction

    always @(posedge clk) begin
        read_start <= 1'b0;
        read_stop  <= 1'b0;
        end_step   <= 1'b0;
        neuron     <= fired_neuron[10*core +: 10];

        // Synaptic events
        event_here      <= 1'b0;
        event_core      <= run_core;
        event_magnitude <= read_data[15:8];
        event_target    <= target + {2'b00, read_data[7:0]};
        event_slot      <= step[5:0] + 6'd1 + run_delay;
        event_exponent  <= run_exponent;
        event_negative  <= run_negative;
        add             <= event_here ? {{(CORES - 1){1'b0}}, 1'b1} << event_core : {CORES{1'b0}};
        add_address     <= ring_word(more_slot_bits, event_slot, event_target);
        change          <= event_negative ? -event_size : event_size;
        events_left     <= event_here ? 4'd8 : events_left - {3'd0, events_left != 4'd0};

        // Counters
        more_fired     <= ones({{CORES{1'b0}}, counts_fired});
        more_events    <= event_here && event_magnitude != 8'd0;
        more_overflows <= ones({{CORES{1'b0}}, counts_overflows});
        more_u_wraps   <= wraps(counts_u_wraps);
        more_v_high    <= ones({{CORES{1'b0}}, counts_v_high});
        more_v_low     <= ones({{CORES{1'b0}}, counts_v_low});

        case (state)
            IDLE: begin
                n         <= 10'd0;
                injecting <= 1'b0;
                if (start) state <= MARK;
            end
            MARK: if (log_push) state <= SWEEP;

            SWEEP: begin
                n <= n + 10'd1;
                // With 1,024 neurons n begins anew.
                if (has == 0 || n == 10'd1023) state <= SETTLE;
            end
            SETTLE: begin
                core        <= 0;
                fired_index <= 10'd0;
                if (at_work == 0) state <= PICK;
            end

            PICK: begin
                if ({1'b0, fired_index} != fired_here) state <= FIRED;
                else begin
                    core        <= core + 1'b1;
                    fired_index <= 10'd0;
                    if (core == LAST_CORE) state <= INJECT;
                end
            end
            FIRED: state <= LOG;  // `neuron` is there in the next clock
            LOG: if (log_push) begin
                read_start   <= 1'b1;
                read_address <= ROW_TABLE_AT + {{(ADDRESS_BITS - 14 - 1){1'b0}}, id[13:0], 1'b0};
                fired_index  <= fired_index + 10'd1;
                state        <= POINTER_LOW;
            end

            POINTER_LOW: if (takes) begin
                pointer_low <= read_data;
                state       <= POINTER_HIGH;
            end
            POINTER_HIGH: if (takes) begin
                in_run       <= 1'b0;
                at_header    <= 1'b0;
                read_address <= {read_data[ADDRESS_BITS-17:0], pointer_low};
                if (read_data[ADDRESS_BITS-17:0] == 0 && pointer_low == 16'd0) begin
                    read_stop <= 1'b1;
                    state     <= injecting ? INJECT_ID : PICK;
                end else begin
                    read_start <= 1'b1;
                    state      <= ROW;
                end
            end
            ROW: if (takes) begin
                if (in_run) begin
                    event_here <= 1'b1;
                    target     <= target + {2'b00, read_data[7:0]};
                    run_left   <= run_left - 16'd1;
                    if (run_left == 16'd1) in_run <= 1'b0;
                end else if (at_header) begin
                    run_core     <= read_data[10+CORE_BITS-1:10];
                    run_exponent <= read_data[9:7];
                    run_negative <= read_data[6];
                    run_delay    <= read_data[5:0];
                    target       <= 10'd0;
                    at_header    <= 1'b0;
                    in_run       <= 1'b1;
                end else begin
                    run_left  <= read_data;
                    at_header <= 1'b1;
                    if (read_data == 16'd0) begin
                        read_stop <= 1'b1;
                        state     <= injecting ? INJECT_ID : PICK;
                    end
                end
            end

            INJECT: begin
                injecting <= 1'b1;
                if (injected_more) state <= INJECT_ID;
                else if (injected_none && events_left == 4'd0) state <= FINISH;
            end
            INJECT_ID: begin
                read_address <= ROW_TABLE_AT + {{(ADDRESS_BITS - 14 - 1){1'b0}}, injected_id, 1'b0};
                if (!injected_is_id) state <= INJECT;
                else begin
                    read_start <= 1'b1;
                    state      <= POINTER_LOW;
                end
            end
            FINISH: if (!freeze) begin
                step     <= step + 32'd1;
                end_step <= 1'b1;
                state    <= IDLE;
            end
            default: state <= IDLE;
        endcase

        if (reset || abort) begin
            state       <= IDLE;
            read_start  <= 1'b0;
            read_stop   <= 1'b1;
            event_here  <= 1'b0;
            add         <= {CORES{1'b0}};
            events_left <= 4'd0;
        end
        if (reset || clear) begin
            step           <= 32'd0;
            more_fired     <= 0;
            more_events    <= 1'b0;
            more_overflows <= 0;
            more_u_wraps   <= 0;
            more_v_high    <= 0;
            more_v_low     <= 0;
        end
    end
endmodule

`default_nettype wire
