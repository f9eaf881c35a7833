// Numbers that are several runs wide: one number a run, side by side in vector registers.
//
// The year is written once, for a type Number: double is one run, Lanes several. Each operation is done lane by lane
// and rounded as for one run. No operation mixes lanes but in_any_run, which only saves time, and sum, which counts.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>

#ifdef __AVX__
#include <immintrin.h>
#endif

namespace realpolitik {

// std::max(a, b) gives b only if a < b, as Python's max does; std::min likewise.
using std::max;
using std::min;

#ifdef __AVX512DQ__
constexpr int lanes_of_register = 8;
#else
constexpr int lanes_of_register = 4;
#endif

template <typename Element>
struct RegisterOf {
    typedef Element type __attribute__((vector_size(lanes_of_register * sizeof(Element))));
};

// So many registers of lanes as one value.
template <typename Element, int registers>
struct Registers {
    using Register = typename RegisterOf<Element>::type;
    Register part[registers];

    template <typename Made, typename Make>
    static Made each(Make make) {
        Made made;
#pragma GCC unroll 4
        for (int r = 0; r < registers; ++r) made.part[r] = make(r);
        return made;
    }
};

template <int registers>
struct Condition : Registers<std::int64_t, registers> {
    friend Condition operator&(Condition a, Condition b) {
        return Condition::template each<Condition>([&](int r) { return a.part[r] & b.part[r]; });
    }
    friend Condition operator|(Condition a, Condition b) {
        return Condition::template each<Condition>([&](int r) { return a.part[r] | b.part[r]; });
    }
    friend bool in_any_run(Condition condition) {
        auto any = condition.part[0];
        for (int r = 1; r < registers; ++r) any |= condition.part[r];
#if defined(__AVX512DQ__)
        return _mm512_movepi64_mask(reinterpret_cast<__m512i>(any)) != 0;
#elif defined(__AVX__)
        return _mm256_movemask_pd(reinterpret_cast<__m256d>(any)) != 0;
#else
        std::int64_t found = 0;
        for (int lane = 0; lane < lanes_of_register; ++lane) found |= any[lane];
        return found != 0;
#endif
    }
};

template <int registers>
struct Words : Registers<std::uint64_t, registers> {
    Words() = default;
    Words(std::uint64_t word) {
        for (auto& part : this->part) part = word - typename Words::Register{};
    }
    friend Words operator+(Words a, Words b) {
        return Words::template each<Words>([&](int r) { return a.part[r] + b.part[r]; });
    }
    friend Words operator^(Words a, Words b) {
        return Words::template each<Words>([&](int r) { return a.part[r] ^ b.part[r]; });
    }
    friend Words operator|(Words a, Words b) {
        return Words::template each<Words>([&](int r) { return a.part[r] | b.part[r]; });
    }
    friend Words operator&(Words a, Words b) {
        return Words::template each<Words>([&](int r) { return a.part[r] & b.part[r]; });
    }
    friend Words operator<<(Words a, int places) {
        return Words::template each<Words>([&](int r) { return a.part[r] << places; });
    }
    friend Words operator>>(Words a, int places) {
        return Words::template each<Words>([&](int r) { return a.part[r] >> places; });
    }
    Words& operator+=(Words b) { return *this = *this + b; }
};

template <int registers>
struct Lanes : Registers<double, registers> {
    using Holds = Condition<registers>;

    Lanes() = default;
    Lanes(double number) {
        for (auto& part : this->part) part = number - typename Lanes::Register{};
    }

    friend Lanes operator+(Lanes a, Lanes b) {
        return Lanes::template each<Lanes>([&](int r) { return a.part[r] + b.part[r]; });
    }
    friend Lanes operator-(Lanes a, Lanes b) {
        return Lanes::template each<Lanes>([&](int r) { return a.part[r] - b.part[r]; });
    }
    friend Lanes operator*(Lanes a, Lanes b) {
        return Lanes::template each<Lanes>([&](int r) { return a.part[r] * b.part[r]; });
    }
    friend Lanes operator/(Lanes a, Lanes b) {
        return Lanes::template each<Lanes>([&](int r) { return a.part[r] / b.part[r]; });
    }
    friend Lanes operator-(Lanes a) {
        return Lanes::template each<Lanes>([&](int r) { return -a.part[r]; });
    }
    Lanes& operator+=(Lanes b) { return *this = *this + b; }
    Lanes& operator-=(Lanes b) { return *this = *this - b; }
    Lanes& operator*=(Lanes b) { return *this = *this * b; }
    Lanes& operator/=(Lanes b) { return *this = *this / b; }

