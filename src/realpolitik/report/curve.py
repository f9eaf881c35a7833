"""The robustness curve of a finding: its effect over the points of the hypercube of assumptions, as a small drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import numpy as np

from realpolitik.report.numbers import number
from realpolitik.report.style import INK, MUTED, PROFILE_COLOURS, VERDICT_COLOURS

if TYPE_CHECKING:
    from realpolitik.findings.finding import Finding

WIDTH, HEIGHT = 340, 120
LEFT, RIGHT, TOP, BOTTOM = 44, 10, 8, 26


def robustness_curve(finding: Finding) -> str:
    """Return the headline effect at every point of the hypercube, sorted, as inline SVG; empty without points.

    The dashed line is the threshold, the dotted one the effect at the default assumptions. Points at which the
    statistic is undefined are left out and counted.
    """
    if finding.robustness is None:
        return ""
    effects = np.sort([effect for effect in finding.robustness.effects if np.isfinite(effect)])
    headline = finding.measurement.headline
    missing = finding.robustness.points - len(effects)
    counted = ("1 point" if len(effects) == 1 else f"{len(effects)} points") + (
        f", {missing} undefined" if missing else ""
    )
    if not len(effects):
        return ""
    levels = [headline.threshold, *effects]
    if headline.estimate.defined:
        levels.append(headline.estimate.value)
    low, high = min(levels), max(levels)
    margin = 0.06 * (high - low or 1.0)
    low, high = low - margin, high + margin

    def across(share: float) -> float:
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def down(level: float) -> float:
        return TOP + (high - level) / (high - low) * (HEIGHT - TOP - BOTTOM)

    shares = (np.arange(len(effects)) + 0.5) / len(effects)
    path = " ".join(f"{across(share):.1f},{down(effect):.1f}" for share, effect in zip(shares, effects, strict=True))
    dots = "".join(f"M{across(share):.1f},{down(effect):.1f}h0" for share, effect in zip(shares, effects, strict=True))
    threshold = down(headline.threshold)
    colour = PROFILE_COLOURS[finding.profiles]
    parts = [
        f'<svg class="curve" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" role="img" '
        f'aria-label="{escape(_told(finding, effects))}">',
        f'<rect x="{LEFT}" y="{TOP}" width="{WIDTH - LEFT - RIGHT}" height="{HEIGHT - TOP - BOTTOM}" fill="#f7f7f7"/>',
        _held(finding, threshold),
        f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{threshold:.1f}" y2="{threshold:.1f}" stroke="{INK}" '
        'stroke-dasharray="4 2"/>',
    ]
    if headline.estimate.defined:
        value = down(headline.estimate.value)
        parts.append(
            f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{value:.1f}" y2="{value:.1f}" stroke="{colour}" '
            'stroke-dasharray="1 2"/>'
        )
    parts += [
        f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="1.2"/>',
        f'<path d="{dots}" stroke="{colour}" stroke-width="3.2" stroke-linecap="round"/>',
        *(
            f'<text x="{LEFT - 4}" y="{down(level) + 3:.1f}" text-anchor="end" font-size="10" fill="{MUTED}">'
            f"{number(level)}</text>"
            for level in dict.fromkeys((effects[0], effects[-1]))
        ),
        f'<text x="{LEFT}" y="{HEIGHT - 10}" font-size="10" fill="{MUTED}">lowest</text>',
        f'<text x="{WIDTH - RIGHT}" y="{HEIGHT - 10}" font-size="10" text-anchor="end" fill="{MUTED}">highest of '
        f"{counted}</text>",
        "</svg>",
    ]
    return "".join(parts)


def _held(finding: Finding, threshold: float) -> str:
    """Return the side of the threshold on which the condition holds, tinted."""
    above = finding.measurement.headline.relation in (">", ">=")
    top, bottom = (TOP, threshold) if above else (threshold, HEIGHT - BOTTOM)
    return (
        f'<rect x="{LEFT}" y="{top:.1f}" width="{WIDTH - LEFT - RIGHT}" height="{max(0.0, bottom - top):.1f}" '
        f'fill="{VERDICT_COLOURS["supported"]}" fill-opacity="0.10"/>'
    )


def _told(finding: Finding, effects: np.ndarray) -> str:
    return (
        f"Effect over {len(effects)} points of the assumptions: from {number(float(effects[0]))} to "
        f"{number(float(effects[-1]))}, median {number(float(np.median(effects)))}"
    )
