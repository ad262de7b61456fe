// The image space: tables, neurons and synapses behind one word address, for the command machine; and their own ports, for the core.
//
//   words 0 … 255                    tables
//   256 … 256 + 8·2^NEURON_BITS - 1  neurons, eight words each: u | v | v,u high bytes | setup, rest | bias | 0 | 0 | 0
//   behind them 49,152 words         synapses: three SPRAM blocks
//
// The core has two ports to the tables, so they are kept twice. Of the word `setup, rest` it writes the lower byte only, where bit 7, whether the neuron
// fired in this step, is its own; the host reads zero.
//
// The ring of inputs to come is the fourth SPRAM block; it is not part of the image, and is made zero together with it.
`default_nettype none

module image_memory #(
    parameter NEURON_BITS = 10
) (
    input  wire                   clk,
    input  wire                   core_busy,   // the ports of the core are connected
    // Command machine
    input  wire                   write,
    input  wire [15:0]            address,
    input  wire [15:0]            in,
    output reg  [15:0]            out,
    output reg                    lava,        // bit 0 of word 0
    input  wire                   clear_ring,  // with `write`: the ring's word of the same address becomes zero, too
    // State of one neuron, for TRACE
    input  wire                   trace,
    input  wire [NEURON_BITS-1:0] trace_neuron,
    // Core
    input  wire [7:0]             table_address,
    output wire [15:0]            table_data,
    input  wire [7:0]             threshold_address,
    output wire [15:0]            threshold_data,
    input  wire [NEURON_BITS-1:0] setup_address,
    output wire [7:0]             setup,
    input  wire [NEURON_BITS-1:0] uv_address,
    output wire [15:0]            u,
    output wire [15:0]            v,
    output wire [15:0]            high,
    input  wire [NEURON_BITS-1:0] bias_address,
    output wire [15:0]            bias,
    input  wire [NEURON_BITS-1:0] rest_address,
    output wire [6:0]             rest,          // fired | refractory
    input  wire                   store,
    input  wire [NEURON_BITS-1:0] store_address,
    input  wire [23:0]            store_u,
    input  wire [23:0]            store_v,
    input  wire [6:0]             store_rest,
    input  wire                   ring_write,
    input  wire [NEURON_BITS+3:0] ring_address,
    input  wire [15:0]            ring_in,
    output wire [15:0]            ring_out,
    input  wire [15:0]            synapse_address,
    output wire [15:0]            synapse
);
    localparam [15:0] NEURONS_AT = 16'd256;
    localparam [15:0] SYNAPSES_AT = 16'd256 + (16'd8 << NEURON_BITS);

    wire in_tables   = address < NEURONS_AT;
    wire in_synapses = address >= SYNAPSES_AT;
    wire in_neurons  = !in_tables && !in_synapses;
    wire [NEURON_BITS+2:0] neuron_word = address[NEURON_BITS+2:0] - NEURONS_AT[NEURON_BITS+2:0];
    wire [15:0] synapse_word = address - SYNAPSES_AT;

    // What `address` was, when its word arrives
    reg       was_table;
    reg       was_synapse;
    reg [2:0] was_column;
    always @(posedge clk) begin
        was_table   <= in_tables;
        was_synapse <= in_synapses;
        was_column  <= neuron_word[2:0];
    end

    column #(.ADDRESS_BITS(8)) tables (
        .clk(clk), .write(write && in_tables), .write_address(address[7:0]), .in(in),
        .read_address(core_busy ? table_address : address[7:0]), .out(table_data)
    );
    column #(.ADDRESS_BITS(8)) thresholds (
        .clk(clk), .write(write && in_tables), .write_address(address[7:0]), .in(in), .read_address(threshold_address), .out(threshold_data)
    );

    wire [NEURON_BITS-1:0] of_host = trace ? trace_neuron : neuron_word[NEURON_BITS+2:3];
    wire [NEURON_BITS-1:0] written = core_busy ? store_address : neuron_word[NEURON_BITS+2:3];
    wire [NEURON_BITS-1:0] read_setup = core_busy ? setup_address : of_host;
    wire [NEURON_BITS-1:0] read_uv = core_busy ? uv_address : of_host;
    wire [NEURON_BITS-1:0] read_bias = core_busy ? bias_address : of_host;
    wire [NEURON_BITS-1:0] read_rest = core_busy ? rest_address : of_host;
    wire [4:0] by_host = write && in_neurons ? 5'd1 << neuron_word[2:0] : 5'd0;

    column #(.ADDRESS_BITS(NEURON_BITS)) column_u (
        .clk(clk), .write(store || by_host[0]), .write_address(written), .in(core_busy ? store_u[15:0] : in), .read_address(read_uv), .out(u)
    );
    column #(.ADDRESS_BITS(NEURON_BITS)) column_v (
        .clk(clk), .write(store || by_host[1]), .write_address(written), .in(core_busy ? store_v[15:0] : in), .read_address(read_uv), .out(v)
    );
    column #(.ADDRESS_BITS(NEURON_BITS)) column_high (
        .clk(clk), .write(store || by_host[2]), .write_address(written), .in(core_busy ? {store_v[23:16], store_u[23:16]} : in),
        .read_address(read_uv), .out(high)
    );
    column #(.WIDTH(8), .ADDRESS_BITS(NEURON_BITS)) column_setup
        (.clk(clk), .write(by_host[3]), .write_address(written), .in(in[15:8]), .read_address(read_setup), .out(setup));
    column #(.WIDTH(7), .ADDRESS_BITS(NEURON_BITS)) column_rest (
        .clk(clk), .write(store || by_host[3]), .write_address(written), .in(core_busy ? store_rest : {1'b0, in[5:0]}), .read_address(read_rest),
        .out(rest)
    );
    column #(.ADDRESS_BITS(NEURON_BITS)) column_bias
        (.clk(clk), .write(by_host[4]), .write_address(written), .in(in), .read_address(read_bias), .out(bias));

    wire [15:0] word = core_busy ? synapse_address : synapse_word;
    wire [15:0] block_out [0:2];
    reg [1:0] was_block;
    always @(posedge clk) was_block <= word[15:14];
    genvar k;
    generate
        for (k = 0; k < 3; k = k + 1) begin : synapses
            spram block (
                .clk(clk), .enable(word[15:14] == k), .write(write && in_synapses), .address(word[13:0]), .in(in), .out(block_out[k])
            );
        end
    endgenerate
    assign synapse = was_block == 2'd0 ? block_out[0] : was_block == 2'd1 ? block_out[1] : block_out[2];

    wire [13:0] ring_word = core_busy ? {{(10 - NEURON_BITS){1'b0}}, ring_address} : address[13:0];
    spram ring (
        .clk(clk), .enable(1'b1), .write(core_busy ? ring_write : clear_ring && write), .address(ring_word), .in(core_busy ? ring_in : 16'd0), .out(ring_out)
    );

    always @(posedge clk) if (write && address == 16'd0) lava <= in[0];

    always @* begin
        if (was_table) out = table_data;
        else if (was_synapse) out = synapse;
        else
            case (was_column)
                3'd0: out = u;
                3'd1: out = v;
                3'd2: out = high;
                3'd3: out = {setup, 2'b00, rest[5:0]};
                3'd4: out = bias;
                default: out = 16'd0;
            endcase
    end
endmodule

`default_nettype wire
