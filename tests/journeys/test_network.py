"""The network in a real browser: drawn, walked by keyboard, narrowed by days, printed."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from acceptance.journey import DESKTOP, PHONE, Walk, too_wide

pytestmark = pytest.mark.browser
PAGE = "/hal/jaringan/"
SOME = re.compile(r"[1-9]\d*")
WAIT = 60_000  # milliseconds, on a machine with other work


def drawn(page: Page, site: str, query: str = "") -> int:
    """Open the network; returns how many lines are drawn."""
    page.goto(f"{site}{PAGE}{query}")
    expect(page.locator("#network-canvas")).to_have_attribute("data-lines", SOME, timeout=WAIT)
    return lines(page)


def lines(page: Page) -> int:
    return int(page.locator("#network-canvas").get_attribute("data-lines") or 0)


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["telephone", "desktop"])
def test_the_network_fits_the_screen_and_the_browser_is_content(
    browser: Browser, site: str, size: dict[str, int]
) -> None:
    walk = Walk(browser, site, size, "")
    with walk.person("bima") as page:
        assert drawn(page, site) > 50
        assert too_wide(page) <= 0
    assert walk.complaints == []


def test_the_arrow_keys_walk_along_the_lines_and_enter_opens(browser: Browser, site: str) -> None:
    with Walk(browser, site, DESKTOP, "").person("bima") as page:
        drawn(page, site)
        page.locator("#network-canvas").focus()
        page.keyboard.press("ArrowDown")
        chosen = page.locator("#network-chosen h2")
        expect(chosen).not_to_have_text("…")
        first = chosen.inner_text()
        for key in ("ArrowRight", "ArrowLeft"):
            page.keyboard.press(key)
        if chosen.inner_text() == first:
            page.keyboard.press("ArrowDown")
        expect(page.locator("#network-chosen li button").first).to_be_visible()
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/hal/(\d+/|jaringan/\?pusat=)"))


def test_fewer_days_draw_fewer_lines(browser: Browser, site: str) -> None:
    with Walk(browser, site, DESKTOP, "").person("bima") as page:
        every = drawn(page, site)
        canvas, until = page.locator("#network-canvas"), page.locator("#network-days input").nth(1)
        until.focus()
        page.keyboard.press("Home")
        expect(canvas).not_to_have_attribute("data-lines", str(every), timeout=WAIT)
        assert lines(page) < every
        page.keyboard.press("End")
        expect(canvas).to_have_attribute("data-lines", str(every), timeout=WAIT)


def test_a_chosen_thing_becomes_the_centre_and_is_printed(browser: Browser, site: str) -> None:
    with Walk(browser, site, DESKTOP, "").person("bima") as page:
        every = drawn(page, site)
        page.locator("#network-canvas").focus()
        page.keyboard.press("ArrowDown")
        page.get_by_role("link", name="Jadikan pusat").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Jaringan di sekitar")
        expect(page.locator("#network-canvas")).to_have_attribute("data-lines", SOME, timeout=WAIT)
        assert lines(page) <= every
        page.get_by_role("link", name="Cetak (A4)").click()
        expect(page.locator("svg.web .marked circle")).to_have_count(1)
        assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_the_network_reads_without_a_script(browser: Browser, site: str) -> None:
    with Walk(browser, site, DESKTOP, "").person("bima") as page:
        state = page.context.storage_state()
    context = browser.new_context(java_script_enabled=False, storage_state=state, locale="id-ID")
    page = context.new_page()
    page.goto(site + PAGE)
    expect(page.locator("svg.web circle").first).to_be_visible()
    expect(page.locator("#network")).to_be_hidden()
    context.close()
