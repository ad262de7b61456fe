// What is counted in a run (docs/wire-protocol.md, COUNTERS), from what the cores say of every clock.
`default_nettype none

module run_counters #(
    parameter COUNT_BITS = 2  // of what one clock brings
) (
    input  wire                  clk,
    input  wire                  clear,
    input  wire [COUNT_BITS-1:0] more_fired,
    input  wire                  more_events,
    input  wire [COUNT_BITS-1:0] more_overflows,
    input  wire [COUNT_BITS-1:0] more_u_wraps,
    input  wire [COUNT_BITS-1:0] more_v_high,
    input  wire [COUNT_BITS-1:0] more_v_low,
    output reg  [31:0]           spikes,
    output reg  [31:0]           events,
    output wire [15:0]           accumulator_overflows, // these four stop at ffff
    output wire [15:0]           u_wraps,
    output wire [15:0]           v_clips_high,
    output wire [15:0]           v_clips_low
);
    always @(posedge clk) begin
        if (clear) begin
            spikes <= 32'd0;
            events <= 32'd0;
        end else begin
            spikes <= spikes + {{(32 - COUNT_BITS){1'b0}}, more_fired};
            events <= events + {31'd0, more_events};
        end
    end
    saturating_counter #(.MORE_BITS(COUNT_BITS)) of_overflows (.clk(clk), .clear(clear), .more(more_overflows), .count(accumulator_overflows));
    saturating_counter #(.MORE_BITS(COUNT_BITS)) of_u_wraps (.clk(clk), .clear(clear), .more(more_u_wraps), .count(u_wraps));
    saturating_counter #(.MORE_BITS(COUNT_BITS)) of_v_high (.clk(clk), .clear(clear), .more(more_v_high), .count(v_clips_high));
    saturating_counter #(.MORE_BITS(COUNT_BITS)) of_v_low (.clk(clk), .clear(clear), .more(more_v_low), .count(v_clips_low));
endmodule

`default_nettype wire
