// Crisis: who is challenged, who stands by the victim, who is split away; theory/crisis.py.
#pragma once

#include "layouts.hpp"
#include "theory/arithmetic.hpp"

namespace realpolitik {

constexpr double highest_crisis_probability = 0.5;

inline double crisis_probability(double greatest_threat, double crisis_rate) {
    return min(highest_crisis_probability, crisis_rate * greatest_threat);
}

inline double worth_of_support(double commitment, double threat_without, double threat_with, double force_on_supporter,
                               double market_lost, const Assumptions& assumed) {
    const double rescue = assumed.support_stake * (threat_without - threat_with);
    return rescue + assumed.support_reputation * commitment - assumed.facing_cost * force_on_supporter -
           max(0.0, market_lost);
}

inline bool wedge_applies(double economic_rung_with_challenger, double security_rung_with_victim) {
    return security_rung_with_victim > 1.5 && economic_rung_with_challenger < 1.5;
}

}  // namespace realpolitik
