// Arithmetic whose bits do not depend on the machine: theory/arithmetic.py, operation by operation.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace realpolitik {

// std::max(a, b) gives b only if a < b, as Python's max does; std::min likewise.
using std::max;
using std::min;

inline double clip(double value, double low, double high) {
    return value < low ? low : (value > high ? high : value);
}

inline std::int64_t bits_of(double number) {
    std::int64_t bits;
    std::memcpy(&bits, &number, sizeof bits);
    return bits;
}

inline double number_of(std::int64_t bits) {
    double number;
    std::memcpy(&number, &bits, sizeof number);
    return number;
}

constexpr double log2_e = 1.4426950408889634;
constexpr double ln2_high = 6.93147180369123816490e-01;
constexpr double ln2_low = 1.90821492927058770002e-10;
constexpr double largest_exponent = 700.0;
constexpr double sqrt_2 = 1.4142135623730951;
constexpr int mantissa_bits = 52;
constexpr std::int64_t bias = 1023;
constexpr std::int64_t mantissa_mask = 0x000FFFFFFFFFFFFF;
constexpr std::int64_t one_bits = 0x3FF0000000000000;

// e to the power x, for x cut to [-700, 700].
inline double exp(double x) {
    x = clip(x, -largest_exponent, largest_exponent);
    const auto twos = static_cast<std::int64_t>(x * log2_e + (x > 0.0 ? 0.5 : -0.5));
    const double whole = static_cast<double>(twos);
    const double high = x - whole * ln2_high;
    const double low = whole * ln2_low;
    const double rest = high - low;
    const double t = rest * rest;
    double c = 4.13813679705723846039e-08;
    c = -1.65339022054652515390e-06 + t * c;
    c = 6.61375632143793436117e-05 + t * c;
    c = -2.77777777770155933842e-03 + t * c;
    c = 1.66666666666666019037e-01 + t * c;
    c = rest - t * c;
    const double result = 1.0 - ((low - (rest * c) / (2.0 - c)) - high);
    return result * number_of((twos + bias) << mantissa_bits);
}

// The natural logarithm of a positive, normal number.
inline double log(double x) {
    const std::int64_t bits = bits_of(x);
    std::int64_t twos = (bits >> mantissa_bits) - bias;
    double mantissa = number_of((bits & mantissa_mask) | one_bits);
    if (mantissa > sqrt_2) {
        mantissa = 0.5 * mantissa;
        twos += 1;
    }
    const double whole = static_cast<double>(twos);
    const double f = mantissa - 1.0;
    const double s = f / (2.0 + f);
    const double z = s * s;
    const double w = z * z;
    const double even = w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01));
    double odd = 1.818357216161805012e-01 + w * 1.479819860511658591e-01;
    odd = z * (6.666666666666735130e-01 + w * (2.857142874366239149e-01 + w * odd));
    const double half_square = 0.5 * f * f;
    return whole * ln2_high - ((half_square - (s * (half_square + (even + odd)) + whole * ln2_low)) - f);
}

inline double logistic(double x) { return 1.0 / (1.0 + exp(-x)); }

}  // namespace realpolitik
