// Keyed randomness, Threefry-2x64 with 20 rounds; simulation/draws.py.
#pragma once

#include <cmath>
#include <cstdint>

#include "theory/arithmetic.hpp"

namespace realpolitik {

enum Purpose : std::uint64_t { perception, bargain, bargain_alone, crisis_opens, support_given, growth };

struct Words {
    std::uint64_t first, second;
};

// Which run and year is being drawn for.
struct Moment {
    std::uint64_t seed, run, calendar_year;
};

inline Words threefry(Words key, Words counter) {
    constexpr std::uint64_t parity = 0x1BD11BDAA9FC1A22;
    constexpr int rotations[8] = {16, 42, 12, 31, 16, 32, 24, 21};
    const std::uint64_t keys[3] = {key.first, key.second, parity ^ key.first ^ key.second};
    std::uint64_t x0 = counter.first + keys[0];
    std::uint64_t x1 = counter.second + keys[1];
#pragma GCC unroll 5
    for (int cycle = 0; cycle < 5; ++cycle) {
#pragma GCC unroll 4
        for (int step = 0; step < 4; ++step) {
            x0 += x1;
            const int turn = rotations[(4 * cycle + step) % 8];
            x1 = ((x1 << turn) | (x1 >> (64 - turn))) ^ x0;
        }
        x0 += keys[(cycle + 1) % 3];
        x1 += keys[(cycle + 2) % 3] + static_cast<std::uint64_t>(cycle + 1);
    }
    return {x0, x1};
}

inline double unit(std::uint64_t word) {
    return (static_cast<double>(static_cast<std::int64_t>(word >> 12)) + 0.5) * 2.220446049250313e-16;
}

inline Words two_words(const Moment& moment, Purpose purpose, std::uint64_t i, std::uint64_t j) {
    return threefry({moment.seed, moment.run}, {(moment.calendar_year << 32) | purpose, (i << 32) | j});
}

inline double uniform(const Moment& moment, Purpose purpose, std::uint64_t i, std::uint64_t j) {
    return unit(two_words(moment, purpose, i, j).first);
}

struct Normals {
    double first, second;
};

inline Normals two_normals(const Moment& moment, Purpose purpose, std::uint64_t i, std::uint64_t j) {
    const Words words = two_words(moment, purpose, i, j);
    const double radius = std::sqrt(-2.0 * log(unit(words.first)));
    const double share = unit(words.second);
    const int quarters = static_cast<int>(4.0 * share + 0.5);
    const double x = (share - 0.25 * quarters) * 6.283185307179586;
    const double z = x * x;
    double cosine =
        1.0 +
        z * (-1.0 / 2 +
             z * (1.0 / 24 + z * (-1.0 / 720 + z * (1.0 / 40320 + z * (-1.0 / 3628800 + z / 479001600.0)))));
    double sine =
        x * (1.0 + z * (-1.0 / 6 + z * (1.0 / 120 + z * (-1.0 / 5040 + z * (1.0 / 362880 - z / 39916800.0)))));
    if (quarters % 2 == 1) {
        const double turned = -sine;
        sine = cosine;
        cosine = turned;
    }
    if (quarters % 4 >= 2) {
        cosine = -cosine;
        sine = -sine;
    }
    return {radius * cosine, radius * sine};
}

}  // namespace realpolitik
