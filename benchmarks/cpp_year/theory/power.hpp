// Power: how far it reaches, how unequal it is, and what a tie commits; theory/power.py.
#pragma once

#include "layouts.hpp"
#include "theory/arithmetic.hpp"

namespace realpolitik {

template <typename Number>
inline Number commitment(Number security_rung, double cooperation_commitment) {
    const Number below_pact = where(security_rung > 1.5, Number(cooperation_commitment), Number(0.0));
    return where(security_rung > 2.5, Number(1.0), below_pact);
}

inline double projected_share(double distance_km, double scale_km) { return exp(-distance_km / scale_km); }

template <typename Number>
inline Number asymmetry(Number own, Number other) {
    const Number total = own + other;
    const auto is_any = total > 0.0;
    const Number gap = (other - own) / where(is_any, total, Number(1.0));
    return max(Number(0.0), where(is_any, gap, Number(0.0)));
}

inline double is_great(double capability, double largest) { return 3.0 * capability >= largest ? 1.0 : 0.0; }

template <typename Number>
inline Number worth_as_client(double value, double nearness, Number intent_of_rival, double own_nearness,
                              Number weaker_by, const Assumptions& assumed) {
    const Number position =
        assumed.worth_nearness * nearness * intent_of_rival + assumed.worth_glacis * own_nearness;
    return where(weaker_by > 0.0, assumed.worth_base + value + position, Number(0.0));
}

}  // namespace realpolitik