    friend Holds operator<(Lanes a, Lanes b) {
        return Lanes::template each<Holds>([&](int r) { return a.part[r] < b.part[r]; });
    }
    friend Holds operator<=(Lanes a, Lanes b) {
        return Lanes::template each<Holds>([&](int r) { return a.part[r] <= b.part[r]; });
    }
    friend Holds operator>(Lanes a, Lanes b) { return b < a; }
    friend Holds operator>=(Lanes a, Lanes b) { return b <= a; }
    friend Holds operator==(Lanes a, Lanes b) {
        return Lanes::template each<Holds>([&](int r) { return a.part[r] == b.part[r]; });
    }
    friend Holds operator!=(Lanes a, Lanes b) {
        return Lanes::template each<Holds>([&](int r) { return a.part[r] != b.part[r]; });
    }
    friend Lanes where(Holds condition, Lanes a, Lanes b) {
        return Lanes::template each<Lanes>([&](int r) { return condition.part[r] ? a.part[r] : b.part[r]; });
    }
    friend Lanes max(Lanes a, Lanes b) {
        return Lanes::template each<Lanes>([&](int r) { return b.part[r] > a.part[r] ? b.part[r] : a.part[r]; });
    }
    friend Lanes min(Lanes a, Lanes b) {
        return Lanes::template each<Lanes>([&](int r) { return b.part[r] < a.part[r] ? b.part[r] : a.part[r]; });
    }
    friend Lanes sqrt(Lanes a) {
        return Lanes::template each<Lanes>([&](int r) {
            for (int lane = 0; lane < lanes_of_register; ++lane) a.part[r][lane] = std::sqrt(a.part[r][lane]);
            return a.part[r];
        });
    }
    // Without its decimals, for a number below 2^31.
    friend Lanes whole(Lanes a) {
        return Lanes::template each<Lanes>([&](int r) {
            typedef std::int32_t Small __attribute__((vector_size(lanes_of_register * sizeof(std::int32_t))));
            return __builtin_convertvector(__builtin_convertvector(a.part[r], Small), typename Lanes::Register);
        });
    }
    friend Words<registers> bits_of(Lanes a) {
        Words<registers> words;
        std::memcpy(&words.part, &a.part, sizeof a.part);
        return words;
    }
    double lane(int run) const { return this->part[run / lanes_of_register][run % lanes_of_register]; }
};

template <int registers>
inline Lanes<registers> number_with(Words<registers> words) {
    Lanes<registers> a;
    std::memcpy(&a.part, &words.part, sizeof a.part);
    return a;
}

// The same for one run.
inline bool in_any_run(bool condition) { return condition; }
template <typename Number>
inline Number where(bool condition, Number a, Number b) {
    return condition ? a : b;
}
inline double sqrt(double x) { return std::sqrt(x); }
inline double whole(double x) { return static_cast<double>(static_cast<std::int64_t>(x)); }
inline std::uint64_t bits_of(double number) {
    std::uint64_t bits;
    std::memcpy(&bits, &number, sizeof bits);
    return bits;
}
inline double number_with(std::uint64_t bits) {
    double number;
    std::memcpy(&number, &bits, sizeof number);
    return number;
}

// What goes with a Number: how many runs it holds, and the whole numbers that draws are made of.
template <typename Number>
struct Kind;
template <>
struct Kind<double> {
    static constexpr int runs = 1;
    using Word = std::uint64_t;
    static double lane(double number, int) { return number; }
    static std::uint64_t successive(std::uint64_t first) { return first; }
};
template <int registers>
struct Kind<Lanes<registers>> {
    static constexpr int runs = registers * lanes_of_register;
    using Word = Words<registers>;
    static double lane(Lanes<registers> number, int run) { return number.lane(run); }
    static Word successive(std::uint64_t first) {
        Word words;
        for (int run = 0; run < runs; ++run) words.part[run / lanes_of_register][run % lanes_of_register] = first + run;
        return words;
    }
};

}  // namespace realpolitik
