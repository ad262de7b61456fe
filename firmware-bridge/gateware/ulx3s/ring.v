// A core's ring of inputs to come: 16,384 accumulators of 16 bits in block RAM. Adds one event a clock, or lets the sweep read and clear.
// An addition takes four clocks: read, wait for the word, add, store. What the two additions before it have not stored yet is taken from them.
`default_nettype none

module ring (
    input  wire        clk,
    input  wire        flush,       // additions under way are dropped
    // Additions
    input  wire        add,
    input  wire [13:0] add_address,
    input  wire [15:0] change,
    output reg         overflows,   // a sum left 16 bits
    // Of the sweep; no additions meanwhile
    input  wire [13:0] sweep_address,
    input  wire        sweep,       // read there
    input  wire        clear,       // write zero at clear_address
    input  wire [13:0] clear_address,
    output wire [15:0] word         // one clock behind sweep_address
);
    wire [15:0] out;
    // An event whose word is on `out`
    reg         here;
    reg  [13:0] here_address;
    reg  [15:0] here_change;
    reg         is_last;      // its word is the sum of the event before it,
    reg         is_stored;    // or of the one before that
    // A sum that is being stored, and the one that was stored before it
    reg         store;
    reg  [13:0] store_address;
    reg  [15:0] sum;
    reg  [15:0] stored;

    wire [15:0] before = is_last ? sum : is_stored ? stored : out;
    wire [16:0] sum_now = {before[15], before} + {here_change[15], here_change};
    assign word = out;

    column #(.ADDRESS_BITS(14)) words (
        .clk(clk), .write(store || clear), .write_address(store ? store_address : clear_address), .in(store ? sum : 16'd0),
        .read_address(sweep ? sweep_address : add_address), .out(out)
    );

    always @(posedge clk) begin
        here         <= add;
        here_address <= add_address;
        here_change  <= change;
        is_last      <= here && here_address == add_address;
        is_stored    <= store && store_address == add_address;

        store         <= here;
        store_address <= here_address;
        sum           <= sum_now[15:0];
        stored        <= sum;
        overflows     <= here && sum_now[16] != sum_now[15];
        if (flush) begin
            here  <= 1'b0;
            store <= 1'b0;
        end
    end
endmodule

`default_nettype wire
