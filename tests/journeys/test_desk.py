"""The passport desk walked in a browser: issue, ask, refuse and object, and a child."""

import pytest
from playwright.sync_api import Browser

from acceptance.desk.journeys import (
    ISSUED,
    OPEN,
    OVERTURNED,
    REFERRED,
    SECONDS_TO_ISSUE,
    WAITING,
    Desk,
    told_of,
)
from acceptance.journey import PHONE, too_wide

pytestmark = pytest.mark.browser
PAGES = {
    "galih": ("/permohonan/", "/permohonan/baru/", "/loket/daftar/"),
    "ratna": ("/permohonan/", "/perhatian/"),
    "agung": ("/mutu-loket/", "/mutu-loket/aturan/"),
}


@pytest.fixture(scope="module")
def desk(browser: Browser, site: str) -> Desk:
    return Desk(browser, site)


def test_a_passport_is_issued_in_a_minute_of_clicks(desk: Desk) -> None:
    seconds, state = desk.issue()
    assert state == ISSUED
    assert seconds <= SECONDS_TO_ISSUE


def test_papers_are_asked_for_brought_and_the_passport_is_issued(desk: Desk) -> None:
    assert desk.ask() == [WAITING, OPEN, ISSUED]


def test_an_objection_that_was_right_ends_the_entry_and_the_applicant_is_told(
    desk: Desk,
) -> None:
    seen = desk.refuse()
    assert "atas NIK yang sama" in seen["fact"]
    assert f"{seen['refused']} → {seen['objected']} → {seen['overturned']}" == OVERTURNED
    assert "dibatalkan karena keberatan" in seen["entry"]
    assert "catatan perhatian" in seen["letter"].lower()


def test_a_child_whose_companion_is_warned_of_is_referred_in_silence(desk: Desk) -> None:
    seen = desk.child()
    assert seen["fact"]
    assert seen["state"] == REFERRED
    assert told_of(seen["letter"]) == []


def test_the_browser_had_nothing_to_complain_of(desk: Desk) -> None:
    assert desk.complaints == []
    assert all(width <= 0 for width in desk.widths.values()), desk.widths


@pytest.mark.parametrize(
    ("username", "path"), [(name, path) for name, paths in PAGES.items() for path in paths]
)
def test_no_page_of_the_desk_is_wider_than_a_phone(
    browser: Browser, site: str, username: str, path: str
) -> None:
    with Desk(browser, site, PHONE).person(username) as page:
        assert page.goto(site + path)
        assert too_wide(page) <= 0
