// Builds an answer in the sender's buffer: header, numbers byte by byte, data; the CRC last, since it covers all of them.
`default_nettype none

module answer_builder #(
    parameter LOG_BITS = 10
) (
    input  wire                   clk,
    input  wire                   reset,
    // What to answer; kept until `busy` falls
    input  wire                   start,
    output wire                   busy,
    input  wire [7:0]             kind,
    input  wire [1:0]             sequence_of,   // 0: zero, 1: the frame, 2: the last command
    input  wire [5:0]             words,         // 16-bit words of data; SPIKES_REPLY: what there is
    input  wire [4:0]             detail_code,
    // Numbers come from the board's values, or from the frame received
    output wire [4:0]             value_code,
    output wire [1:0]             value_index,
    input  wire [7:0]             value,
    output reg  [7:0]             frame_address,
    input  wire [7:0]             frame_byte,
    // Head and step of the core stand still while they are told
    output wire                   freeze,
    // Sources of data, one clock behind `address`: a word of the image, of the log, or a neuron
    input  wire [15:0]            first_address,
    input  wire [LOG_BITS:0]      log_tail,
    input  wire [LOG_BITS:0]      log_head,
    output reg  [15:0]            address,
    output wire                   trace,
    input  wire [15:0]            image_word,
    input  wire [15:0]            log_word,
    input  wire                   lava,
    input  wire [15:0]            u,
    input  wire [15:0]            v,
    input  wire [15:0]            high,
    input  wire [5:0]             refractory,
    // The sender
    output reg                    send_write,
    output reg  [7:0]             send_address,
    output reg  [7:0]             send_data,
    output reg                    send_start,
    output wire [7:0]             send_length,
    input  wire                   send_ready
);
    `include "messages.vh"
    localparam [3:0] IDLE = 4'd0, SENDER = 4'd1, SAMPLE = 4'd2, HEADER = 4'd3, TAG = 4'd4, FETCH = 4'd5, WAIT = 4'd6, PUT = 4'd7,
        DATA_TAG = 4'd8, DATA_LENGTH = 4'd9, WORD = 4'd10, LOW = 4'd11, HIGH = 4'd12, SETTLE = 4'd13, CHECKSUM = 4'd14, SEND = 4'd15;
    localparam [7:0] CRC_AT = 8'd12, BODY_AT = 8'd16;
    localparam [LOG_BITS:0] MOST_WORDS = MAX_DATA[LOG_BITS+1:1];

    reg [3:0] at;
    reg [3:0] field;       // numbers of the body from 0; 14 and 15: session and sequence of the header
    reg [1:0] byte_number;
    reg       carry;       // of V_NEXT
    reg [6:0] words_left;
    reg [2:0] part;        // of a neuron's six words

    wire counters = kind == COUNTERS_REPLY;
    wire has_words = kind == READBACK_REPLY || kind == SPIKES_REPLY || kind == TRACE_REPLY;
    reg [3:0] fields;
    always @* begin
        case (kind)
            HELLO_REPLY: fields = 4'd15;
            COUNTERS_REPLY: fields = 4'd4;
            SPIKES_REPLY, NACK: fields = 4'd3;
            ACK, TRACE_REPLY: fields = 4'd2;
            default: fields = 4'd1;
        endcase
    end
    reg [7:0] body_length;
    reg [7:0] data_length;

    // Where number `field` comes from
    reg in_header;
    reg [4:0] code_of_field;
    reg [4:0] code;  // the same, one clock later: the way through the values is long
    always @* begin
        code_of_field = V_ZERO;
        if (in_header) code_of_field = !field[0] ? V_OWN_SESSION : sequence_of == 2'd0 ? V_ZERO : sequence_of == 2'd1 ? V_FRAME : V_COMMITTED;
        else
            case (kind)
                HELLO_REPLY:
                    case (field)
                        4'd0: code_of_field = V_BOARD;
                        4'd1: code_of_field = V_STATE;
                        4'd2: code_of_field = V_COMMITTED;
                        4'd3: code_of_field = V_DIGEST;
                        4'd4: code_of_field = V_STEP;
                        default: code_of_field = V_IMAGE_BYTES + {1'b0, field} - 5'd5;
                    endcase
                SPIKES_REPLY: code_of_field = field == 4'd0 ? V_TAIL : field == 4'd1 ? V_HEAD : V_STEP;
                TRACE_REPLY: code_of_field = field == 4'd0 ? V_STEP : V_FRAME;
                // Four numbers, then six counters as data.
                COUNTERS_REPLY:
                    code_of_field = field == 4'd0 ? V_STEP : field < 4'd4 ? V_STATE_SUM + {1'b0, field} - 5'd1 : V_SPIKES + {1'b0, field} - 5'd4;
                ACK: code_of_field = field == 4'd0 ? V_COMMITTED : V_STATE;
                NACK: code_of_field = field == 4'd0 ? V_NEXT : field == 4'd1 ? V_REASON : detail_code;
                default: code_of_field = V_FRAME;
            endcase
    end
    always @(posedge clk) code <= code_of_field;
    assign value_code = code;
    assign value_index = byte_number;
    wire [8:0] next_sum = {1'b0, value} + {8'd0, carry};

    assign busy = at != IDLE;
    assign trace = kind == TRACE_REPLY && busy;
    assign freeze = busy && at != SENDER;
    assign send_length = BODY_AT + body_length;
    wire [LOG_BITS:0] kept = log_head - log_tail;
    wire [6:0] log_words = kept > MOST_WORDS ? MOST_WORDS[6:0] : kept[6:0];

    // u of profile lava may be +2^23, which is stored like -2^23.
    wire u_negative = high[7] && !(lava && high[7:0] == 8'h80 && u == 16'd0);
    reg [15:0] data;
    always @* begin
        case (kind)
            READBACK_REPLY: data = image_word;
            SPIKES_REPLY: data = log_word;
            default:
                case (part)
                    3'd0: data = u;
                    3'd1: data = {{8{u_negative}}, high[7:0]};
                    3'd2: data = v;
                    3'd3: data = {{8{high[15]}}, high[15:8]};
                    3'd4: data = {10'd0, refractory};
                    default: data = 16'd0;
                endcase
        endcase
    end

    reg  [31:0] crc;
    wire [31:0] crc_next;
    crc32_byte crc_step (.before(crc), .data(send_data), .after(crc_next));

    task put(input [7:0] byte_value);
        begin
            send_write   <= 1'b1;
            send_data    <= byte_value;
            send_address <= send_address + 8'd1;
        end
    endtask

    always @(posedge clk) begin
        send_write <= 1'b0;
        send_start <= 1'b0;
        if (at == SAMPLE) crc <= 32'hffffffff;
        else if (send_write && send_address[7:2] != CRC_AT[7:2]) crc <= crc_next;

        case (at)
            IDLE: if (start) at <= SENDER;
            SENDER: if (send_ready) at <= SAMPLE;
            SAMPLE: begin
                words_left   <= kind == SPIKES_REPLY ? log_words : {1'b0, words};
                address      <= kind == SPIKES_REPLY ? {{(15 - LOG_BITS){1'b0}}, log_tail} : first_address;
                part         <= 3'd0;
                field        <= 4'd0;
                in_header    <= 1'b1;
                send_address <= 8'hff;
                at           <= HEADER;
            end
            HEADER: begin
                // Version, type, length in two bytes
                data_length <= counters ? 8'd24 : {words_left, 1'b0};
                body_length <= {2'b00, fields, 2'b00} + {4'd0, fields} + (has_words || counters ? data_length + 8'd2 : 8'd0);
                byte_number <= 2'd0;
                carry       <= 1'b1;
                field       <= field + 4'd1;
                // Two clocks pass before the length is known.
                if (field >= 4'd2) put(field == 4'd2 ? PROTOCOL : field == 4'd3 ? kind : field == 4'd4 ? body_length : 8'd0);
                if (field == 4'd5) begin
                    field         <= 4'd14;
                    frame_address <= 8'd8;
                    at            <= FETCH;
                end
            end

            TAG: begin
                put({1'b0, field + 4'd1, 3'd5});
                if (field == 4'd0) send_address <= BODY_AT;
                carry         <= 1'b1;
                frame_address <= 8'd17;
                at            <= FETCH;
            end
            // The field's code is there after one clock, the value of the code after another.
            FETCH: at <= WAIT;
            WAIT: at <= PUT;
            PUT: begin
                put(code == V_FRAME ? frame_byte : code == V_NEXT ? next_sum[7:0] : code == V_ZERO ? 8'd0 : value);
                carry       <= next_sum[8];
                byte_number <= byte_number + 2'd1;
                if (code == V_FRAME) frame_address <= frame_address + 8'd1;
                at <= FETCH;
                if (byte_number == 2'd3) begin
                    field <= field + 4'd1;
                    if (in_header) begin
                        if (field[0]) begin
                            in_header <= 1'b0;
                            at        <= TAG;
                        end
                    end else if (counters) at <= field < 4'd3 ? TAG : field == 4'd3 ? DATA_TAG : field == 4'd9 ? SETTLE : FETCH;
                    else at <= field + 4'd1 != fields ? TAG : has_words ? DATA_TAG : SETTLE;
                end
            end

            DATA_TAG: begin
                put({1'b0, fields + 4'd1, 3'd2});
                at <= DATA_LENGTH;
            end
            DATA_LENGTH: begin
                put(data_length);
                at <= counters ? FETCH : words_left == 7'd0 ? SETTLE : WORD;
            end
            WORD: at <= LOW;
            LOW: begin
                put(data[7:0]);
                at <= HIGH;
            end
            HIGH: begin
                put(data[15:8]);
                words_left <= words_left - 7'd1;
                part       <= part == 3'd5 ? 3'd0 : part + 3'd1;
                // The six words of a neuron come from one address.
                if (!trace || part == 3'd5) address <= address + 16'd1;
                at <= words_left == 7'd1 ? SETTLE : WORD;
            end
            SETTLE: begin
                // The last byte enters the CRC now.
                byte_number <= 2'd0;
                at          <= CHECKSUM;
            end
            CHECKSUM: begin
                put(~crc[{byte_number, 3'd0} +: 8]);
                if (byte_number == 2'd0) send_address <= CRC_AT;
                byte_number <= byte_number + 2'd1;
                if (byte_number == 2'd3) at <= SEND;
            end
            SEND: begin
                send_start <= 1'b1;
                at         <= IDLE;
            end
        endcase
        if (reset) at <= IDLE;
    end
endmodule

`default_nettype wire
