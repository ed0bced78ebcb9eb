"""From a notice to an outcome on paper, walked as people walk it."""

import pytest
from playwright.sync_api import Browser

from acceptance.journey import DESKTOP, PHONE, SECONDS_FOR_AN_ALERT, Walk, too_wide

pytestmark = pytest.mark.browser
PAGES = ("/", "/laporan/", "/laporan/baru/", "/peringatan/", "/peringatan/peta/", "/hal/")
SIZES = {"phone": (PHONE, "0850 0066 1101"), "desktop": (DESKTOP, "0850 0066 2202")}


@pytest.fixture(scope="module", params=SIZES)
def walk(request: pytest.FixtureRequest, browser: Browser, site: str) -> Walk:
    size, number = SIZES[request.param]
    return Walk(browser, site, size, number, name=request.param).all()


def test_the_completed_alert_reaches_the_analyst_in_time(walk: Walk) -> None:
    assert walk.seconds_to_alert <= SECONDS_FOR_AN_ALERT


def test_a_report_needs_seven_taps_at_most(walk: Walk) -> None:
    assert walk.taps <= 7


def test_somebody_without_business_there_finds_nothing(walk: Walk) -> None:
    assert walk.stranger_status == 404


def test_the_week_ends_on_paper(walk: Walk) -> None:
    assert walk.sheet.startswith(b"%PDF")


def test_the_browser_has_nothing_to_complain_of(walk: Walk) -> None:
    assert walk.complaints == []


@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_wider_than_a_phone(browser: Browser, site: str, path: str) -> None:
    with Walk(browser, site, PHONE, "").person("bima") as page:
        page.goto(site + path)
        assert too_wide(page) <= 0


@pytest.mark.parametrize("username", ["sari", "bima", "hadi", "joko", "laras", "eko", "agung"])
def test_every_role_comes_in_and_sees_a_page_that_is_whole(
    browser: Browser, site: str, username: str
) -> None:
    walk = Walk(browser, site, PHONE, "")
    with walk.person(username):
        assert walk.complaints == []


def test_the_form_can_be_sent_without_a_mouse(browser: Browser, site: str) -> None:
    with Walk(browser, site, DESKTOP, "").person("sari") as page:
        page.goto(f"{site}/laporan/baru/")
        page.locator("input[name=place]").first.focus()
        page.keyboard.press("Space")
        page.locator("input[name=when]").first.focus()
        page.keyboard.press("Space")
        page.locator("#id_noticed").focus()
        page.keyboard.type("Ada orang menawari kerja di kebun sawit tanpa kontrak.")
        page.locator("#send").focus()
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Laporan diterima").wait_for()
