"""The report of a validation as one HTML file with its figures inside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from realpolitik.report.history_figures import FORECAST_NAMES

SCORES = {
    "auc_pact_russia": "pacts with Moscow (area)",
    "auc_pact_west": "pacts with the West (area)",
    "class_accuracy": "right class",
    "rank_correlation": "rank correlation",
    "within_client_auc": "pacts within clients (area)",
    "brier": "pacts (Brier)",
    "auc_onset": "pacts begin (area)",
    "auc_end": "pacts end (area)",
    "arms_rank_russia": "arms from Moscow (rank)",
    "arms_rank_west": "arms from the West (rank)",
}

TEMPLATE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Held against history</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
body{font:16px/1.5 system-ui,sans-serif;color:#222;max-width:62rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.7rem}h2{font-size:1.25rem;margin-top:2.2rem}img{width:100%;height:auto}
table{border-collapse:collapse;width:100%;font-size:.88rem;margin:.6rem 0 1.2rem}
th,td{padding:.25rem .5rem;border-bottom:1px solid #ddd;text-align:right;vertical-align:bottom}
th:first-child,td:first-child{text-align:left}tr.model td{font-weight:600;background:#faf3f2}
small,.note{color:#5f5f5f}.wide{overflow-x:auto}caption{text-align:left;font-weight:600;padding:.3rem 0}
</style></head><body>
<h1>Held against history</h1>
<p>{{ d.clients|length }} client{{ '' if d.clients|length == 1 else 's' }} with Moscow and the West,
{{ d.runs }} free runs each, seed {{ d.seed }}, realpolitik {{ d.version }}{% if d.lag %};
rivalry, disputes, voting and sanctions come {{ d.lag }} years late{% endif %}.
Nothing was fitted to this panel by this command.
{% if d.training_clients %}The defaults and the baselines were fitted to
{{ d.training_clients|map('replace', '_', ' ')|map('title')|join(', ') }}: <strong>for these clients the scores are
training scores.</strong>{% endif %}</p>
<h2>Scores</h2>
<img alt="Scores of the model and the baselines with intervals" src="data:image/png;base64,{{ pictures.scores }}">
{% for label, group in d.groups.items() %}
<div class="wide"><table><caption>{{ 'Training scores' if label == 'training' else 'Clients never fitted to' }}
({{ group.clients|length }} client{{ '' if group.clients|length == 1 else 's' }})</caption>
<tr><th>forecast</th>{% for name in scores.values() %}<th>{{ name }}</th>{% endfor %}</tr>
{% for key, name in forecasts.items() if key in group %}
<tr{% if key == 'model' %} class="model"{% endif %}><td>{{ name }}</td>
{% for score in scores %}<td>{{ number(group[key][score]) }}</td>{% endfor %}</tr>{% endfor %}
</table></div>{% endfor %}
<p class="note">Area: under the ROC curve, 0.5 is chance. Within clients: only years of the same client are compared.
Begin and end: does the chance of a pact move most in the years in which one begins or ends. Arms: does the chance
of a security tie go with the share of the arms; arms and pacts are no input of the model.
The ordered logit and persistence know the record of earlier years; the model, logits and forest do not.</p>
<h2>Class by client and year</h2>
<img alt="Coded and simulated class by client and year" src="data:image/png;base64,{{ pictures.classes }}">
<div class="wide"><table><caption>By client</caption><tr><th>client</th><th>years</th><th>right class</th>
<th>logit</th><th>forest</th><th>rank correlation</th><th>Brier</th></tr>
{% for client, row in d.by_client.items() %}<tr><td>{{ client|replace('_', ' ')|title }}
{{ '' if row.training else '(unseen)' }}</td><td>{{ row.first_year }}-{{ row.last_year }}</td>
<td>{{ number(row.class_accuracy) }}</td><td>{{ number(row.class_accuracy_of_baselines.logit) }}</td>
<td>{{ number(row.class_accuracy_of_baselines.forest) }}</td><td>{{ number(row.rank_correlation) }}</td>
<td>{{ number(row.brier) }}</td></tr>{% endfor %}</table></div>
<h2>Pacts</h2>
<img alt="ROC curves" src="data:image/png;base64,{{ pictures.roc }}">
<img alt="Reliability" src="data:image/png;base64,{{ pictures.reliability }}">
{% set s = d.pacts.summary %}
<p>{{ s.recorded }} spells of a pact are on record; the model has {{ s.found }} of them in half of its runs or more,
misses {{ s.missed }} and has {{ s.made_up }} that are not on record.
{% if s.median_onset_error_years is not none %}Where it has them, they begin
{{ '%g'|format(s.median_onset_error_years) }} and end {{ '%g'|format(s.median_end_error_years) }}
years off (medians).{% endif %}</p>
<div class="wide"><table><tr><th>client</th><th>side</th><th>on record</th><th>in half of the runs</th></tr>
{% for spell in d.pacts.spells %}<tr><td>{{ spell.client|replace('_', ' ')|title }}</td>
<td>{{ 'Moscow' if spell.side == 'russia' else 'the West' }}</td>
<td>{{ spell.recorded|join('-') if spell.recorded else '-' }}</td>
<td>{{ spell.simulated|join('-') if spell.simulated else '-' }}</td></tr>{% endfor %}</table></div>
<h2>Set back on the record</h2>
<p>The model follows the record up to a year and then runs free; persistence says that all stays as it was. Both are
scored in the same client-years.</p>
<div class="wide"><table><tr><th>years ahead</th><th>client-years</th><th>right class: model</th><th>persistence</th>
<th>rank correlation: model</th><th>persistence</th><th>Brier: model</th><th>persistence</th></tr>
{% for horizon, row in d.horizons.items() %}<tr><td>{{ horizon }}</td><td>{{ row.client_years }}</td>
<td>{{ number(row.model.class_accuracy) }}</td><td>{{ number(row.persistence.class_accuracy) }}</td>
<td>{{ number(row.model.rank_correlation) }}</td><td>{{ number(row.persistence.rank_correlation) }}</td>
<td>{{ number(row.model.brier) }}</td><td>{{ number(row.persistence.brier) }}</td></tr>{% endfor %}</table></div>
{% if d.iran %}<h2>Iran's century</h2>
<p>Nothing is fitted to Iran. With elite profiles, regimes have weights and images of their own, written by hand; by the
record alone, Iran is a client like any other, with the series of the panel. The elite profiles stand on those that are
shipped, whose neighbours no panel has.</p>
<img alt="Iran and Moscow in free runs" src="data:image/png;base64,{{ pictures.century }}">
<div class="wide"><table><tr><th>profiles</th><th>right class</th><th>rank correlation</th><th>coded class within the
95 % interval</th><th>runs with a strategic alliance</th><th>events with Moscow (rank)</th>
<th>arms from Moscow (rank)</th><th>arms from the West (rank)</th><th>voting with Moscow (rank)</th></tr>
{% for kind, row in d.iran.items() %}<tr><td>{{ kind }}</td><td>{{ number(row.class_accuracy) }}</td>
<td>{{ number(row.rank_correlation) }}</td><td>{{ number(row.coded_within_interval) }}</td>
<td>{{ number(row.p_strategic_alliance) }}</td><td>{{ number(row.rank_with_events.get('russia')) }}</td>
<td>{{ number(row.arms_rank_russia) }}</td><td>{{ number(row.arms_rank_west) }}</td>
<td>{{ number(row.rank_with_voting.russia) }}</td></tr>{% endfor %}</table></div>
<p class="note">Arms and events are no input; voting is.</p>
<img alt="Hindcasts of Iran and Moscow" src="data:image/png;base64,{{ pictures.hindcasts }}">
<div class="wide"><table><tr><th>profiles, known to</th><th>right class after</th><th>if nothing had changed</th>
<th>2025: cooperation without a pact</th><th>2025: a pact</th></tr>
{% for kind, row in d.iran.items() %}{% for cut, one in row.hindcasts.items() %}<tr><td>{{ kind }}, {{ cut }}</td>
<td>{{ number(one.class_accuracy) }}</td><td>{{ number(one.class_accuracy_if_nothing_changed) }}</td>
<td>{{ number(one.cooperation_without_pact_2025) }}</td><td>{{ number(one.pact_with_russia_2025) }}</td></tr>
{% endfor %}{% endfor %}</table></div>
<p class="note">The treaty of 2025 has no clause of mutual defence: cooperation without a pact.</p>{% endif %}
{% if d.ablations %}<h2>One mechanism off at a time</h2>
<p>Score of the full model less that of the model without the mechanism: above 0, the mechanism helps. Assumptions
are not fitted again.</p>
<div class="wide"><table><tr><th>mechanism</th>{% for name in headline %}<th>{{ scores[name] }}</th>{% endfor %}</tr>
{% for key, row in d.ablations.items() %}<tr><td>{{ key }}</td>{% for name in headline %}
{% set x = row.model_minus_ablation[name] %}<td>{{ number(x.value) }}<br><small>
{% if x.interval %}
{{ number(x.interval[0]) }} to {{ number(x.interval[1]) }}{% endif %}</small></td>
{% endfor %}</tr>{% endfor %}</table></div>{% endif %}
<h2>Gaps of the panel</h2>
{% if d.corrections %}<p>Read otherwise than it stands in the files:</p>
<ul>{% for line in d.corrections %}<li>{{ line }}</li>{% endfor %}</ul>{% endif %}
{% for client, lines in d.gaps.items() if lines %}<details><summary>{{ client|replace('_', ' ')|title }}:
{{ lines|length }} kinds</summary><ul>{% for line in lines %}<li>{{ line }}</li>{% endfor %}</ul></details>{% endfor %}
</body></html>
"""
HEADLINE = ("auc_pact_russia", "auc_pact_west", "class_accuracy", "rank_correlation")


def render_validation(content: Mapping[str, Any], pictures: Mapping[str, str]) -> str:
    """Return the report.

    Parameters
    ----------
    content : mapping
        The JSON of a validation.
    pictures : mapping of str to str
        Figures as PNG in base 64, by name.
    """
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return environment.from_string(TEMPLATE).render(
        d=content, pictures=pictures, scores=SCORES, forecasts=FORECAST_NAMES, headline=HEADLINE, number=_number
    )


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}".replace("-", "\u2212")
