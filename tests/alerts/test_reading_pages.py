"""The alert pages as a browser and a screen reader get them: labels, order, languages, pages."""

import re
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from kentongan.access.labels import Label
from kentongan.accounts.models import User
from kentongan.alerts.models import Alert, Effect, Outcome, State
from kentongan.regions.models import Region
from tests.alerts.conftest import MakeAlert, add_signal, brought_to

PAGES = ("alerts:list", "alerts:map", "alerts:week")
PRIGI = "35.03.05.2001"


class Reader(HTMLParser):
    """What a screen reader needs of a page: identifiers, labels, inputs, headings, tables."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.identifiers: list[str] = []
        self.labelled: set[str] = set()
        self.bare_inputs: list[str] = []
        self.headings: list[int] = []
        self.inside_label = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        words = {name: value or "" for name, value in attrs}
        if "id" in words:
            self.identifiers.append(words["id"])
        if tag == "label":
            self.inside_label += 1
            self.labelled.add(words.get("for", ""))
        if tag in {"input", "select", "textarea"} and words.get("type") != "hidden":
            named = self.inside_label or words.get("aria-label")
            self.bare_inputs += [] if named else [words.get("id", "?")]
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))

    def handle_endtag(self, tag: str) -> None:
        if tag == "label":
            self.inside_label -= 1


def read(client: Client, name: str, query: str = "", *arguments: object) -> str:
    answer = client.get(reverse(name, args=arguments) + query)
    assert answer.status_code == 200
    return str(answer.content.decode())


def desk_page(client: Client, viewer: User, alert: Alert) -> str:
    client.force_login(viewer)
    return read(client, "alerts:detail", "", alert.pk)


def check_page(page: str) -> None:
    reader = Reader(page)
    assert [name for name in reader.bare_inputs if name not in reader.labelled] == []
    assert len(reader.identifiers) == len(set(reader.identifiers))
    assert reader.headings.count(1) == 1
    steps = zip(reader.headings, reader.headings[1:], strict=False)
    assert all(after - before <= 1 for before, after in steps)


@pytest.mark.parametrize("name", PAGES)
def test_every_input_has_a_label_and_every_heading_its_place(
    name: str, bima: User, alert: Alert, client: Client
) -> None:
    client.force_login(bima)
    check_page(read(client, name))


@pytest.mark.parametrize("state", list(State))
def test_the_page_of_an_alert_is_in_order_in_every_state(
    state: State, ratna: User, sari: User, made_alert: MakeAlert, client: Client
) -> None:
    outcome = Outcome.PARTLY if state in {State.OUTCOME, State.CLOSED} else ""
    alert = made_alert(state=state, owner=sari, outcome=outcome)
    add_signal(alert, "report:a")
    check_page(desk_page(client, ratna, alert))


def test_the_order_of_the_page_is_what_is_known_then_what_to_do_then_why(
    sari: User, alert: Alert, client: Client
) -> None:
    page = desk_page(client, sari, alert)
    parts = ("<h1>", "Periksa berikutnya", "Langkah Anda", "Riwayat", "Apa dasarnya")
    places = [page.index(part) for part in parts]
    assert places == sorted(places)


def test_of_several_steps_the_first_stands_open(sari: User, alert: Alert, client: Client) -> None:
    brought_to(alert, State.RISK_ASSESSMENT, sari)
    page = desk_page(client, sari, alert)
    assert page.count('<details class="step" open>') == 1
    assert page.count('<details class="step"') == 4  # three arrows and the note
    assert page.index("Tetapkan tindakan") < page.index("Periksa lagi")


def test_after_a_refusal_the_problem_is_announced_and_comes_before_the_alert(
    sari: User, alert: Alert, client: Client
) -> None:
    brought_to(alert, State.ACTION, sari)
    client.force_login(sari)
    url = reverse("alerts:move", args=[alert.pk, "outcome"])
    page = client.post(url, {"outcome-catatan": "<b>Rumah</b> kosong"}).content.decode()
    check_page(page)
    assert page.index('role="alert"') < page.index("<h1>")
    assert "&lt;b&gt;Rumah&lt;/b&gt; kosong" in page
    assert "<b>Rumah" not in page


def test_a_note_with_nul_is_turned_away_by_the_form(
    sari: User, alert: Alert, client: Client
) -> None:
    client.force_login(sari)
    url = reverse("alerts:note", args=[alert.pk])
    answer = client.post(url, {"note-catatan": "Rumahnya\x00 kosong."})
    assert answer.status_code == 422
    assert not alert.steps.exists()


def test_nothing_that_people_or_reports_wrote_is_markup(
    sari: User, made_alert: MakeAlert, client: Client
) -> None:
    evil = "<img src=x onerror=alert(1)>"
    alert = made_alert(title=evil, sentence=evil, checks=[evil])
    signal = add_signal(alert, "report:a")
    signal.sentence = evil
    signal.save()
    for row in signal.evidence.all():
        row.reason = row.agency_name = evil
        row.save()
    page = desk_page(client, sari, alert)
    assert "<img src=x" not in page
    assert page.count("&lt;img src=x") >= 6


def test_a_closed_alert_shows_its_outcome_and_says_where_news_goes(
    bima: User, made_alert: MakeAlert, client: Client
) -> None:
    alert = made_alert(
        state=State.CLOSED, outcome=Outcome.CONFIRMED, effect=Effect.LEGAL_PATH, due_at=None
    )
    page = desk_page(client, bima, alert)
    assert "Terbukti. Dialihkan ke jalur resmi." in page
    assert "notice-warn" in page
    assert "Kabar baru memunculkan peringatan baru." in page
    assert "tenggat" not in page


def test_an_alert_without_evidence_has_no_empty_table(
    sari: User, alert: Alert, client: Client
) -> None:
    assert 'aria-label="Bukti"' not in desk_page(client, sari, alert)


def test_a_row_without_day_village_and_agency_shows_dashes(
    sari: User, alert: Alert, client: Client
) -> None:
    signal = add_signal(alert)
    signal.evidence.create(source="thing:1", reason="tersambung")
    row = "<tr><td>–</td><td>–</td><td>–</td><td>tersambung</td></tr>"
    assert row in desk_page(client, sari, alert)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (["2026-11-02", "2026-11-29"], "November 2026."),
        (["2026-09-30", "2026-11-01"], "September 2026 – November 2026."),
        (["2025-11-01", "2026-11-01"], "November 2025 – November 2026."),
        ([None], "instansi."),
    ],
)
def test_a_partner_reads_months_and_never_days(
    days: list[str | None], words: str, joko: User, made_alert: MakeAlert, client: Client
) -> None:
    alert = made_alert(label=Label.INTERAGENCY)
    signal = add_signal(alert)
    for number, day in enumerate(days):
        signal.evidence.create(source=f"report:{number}", noticed_on=day, agency_name="Polri")
    page = desk_page(client, joko, alert)
    assert f"{len(days)} kabar dari 1 instansi" in page
    assert words in page


def test_the_pager_keeps_the_filter_and_starts_at_its_ends(
    bima: User, made_alert: MakeAlert, client: Client
) -> None:
    for _count in range(41):
        made_alert(kind="cluster")
    client.force_login(bima)
    first, second, third = (
        read(client, "alerts:list", f"?jenis=cluster&hal={n}") for n in (1, 2, 3)
    )
    assert 'href="?jenis=cluster&amp;hal=2"' in first
    assert "Sebelumnya" not in first
    assert "Halaman 2 dari 3" in second
    assert 'href="?jenis=cluster&amp;hal=1"' in second
    assert "Berikutnya" not in third
    assert third.count("data-alert=") == 1


@pytest.mark.parametrize(
    ("query", "is_live"), [("", True), ("?hal=2", False), ("?milik=on", False), ("?x=1", True)]
)
def test_only_the_first_page_of_the_whole_inbox_takes_news(
    query: str, is_live: bool, bima: User, made_alert: MakeAlert, client: Client
) -> None:
    for _count in range(21):
        made_alert()
    client.force_login(bima)
    assert (" data-live" in read(client, "alerts:list", query)) is is_live


def test_an_empty_inbox_and_an_empty_filter_say_different_things(
    bima: User, client: Client
) -> None:
    client.force_login(bima)
    assert "muncul di sini dengan sendirinya" in read(client, "alerts:list")
    filtered = read(client, "alerts:list", "?jenis=cluster")
    assert "cocok dengan saringan ini" in filtered
    assert "Hapus saringan" in filtered


def test_a_filter_from_the_map_names_its_village(bima: User, alert: Alert, client: Client) -> None:
    client.force_login(bima)
    page = read(client, "alerts:list", f"?wilayah={PRIGI}")
    assert "Wilayah: Prigi" in page
    assert page.count("data-alert=") == 1


@pytest.mark.parametrize(("name", "offered"), [("ratna", True), ("agung", True), ("sari", False)])
def test_the_way_to_the_weekly_sheet_stands_only_where_it_opens(
    name: str, offered: bool, client: Client, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(name))
    assert (reverse("alerts:week") in read(client, "alerts:list")) is offered


def test_the_map_leads_from_the_regency_to_its_sub_districts_and_back(
    bima: User, areas: dict[str, Region], alert: Alert, client: Client
) -> None:
    client.force_login(bima)
    regency = read(client, "alerts:map", "?wilayah=35.03")
    assert '<a href="?wilayah=35.03.05">Watulimo</a>' in regency
    district = read(client, "alerts:map", "?wilayah=35.03.05")
    assert 'href="?wilayah=35.03"' in district
    assert "Lihat lebih dekat" not in district


def test_without_boundaries_an_alert_known_only_by_sub_district_is_still_told(
    bima: User, made_alert: MakeAlert, client: Client
) -> None:
    made_alert("35.03.05")
    client.force_login(bima)
    page = read(client, "alerts:map")
    assert "Kecamatan Watulimo, desa belum diketahui" in page
    assert "Tidak ada peringatan terbuka di wilayah ini" not in page


def test_the_map_tells_in_a_list_what_it_tells_in_shades(
    bima: User, made_alert: MakeAlert, client: Client
) -> None:
    for code in (PRIGI, PRIGI, "35.03.04.2001"):
        made_alert(code)
    client.force_login(bima)
    page = read(client, "alerts:map")
    url = reverse("alerts:list")
    first = page.index(f'<a href="{url}?wilayah={PRIGI}">Prigi</a> <span class="badge">2</span>')
    second = page.index(f'<a href="{url}?wilayah=35.03.04.2001">Masaran</a>')
    assert first < second


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("alerts:list", ("Peringatan</h1>", "Saring daftar")),
        ("alerts:map", ("Peta peringatan terbuka", "Seluruh wilayah kerja")),
        ("alerts:week", ("Lembar mingguan", "Dibandingkan")),
    ],
)
def test_a_page_in_english_has_none_of_the_indonesian_headings(
    name: str, words: tuple[str, ...], bima: User, client: Client
) -> None:
    client.force_login(bima)
    indonesian = read(client, name)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    english = read(client, name)
    for word in words:
        assert word in indonesian
        assert word not in english


@pytest.mark.parametrize("name", [*PAGES, "alerts:weekly_sheet", "alerts:since"])
def test_no_page_of_casework_is_kept_by_the_browser(name: str, bima: User, client: Client) -> None:
    client.force_login(bima)
    assert "no-store" in client.get(reverse(name)).headers.get("Cache-Control", "")


def test_the_sheet_of_a_past_week_is_named_after_its_last_day(bima: User, client: Client) -> None:
    client.force_login(bima)
    answer = client.get(reverse("alerts:weekly_sheet"), {"sampai": "2026-11-08"})
    assert 'filename="lembar-mingguan-2026-11-08.pdf"' in answer.headers["Content-Disposition"]
    assert answer.content.startswith(b"%PDF-")


def test_the_screen_leads_to_the_paper_of_the_same_week(bima: User, client: Client) -> None:
    client.force_login(bima)
    page = read(client, "alerts:week", "?sampai=2026-11-08")
    assert f'{reverse("alerts:weekly_sheet")}?sampai=2026-11-08"' in page
    assert "2 November 2026 – 8 November 2026" in page
