"""Explore in a browser: stepping, settings, links, why, files that come and go."""

from __future__ import annotations

import re
import tomllib

import pandas as pd
from playwright.sync_api import expect

import realpolitik
from tests.app.browser.walking import choose, fill, open_page, setting, shown_setting


def slider(page, name):
    return page.locator(f"[data-assumption={name}]")


def test_the_run_steps_plays_and_resets(page):
    open_page(page, "/explore")
    year = page.get_by_test_id("year")
    expect(year).to_have_text("1979")
    expect(page.get_by_test_id("news")).to_contain_text("Soviet invasion of Afghanistan")
    page.get_by_role("button", name="Step", exact=True).click()
    expect(year).to_have_text("1980")
    expect(page.get_by_test_id("news")).to_contain_text("Iraq invades Iran")
    page.get_by_role("button", name="Step back").click()
    expect(year).to_have_text("1979")
    choose(page, "Speed", "slow")
    page.get_by_role("button", name="Play", exact=True).click()
    expect(year).not_to_have_text("1979")
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    page.get_by_role("button", name="Reset").click()
    expect(year).to_have_text("1979")
    page.get_by_text("All events").click()
    page.get_by_role("button", name=re.compile("^2018: ")).click()
    expect(year).to_have_text("2018")


def test_a_slider_changes_runs_and_address_and_the_link_gives_the_same(page, visitors):
    open_page(page, "/explore")
    handle = slider(page, "contest_exponent").locator("[tabindex]")
    handle.focus()
    handle.press("ArrowRight")
    page.wait_for_url("**contest_exponent=*")
    expect(page.get_by_test_id("runs")).to_have_text("500 runs")
    expect(page.get_by_test_id("runs")).to_have_attribute("data-setting", re.compile("contest_exponent"))
    assert shown_setting(page)["contest_exponent"] == setting(page)["contest_exponent"]
    other = visitors()
    open_page(other, page.url)
    shown = page.get_by_test_id("runs").get_attribute("data-setting")
    expect(other.get_by_test_id("runs")).to_have_attribute("data-setting", shown)
    (moved,) = setting(page)["contest_exponent"]
    expect(slider(other, "contest_exponent")).to_have_attribute("aria-valuenow", moved)
    page.get_by_role("button", name="Defaults").click()
    page.wait_for_url(lambda url: "contest_exponent" not in url)


def test_a_rival_that_another_scenario_assumes_is_shown(page):
    open_page(page, "/explore")
    page.get_by_text("Rival assumptions").click()
    images = page.get_by_role("combobox", name="images")
    expect(images).to_have_value("record")
    choose(page, "Scenario", "Iran between Moscow and the West, everybody seen alike in 1946")
    page.wait_for_url("**scenario=identical-images*")
    expect(images).to_have_value("behaviour")
    assert "images" not in setting(page)


def test_two_scenarios_stand_side_by_side(page):
    open_page(page, "/explore")
    expect(page.get_by_test_id("beside")).to_be_hidden()
    choose(page, "Beside it", "Islamic Republic without Western sanctions")
    expect(page.get_by_test_id("beside")).to_contain_text("Islamic Republic without Western sanctions")
    page.wait_for_url("**beside=no-sanctions*")


def test_why_answers_for_any_year_and_pair(page):
    open_page(page, "/explore")
    page.get_by_test_id("why-button").click()
    told = page.get_by_test_id("why")
    expect(told).to_contain_text("Iran and Russia began 1979")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Year").fill("2010")
    expect(told).to_contain_text("Iran and Russia began 2010")
    dialog.get_by_label("Year").fill("abc")
    expect(dialog.get_by_text("found 'abc'; allowed: a year from 1979 to 2025")).to_be_visible()
    dialog.get_by_role("combobox", name="Pair").click()
    page.get_by_role("option", name="Iran – Western bloc").click()
    expect(told).to_contain_text("Iran and Western bloc began 2010")
    assert str(realpolitik.explain("islamic-republic", 0, 2010, "iran-west"))[:40] in told.text_content()


def test_data_figure_and_scenario_are_those_of_the_command_line(page, tmp_path):
    page.on("filechooser", lambda chooser: None)  # the browser asks us from now on, not only as the button is pressed
    open_page(page, "/explore?trust_loss=0.8&crises=off")
    page.get_by_role("button", name="Beliefs").click()
    expect(slider(page, "trust_loss")).to_have_attribute("aria-valuenow", "0.8")
    files = {}
    for name in ("data", "figure", "scenario"):
        with page.expect_download() as download:
            page.get_by_role("button", name=f"Download {name}").click()
        files[name] = tmp_path / download.value.suggested_filename
        download.value.save_as(files[name])
    results = realpolitik.simulate(
        "islamic-republic", runs=500, seed=0, assumptions={"trust_loss": 0.8, "crises": "off"}
    )
    assert files["data"].read_text() == results.by_year().to_csv(index=False)
    assert pd.read_csv(files["data"])["year"].min() == 1979
    assert files["figure"].read_bytes().startswith(b"\x89PNG")
    said = tomllib.loads(files["scenario"].read_text())
    assert said["assumptions"] == {"trust_loss": 0.8}
    assert realpolitik.load(files["scenario"]).overrides["crises"] == "off"
    page.get_by_text("A scenario of your own").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose a scenario file").press("Enter")  # no click is lost while it moves
    chooser.value.set_files(files["scenario"])
    page.wait_for_url("**scenario=upload-*")
    expect(page.get_by_test_id("runs")).to_have_text("500 runs")
    expect(page.get_by_text("A variant of islamic-republic").first).to_be_visible()


