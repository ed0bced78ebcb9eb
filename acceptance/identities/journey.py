"""One recruiter under three spellings, in a real browser, from three reports to a corrected alert.

Three people of three agencies report him; the analyst finds that the first two are one, an alert
comes up; a third spelling is joined, the alert gains evidence; the third was somebody else, the
merge is undone, the alert is corrected and everybody who works on it is told.
"""

import re
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from acceptance.journey import DESKTOP, Walk, chromium
from acceptance.result import Part
from acceptance.site import running_site

SPELLINGS = ("Pak Moch. Dzulkarnain Wiryo", "H. Muhamad Zulkarnain Wirjo", "Mohammad Zulkarnaen")
REPORTERS = ("joko", "sari", "wening")
SAME = "Ketiga pelapor menyebut mobil dan istri yang sama."
WRONG = "Ternyata orang lain: ayahnya dan desanya berbeda."
SECONDS = 15_000


@dataclass
class Identities(Walk):
    """The walk; ``seen`` are the figures it brings home."""

    seen: dict[str, object] = field(default_factory=dict)

    def through(self) -> "Identities":
        """From the reports to the correction."""
        for place, (who, name) in enumerate(zip(REPORTERS, SPELLINGS, strict=True)):
            with self.person(who) as page:
                self.report_him(page, name, place % 2)
        with self.person("bima") as analyst:
            self.merge(analyst, SPELLINGS[0], SPELLINGS[1])
            address = self.alert_about(analyst)
            self.take(analyst, address)
            self.seen["two"] = self.evidence(analyst, address)
            self.merge(analyst, SPELLINGS[0], SPELLINGS[2])
            self.seen["three"] = self.evidence(analyst, address, wanted=3)
            self.undo(analyst, SPELLINGS[2])
            self.seen["back"] = self.evidence(analyst, address, wanted=2)
            self.seen["history"] = analyst.locator("main").inner_text()
        self.seen["told"] = [who for who in ("ratna", "hadi") if self.is_told(who)]
        with self.person("laras") as stranger:
            self.seen["stranger"] = self.status_of(stranger, address)
        return self

    def report_him(self, page: Page, name: str, place: int) -> None:
        """A report that names him, with his telephone number."""
        page.get_by_role("link", name="Lapor", exact=True).click()
        page.locator(".chips-big .chip").nth(place).click()
        page.locator("#id_when .chip").first.click()
        page.locator('.chip:has(input[name="indicators"])').first.click()
        page.fill("#id_noticed", f"Orang ini menjanjikan kerja, kabar dari {name[-6:]}.")
        page.locator("#id_person summary").click()
        page.fill("#id_person_name", name)
        page.fill("#id_person_phone", self.number)
        page.locator("#send").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Laporan diterima")

    def open_person(self, page: Page, name: str) -> None:
        """His page, through the search box."""
        page.goto(f"{self.url}/hal/cari/")
        page.fill("#words", name)
        page.get_by_role("button", name="Cari").click()
        page.get_by_role("link", name=name).first.click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(name)

    def merge(self, page: Page, name: str, other: str) -> None:
        """The suggestion with its explanation, then the judgement."""
        self.open_person(page, name)
        page.get_by_role("link", name=f"Bandingkan dengan {other}").click()
        explained = page.locator("section", has=page.locator("#why-title"))
        expect(explained).to_be_visible()
        self.seen.setdefault("bars", explained.locator("tr, li").count())
        page.locator(".chip", has_text="Orang yang sama").click()
        page.locator("textarea[name=alasan]").fill(SAME)
        page.get_by_role("button", name="Simpan penilaian").click()
        expect(page.locator("main")).to_contain_text(SAME)

    def undo(self, page: Page, name: str) -> None:
        """The latest judgement on this person is taken back."""
        self.open_person(page, name)
        said = page.locator("ol.timeline > li").filter(has_text=name)
        said.locator("summary", has_text="Batalkan penilaian ini").first.click()
        said.locator("textarea").first.fill(WRONG)
        said.get_by_role("button", name="Batalkan").first.click()
        expect(page.locator("main")).to_contain_text(WRONG)

    def alert_about(self, page: Page) -> str:
        """The address of the alert that the merge raised."""
        begun = time.monotonic()
        link = self.waited(page, f"{self.url}/peringatan/", SPELLINGS[0])
        self.seen["seconds"] = time.monotonic() - begun
        return link.get_attribute("href") or ""

    def waited(self, page: Page, address: str, words: str) -> Locator:
        """The link with these words, as soon as it is there, on whichever page of the list."""
        for _time in range(30):
            page.goto(address)
            while True:
                link = page.get_by_role("link", name=re.compile(re.escape(words)))
                if link.count():
                    return link.first
                further = page.get_by_role("link", name="Berikutnya")
                if not further.count():
                    break
                further.click()
            page.wait_for_timeout(500)
        raise TimeoutError(f"no link with {words}")

    def take(self, page: Page, address: str) -> None:
        """The analyst owns it from now on."""
        page.goto(self.url + address)
        page.get_by_role("button", name="Ambil dan periksa").click()

    def evidence(self, page: Page, address: str, wanted: int = 2) -> int:
        """How many rows of evidence the alert shows, as soon as they are as many as wanted."""
        rows = page.locator("table tbody tr", has=page.locator("a[href^='/laporan/']"))
        for _time in range(30):
            page.goto(self.url + address)
            if rows.count() == wanted:
                break
            page.wait_for_timeout(500)
        return rows.count()

    def is_told(self, who: str) -> bool:
        """Whether somebody's first page says that the alert was corrected."""
        with self.person(who) as page:
            page.goto(f"{self.url}/")
            return "dikoreksi" in page.locator("main").inner_text()


@contextmanager
def site() -> Iterator[str]:
    """A demo in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder, running_site(Path(folder)) as url:
        yield url


def parts() -> Sequence[Part]:
    """The journey in figures."""
    with site() as url, chromium() as browser:
        walk = Identities(browser, url, DESKTOP, "0850-0011-7722").through()
    return judged(walk)


def judged(walk: Identities) -> Sequence[Part]:
    """What was seen on the way against what should be."""
    seen = walk.seen
    seconds, bars = float(str(seen["seconds"])), int(str(seen["bars"]))
    leaders = ", ".join(map(str, seen["told"])) if isinstance(seen["told"], list) else ""
    corrected = "Gabungan orang dibatalkan" in str(seen["history"])
    return [
        ("suggestion explained", f"{bars} lines", ">= 2", bars >= 2),
        ("alert after the first merge", f"{seen['two']} reports", "2", seen["two"] == 2),
        ("seconds to the alert", f"{seconds:.1f}", "<= 15", seconds <= 15),
        ("alert after the second merge", f"{seen['three']} reports", "3", seen["three"] == 3),
        ("alert after the undoing", f"{seen['back']} reports", "2", seen["back"] == 2),
        ("its history says why", "yes" if corrected else "no", "yes", corrected),
        ("leaders told on their first page", leaders, "ratna, hadi", leaders == "ratna, hadi"),
        ("a stranger", str(seen["stranger"]), "404", seen["stranger"] == 404),
        ("complaints of the browser", str(len(walk.complaints)), "0", not walk.complaints),
    ]  # fmt: skip
