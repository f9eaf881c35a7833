"""The group "System" in a browser: strength and sanctions, what system they make, links, both scenarios, files."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

import realpolitik
from realpolitik.app.explore.settings import from_query
from realpolitik.app.language import LANGUAGES
from tests.app.browser.test_every_page import overflow, violations
from tests.app.browser.walking import choose, open_page, setting, shown_setting, wait_until_complete


def slider(page: Page, name: str):
    return page.locator(f"[data-setting-of='{name}']")


def move(page: Page, name: str, key: str) -> None:
    handle = slider(page, name).locator("[tabindex]")
    handle.focus()
    handle.press(key)


def open_group(page: Page, path: str) -> None:
    open_page(page, path)
    unfold_group(page)


def unfold_group(page: Page) -> None:
    page.get_by_test_id("system").get_by_role("button").first.click()
    expect(page.get_by_test_id("structure")).to_be_visible()


def test_strength_changes_runs_structure_and_address(page, visitors):
    open_group(page, "/explore")
    structure = page.get_by_test_id("structure")
    expect(structure).to_contain_text("1979: two great powers, Western bloc and Russia: bipolar.")
    expect(structure).to_contain_text("2025: one great power, Western bloc: unipolar. Concentration 1.00.")
    move(page, "strength.russia", "PageUp")
    page.wait_for_url("**strength.russia=4.0*")
    expect(structure).to_contain_text("2025: two great powers")
    expect(page.get_by_test_id("runs")).to_have_attribute("data-setting", re.compile("strength.russia=4.0"))
    expect(page.get_by_test_id("runs")).to_have_text("500 runs")
    expect(slider(page, "strength.russia")).to_have_attribute("aria-valuetext", "4.00 ×")
    move(page, "sanctions.west-iran", "ArrowRight")
    page.wait_for_url("**sanctions.west-iran=0*")
    expect(slider(page, "sanctions.west-iran")).to_have_attribute("aria-valuetext", "0: none")
    other = visitors()
    open_group(other, page.url)
    assert shown_setting(other) == setting(page)
    expect(slider(other, "strength.russia")).to_have_attribute("aria-valuetext", "4.00 ×")
    expect(other.get_by_test_id("structure")).to_contain_text("2025: two great powers")
    move(page, "sanctions.west-iran", "PageDown")
    page.wait_for_url(lambda url: "sanctions" not in url)
    page.get_by_role("button", name="Defaults").click()
    page.wait_for_url(lambda url: "strength" not in url)


def test_meaning_and_source_are_shown_on_hover_and_to_the_keyboard(page):
    open_group(page, "/explore")
    told = page.get_by_role("tooltip")
    slider(page, "strength.west").hover()
    of_the_west = told.filter(has_text="of Western bloc, times")  # that of another slider may still be going
    expect(of_the_west).to_contain_text("Economies (GDP), and with them markets, are not scaled.")
    expect(of_the_west).to_contain_text("Singer, Bremer and Stuckey 1972")
    page.mouse.move(5, 5)
    expect(told).to_have_count(0)
    slider(page, "sanctions.west-iran").locator("[tabindex]").focus()
    expect(told).to_contain_text("From 2 on they hold the economic ladder of the two at sanctions")
    expect(told).to_contain_text("Felbermayr et al. 2020")
    page.get_by_test_id("system").get_by_role("note").focus()
    expect(told.filter(has_text="a third of the capabilities")).to_be_visible()


def test_another_scenario_has_its_own_sliders_and_keeps_what_it_can(page):
    open_group(page, "/explore?scenario=multipolar-with-china&strength.china=2.0&strength.russia=2.0")
    expect(slider(page, "strength.china")).to_have_attribute("aria-valuetext", "2.00 ×")
    choose(page, "Beside it", "Iran and Russia alone, 1946-2025")
    page.wait_for_url("**beside=neighbours*")
    choose(page, "Scenario", "Islamic Republic, 1979-2025")
    expect(page.get_by_text("Taken back, for these scenarios do not allow it: strength.china")).to_be_visible()
    expect(slider(page, "strength.china")).to_have_count(0)
    expect(slider(page, "strength.russia")).to_have_attribute("aria-valuetext", "2.00 ×")
    page.wait_for_url(lambda url: "china" not in url)
    assert setting(page)["strength.russia"] == ["2.0"]
    move(page, "sanctions.west-iran", "PageUp")
    expect(page.get_by_test_id("runs")).to_have_attribute("data-setting", re.compile("sanctions.west-iran=4"))


def test_the_file_of_a_setting_is_what_runs(page, tmp_path):
    open_page(page, "/explore?strength.russia=2.0&sanctions.west-iran=3")
    files = {}
    for name in ("data", "scenario"):
        with page.expect_download() as download:
            page.get_by_role("button", name=f"Download {name}").click()
        files[name] = tmp_path / download.value.suggested_filename
        download.value.save_as(files[name])
    results = realpolitik.simulate(files["scenario"], runs=500, seed=0)
    assert files["data"].read_text() == results.by_year().to_csv(index=False)
    words = {"strength.russia": "2.0", "sanctions.west-iran": "3"}
    assert realpolitik.load(files["scenario"]).document.adjust == from_query(words).load().document.adjust
    page.get_by_text("A scenario of your own").click()
    page.locator("input[type=file]").set_input_files(files["scenario"])
    page.wait_for_url("**scenario=upload-*")
    wait_until_complete(page)  # what is done before the page is alive is lost
    unfold_group(page)
    move(page, "strength.iran", "PageUp")
    page.wait_for_url("**strength.iran=4.0*")
    expect(page.get_by_test_id("runs")).to_have_text("500 runs")


def test_bad_links_get_a_message(page):
    for words, told in {
        "strength.rusia=2": "did you mean 'russia'?",
        "strength.west=9": "a number from 0.25 to 4",
        "sanctions.west-iran=7": "a whole number from 0 to 4",
    }.items():
        page.goto(f"/explore?{words}")
        expect(page.get_by_role("alert")).to_contain_text(told)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_group_is_fit_to_be_shown(page, code):
    open_group(page, "/explore?scenario=united-states-and-europe&sanctions.europe-iran=2" + f"&lang={code}")
    for width, height in ((1280, 720), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        assert overflow(page) <= 0
    assert violations(page) == ""
    if code == "fa":
        text = page.get_by_test_id("system").inner_text()
        assert "چندقطبی" in text
        assert not re.search("[A-Za-z]|[0-9]", re.sub("expand_more|keyboard_arrow_down", "", text)), text
