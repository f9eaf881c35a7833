// Markets and trade: what is within reach, what is traded on a rung, a partner's share in all of it; theory/trade.py.
#pragma once

#include "theory/arithmetic.hpp"

namespace realpolitik {

inline double market_within_reach(double economy, double distance_km, double trade_distance_km) {
    return economy * exp(-distance_km / trade_distance_km);
}

template <typename Number>
inline Number trade_on_rung(Number economic_rung, double within_reach) {
    return 0.5 * economic_rung * within_reach;
}

template <typename Number>
inline Number share_of_trade(Number part, Number whole) {
    const auto is_any = whole > 0.0;
    return where(is_any, part / where(is_any, whole, Number(1.0)), Number(0.0));
}

template <typename Number>
inline Number market_gain(Number economic_rung, double market_share, double ordinary_trade, double sanction_loss) {
    const Number trading = where(economic_rung < 1.5, Number(ordinary_trade), Number(1.0));
    return market_share * where(economic_rung < 0.5, Number(-sanction_loss), trading);
}

}  // namespace realpolitik
