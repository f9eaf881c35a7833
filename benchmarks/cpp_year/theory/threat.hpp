// Threat: the balance of threat between one state and another; theory/threat.py.
#pragma once

#include "layouts.hpp"
#include "theory/arithmetic.hpp"
#include "theory/power.hpp"

namespace realpolitik {

using Rungs = double[actors][actors];
using Reach = double[actors][states];  // share of a row actor's strength that reaches the column state

inline double force_against(int i, int k, const Rungs& security, const double* intent_of_i, const Reach& projection,
                            const double* capability, double cooperation_commitment) {
    double force = projection[k][i] * capability[k];
    for (int n = 0; n < actors; ++n) {
        if (n != i && n != k && security[i][n] < 1.5 && security[k][n] > 1.5) {
            const double joins = commitment(security[k][n], cooperation_commitment) * intent_of_i[n];
            force += joins * projection[n][i] * capability[n];
        }
    }
    return force;
}

inline double armed_strength(double strength, double asymmetry_to_supplier, double arms_boost) {
    return strength * (1.0 + arms_boost * asymmetry_to_supplier);
}

inline double defence_against(int i, int k, const Rungs& security, const double* trust_of_i, const Reach& projection,
                              const double* capability, double cooperation_commitment, double arms_boost) {
    double defence = capability[i];
    for (int j = 0; j < states; ++j) {
        if (j != i && j != k && security[i][j] > 1.5) {
            const double gap = asymmetry(capability[i], capability[j]);
            defence = max(defence, armed_strength(capability[i], gap, arms_boost));
        }
    }
    for (int j = 0; j < states; ++j) {
        if (j != i && j != k && security[i][j] > 1.5) {
            const double pledge = commitment(security[i][j], cooperation_commitment);
            const double loyalty = 1.0 - commitment(security[j][k], cooperation_commitment);
            defence += pledge * trust_of_i[j] * projection[j][i] * capability[j] * loyalty;
        }
    }
    return defence;
}

inline double contest(double force, double defence, double exponent) {
    if (!(force > 0.0)) return 0.0;
    if (!(defence > 0.0)) return 1.0;
    return 1.0 / (1.0 + exp(exponent * log(defence / force)));
}

inline double threat(double hostile_intent, double contest_share, double ideology_of_other, double penetration,
                     double subversion_weight) {
    return min(1.0, hostile_intent * contest_share + subversion_weight * ideology_of_other * penetration);
}

inline double relation_factor(double security_rung, double trust, const Assumptions& assumed) {
    if (security_rung < 0.5) return 1.0 + assumed.confrontation_danger;
    double relief = assumed.embrace_relief * (assumed.tethering + (1.0 - assumed.tethering) * trust);
    relief *= commitment(security_rung, assumed.cooperation_commitment);
    return 1.0 - relief;
}

inline double danger(double threat_from_other, double factor, double confrontation_danger) {
    return threat_from_other * factor / (1.0 + confrontation_danger);
}

inline double entrapment(double security_rung, double extra_threat_of_partner, double cooperation_commitment,
                         double convexity) {
    const double pledge = commitment(security_rung, cooperation_commitment);
    if (pledge <= 0.0 || extra_threat_of_partner <= 0.0) return 0.0;
    return exp(convexity * log(pledge)) * extra_threat_of_partner;
}

inline double camp(double economic_rung, double security_rung) {
    const double trading = economic_rung > 1.5 ? 0.25 : 0.0;
    return security_rung > 2.5 ? 1.0 : (security_rung > 1.5 ? 0.5 : trading);
}

inline double divided_loyalty(double camp_of_one, double camp_of_other, double confront_each_other) {
    return min(camp_of_one, camp_of_other) * confront_each_other;
}

}  // namespace realpolitik
