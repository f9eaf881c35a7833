// Stage 2, perceive: intentions and capabilities seen with error, the same for all options; simulation/perceiving.py.
#pragma once

#include <cmath>

#include "simulation/draws.hpp"
#include "simulation/weighing.hpp"
#include "simulation/world.hpp"
#include "theory/beliefs.hpp"

namespace realpolitik {

template <typename Number>
inline void assess(int i, World<Number>& world, const Year& year, const Assumptions& assumed) {
    for (int k = 0; k < actors; ++k) world.threat[i][k] = k == i ? Number(0.0) : threat_to(i, k, world, year, assumed);
}

template <typename Number>
[[gnu::flatten]] inline void perceive(int i, World<Number>& world, const Year& year, const Moment<Number>& moment,
                                      const Assumptions& assumed) {
    const double persistence = assumed.error_persistence;
    const double fresh = std::sqrt(1.0 - persistence * persistence);
    for (int k = 0; k < actors; ++k) {
        if (k == i) {
            world.intent_seen[i][k] = 0.0;
            world.capability_seen[i][k] = year.given.capability[k];
            continue;
        }
        const Normals<Number> drawn = two_normals(moment, perception, year.keys[i], year.keys[k]);
        world.intent_error[i][k] = persistence * world.intent_error[i][k] + fresh * drawn.first;
        world.capability_error[i][k] = persistence * world.capability_error[i][k] + fresh * drawn.second;
        world.intent_seen[i][k] =
            perceived_share(world.intent[i][k], exp(assumed.intent_error_sd * world.intent_error[i][k]));
        world.capability_seen[i][k] =
            year.given.capability[k] * exp(assumed.capability_error_sd * world.capability_error[i][k]);
    }
    const Number* seen = world.capability_seen[i];
    for (int j = 0; j < states; ++j) {
        for (int k = 0; k < actors; ++k) world.gap[i][j][k] = asymmetry(seen[j], seen[k]);
    }
    assess(i, world, year, assumed);
}

}  // namespace realpolitik
