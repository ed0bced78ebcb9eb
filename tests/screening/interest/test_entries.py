"""Interest entries on applications: written, renewed, ended by date, by right and by objection."""

from datetime import date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from kentongan.access.errors import Refused
from kentongan.accounts.models import Office, User
from kentongan.accounts.roles import RoleKey
from kentongan.audit.models import AuditEvent
from kentongan.screening.actions import objecting
from kentongan.screening.actions.applications import open_application
from kentongan.screening.actions.interest import (
    end_after_overturn,
    end_expired,
    enter_interest,
    lift_interest,
    renew_interest,
)
from kentongan.screening.actions.retention import erase_applications
from kentongan.screening.interest import queries as interest_queries
from kentongan.screening.interest.rules import Obstacle, Standing
from kentongan.screening.models import Application, Basis, EndReason, Examination, InterestEntry
from tests import factories
from tests.screening.conftest import TO_WORK, again, refuse

REASON = "Nomor sponsor sama dengan tiga permohonan yang ditolak bulan ini."
TODAY = date(2026, 11, 27)


def noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))


@pytest.fixture
def refused(application: Application, nur: User, ratna: User) -> Application:
    return refuse(nur, ratna, application)


@pytest.fixture
def entry(refused: Application, ratna: User) -> InterestEntry:
    """Three months from today."""
    return enter_interest(by=ratna, application=refused, months=3, reason=REASON, now=noon(TODAY))


@pytest.fixture
def wulan(office: Office) -> User:
    """A second head of the office."""
    return factories.make_user("wulan", RoleKey.OFFICE_HEAD, office, "Wulan Sasmita")


def last_days(entry: InterestEntry) -> datetime:
    """When it may be renewed."""
    return noon(entry.ends_on - timedelta(days=5))


def test_an_entry_names_its_author_ground_and_end(entry: InterestEntry, ratna: User) -> None:
    assert (entry.author, entry.basis) == (ratna, Basis.RULING)
    assert (entry.starts_on, entry.ends_on) == (TODAY, date(2027, 2, 27))
    assert InterestEntry.objects.get(pk=entry.pk).reason == REASON


def test_it_is_written_down_without_its_reason(entry: InterestEntry) -> None:
    row = AuditEvent.objects.get(action="interest.entered")
    assert row.subject == entry.application.subject
    assert row.detail == {"row": entry.pk, "count": 3}


def refusal(deed: str, **words: object) -> str:
    """The sentence with which a deed is refused."""
    with pytest.raises(Refused) as refused:
        {"enter": enter_interest, "renew": renew_interest, "lift": lift_interest}[deed](**words)  # type: ignore[operator]
    return refused.value.reason


def test_an_open_application_gives_no_ground(application: Application, ratna: User) -> None:
    told = refusal("enter", by=ratna, application=application, months=3, reason=REASON)
    assert told == Obstacle.NO_GROUND


def test_a_proven_falsehood_is_a_ground(application: Application, ratna: User) -> None:
    Examination.objects.create(
        office=application.office, application=application, number="BAP/1", statement="Umrah.",
        is_proven_false=True, on=TODAY, by=ratna,
    )  # fmt: skip
    made = enter_interest(by=ratna, application=application, months=1, reason=REASON)
    assert made.basis == Basis.EXAMINATION


def test_there_is_one_live_entry_for_an_application(
    entry: InterestEntry, refused: Application, ratna: User
) -> None:
    told = refusal("enter", by=ratna, application=refused, months=3, reason=REASON)
    assert told == Obstacle.THERE_IS_ONE


@pytest.mark.parametrize("months", [0, 7])
def test_it_is_never_longer_than_six_months(refused: Application, ratna: User, months: int) -> None:
    told = refusal("enter", by=ratna, application=refused, months=months, reason=REASON)
    assert told == Obstacle.MONTHS


def test_it_needs_a_reason(refused: Application, ratna: User) -> None:
    assert "alasan" in refusal("enter", by=ratna, application=refused, months=3, reason="…")


