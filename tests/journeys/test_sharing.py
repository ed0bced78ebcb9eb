"""A share from one office to another person, on a phone, by keyboard, without JavaScript."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from acceptance.journey import PHONE, too_wide
from acceptance.site import PASSWORD

pytestmark = pytest.mark.browser


@contextmanager
def person(browser: Browser, site: str, username: str) -> Iterator[Page]:
    """A phone without JavaScript on which somebody has just logged in."""
    context = browser.new_context(viewport=PHONE, locale="id-ID", java_script_enabled=False)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{site}/akun/login/")
    page.fill("#id_login", username)
    page.fill("#id_password", PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    yield page
    context.close()


def press(page: Page, name: str) -> None:
    """Go to a button and press it, as somebody without a mouse does."""
    page.get_by_role("button", name=name, exact=True).focus()
    page.keyboard.press("Enter")


def test_an_alert_is_shared_and_read_on_a_phone(browser: Browser, site: str) -> None:
    with person(browser, site, "bima") as sender, person(browser, site, "yudi") as receiver:
        sender.goto(f"{site}/peringatan/")
        sender.locator(".alert-card h2 a").first.click()
        sender.get_by_role("link", name="Bagikan", exact=True).click()
        widths = {"receiver": too_wide(sender)}
        sender.get_by_role("link", name="Yudi Hartono").click()
        widths["form"] = too_wide(sender)
        press(sender, "Lihat isinya")
        expect(sender.get_by_role("heading", name="Persis inilah")).to_be_visible()
        widths["preview"] = too_wide(sender)
        shown = sender.locator("section[aria-labelledby=preview-title] tbody").first.inner_text()
        press(sender, "Kirim")
        expect(sender.get_by_text("Terkirim.")).to_be_visible()
        receiver.goto(site)
        receiver.get_by_role("link", name="Menunggu Anda terima").click()
        press(receiver, "Terima")
        receiver.get_by_role("link", name="Salinan ke-1").click()
        widths["document"] = too_wide(receiver)
        assert receiver.locator("tbody").first.inner_text() == shown
        assert all(width <= 0 for width in widths.values()), widths
