// One time step of one neuron after another (docs/numerics.md; emulator/loihi/step.ts is the specification), without memories:
//
//   u ← wrap( T(u, du + 1) + (a << accumulator_shift) )       T(x, d) = sign(x) · ((|x| · (4096 - d)) >> 12)
//   v ← clip( T(v, dv) + wrap(u + bias), vmin, vmax ) ;  v ← 0 while refractory
//   spike if v > threshold·2^6: v ← 0, refractory ← period ;  refractory ← max(refractory - 1, 0)
//
// Profile hw: both wraps are two's complement of 24 bits. Profile lava: u wraps once and may be +2^23, which is stored as 800000 hex
// (lava's u is never -2^23); the second wrap is absent. The host sets vmin = -vmax and no refractory period.
//
// A neuron enters with `valid` in clock 0 and leaves with `out_valid` in clock 6 (the sixth edge after that of clock 0).
//   EVERY_CLOCK = 1  a neuron may enter in every clock; everything is taken in clock 0; two pairs of multipliers for the decays.
//   EVERY_CLOCK = 0  a neuron may enter in every second clock; one pair. What it needs is taken when it is needed, so that memories can be read
//                    late and nothing is carried along; what comes out stands still for as long as stated:
//                      in 0  stored_u, du           in 4  refractory              out 6     u, v_high, v_low
//                      in 1  stored_v, dv           in 5  refractory, threshold,  out 6, 7  v, refractory, fires, u_wraps
//                      in 2  accumulator                  period
//                      in 3  bias
// lava, vmin, vmax and accumulator_shift stand still while any neuron is inside. `flush` throws all of them out.
`default_nettype none

module neuron_pipeline #(
    parameter EVERY_CLOCK = 0
) (
    input  wire               clk,
    input  wire               flush,
    input  wire               lava,
    input  wire signed [23:0] vmin,
    input  wire signed [23:0] vmax,
    input  wire        [2:0]  accumulator_shift,  // 0 … 6
    input  wire               valid,
    input  wire        [23:0] stored_u,
    input  wire        [23:0] stored_v,
    input  wire        [11:0] du,
    input  wire        [11:0] dv,
    input  wire signed [15:0] accumulator,
    input  wire        [15:0] bias,               // exponent (3) | mantissa (13, signed)
    input  wire        [5:0]  refractory,
    input  wire        [16:0] threshold,
    input  wire        [5:0]  period,
    output wire               out_valid,
    output wire        [23:0] out_u,
    output reg         [23:0] out_v,
    output reg         [5:0]  out_refractory,
    output reg                fires,
    output wire        [1:0]  u_wraps,            // 0 … 2
    output wire               v_high,             // clipped to vmax
    output wire               v_low
);
    // at[k]: a neuron is in clock k + 1.
    reg [5:0] at;
    always @(posedge clk) at <= flush ? 6'd0 : {at[4:0], valid};
    assign out_valid = at[5];

    // The stored code 800000 means +2^23 in lava and -2^23 in hw.
    wire signed [24:0] u_in = {stored_u[23] && !(lava && stored_u[22:0] == 23'd0), stored_u};
    wire signed [24:0] v_in = {stored_v[23], stored_v};
    // Factors: of u 4096 - (du + 1) = ~du, of v 4096 - dv = ~dv + 1.

    // Clocks 0 to 2: decays. That of u is there in clock 2, that of v in clock 3.
    wire signed [24:0] u_decayed, v_decayed;
    // What is taken late, in the clock in which it is taken
    wire signed [31:0] input_2, bias_3;  // scaled
    wire [5:0] refractory_4, refractory_5, period_5;
    wire [16:0] threshold_5;
    generate
        if (EVERY_CLOCK != 0) begin : each
            reg signed [24:0] x, y, v_product, v_waits;
            (* keep *) reg signed [24:0] u_product;
            reg [12:0] d, e;
            wire signed [24:0] u_now, v_now;
            decay of_u (.x(x), .factor(d), .decayed(u_now));
            decay of_v (.x(y), .factor(e), .decayed(v_now));
            always @(posedge clk) begin
                x         <= u_in;
                d         <= {1'b0, ~du};
                y         <= v_in;
                e         <= {1'b0, ~dv} + 13'd1;
                u_product <= u_now;
                v_product <= v_now;
                v_waits   <= v_product;
            end
            assign u_decayed = u_product;
            assign v_decayed = v_waits;
            // Both are scaled a clock before they are added.
            wire signed [15:0] a_1;
            wire [15:0] bias_2;
            delay #(.WIDTH(16), .CLOCKS(1)) wait_a (.clk(clk), .in(accumulator), .out(a_1));
            delay #(.WIDTH(16), .CLOCKS(2)) wait_bias (.clk(clk), .in(bias), .out(bias_2));
            reg signed [21:0] scaled_input;
            reg signed [19:0] scaled_bias;
            always @(posedge clk) begin
                scaled_input <= {{6{a_1[15]}}, a_1} <<< accumulator_shift;
                scaled_bias  <= {{7{bias_2[12]}}, bias_2[12:0]} <<< bias_2[15:13];
            end
            assign input_2 = {{10{scaled_input[21]}}, scaled_input};
            assign bias_3 = {{12{scaled_bias[19]}}, scaled_bias};
            delay #(.WIDTH(6), .CLOCKS(4)) wait_refractory (.clk(clk), .in(refractory), .out(refractory_4));
            delay #(.WIDTH(6), .CLOCKS(1)) wait_more (.clk(clk), .in(refractory_4), .out(refractory_5));
            delay #(.WIDTH(6), .CLOCKS(5)) wait_period (.clk(clk), .in(period), .out(period_5));
            delay #(.WIDTH(17), .CLOCKS(5)) wait_threshold (.clk(clk), .in(threshold), .out(threshold_5));
        end else begin : every_second
            reg signed [24:0] x;
            // A register of the fabric: yosys would put it both behind the multiplier and before the addition that follows, and lose the wire between.
            (* keep *) reg signed [24:0] product;
            reg [12:0] d;
            wire signed [24:0] now;
            wire second = at[0];  // clock 1: v has its turn
            decay of_both (.x(x), .factor(d), .decayed(now));
            always @(posedge clk) begin
                x       <= second ? v_in : u_in;
                d       <= {1'b0, ~(second ? dv : du)} + {12'd0, second};
                product <= now;
            end
            assign u_decayed = product;
            assign v_decayed = product;
            wire signed [7:0] unit = 8'sd1 <<< accumulator_shift;
            wire signed [12:0] mantissa = bias[12:0];
            wire signed [8:0] bias_unit = 9'sd1 <<< bias[15:13];
            assign input_2 = accumulator * unit;
            assign bias_3 = mantissa * bias_unit;
            assign refractory_4 = refractory;
            assign refractory_5 = refractory;
            assign period_5 = period;
            assign threshold_5 = threshold;
        end
    endgenerate

    // Clock 2: input
    reg signed [25:0] u_sum;
    /* verilator lint_off UNUSEDSIGNAL */
    wire signed [31:0] with_input = input_2 + $signed({{7{u_decayed[24]}}, u_decayed});
    always @(posedge clk) if (at[1]) u_sum <= with_input[25:0];

    // Clock 3: wrap of u, bias, wrap of the sum, decayed v
    // hw: beyond 24 bits. lava: above +2^23, or -2^23 and below.
    wire u_beyond = u_sum[25:23] != 3'b000 && u_sum[25:23] != 3'b111;
    wire u_at_edge = u_sum[22:0] == 23'd0;
    wire u_wrapped = u_beyond ^ (lava && u_at_edge && (u_sum[25:23] == 3'b001 || u_sum[25:23] == 3'b111));
    // Two's complement of 24 bits is what both wraps leave, but for lava's +2^23: that is 2^24 more, which is added where it is not waited for.
    wire top = lava && u_at_edge && u_sum[23];
    wire signed [31:0] drive = bias_3 + $signed({{8{u_sum[23]}}, u_sum[23:0]});
    /* verilator lint_on UNUSEDSIGNAL */
    wire drive_wrapped = !lava && drive[25:23] != 3'b000 && drive[25:23] != 3'b111;
    wire [1:0] drive_high = lava ? drive[25:24] + {1'b0, top} : {2{drive[23]}};
    reg signed [25:0] v_sum;
    reg [1:0] wraps;
    always @(posedge clk) if (at[2]) begin
        v_sum <= {v_decayed[24], v_decayed} + {drive_high, drive[23:0]};
        wraps <= {u_wrapped && drive_wrapped, u_wrapped ^ drive_wrapped};
    end

    // Clock 4: limits of v
    wire above = v_sum > $signed({{2{vmax[23]}}, vmax});
    wire below = v_sum < $signed({{2{vmin[23]}}, vmin});
    reg signed [23:0] v;
    reg was_above, was_below;
    always @(posedge clk) if (at[3]) begin
        v         <= refractory_4 != 6'd0 ? 24'sd0 : above ? vmax : below ? vmin : v_sum[23:0];
        was_above <= above;
        was_below <= below && !above;
    end

    // Clock 5: the threshold
    wire spike = !v[23] && v[22:0] > {threshold_5, 6'd0};
    wire [5:0] countdown = spike ? period_5 : refractory_5;
    always @(posedge clk) if (at[4]) begin
        fires          <= spike;
        out_v          <= spike ? 24'd0 : v;
        out_refractory <= countdown == 6'd0 ? 6'd0 : countdown - 6'd1;
    end

    generate
        if (EVERY_CLOCK != 0) begin : carried
            delay #(.WIDTH(24), .CLOCKS(3)) carry_u (.clk(clk), .in(u_sum[23:0]), .out(out_u));
            delay #(.WIDTH(2), .CLOCKS(2)) carry_wraps (.clk(clk), .in(wraps), .out(u_wraps));
            delay #(.WIDTH(2), .CLOCKS(1)) carry_clips (.clk(clk), .in({was_above, was_below}), .out({v_high, v_low}));
        end else begin : kept
            // u_sum stands in clocks 3 and 4, this in 5 and 6.
            reg [23:0] u_kept;
            reg [1:0] wraps_kept;
            always @(posedge clk) begin
                if (at[3]) u_kept <= u_sum[23:0];
                if (at[4]) wraps_kept <= wraps;
            end
            assign out_u = u_kept;
            assign u_wraps = wraps_kept;
            assign v_high = was_above;
            assign v_low = was_below;
        end
    endgenerate
endmodule

`default_nettype wire
