"""Sealing in a real browser: on the phone, without a mouse, without JavaScript, and both ways.

The identity is typed in Chromium, opened by two custodians on the pages, and must not be found in
what was sent or in any file of the server.
"""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from acceptance.journey import PHONE, too_wide
from acceptance.site import PASSWORD, running_site
from kentongan.access.sealing import boxes, envelope
from kentongan.access.sealing.envelope import Identity
from kentongan.website.demo.custodians import PASSPHRASES
from tests.journeys.conftest import own_database

pytestmark = pytest.mark.browser
CANARY = "Burung Kenari Tersegel"
PHONE_NUMBER = "0850-0099-8877"
QUIET = "Merpati Tanpa Skrip"
CASE, REASON = "LP/17/2026", "Saksi perlu dilindungi sebelum pemeriksaan."
SUBJECT = "report:00000000-0000-4000-8000-000000000001"
NEW_WORDS = "jendela biru menghadap laut"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sealing")


@pytest.fixture(scope="module")
def url(browser: Browser, folder: Path) -> Iterator[str]:
    with own_database() as database, running_site(folder, database, days=30) as address:
        yield address


@dataclass
class Desk:
    """People at the site; ``sent`` is all they posted, ``told`` what the browser complained of."""

    browser: Browser
    url: str
    sent: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def open(self, **options: bool) -> BrowserContext:
        context = self.browser.new_context(viewport=PHONE, locale="id-ID", **options)  # type: ignore[arg-type]
        context.on("request", self.note)
        context.on("console", lambda message: self.hear(message.type, message.text))
        return context

    def hear(self, kind: str, text: str) -> None:
        """What the console complains of; a form that is refused on purpose is no complaint."""
        if kind in {"error", "warning"} and "422" not in text:
            self.told.append(text)

    def note(self, request: Request) -> None:
        """Everything that leaves the browser."""
        body = (request.post_data_buffer or b"").decode("utf-8", "replace")
        self.sent.append(f"{request.url} {body}")

    def person(self, name: str, **options: bool) -> Page:
        page = self.open(**options).new_page()
        page.goto(f"{self.url}/akun/login/")
        page.fill("#id_login", name)
        page.fill("#id_password", PASSWORD)
        page.get_by_role("button", name="Masuk").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Selamat bekerja")
        return page

    def goto(self, page: Page, path: str) -> None:
        """Open a page, with a fresh proof where one is asked for."""
        page.goto(self.url + path)
        if "reauthenticate" in page.url:
            page.fill("[name=password]", PASSWORD)
            page.locator("main form button").first.click()
            page.wait_for_url(lambda address: "reauthenticate" not in address)


@pytest.fixture(scope="module")
def desk(browser: Browser, url: str) -> Desk:
    return Desk(browser, url)


def report_by_keyboard(desk: Desk, page: Page) -> None:
    """The whole form with keys alone, the folded section too."""
    page.goto(f"{desk.url}/laporan/baru/")
    for name in ("place", "when"):
        page.locator(f"input[name={name}]").first.focus()
        page.keyboard.press("Space")
    page.locator("#id_noticed").focus()
    page.keyboard.type("Ada orang menawari kerja di kebun sawit tanpa kontrak.")
    page.locator("#identity summary").focus()
    page.keyboard.press("Enter")
    for text in (CANARY, PHONE_NUMBER, "Gang Kenari 9", "tetangga", "hanya malam hari"):
        page.keyboard.press("Tab")
        page.keyboard.type(text)
    expect(page.locator("[data-sealed-by=browser]")).to_be_visible()
    expect(page.locator("[data-sealed-by=server]")).to_be_hidden()
    assert too_wide(page) <= 0
    page.locator("#send").focus()
    page.keyboard.press("Enter")


