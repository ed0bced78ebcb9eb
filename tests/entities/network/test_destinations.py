"""Where people are sent stands in the picture where the report itself is in sight."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from kentongan.accounts.models import User
from kentongan.engine.synthetic.numbers import fake_phone
from kentongan.entities.network.queries import spelled
from kentongan.entities.told import Written
from kentongan.reports.models import Report
from kentongan.reports.queries import destinations_told
from kentongan.reports.rules import source_of

MadeReport = Callable[..., Report]
AsUser = Callable[[User], Client]
NUMBERS, PAGE, PRINT = "/hal/jaringan/angka/", "/hal/jaringan/", "/hal/jaringan/cetak/"
PHONE = (Written("phone", fake_phone(7)),)


def destinations(client: Client, **asked: str) -> set[str]:
    told: dict[str, Any] = client.get(NUMBERS, asked).json()
    return {told["names"][key] for key in told["keys"] if key.startswith("tujuan:")}


def test_a_destination_is_the_last_column(
    bima: User, sari: User, made_report: MadeReport, as_user: AsUser
) -> None:
    made_report(sari, things=PHONE, destination="Hong Kong")
    assert destinations(as_user(bima)) == {"Hong Kong"}
    assert "Hong Kong" in as_user(bima).get(PAGE).text
    assert "Hong Kong" in as_user(bima).get(PRINT).text


def test_spellings_of_a_destination_are_one_node(
    bima: User, sari: User, made_report: MadeReport, as_user: AsUser
) -> None:
    for written in ("Hong Kong", "HONGKONG", "hong-kong"):
        made_report(sari, things=PHONE, destination=written)
    assert len(destinations(as_user(bima))) == 1


def test_who_does_not_read_the_report_learns_no_destination(
    bima: User, sari: User, dimas: User, made_report: MadeReport
) -> None:
    source = source_of(made_report(sari, things=PHONE, destination="Taiwan").uuid)
    assert destinations_told(bima, [source]) == {source: "Taiwan"}
    assert destinations_told(dimas, [source]) == {}


def test_paper_asks_the_gate_of_paper(sari: User, hadi: User, made_report: MadeReport) -> None:
    report = made_report(sari, things=PHONE, destination="Taiwan")
    Report.objects.filter(pk=report.pk).update(hidden_from=report.agency)
    source = source_of(report.uuid)
    assert destinations_told(hadi, [source]) == {source: "Taiwan"}
    assert destinations_told(hadi, [source], on_paper=True) == {}


@pytest.mark.parametrize("source", ["report:x", "import:7", ""])
def test_what_is_no_report_tells_no_destination(bima: User, source: str) -> None:
    assert destinations_told(bima, [source]) == {}


def test_a_report_without_a_destination_has_no_node(
    bima: User, sari: User, made_report: MadeReport, as_user: AsUser
) -> None:
    made_report(sari, things=PHONE)
    assert destinations(as_user(bima)) == set()


@pytest.mark.parametrize(
    ("written", "key"), [("Hong Kong", "hongkong"), (" U.A.E. ", "uae"), ("", ""), ("–", "")]
)
def test_a_destination_is_compared_by_its_letters(written: str, key: str) -> None:
    assert spelled(written) == key


def test_a_destination_cannot_be_made_the_centre(
    bima: User, sari: User, made_report: MadeReport, as_user: AsUser
) -> None:
    made_report(sari, things=PHONE, destination="Taiwan")
    told = as_user(bima).get(PAGE, {"pusat": "tujuan:taiwan"})
    assert told.context["wish"].centre is None
