"""The watch list, a rule and the budget in a real browser, on a telephone and by keyboard."""

import pytest
from playwright.sync_api import Browser, expect

from acceptance.journey import DESKTOP, PHONE, Walk, too_wide

pytestmark = pytest.mark.browser
RULE = "/peringatan/aturan/space_time_permutation_scan/1/"
PAGES = ("/peringatan/pantau/", "/peringatan/aturan/", RULE, "/peringatan/anggaran/")
BECAUSE = "Minggu panen: setengah petugas membantu di kantor kabupaten."


@pytest.mark.parametrize("path", PAGES)
def test_the_page_fits_a_telephone_and_the_browser_is_content(
    browser: Browser, site: str, path: str
) -> None:
    walk = Walk(browser, site, PHONE, "")
    with walk.person("ratna") as page:
        answer = page.goto(site + path)
        assert answer is not None
        assert answer.status == 200
        assert too_wide(page) <= 0
    assert walk.complaints == []


def test_the_inbox_leads_to_the_watch_list_and_on_to_the_budget(
    browser: Browser, site: str
) -> None:
    with Walk(browser, site, DESKTOP, "").person("bima") as page:
        page.goto(f"{site}/peringatan/")
        page.get_by_role("link", name="Daftar pantau").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Daftar pantau")
        page.get_by_role("link", name="Anggaran peringatan").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Anggaran peringatan")
        expect(page.locator("#id_alasan")).to_have_count(0)


def test_a_leader_sets_the_budget_without_a_mouse(browser: Browser, site: str) -> None:
    with Walk(browser, site, DESKTOP, "").person("ratna") as page:
        page.goto(f"{site}/peringatan/anggaran/")
        page.locator("#id_per_petugas").fill("3")
        page.locator("#id_alasan").focus()
        page.keyboard.type(BECAUSE)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_contain_text(BECAUSE)


def test_a_leader_stops_a_rule_and_lets_it_warn_again(browser: Browser, site: str) -> None:
    with Walk(browser, site, PHONE, "").person("ratna") as page:
        page.goto(site + RULE)
        for choice, standing in (("dihentikan", "Dihentikan"), ("memperingatkan", "Berlaku")):
            page.locator(".chip", has_text=choice).click()
            page.locator("#id_alasan").fill(BECAUSE)
            page.get_by_role("button", name="Simpan keputusan").click()
            expect(page.locator("header .badge").first).to_have_text(standing)
