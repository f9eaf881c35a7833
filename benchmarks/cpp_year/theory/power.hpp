// Power: how far it reaches, how unequal it is, and what a tie commits; theory/power.py.
#pragma once

#include "layouts.hpp"
#include "theory/arithmetic.hpp"

namespace realpolitik {

inline double commitment(double security_rung, double cooperation_commitment) {
    return security_rung > 2.5 ? 1.0 : (security_rung > 1.5 ? cooperation_commitment : 0.0);
}

inline double projected_share(double distance_km, double scale_km) { return exp(-distance_km / scale_km); }

inline double asymmetry(double own, double other) {
    const double total = own + other;
    return total > 0.0 ? max(0.0, (other - own) / total) : 0.0;
}

inline double is_great(double capability, double largest) { return 3.0 * capability >= largest ? 1.0 : 0.0; }

inline double worth_as_client(double value, double nearness, double intent_of_rival, double own_nearness,
                              double weaker_by, const Assumptions& assumed) {
    if (!(weaker_by > 0.0)) return 0.0;
    const double position =
        assumed.worth_nearness * nearness * intent_of_rival + assumed.worth_glacis * own_nearness;
    return assumed.worth_base + value + position;
}

}  // namespace realpolitik
