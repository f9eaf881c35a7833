"""The report is one file: nothing comes from elsewhere, everything of the study is in it."""

from __future__ import annotations

import base64
import re
from html.parser import HTMLParser

import pytest

from realpolitik.report.curve import robustness_curve
from realpolitik.report.figures import FIGURES
from realpolitik.theory.assumptions import ASSUMPTIONS, SWITCHES
from tests.report import made

VOID = {"meta", "img", "br", "link", "rect", "line", "polyline", "path", "input"}


class Reader(HTMLParser):
    """Collects tags with their attributes, and checks that they close in order."""

    def __init__(self):
        super().__init__()
        self.tags = []
        self.open = []
        self.words = []

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, tag

    def handle_data(self, data):
        self.words.append(data)


@pytest.fixture(scope="module")
def read(page):
    reader = Reader()
    reader.feed(page)
    return reader


def test_tags_close_in_order(read):
    assert read.open == []


def test_nothing_is_fetched(read, page):
    for tag, attributes in read.tags:
        assert tag not in ("link", "iframe", "object", "embed", "base"), tag
        for name in ("src", "href", "srcset", "data", "poster", "action"):
            target = attributes.get(name)
            if target is not None:
                assert target.startswith(("data:", "#")), (tag, name, target[:60])
        if tag == "script":
            assert "src" not in attributes
    assert "@import" not in page
    assert not re.search(r"url\((?!#)", page)
    assert "fetch(" not in page


def test_every_figure_is_embedded_with_a_text_for_those_who_cannot_see_it(read, pictures):
    images = [attributes for tag, attributes in read.tags if tag == "img"]
    assert [image["alt"] for image in images].count("") == 0
    assert sorted(image["alt"] for image in images) == sorted(figure.caption for figure in FIGURES)
    for image in images:
        content = base64.b64decode(image["src"].partition("base64,")[2])
        assert content in [form for picture in pictures.values() for form in (picture.svg, picture.png)]


def test_the_smaller_form_is_embedded(pictures):
    for picture in pictures.values():
        kind = picture.data_uri.partition(";")[0]
        assert kind == ("data:image/png" if len(picture.png) < 0.75 * len(picture.svg) else "data:image/svg+xml")


def test_links_within_the_page_lead_somewhere(read):
    places = [attributes["id"] for _, attributes in read.tags if "id" in attributes]
    assert len(places) == len(set(places))
    for tag, attributes in read.tags:
        if tag == "a":
            assert attributes["href"][1:] in places


def test_every_finding_unfolds_to_all_that_qualifies_it(read, page, study):
    folded = {attributes["id"] for tag, attributes in read.tags if tag == "details" and "id" in attributes}
    assert folded == set(study.ids)
    for finding in study.findings:
        block = page[page.index(f'id="{finding.id}"') :]
        block = block[: block.find('<details class="finding"')]
        for words in (finding.claim, finding.verdict, finding.statistic, "trust loss", "All conditions hold at"):
            assert words in block, (finding.id, words)
        for condition in finding.measurement.conditions:
            assert condition.name in block
        if finding.record is not None:
            assert finding.record.statement in block
        assert block.count("<svg") == sum(1 for one in study.findings if one.id == finding.id and "<svg" in
                                          robustness_curve(one))  # fmt: skip


def test_text_of_findings_cannot_become_markup(page):
    assert "<b>note</b>" not in page
    assert "&lt;b&gt;note&lt;/b&gt;" in page


def test_methods_name_every_assumption_and_switch(read, study):
    words = " ".join(read.words)
    for item in (*ASSUMPTIONS, *SWITCHES):
        assert item.name.replace("_", " ") in words
    for said in ("seed 7", "100 runs", "version 9.9.9", "1 min 23 s", "4 points"):
        assert said in words, said


def test_a_quick_study_says_so(page, study, folder):
    assert "Quick version" not in page
    assert "--quick" not in page


def test_the_page_is_made_for_phones_and_for_paper(page):
    assert '<meta name="viewport" content="width=device-width, initial-scale=1">' in page
    assert "@media print" in page
    assert "beforeprint" in page


def levels(svg: str) -> list[tuple[float, float]]:
    pairs = re.search(r'<polyline points="([^"]*)"', svg)
    return [tuple(map(float, pair.split(","))) for pair in pairs[1].split()]


def test_the_curve_rises_through_the_defined_effects():
    svg = robustness_curve(made.finding("F1", "supported"))
    points = levels(svg)
    assert len(points) == 3
    assert points == sorted(points)
    heights = [height for _, height in points]
    assert heights == sorted(heights, reverse=True)  # down is up on a screen
    assert "3 points, 1 undefined" in svg
    dashed = float(re.search(r'y1="([\d.]+)" y2="[\d.]+" stroke="#222222" stroke-dasharray="4 2"', svg)[1])
    above = [height < dashed for height in heights]
    assert above == [effect > 0.5 for effect in (0.1, 0.4, 0.9)]


def test_there_is_no_curve_without_points():
    finding = made.finding("F1", "supported")
    assert robustness_curve(type(finding)(**{**vars(finding), "robustness": None})) == ""
