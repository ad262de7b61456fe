// Numbers on the wire, as in protocol/codes.ts (a test compares them), and codes of the board's values.
/* verilator lint_off UNUSEDPARAM */
localparam [7:0]
    HELLO = 8'h01, ERASE = 8'h02, WRITE = 8'h03, READBACK = 8'h04, ARM = 8'h05, RUN = 8'h06, STEP = 8'h07, INJECT = 8'h08,
    SPIKES = 8'h09, TRACE = 8'h0a, COUNTERS = 8'h0b, STOP = 8'h0c, HELLO_REPLY = 8'h81, READBACK_REPLY = 8'h84,
    SPIKES_REPLY = 8'h89, TRACE_REPLY = 8'h8a, COUNTERS_REPLY = 8'h8b, ACK = 8'h90, NACK = 8'h91;
localparam [3:0]
    DAMAGED = 4'd1, VERSION = 4'd2, TYPE = 4'd3, SESSION = 4'd4, SEQUENCE = 4'd5, LAYOUT = 4'd6, STATE = 4'd7, RANGE = 4'd8,
    DIGEST = 4'd9, BUSY = 4'd10, LATE = 4'd11;
localparam [1:0] BOARD_IDLE = 2'd0, LOADING = 2'd1, ARMED = 2'd2, RUNNING = 2'd3;
localparam [7:0] PROTOCOL = 8'd2;

// What the board says of itself, beside its sizes
localparam [31:0]
    MAX_DATA = 32'd120,
    WINDOW = 32'd3,       // frames of 146 bytes on the line, in a FIFO of 512
    TRACE_WORDS = 32'd3,  // u, v, refractory
    FEATURES = 32'd3;     // both arithmetic profiles

localparam [4:0]
    V_OWN_SESSION = 5'd0, V_COMMITTED = 5'd1, V_NEXT = 5'd2, V_DIGEST = 5'd3, V_STEP = 5'd4, V_HEAD = 5'd5, V_TAIL = 5'd6,
    V_DETAIL = 5'd7, V_STATE = 5'd8, V_REASON = 5'd9, V_FRAME = 5'd10, V_ZERO = 5'd11,
    V_SPIKES = 5'd12, V_EVENTS = 5'd13, V_OVERFLOWS = 5'd14, V_U_WRAPS = 5'd15, V_V_HIGH = 5'd16, V_V_LOW = 5'd17,
    V_BOARD = 5'd18, V_IMAGE_BYTES = 5'd19, V_NEURONS = 5'd20, V_SOURCES = 5'd21, V_MAX_DATA = 5'd22, V_WINDOW = 5'd23,
    V_LOG_WORDS = 5'd24, V_INJECT_WORDS = 5'd25, V_TRACE_WORDS = 5'd26, V_CLOCK_HZ = 5'd27, V_FEATURES = 5'd28,
    V_STATE_SUM = 5'd29, V_FRAMING = 5'd30, V_OVERRUNS = 5'd31;
/* verilator lint_on UNUSEDPARAM */
