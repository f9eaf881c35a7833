// Threat: the balance of threat between one state and another; theory/threat.py.
#pragma once

#include "layouts.hpp"
#include "theory/arithmetic.hpp"
#include "theory/power.hpp"

namespace realpolitik {

template <typename Number>
using Rungs = Number[actors][actors];
using Reach = double[actors][states];  // share of a row actor's strength that reaches the column state

template <typename Number>
inline Number force_against(int i, int k, const Rungs<Number>& security, const Number* intent_of_i,
                            const Reach& projection, const Number* capability, double cooperation_commitment) {
    Number force = projection[k][i] * capability[k];
    for (int n = 0; n < actors; ++n) {
        if (n == i || n == k) continue;
        const auto joins_in = (security[i][n] < 1.5) & (security[k][n] > 1.5);
        if (!in_any_run(joins_in)) continue;
        const Number joins = commitment(security[k][n], cooperation_commitment) * intent_of_i[n];
        force += where(joins_in, joins * projection[n][i] * capability[n], Number(0.0));
    }
    return force;
}

template <typename Number>
inline Number armed_strength(Number strength, Number asymmetry_to_supplier, double arms_boost) {
    return strength * (1.0 + arms_boost * asymmetry_to_supplier);
}

// gap[j]: how much stronger than i state j is, as i sees it.
template <typename Number>
inline Number defence_against(int i, int k, const Rungs<Number>& security, const Number* trust_of_i,
                              const Reach& projection, const Number* capability, const Number* gap,
                              double cooperation_commitment, double arms_boost) {
    Number defence = capability[i];
    for (int j = 0; j < states; ++j) {
        const auto is_partner = security[i][j] > 1.5;
        if (j == i || j == k || !in_any_run(is_partner)) continue;
        const Number armed = armed_strength(capability[i], gap[j], arms_boost);
        defence = max(defence, where(is_partner, armed, capability[i]));
    }
    for (int j = 0; j < states; ++j) {
        if (j == i || j == k || !in_any_run(security[i][j] > 1.5)) continue;
        const Number pledge = commitment(security[i][j], cooperation_commitment);
        const Number loyalty = 1.0 - commitment(security[j][k], cooperation_commitment);
        defence += pledge * trust_of_i[j] * projection[j][i] * capability[j] * loyalty;
    }
    return defence;
}

template <typename Number>
inline Number contest(Number force, Number defence, double exponent) {
    const auto is_force = force > 0.0, is_defence = defence > 0.0;
    const Number odds =
        exp(exponent * log(where(is_defence, defence, Number(1.0)) / where(is_force, force, Number(1.0))));
    return where(is_force, where(is_defence, 1.0 / (1.0 + odds), Number(1.0)), Number(0.0));
}

template <typename Number>
inline Number threat(Number hostile_intent, Number contest_share, double ideology_of_other, double penetration,
                     double subversion_weight) {
    return min(Number(1.0), hostile_intent * contest_share + subversion_weight * ideology_of_other * penetration);
}

template <typename Number>
inline Number relation_factor(Number security_rung, Number trust, const Assumptions& assumed) {
    Number relief = assumed.embrace_relief * (assumed.tethering + (1.0 - assumed.tethering) * trust);
    relief *= commitment(security_rung, assumed.cooperation_commitment);
    return where(security_rung < 0.5, Number(1.0 + assumed.confrontation_danger), 1.0 - relief);
}

template <typename Number>
inline Number danger(Number threat_from_other, Number factor, double confrontation_danger) {
    return threat_from_other * factor / (1.0 + confrontation_danger);
}

template <typename Number>
inline Number entrapment(Number security_rung, Number extra_threat_of_partner, double cooperation_commitment,
                         double convexity) {
    const Number pledge = commitment(security_rung, cooperation_commitment);
    const auto is_entrapped = (pledge > 0.0) & (extra_threat_of_partner > 0.0);
    if (!in_any_run(is_entrapped)) return 0.0;
    const Number binding = exp(convexity * log(where(is_entrapped, pledge, Number(1.0))));
    return where(is_entrapped, binding * extra_threat_of_partner, Number(0.0));
}

template <typename Number>
inline Number camp(Number economic_rung, Number security_rung) {
    const Number trading = where(economic_rung > 1.5, Number(0.25), Number(0.0));
    return where(security_rung > 2.5, Number(1.0), where(security_rung > 1.5, Number(0.5), trading));
}

template <typename Number>
inline Number divided_loyalty(Number camp_of_one, Number camp_of_other, Number confront_each_other) {
    return min(camp_of_one, camp_of_other) * confront_each_other;
}

}  // namespace realpolitik