def test_only_who_may_enters_one(refused: Application, nur: User, hadi: User) -> None:
    for person in (nur, hadi):
        words = {"by": person, "application": refused, "months": 3, "reason": REASON}
        assert "Peran Anda" in refusal("enter", **words)


def test_a_stranger_enters_none(refused: Application, other_office: Office) -> None:
    stranger = factories.make_user("dewi", RoleKey.SECTION_HEAD, other_office)
    words = {"by": stranger, "application": refused, "months": 3, "reason": REASON}
    assert "tidak ada atau bukan untuk Anda" in refusal("enter", **words)


def test_a_reviewer_renews_it_from_its_last_day(entry: InterestEntry, hadi: User) -> None:
    renewed = renew_interest(by=hadi, entry=entry, months=6, reason=REASON, now=last_days(entry))
    entry.refresh_from_db()
    assert entry.end_reason == EndReason.RENEWED
    assert (renewed.renews, renewed.renewed_by, renewed.author) == (entry, hadi, entry.author)
    assert renewed.starts_on == entry.ends_on
    assert renewed.ends_on == date(2027, 8, 27)


def test_its_author_does_not_renew_it(entry: InterestEntry, hadi: User) -> None:
    InterestEntry.objects.filter(pk=entry.pk).update(author=hadi)
    words = {"by": hadi, "entry": entry, "months": 3, "reason": REASON, "now": last_days(entry)}
    assert refusal("renew", **words) == Obstacle.OWN_ENTRY


def test_a_section_head_renews_none(entry: InterestEntry, ratna: User) -> None:
    words = {"by": ratna, "entry": entry, "months": 3, "reason": REASON, "now": last_days(entry)}
    assert "Peran Anda" in refusal("renew", **words)


def test_it_is_renewed_in_its_last_two_weeks_alone(entry: InterestEntry, hadi: User) -> None:
    words = {"by": hadi, "entry": entry, "months": 3, "reason": REASON}
    assert refusal("renew", now=noon(TODAY), **words) == Obstacle.TOO_EARLY
    assert refusal("renew", now=noon(entry.ends_on), **words) == Obstacle.OVER


@pytest.mark.parametrize("who", ["ratna", "hadi"])
def test_who_writes_or_reviews_entries_may_lift_one(
    request: pytest.FixtureRequest, entry: InterestEntry, who: str
) -> None:
    person: User = request.getfixturevalue(who)
    lift_interest(by=person, entry=entry)
    entry.refresh_from_db()
    assert (entry.end_reason, entry.ended_by) == (EndReason.LIFTED, person)
    assert refusal("lift", by=person, entry=entry) == Obstacle.OVER


def test_an_officer_at_the_counter_lifts_none(entry: InterestEntry, nur: User) -> None:
    assert "Peran Anda" in refusal("lift", by=nur, entry=entry)


def test_it_ends_by_itself(entry: InterestEntry) -> None:
    assert end_expired(now=noon(entry.ends_on - timedelta(days=1))) == 0
    assert end_expired(now=noon(entry.ends_on)) == 1
    entry.refresh_from_db()
    assert (entry.end_reason, entry.ended_by) == (EndReason.EXPIRED, None)
    assert end_expired(now=noon(entry.ends_on)) == 0
    assert AuditEvent.objects.filter(action="interest.ended").count() == 1


def test_an_entry_that_is_over_does_not_stand_in_the_way(
    entry: InterestEntry, refused: Application, ratna: User
) -> None:
    again_made = enter_interest(
        by=ratna, application=refused, months=2, reason=REASON, now=noon(entry.ends_on)
    )
    entry.refresh_from_db()
    assert entry.end_reason == EndReason.EXPIRED
    assert again_made.starts_on == entry.ends_on


