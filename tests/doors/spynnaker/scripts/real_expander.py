"""
Runs the released expanders (synapse_expander.aplx, neuron_expander.aplx of sPyNNaker 7.4.1) on an ARM core of Unicorn, on the cores of a job
that connectors.py has written, and keeps what they were given and what they wrote: tests/doors/spynnaker/expander.json.gz.

    pip install 'spynnaker==1!7.4.1' unicorn==2.1.4
    python connectors.py on_a_board && python real_expander.py reports/*/run_1/ds.sqlite3 expander.json.gz

Only the library of the machine around them (memory, printing, states of the core) is answered here; the expanders run as they are, from
their `c_main`. The addresses are those of this release's files.
"""

import base64
import gzip
import json
import os
import sqlite3
import struct
import sys

import spynnaker
from unicorn import UC_ARCH_ARM, UC_HOOK_CODE, UC_MODE_ARM, Uc
from unicorn.arm_const import UC_ARM_REG_LR, UC_ARM_REG_PC, UC_ARM_REG_R0, UC_ARM_REG_SP

BINARIES = os.path.join(os.path.dirname(spynnaker.__file__), "pyNN", "model_binaries")
LIBRARY = {
    "synapse_expander": dict(main=0x36EC, malloc=0x4CCC, core_id=0x5274, start=0x4520, end=0x5300),
    "neuron_expander": dict(main=0x93C, malloc=0x22C8, core_id=0x2850, start=0x1B1C, end=0x2918),
}
SDRAM, REGIONS, HEAP, STOP = 0x60000000, 0x60001000, 0x64000000, 0x7FF0
MAGIC, VERSION = 0xAD130AD6, 0x00010000


def segments(name):
    """Where an .aplx wants what: 2 copies bytes, 3 fills with zeros, 4 ends."""
    data = open(os.path.join(BINARIES, name + ".aplx"), "rb").read()
    at = 0
    while True:
        what, address, offset, size = struct.unpack_from("<4I", data, at)
        if what == 4:
            return
        yield address, data[at + offset : at + offset + size] if what == 2 else bytes(offset)
        at += 16


def expand(name, regions, builder):
    library = LIBRARY[name]
    cpu = Uc(UC_ARCH_ARM, UC_MODE_ARM)
    for start, size in ((0, 0x8000), (0x400000, 0x10000), (SDRAM, 0x8000000), (0xE5000000, 0x8000)):
        cpu.mem_map(start, size)
    for address, data in segments(name):
        cpu.mem_write(address, data)
    table, places, at = struct.pack("<2I", MAGIC, VERSION), {}, REGIONS
    for number in range(32):
        size, content = regions.get(number, (0, None))
        places[number] = at
        cpu.mem_write(at, bytes(content or b""))
        table += struct.pack("<3I", at if number in regions else 0, 0, 0)
        at += (size + 15) // 16 * 16 + 64
    cpu.mem_write(SDRAM, table)
    for core in range(18):  # user registers: the table, the region of the builder
        cpu.mem_write(0xE5007000 + 128 * core + 112, struct.pack("<2I", SDRAM, builder))
    heap = [HEAP]

    def answer(cpu, address, _size, _data):
        if address == library["malloc"]:
            size = cpu.reg_read(UC_ARM_REG_R0)
            cpu.reg_write(UC_ARM_REG_R0, heap[0])
            heap[0] += (size + 15) // 8 * 8
        elif address == library["core_id"]:
            cpu.reg_write(UC_ARM_REG_R0, 1)
        cpu.reg_write(UC_ARM_REG_PC, cpu.reg_read(UC_ARM_REG_LR))

    cpu.hook_add(UC_HOOK_CODE, answer, begin=library["start"], end=library["end"] - 1)
    cpu.reg_write(UC_ARM_REG_SP, 0x40F000)
    cpu.reg_write(UC_ARM_REG_LR, STOP)
    cpu.emu_start(library["main"], STOP)
    return lambda number: bytes(cpu.mem_read(places[number], regions[number][0]))


def text(data):
    return base64.b64encode(data).decode()


def main(database, out):
    job = sqlite3.connect(database)
    cores = []
    for place in job.execute("SELECT DISTINCT x, y, p FROM region WHERE region_label = 'ConnectorBuilderRegion' ORDER BY x, y, p"):
        where = "FROM region WHERE x = ? AND y = ? AND p = ?"
        regions = {n: (size, content) for n, size, content in job.execute("SELECT region_num, size, content " + where, place)}
        number = dict(job.execute("SELECT region_label, region_num " + where, place).fetchall())
        rows, builder, neurons = number["SynBlocks"], number["ConnectorBuilderRegion"], number["neuron_builder"]
        cores.append(
            dict(
                core=list(place),
                builder=text(regions[builder][1]),
                rows=text(expand("synapse_expander", regions, builder)(rows)),
                neuronBuilder=text(regions[neurons][1]),
                neurons=text(expand("neuron_expander", regions, neurons)(number["neuron_params"])),
            )
        )
    with open(out, "wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, filename="") as file:
        file.write(json.dumps(dict(made="synapse_expander.aplx and neuron_expander.aplx of sPyNNaker 7.4.1", cores=cores)).encode())


main(sys.argv[1], sys.argv[2])