@pytest.fixture(scope="module")
def receipt(desk: Desk) -> str:
    """The number that Sari's browser showed after sealing."""
    page = desk.person("sari")
    report_by_keyboard(desk, page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Laporan diterima")
    assert too_wide(page) <= 0
    return page.locator("#receipt").inner_text()


def test_what_was_typed_never_left_the_browser(desk: Desk, receipt: str) -> None:
    posted = [one for one in desk.sent if "segel1." in one]
    assert len(posted) == 1
    assert [one for one in desk.sent if CANARY in one or PHONE_NUMBER in one] == []
    assert "identity_name" not in posted[0]


def test_a_form_that_fails_keeps_what_was_typed_on_the_screen_and_seals_it_anew(
    desk: Desk,
) -> None:
    page = desk.person("sari")
    page.goto(f"{desk.url}/laporan/baru/")
    page.locator("#identity summary").click()
    page.fill("[data-identity=name]", CANARY)
    page.locator("#send").click()
    expect(page.locator("#form-errors")).to_be_visible()
    expect(page.locator("[data-identity=name]")).to_have_value(CANARY)
    assert page.locator("[data-identity=name]").get_attribute("name") is None
    assert page.locator("[data-identity=name]").get_attribute("value") is None
    assert [one for one in desk.sent if CANARY in one] == []


def take_step(desk: Desk, name: str, address: str, words: str) -> Page:
    page = desk.person(name)
    desk.goto(page, address)
    page.fill("[name=case_number]", CASE)
    page.fill("[name=words]", words)
    assert too_wide(page) <= 0
    page.locator("main form button").click()
    return page


@pytest.fixture(scope="module")
def asked(desk: Desk, receipt: str) -> str:
    """The address of Bima's request for the identity that Sari sealed."""
    page = desk.person("bima")
    page.goto(f"{desk.url}/laporan/")
    page.locator("main a[href^='/laporan/']").filter(
        has_text=re.compile("sawit|Watulimo|Prigi")
    ).first.click()
    address = page.get_by_role("link", name="Mohon dibuka").get_attribute("href") or ""
    desk.goto(page, address)
    page.fill("[name=case_number]", CASE)
    page.locator("main .chip").first.click()
    page.fill("[name=reason]", REASON)
    page.get_by_role("button", name="Ajukan").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Membuka segel")
    return page.url.removeprefix(desk.url)


def test_two_custodians_open_on_the_pages_what_the_browser_sealed(desk: Desk, asked: str) -> None:
    first = take_step(desk, "ratna", asked, PASSPHRASES["ratna"])
    expect(first.locator(".messages")).to_contain_text("15 menit")
    second = take_step(desk, "hadi", asked, PASSPHRASES["hadi"])
    expect(second.get_by_text(CANARY)).to_be_visible()
    expect(second.get_by_text(PHONE_NUMBER)).to_be_visible()
    assert too_wide(second) <= 0
    desk.goto(second, asked)
    expect(second.get_by_text("Sudah dibuka")).to_be_visible()
    assert CANARY not in second.content()


def test_the_reporter_sees_the_status_and_takes_the_identity_back(
    desk: Desk, receipt: str, asked: str
) -> None:
    page = desk.open().new_page()
    page.goto(f"{desk.url}/tanda-terima/")
    page.fill("[name=number]", receipt.replace("-", " "))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Diterima", exact=True)).to_be_visible()
    page.get_by_role("button", name="Hapus identitas saya").click()
    page.get_by_role("button", name="Ya, hapus").click()
    expect(page.locator("main [role=status]")).to_contain_text("sudah dihapus")
    assert too_wide(page) <= 0
    page.get_by_role("link", name="Tutup cepat").click()
    page.wait_for_url("about:blank")


def test_a_custodian_renews_the_key_on_the_page(desk: Desk) -> None:
    page = desk.person("agung")
    desk.goto(page, "/penyegelan/kunci/")
    page.fill("[name=words]", NEW_WORDS)
    page.fill("[name=again]", NEW_WORDS)
    page.locator("main form button").click()
    expect(page.get_by_text("3 dari 3 siap")).to_be_visible()
    assert too_wide(page) <= 0


def test_without_javascript_the_server_seals_and_keeps_nothing_plain(
    desk: Desk, folder: Path
) -> None:
    page = desk.person("sari", java_script_enabled=False)
    page.goto(f"{desk.url}/laporan/baru/")
    page.locator(".chips-big .chip").first.click()
    page.locator("#id_when .chip").first.click()
    page.fill("#id_noticed", "Ada rumah yang menampung calon pekerja.")
    page.locator("#identity summary").click()
    expect(page.get_by_text("server menyegel saat menerima")).to_be_visible()
    page.fill("[name=identity_name]", QUIET)
    page.locator("#send").click()
    expect(page.locator("#receipt")).to_be_visible()
    assert any(QUIET in re.sub(r"\+|%20", " ", one) for one in desk.sent)
    assert files_with(folder, QUIET, CANARY, PHONE_NUMBER) == []


def files_with(folder: Path, *words: str) -> list[str]:
    """The server's files (database, write-ahead log, all others) that hold one of the words."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    if not os.environ.get("KENTONGAN_DATABASE_URL", "").startswith("postgresql"):
        assert [path for path in files if path.name.endswith("-wal")]
    needles = [word.encode(code) for word in words for code in ("utf-8", "utf-16-le")]
    return [str(path) for path in files if any(one in path.read_bytes() for one in needles)]


def test_the_browser_has_nothing_to_complain_of(desk: Desk, receipt: str, asked: str) -> None:
    assert desk.told == []


# --- one format in two languages -------------------------------------------------------

PRIVATES = [boxes.new_private() for _ in range(3)]
PUBLICS = [boxes.public_bytes(one.public_key()) for one in PRIVATES]
NAMES = [boxes.fingerprint(public) for public in PUBLICS]
SOMEBODY = Identity("Kenari ÄŒ 日本", PHONE_NUMBER, "Gang 9", 'tetangga "dekat"', "malam\nsaja")
SEAL = """async ([identity, subject, keys]) => {
  const { seal } = await import("/static/js/seal.js");
  return seal(identity, subject, keys);
}"""
# The other way round exists for this test alone: the product opens on the server.
OPEN = (Path(__file__).parent / "open_seal.js").read_text(encoding="utf-8")


def holder(at: int) -> dict[str, object]:
    """A private key as WebCrypto imports it."""
    point, secret = PUBLICS[at], boxes.private_bytes(PRIVATES[at])
    jwk = {
        "kty": "EC",
        "crv": "P-256",
        "x": boxes.to_text(point[1:33]),
        "y": boxes.to_text(point[33:]),
        "d": boxes.to_text(secret),
    }
    return {"name": NAMES[at], "jwk": jwk, "point": boxes.to_text(point)}


@pytest.fixture(scope="module")
def blank(desk: Desk) -> Page:
    """A page of the site, where its modules can be loaded."""
    page = desk.open().new_page()
    page.goto(f"{desk.url}/tanda-terima/")
    return page


@pytest.mark.parametrize("count", [2, 3])
def test_what_chromium_seals_python_opens(count: int, blank: Page) -> None:
    keys = [boxes.to_text(public) for public in PUBLICS[:count]]
    blob = blank.evaluate(SEAL, [vars(SOMEBODY), SUBJECT, keys])
    sealed = envelope.read(blob)
    assert sealed.keys == tuple(sorted(NAMES[:count]))
    halves = [
        envelope.open_share(PRIVATES[at], sealed, share)
        for at, mate in ((0, 1), (1, 0))
        for share in sealed.shares_of(NAMES[at])
        if share.other == NAMES[mate]
    ]
    opened = envelope.open_text(sealed, *halves)
    assert opened.remarks == SOMEBODY.remarks
    assert opened.name == SOMEBODY.name
    assert len(blob) == len(envelope.seal(SOMEBODY, SUBJECT, PUBLICS[:count]))


def test_what_python_seals_chromium_opens(blank: Page) -> None:
    blob = envelope.seal(SOMEBODY, SUBJECT, PUBLICS)
    opened = blank.evaluate(OPEN, [blob, holder(0), holder(2)])
    assert Identity(**json.loads(opened)) == SOMEBODY
