# What the tools need to know of a Lattice ECP5: read by synth.sh and place.sh.
define=ECP5
synthesis=synth_ecp5
pins=lpf
placer=nextpnr-ecp5 placer_options=(--speed 6 --detailed-timing-report) placed=--textcfg # the slowest grade; the ways of the pads
packer=ecppack packer_options=(--compress)
