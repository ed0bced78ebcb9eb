"""The clock on an application: which runs, until when, and how loudly it is shown."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kentongan.accounts.models import User
from kentongan.screening.actions import objecting
from kentongan.screening.clocks import Clock, clock_of, clocks_of
from kentongan.screening.decisions import State
from kentongan.screening.models import Application
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


@pytest.mark.parametrize("state", [State.REFUSED, State.POSTPONED])
def test_first_the_letter_is_delivered_then_the_time_to_object_runs(state: State) -> None:
    early = shown(state, date(2026, 12, 1))
    assert early.words.startswith("Sampaikan surat")
    assert early.last_day == date(2026, 12, 4)
    later = shown(state, date(2026, 12, 7))
    assert later.words.startswith("Keberatan dapat diajukan")
    assert later.last_day == date(2026, 12, 30)
    assert later.badge == ""


def test_when_the_time_to_object_is_over_nobody_is_late() -> None:
    clock = shown(State.REFUSED, date(2027, 2, 1))
    assert "Masa keberatan lewat" in clock.words
    assert (clock.badge, clock.is_over) == ("", True)


@pytest.mark.parametrize("state", [State.ISSUED, State.UPHELD])
def test_at_the_end_no_clock_runs(state: State) -> None:
    assert clock_of(standing(state), FRIDAY) is None


def test_without_its_day_no_clock_runs() -> None:
    assert clock_of(standing(State.WAITING), FRIDAY) is None
    assert clock_of(standing(State.REFUSED, decided_at=None), FRIDAY) is None


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from([State.OPEN, State.REFUSED, State.POSTPONED]),
    st.dates(date(2026, 1, 5), date(2027, 6, 1)),
    st.integers(0, 200),
)
def test_a_clock_that_is_over_never_comes_back(state: State, start: date, days: int) -> None:
    decided = datetime.combine(start, datetime.min.time(), UTC) + timedelta(hours=3)
    rows = standing(state, started_on=start, decided_at=decided)
    first, second = (clock_of(rows, start + timedelta(days=n)) for n in (days, days + 1))
    assert first is not None
    assert second is not None
    assert second.last_day >= first.last_day
    assert second.is_over >= (first.is_over and first.last_day == second.last_day)


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
def test_the_clocks_of_a_list_cost_two_questions_however_long_it_is(
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
