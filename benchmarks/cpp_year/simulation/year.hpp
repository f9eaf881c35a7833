// The schedule of one year; simulation/year.py.
#pragma once

#include "simulation/bargaining.hpp"
#include "simulation/crises.hpp"
#include "simulation/learning.hpp"
#include "simulation/opening.hpp"
#include "simulation/perceiving.hpp"

namespace realpolitik {

template <typename Number>
inline void advance(World<Number>& world, const Year& year, const Moment<Number>& moment, const Assumptions& assumed) {
    open_year(world, year, assumed);
    for (int i = 0; i < states; ++i) perceive(i, world, year, moment, assumed);
    for (int i = 0; i < states; ++i) decide(i, world, year, assumed);
    for (int i = 0; i < states; ++i) {
        for (int j = i + 1; j < states; ++j) settle(i, j, world, year, moment, assumed);
    }
    const bool new_threats = commitments_change(world);
    apply_moves(world);
    if (new_threats) {
        for (int i = 0; i < states; ++i) assess(i, world, year, assumed);
    }
    for (int i = 0; i < states; ++i) challenge(i, world, year, moment, assumed);
    for (int i = 0; i < states; ++i) answer(i, world, year, moment, assumed);
    split(world, year);
    for (int i = 0; i < states; ++i) learn(i, world, year, assumed);
}

}  // namespace realpolitik
