// What the COBS decoder gives is what was encoded: any frame of up to four bytes, after up to three bytes of any garbage and a delimiter, with any
// pauses, from any state. The encoding here is written down from its definition, as positions of zeros, and shares nothing with the decoder.
`default_nettype none

module cobs_decoder_proof (
    input wire clk
);
    localparam MOST = 4;
    (* anyconst *) reg [8*MOST-1:0] frame;
    (* anyconst *) reg [2:0] length;
    (* anyconst *) reg [23:0] garbage;
    (* anyconst *) reg [1:0] garbage_length;
    (* anyseq *) reg go;

    // Byte k of the frame is zero, or there is no byte k: a block ends there.
    wire [MOST:0] ends;
    genvar k;
    generate
        for (k = 0; k < MOST; k = k + 1) begin : of_byte
            assign ends[k] = k >= length || frame[8 * k +: 8] == 8'd0;
        end
    endgenerate
    assign ends[MOST] = 1'b1;

    // 0 … garbage_length-1: garbage; then a delimiter; then code and bytes, each zero as the code of the next block; then a delimiter.
    reg [3:0] position = 4'd0;
    reg clear = 1'b0;
    wire [3:0] at = position - {2'd0, garbage_length} - 4'd1;
    wire in_garbage = position < {2'd0, garbage_length};
    wire first_delimiter = position == {2'd0, garbage_length};
    wire last = !in_garbage && !first_delimiter && at == {1'b0, length} + 4'd1;
    // The code of a block whose first byte is byte `at`.
    wire [MOST:0] from_here = ends >> at;
    wire [7:0] code = from_here[0] ? 8'd1 : from_here[1] ? 8'd2 : from_here[2] ? 8'd3 : from_here[3] ? 8'd4 : 8'd5;
    wire [8*MOST-1:0] before_here = frame >> (8 * (at - 4'd1));
    wire [7:0] encoded = at == 4'd0 || before_here[7:0] == 8'd0 ? code : before_here[7:0];
    wire [23:0] garbage_here = garbage >> (8 * position);
    wire [7:0] in = in_garbage ? garbage_here[7:0] : first_delimiter || last ? 8'd0 : encoded;

    reg done = 1'b0;
    wire take = go && !clear && !done;
    wire delimiter, gives, boundary, begun;
    wire [7:0] given;
    cobs_decoder decoder (.clk(clk), .clear(clear), .take(take), .in(in), .delimiter(delimiter), .gives(gives), .given(given), .boundary(boundary), .begun(begun));

    reg [3:0] count = 4'd0;
    wire [8*MOST-1:0] frame_here = frame >> (8 * count);
    always @(posedge clk) begin
        assume (length <= MOST);
        assume (garbage[7:0] != 8'd0 && garbage[15:8] != 8'd0 && garbage[23:16] != 8'd0);
        clear <= take && first_delimiter;
        if (take) position <= position + 4'd1;
        if (take && last) done <= 1'b1;
        if (!in_garbage && !first_delimiter) begin
            if (gives) begin
                count <= count + 4'd1;
                assert (count < {1'b0, length});
                assert (given == frame_here[7:0]);
            end
            if (take) assert (delimiter == last);
            if (take && last) begin
                assert (boundary);
                assert (begun);
                assert (count == {1'b0, length});
            end
        end
        cover (done && length == 3'd4 && garbage_length == 2'd3);
    end
endmodule

`default_nettype wire
