"""The passport desk in a real browser, walked as its people walk it, through pages alone.

Four walks: a passport in a minute; papers asked for and brought; a refusal, the objection to it and
what ends with it; a child whose companion is warned of.
"""

import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser, Page, expect

from acceptance.journey import DESKTOP, Walk, chromium, too_wide
from acceptance.result import Part
from acceptance.site import running_site

SECONDS_TO_ISSUE = 60.0
# Numbers of areas and of a prefix that nobody has.
NUMBER, CHILDS_NUMBER = "9903055501900077", "9903054205120078"
RECRUITER = "0850 0066 5501"
OFFICER, HEAD, REVIEWER = "galih", "ratna", "hadi"
PRINTED = re.compile(r"/surat/\d+/")
ISSUED, WAITING, OPEN = "Disetujui", "Menunggu kelengkapan", "Dikerjakan"
REFERRED = "Diperiksa seksi Inteldakim"
OVERTURNED = "Ditolak → Ada keberatan → Keberatan diterima"
NOT_TOLD = ("peringatan", "waspada", "perekrut", "terduga", RECRUITER)


@dataclass
class Desk:
    """The walks over one site; each gives what it saw."""

    browser: Browser
    url: str
    size: dict[str, int] = field(default_factory=lambda: dict(DESKTOP))
    pictures: Path | None = None
    complaints: list[str] = field(default_factory=list)
    widths: dict[str, int] = field(default_factory=dict)

    @contextmanager
    def person(self, username: str) -> Iterator[Page]:
        """A page where somebody is logged in."""
        walk = Walk(self.browser, self.url, self.size, "")
        with walk.person(username) as page:
            yield page
        self.complaints += walk.complaints

    def look(self, page: Page, name: str) -> None:
        """Measure a page, and keep its picture where pictures are wanted."""
        self.widths[name] = too_wide(page)
        if self.pictures:
            page.screenshot(path=self.pictures / f"desk-{name}.png", full_page=True)

    # --- the steps ----------------------------------------------------------------------------

    def open(self, page: Page, purpose: str, **told: str) -> str:
        """A new application; the path of its page."""
        page.goto(f"{self.url}/permohonan/baru/")
        page.select_option("#id_purpose", purpose)
        for name, value in told.items():
            field = page.locator(f"#id_{name}")
            if not field.is_visible():  # folded away: who pays, who comes along
                page.locator("#applicant summary").click()
            field.fill(value)
        page.get_by_role("button", name="Buka permohonan").click()
        page.wait_for_url("**/loket/**")
        return page.get_by_role("link", name="P-").first.get_attribute("href") or ""

    def interview(self, page: Page) -> int:
        """Answer everything by keyboard: a digit, or "tidak tahu". How many questions came."""
        for asked in range(30):
            if page.get_by_text("Semua pertanyaan sudah dijawab").is_visible():
                return asked
            before = page.locator("#step").inner_text()
            if page.locator("#question [data-key]").count():
                page.keyboard.press("1")
            else:
                page.locator("#question button[name=unknown]").press("Enter")
            page.wait_for_function(
                "before => document.getElementById('step').innerText !== before", arg=before
            )
        return -1

    def propose(self, page: Page, path: str, code: str, words: str, facts: bool = False) -> None:
        """Propose by the coded reason, and decide at once where one officer may."""
        page.goto(self.url + path)
        form = page.locator("form[action$='/usul/']")
        form.locator("#id_propose-alasan").select_option(code)
        form.locator("#id_propose-kata").fill(words)
        if facts:
            form.locator(".chip").first.click()
        form.get_by_role("button", name="Usulkan, dan putuskan").click()
        page.wait_for_load_state()

    def print_letter(self, page: Page, path: str, papers: bool = False) -> str:
        """Look at the letter, tick the first paper where some are asked for, print it: its text."""
        page.goto(self.url + path)
        page.get_by_role("link", name="Lihat dan cetak surat").click()
        if papers:
            page.locator("form[method=get] .chip").first.click()
            page.get_by_role("button", name="Lihat lagi").click()
        page.get_by_role("button", name="Simpan dan cetak surat ini").click()
        page.wait_for_url(PRINTED)
        return page.locator("main").inner_text()

    def press(self, page: Page, deed: str, button: str, **said: str) -> None:
        """Fill the form of a deed on the application's page and press its button."""
        form = page.locator(f"form[action$='/{deed}/']")
        summary = page.locator("details:not([open])").filter(has=form).locator("> summary")
        if summary.count():
            summary.first.click()
        for name, value in said.items():
            form.locator(f"[name$={name}]").fill(value)
        form.get_by_role("button", name=button).click()
        page.wait_for_load_state()

    def state(self, page: Page, path: str) -> str:
        """Where the application stands, as its page says."""
        page.goto(self.url + path)
        return page.locator("header .badge").first.inner_text().strip()

    # --- the walks ----------------------------------------------------------------------------

    def issue(self) -> tuple[float, str]:
        """A passport for somebody without any obstacle: seconds, and the state at the end."""
        with self.person(OFFICER) as page:
            begun = time.monotonic()
            path = self.open(page, "tourism", name="Lestari Wening", phone="0850 0077 1201")
            self.interview(page)
            self.propose(page, path, "I1", "Dokumen lengkap dan rencananya jelas.")
            seconds = time.monotonic() - begun
            state = self.state(page, path)
            self.look(page, "issued")
        return seconds, state

    def ask(self) -> list[str]:
        """Papers are asked for, brought, and the passport is issued: the states on the way."""
        with self.person(OFFICER) as page:
            path = self.open(page, "family", name="Bagas Prakosa")
            self.interview(page)
            self.propose(page, path, "A1", "Akta kelahiran belum dibawa pemohon.")
            seen = [self.state(page, path)]
            self.print_letter(page, path, papers=True)
            self.look(page, "letter")
            page.goto(self.url + path)
            page.locator("form[action$='/buka-lagi/'] .chip").first.click()
            self.press(page, "buka-lagi", "Kerjakan lagi")
            seen.append(self.state(page, path))
            self.propose(page, path, "I1", "Akta sudah dibawa dan cocok dengan KTP.")
            seen.append(self.state(page, path))
        return seen

    def refuse(self) -> dict[str, str]:
        """A refusal, an interest entry, the objection and its answer: what each page said."""
        seen: dict[str, str] = {}
        with self.person(OFFICER) as officer:
            self.open(officer, "work", name="Wulan Asih", national_id=NUMBER)
            path = self.open(officer, "work", name="Wulan Asih", national_id=NUMBER)
            seen["fact"] = officer.locator("[data-fact=duplicate_application]").first.inner_text()
            self.propose(officer, path, "T1", "Permohonan pertama masih berjalan.", facts=True)
            self.print_letter(officer, path)
            self.decide_and_watch(path, seen)
            officer.goto(self.url + path)
            self.press(
                officer, "keberatan", "Catat keberatan",
                kata="Permohonan pertama sudah saya batalkan.", tanggal=today(),
            )  # fmt: skip
            seen["objected"] = self.state(officer, path)
            seen["letter"] = self.answer(path)
            seen["overturned"] = self.state(officer, path)
            seen["entry"] = officer.locator("#perhatian").inner_text()
        return seen

    def decide_and_watch(self, path: str, seen: dict[str, str]) -> None:
        """The second officer refuses and writes an interest entry."""
        with self.person(HEAD) as head:
            head.goto(self.url + path)
            self.press(head, "putuskan", "Putuskan seperti diusulkan")
            seen["refused"] = self.state(head, path)
            head.get_by_role("link", name="Buat catatan perhatian").click()
            head.locator(".chip").first.click()
            head.fill("#id_alasan", "Dua permohonan atas satu NIK dalam satu minggu.")
            head.get_by_role("button", name="Simpan").click()
            expect(head.locator("#perhatian")).to_contain_text("berlaku")
            self.look(head, "interest")

    def answer(self, path: str) -> str:
        """Somebody who had no part answers that the objection is right, and prints the letter."""
        with self.person(REVIEWER) as reviewer:
            reviewer.goto(self.url + path)
            form = reviewer.locator("form[action$='/jawaban/']")
            form.locator("input[value=ya]").check(force=True)
            form.locator("textarea").fill("Permohonan pertama memang sudah dibatalkan pemohon.")
            form.get_by_role("button", name="Jawab keberatan").click()
            reviewer.wait_for_load_state()
            reviewer.get_by_role("button", name="Cetak jawaban keberatan").click()
            reviewer.wait_for_url(PRINTED)
            self.look(reviewer, "answer")
            return reviewer.locator("main").inner_text()

    def warn(self) -> None:
        """Two people tell of one telephone number, and an analyst finds it to be true."""
        walk = Walk(self.browser, self.url, self.size, RECRUITER)
        with walk.person("joko") as partner:
            walk.report(partner, place=0)
        with walk.person("sari") as officer:
            walk.report(officer, place=1)
        with walk.person("bima") as analyst:
            card = analyst.locator("[data-alert]").filter(has_text=RECRUITER[-4:]).first
            analyst.goto(f"{self.url}/peringatan/")
            expect(card).to_be_visible(timeout=60_000)
            card.get_by_role("link").first.click()
            analyst.get_by_role("button", name="Ambil dan periksa").click()
            walk.move(analyst, "Benar, nilai risikonya", "Kedua pelapor ditelepon, benar sama.")

    def child(self) -> dict[str, str]:
        """A girl with her father, whose number is warned of: the facts, the letter, the state."""
        self.warn()
        with self.person(OFFICER) as page:
            path = self.open(
                page, "family", name="Wati Lestari", birth_date="2012-05-02",
                national_id=CHILDS_NUMBER, companion="Dul Karim", companion_relation="ayah",
                companion_phone=RECRUITER,
            )  # fmt: skip
            self.interview(page)
            page.goto(self.url + path)
            facts = page.locator("[data-fact=companion_caution]").first
            seen = {"fact": facts.inner_text() if facts.count() else ""}
            self.look(page, "child")
            self.propose(page, path, "R2", "Anak perlu didengar petugas perlindungan.", facts=True)
            seen["state"] = self.state(page, path)
            seen["letter"] = self.print_letter(page, path)
        return seen


