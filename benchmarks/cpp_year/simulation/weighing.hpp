// Weighing a configuration: what one state's interests come to, as it sees the world; simulation/weighing.py.
#pragma once

#include "simulation/world.hpp"
#include "theory/interests.hpp"
#include "theory/power.hpp"
#include "theory/threat.hpp"
#include "theory/trade.hpp"

namespace realpolitik {

template <typename Number>
[[gnu::flatten]] inline Number threat_to(int i, int k, const World<Number>& world, const Year& year,
                                         const Assumptions& assumed) {
    const Number* seen = world.capability_seen[i];
    const Number force = force_against(i, k, world.security, world.intent_seen[i], year.projection, seen,
                                       assumed.cooperation_commitment);
    const Number defence = defence_against(i, k, world.security, world.trust[i], year.projection, seen,
                                           world.gap[i][i], assumed.cooperation_commitment, assumed.arms_boost);
    const Number share = contest(force, defence, assumed.contest_exponent);
    const double ideology = k < states ? year.intensity[k] : 0.0;
    return threat(world.intent_seen[i][k], share, ideology, year.given.penetration[i][k], assumed.subversion_weight);
}

template <typename Number>
inline void read_threats(int i, World<Number>& world, const Year& year, const Assumptions& assumed) {
    for (int k = 0; k < actors; ++k) world.row[k] = k == i ? Number(0.0) : threat_to(i, k, world, year, assumed);
}

template <typename Number>
inline void recall_threats(int i, World<Number>& world) {
    for (int k = 0; k < actors; ++k) world.row[k] = world.threat[i][k];
}

template <typename Number>
[[gnu::flatten]] inline Number weigh_security(int i, World<Number>& world, const Year& year,
                                              const Assumptions& assumed) {
    Number greatest = 0.0, total = 0.0, peak = 0.0, peak_of_great = 0.0;
    for (int k = 0; k < actors; ++k) {
        if (k == i) continue;
        const Number theta = world.row[k];
        peak = max(peak, theta);
        peak_of_great = max(peak_of_great, theta * year.great[k]);
        const Number trust = k < states ? world.trust[i][k] : Number(0.0);
        const Number factor = relation_factor(world.security[i][k], trust, assumed);
        const Number felt = danger(theta, factor, assumed.confrontation_danger);
        greatest = max(greatest, felt);
        total += felt;
    }
    Number burden = 0.0;
    for (int j = 0; j < states; ++j) {
        if (j == i || !in_any_run(world.security[i][j] > 1.5)) continue;
        Number extra = 0.0;
        for (int k = 0; k < actors; ++k) {
            if (k != i && k != j) extra = max(extra, world.threat[j][k] - world.row[k]);
        }
        burden +=
            entrapment(world.security[i][j], extra, assumed.cooperation_commitment, assumed.entrapment_convexity);
    }
    burden *= assumed.entrapment_cost * (1.0 - year.given.risk_given[i]);
    world.peak = peak;
    world.peak_of_great = peak_of_great;
    return security_interest(greatest, total / others, assumed.greatest_threat_share, burden / partners);
}

template <typename Number>
inline Number strain(int i, const World<Number>& world) {
    Number total = 0.0;
    for (int j = 0; j < states; ++j) {
        if (j == i) continue;
        const Number tie = camp(world.economic[i][j], world.security[i][j]);
        if (!in_any_run(tie > 0.0)) continue;
        for (int k = 0; k < states; ++k) {
            if (k == i || k == j) continue;
            const Number own = camp(world.economic[i][k], world.security[i][k]);
            const Number theirs = camp(world.economic[j][k], world.security[j][k]);
            const Number between =
                where(world.security[j][k] < 0.5, Number(0.5), Number(0.0));  // met twice in the loops
            const Number against = where(world.security[i][k] < 0.5, Number(1.0), Number(0.0));
            total += divided_loyalty(tie, own, between) + divided_loyalty(tie, theirs, against);
        }
    }
    return total;
}

template <typename Number>
inline Number worth_of(int i, int j, const World<Number>& world, const Year& year, const Assumptions& assumed) {
    const double value = year.given.value[j];
    const Number weaker_by = world.gap[i][j][i];
    Number worth = worth_as_client(value, 0.0, Number(0.0), year.nearness[i][j], weaker_by, assumed);
    for (int k = 0; k < actors; ++k) {
        if (k != i && k != j && year.great[k] > 0.5) {
            worth = max(worth, worth_as_client(value, year.nearness[k][j], world.intent_seen[i][k],
                                               year.nearness[i][j], weaker_by, assumed));
        }
    }
    return worth;
}

template <typename Number>
inline void weigh_worth(int i, World<Number>& world, const Year& year, const Assumptions& assumed) {
    for (int j = 0; j < states; ++j) world.worth[j] = j == i ? Number(0.0) : worth_of(i, j, world, year, assumed);
}

template <typename Number>
inline Number coercion_by(int k, int i, const World<Number>& world, const Year& year) {
    return coercion(world.intent_seen[i][k], year.projection[k][i], world.gap[i][i][k], world.security[i][k],
                    world.economic[i][k]);
}

template <typename Number>
inline void read_surroundings(int i, World<Number>& world, const Year& year) {
    Number pressure = 0.0;
    for (int k = states; k < actors; ++k) pressure = coercion_of_both(pressure, coercion_by(k, i, world, year));
    world.pressure = pressure;
    for (int k = 0; k < states; ++k) {
        Number feared = 0.0;
        for (int n = 0; n < actors; ++n) {
            if (n != i && n != k) feared = max(feared, world.threat[k][n]);
        }
        world.fears[k] = feared;
    }
}

template <typename Number>
inline Number dependence_of(int j, int k, int i, const World<Number>& world, const Year& year,
                            const Assumptions& assumed) {
    const Number flow = trade_on_rung(world.economic[j][k], year.within_reach[j][k]);
    return dependence_by_trade(world.gap[i][j][k], share_of_trade(flow, world.trade[j]), world.security[j][k],
                               assumed.economic_dependence_share, assumed.cooperation_commitment);
}

template <typename Number>
inline void read_trade(World<Number>& world, const Year& year) {
    for (int j = 0; j < states; ++j) {
        Number in_all = year.within_reach[j][j];
        for (int k = 0; k < states; ++k) {
            if (k != j) in_all += trade_on_rung(world.economic[j][k], year.within_reach[j][k]);
        }
        world.trade[j] = in_all;
    }
}

template <typename Number>
inline Number camp_against(int i, int j, const World<Number>& world) {
    Number against = 0.0;
    for (int k = 0; k < states; ++k) {
        if (k == i || k == j) continue;
        const Number of_enemy = camp(world.economic[j][k], world.security[j][k]);
        against = max(against, where(world.security[i][k] < 0.5, of_enemy, Number(0.0)));
    }
    return against;
}

template <typename Number>
inline Number weigh_autonomy(int i, World<Number>& world, const Year& year, const Assumptions& assumed) {
    read_trade(world, year);
    Number in_all = 0.0;
    for (int j = 0; j < states; ++j) {
        if (j != i) in_all += dependence_of(i, j, i, world, year, assumed);
    }
    Number lost = 0.0, won = 0.0, denied = 0.0, kept = 0.0;
    for (int j = 0; j < states; ++j) {
        if (j == i) continue;
        lost += autonomy_lost_to_dependence(dependence_of(i, j, i, world, year, assumed), in_all,
                                            assumed.diversification_relief);
        const Number pledged = camp_against(i, j, world);
        won += influence(world.worth[j], dependence_of(j, i, i, world, year, assumed), assumed.rivalry_premium,
                         world.peak_of_great, pledged);
        kept += resistance(world.intent_seen[i][j], world.gap[i][i][j], world.security[i][j]);
        const Number presence =
            closeness(world.economic[i][j], world.security[i][j], assumed.cooperation_commitment);
        for (int k = 0; k < states; ++k) {
            if (k != i && k != j && year.great[k] > 0.5) {
                denied += denial(world.worth[j], world.intent_seen[i][k],
                                 dependence_of(j, k, i, world, year, assumed), presence, pledged);
            }
        }
    }
    Number coerced = world.pressure;
    for (int k = 0; k < states; ++k) {
        if (k != i) coerced = coercion_of_both(coerced, coercion_by(k, i, world, year));
    }
    Number balance = won - lost;
    balance -= assumed.denial_weight * denied;
    balance += assumed.resistance_gain * kept;
    return balance / partners - assumed.coercion_cost * coerced;
}

template <typename Number>
inline Number market_of(int i, int k, const World<Number>& world, const Year& year, const Assumptions& assumed) {
    return market_gain(world.economic[i][k], year.market[i][k], assumed.ordinary_trade,
                       assumed.sanction_loss * year.severity[i][k]);
}

template <typename Number>
inline Number weigh_development(int i, const World<Number>& world, const Year& year, const Assumptions& assumed) {
    Number gained = 0.0, supplied = 0.0, punished = 0.0, envied = 0.0;
    for (int k = 0; k < states; ++k) {
        if (k == i) continue;
        const Number own = market_of(i, k, world, year, assumed);
        gained += own;
        gained -= arms_kept_ready(world.security[i][k], assumed.confrontation_cost);
        supplied = max(supplied, technology(world.security[i][k], world.gap[i][i][k], assumed.technology_gain));
        gained += arms_sales(world.security[i][k], world.gap[i][k][i], world.fears[k], assumed.arms_market);
        envied += relative_gains(world.intent_seen[i][k], market_of(k, i, world, year, assumed), own);
        for (int j = 0; j < states; ++j) {
            if (j != i && j != k) {
                punished += secondary_sanctions(own, world.economic[k][j], world.economic[i][j], world.security[i][j],
                                                assumed.secondary_sanctions_loss);
            }
        }
    }
    return (gained + supplied - punished - assumed.relative_gains_weight * envied) / partners;
}

template <typename Number>
inline Number weigh_identity(int i, const World<Number>& world, const Year& year, const Assumptions& assumed) {
    Number pull = 0.0;
    for (int j = 0; j < states; ++j) {
        if (j == i) continue;
        const Number near = closeness(world.economic[i][j], world.security[i][j], assumed.cooperation_commitment);
        pull += pull_of_identity(near, year.intensity[i], year.affinity[i][j], assumed.identity_yield, world.peak);
    }
    return assumed.identity_intensity * pull / partners;
}

template <typename Number>
inline Number weigh_aims(int i, const World<Number>& world, const Year& year, const Assumptions& assumed) {
    Number cost = 0.0;
    for (int j = 0; j < states; ++j) {
        if (j == i) continue;
        const Number near = closeness(world.economic[i][j], world.security[i][j], assumed.cooperation_commitment);
        cost += clash_of_aims(near, year.given.clash[i][j]);
    }
    return -assumed.aims_weight * cost / partners;
}

// The utility of the configuration for state i, given its security without divided loyalty.
template <typename Number>
[[gnu::flatten]] inline Number weigh(int i, Number security, World<Number>& world, const Year& year,
                                     const Assumptions& assumed) {
    const Number strained = assumed.divided_loyalty_cost * strain(i, world);
    const Parts<Number> parts = {
        security - strained / partners,
        weigh_autonomy(i, world, year, assumed),
        weigh_development(i, world, year, assumed),
        weigh_identity(i, world, year, assumed),
        weigh_aims(i, world, year, assumed),
    };
    return national_interest(parts, year.weights[i]);
}

}  // namespace realpolitik
