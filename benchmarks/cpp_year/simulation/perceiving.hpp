// Stage 2, perceive: intentions and capabilities seen with error; simulation/perceiving.py.
#pragma once

#include <cmath>

#include "simulation/draws.hpp"
#include "simulation/weighing.hpp"
#include "simulation/world.hpp"
#include "theory/beliefs.hpp"

namespace realpolitik {

inline void assess(int i, World& world, const Inputs& inputs, const Assumptions& assumed) {
    for (int k = 0; k < actors; ++k) world.threat[i][k] = k == i ? 0.0 : threat_to(i, k, world, inputs, assumed);
}

inline void perceive(int i, World& world, const Inputs& inputs, const Moment& moment, const Assumptions& assumed) {
    const double persistence = assumed.error_persistence;
    const double fresh = std::sqrt(1.0 - persistence * persistence);
    for (int k = 0; k < actors; ++k) {
        if (k == i) {
            world.intent_seen[i][k] = 0.0;
            world.capability_seen[i][k] = inputs.capability[k];
            continue;
        }
        const Normals drawn = two_normals(moment, perception, world.keys[i], world.keys[k]);
        world.intent_error[i][k] = persistence * world.intent_error[i][k] + fresh * drawn.first;
        world.capability_error[i][k] = persistence * world.capability_error[i][k] + fresh * drawn.second;
        world.intent_seen[i][k] =
            perceived_share(world.intent[i][k], exp(assumed.intent_error_sd * world.intent_error[i][k]));
        world.capability_seen[i][k] =
            inputs.capability[k] * exp(assumed.capability_error_sd * world.capability_error[i][k]);
    }
    const double* seen = world.capability_seen[i];
    for (int j = 0; j < states; ++j) {
        for (int k = 0; k < actors; ++k) world.gap[i][j][k] = asymmetry(seen[j], seen[k]);
    }
    assess(i, world, inputs, assumed);
}

}  // namespace realpolitik
