// Keyed randomness, Threefry-2x64 with 20 rounds; simulation/draws.py.
#pragma once

#include <cstdint>

#include "theory/arithmetic.hpp"

namespace realpolitik {

enum Purpose : std::uint64_t { perception, bargain, bargain_alone, crisis_opens, support_given, growth };

template <typename Word>
struct TwoWords {
    Word first, second;
};

// Which runs and year are being drawn for.
template <typename Number>
struct Moment {
    using Word = typename Kind<Number>::Word;
    std::uint64_t seed;
    Word run;
    std::uint64_t calendar_year;
};

template <typename Word>
inline TwoWords<Word> threefry(TwoWords<Word> key, TwoWords<Word> counter) {
    constexpr std::uint64_t parity = 0x1BD11BDAA9FC1A22;
    constexpr int rotations[8] = {16, 42, 12, 31, 16, 32, 24, 21};
    const Word keys[3] = {key.first, key.second, Word(parity) ^ key.first ^ key.second};
    Word x0 = counter.first + keys[0];
    Word x1 = counter.second + keys[1];
#pragma GCC unroll 5
    for (int cycle = 0; cycle < 5; ++cycle) {
#pragma GCC unroll 4
        for (int step = 0; step < 4; ++step) {
            x0 += x1;
            const int turn = rotations[(4 * cycle + step) % 8];
            x1 = ((x1 << turn) | (x1 >> (64 - turn))) ^ x0;
        }
        x0 += keys[(cycle + 1) % 3];
        x1 += keys[(cycle + 2) % 3] + Word(static_cast<std::uint64_t>(cycle + 1));
    }
    return {x0, x1};
}

template <typename Number>
inline Number unit(typename Kind<Number>::Word word) {
    return (number_of<Number>(word >> 12) + 0.5) * 2.220446049250313e-16;
}

template <typename Number>
inline auto two_words(const Moment<Number>& moment, Purpose purpose, std::uint64_t i, std::uint64_t j) {
    using Word = typename Kind<Number>::Word;
    return threefry(TwoWords<Word>{moment.seed, moment.run},
                    TwoWords<Word>{(moment.calendar_year << 32) | purpose, (i << 32) | j});
}

template <typename Number>
inline Number uniform(const Moment<Number>& moment, Purpose purpose, std::uint64_t i, std::uint64_t j) {
    return unit<Number>(two_words(moment, purpose, i, j).first);
}

template <typename Number>
struct Normals {
    Number first, second;
};

template <typename Number>
inline Normals<Number> two_normals(const Moment<Number>& moment, Purpose purpose, std::uint64_t i, std::uint64_t j) {
    const auto words = two_words(moment, purpose, i, j);
    const Number radius = sqrt(-2.0 * log(unit<Number>(words.first)));
    const Number share = unit<Number>(words.second);
    const Number quarters = whole(4.0 * share + 0.5);
    const Number x = (share - 0.25 * quarters) * 6.283185307179586;
    const Number z = x * x;
    Number cosine =
        1.0 +
        z * (-1.0 / 2 +
             z * (1.0 / 24 + z * (-1.0 / 720 + z * (1.0 / 40320 + z * (-1.0 / 3628800 + z / 479001600.0)))));
    Number sine =
        x * (1.0 + z * (-1.0 / 6 + z * (1.0 / 120 + z * (-1.0 / 5040 + z * (1.0 / 362880 - z / 39916800.0)))));
    const auto is_upright = (quarters == 1.0) | (quarters == 3.0);
    const Number turned = where(is_upright, -sine, cosine);
    sine = where(is_upright, cosine, sine);
    const auto is_opposite = (quarters == 2.0) | (quarters == 3.0);
    cosine = where(is_opposite, -turned, turned);
    sine = where(is_opposite, -sine, sine);
    return {radius * cosine, radius * sine};
}

}  // namespace realpolitik
