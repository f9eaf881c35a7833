// Crisis: who is challenged, who stands by the victim, who is split away; theory/crisis.py.
#pragma once

#include "layouts.hpp"
#include "theory/arithmetic.hpp"

namespace realpolitik {

constexpr double highest_crisis_probability = 0.5;

template <typename Number>
inline Number crisis_probability(Number greatest_threat, double crisis_rate) {
    return min(Number(highest_crisis_probability), crisis_rate * greatest_threat);
}

template <typename Number>
inline Number worth_of_support(Number commitment, Number threat_without, Number threat_with, Number force_on_supporter,
                               Number market_lost, const Assumptions& assumed) {
    const Number rescue = assumed.support_stake * (threat_without - threat_with);
    return rescue + assumed.support_reputation * commitment - assumed.facing_cost * force_on_supporter -
           max(Number(0.0), market_lost);
}

template <typename Number>
inline Number wedge_applies(Number economic_rung_with_challenger, Number highest_with_challenger,
                            Number security_rung_with_victim) {
    const auto offers = economic_rung_with_challenger < highest_with_challenger - 0.5;
    const auto applies = (security_rung_with_victim > 1.5) & offers;
    return where(applies, Number(1.0), Number(0.0));
}

}  // namespace realpolitik
