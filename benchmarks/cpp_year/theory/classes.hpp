// Tactical or alliance: the class of a pair in a year, and pacts that lasted; theory/classes.py.
#pragma once

namespace realpolitik {

constexpr int classes = 5;
constexpr double strategic_years = 5.0;

inline int class_of(double economic_rung, double security_rung) {
    if (security_rung < 0.5) return 0;
    if (security_rung > 2.5) return 4;
    if (security_rung > 1.5) return 3;
    return economic_rung > 1.5 ? 2 : (economic_rung > 0.5 ? 1 : 0);
}

inline double pact_age(double years, double security_rung, bool crisis_unanswered) {
    return security_rung > 2.5 && !crisis_unanswered ? years + 1.0 : 0.0;
}

}  // namespace realpolitik
