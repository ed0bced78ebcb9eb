"""Beside each fact stand its source, how to mend it, whom to ask and how such cases ended."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kentongan.accounts.models import User
from kentongan.screening.actions.cautions import set_caution
from kentongan.screening.actions.facts import refresh
from kentongan.screening.actions.interviewing import deny, keep_answer, keep_paper
from kentongan.screening.cautions import around, marks_of
from kentongan.screening.facts.shown import facts_of, rate_words
from kentongan.screening.models import Application, RuleSuspension, StoredFinding
from kentongan.screening.quality.base_rates import Ended, base_rate
from kentongan.screening.quality.draw import SHARE, is_drawn
from tests.screening.counter.conftest import NOW, TODAY

Opened = Callable[..., Application]


@pytest.fixture
def mismatched(opened: Opened, rini: User) -> Application:
    """An applicant whose family card has another name."""
    application = opened()
    keep_paper(by=rini, application=application, kind="kk", told={"name": "Wati Lestarini"})
    return application


def test_a_fact_says_where_it_stands_and_how_it_is_mended(mismatched: Application) -> None:
    (fact,) = facts_of(mismatched, NOW)
    assert fact.source == "Permohonan, Kartu keluarga"
    assert fact.mend.startswith("Bawa kedua dokumen ke Dukcapil")
    assert "Dukcapil" in fact.ask
    assert fact.rate == "Belum cukup data di kantor ini."


def test_few_cases_tell_nothing_and_many_tell_counts() -> None:
    few = Ended("document_mismatch", decided=19, issued=1, grave=18)
    assert rate_words(base_rate(few)) == "Belum cukup data di kantor ini."
    many = Ended("document_mismatch", decided=40, issued=36, grave=3)
    assert "dari 40 permohonan" in rate_words(base_rate(many))
    assert "36 terbit" in rate_words(base_rate(many))


def test_a_denied_fact_is_shown_no_more_but_stays_found(
    mismatched: Application, rini: User
) -> None:
    (fact,) = facts_of(mismatched, NOW)
    reason = "Kartu keluarga itu milik kakak pemohon."
    deny(by=rini, application=mismatched, key=fact.key, reason=reason)
    assert facts_of(mismatched, NOW) == []
    assert refresh(by=rini, application=mismatched, now=NOW) == []
    assert StoredFinding.objects.filter(application=mismatched).exists()


def test_a_suspended_rule_finds_nothing(mismatched: Application, agung: User) -> None:
    RuleSuspension.objects.create(
        office=mismatched.office,
        kind="document_mismatch",
        answered=9,
        overturned=5,
        by=agung,
        at=NOW,
        reason="uji",
    )
    assert facts_of(mismatched, NOW) == []


def test_a_caution_on_a_phone_is_shown_by_its_number_alone(opened: Opened, rini: User) -> None:
    application = opened()
    marks = marks_of([("phone", "0812-0000-1234")])
    set_caution(by=None, office=application.office, subject="alert:17", marks=marks, on=TODAY)
    said = {"organiser": "acquaintance", "organiser_phone": "+62 812 0000 1234"}
    for question, written in said.items():
        keep_answer(by=rini, application=application, question=question, written=written, now=NOW)
    (fact,) = facts_of(application, NOW)
    assert fact.sentence == "Ada peringatan yang masih berlaku (17) tentang nomor telepon."


def test_living_in_a_cautioned_area_is_no_fact(opened: Opened) -> None:
    application = opened()
    code = "35.03.05.2001"
    Application.objects.filter(pk=application.pk).update(region_code=code)
    set_caution(
        by=None, office=application.office, subject="alert:18", marks=around(code), on=TODAY
    )
    application.refresh_from_db()
    assert facts_of(application, NOW) == []


def test_who_comes_with_a_child_is_met_by_a_caution_of_a_child_alone(
    opened: Opened, rini: User
) -> None:
    marks = marks_of([("phone", "0812-0000-1234")])
    set_caution(by=None, office=rini.office, subject="alert:19", marks=marks, on=TODAY)
    companion = {"companion": "Bibi", "companion_phone": "0812-0000-1234"}
    child = opened(
        "family", birth_date=TODAY - timedelta(days=9 * 365), national_id="", **companion
    )
    grown = opened("family", **companion)
    assert [fact.kind for fact in facts_of(child, NOW)] == ["companion_caution"]
    assert facts_of(grown, NOW) == []


def test_a_page_with_many_facts_costs_no_question_per_fact(
    client: Client, opened: Opened, rini: User
) -> None:
    client.force_login(rini)
    counts = list(questions_of_pages(client, opened, rini))
    assert counts[1] <= counts[0] + 2


def questions_of_pages(client: Client, opened: Opened, rini: User) -> Iterator[int]:
    """The number of questions of a page with no fact, and of one with five."""
    for name, told in (
        ("Siti Rahayu", {}),
        ("Bambang Sugiono", {"name": "A B", "mother": "C D", "birth_place": "E", "father": "F G"}),
    ):
        extra = {"mother": "Ibu Satu", "father": "Bapak Satu", "birth_place": "Ponorogo"}
        application = opened(national_id="", name=name, **extra)
        if told:
            keep_paper(by=rini, application=application, kind="ktp", told=told)
            keep_paper(by=rini, application=application, kind="kk", told={"name": "X Y"})
        with CaptureQueriesContext(connection) as questions:
            client.get(reverse("counter:facts", args=[application.uuid]))
        yield len(questions)


def test_the_random_check_takes_two_of_a_hundred() -> None:
    drawn = sum(is_drawn(UUID(int=number)) for number in range(20_000))
    assert abs(drawn / 20_000 - SHARE) < 0.005


def test_the_draw_does_not_change() -> None:
    first = [is_drawn(UUID(int=number)) for number in range(500)]
    assert first == [is_drawn(UUID(int=number)) for number in range(500)]
