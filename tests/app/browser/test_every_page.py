"""Every page in both languages: no errors, no overflow on any screen, contrast and labels, Persian from the right."""

from __future__ import annotations

import re
import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from realpolitik.app.language import LANGUAGES
from realpolitik.theory.assumptions import ASSUMPTIONS, SWITCHES
from tests.app.browser.walking import open_page

PATHS = ("/", "/explore", "/play", "/lessons", "/lessons/security-dilemma", "/lessons/security-dilemma?teacher=1")
SCREENS = ((1920, 1080), (390, 844), (320, 700), (1280, 720))

LATIN = re.compile(r"(?!toml)\b[A-Za-z]{2,}", re.IGNORECASE)
"""A word in Latin letters, other than the name of a form of files."""
FOREIGN_TEXTS = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const around = walker.currentNode.parentElement;
    if (around.closest('script, style, [lang=en], [dir=ltr], .q-icon, .material-icons')) continue;
    if (!around.checkVisibility()) continue;
    found.push(walker.currentNode.textContent.trim());
  }
  return found.concat([...document.querySelectorAll('[aria-label]')].map(one => one.getAttribute('aria-label')));
}"""
SLIDERS = sum(item.group != "growth" for item in ASSUMPTIONS)
UNTRANSLATED = {"realpolitik", "English"}


def at(path: str, code: str) -> str:
    if code == "en":
        return path
    return path + ("&" if "?" in path else "?") + f"lang={code}"


def violations(page: Page) -> str:
    """Return what axe-core finds against the rules of WCAG 2.2, levels A and AA."""
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    found = Axe().run(page, options={"runOnly": rules, "resultTypes": ["violations"]})
    return found.generate_report() if found.violations_count else ""


def overflow(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def settled_overflow(page: Page, wait_seconds: float = 5.0) -> int:
    """Return the overflow once there is none, or what is left: figures follow a new size a moment later."""
    end = time.monotonic() + wait_seconds
    while (left := overflow(page)) > 0 and time.monotonic() < end:
        page.wait_for_timeout(50)
    return left


def open_groups(page: Page) -> None:
    """Open all groups of settings, so that they are looked at, too."""
    for group in page.locator(".rp-assumptions .q-expansion-item").all():
        if "q-expansion-item--collapsed" in group.get_attribute("class"):
            group.get_by_role("button").first.press("Enter")  # the groups below move while one is being filled
    expect(page.locator("[data-assumption]")).to_have_count(SLIDERS)
    expect(page.locator(".rp-assumptions [role=combobox]")).to_have_count(len(SWITCHES))
    page.mouse.move(5, 5)
    expect(page.get_by_role("tooltip")).to_have_count(0)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_fit_to_be_shown(page, path, code):
    open_page(page, at(path, code))
    if path == "/":
        expect(page.get_by_test_id("century").get_by_role("img")).to_have_count(2)
    if path == "/explore" and code == "fa":
        open_groups(page)
    for width, height in SCREENS:
        page.set_viewport_size({"width": width, "height": height})
        assert settled_overflow(page) <= 0, (width, height)
    assert violations(page) == ""
    language = LANGUAGES[code]
    expect(page.locator("html")).to_have_attribute("dir", language.direction)
    expect(page.locator("html")).to_have_attribute("lang", code)
    if code == "fa":
        foreign = {text for text in page.evaluate(FOREIGN_TEXTS) if LATIN.search(text)}
        # lessons quote the names of works and of settings
        assert {text for text in foreign if text not in UNTRANSLATED and "lessons/" not in path} == set()


def test_why_is_told_in_full_in_persian(page):
    open_page(page, "/explore?lang=fa")
    page.get_by_test_id("why-button").click()
    told = page.get_by_test_id("why")
    page.get_by_role("dialog").get_by_label("سال").fill("2010")
    expect(told).to_contain_text("چرا ایران و روسیه در ۲۰۱۰")
    told.get_by_text("به‌تفصیل، با همهٔ عددها").click()
    expect(told.get_by_role("table")).to_have_count(3)
    page.set_viewport_size({"width": 390, "height": 844})
    dialog = page.get_by_role("dialog").locator(".q-card")
    assert dialog.evaluate("one => one.scrollWidth - one.clientWidth") <= 0
    assert violations(page) == ""
    assert {text for text in page.evaluate(FOREIGN_TEXTS) if LATIN.search(text)} <= UNTRANSLATED


def test_the_checks_see_what_is_wrong(page):
    open_page(page, "/play?lang=fa")
    page.evaluate("""() => {
      document.querySelector('.rp-muted').style.color = '#d0d0d0';
      document.querySelector('.rp-card').innerHTML += '<input><div style="width:3000px">English words</div>';
    }""")
    told = violations(page)
    assert "color-contrast" in told
    assert "label" in told
    assert settled_overflow(page, wait_seconds=0.5) > 0
    assert "English words" in page.evaluate(FOREIGN_TEXTS)


def test_persian_is_laid_out_from_the_right(page):
    open_page(page, "/explore?lang=fa")
    name = page.get_by_role("link", name="realpolitik").bounding_box()
    english = page.get_by_role("link", name="English").bounding_box()
    assert name["x"] > english["x"], "the first thing of a line stands on the right"
    expect(page.get_by_test_id("year")).to_have_text("۱۹۷۹")
    settings = page.get_by_role("region", name="تنظیم‌ها").bounding_box()
    runs = page.get_by_role("region", name="اجراهای بسیار").bounding_box()
    assert settings["x"] > runs["x"]
    seed = page.get_by_label("بذر", exact=True)
    expect(seed).to_have_value("۰")
    for typed in ("۷", "8"):  # in the digits of either language
        seed.fill(typed)
        expect(page.get_by_test_id("runs")).to_have_attribute("data-setting", re.compile(f"seed={int(typed)}"))
    seed.press("Tab")
    expect(seed).to_have_value("۸")


def test_a_bad_link_is_explained_in_persian(page):
    page.goto("/explore?scenario=pahlavy&seed=-1&lang=fa")
    told = page.get_by_role("alert")
    expect(told).to_contain_text("نام یکی از سناریوهای همراه برنامه")
    expect(told).to_contain_text("عددی درست از ۰ تا")
    expect(told).to_contain_text("'pahlavi'")


def test_the_language_changes_and_the_setting_stays(page):
    open_page(page, "/explore?scenario=pahlavi&trust_loss=0.8")
    page.get_by_role("link", name="فارسی").click()
    page.wait_for_url("**lang=fa*")
    expect(page.get_by_test_id("runs")).to_have_attribute("data-setting", re.compile("pahlavi.*trust_loss=0.8"))
    page.get_by_role("link", name="English").click()
    page.wait_for_url("**lang=en*")
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
