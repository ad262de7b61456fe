// A byte sent is the byte received: for every byte, after every idle time of up to three clocks.
`default_nettype none

module uart_proof (
    input wire clk
);
    (* anyconst *) wire [7:0] sent;
    (* anyconst *) wire [1:0] idle;
    reg [5:0] now = 0;
    always @(posedge clk) if (now != 6'h3f) now <= now + 1;
    wire reset = now == 0;

    wire line, ready, valid;
    wire [7:0] received;
    uart_tx #(.DIVIDER(4)) transmitter (.clk(clk), .reset(reset), .data(sent), .valid(now == 4 + idle), .ready(ready), .line(line));
    uart_rx #(.DIVIDER(4)) receiver (.clk(clk), .reset(reset), .line(line), .data(received), .valid(valid));

    reg seen = 0;
    always @(posedge clk) begin
        if (valid && !reset) begin
            seen <= 1;
            assert (!seen);
            assert (received == sent);
        end
        if (now == 6'h3e) assert (seen);
    end
endmodule