def test_malformed_uploads_get_a_message(page, tmp_path):
    open_page(page, "/explore")
    page.get_by_text("A scenario of your own").click()
    answer = page.get_by_test_id("upload-answer")
    bad = {
        "no-toml.toml": (b"import os; os.system('true')", "syntax error"),
        "unknown.toml": (b'format_version = 1\nextends = "pahlavy"\n', "did you mean 'pahlavi'?"),
        "thief.toml": (
            b'format_version = 1\nextends = "pahlavi"\nseries = "../../../etc/passwd"\n',
            "thief.toml: series",
        ),
        "large.toml": (b"#" * 70_000, "at most 64000 bytes"),
    }
    for name, (content, told) in bad.items():
        path = tmp_path / name
        path.write_bytes(content)
        page.locator("input[type=file]").set_input_files(path)
        expect(answer).to_contain_text(told)
    assert "upload" not in page.url


def test_bad_links_get_a_message(page):
    for path, told in {
        "/explore?scenario=pahlavy": "did you mean 'pahlavi'?",
        "/explore?trust_los=0.5": "did you mean 'trust_loss'?",
        "/explore?trust_loss=7&seed=-1": "a whole number from 0",
        "/explore?scenario=upload-0123456789abcdef": "upload the file again",
        "/explore?beside=../../etc/passwd": "the name of a shipped scenario",
        "/lessons/no-such-lesson": "no-such-lesson",
        "/room/ZZZZZ": "the code of an open room",
    }.items():
        page.goto(path)
        expect(page.get_by_role("alert")).to_contain_text(told)


def test_an_unknown_address_gets_a_message(page, visitors):
    page.goto("/nowhere?lang=fa")
    expect(page.get_by_role("alert")).to_contain_text("در این نشانی صفحه‌ای نیست.")
    assert all("404" in error for error in visitors.errors)
    visitors.errors.clear()


def test_another_run_and_scenario_are_shown(page):
    open_page(page, "/explore")
    fill(page, "Run", "7")
    expect(page.get_by_test_id("runs")).to_have_attribute("data-setting", re.compile("run=7"))
    fill(page, "Run", "10000")
    expect(page.get_by_label("Run", exact=True)).to_have_value("7")
    expect(page.get_by_text("found 10000; allowed: a whole number from 0 to 9999")).to_be_visible()
    choose(page, "Scenario", "Pahlavi II, 1946-1978")
    expect(page.get_by_test_id("year")).to_have_text("1978")
    page.get_by_role("button", name="Reset").click()
    expect(page.get_by_test_id("year")).to_have_text("1946")


def test_meaning_and_source_are_shown_on_hover_and_to_the_keyboard(page):
    open_page(page, "/explore")
    told = page.get_by_role("tooltip")
    item = slider(page, "projection_scale_km")
    item.hover()
    expect(told).to_contain_text("distance over which an ordinary state's power falls")
    expect(told).to_contain_text("Boulding 1962")
    page.mouse.move(5, 5)
    expect(told).to_be_hidden()
    item.locator("[tabindex]").focus()
    expect(told).to_contain_text("Boulding 1962")
    page.keyboard.press("Tab")
    expect(told.filter(has_text="Boulding 1962")).to_have_count(0)
    page.get_by_text("Rival assumptions").click()
    page.mouse.move(5, 5)  # a list that opened under it could not be entered below
    wedge, its_source = page.get_by_role("combobox", name="wedge"), told.filter(has_text="Crawford 2011")
    wedge.focus()
    expect(its_source).to_be_visible()
    page.locator(".rp-assumptions").evaluate("one => one.scrollBy(0, -20)")
    expect(its_source).to_be_visible()
    wedge.blur()
    expect(its_source).to_have_count(0)
    wedge.hover()
    expect(its_source).to_be_visible()


def test_a_list_tells_what_its_scenario_is_for_and_does_not_hide_behind_it(page):
    open_page(page, "/explore")
    told = page.get_by_role("tooltip")
    scenario = page.get_by_role("combobox", name="Scenario", exact=True)
    scenario.focus()
    expect(told).to_contain_text("from the revolution to 2025")
    expect(told).to_contain_text("elites: the sources of each file in profiles/")
    page.keyboard.press("Tab")
    expect(told.filter(has_text="Both on the same draws")).to_be_visible()
    page.get_by_label("Seed", exact=True).focus()
    expect(told.filter(has_text="Salmon et al. 2011")).to_be_visible()
    scenario.click()
    expect(page.get_by_role("option").first).to_be_visible()
    expect(told).to_have_count(0)
    page.get_by_role("option", name="Pahlavi II, 1946-1978").click()
    page.wait_for_url("**scenario=pahlavi*")
    page.get_by_label("Seed", exact=True).focus()
    scenario.focus()
    expect(told.filter(has_text="eve of the revolution")).to_be_visible()


def test_the_triangle_stands_on_the_first_screen_of_a_projector(page):
    page.set_viewport_size({"width": 1280, "height": 720})
    open_page(page, "/explore")
    box = page.locator("svg[role=img]").first.bounding_box()
    assert box["y"] > 0
    assert box["y"] + box["height"] <= 720
