"""The keyboard alone is enough, and one always sees where one is."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.app.browser.walking import open_page

FOCUSED = """() => {
  const one = document.activeElement;
  const around = one.closest('label, [role=slider]');
  const names = [one.getAttribute('aria-label'), one.innerText];
  if (around) names.push(around.getAttribute('aria-label') || around.innerText);
  return names.filter(Boolean).join(' | ');
}"""
OUTLINE = "() => getComputedStyle(document.activeElement).outlineStyle"


def tab_to(page: Page, text: str, most: int = 120) -> None:
    """Press Tab until what has the focus is called so."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if re.search(text, page.evaluate(FOCUSED)):
            return
    raise AssertionError(f"{text!r} is not reached by {most} times Tab")


def test_explore(page):
    page.goto("/")
    page.wait_for_function("() => window.socket && window.socket.connected")
    tab_to(page, "^Explore$")
    assert page.evaluate(OUTLINE) != "none"
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("runs")).to_have_text("500 runs")
    tab_to(page, "^contest exponent")
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**contest_exponent=*")
    tab_to(page, "^Step \\|")
    assert page.evaluate(OUTLINE) != "none"
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("year")).to_have_text("1980")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_test_id("year")).to_have_text("1979")
    tab_to(page, "Why\\?")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("why")).to_contain_text("Iran and Russia began 1979")
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("why")).to_be_hidden()


def test_play(page):
    open_page(page, "/play")
    tab_to(page, "^First year that you decide")
    page.keyboard.press("Control+A")
    page.keyboard.type("2025")
    tab_to(page, "^Begin$")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("play-year")).to_have_text("2025")
    page.get_by_test_id("decide").wait_for()
    tab_to(page, "^stay: ")
    page.keyboard.press("Space")
    tab_to(page, "^Decide$")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("debriefing")).to_be_visible()


def test_a_lesson(page):
    open_page(page, "/lessons")
    tab_to(page, "^1\\. ")
    page.keyboard.press("Enter")
    run = page.get_by_role("button", name="Run it").first
    expect(run).to_be_disabled()
    expect(page.get_by_role("heading", name="What happened")).to_be_hidden()
    page.wait_for_function("() => window.socket && window.socket.connected")
    page.evaluate("document.activeElement.blur()")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('role')") == "radio":
            break
    page.keyboard.press("Space")
    expect(run).to_be_enabled()
    tab_to(page, "^Run it")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("lesson-run").first).to_contain_text("500 runs on shared draws")
    expect(page.get_by_test_id("lesson-run").first).to_contain_text("You predicted")
    expect(page.get_by_role("heading", name="What happened")).to_be_hidden()  # the second run is not made yet
    page.get_by_role("button", name="Run it: share of years hostile").last.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What happened")).to_be_visible()
    expect(page.get_by_test_id("answer")).to_contain_text("In the model: There are about as many")
    open_page(page, "/lessons/why-no-alliance")
    buttons = page.get_by_role("button", name="Run it").all()
    assert len({button.get_attribute("aria-label") for button in buttons}) == len(buttons) == 4
