// The national interest: security, autonomy, development, identity and regional aims; theory/interests.py.
#pragma once

#include "layouts.hpp"
#include "theory/arithmetic.hpp"
#include "theory/power.hpp"

namespace realpolitik {

template <typename Number>
inline Number security_interest(Number greatest_danger, Number mean_danger, double greatest_share, Number burden) {
    return -(greatest_share * greatest_danger + (1.0 - greatest_share) * mean_danger) - burden;
}

template <typename Number>
inline Number dependence_by_trade(Number asymmetry, Number share_of_trade, Number security_rung, double economic_share,
                                  double cooperation_commitment) {
    const Number by_trade = where(asymmetry > 0.0, economic_share * share_of_trade, Number(0.0));
    const Number by_arms = (1.0 - economic_share) * asymmetry * commitment(security_rung, cooperation_commitment);
    return by_trade + by_arms;
}

template <typename Number>
inline Number autonomy_lost_to_dependence(Number dependence_on_other, Number dependence_in_all, double relief) {
    const auto is_any = dependence_in_all > 0.0;
    const Number share = dependence_on_other / where(is_any, dependence_in_all, Number(1.0));
    return dependence_on_other * (1.0 - relief * where(is_any, 1.0 - share, Number(0.0)));
}

template <typename Number>
inline Number coercion(Number hostile_intent, double projection, Number asymmetry, Number security_rung,
                       Number economic_rung) {
    const auto is_exposed = (security_rung < 0.5) | (economic_rung < 0.5);
    return where(is_exposed, hostile_intent * projection * asymmetry, Number(0.0));
}

template <typename Number>
inline Number coercion_of_both(Number coercion, Number coercion_by_another) {
    return 1.0 - (1.0 - coercion) * (1.0 - coercion_by_another);
}

template <typename Number>
inline Number resistance(Number hostile_intent, Number asymmetry, Number security_rung) {
    const Number kept = asymmetry * max(Number(0.0), 2.0 * hostile_intent - 1.0);
    return where(security_rung < 0.5, kept, Number(0.0));
}

template <typename Number>
inline Number influence(Number worth, Number dependence_of_client, double rivalry_premium,
                        Number threat_from_greatest_rival, Number camp_of_enemy) {
    const Number held = worth * dependence_of_client * (1.0 + rivalry_premium * threat_from_greatest_rival);
    return held * (1.0 - camp_of_enemy);
}

template <typename Number>
inline Number denial(Number worth, Number hostile_intent_of_rival, Number dependence_on_rival, Number own_presence,
                     Number camp_of_enemy) {
    return worth * hostile_intent_of_rival * dependence_on_rival * (1.0 - own_presence * (1.0 - camp_of_enemy));
}

template <typename Number>
inline Number arms_kept_ready(Number security_rung, double confrontation_cost) {
    return where(security_rung < 0.5, Number(confrontation_cost), Number(0.0));
}

template <typename Number>
inline Number technology(Number security_rung, Number asymmetry, double technology_gain) {
    return where(security_rung > 1.5, technology_gain * asymmetry, Number(0.0));
}

template <typename Number>
inline Number arms_sales(Number security_rung, Number asymmetry_of_client, Number threat_to_client,
                         double arms_market) {
    return where(security_rung > 1.5, arms_market * asymmetry_of_client * threat_to_client, Number(0.0));
}

template <typename Number>
inline Number secondary_sanctions(Number market_of_sender, Number rung_sender_target, Number economic_rung,
                                  Number security_rung, double loss) {
    const auto is_close = (economic_rung > 1.5) | (security_rung > 1.5);
    const auto is_punished = (rung_sender_target < 0.5) & is_close;
    return where(is_punished, loss * max(Number(0.0), market_of_sender), Number(0.0));
}

template <typename Number>
inline Number relative_gains(Number hostile_intent, Number gain_of_other, Number own_gain) {
    return hostile_intent * (gain_of_other - own_gain);
}

template <typename Number>
inline Number closeness(Number economic_rung, Number security_rung, double cooperation_commitment) {
    return 0.5 * (0.5 * economic_rung + commitment(security_rung, cooperation_commitment));
}

inline double affinity_from_votes(double ideal_point_distance, double scale) {
    return clip(1.0 - ideal_point_distance / scale, -1.0, 1.0);
}

template <typename Number>
inline Number pull_of_identity(Number closeness, double intensity, double affinity, double yielding,
                               Number greatest_threat) {
    return closeness * intensity * affinity * (1.0 - yielding * greatest_threat);
}

template <typename Number>
inline Number clash_of_aims(Number closeness, double clash) {
    return clash * closeness;
}

// The five parts, unweighted.
template <typename Number>
struct Parts {
    Number security, autonomy, development, identity, aims;
};

// The additive form, which is the default.
template <typename Number>
inline Number national_interest(const Parts<Number>& parts, const double (&weights)[3]) {
    const Number added =
        weights[0] * parts.security + weights[1] * parts.autonomy + weights[2] * parts.development;
    return added + parts.identity + parts.aims;
}

}  // namespace realpolitik
