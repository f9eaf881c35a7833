"""Wording of the report of a validation."""

from __future__ import annotations

from collections import defaultdict

import pytest

from realpolitik.report.history_page import render_validation


@pytest.mark.parametrize(("clients", "said"), [(["iran"], "1 client with"), (["iran", "cuba"], "2 clients with")])
def test_a_single_client_is_not_several(clients, said):
    summary = {"recorded": 0, "found": 0, "missed": 0, "made_up": 0, "median_onset_error_years": None}
    content = {"clients": clients, "runs": 2, "seed": 0, "version": "1", "lag": 0, "training_clients": [], "groups": {},
               "by_client": {}, "pacts": {"summary": summary, "spells": []}, "horizons": {}, "iran": {},
               "ablations": {}, "corrections": [], "gaps": {}}  # fmt: skip
    page = render_validation(content, defaultdict(str))
    assert f"<p>{said} Moscow" in page
    assert "otherwise than it stands" not in page
    page = render_validation(content | {"corrections": ["3 instead of 5"]}, defaultdict(str))
    assert page.index("otherwise than it stands") < page.index("<li>3 instead of 5</li>")
