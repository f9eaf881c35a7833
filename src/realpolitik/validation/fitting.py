"""What is fitted and what a fit minimises: one vector for all clients, Iran never among them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from realpolitik.theory.assumptions import ASSUMPTIONS
from realpolitik.validation.scores import Prediction, summary_scores

SILENT = ("subversion_weight", "image_mixing", "aims_weight")
"""What the clients' record says nothing about: no client scenario has subversive reach, elite profiles or clashing
aims. These keep the values argued from the literature (a test shows that no prediction depends on them)."""

FROM_PROFILES = ("autonomy_weight", "development_weight")
"""Held at the mean of the elite profiles: the record of clients without profiles tells the weight of an interest only
times the size of its terms, and fitted apart from the profiles it would stand on another scale than theirs."""

FITTED = tuple(item for item in ASSUMPTIONS if item.group != "growth" and item.name not in SILENT + FROM_PROFILES)
"""Everything that the record can speak to; it pins capabilities, so growth is not among it."""

PACTS, CLASSES, ORDER = 1.5, 2.0, 1.5
"""Weights beside the likelihood: of telling pacts from no pacts, of the right class, of the order of classes."""

PRIOR_WEIGHT = 0.01
"""Weight of the pull to the middle of the plausible ranges, which holds what the record does not speak to."""

CHANCE = 0.5
"""What counts for an area under the curve that is not defined, because these clients have no pact or nothing else."""


def training_loss(predictions: Sequence[Prediction]) -> float:
    """Return what a fit minimises: the negative log likelihood, with weight on what the model is for.

    The mean over clients of the negative log likelihood per year (`scores.log_loss`), plus `PACTS` times one minus the
    area under the curve for the pacts with either patron, `CLASSES` times the share of wrong classes and `ORDER` times
    one minus the rank correlation of the class, over all client-years. A likelihood alone rewards a cautious share in
    every year of a client more than it rewards that allied clients stand above the others.
    """
    scores = summary_scores(predictions)
    areas = (scores["auc_pact_russia"], scores["auc_pact_west"])
    loss = scores["log_loss"] + PACTS * sum(1.0 - (CHANCE if np.isnan(area) else area) for area in areas)
    order = 0.0 if np.isnan(scores["rank_correlation"]) else scores["rank_correlation"]
    return loss + CLASSES * (1.0 - scores["class_accuracy"]) + ORDER * (1.0 - order)
