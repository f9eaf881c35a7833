// Years of runs side by side, folded into summaries and counts; `fold` of simulation/ensemble.py.
#pragma once

#include <cmath>
#include <cstdint>

#include "layouts.hpp"
#include "simulation/world.hpp"
#include "theory/classes.hpp"

namespace realpolitik {

constexpr double fixed_point = 4294967296.0;
constexpr int pairs = states * (states - 1) / 2;

// One pair's row of the summary of a run, in the order of ensemble.SUMMARY.
template <typename Number>
struct Summary {
    Number years_of_class[classes];
    Number longest_pact_years, strategic_alliance, security_sum, economic_sum, trust_sum, end_trust;
    Number crises_asked, crises_supported, aid_forward, aid_backward;
};

using Counts = std::int64_t[pairs][classes];
using Totals = std::int64_t[pairs];
using Rows = std::int64_t[2];

// Add the year to the summaries; count it for the first `wanted` runs, the others being left aside.
template <typename Number>
[[gnu::flatten]] inline void fold(const World<Number>& world, const Rows* rows, int wanted, Number (&spell)[pairs],
                                  Summary<Number> (&summary)[pairs], Counts& class_count, Totals& trust_total) {
    for (int p = 0; p < pairs; ++p) {
        const std::int64_t i = rows[p][0], j = rows[p][1];
        const Number security = world.security[i][j], economic = world.economic[i][j];
        const Number found = class_of(economic, security);
        const Number trust = min(world.trust[i][j], world.trust[j][i]);
        Summary<Number>& row = summary[p];
        for (int c = 0; c < classes; ++c) {
            row.years_of_class[c] += where(found == Number(c), Number(1.0), Number(0.0));
        }
        const Number fixed = trust * fixed_point;
        for (int run = 0; run < wanted; ++run) {
            class_count[p][static_cast<int>(Kind<Number>::lane(found, run))] += 1;
            trust_total[p] += static_cast<std::int64_t>(Kind<Number>::lane(fixed, run));
        }
        spell[p] = where(security > 2.5, spell[p] + 1.0, Number(0.0));
        row.longest_pact_years = max(row.longest_pact_years, spell[p]);
        row.strategic_alliance =
            where(world.pact_years[i][j] >= strategic_years, Number(1.0), row.strategic_alliance);
        row.security_sum += security;
        row.economic_sum += economic;
        row.trust_sum += trust;
        row.end_trust = trust;
        const Number forward = world.support[i][j], backward = world.support[j][i];
        row.crises_asked += max(forward, -forward) + max(backward, -backward);
        row.crises_supported += max(Number(0.0), forward) + max(Number(0.0), backward);
        row.aid_forward += world.aid_expected[i][j];
        row.aid_backward += world.aid_expected[j][i];
    }
}

// Write the summaries of runs side by side, run by run.
template <typename Number>
inline void write(const Summary<Number> (&summary)[pairs], int wanted, double* written) {
    constexpr int figures = sizeof(Summary<double>) / sizeof(double);
    for (int run = 0; run < wanted; ++run) {
        for (int p = 0; p < pairs; ++p) {
            const Number* row = summary[p].years_of_class;
            for (int figure = 0; figure < figures; ++figure) *written++ = Kind<Number>::lane(row[figure], run);
        }
    }
}

}  // namespace realpolitik
