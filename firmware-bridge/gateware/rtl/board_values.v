// One byte of one of the board's 32-bit values: what answers are made of, and what fields are compared with.
// Working byte by byte keeps the command machine small: one 8-bit adder instead of a dozen of 32 bits.
`default_nettype none

module board_values #(
    parameter [31:0] BOARD = 0,
    parameter [31:0] IMAGE_BYTES = 0,
    parameter [31:0] NEURONS = 0,
    parameter [31:0] SOURCES = 0,
    parameter [31:0] LOG_WORDS = 0,
    parameter [31:0] INJECT_WORDS = 0,
    parameter [31:0] CLOCK_HZ = 0
) (
    input  wire        clk,
    input  wire [4:0]  code,
    input  wire [1:0]  index,  // of the byte, the lowest is 0
    input  wire [31:0] own_session,
    input  wire [31:0] committed,
    input  wire [31:0] digest,
    input  wire [31:0] step,
    input  wire [31:0] state_sum,
    input  wire [15:0] framing_errors,
    input  wire [15:0] overruns,
    input  wire [31:0] head,
    input  wire [31:0] tail,
    input  wire [7:0]  detail,
    input  wire [1:0]  state,
    input  wire [3:0]  reason,
    input  wire [31:0] spikes,
    input  wire [31:0] events,
    input  wire [15:0] accumulator_overflows,
    input  wire [15:0] u_wraps,
    input  wire [15:0] v_clips_high,
    input  wire [15:0] v_clips_low,
    output reg  [7:0]  value,     // one clock behind `code` and `index`
    output reg  [7:0]  head_byte  // byte `index` of the log's head
);
    `include "messages.vh"

    reg [31:0] constant;
    always @* begin
        case (code)
            V_BOARD: constant = BOARD;
            V_IMAGE_BYTES: constant = IMAGE_BYTES;
            V_NEURONS: constant = NEURONS;
            V_SOURCES: constant = SOURCES;
            V_MAX_DATA: constant = MAX_DATA;
            V_WINDOW: constant = WINDOW;
            V_LOG_WORDS: constant = LOG_WORDS;
            V_INJECT_WORDS: constant = INJECT_WORDS;
            V_TRACE_WORDS: constant = TRACE_WORDS;
            V_CLOCK_HZ: constant = CLOCK_HZ;
            V_FEATURES: constant = FEATURES;
            default: constant = 32'd0;
        endcase
    end

    always @(posedge clk) begin
        head_byte <= head[{index, 3'd0} +: 8];
        case (code)
            V_OWN_SESSION: value <= own_session[{index, 3'd0} +: 8];
            V_COMMITTED, V_NEXT: value <= committed[{index, 3'd0} +: 8];
            V_DIGEST: value <= digest[{index, 3'd0} +: 8];
            V_STEP: value <= step[{index, 3'd0} +: 8];
            V_STATE_SUM: value <= state_sum[{index, 3'd0} +: 8];
            V_FRAMING: value <= index[1] ? 8'd0 : framing_errors[{index[0], 3'd0} +: 8];
            V_OVERRUNS: value <= index[1] ? 8'd0 : overruns[{index[0], 3'd0} +: 8];
            V_HEAD: value <= head[{index, 3'd0} +: 8];
            V_TAIL: value <= tail[{index, 3'd0} +: 8];
            V_SPIKES: value <= spikes[{index, 3'd0} +: 8];
            V_EVENTS: value <= events[{index, 3'd0} +: 8];
            V_OVERFLOWS: value <= index[1] ? 8'd0 : accumulator_overflows[{index[0], 3'd0} +: 8];
            V_U_WRAPS: value <= index[1] ? 8'd0 : u_wraps[{index[0], 3'd0} +: 8];
            V_V_HIGH: value <= index[1] ? 8'd0 : v_clips_high[{index[0], 3'd0} +: 8];
            V_V_LOW: value <= index[1] ? 8'd0 : v_clips_low[{index[0], 3'd0} +: 8];
            V_DETAIL: value <= index == 2'd0 ? detail : 8'd0;
            V_STATE: value <= index == 2'd0 ? {6'd0, state} : 8'd0;
            V_REASON: value <= index == 2'd0 ? {4'd0, reason} : 8'd0;
            default: value <= constant[{index, 3'd0} +: 8];
        endcase
    end
endmodule

`default_nettype wire
