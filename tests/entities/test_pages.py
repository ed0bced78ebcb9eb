"""The pages of things: found by any spelling, counted in sight, strangers find nothing."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kentongan.access.labels import Label
from kentongan.accounts.models import Agency, User
from kentongan.audit.models import AuditEvent
from kentongan.encryption.blinding import blind
from kentongan.engine.synthetic.numbers import fake_account, fake_phone
from kentongan.engine.synthetic.spelling import PHONE_STYLES
from kentongan.entities import queries
from kentongan.entities.models import Mention, Thing
from kentongan.reports.models import Report
from kentongan.reports.rules import source_of
from tests.entities.conftest import MASARAN, PRIGI, TASIKMADU

Told = Callable[..., list[Mention]]
AsUser = Callable[[User], Client]
LIST = "/hal/"
PHONE = ("phone", fake_phone(12345))
REASON = "Nomor telepon kantor desa Prigi."


def page_of(thing: Thing) -> str:
    return reverse("entities:detail", args=[thing.pk])


def judge_of(thing: Thing) -> str:
    return reverse("entities:judge", args=[thing.pk])


def names_in(client: Client, **asked: str) -> list[str]:
    """What the list shows."""
    return [row["thing"].display for row in client.get(LIST, asked).context["rows"]]


@pytest.mark.parametrize("style", PHONE_STYLES)
def test_a_phone_is_found_in_any_spelling(
    bima: User, told: Told, as_user: AsUser, style: Callable[[str], str]
) -> None:
    told("report:1", PHONE)
    told("report:2", ("phone", fake_phone(54321)))
    written = style(PHONE[1].removeprefix("+62"))
    assert names_in(as_user(bima), kata=written) == [Thing.objects.get(key=blind(*PHONE)).display]


def test_a_part_of_a_phone_finds_it_whatever_stands_between_the_digits(
    bima: User, told: Told, as_user: AsUser
) -> None:
    told("report:1", PHONE)
    told("report:2", ("phone", fake_phone(54321)))
    assert len(names_in(as_user(bima), kata="0001-2345")) == 1
    assert len(names_in(as_user(bima), kata="012345")) == 1


def test_a_name_is_found_by_a_part_in_any_case(bima: User, told: Told, as_user: AsUser) -> None:
    told("report:1", ("organisation", "PT. NUSA KARYA"), ("alias", "Bu Tatik"))
    assert names_in(as_user(bima), kata="nusa") == ["PT Nusa Karya"]
    assert names_in(as_user(bima), kata="bu tatik") == ["Tatik"]


def test_a_search_reads_so_many_things_and_says_so(
    bima: User, told: Told, as_user: AsUser, monkeypatch: pytest.MonkeyPatch
) -> None:
    told("report:1", ("alias", "Bu Tatik"))
    told("report:2", ("alias", "Bu Tatikah"), ("alias", "Pak Darto"))
    monkeypatch.setattr(queries, "MOST_SEARCHED", 2)
    page = as_user(bima).get(LIST, {"kata": "tatik"})
    assert [row["thing"].display for row in page.context["rows"]] == ["Tatikah"]
    assert "hal terbaru saja" in page.text
    assert "hal terbaru saja" not in as_user(bima).get(LIST).text


def test_the_list_shows_one_kind_when_asked(bima: User, told: Told, as_user: AsUser) -> None:
    told("report:1", PHONE, ("alias", "Bu Tatik"))
    assert names_in(as_user(bima), jenis="alias") == ["Tatik"]
    assert len(names_in(as_user(bima), jenis="apa saja")) == 2


def test_common_things_are_listed_only_when_asked(bima: User, told: Told, as_user: AsUser) -> None:
    told("report:1", PHONE)
    Thing.objects.update(is_hub=True)
    assert names_in(as_user(bima)) == []
    page = as_user(bima).get(LIST, {"umum": "on"})
    assert len(page.context["rows"]) == 1
    assert "hal umum</span>" in page.text


def test_a_row_counts_villages_agencies_and_reports(
    bima: User, told: Told, as_user: AsUser, police: Agency
) -> None:
    told("report:1", PHONE, noticed_on=date(2026, 11, 2))
    told("report:2", PHONE, region_code=TASIKMADU, agency_id=police.pk)
    told("report:3", PHONE, region_code="", noticed_on=None)
    row = as_user(bima).get(LIST).context["rows"][0]
    assert (row["villages"], row["agencies"], row["sources"]) == (2, 2, 3)
    assert (row["first"], row["last"]) == (date(2026, 11, 2), date(2026, 11, 20))


def test_the_things_told_in_most_villages_come_first(
    bima: User, told: Told, as_user: AsUser
) -> None:
    told("report:1", ("alias", "Pak Darto"))
    told("report:2", ("alias", "Pak Darto"))
    told("report:3", ("alias", "Bu Tatik"))
    told("report:4", ("alias", "Bu Tatik"), region_code=TASIKMADU)
    assert names_in(as_user(bima)) == ["Tatik", "Darto"]


def test_a_long_list_has_pages_that_keep_the_search(
    bima: User, told: Told, as_user: AsUser
) -> None:
    told("report:1", *[("phone", fake_phone(index)) for index in range(30)])
    page = as_user(bima).get(LIST, {"jenis": "phone"})
    assert len(page.context["rows"]) == 25
    assert "?jenis=phone&amp;hal=2" in page.text


def test_an_unknown_parameter_is_refused(bima: User, as_user: AsUser) -> None:
    assert as_user(bima).get(LIST, {"urut": "acak"}).status_code == 400


def test_an_empty_list_says_what_to_do(bima: User, as_user: AsUser) -> None:
    assert "Belum ada hal" in as_user(bima).get(LIST).text
    assert "Coba sebagian nomornya" in as_user(bima).get(LIST, {"kata": "zzz"}).text


@pytest.mark.parametrize("who", ["joko", "wening", "agung", "laras"])
def test_a_role_without_sight_of_things_finds_no_such_page(
    who: str, told: Told, as_user: AsUser, request: pytest.FixtureRequest
) -> None:
    thing = told("report:1", PHONE)[0].thing
    client = as_user(request.getfixturevalue(who))
    assert client.get(LIST).status_code == 404
    assert client.get(page_of(thing)).status_code == 404
    assert client.post(judge_of(thing), {"reason": REASON}).status_code == 404


def test_a_stranger_finds_nothing_and_judges_nothing(
    asing: User, told: Told, as_user: AsUser
) -> None:
    thing = told("report:1", PHONE)[0].thing
    client = as_user(asing)
    assert names_in(client, kata=PHONE[1], umum="on") == []
    assert client.get(page_of(thing)).status_code == 404
    assert client.post(judge_of(thing), {"is_hub": "True", "reason": REASON}).status_code == 404


def test_who_is_not_logged_in_is_sent_to_the_login(told: Told) -> None:
    thing = told("report:1", PHONE)[0].thing
    for address in (LIST, page_of(thing)):
        assert "/akun/" in Client().get(address).headers["Location"]


def test_the_page_counts_only_what_is_in_sight(
    sari: User, bima: User, told: Told, as_user: AsUser
) -> None:
    thing = told("report:1", PHONE)[0].thing
    told("report:2", PHONE, region_code=MASARAN)
    told("report:3", PHONE, label=Label.PERSONAL)
    assert as_user(sari).get(page_of(thing)).context["counts"]["sources"] == 1
    assert as_user(bima).get(page_of(thing)).context["counts"]["sources"] == 2


def test_the_table_names_day_village_agency_and_writing(
    bima: User, told: Told, as_user: AsUser
) -> None:
    thing = told("report:1", ("phone", "0850-0001-2345"))[0].thing
    page = as_user(bima).get(page_of(thing)).text
    for words in ("20/11/2026", "Prigi, Watulimo, Trenggalek", "Imigrasi", "0850-0001-2345"):
        assert words in page


def test_a_report_is_linked_for_those_who_may_open_it(
    sari: User, bima: User, made_report: Callable[..., Report], as_user: AsUser
) -> None:
    report = made_report(sari, noticed=f"Nomor {PHONE[1]} dibagikan.")
    thing = Mention.objects.get(source=source_of(report.uuid)).thing
    link = reverse("reports:detail", args=[report.uuid])
    page = as_user(bima).get(page_of(thing)).text
    assert f'href="{link}"' in page
    assert as_user(bima).get(link).status_code == 200
    assert link not in as_user(sari).get(page_of(thing)).text


@pytest.mark.parametrize(
    "source", ["screening:7", "report:7", "report", "visit:2506c1f7-8342-4676-8fb8-706e2e48a706"]
)
def test_other_sources_have_no_link(bima: User, told: Told, as_user: AsUser, source: str) -> None:
    thing = told(source, PHONE)[0].thing
    assert "Baca laporan" not in as_user(bima).get(page_of(thing)).text


def test_what_has_no_place_or_day_is_shown_in_words(
    bima: User, told: Told, as_user: AsUser
) -> None:
    thing = told("report:1", PHONE, region_code="", noticed_on=None)[0].thing
    page = as_user(bima).get(page_of(thing))
    assert page.context["timeline"] is None
    assert "Tempat belum pasti" in page.text
    assert "1 laporan tanpa tanggal tidak tergambar." in page.text


def test_the_picture_has_a_row_a_village_and_a_dot_a_day(
    bima: User, told: Told, as_user: AsUser
) -> None:
    thing = told("report:1", PHONE)[0].thing
    told("report:2", PHONE)
    told("report:3", PHONE, region_code=TASIKMADU, noticed_on=date(2026, 11, 2))
    page = as_user(bima).get(page_of(thing)).text
    svg = page[page.index("<svg class") : page.index("</svg>", page.index("<svg class"))]
    assert re.findall(r'class="place"[^>]*>(\w+)', svg) == ["Tasikmadu", "Prigi"]
    assert re.findall(r'cx="([\d.]+%)"', svg) == ["3.00%", "97.00%"]
    assert "20 November 2026: 2 laporan" in svg


def test_the_pages_carry_no_script_or_style_inside(bima: User, told: Told, as_user: AsUser) -> None:
    thing = told("report:1", PHONE)[0].thing
    for address in (LIST, page_of(thing)):
        page = as_user(bima).get(address).text
        assert "<style" not in page
        assert " style=" not in page
        assert " onclick" not in page


def test_a_writing_cannot_bring_code_into_the_page(bima: User, told: Told, as_user: AsUser) -> None:
    thing = told("report:1", ("holding_house", "<script>alert(1)</script> rumah dekat pasar"))[0]
    assert "<script>alert" not in as_user(bima).get(page_of(thing.thing)).text


def test_the_common_thing_says_why(bima: User, told: Told, as_user: AsUser) -> None:
    thing = told("report:1", PHONE)[0].thing
    thing.is_hub, thing.hub_reason = True, REASON
    thing.save()
    page = as_user(bima).get(page_of(thing)).text
    assert "Hal umum." in page
    assert REASON in page


def test_an_analyst_marks_a_thing_as_common_and_takes_it_back(
    bima: User, told: Told, as_user: AsUser
) -> None:
    thing = told("report:1", PHONE)[0].thing
    client = as_user(bima)
    marked = client.post(judge_of(thing), {"is_hub": "True", "reason": REASON}, follow=True)
    assert "Ditandai sebagai hal umum." in marked.text
    assert 'name="is_hub" value="False"' in marked.text
    client.post(judge_of(thing), {"is_hub": "False", "reason": "Ternyata nomor perekrut."})
    thing.refresh_from_db()
    assert thing.hub_reason == ""


@pytest.mark.parametrize("reason", ["", "ya", "?" * 30])
def test_a_judgement_without_a_reason_comes_back_with_words(
    bima: User, told: Told, as_user: AsUser, reason: str
) -> None:
    thing = told("report:1", PHONE)[0].thing
    page = as_user(bima).post(judge_of(thing), {"is_hub": "True", "reason": reason})
    assert page.status_code == 422
    assert "alasannya dalam satu kalimat" in page.text
    assert 'aria-invalid="true"' in page.text


def test_who_may_not_judge_has_no_form_and_is_refused(
    hadi: User, told: Told, as_user: AsUser
) -> None:
    thing = told("report:1", PHONE)[0].thing
    client = as_user(hadi)
    assert judge_of(thing) not in client.get(page_of(thing)).text
    assert client.post(judge_of(thing), {"is_hub": "True", "reason": REASON}).status_code == 403


def test_judging_is_a_form_that_is_sent(bima: User, told: Told, as_user: AsUser) -> None:
    thing = told("report:1", PHONE)[0].thing
    assert as_user(bima).get(judge_of(thing)).status_code == 405


def test_reading_what_confidential_sources_told_is_written_down(
    bima: User, told: Told, as_user: AsUser
) -> None:
    thing = told("report:1", PHONE, label=Label.CONFIDENTIAL)[0].thing
    as_user(bima).get(page_of(thing))
    event = AuditEvent.objects.get(action="thing.read")
    assert (event.actor, event.subject) == ("bima", f"thing:{thing.pk}")
    assert event.detail == {"mentions": 1}


def test_reading_what_is_not_confidential_leaves_no_row(
    bima: User, told: Told, as_user: AsUser
) -> None:
    as_user(bima).get(page_of(told("report:1", PHONE)[0].thing))
    assert not AuditEvent.objects.filter(action="thing.read").exists()


def queries_of(client: Client, address: str) -> int:
    """How many statements a page takes, the second time."""
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        client.get(address)
    return len(captured)


def test_the_list_takes_as_many_queries_for_one_thing_as_for_many(
    bima: User, told: Told, as_user: AsUser
) -> None:
    told("report:1", PHONE)
    client = as_user(bima)
    few = queries_of(client, LIST)
    told("report:2", *[("account", f"BRI {fake_account(index)}") for index in range(20)])
    assert queries_of(client, LIST) == few <= 7


def test_the_page_takes_as_many_queries_for_one_mention_as_for_many(
    bima: User, told: Told, as_user: AsUser, police: Agency
) -> None:
    thing = told("report:1", PHONE)[0].thing
    client = as_user(bima)
    few = queries_of(client, page_of(thing))
    for number, code in enumerate([PRIGI, TASIKMADU, MASARAN] * 5):
        told(f"report:{number}", PHONE, region_code=code, agency_id=police.pk)
    assert queries_of(client, page_of(thing)) == few <= 13
