// Arithmetic whose bits do not depend on the machine: theory/arithmetic.py, operation by operation.
#pragma once

#include <cstdint>

#include "theory/lanes.hpp"

namespace realpolitik {

template <typename Number>
inline Number clip(Number value, double low, double high) {
    return max(min(value, Number(high)), Number(low));
}

constexpr double log2_e = 1.4426950408889634;
constexpr double ln2_high = 6.93147180369123816490e-01;
constexpr double ln2_low = 1.90821492927058770002e-10;
constexpr double largest_exponent = 700.0;
constexpr double sqrt_2 = 1.4142135623730951;
constexpr int mantissa_bits = 52;
constexpr double bias = 1023.0;
constexpr std::uint64_t mantissa_mask = 0x000FFFFFFFFFFFFF;
constexpr std::uint64_t one_bits = 0x3FF0000000000000;
// 2^52 + n has the whole number n as its last bits: exact, and without a conversion
constexpr double two_52 = 4503599627370496.0;
constexpr std::uint64_t two_52_bits = 0x4330000000000000;

// A word below 2^52 as a number.
template <typename Number, typename Word>
inline Number number_of(Word word) {
    return number_with(word | Word(two_52_bits)) - two_52;
}

// e to the power x, for x cut to [-700, 700].
template <typename Number>
inline Number exp(Number x) {
    x = clip(x, -largest_exponent, largest_exponent);
    const Number twos = whole(x * log2_e + where(x > 0.0, Number(0.5), Number(-0.5)));
    const Number high = x - twos * ln2_high;
    const Number low = twos * ln2_low;
    const Number rest = high - low;
    const Number t = rest * rest;
    Number c = 4.13813679705723846039e-08;
    c = -1.65339022054652515390e-06 + t * c;
    c = 6.61375632143793436117e-05 + t * c;
    c = -2.77777777770155933842e-03 + t * c;
    c = 1.66666666666666019037e-01 + t * c;
    c = rest - t * c;
    const Number result = 1.0 - ((low - (rest * c) / (2.0 - c)) - high);
    return result * number_with(bits_of(twos + (two_52 + bias)) << mantissa_bits);
}

// The natural logarithm of a positive, normal number.
template <typename Number>
inline Number log(Number x) {
    using Word = typename Kind<Number>::Word;
    const Word bits = bits_of(x);
    Number twos = number_with((bits >> mantissa_bits) | Word(two_52_bits)) - (two_52 + bias);
    const Number mantissa = number_with((bits & Word(mantissa_mask)) | Word(one_bits));
    const auto is_large = mantissa > sqrt_2;
    twos = where(is_large, twos + 1.0, twos);
    const Number f = where(is_large, 0.5 * mantissa, mantissa) - 1.0;
    const Number s = f / (2.0 + f);
    const Number z = s * s;
    const Number w = z * z;
    const Number even = w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01));
    Number odd = 1.818357216161805012e-01 + w * 1.479819860511658591e-01;
    odd = z * (6.666666666666735130e-01 + w * (2.857142874366239149e-01 + w * odd));
    const Number half_square = 0.5 * f * f;
    return twos * ln2_high - ((half_square - (s * (half_square + (even + odd)) + twos * ln2_low)) - f);
}

template <typename Number>
inline Number logistic(Number x) {
    return 1.0 / (1.0 + exp(-x));
}

}  // namespace realpolitik
