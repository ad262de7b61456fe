// Drives the SDRAM model with a script on standard input, one command a clock of 75 MHz, and prints every word read:
// nop [count] | all | ref | mode M | act BANK ROW | pre BANK | read BANK COLUMN | write BANK COLUMN WORD | drive (data pins without a command)
#include "sdram_model.h"
#include <cstring>
#include <iostream>
#include <sstream>
#include <string>

int main() {
    SdramModel model(75'000'000);
    std::string line;
    bool was_read = false;
    while (std::getline(std::cin, line)) {
        std::istringstream words(line);
        std::string name;
        unsigned a = 0, b = 0, c = 0;
        words >> name >> a >> b >> c;
        SdramPins pins = {true, false, true, true, true, 0, 0, false, 0};
        const auto command = [&](bool ras, bool cas, bool we, unsigned bank, unsigned address) {
            pins.rasn = !ras, pins.casn = !cas, pins.wen = !we, pins.ba = bank, pins.a = address;
        };
        if (name == "all") command(true, false, true, 0, 1024);
        if (name == "ref") command(true, true, false, 0, 0);
        if (name == "mode") command(true, true, true, 0, a);
        if (name == "act") command(true, false, false, a, b);
        if (name == "pre") command(true, false, true, a, 0);
        if (name == "read") command(false, true, false, a, b);
        if (name == "write") command(false, true, true, a, b);
        if (name == "write" || name == "drive") pins.driven = true, pins.data = uint16_t(c);
        for (unsigned k = 0; k < (name == "nop" && a > 0 ? a : 1); k++) {
            const uint16_t word = model.edge(pins);
            if (was_read) std::cout << word << "\n";
            was_read = name == "read";
        }
    }
}
