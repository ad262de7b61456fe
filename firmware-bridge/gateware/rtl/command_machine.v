// The board's side of the wire protocol (docs/wire-protocol.md, "The board"): judges each frame and executes it.
// It walks through the frame byte by byte and compares as it goes; answer_builder.v does the talking.
`default_nettype none

module command_machine #(
    parameter NEURON_BITS = 10,
    parameter INJECT_BITS = 8,
    parameter [31:0] CLOCK_HZ = 32'd24000000,
    parameter [31:0] IMAGE_WORDS = 32'd57600
) (
    input  wire                   clk,
    input  wire                   reset,
    // The frame received; a byte follows its address by one clock
    input  wire                   frame_good,
    input  wire                   frame_damaged,
    output reg                    frame_taken,
    input  wire [7:0]             body_length,
    output reg  [7:0]             frame_address,
    input  wire [7:0]             frame_byte,
    // Values to compare with, one clock behind their code, too
    output wire [4:0]             value_code,
    output wire [1:0]             value_index,
    input  wire [7:0]             value,
    input  wire [7:0]             head_byte,        // byte `value_index` of the log's head
    // The answer
    output reg                    answer_start,
    input  wire                   answer_busy,
    output reg  [7:0]             answer_kind,
    output reg  [1:0]             answer_sequence,  // 0: zero, 1: that of the frame, 2: of the last command
    output reg  [5:0]             answer_words,
    output reg  [4:0]             detail_code,
    output reg  [7:0]             detail,
    output reg  [3:0]             reason,
    // State of the board
    output reg  [31:0]            own_session,
    output reg  [31:0]            committed,
    output reg  [1:0]             state,
    // Image memory; the address counts on with every write
    output reg                    image_write,
    output reg  [15:0]            image_address,
    output reg  [15:0]            image_in,
    output wire                   clear_ring,
    output reg                    digest_start,
    input  wire                   digest_busy,
    // Core
    output reg                    core_start,
    output reg                    core_abort,
    output reg                    core_clear,
    output reg                    core_armed,       // from now on; once
    input  wire                   core_busy,
    input  wire [31:0]            core_step,
    // Spike log
    output reg  [31:0]            log_tail,
    output reg                    log_release,      // all words before log_tail
    input  wire                   log_full,
    // Injection queue
    output reg                    inject_push,
    input  wire [INJECT_BITS:0]   inject_room
);
    `include "messages.vh"
    localparam [16:0] WORDS = IMAGE_WORDS[16:0];
    localparam [15:0] LAST_WORD = IMAGE_WORDS[15:0] - 16'd1;
    localparam [16:0] NEURONS = 17'd1 << NEURON_BITS;
    localparam [7:0] MOST_DATA = MAX_DATA[7:0];
    localparam [7:0] MOST_TRACED = MOST_DATA / 8'd12;
    localparam [7:0] SOURCES_HIGH = 8'd2 << (NEURON_BITS - 8);  // ids are below this in their high byte

    localparam [4:0]
        READY = 5'd0, WAIT = 5'd1, HEADER = 5'd2, JUDGE = 5'd3, BODY = 5'd4, EXECUTE = 5'd5, NEW_SESSION = 5'd6, HELLO_DIGEST = 5'd7,
        RELEASE = 5'd8, RELEASED = 5'd9, LOW = 5'd10, HIGH = 5'd11, NEXT_WORD = 5'd12, ERASING = 5'd13, DIGESTING = 5'd14, DIGESTED = 5'd15,
        ANSWER = 5'd16, ANSWERING = 5'd17, COMPARE_DIGEST = 5'd18, COMPARED = 5'd19;
    reg [4:0] at;
    reg [4:0] after_wait;

    reg [31:0] until_step;
    reg        step_pending;   // a STEP waits for its answer
    reg        of_frame;       // the answer is to the frame received, not to a STEP of before

    // What has been learnt of the frame
    reg [7:0]  kind;
    reg        version_wrong;
    reg        session_differs;
    reg        session_zero;
    reg        layout_wrong;
    reg        far;            // the first number has more bits than any address
    reg        odd;            // its lowest bit
    reg        first_borrow;   // the first number is below what it was compared with
    reg [7:0]  count;          // the second number, or bytes of data
    reg        count_far;
    reg [15:0] new_period;
    reg        pushing;        // INJECT: the words have been checked
    reg        first_word;
    reg [7:0]  byte_low;

    wire two_numbers = kind == READBACK || kind == RUN || kind == STEP || kind == TRACE;
    wire has_data = kind == WRITE || kind == INJECT;
    wire no_body = kind == HELLO || kind == ERASE || kind == COUNTERS || kind == STOP;
    wire is_request = kind >= HELLO && kind <= STOP;
    wire is_read = kind == READBACK || kind == SPIKES || kind == TRACE || kind == COUNTERS;
    wire length_wrong = no_body ? body_length != 8'd0 : two_numbers ? body_length != 8'd10 : has_data ? body_length < 8'd7 : body_length != 8'd5;
    wire last_of_body = frame_address == (two_numbers ? 8'd25 : has_data ? 8'd22 : 8'd20);

    // Numbers stand at 4 (session), 8 (sequence), 17 and 22. They are compared from the lowest byte on: frame - value - borrow.
    wire in_header = frame_address[7:4] == 4'd0;
    wire in_second = frame_address[4] && (frame_address[3] || frame_address[2:1] == 2'b11);
    assign value_index = in_header ? frame_address[1:0] : in_second ? frame_address[1:0] - 2'd2 : frame_address[1:0] - 2'd1;
    assign value_code = in_header ? (frame_address[3] ? V_COMMITTED : V_OWN_SESSION)
                      : kind == ARM ? V_DIGEST : kind == SPIKES || in_second ? V_TAIL : V_STEP;
    wire first_byte = value_index == 2'd0;
    wire last_byte = value_index == 2'd3;
    reg borrow, differs, head_borrow;
    // sequence - committed - 1; until - step - 1; injected step - step - (1 if that step has begun)
    wire borrow_first = in_header ? frame_address[3] : kind == RUN || (kind == STEP && !in_second) || (kind == INJECT && core_busy);
    // What comes over from the byte before; every byte is preceded by the state WAIT.
    reg borrow_in, differs_in, head_borrow_in;
    always @(posedge clk) begin
        borrow_in      <= first_byte ? borrow_first : borrow;
        differs_in     <= !first_byte && differs;
        head_borrow_in <= first_byte || head_borrow;
    end
    wire [8:0] difference = {1'b0, frame_byte} - {1'b0, value} - {8'd0, borrow_in};
    wire below_head = {1'b0, frame_byte} < {1'b0, head_byte} + {8'd0, head_borrow_in};
    wire differs_now = difference[7:0] != 8'd0 || differs_in;

    wire armed = state[1];
    wire resting = !core_busy && !core_start;
    wire stalled = core_busy && log_full;
    wire step_answerable = (state == ARMED && resting) || stalled;
    // No step may begin while an INJECT is judged and queued.
    wire hold = kind == INJECT && of_frame && at != READY;
    // Limits, judged one clock ahead: what they depend on stands still by then.
    wire [16:0] image_end = {1'b0, image_address} + {10'd0, count[7:1]};
    wire [16:0] traced_end = {image_address, odd} + {9'd0, count};
    wire [7:0] data_bytes = body_length - 8'd7;
    wire [INJECT_BITS:0] data_words = {{(INJECT_BITS - 6){1'b0}}, data_bytes[7:1]};
    reg outside, traced_outside, no_room;
    always @(posedge clk) begin
        outside        <= far || odd || count[0] || image_end > WORDS;
        traced_outside <= far || count == 8'd0 || count > MOST_TRACED || traced_end > NEURONS;
        no_room        <= data_words > inject_room;
    end
    assign clear_ring = at == ERASING;

    // Time, for RUN with a period
    localparam [31:0] MICROSECOND = CLOCK_HZ / 1000000 - 1;
    localparam [7:0] LAST_CLOCK = MICROSECOND[7:0];
    reg [7:0]  clocks;
    reg [15:0] period;
    reg [15:0] until_next;  // microseconds

    task refuse(input [3:0] why, input [4:0] code, input [7:0] number);
        begin
            answer_kind <= NACK;
            reason      <= why;
            detail_code <= code;
            detail      <= number;
            at          <= ANSWER;
        end
    endtask

    task acknowledge;
        begin
            committed   <= committed + 32'd1;
            answer_kind <= ACK;
            at          <= ANSWER;
        end
    endtask

    task answer(input [7:0] with_kind, input [5:0] words);
        begin
            answer_kind  <= with_kind;
            answer_words <= words;
            at           <= ANSWER;
        end
    endtask

    // The byte at the next address is there two clocks on.
    task next_byte(input [4:0] then);
        begin
            frame_address <= frame_address + 8'd1;
            at            <= WAIT;
            after_wait    <= then;
        end
    endtask

    task go_to_byte(input [7:0] address, input [4:0] then);
        begin
            frame_address <= address;
            at            <= WAIT;
            after_wait    <= then;
        end
    endtask

    always @(posedge clk) begin
        frame_taken  <= 1'b0;
        answer_start <= 1'b0;
        image_write  <= 1'b0;
        digest_start <= 1'b0;
        core_start   <= 1'b0;
        core_abort   <= 1'b0;
        core_clear   <= 1'b0;
        core_armed   <= 1'b0;
        log_release  <= 1'b0;
        inject_push  <= 1'b0;
        if (image_write) image_address <= image_address + 16'd1;

        clocks <= clocks == LAST_CLOCK ? 8'd0 : clocks + 8'd1;
        if (clocks == LAST_CLOCK && until_next != 16'd0) until_next <= until_next - 16'd1;

        // The runner
        if (state == RUNNING && resting) begin
            if (core_step == until_step) begin
                state <= ARMED;
            end else if (!hold && until_next == 16'd0) begin
                core_start <= 1'b1;
                until_next <= period;
                clocks     <= 8'd0;
            end
        end

        case (at)
            READY: begin
                frame_address   <= 8'd0;
                pushing         <= 1'b0;
                first_word      <= 1'b1;
                layout_wrong    <= 1'b0;
                of_frame        <= frame_damaged || frame_good;
                answer_sequence <= frame_damaged ? 2'd0 : frame_good ? 2'd1 : 2'd2;
                if (frame_damaged) refuse(DAMAGED, V_ZERO, 8'd0);
                else if (frame_good) go_to_byte(8'd0, HEADER);
                else if (step_pending && step_answerable) begin
                    step_pending <= 1'b0;
                    answer(SPIKES_REPLY, 6'd0);
                end
            end
            WAIT: at <= after_wait;

            HEADER: begin
                next_byte(frame_address == 8'd11 ? JUDGE : HEADER);
                borrow  <= difference[8];
                differs <= differs_now;
                case (frame_address)
                    8'd0: version_wrong <= frame_byte != PROTOCOL;
                    8'd1: kind <= frame_byte;
                    8'd4: session_zero <= frame_byte == 8'd0;
                    8'd5, 8'd6: if (frame_byte != 8'd0) session_zero <= 1'b0;
                    8'd7: begin
                        if (frame_byte != 8'd0) session_zero <= 1'b0;
                        session_differs <= differs_now;
                    end
                    default: ;
                endcase
            end

            // Here `differs`: not the next command; `borrow`: executed before.
            JUDGE: if (kind == INJECT && core_busy && !log_full) begin
                // The step under way ends first, so that it stands still while it is compared.
            end else begin
                go_to_byte(8'd16, BODY);
                if (version_wrong) refuse(VERSION, V_DETAIL, PROTOCOL);
                else if (!is_request) refuse(TYPE, V_DETAIL, kind);
                else if (session_zero || (kind != HELLO && session_differs)) refuse(SESSION, V_OWN_SESSION, 8'd0);
                else if (kind != HELLO && !is_read && borrow) begin
                    // Answered again, not executed again. A STEP is always the last command when it is repeated.
                    if (kind == STEP && step_answerable) begin
                        step_pending <= 1'b0;
                        answer(SPIKES_REPLY, 6'd0);
                    end else begin
                        answer_sequence <= 2'd2;
                        answer(ACK, 6'd0);
                    end
                end
                else if (kind != HELLO && !is_read && differs) refuse(SEQUENCE, V_ZERO, 8'd0);
                else if (length_wrong) refuse(LAYOUT, V_ZERO, 8'd0);
                else if (no_body) at <= EXECUTE;
            end

            // Tag and four bytes for each number; tag and length for data.
            BODY: begin
                next_byte(last_of_body ? EXECUTE : BODY);
                borrow      <= difference[8];
                differs     <= differs_now;
                head_borrow <= below_head;
                case (frame_address)
                    8'd16: if (frame_byte != 8'h0d) layout_wrong <= 1'b1;
                    8'd17: {image_address[6:0], odd} <= frame_byte;
                    8'd18: image_address[14:7] <= frame_byte;
                    8'd19: begin
                        image_address[15] <= frame_byte[0];
                        far <= frame_byte[7:1] != 7'd0;
                    end
                    8'd20: begin
                        if (frame_byte != 8'd0) far <= 1'b1;
                        first_borrow  <= difference[8];
                    end
                    8'd21: if (frame_byte != (has_data ? 8'h12 : 8'h15)) layout_wrong <= 1'b1;
                    8'd22: begin
                        count <= frame_byte;
                        count_far <= 1'b0;
                        new_period[7:0] <= frame_byte;
                        if (has_data && (frame_byte[7] || frame_byte != data_bytes)) layout_wrong <= 1'b1;
                    end
                    8'd23: begin
                        new_period[15:8] <= frame_byte;
                        if (frame_byte != 8'd0 && kind != RUN) count_far <= 1'b1;
                    end
                    default: if (frame_byte != 8'd0) count_far <= 1'b1;
                endcase
                // Only a board at rest keeps what it reads here.
                if (state == ARMED && (kind == RUN || kind == STEP) && frame_address > 8'd16 && frame_address < 8'd21)
                    until_step <= {frame_byte, until_step[31:8]};
            end

            EXECUTE: if (layout_wrong) refuse(LAYOUT, V_ZERO, 8'd0);
            else begin
                case (kind)
                    HELLO:
                        if (session_differs) begin
                            committed    <= 32'd0;
                            step_pending <= 1'b0;
                            state        <= BOARD_IDLE;
                            core_abort   <= 1'b1;
                            go_to_byte(8'd4, NEW_SESSION);
                        end else if (armed) answer(HELLO_REPLY, 6'd0);
                        else begin
                            digest_start <= 1'b1;
                            at           <= DIGESTING;
                        end
                    ERASE: begin
                        core_abort    <= 1'b1;
                        core_clear    <= 1'b1;
                        log_tail      <= 32'd0;
                        state         <= LOADING;
                        step_pending  <= 1'b0;
                        image_address <= 16'd0;
                        image_in      <= 16'd0;
                        at            <= ERASING;
                    end
                    WRITE:
                        if (state != LOADING) refuse(STATE, V_STATE, 8'd0);
                        else if (outside) refuse(RANGE, V_IMAGE_BYTES, 8'd0);
                        else if (count == 8'd0) acknowledge;
                        else go_to_byte(8'd23, LOW);
                    READBACK:
                        if (state == RUNNING) refuse(STATE, V_STATE, 8'd0);
                        else if (count_far || count == 8'd0 || count > MOST_DATA) refuse(RANGE, V_MAX_DATA, 8'd0);
                        else if (outside) refuse(RANGE, V_IMAGE_BYTES, 8'd0);
                        else answer(READBACK_REPLY, count[6:1]);
                    ARM:
                        if (state != LOADING) refuse(STATE, V_STATE, 8'd0);
                        else begin
                            digest_start <= 1'b1;
                            at           <= DIGESTING;
                        end
                    RUN:
                        if (state != ARMED) refuse(STATE, V_STATE, 8'd0);
                        else if (count_far) refuse(RANGE, V_ZERO, 8'd0);
                        else begin
                            if (!first_borrow) state <= RUNNING;
                            period     <= new_period;
                            until_next <= 16'd0;
                            acknowledge;
                        end
                    STEP, SPIKES:
                        // `borrow`: below the tail. No `head_borrow`: beyond the head.
                        if (kind == STEP && state != ARMED) refuse(STATE, V_STATE, 8'd0);
                        else if (borrow || !head_borrow) refuse(RANGE, V_TAIL, 8'd0);
                        else go_to_byte(kind == STEP ? 8'd22 : 8'd17, RELEASE);
                    INJECT:
                        if (!armed) refuse(STATE, V_STATE, 8'd0);
                        else if (first_borrow) refuse(LATE, V_STEP, 8'd0);
                        else if (count[0] || count == 8'd0) refuse(RANGE, V_SOURCES, 8'd0);
                        else go_to_byte(8'd23, LOW);
                    TRACE:
                        if (state == RUNNING) refuse(STATE, V_STATE, 8'd0);
                        else if (count_far || traced_outside) refuse(RANGE, V_NEURONS, 8'd0);
                        else begin
                            image_address <= {image_address[14:0], odd};
                            answer(TRACE_REPLY, {count[3:0], 2'b00} + {1'b0, count[3:0], 1'b0});
                        end
                    COUNTERS: answer(COUNTERS_REPLY, 6'd12);
                    default: begin  // STOP
                        core_abort   <= 1'b1;
                        state        <= BOARD_IDLE;
                        step_pending <= 1'b0;
                        acknowledge;
                    end
                endcase
            end

            NEW_SESSION: begin
                own_session <= {frame_byte, own_session[31:8]};
                next_byte(frame_address == 8'd7 ? HELLO_DIGEST : NEW_SESSION);
            end
            HELLO_DIGEST: begin
                digest_start <= 1'b1;
                at           <= DIGESTING;
            end

            RELEASE: begin
                log_tail <= {frame_byte, log_tail[31:8]};
                next_byte(last_byte ? RELEASED : RELEASE);
            end
            RELEASED: begin
                log_release <= 1'b1;
                if (kind == SPIKES) answer(SPIKES_REPLY, 6'd0);
                else begin
                    // Answered when the steps are done.
                    if (!first_borrow) state <= RUNNING;
                    period       <= 16'd0;
                    until_next   <= 16'd0;
                    committed    <= committed + 32'd1;
                    step_pending <= 1'b1;
                    frame_taken  <= 1'b1;
                    at           <= WAIT;
                    after_wait   <= READY;
                end
            end

            // Words of data: WRITE stores them; INJECT reads them twice, to check and then to queue.
            LOW: begin
                byte_low <= frame_byte;
                next_byte(HIGH);
            end
            HIGH: begin
                first_word  <= 1'b0;
                count       <= count - 8'd2;
                image_in    <= {frame_byte, byte_low};
                image_write <= kind == WRITE;
                inject_push <= pushing;
                next_byte(NEXT_WORD);
                if (kind == INJECT && !frame_byte[7] && (first_word || frame_byte >= SOURCES_HIGH)) refuse(RANGE, V_SOURCES, 8'd0);
            end
            NEXT_WORD: begin
                at <= LOW;
                if (count == 8'd0) begin
                    if (kind == WRITE || pushing) acknowledge;
                    else if (no_room) refuse(BUSY, V_DETAIL, inject_room[7:0]);
                    else begin
                        pushing <= 1'b1;
                        count   <= data_bytes;
                        go_to_byte(8'd23, LOW);
                    end
                end
            end

            ERASING: begin
                image_write <= !(image_write && image_address == LAST_WORD);
                if (image_write && image_address == LAST_WORD) acknowledge;
            end

            DIGESTING: at <= DIGESTED;
            DIGESTED: if (!digest_busy) begin
                if (kind == HELLO) answer(HELLO_REPLY, 6'd0);
                else go_to_byte(8'd17, COMPARE_DIGEST);
            end
            COMPARE_DIGEST: begin
                borrow  <= difference[8];
                differs <= differs_now;
                next_byte(last_byte ? COMPARED : COMPARE_DIGEST);
            end
            COMPARED: if (differs) refuse(DIGEST, V_DIGEST, 8'd0);
            else begin
                state      <= ARMED;
                core_armed <= 1'b1;
                acknowledge;
            end

            ANSWER: begin
                answer_start <= 1'b1;
                at           <= ANSWERING;
            end
            ANSWERING: if (!answer_start && !answer_busy) begin
                frame_taken <= of_frame;
                at          <= WAIT;
                after_wait  <= READY;
            end
            default: at <= READY;
        endcase

        if (reset) begin
            at           <= READY;
            state        <= BOARD_IDLE;
            own_session  <= 32'd0;
            committed    <= 32'd0;
            log_tail     <= 32'd0;
            step_pending <= 1'b0;
            period       <= 16'd0;
            until_next   <= 16'd0;
            clocks       <= 8'd0;
        end
    end
endmodule

`default_nettype wire
