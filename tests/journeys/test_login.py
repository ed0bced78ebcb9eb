"""Logging in with a second factor, in a real browser on a phone: app, key, renewed proof."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from acceptance.journey import PHONE, too_wide
from acceptance.site import PASSWORD, running_site
from tests.accounts.app import STEP, code
from tests.journeys.conftest import own_database

pytestmark = pytest.mark.browser
KEY = {
    "protocol": "ctap2",
    "transport": "usb",
    "hasResidentKey": False,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def site(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A demo that asks for a second factor; security keys want a name, not a number, as host."""
    folder: Path = tmp_path_factory.mktemp("login")
    with pytest.MonkeyPatch.context() as surroundings:
        surroundings.setenv("KENTONGAN_SECOND_FACTOR", "on")
        with own_database() as database, running_site(folder, database) as url:
            yield url.replace("127.0.0.1", "localhost")


class Seat:
    """Somebody at a phone; ``complaints`` are what the browser's console said."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.context, self.url = context, url
        self.page: Page = context.new_page()
        self.used = ""  # the digits that enrolled
        self.complaints: list[str] = []
        self.page.on("console", lambda message: self.hear(message.type, message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def hear(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"} and "404" not in text:
            self.complaints.append(text)

    def enter(self, username: str) -> None:
        """Name and password."""
        self.page.goto(f"{self.url}/akun/login/")
        self.page.fill("#id_login", username)
        self.page.fill("#id_password", PASSWORD)
        self.page.get_by_role("button", name="Masuk").click()

    def leave(self) -> None:
        self.page.locator("details.account summary").click()
        self.page.get_by_role("button", name="Keluar").click()

    def heading(self, words: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(words)
        assert too_wide(self.page) <= 0

    def enrol_app(self) -> str:
        """Install the app; returns its secret."""
        self.page.get_by_role("link", name="Pasang aplikasi kode").click()
        self.heading("Pasang aplikasi kode")
        picture = self.page.locator("img.qr")
        assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)")
        secret = self.page.locator("#secret").inner_text()
        self.used = self.give(secret)
        self.heading("Kode cadangan")
        assert self.page.locator("code").count() == 10
        return secret

    def give(self, secret: str) -> str:
        """The digits the app shows, typed and sent from the keyboard."""
        digits = code(secret)
        self.type(digits)
        return digits

    def type(self, digits: str) -> None:
        self.page.locator("#id_code").focus()
        self.page.keyboard.type(digits)
        self.page.keyboard.press("Enter")

    def plug_in(self) -> str:
        """A virtual security key; returns its number."""
        self.devtools = self.context.new_cdp_session(self.page)
        self.devtools.send("WebAuthn.enable")
        made = self.devtools.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
        return str(made["authenticatorId"])

    def unplug(self, key: str) -> None:
        self.devtools.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": key})


@contextmanager
def seat(browser: Browser, url: str) -> Iterator[Seat]:
    context = browser.new_context(viewport=PHONE, locale="id-ID")  # type: ignore[arg-type]
    yield Seat(context, url)
    context.close()


def next_code() -> None:
    """Wait until the app shows other digits: a code is good once."""
    time.sleep(STEP - time.time() % STEP + 0.2)


def test_from_the_password_to_the_app_and_back_with_a_code(browser: Browser, site: str) -> None:
    with seat(browser, site) as sari:
        sari.enter("sari")
        sari.heading("Pengaman akun")
        secret = sari.enrol_app()
        sari.page.get_by_role("link", name="Sudah disimpan, lanjut").click()
        sari.heading("Selamat bekerja")
        sari.leave()
        sari.enter("sari")
        sari.heading("Langkah kedua")
        sari.type(sari.used)  # spent: they enrolled
        expect(sari.page.locator(".error-summary")).to_be_visible()
        next_code()
        sari.give(secret)
        sari.heading("Selamat bekerja")
        sari.page.goto(f"{site}/akun/perangkat/")
        sari.heading("Perangkat saya")
        assert sari.complaints == []


def test_a_head_of_office_works_with_a_key_and_proves_with_it(browser: Browser, site: str) -> None:
    with seat(browser, site) as hadi:
        hadi.enter("hadi")
        hadi.heading("Pengaman akun")
        hadi.plug_in()
        hadi.page.get_by_role("link", name="Pasang kunci keamanan").click()
        hadi.heading("Pasang kunci keamanan")
        hadi.page.locator("#key-button").focus()
        hadi.page.keyboard.press("Enter")
        hadi.heading("Kode cadangan")
        hadi.page.goto(f"{site}/")
        hadi.heading("Selamat bekerja")
        hadi.leave()
        hadi.enter("hadi")
        hadi.heading("Langkah kedua")
        hadi.page.get_by_role("button", name="Pakai kunci keamanan").click()
        hadi.heading("Selamat bekerja")
        hadi.page.goto(f"{site}/akun/orang/")
        hadi.heading("Orang dan akun")
        hadi.page.goto(f"{site}/akun/pengaman/kunci/ulangi/?next=/akun/orang/undang/")
        hadi.page.get_by_role("button", name="Pakai kunci keamanan").click()
        hadi.heading("Undang orang baru")
        assert hadi.complaints == []


def test_without_the_key_the_page_says_so(browser: Browser, site: str) -> None:
    with seat(browser, site) as ratna:
        ratna.enter("ratna")
        key = ratna.plug_in()
        ratna.page.goto(f"{site}/akun/pengaman/kunci/pasang/")
        ratna.page.locator("#key-button").click()
        ratna.heading("Kode cadangan")
        ratna.leave()
        ratna.enter("ratna")
        ratna.unplug(key)
        ratna.plug_in()  # another one
        ratna.page.get_by_role("button", name="Pakai kunci keamanan").click()
        expect(ratna.page.locator("#key-problem")).to_contain_text("Kunci tidak terbaca")
        assert ratna.complaints == []


@pytest.mark.parametrize(
    "path", ["login/", "kode/", "logout/", "signup/", "inactive/", "tidak-ada/"]
)
def test_the_pages_for_strangers_fit_a_phone(browser: Browser, site: str, path: str) -> None:
    with seat(browser, site) as stranger:
        stranger.page.goto(f"{site}/akun/{path}")
        assert too_wide(stranger.page) <= 0
        assert stranger.complaints == []


def test_the_own_pages_fit_a_phone(browser: Browser, site: str) -> None:
    with seat(browser, site) as bima:
        bima.enter("bima")
        bima.heading("Pengaman akun")
        bima.enrol_app()
        for path in ("", "aplikasi/lepas/", "cadangan/", "cadangan/baru/", "kunci/pasang/"):
            bima.page.goto(f"{site}/akun/pengaman/{path}")
            assert too_wide(bima.page) <= 0, path
        for path in ("pengaman/ulangi/", "password/change/", "perangkat/", "logout/"):
            bima.page.goto(f"{site}/akun/{path}")
            assert too_wide(bima.page) <= 0, path
        assert bima.complaints == []
