"""What the tests do in a browser."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page

# The page looks for these itself, ten times a second; an expectation looks once a second in the end.
ALIVE = "() => window.socket && window.socket.connected"
COMPLETE = "runs => document.querySelector('[data-testid=runs]')?.textContent.includes(runs)"


def open_page(page: Page, path: str) -> None:
    """Open a page and wait until it is alive and complete."""
    page.goto(path)
    wait_until_complete(page)


def wait_until_complete(page: Page) -> None:
    """Wait until a page hears what is done on it; Explore, until the runs of its ensemble are there, too."""
    page.wait_for_function(ALIVE)
    if "/explore" in page.url:
        page.wait_for_function(COMPLETE, arg="۵۰۰" if "lang=fa" in page.url else "500", polling=100)


def setting(page: Page) -> dict[str, list[str]]:
    """Return the setting in the address of a page."""
    return parse_qs(urlsplit(page.url).query)


def shown_setting(page: Page) -> dict[str, list[str]]:
    """Return the setting of the ensemble that is shown."""
    return parse_qs(page.get_by_test_id("runs").get_attribute("data-setting") or "")


def choose(page: Page, label: str, option: str) -> None:
    """Choose an option of a list."""
    field = page.get_by_role("combobox", name=label, exact=True)
    field.click()
    if field.get_attribute("readonly") is None:
        field.fill(option)
    page.get_by_role("option", name=option, exact=True).click()


def fill(page: Page, label: str, text: str) -> None:
    """Fill a field and leave it."""
    field = page.get_by_label(label, exact=True)
    field.fill(text)
    field.press("Tab")
