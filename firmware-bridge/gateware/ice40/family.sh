# What the tools need to know of a Lattice iCE40: read by synth.sh and place.sh.
define=ICE40
synthesis="synth_ice40 -device u -dsp"
pins=pcf
placer=nextpnr-ice40 placer_options=() placed=--asc
packer=icepack packer_options=()