def today() -> str:
    """The day at the office."""
    return datetime.now(ZoneInfo("Asia/Jakarta")).date().isoformat()


def told_of(letter: str) -> list[str]:
    """The words in a letter that would tell of a suspicion."""
    return [word for word in NOT_TOLD if word.lower() in letter.lower()]


def parts_of(desk: Desk) -> Iterator[Part]:
    """The walks as measurements."""
    seconds, state = desk.issue()
    good = state == ISSUED and seconds <= SECONDS_TO_ISSUE
    yield "a passport from opening to issue", f"{seconds:.0f} s, {state}", "at most 60 s", good
    states = desk.ask()
    wanted = [WAITING, OPEN, ISSUED]
    yield "papers asked for and brought", " → ".join(states), " → ".join(wanted), states == wanted
    yield from refusal(desk.refuse())
    yield from child(desk.child())
    wide = {name: width for name, width in desk.widths.items() if width > 0}
    yield "pages fit the screen", str(wide or "all"), "all", not wide
    heard = desk.complaints
    yield "the browser complains", f"{len(heard)} {heard[:2]}", "of nothing", not heard


def refusal(seen: dict[str, str]) -> Iterator[Part]:
    """What the walk of the refusal must have seen."""
    way = f"{seen['refused']} → {seen['objected']} → {seen['overturned']}"
    ended = "dibatalkan karena keberatan" in seen["entry"]
    yield "refused, objected to, overturned", way, OVERTURNED, way == OVERTURNED
    yield "the interest entry ends with it", "ended" if ended else seen["entry"], "ended", ended
    told = "catatan perhatian" in seen["letter"].lower()
    yield "the applicant is told by letter", str(told), "True", told


def child(seen: dict[str, str]) -> Iterator[Part]:
    """What the walk of the child must have seen."""
    yield "a companion who is warned of", seen["fact"][:60], "one fact", bool(seen["fact"])
    yield "the child is referred", seen["state"], REFERRED, seen["state"] == REFERRED
    words = told_of(seen["letter"])
    yield "the letter says nothing of it", str(words), "[]", not words


def journey_results() -> Iterator[Part]:
    """All walks over a demo of two months."""
    pictures = os.environ.get("KENTONGAN_PICTURES", "")
    with TemporaryDirectory() as folder, running_site(Path(folder)) as url, chromium() as browser:
        yield from parts_of(Desk(browser, url, pictures=Path(pictures) if pictures else None))
