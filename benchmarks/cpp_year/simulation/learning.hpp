// Stage 5, learn: trust and images; capabilities follow the record; simulation/learning.py.
#pragma once

#include "simulation/world.hpp"
#include "theory/beliefs.hpp"
#include "theory/classes.hpp"
#include "theory/power.hpp"

namespace realpolitik {

template <typename Number>
inline auto crisis_unanswered(int i, int j, const World<Number>& world) {
    return min(world.support[i][j], world.support[j][i]) < -0.5;
}

template <typename Number>
[[gnu::flatten]] inline void learn(int i, World<Number>& world, const Year& year, const Assumptions& assumed) {
    for (int j = 0; j < states; ++j) {
        if (j == i) continue;
        const Number stood_aside = where(world.support[i][j] < -0.5, Number(1.0), Number(0.0));
        const Number stood_by = where(world.support[i][j] > 0.5, Number(1.0), Number(0.0));
        const Number broken = max(world.stepped_down[i][j], stood_aside);
        const Number lasting = world.held[i][j] * commitment(world.security[i][j], assumed.cooperation_commitment);
        const Number kept = max(lasting, stood_by) * (1.0 - broken);
        world.trust[i][j] = learned_trust(world.trust[i][j], year.baseline[i][j], kept, broken, assumed);
        world.pact_years[i][j] =
            pact_age(world.pact_years[i][j], world.security[i][j], crisis_unanswered(i, j, world));
    }
    for (int k = 0; k < actors; ++k) {
        if (k == i) continue;
        const double learning = k < states ? assumed.intent_learning : 0.0;  // a bystander decides nothing
        const Number intent = learned_intent(world.intent[i][k], intent_shown(world.security[i][k]), learning,
                                             year.intent_on_record[i][k], assumed.record_pull);
        const Number alarmed =
            where(world.challenger[i] == Number(k), Number(assumed.crisis_alarm), Number(0.0));
        world.intent[i][k] = clip(intent + alarmed * (1.0 - intent), 0.0, 1.0);
    }
}

}  // namespace realpolitik
