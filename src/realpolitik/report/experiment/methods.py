"""The methods of an experiment as text that can be cited: design, sample, seed, estimators, versions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from realpolitik.experiments.analysis import resolution as criteria
from realpolitik.experiments.analysis.holes import RULES, block_size
from realpolitik.experiments.analysis.screening import RESAMPLES
from realpolitik.experiments.analysis.sensitivity import BLOCKS_OF_RUNS
from realpolitik.report.style import joined

if TYPE_CHECKING:
    from realpolitik.report.experiment.gathered import Gathered


def methods_text(found: Gathered) -> list[str]:
    """Return the methods as paragraphs."""
    parts = [_model(found), _design(found), _runs(found)]
    parts += [text for text in (_estimates(found), _regions(found), _holes(found)) if text]
    return [*parts, _versions(found)]


def _model(found: Gathered) -> str:
    document = found.results.document
    names = document["scenarios"]
    bases = joined([f"\N{LEFT SINGLE QUOTATION MARK}{name}\N{RIGHT SINGLE QUOTATION MARK}" for name in names])
    arms = document.get("arms")
    text = f"The agent-based model realpolitik was run on the scenario{'s' if len(names) > 1 else ''} {bases}"
    if arms:
        text += f" in {len(arms)} arms ({joined(list(arms))}) that share all random draws"
    return text + "."


def _design(found: Gathered) -> str:
    results = found.results
    design: dict[str, Any] = results.document.get("design", {"kind": "grid"})
    factors, points = len(results.factors), results.size
    groups = len(set(results.manifest["groups"].values()))
    varied = f"{factors} factor{'s' if factors != 1 else ''}" + (f" in {groups} groups" if groups < factors else "")
    sobol_points = "(2G + 2) N" if design.get("second_order") else "(G + 2) N"
    texts = {
        "grid": f"Every combination of the levels of {varied} was run, {points} points (a grid).",
        "factorial": f"Every combination of the levels of {varied} was run, {points} points (a full factorial).",
        "one_at_a_time": f"{varied} were changed one at a time against the scenario as it is, {points} points.",
        "latin_hypercube": f"A Latin hypercube of {points} points spans the ranges of {varied} (scipy.stats.qmc).",
        "sobol": f"{varied} were sampled by the matrices of Saltelli et al. (2010) on a scrambled Sobol' sequence, N = "
        f"{design.get('samples')}, {sobol_points} = {points} points (scipy.stats.qmc).",
        "morris": f"{design.get('trajectories')} trajectories of Morris (1991) through a grid of "
        f"{design.get('levels', 4)} levels vary {varied}, {points} points of {block_size(results.manifest)} a "
        "trajectory (SALib).",
        "table": f"{points} points of a table set {varied}.",
    }
    text = texts[design["kind"]] if factors else "Nothing is varied: one point."
    evaluations = results.manifest["evaluations"]
    equal = f" Equal points were evaluated once: {evaluations} evaluations." if evaluations < points else ""
    choices = any(factor["kind"] == "choice" for factor in results.factors)
    sampled = design["kind"] in ("latin_hypercube", "sobol", "morris")
    mapped = (
        " Of a factor with choices the unit interval was cut into equal slices, one a choice, in the order of the file."
        if choices and sampled else ""
    )  # fmt: skip
    return text + equal + mapped


def _runs(found: Gathered) -> str:
    manifest = found.results.manifest
    shared = found.results.document.get("draws", "shared") == "shared"
    cases = len(manifest["cases"])
    of_each = f" in each of {cases} cases" if cases > 1 else ""
    draws = (
        "a replication has the same random draws at every point (common random numbers)" if shared else
        "every point has random draws of its own"
    )  # fmt: skip
    return (
        f"Each point was replicated {manifest['replications']} times{of_each}, {manifest['runs']:,} runs in all; "
        f"{draws}. "
        f"Draws are keyed by seed ({manifest['seed']}), run, year and purpose, so that the same experiment gives the "
        "same "
        f"numbers on any number of processors. {manifest['failed']} runs failed."
    )


def _estimates(found: Gathered) -> str:
    texts = []
    shared = found.results.document.get("draws", "shared") == "shared"
    every = [one for several in found.indices.values() for _, one in several]
    if every:
        method = every[0].method
        texts.append({
            "morris": "Elementary effects were estimated by SALib: mu* is their mean size over the whole range of a "
            "factor, sigma their standard deviation (Campolongo, Cariboni and Saltelli 2007).",
            "sobol": "Sobol' indices of the means over replications were estimated by SALib (Saltelli et al. 2010).",
            "pawn": "PAWN indices (Pianosi and Wagener 2018) are medians over ten slices, or over the levels, of a "
            "factor; a dummy is the 95 % quantile of the index when points are dealt to slices at random.",
        }[method])  # fmt: skip
        whole = {"morris": "whole trajectories", "sobol": "whole blocks of the matrices", "pawn": "points"}[method]
        drawn = (
            f", combined with a jackknife over {BLOCKS_OF_RUNS} blocks of replications for the luck that all points "
            "share"
            if shared and method != "pawn" else ""
        )  # fmt: skip
        texts.append(f"Intervals (95 %) come from {RESAMPLES} resamples of {whole}{drawn}.")
        parts = (
            "The variance between points was parted into what the factors explain and chance by the law of total "
            "variance, without bias (with shared draws by a two-way analysis of points and replications). "
        )
        texts.append(parts + (
            f"A set of indices counts as resolved if chance has at most {criteria.MOST_NOISE:.0%} of the variance of "
            f"the means and no interval has a half width above {criteria.WIDEST:g} of the scale (the variance; the "
            f"largest mu*; 1 for PAWN). A factor matters if its interval lies above {criteria.NEGLIGIBLE:.0%} of the "
            "scale (for PAWN: above the dummy)."
        ))  # fmt: skip
        if method == "morris" and not shared:
            texts.append(
                "Points have draws of their own: to matter, an effect must lie above what chance alone makes of mu*, "
                "too (the mean size of a normal number with the variance of both ends of a step); to be negligible, "
                f"below {criteria.NEGLIGIBLE:.0%} of the largest mu* without chance. Where chance makes more, "
                "the set is not resolved."
            )
        if method == "sobol" and not shared:
            texts.append(
                "First indices without chance are S / (1 - c), total indices (T - c (1 - r)) / (1 - c), with the share "
                "c of chance and the share r of the steps of a factor that leave a point as it was (the same choice "
                "twice)."
            )
    if found.effects:
        reference = next(iter(found.effects.values()))[0][1].reference
        texts.append(
            f"Effects of levels are differences from the {reference}, formed within each replication; intervals (95 %) "
            "are those of Student over replications."
        )
    if found.results.contrasts is not None:
        texts.append(
            "Contrasts pair arms run by run on the same draws; intervals (95 %) are those of Student, for a "
            "conditionality by the delta method."
        )
    return " ".join(texts)


def _regions(found: Gathered) -> str:
    if not found.regions and not found.results.document.get("report", {}).get("boxes"):
        return ""
    return (
        "Scenario discovery: boxes were peeled and pasted by PRIM (Friedman and Fisher 1999; ema_workbench; 5 % at a "
        "time, boxes of 5 % of the points or more). Of the boxes on the path that of the largest harmonic mean of "
        "coverage and density was taken; ends of its limits that are not significant (quasi-p above 0.05, Bryant and "
        "Lempert 2010) were let go, the least significant first, until none was left. "
        "Its quality on unseen points is that of boxes found on one half of the points and tried on the other, both "
        "halves together. Trees are those of CART (Breiman et al. 1984), with 5 % of the points or more in a leaf."
    )


def _holes(found: Gathered) -> str:
    rule = found.results.document.get("report", {}).get("holes", "refuse")
    if not found.results.failed:
        return ""
    return f"Failed runs: {RULES[rule]}."


def _versions(found: Gathered) -> str:
    manifest = found.results.manifest
    packages = ", ".join(f"{name} {version}" for name, version in manifest["packages"].items())
    git = manifest.get("git")
    commit = f", commit {git['commit'][:12]}{' with changes' if git['changed'] else ''}" if git else ""
    return (
        f"realpolitik {manifest['version']}{commit}; Python {manifest['python']} on {manifest['platform']}; "
        f"{packages}. "
        f"Run on {manifest['created'][:10]}."
    )


def citation(found: Gathered) -> str:
    """Return a line by which the experiment can be cited."""
    manifest = found.results.manifest
    table = manifest["sha256"]["runs.parquet"][:16]
    return (
        f"\N{LEFT DOUBLE QUOTATION MARK}{found.results.document['title']}\N{RIGHT DOUBLE QUOTATION MARK}, experiment "
        f"{found.results.name} with realpolitik {manifest['version']}, seed {manifest['seed']}, {manifest['runs']:,} "
        "runs, "
        f"{manifest['created'][:10]}; runs.parquet SHA-256 {table}."
    )
