"""People obey what holds for reports: labels, conflicts, the retention schedule, data subjects."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from kentongan.access.actions import declare_conflict
from kentongan.access.actions.labels import put_label
from kentongan.access.labels import Label
from kentongan.accounts.models import User
from kentongan.engine.linkage.people import Person
from kentongan.entities.actions import judge_people, record_people
from kentongan.entities.models import PersonMention, ProtectedMention
from kentongan.entities.person_queries import (
    confirmed_for_retention,
    people_in_sight,
    people_of_sources,
)
from kentongan.entities.sides import SUSPECTED
from kentongan.entities.told import Role, Setting, WrittenPerson
from kentongan.reports.actions.retention import tips_due
from kentongan.reports.models import Report
from kentongan.website.privacy.subject import of_people

Make = Callable[..., Setting]
Made = Callable[..., Report]
WHY = "Kedua pelapor menyebut rumah dan istri yang sama."


@pytest.fixture
def three(sari: User, setting: Make) -> list[PersonMention]:
    """Three voices name one man in three ways."""
    for number, name in enumerate(("Soleh", "Sholeh", "Saleh")):
        one = replace(setting(f"report:{number}"), voice=f"1:{number}")
        record_people(by=sari, told=[(one, [WrittenPerson(Role.SUSPECTED, Person(name))])])
    return list(PersonMention.objects.order_by("pk"))


Three = list[PersonMention]


@pytest.fixture
def merged(bima: User, three: Three) -> Three:
    """The first two are confirmed to be one."""
    judge_people(by=bima, first=three[0], second=three[1], verdict="same", reason=WHY)
    return three


def test_a_lowered_label_never_opens_people(sari: User, setting: Make) -> None:
    told = [WrittenPerson(role, Person("Soleh")) for role in Role]
    record_people(by=sari, told=[(setting("report:1"), told)])
    for model, least in ((PersonMention, 3), (ProtectedMention, 4)):
        assert model.objects.get().label == least
    put_label_of_copies("report:1", Label.OPEN)
    assert PersonMention.objects.get().label == Label.CONFIDENTIAL
    assert ProtectedMention.objects.get().label == Label.PERSONAL
    put_label_of_copies("report:1", Label.SEALED)
    assert PersonMention.objects.get().label == Label.SEALED


def put_label_of_copies(source: str, label: int) -> None:
    """The label of what copies a source; there is no report behind it here."""
    with pytest.MonkeyPatch.context() as patch:
        nothing = PersonMention.objects.none()
        patch.setattr("kentongan.access.actions.labels.rows_of", lambda _subject: nothing)
        put_label(source, label)


def test_who_stands_near_one_mention_sees_nothing_of_the_whole_person(
    bima: User, ratna: User, merged: Three
) -> None:
    declare_conflict(by=ratna, subject=f"person:{merged[1].pk}", reason="sepupu dari istrinya")
    assert [one.pk for one in people_in_sight(ratna)] == [merged[2].pk]
    assert people_in_sight(bima).count() == 3


def test_a_confirmed_person_corroborates_what_each_voice_tells(merged: Three) -> None:
    assert confirmed_for_retention([one.source for one in merged]) == {"report:0", "report:1"}


def test_the_subjects_of_people_keep_a_report_under_hold(three: Three) -> None:
    assert people_of_sources(["report:1"]) == {"report:1": [f"person:{three[1].pk}"]}


def test_a_tip_about_a_confirmed_person_is_not_due(
    sari: User, joko: User, bima: User, made_report: Made
) -> None:
    names = [WrittenPerson(Role.SUSPECTED, Person(name)) for name in ("Soleh", "Sholeh")]
    reports = [made_report(by, people=(one,)) for by, one in zip((sari, joko), names, strict=True)]
    late = max(report.recorded_at for report in reports) + timedelta(days=1)
    assert len(tips_due(late)) == 2
    first, second = PersonMention.objects.order_by("pk")
    judge_people(by=bima, first=first, second=second, verdict="same", reason=WHY)
    assert tips_due(late) == []


def test_a_data_subject_hears_how_often_he_is_named_but_not_by_whom(
    bima: User, merged: Three
) -> None:
    (two,) = of_people(SUSPECTED, "soleh")
    assert two["mentions"] == "kurang dari 3"
    judge_people(by=bima, first=merged[1], second=merged[2], verdict="same", reason=WHY)
    (three,) = of_people(SUSPECTED, "SOLEH")
    assert three["mentions"] == 3
    assert list(of_people(SUSPECTED, "Orang Lain")) == []
