"""The report is one file: nothing comes from elsewhere, everything of the study is in it."""

from __future__ import annotations

import base64
import re
from html.parser import HTMLParser

import pytest

from realpolitik.report.figures import figures_of
from realpolitik.theory.assumptions import ASSUMPTIONS, SWITCHES

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


def test_every_figure_is_embedded_with_a_text_for_those_who_cannot_see_it(read, study, pictures):
    images = [attributes for tag, attributes in read.tags if tag == "img"]
    assert [image["alt"] for image in images].count("") == 0
    assert sorted(image["alt"] for image in images) == sorted(figure.caption for figure in figures_of(study))
    for image in images:
        content = base64.b64decode(image["src"].partition("base64,")[2])
        assert content in [form for picture in pictures.values() for form in (picture.svg, picture.png)]


def test_the_smaller_form_is_embedded(pictures):
    kinds = set()
    for picture in pictures.values():
        kind = picture.data_uri.partition(";")[0]
        assert kind == ("data:image/png" if len(picture.png) < 0.75 * len(picture.svg) else "data:image/svg+xml")
        kinds.add(kind)
    assert len(kinds) == 2


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
        assert f"robustness-{finding.id}.png" in block


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
