// 16,384 words of 16 bits in one port: an SPRAM block of the iCE40 UP5K, or the same in plain Verilog.
`default_nettype none

module spram (
    input  wire        clk,
    input  wire        enable,
    input  wire        write,
    input  wire [13:0] address,
    input  wire [15:0] in,
    output wire [15:0] out
);
`ifdef ICE40
    SB_SPRAM256KA block (
        .ADDRESS(address), .DATAIN(in), .MASKWREN(4'b1111), .WREN(write), .CHIPSELECT(enable), .CLOCK(clk),
        .STANDBY(1'b0), .SLEEP(1'b0), .POWEROFF(1'b1), .DATAOUT(out)
    );
`else
    reg [15:0] memory [0:16383];
    reg [15:0] read;
    assign out = read;
    always @(posedge clk) begin
        if (enable) begin
            if (write) memory[address] <= in;
            else read <= memory[address];
        end
    end
`endif
endmodule

`default_nettype wire
