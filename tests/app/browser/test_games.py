"""Games in browsers: alone and as a class to the end; a reload loses nothing."""

from __future__ import annotations

import json
import re

from playwright.sync_api import expect

from tests.app.browser.walking import choose, fill, open_page


def test_a_game_alone_runs_to_the_end_and_survives_a_reload(page):
    open_page(page, "/play")
    fill(page, "First year that you decide", "2021")
    choose(page, "Your state", "Russia")
    page.get_by_test_id("begin").click()
    year = page.get_by_test_id("play-year")
    expect(year).to_have_text("2021")
    advisers = page.get_by_role("region", name="What your advisers say")
    expect(advisers).to_contain_text("Threats, 0 to 1")
    page.get_by_role("radio").nth(1).click()
    page.get_by_test_id("decide").click()
    expect(year).to_have_text("2022")
    expect(advisers).to_contain_text("Iranian drones in Russian use against Ukraine")
    page.reload()
    expect(year).to_have_text("2022")
    for played in (2023, 2024, 2025):
        page.get_by_test_id("decide").click()
        expect(year).to_have_text(str(played))
    page.get_by_test_id("decide").click()
    expect(page.get_by_test_id("debriefing")).to_be_visible()
    expect(page.get_by_text(re.compile("As in the record in .* of your years")).first).to_be_visible()
    expect(page.get_by_role("heading", name="Interests of Russia")).to_be_visible()
    page.reload()
    expect(page.get_by_test_id("debriefing")).to_be_visible()


def test_three_browsers_play_a_classroom_to_the_end(page, visitors, tmp_path):
    teacher = page
    open_page(teacher, "/play")
    fill(teacher, "First year that you decide", "2024")
    teacher.get_by_test_id("open-room").click()
    title = teacher.get_by_test_id("room-code")
    expect(title).to_have_text(re.compile("^Room [A-Z]{5}$"))
    code = title.text_content().split()[-1]
    teams = {}
    for state, name in (("Iran", "<b>Tehran</b>"), ("Russia", "Moscow"), ("Western bloc", "The West")):
        team = teams[state] = visitors()
        open_page(team, "/play")
        team.get_by_label("Code").fill(code.lower())
        team.get_by_label("Code").press("Enter")
        team.wait_for_url(f"**/room/{code}")
        if state != "Iran":
            choose(team, "State", state)
        team.get_by_label("Name of your team").fill(name)
        team.get_by_test_id("take-seat").click()
        expect(team.get_by_text(f"{state}: {name}")).to_be_visible()
    for page in (teacher, *teams.values()):
        expect(page.get_by_text("Iran: <b>Tehran</b> (still choosing)")).to_be_visible()
    late = visitors()
    late.goto(f"/room/{code}")
    expect(late.get_by_text("All seats are taken.")).to_be_visible()

    iran, russia, west = teams.values()
    chosen = russia.get_by_role("radio").nth(2)
    chosen.click()
    iran.get_by_test_id("decide").click()
    expect(iran.get_by_test_id("waiting")).to_be_visible()
    expect(russia.get_by_text("Iran: <b>Tehran</b> (still choosing)")).to_be_hidden()
    expect(chosen).to_be_checked()  # what another team does leaves a choice that is being made alone
    west.reload()
    west.get_by_test_id("decide").click()
    expect(west.get_by_test_id("waiting")).to_be_visible()
    iran.reload()
    expect(iran.get_by_test_id("waiting")).to_be_visible()
    russia.get_by_test_id("decide").click()
    for page in (teacher, iran, russia, west):
        expect(page.get_by_test_id("play-year")).to_have_text("2025")
    for page in (iran, russia, west):
        page.get_by_test_id("decide").click()
    for page in (teacher, iran, russia, west):
        expect(page.get_by_test_id("debriefing")).to_be_visible()
    with teacher.expect_download() as download:
        teacher.get_by_role("button", name="Download the record").click()
    download.value.save_as(tmp_path / "record.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "record.jsonl").read_text().splitlines()]
    assert [line["kind"] for line in lines].count("advance") == 2
    assert {line["name"] for line in lines if line["kind"] == "join"} == {"<b>Tehran</b>", "Moscow", "The West"}
    assert not any("token" in line for line in lines)


def test_time_is_shown_and_the_teacher_advances_the_year(page):
    open_page(page, "/play")
    fill(page, "First year that you decide", "2025")
    fill(page, "Seconds for a year (empty: no limit)", "5")
    page.get_by_test_id("open-room").click()
    expect(page.get_by_role("alert")).to_contain_text("10 to 3600 seconds")
    fill(page, "Seconds for a year (empty: no limit)", "60")
    page.get_by_test_id("open-room").click()
    page.get_by_role("button", name="Advance the year now").click()
    expect(page.get_by_test_id("debriefing")).to_be_visible()


def test_a_server_that_was_killed_goes_on_where_it_stood(regular, server):
    page = regular.new_page()  # which may complain of the connection that it loses
    open_page(page, "/play")
    fill(page, "First year that you decide", "2023")
    page.get_by_test_id("begin").click()
    year = page.get_by_test_id("play-year")
    expect(year).to_have_text("2023")
    page.get_by_test_id("decide").click()
    expect(year).to_have_text("2024")
    server.kill()
    try:
        expect(page.get_by_text("Connection lost.")).to_be_visible()
    finally:
        server.start()  # which the other tests need, too
    expect(page.get_by_text("Connection lost.")).to_be_hidden()  # nobody has reloaded anything
    expect(year).to_have_text("2024")
    page.get_by_test_id("decide").click()
    expect(year).to_have_text("2025")
    page.close()