def test_an_objection_that_was_right_ends_it(entry: InterestEntry, wulan: User) -> None:
    ended = end_after_overturn(by=wulan, application=entry.application)
    assert ended == entry
    entry.refresh_from_db()
    assert (entry.end_reason, entry.ended_by) == (EndReason.OVERTURNED, wulan)
    assert end_after_overturn(by=wulan, application=entry.application) is None


def test_a_refusal_that_was_taken_back_is_no_ground(
    refused: Application, nur: User, hadi: User, ratna: User
) -> None:
    words = "Paspor lama itu sudah habis masa berlakunya."
    objecting.object_to(by=nur, application=refused, words=words, received_on=timezone.localdate())
    objecting.review(by=hadi, application=again(refused), overturn=True, words=words)
    told = refusal("enter", by=ratna, application=refused, months=3, reason=REASON)
    assert told == Obstacle.NO_GROUND


# --- what pages read ------------------------------------------------------------------------------


def test_the_page_of_the_application_shows_its_entry(
    entry: InterestEntry, ratna: User, hadi: User
) -> None:
    told = interest_queries.section(ratna, entry.application, TODAY)
    (line,) = told.lines
    assert (line.standing, line.may_renew, line.may_lift) == (Standing.LIVE, False, True)
    assert not told.may_enter
    soon = interest_queries.section(hadi, entry.application, entry.ends_on - timedelta(days=3))
    assert soon.lines[0].may_renew


def test_the_same_person_elsewhere_is_told_by_number_and_office_alone(
    entry: InterestEntry, tari: User
) -> None:
    newer = open_application(by=tari, told=TO_WORK)
    (found,) = interest_queries.section(tari, newer, TODAY).elsewhere
    assert found.number == entry.application.number
    assert found.ends_on == entry.ends_on
    assert interest_queries.section(tari, newer, entry.ends_on).elsewhere == []


@pytest.mark.usefixtures("entry")
def test_somebody_without_a_number_is_found_nowhere(child: Application, nur: User) -> None:
    assert interest_queries.section(nur, child, TODAY).elsewhere == []


@pytest.mark.usefixtures("entry")
def test_strangers_see_no_entry(other_office: Office, bima: User) -> None:
    stranger = factories.make_user("dewi", RoleKey.SECTION_HEAD, other_office)
    for person in (stranger, bima):
        assert not interest_queries.entries_in_sight(person).exists()


def test_those_that_end_soon_are_counted(entry: InterestEntry, office: Office) -> None:
    assert interest_queries.ending_soon(office, TODAY) == 0
    assert interest_queries.ending_soon(office, entry.ends_on - timedelta(days=14)) == 1
    assert interest_queries.ending_soon(office, entry.ends_on) == 0


def test_its_reason_goes_with_the_application(entry: InterestEntry) -> None:
    erase_applications([entry.application.subject])
    fresh = InterestEntry.objects.get(pk=entry.pk)
    assert fresh.is_erased
    assert fresh.reason == ""
    assert fresh.months == 3


# --- what the database holds ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        {"months": 7},
        {"months": 0},
        {"ends_on": TODAY},
        {"end_reason": EndReason.LIFTED},
        {"ended_at": noon(TODAY)},
    ],
)
def test_the_database_holds_the_rules_too(entry: InterestEntry, change: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        InterestEntry.objects.filter(pk=entry.pk).update(**change)


def test_the_database_knows_no_renewal_by_the_author(
    entry: InterestEntry, ratna: User, hadi: User
) -> None:
    renewed = renew_interest(by=hadi, entry=entry, months=1, reason=REASON, now=last_days(entry))
    for reviewer in (ratna, None):
        with pytest.raises(IntegrityError), transaction.atomic():
            InterestEntry.objects.filter(pk=renewed.pk).update(renewed_by=reviewer)


def test_the_database_knows_one_open_entry(entry: InterestEntry) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        InterestEntry.objects.create(
            application=entry.application, office=entry.office, author=entry.author,
            basis=Basis.RULING, reason=REASON, starts_on=TODAY, months=1,
            ends_on=date(2026, 12, 27),
        )  # fmt: skip
