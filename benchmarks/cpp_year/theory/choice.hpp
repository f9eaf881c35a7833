// Choice: nine joint moves of a pair, aid that buys consent; theory/choice.py.
#pragma once

#include "theory/arithmetic.hpp"

namespace realpolitik {

constexpr int moves = 9;
constexpr int stay = 4;

constexpr int security_step(int move) { return move / 3 - 1; }
constexpr int economic_step(int move) { return move % 3 - 1; }
constexpr bool steps_up(int move) { return security_step(move) > 0 || economic_step(move) > 0; }

// No tie of arms stands beside sanctions, no partnership in confrontation.
constexpr double highest_beside_sanctions = 1.0;
constexpr double highest_in_confrontation = 1.0;

template <typename Number>
inline auto is_possible(Number economic_rung, Number security_rung) {
    const auto on_economic_ladder = (economic_rung > -0.5) & (economic_rung < 2.5);
    const auto on_security_ladder = (security_rung > -0.5) & (security_rung < 3.5);
    const auto beside_sanctions = (security_rung < highest_beside_sanctions + 0.5) | (economic_rung > 0.5);
    const auto in_confrontation = (economic_rung < highest_in_confrontation + 0.5) | (security_rung > 0.5);
    return on_economic_ladder & on_security_ladder & beside_sanctions & in_confrontation;
}

// Sanctions short of a full embargo leave ordinary relations standing, between allies.
inline bool spares_allies(double economic_pin, double severity) {
    return severity > 0.0 && severity < 1.0 && economic_pin > -0.5 && economic_pin < 0.5;
}

// A year with force between two states is one of confrontation for them, from ties short of a pact.
constexpr double force_used = 0.8;

template <typename Number>
inline auto parted_by_force(Number security_rung) {
    return (security_rung > 0.5) & (security_rung < 2.5);
}

template <typename Number>
inline Number price_of_breaking(Number commitment_before, Number commitment_after, double abrogation_cost) {
    return abrogation_cost * max(Number(0.0), commitment_before - commitment_after);
}

template <typename Number>
inline Number joint_worth(Number gain_i, Number gain_j, int move, double status_quo_bias, Number price_of_breaking) {
    if (move == stay) return status_quo_bias;
    return steps_up(move) ? min(gain_i, gain_j) : max(gain_i, gain_j) - price_of_breaking;
}

template <typename Number>
inline Number aid(Number gain_of_patron, Number gain_of_client, double client_share, double limit) {
    return clip(client_share * gain_of_patron - (1.0 - client_share) * gain_of_client, 0.0, limit);
}

template <typename Number>
inline Number forfeited_aid(Number gain_of_patron, Number gain_of_client, double client_share, double limit) {
    return aid(-gain_of_patron, -gain_of_client, client_share, limit);
}

template <typename Number>
inline Number outside_option(Number acceptance_of_rival, Number gain_with_rival) {
    return max(Number(0.0), acceptance_of_rival * gain_with_rival);
}

template <typename Number>
inline Number acceptance(Number gain, double rationality) {
    return logistic(rationality * gain);
}

template <typename Number>
inline Number logit_weight(Number worth, Number best_worth, double rationality) {
    return exp(rationality * (worth - best_worth));
}

}  // namespace realpolitik
