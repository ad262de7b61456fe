// What the sender encodes the receiver decodes: every frame of up to four bytes arrives with its length and bytes.
// (It is shorter than a header, so the receiver must call it damaged; its buffer can be read all the same.)
`default_nettype none

module cobs_proof (
    input wire clk,
    input wire pause
);
    (* anyconst *) wire [31:0] bytes;
    (* anyconst *) wire [2:0] length;
    (* anyconst *) wire [1:0] looked_at;
    always @* assume (length >= 1 && length <= 4);

    reg [7:0] time_now = 0;
    always @(posedge clk) if (time_now != 8'hff) time_now <= time_now + 1;
    wire reset = time_now == 0;
    wire filling = time_now >= 1 && time_now <= 4;
    wire [1:0] filled = time_now[1:0] - 2'd1;

    wire [7:0] out, data, body_length;
    wire out_valid, pop, good, damaged, ready;
    frame_sender sender (
        .clk(clk), .reset(reset), .write(filling), .write_address({6'd0, filled}), .write_data(bytes[8 * filled +: 8]), .start(time_now == 5),
        .length({5'd0, length}), .ready(ready), .out(out), .out_valid(out_valid), .out_ready(pop)
    );
    frame_receiver receiver (
        .clk(clk), .reset(reset), .in(out), .in_empty(!out_valid || pause), .in_pop(pop), .good(good), .damaged(damaged), .taken(1'b0),
        .body_length(body_length), .address({6'd0, looked_at}), .data(data)
    );

    reg damaged_before = 0, damaged_long = 0;
    always @(posedge clk) begin
        damaged_before <= damaged && !reset;
        damaged_long <= damaged && damaged_before && !reset;
        if (!reset) assert (!good);
        if (damaged && !reset) assert (body_length + 8'd16 == {5'd0, length});
        if (damaged_long && {1'b0, looked_at} < length) assert (data == bytes[8 * looked_at +: 8]);
        cover (damaged_long);
    end
endmodule
