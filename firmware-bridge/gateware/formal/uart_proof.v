// A byte sent is the byte received, for every byte and every idle time before it.
`default_nettype none

module uart_proof (
    input wire clk,
    input wire go
);
    (* anyconst *) wire [7:0] first;
    (* anyconst *) wire [7:0] second;
    reg reset = 1'b1;
    always @(posedge clk) reset <= 1'b0;

    wire line, ready, valid;
    wire [7:0] received;
    reg [1:0] sent = 0, seen = 0;
    wire start = go && ready && sent != 2 && !reset;
    uart_tx #(.DIVIDER(4)) transmitter (.clk(clk), .reset(reset), .data(sent == 0 ? first : second), .valid(start), .ready(ready), .line(line));
    uart_rx #(.DIVIDER(4)) receiver (.clk(clk), .reset(reset), .line(line), .data(received), .valid(valid));

    always @(posedge clk) begin
        if (start) sent <= sent + 1;
        if (valid && !reset) begin
            seen <= seen + 1;
            assert (seen < sent);
            assert (received == (seen == 0 ? first : second));
        end
        cover (seen == 2);
    end
endmodule
