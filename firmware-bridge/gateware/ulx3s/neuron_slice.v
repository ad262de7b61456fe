// One of the board's cores: states and parameters of up to 1,024 neurons, their ring of inputs, the arithmetic, and the queue of those that fired.
// The step machine sweeps all cores at once, a neuron a clock; what fired is then read from the queue, ascending.
`default_nettype none

module neuron_slice #(
    parameter [31:0] FIRST_ID = 0
) (
    input  wire        clk,
    input  wire        reset,
    input  wire        flush,
    // Settings of the whole board
    input  wire        lava,
    input  wire [2:0]  accumulator_shift,
    // Host: the core's table, the columns u, v, high, control, bias (0 … 4) of a neuron
    input  wire        table_write,
    input  wire        column_write,
    input  wire [9:0]  write_neuron,
    input  wire [2:0]  write_column,
    input  wire [6:0]  write_table,
    input  wire        clear_ring,
    input  wire [13:0] clear_ring_address,
    input  wire [15:0] write_word,
    input  wire [9:0]  read_neuron,   // not during a step
    output wire [15:0] u,
    output wire [15:0] v,
    output wire [15:0] high,
    output wire [15:0] control,
    output wire [15:0] bias,
    // Sweep
    input  wire        begin_step,    // queue empty
    input  wire        sweeping,
    input  wire        sweep,         // neuron `n`, if the core has it
    input  wire [9:0]  n,
    input  wire [13:0] sweep_ring_address,
    output wire        has,
    output wire        at_work,
    // Those that fired
    output reg  [10:0] fired,
    input  wire [9:0]  fired_index,
    output wire [9:0]  fired_neuron,  // one clock behind
    // Synaptic events
    input  wire        add,
    input  wire [13:0] add_address,
    input  wire [15:0] change,
    // For counters, one clock each
    output wire        overflows,
    output reg         counts_fired,
    output reg  [1:0]  counts_u_wraps,
    output reg         counts_v_high,
    output reg         counts_v_low,
    // Over every state word of every step
    input  wire        first_step,    // the next step is step 0
    input  wire        sum_clear,
    input  wire        end_step,
    output wire [31:0] sum
);
    // The core's table
    (* no_rw_check *) reg [15:0] thresholds_low [0:7];
    (* no_rw_check *) reg        thresholds_high [0:7];
    (* no_rw_check *) reg [15:0] profiles_u [0:31];
    (* no_rw_check *) reg [15:0] profiles_v [0:31];
    reg signed [23:0] vmin, vmax;
    reg [10:0] count;
    always @(posedge clk) begin
        if (table_write) begin
            case (write_table)
                7'd32: vmin[15:0] <= write_word;
                7'd33: vmin[23:16] <= write_word[7:0];
                7'd34: vmax[15:0] <= write_word;
                7'd35: vmax[23:16] <= write_word[7:0];
                7'd36: count <= write_word[10:0];
                default: ;
            endcase
        end
        if (table_write && write_table[6:4] == 3'd0 && !write_table[0]) thresholds_low[write_table[3:1]] <= write_word;
        if (table_write && write_table[6:4] == 3'd0 && write_table[0]) thresholds_high[write_table[3:1]] <= write_word[0];
        if (table_write && write_table[6] && !write_table[0]) profiles_u[write_table[5:1]] <= write_word;
        if (table_write && write_table[6] && write_table[0]) profiles_v[write_table[5:1]] <= write_word;
        if (reset) count <= 11'd0;
    end

    // Columns. What comes out of the arithmetic goes where the next result in order belongs.
    wire        done, fires, v_high, v_low;
    wire [1:0]  u_wraps;
    wire [23:0] new_u, new_v;
    wire [5:0]  new_refractory;
    reg  [9:0]  done_neuron;
    wire        store = done && sweeping;
    wire [9:0]  at = store ? done_neuron : write_neuron;
    wire [9:0]  from = sweeping ? n : read_neuron;
    wire [4:0]  by_host = column_write ? 5'd1 << write_column : 5'd0;
    wire [7:0]  kept;  // threshold and profile of the neuron that is stored
    column u_words (.clk(clk), .write(store || by_host[0]), .write_address(at), .in(store ? new_u[15:0] : write_word), .read_address(from), .out(u));
    column v_words (.clk(clk), .write(store || by_host[1]), .write_address(at), .in(store ? new_v[15:0] : write_word), .read_address(from), .out(v));
    column high_words
        (.clk(clk), .write(store || by_host[2]), .write_address(at), .in(store ? {new_v[23:16], new_u[23:16]} : write_word), .read_address(from), .out(high));
    column control_words
        (.clk(clk), .write(store || by_host[3]), .write_address(at), .in(store ? {2'b00, kept, new_refractory} : write_word), .read_address(from), .out(control));
    column bias_words (.clk(clk), .write(by_host[4]), .write_address(at), .in(write_word), .read_address(from), .out(bias));

    // Into the arithmetic: the columns' words, one clock after their address, and what they select in the tables
    assign has = {1'b0, n} < count;
    wire reads = sweep && has;
    reg read, ready;
    reg [13:0] read_ring_address;
    wire [15:0] ring_word;
    wire [15:0] profile_u = profiles_u[control[10:6]];
    /* verilator lint_off UNUSEDSIGNAL */
    wire [15:0] profile_v = profiles_v[control[10:6]];  // two bits are free
    /* verilator lint_on UNUSEDSIGNAL */
    reg [23:0] in_u, in_v;
    reg [5:0]  in_refractory, in_period;
    reg [11:0] in_du, in_dv;
    reg [16:0] in_threshold;
    reg [15:0] in_bias, in_accumulator;
    always @(posedge clk) begin
        read              <= reads;
        read_ring_address <= sweep_ring_address;
        ready             <= read;
        in_u              <= {high[7:0], u};
        in_v              <= {high[15:8], v};
        in_refractory     <= control[5:0];
        in_du             <= profile_u[11:0];
        in_dv             <= profile_v[11:0];
        in_period         <= {profile_v[13:12], profile_u[15:12]};
        in_threshold      <= {thresholds_high[control[13:11]], thresholds_low[control[13:11]]};
        in_bias           <= bias;
        in_accumulator    <= ring_word;
        if (reset || flush) begin
            read  <= 1'b0;
            ready <= 1'b0;
        end
    end
    neuron_pipeline #(.EVERY_CLOCK(1)) arithmetic (
        .clk(clk), .flush(reset || flush), .lava(lava), .vmin(vmin), .vmax(vmax), .accumulator_shift(accumulator_shift), .valid(ready), .stored_u(in_u),
        .stored_v(in_v), .du(in_du), .dv(in_dv), .accumulator(in_accumulator), .bias(in_bias), .refractory(in_refractory), .threshold(in_threshold),
        .period(in_period), .out_valid(done), .out_u(new_u), .out_v(new_v), .out_refractory(new_refractory), .fires(fires), .u_wraps(u_wraps),
        .v_high(v_high), .v_low(v_low)
    );

    // Threshold and profile of the neurons under way
    (* no_rw_check *) reg [7:0] under_way [0:15];
    reg [3:0] put, take;
    assign kept = under_way[take];
    assign at_work = read || ready || put != take;
    always @(posedge clk) begin
        if (read) under_way[put] <= control[13:6];
        if (read) put <= put + 4'd1;
        if (store) take <= take + 4'd1;
        if (store) done_neuron <= done_neuron + 10'd1;
        if (store && fires) fired <= fired + 11'd1;
        if (reset || begin_step) begin
            put         <= 4'd0;
            take        <= 4'd0;
            done_neuron <= 10'd0;
            fired       <= 11'd0;
        end
    end
    column #(.WIDTH(10)) queue (
        .clk(clk), .write(store && fires), .write_address(fired[9:0]), .in(done_neuron), .read_address(fired_index), .out(fired_neuron)
    );

    state_sum #(.FIRST(FIRST_ID)) states (
        .clk(clk), .first_step(reset || first_step), .clear(reset || sum_clear), .begin_step(begin_step), .end_step(end_step), .valid(store), .u(new_u), .v(new_v),
        .refractory(new_refractory), .sum(sum)
    );

    always @(posedge clk) begin
        counts_fired   <= store && fires;
        counts_u_wraps <= store ? u_wraps : 2'd0;
        counts_v_high  <= store && v_high;
        counts_v_low   <= store && v_low;
    end

    ring inputs (
        .clk(clk), .flush(reset || flush), .add(add), .add_address(add_address), .change(change), .sweep(sweeping), .sweep_address(sweep_ring_address),
        .clear(read || clear_ring), .clear_address(read ? read_ring_address : clear_ring_address), .word(ring_word), .overflows(overflows)
    );
endmodule

`default_nettype wire
