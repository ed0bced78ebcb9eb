"""The clock on an application: which runs, until when, and how loudly it is shown."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kentongan.accounts.models import User
from kentongan.regions.working_days import national_calendar
from kentongan.screening.actions import objecting
from kentongan.screening.actions.handing_over import Given, hand_over
from kentongan.screening.clocks import Clock, after_decision, clock_of, clocks_of
from kentongan.screening.decisions import State
from kentongan.screening.letters.handovers import NOT_YET, Handed
from kentongan.screening.models import Application, Taker, Way
from tests.screening.conftest import again, refuse

FRIDAY = date(2026, 11, 27)
DECIDED = datetime(2026, 11, 27, 3, 0, tzinfo=UTC)


def standing(state: State, **more: object) -> Application:
    """An application in a state; its clock started on a Friday."""
    fields: dict[str, object] = {"started_on": FRIDAY, "decided_at": DECIDED}
    return Application(state=state.value, **fields | more)


def shown(state: State, today: date, **more: object) -> Clock:
    clock = clock_of(standing(state, **more), today)
    assert clock is not None
    return clock


@pytest.mark.parametrize("state", [State.OPEN, State.PROPOSED, State.REFERRED, State.OVERTURNED])
def test_what_is_worked_on_has_four_working_days(state: State) -> None:
    clock = shown(state, FRIDAY)
    assert clock.last_day == date(2026, 12, 3)
    assert clock.words == "Putuskan dan terbitkan paling lambat 3 Desember 2026"
    assert "Permenkumham 8/2014" in clock.source


@pytest.mark.parametrize(
    ("today", "badge"),
    [
        (date(2026, 12, 1), "badge-ok"),
        (date(2026, 12, 2), "badge-warn"),
        (date(2026, 12, 3), "badge-warn"),
        (date(2026, 12, 4), "badge-bad"),
    ],
)
def test_a_clock_grows_loud_as_its_day_comes(today: date, badge: str) -> None:
    clock = shown(State.OPEN, today)
    assert (clock.badge, clock.is_over) == (badge, badge == "badge-bad")


def test_after_its_day_a_clock_says_since_when() -> None:
    assert shown(State.OPEN, date(2026, 12, 10)).words == (
        "Putuskan dan terbitkan: lewat sejak 3 Desember 2026"
    )


def test_papers_are_waited_for_until_the_stored_day() -> None:
    until = date(2026, 12, 27)
    clock = shown(State.WAITING, FRIDAY, waiting_until=until)
    assert clock.last_day == until
    assert "Dokumen pemohon ditunggu" in clock.words
    assert shown(State.WAITING, until + timedelta(days=1), waiting_until=until).is_over


def after(letter: Handed, today: date) -> Clock:
    """The clock after a decision on a Friday."""
    return after_decision(FRIDAY, letter, today, national_calendar())


def test_first_the_letter_is_delivered() -> None:
    clock = after(NOT_YET, date(2026, 12, 1))
    assert clock.words.startswith("Sampaikan surat")
    assert (clock.last_day, clock.is_over) == (date(2026, 12, 4), False)


def test_a_letter_that_nobody_delivered_stays_late() -> None:
    """The time to object has not begun: it is counted from the day of the notice."""
    clock = after(NOT_YET, date(2027, 2, 1))
    assert clock.words == "Sampaikan surat kepada pemohon: lewat sejak 4 Desember 2026"
    assert (clock.badge, clock.is_over) == ("badge-bad", True)


def test_the_time_to_object_runs_from_the_day_the_applicant_had_the_letter() -> None:
    early = after(Handed(FRIDAY, FRIDAY), date(2026, 12, 1))
    assert early.words == "Keberatan dapat diajukan paling lambat 30 Desember 2026"
    assert early.badge == ""
    late = after(Handed(date(2026, 12, 4), date(2026, 12, 4)), date(2026, 12, 7))
    assert late.last_day > early.last_day


def test_a_posted_letter_starts_nothing_before_its_receipt() -> None:
    clock = after(Handed(FRIDAY), date(2027, 2, 1))
    assert "tanda terima pos" in clock.words
    assert (clock.badge, clock.is_over) == ("", False)


def test_when_the_time_to_object_is_over_nobody_is_late() -> None:
    clock = after(Handed(FRIDAY, FRIDAY), date(2027, 2, 1))
    assert "Masa keberatan lewat" in clock.words
    assert (clock.badge, clock.is_over) == ("", True)


@pytest.mark.parametrize("state", [State.ISSUED, State.UPHELD])
def test_at_the_end_no_clock_runs(state: State) -> None:
    assert clock_of(standing(state), FRIDAY) is None


def test_without_its_day_no_clock_runs() -> None:
    assert clock_of(standing(State.WAITING), FRIDAY) is None
    assert clock_of(standing(State.REFUSED, decided_at=None), FRIDAY) is None


STARTS = st.dates(date(2026, 1, 5), date(2027, 6, 1))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.none(), st.integers(0, 60)), STARTS, st.integers(0, 200))
def test_a_clock_that_is_over_never_comes_back(waited: int | None, start: date, days: int) -> None:
    came = None if waited is None else start + timedelta(days=waited)
    first, second = (
        after_decision(start, Handed(came, came), start + timedelta(days=n), national_calendar())
        for n in (days, days + 1)
    )
    assert second.last_day == first.last_day
    assert second.is_over >= first.is_over


@settings(max_examples=60, deadline=None)
@given(STARTS, st.integers(0, 60), st.integers(0, 60))
def test_who_has_the_letter_later_may_object_as_long_or_longer(
    start: date, sooner: int, more: int
) -> None:
    ends = [
        after(Handed(came, came), start).last_day
        for came in (start + timedelta(days=sooner), start + timedelta(days=sooner + more))
    ]
    assert ends[0] <= ends[1]


@pytest.mark.django_db
def test_the_clock_of_a_refusal_follows_its_letter(
    application: Application, nur: User, ratna: User
) -> None:
    refused, today = refuse(nur, ratna, application), timezone.localdate()
    clock = clock_of(again(refused), today)
    assert clock is not None
    assert clock.words.startswith("Sampaikan surat")
    given = Given(Way.HAND, Taker.APPLICANT, today)
    hand_over(by=nur, letter=refused.letters.get(), given=given)
    found = clocks_of([again(refused)], today)[refused.pk]
    assert found.words.startswith("Keberatan dapat diajukan")


@pytest.mark.django_db
def test_an_objection_is_answered_within_ten_working_days(
    application: Application, nur: User, ratna: User, hadi: User
) -> None:
    refused = refuse(nur, ratna, application)
    today = timezone.localdate()
    objecting.object_to(
        by=nur, application=refused, words="Paspor lama saya hilang", received_on=today
    )
    found = clocks_of([again(application)], today)[application.pk]
    assert found.words.startswith("Jawab keberatan")
    objecting.review(
        by=hadi, application=again(application), overturn=False, words="paspor masih berlaku"
    )
    assert clocks_of([again(application)], today) == {}


@pytest.mark.django_db
def test_the_clocks_of_a_list_cost_as_much_however_long_it_is(
    application: Application,
    nur: User,
    ratna: User,
    django_assert_num_queries: Callable[..., object],
) -> None:
    refused = refuse(nur, ratna, application)
    today = timezone.localdate()
    objecting.object_to(
        by=nur, application=refused, words="Paspor lama saya hilang", received_on=today
    )
    rows = [again(application) for _ in range(5)]
    with django_assert_num_queries(2):  # type: ignore[attr-defined]
        assert clocks_of(rows, today)


@pytest.mark.django_db
def test_the_clocks_of_decided_ones_cost_as_much_however_many_they_are(
    application: Application,
    nur: User,
    ratna: User,
    django_assert_num_queries: Callable[..., object],
) -> None:
    refused, today = refuse(nur, ratna, application), timezone.localdate()
    given = Given(Way.HAND, Taker.APPLICANT, today)
    hand_over(by=nur, letter=refused.letters.get(), given=given)
    rows = [again(application) for _ in range(5)]
    with django_assert_num_queries(3):  # type: ignore[attr-defined]
        assert clocks_of(rows, today)
