"""The main journey in a real browser: notice, report, alert, verify, outcome, weekly sheet.

Walks as people do, through the pages alone: a Bhabinkamtibmas has told of a telephone number, a
PIMPASA tells of the same number in the next village, and the office takes it from there.
"""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from acceptance.site import PASSWORD

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 800}
SECONDS_FOR_AN_ALERT = 5.0
SHOWN = {
    *("report-phone", "alert-phone", "outcome-phone", "alert-arrives-desktop"),
    *("alert-desktop", "week-desktop", "map-desktop"),
}
# Root, as in containers, needs --no-sandbox; the others keep Chromium from calling anyone.
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
)


def chromium_path() -> str:
    """The Chromium of this machine; "" when there is none."""
    named = os.environ.get("KENTONGAN_CHROMIUM", "")
    return named or shutil.which("chromium") or shutil.which("google-chrome") or ""


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless browser."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium_path(), args=list(CHROMIUM_FLAGS))
        yield browser
        browser.close()


@dataclass
class Walk:
    """One walk at one screen size; ``complaints`` are what the browser's console said."""

    browser: Browser
    url: str
    size: dict[str, int]
    number: str  # the telephone number both tell of
    pictures: Path | None = None
    name: str = "desktop"
    complaints: list[str] = field(default_factory=list)
    seconds_to_alert: float = 0.0
    taps: int = 0
    sheet: bytes = b""
    stranger_status: int = 0

    def all(self) -> "Walk":
        """From the first report to the sheet on paper."""
        with self.person("joko") as partner:
            self.report(partner, place=0)
        with self.person("bima") as analyst, self.person("sari") as officer:
            analyst.goto(f"{self.url}/peringatan/")
            self.picture(analyst, "inbox")
            self.report(officer, place=1)
            told = time.monotonic()
            news = analyst.locator("#inbox [data-alert].is-new").filter(has_text=self.number[-4:])
            expect(news.first).to_be_visible(timeout=15_000)
            self.seconds_to_alert = time.monotonic() - told
            self.picture(analyst, "alert-arrives")
            link = news.first.get_by_role("link").first
            address = link.get_attribute("href") or ""
            self.work_through(analyst, address)
            officer.goto(self.url + address)
            expect(officer.get_by_role("heading", level=1)).to_be_visible()
            self.picture(officer, "alert-of-the-village-officer")
        with self.person("laras") as stranger:
            self.stranger_status = self.status_of(stranger, address)
        self.print_sheet()
        return self

    @contextmanager
    def person(self, username: str) -> Iterator[Page]:
        """A page where somebody is logged in through the form."""
        context: BrowserContext = self.browser.new_context(
            viewport=self.size,
            locale="id-ID",
            timezone_id="Asia/Jakarta",  # type: ignore[arg-type]
        )
        page = context.new_page()
        page.on("console", lambda message: self.hear(message.type, message.text))
        page.on("pageerror", lambda error: self.hear("error", str(error)))
        page.goto(f"{self.url}/akun/login/")
        page.fill("#id_login", username)
        page.fill("#id_password", PASSWORD)
        page.get_by_role("button", name="Masuk").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Selamat bekerja")
        yield page
        context.close()

    def hear(self, kind: str, text: str) -> None:
        """Keep what the browser complains of (a refused script, a missing file)."""
        if kind in {"error", "warning"} and "404" not in text:
            self.complaints.append(text)

    def report(self, page: Page, place: int) -> None:
        """One report with taps alone, but for the number; counts the required taps."""
        page.get_by_role("link", name="Lapor", exact=True).click()
        page.locator(".chips-big .chip").nth(place).click()
        page.locator("#id_when .chip").first.click()
        page.locator('.chip:has(input[name="indicators"])').first.click()
        self.taps = 5  # Lapor, village, day, sign, send: the number below is a gift
        page.fill("#id_things", self.number)
        self.picture(page, "report")
        page.locator("#send").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Laporan diterima")

    def work_through(self, page: Page, address: str) -> None:
        """Take up, verify, assess, act, record the outcome."""
        page.goto(self.url + address)
        self.picture(page, "alert")
        page.get_by_role("button", name="Ambil dan periksa").click()
        self.move(page, "Benar, nilai risikonya", "Kedua pelapor ditelepon, nomornya benar sama.")
        self.move(page, "Tetapkan tindakan", "Risiko tinggi, datangi kedua desa bersama Disnaker.")
        self.move(page, "Catat hasil", "Dua calon batal berangkat dan mendaftar lewat Disnaker.")
        expect(page.locator(".notice", has_text="Hasil:")).to_be_visible()
        self.picture(page, "outcome")

    def move(self, page: Page, step: str, reason: str) -> None:
        """One step of the alert with its reason, choosing the first of every offered choice."""
        form = page.locator("details.step").filter(has=page.locator("summary", has_text=step))
        if form.get_attribute("open") is None:
            form.locator("summary").click()
        for group in form.locator("fieldset").all():
            group.locator(".chip").first.click()
        form.locator("textarea").fill(reason)
        form.get_by_role("button", name=step).click()
        expect(page.locator(".timeline")).to_contain_text(reason[:30])

    def status_of(self, page: Page, address: str) -> int:
        """What somebody gets who has no business there."""
        answer = page.goto(self.url + address)
        return answer.status if answer else 0

    def print_sheet(self) -> None:
        """The office head opens the week and its PDF."""
        with self.person("hadi") as head:
            head.goto(f"{self.url}/peringatan/lembar/")
            self.picture(head, "week")
            link = head.get_by_role("link", name="Buka sebagai PDF").get_attribute("href") or ""
            self.sheet = head.request.get(self.url + link).body()
            head.goto(f"{self.url}/peringatan/peta/")
            self.picture(head, "map")
            head.goto(f"{self.url}/")
            self.picture(head, "home")

    def picture(self, page: Page, what: str) -> None:
        """Keep a screenshot, where they are wanted; docs/journey.md shows them."""
        if self.pictures is not None and f"{what}-{self.name}" in SHOWN:
            page.screenshot(path=self.pictures / f"{what}-{self.name}.png", full_page=True)


def too_wide(page: Page) -> int:
    """Pixels by which the page is wider than the screen."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
