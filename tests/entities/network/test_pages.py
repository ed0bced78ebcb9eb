"""The network pages: only what the viewer may see, the same picture for all readers of it."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kentongan.access.labels import Label
from kentongan.accounts.models import Agency, User
from kentongan.audit.models import AuditEvent
from kentongan.engine.synthetic.numbers import fake_phone
from kentongan.entities.models import Mention, Thing
from tests.entities.conftest import MASARAN, PRIGI, TASIKMADU

Told = Callable[..., list[Mention]]
AsUser = Callable[[User], Client]
PAGE, PRINT, NUMBERS, NAMES = (f"/hal/jaringan/{end}" for end in ("", "cetak/", "angka/", "nama/"))
TATIK, DARTO = ("alias", "Bu Tatik"), ("alias", "Pak Darto")
PHONE, OTHER = ("phone", fake_phone(12345)), ("phone", fake_phone(54321))
QUESTIONS = 26  # session, gate, mentions, names, places; more would grow with the network


def hal(name: str) -> str:
    """The word of a thing by its name."""
    return next(f"hal:{one.pk}" for one in Thing.objects.all() if one.display == name)


def numbers(client: Client, **asked: str) -> dict[str, Any]:
    answer = client.get(NUMBERS, asked)
    assert answer.status_code == 200
    return dict(answer.json())


def joined(told: dict[str, Any]) -> set[frozenset[str]]:
    """The pairs of names with a line."""
    name = [told["names"].get(key, key) for key in told["keys"]]
    pairs = zip(told["left"], told["right"], strict=True)
    return {frozenset({name[left], name[right]}) for left, right in pairs}


def shown_names(told: dict[str, Any]) -> set[str]:
    return {told["names"].get(key, key).partition(",")[0] for key in told["keys"]}


@pytest.fixture
def chain(told: Told) -> None:
    """Tatik and Darto know nothing of each other but a number."""
    told("report:1", TATIK, PHONE, region_code=PRIGI, noticed_on=date(2026, 11, 1))
    told("report:2", PHONE, DARTO, region_code=TASIKMADU, noticed_on=date(2026, 11, 9))
    told("report:3", ("organisation", "PT Nusa Karya"), OTHER, region_code=MASARAN)


def test_a_meeting_place_and_a_journey_are_in_the_picture(
    bima: User, told: Told, as_user: AsUser
) -> None:
    told("report:1", TATIK, ("place", "terminal Seloaji"), ("route", "lewat Dumai ke Melaka"))
    assert {"Terminal Seloaji", "Dumai - Melaka"} <= shown_names(numbers(as_user(bima)))


def test_what_one_report_tells_is_joined(bima: User, chain: None, as_user: AsUser) -> None:
    told = numbers(as_user(bima))
    phone = Thing.objects.get(pk=int(hal_of_phone().partition(":")[2])).display
    assert frozenset({"Tatik", phone}) in joined(told)
    assert frozenset({"Darto", phone}) in joined(told)
    assert frozenset({"Tatik", "Darto"}) not in joined(told)


def hal_of_phone() -> str:
    """The number that both told of."""
    return next(
        f"hal:{one.pk}" for one in Thing.objects.filter(kind="phone") if one.mentions.count() == 2
    )


def test_the_picture_holds_only_what_the_viewer_may_see(
    bima: User, dimas: User, asing: User, chain: None, as_user: AsUser
) -> None:
    assert "Tatik" in shown_names(numbers(as_user(bima)))
    assert numbers(as_user(dimas))["keys"] == []
    assert numbers(as_user(asing))["keys"] == []


def test_a_village_officer_sees_the_part_of_the_own_villages(
    sari: User, chain: None, as_user: AsUser
) -> None:
    seen = shown_names(numbers(as_user(sari)))
    assert {"Tatik", "Darto"} <= seen
    assert "PT Nusa Karya" not in seen


@pytest.mark.parametrize("address", [PAGE, PRINT, NUMBERS])
def test_a_centre_out_of_sight_is_not_found_like_one_that_does_not_exist(
    dimas: User, chain: None, as_user: AsUser, address: str
) -> None:
    client = as_user(dimas)
    statuses = [
        client.get(address, {"pusat": word}).status_code
        for word in (hal_of_phone(), "hal:999999", f"desa:{PRIGI}", "desa:99.99")
    ]
    assert statuses == [404] * 4


@pytest.mark.parametrize("address", [PAGE, PRINT, NUMBERS, f"{NAMES}?hal=1"])
def test_whose_role_sees_no_things_finds_no_such_page(
    laras: User, chain: None, as_user: AsUser, address: str
) -> None:
    assert as_user(laras).get(address).status_code == 404


def test_a_confidential_mention_is_no_line_for_whoever_reads_less(
    bima: User, told: Told, as_user: AsUser
) -> None:
    told("report:1", TATIK, PHONE, label=Label.PERSONAL)
    assert numbers(as_user(bima))["keys"] == []


def test_what_the_special_channel_keeps_is_no_line(
    bima: User, hadi: User, told: Told, as_user: AsUser
) -> None:
    told("report:1", TATIK, PHONE, hidden_from_id=bima.office.agency_id)  # type: ignore[union-attr]
    assert numbers(as_user(bima))["keys"] == []
    assert "Tatik" in shown_names(numbers(as_user(hadi)))


def test_paper_shows_nothing_of_the_special_channel(
    hadi: User, told: Told, as_user: AsUser
) -> None:
    told("report:1", TATIK, PHONE, hidden_from_id=hadi.office.agency_id)  # type: ignore[union-attr]
    assert "Tatik" in as_user(hadi).get(PAGE).text
    assert "Tatik" not in as_user(hadi).get(PRINT).text


def test_around_a_centre_there_is_what_lies_within_the_steps(
    bima: User, chain: None, as_user: AsUser
) -> None:
    tatik = hal("Tatik")
    near = shown_names(numbers(as_user(bima), pusat=tatik, langkah="1"))
    far = shown_names(numbers(as_user(bima), pusat=tatik, langkah="2"))
    assert "Darto" not in near
    assert "Darto" in far
    assert "PT Nusa Karya" not in far


def test_a_village_as_centre_shows_what_was_told_there(
    bima: User, chain: None, as_user: AsUser
) -> None:
    seen = shown_names(numbers(as_user(bima), pusat=f"desa:{MASARAN}", langkah="1"))
    assert "PT Nusa Karya" in seen
    assert "Tatik" not in seen


def test_only_the_asked_days_are_drawn(bima: User, chain: None, as_user: AsUser) -> None:
    late = shown_names(numbers(as_user(bima), sejak="2026-11-05", sampai="2026-11-10"))
    assert "Darto" in late
    assert "Tatik" not in late


def test_a_common_thing_is_drawn_only_when_asked_for(
    bima: User, chain: None, as_user: AsUser
) -> None:
    Thing.objects.filter(kind="phone").update(is_hub=True)
    assert hal_of_phone() not in numbers(as_user(bima))["keys"]
    told = numbers(as_user(bima), umum="on")
    assert told["keys"].index(hal_of_phone()) in told["hub"]


def test_the_shortest_path_is_told_with_its_reports(
    bima: User, chain: None, as_user: AsUser
) -> None:
    page = as_user(bima).get(PAGE, {"pusat": hal("Tatik"), "ke": hal("Darto")})
    steps = [(hop["start"], hop["end"]) for hop in page.context["path"]]
    assert [steps[0][0], steps[1][1]] == ["Tatik", "Darto"]
    assert steps[0][1] == steps[1][0]
    assert "Tasikmadu" in page.context["path"][1]["step"].place


def test_two_that_nothing_joins_are_said_to_have_no_path(
    bima: User, chain: None, as_user: AsUser
) -> None:
    page = as_user(bima).get(PAGE, {"pusat": hal("Tatik"), "ke": hal("PT Nusa Karya")})
    assert page.context["no_path"]
    assert "Tidak ada jalan" in page.text


def test_a_path_leads_only_through_what_the_viewer_may_see(
    sari: User, told: Told, as_user: AsUser
) -> None:
    told("report:1", TATIK, PHONE, region_code=PRIGI)
    told("report:2", PHONE, OTHER, region_code=MASARAN)
    told("report:3", OTHER, DARTO, region_code=TASIKMADU)
    page = as_user(sari).get(PAGE, {"pusat": hal("Tatik"), "ke": hal("Darto")})
    assert page.context["no_path"]


def test_names_come_for_things_in_sight_alone(
    bima: User, dimas: User, chain: None, as_user: AsUser
) -> None:
    pk = hal("Tatik").partition(":")[2]
    assert as_user(bima).get(NAMES, {"hal": f"{pk},999999"}).json()["names"] == {
        f"hal:{pk}": "Tatik"
    }
    assert as_user(dimas).get(NAMES, {"hal": pk}).json() == {"names": {}, "pages": {}}


@pytest.mark.parametrize("asked", ["", "x", "1,", "²", ",".join(["1"] * 201), "9" * 19])
def test_names_are_asked_for_by_numbers(bima: User, as_user: AsUser, asked: str) -> None:
    assert as_user(bima).get(NAMES, {"hal": asked}).status_code == 400


@pytest.mark.parametrize("asked", [{"pusat": "hal:x"}, {"pusat": "'; --"}, {"sejak": "kemarin"}])
def test_what_cannot_be_read_asks_for_nothing(
    bima: User, chain: None, as_user: AsUser, asked: dict[str, str]
) -> None:
    assert "Tatik" in as_user(bima).get(PAGE, asked).text


def test_an_unknown_parameter_is_a_mistake(bima: User, as_user: AsUser) -> None:
    assert as_user(bima).get(PAGE, {"siapa": "1"}).status_code == 400


def test_reading_what_confidential_sources_told_is_written_down(
    bima: User, told: Told, as_user: AsUser
) -> None:
    told("report:1", TATIK, PHONE, label=Label.CONFIDENTIAL)
    as_user(bima).get(NUMBERS)
    row = AuditEvent.objects.filter(action="thing.listed").get()
    assert row.detail["rows"] == 2


def test_no_source_leaves_the_house(bima: User, chain: None, as_user: AsUser) -> None:
    assert "report:" not in as_user(bima).get(NUMBERS).text
    assert "report:" not in as_user(bima).get(PAGE).text


def many(told: Told, count: int) -> None:
    for number in range(count):
        told(
            f"report:{number}",
            ("phone", fake_phone(number % 7)),
            ("alias", f"Pak Nama{number}"),
            region_code=(PRIGI, TASIKMADU, MASARAN)[number % 3],
        )


@pytest.mark.parametrize("address", [PAGE, PRINT, NUMBERS])
def test_the_questions_do_not_grow_with_the_network(
    bima: User, told: Told, as_user: AsUser, address: str
) -> None:
    client = as_user(bima)
    counts = []
    for size in (3, 30):
        many(told, size)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        counts.append(len(asked))
    assert counts[1] <= counts[0] + 1 <= QUESTIONS


def test_the_printed_page_is_drawn_by_the_server(bima: User, chain: None, as_user: AsUser) -> None:
    page = as_user(bima).get(PRINT).text
    assert len(re.findall(r"<circle ", page)) == 8
    assert "<canvas" not in page
    assert "landscape.css" in page


def test_the_screen_shows_the_same_without_a_script(
    bima: User, chain: None, as_user: AsUser
) -> None:
    page = as_user(bima).get(PAGE).text
    assert "<noscript><svg" in page
    assert "Garis yang paling sering" in page


def test_nothing_told_shows_an_empty_page(bima: User, as_user: AsUser, police: Agency) -> None:
    page = as_user(bima).get(PAGE)
    assert page.status_code == 200
    assert "Tidak ada hal" in page.text
