// The schedule of one year; simulation/year.py.
#pragma once

#include "simulation/bargaining.hpp"
#include "simulation/crises.hpp"
#include "simulation/learning.hpp"
#include "simulation/opening.hpp"
#include "simulation/perceiving.hpp"

namespace realpolitik {

inline void advance(World& world, const Inputs& inputs, const Moment& moment, const Assumptions& assumed) {
    open_year(world, inputs, assumed);
    for (int i = 0; i < states; ++i) perceive(i, world, inputs, moment, assumed);
    for (int i = 0; i < states; ++i) decide(i, world, inputs, assumed);
    for (int i = 0; i < states; ++i) {
        for (int j = i + 1; j < states; ++j) settle(i, j, world, inputs, moment, assumed);
    }
    const bool new_threats = commitments_change(world);
    apply_moves(world);
    if (new_threats) {
        for (int i = 0; i < states; ++i) assess(i, world, inputs, assumed);
    }
    for (int i = 0; i < states; ++i) challenge(i, world, inputs, moment, assumed);
    for (int i = 0; i < states; ++i) answer(i, world, inputs, moment, assumed);
    split(world);
    for (int i = 0; i < states; ++i) learn(i, world, inputs, assumed);
}

}  // namespace realpolitik
