"""The feed that keeps an open inbox fresh, and the addresses of the pages under hostile hands."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone as clock
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.accounts.models import User
from kentongan.alerts.models import Alert, State
from kentongan.alerts.views import (
    LONGEST_LOOK_BACK,
    MOST_NEWS,
    OVERLAP,
    asked_since,
    news_row,
    news_words,
)
from tests.alerts.conftest import NOW, MakeAlert, brought_to

OFFSETS = st.integers(-23 * 60 - 59, 23 * 60 + 59).map(
    lambda minutes: timezone(timedelta(minutes=minutes))
)


@pytest.mark.parametrize(
    ("asked", "start"),
    [
        ("2026-11-25T03:00:00+00:00", NOW - OVERLAP),
        ("2026-11-25T10:00:00+07:00", NOW - OVERLAP),  # the same moment in Trenggalek
        ("2026-11-25T02:00:00Z", NOW - timedelta(hours=1) - OVERLAP),
        ("2026-11-25T09:00:00+00:00", NOW - OVERLAP),  # a phone whose clock runs ahead
        ("2026-11-24T03:00:00+00:00", NOW - LONGEST_LOOK_BACK),
        ("2020-01-01T00:00:00+00:00", NOW - LONGEST_LOOK_BACK),
        ("0001-01-01T00:00:00+00:00", NOW - LONGEST_LOOK_BACK),
        ("0001-01-01T00:00:00+14:00", NOW - LONGEST_LOOK_BACK),
        ("9999-12-31T23:59:59-12:00", NOW - OVERLAP),
        ("2026-11-25T03:00:00", None),  # without a zone it is no moment
        ("2026-11-25", None),
        ("2026-02-30T00:00:00Z", None),
        ("", None),
        ("٢٠٢٦", None),
    ],
)
def test_from_which_moment_news_is_told(asked: str, start: datetime | None) -> None:
    assert asked_since(asked, NOW) == start


@given(st.datetimes(timezones=OFFSETS))
def test_any_moment_at_all_gives_a_start_within_the_last_day(moment: datetime) -> None:
    start = asked_since(moment.isoformat(), NOW)
    assert start is not None
    assert NOW - LONGEST_LOOK_BACK <= start <= NOW - OVERLAP


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)))
@settings(max_examples=40)
def test_who_asks_later_is_told_no_older_news(one: datetime, other: datetime) -> None:
    first, second = (asked_since(moment.isoformat(), NOW) for moment in sorted([one, other]))
    assert first is not None
    assert second is not None
    assert first <= second


@given(st.text(max_size=40))
def test_no_text_breaks_the_feed(text: str) -> None:
    start = asked_since(text, NOW)
    assert start is None or start <= NOW


def news(client: Client, since: datetime) -> dict[str, object]:
    answer = client.get(reverse("alerts:since"), {"sejak": since.isoformat()})
    assert answer.status_code == 200
    return dict(answer.json())


def test_a_transaction_that_committed_late_is_still_told(
    sari: User, made_alert: MakeAlert, client: Client
) -> None:
    asked = clock.now()
    made_alert(title="Terlambat tercatat", raised_at=asked - timedelta(seconds=20))
    client.force_login(sari)
    rows = news(client, asked)["alerts"]
    assert [row["title"] for row in rows] == ["Terlambat tercatat"]  # type: ignore[attr-defined]


def test_after_a_long_sleep_the_feed_tells_the_latest_fifty_oldest_first(
    bima: User, made_alert: MakeAlert, client: Client
) -> None:
    start = clock.now() - timedelta(hours=2)
    made = [made_alert(raised_at=start + timedelta(minutes=n)) for n in range(MOST_NEWS + 3)]
    client.force_login(bima)
    told = news(client, start)
    rows = [row["id"] for row in told["alerts"]]  # type: ignore[attr-defined]
    assert rows == [alert.pk for alert in made[-MOST_NEWS:]]
    assert told["waiting"] == MOST_NEWS + 3


def test_a_closed_alert_is_no_news(bima: User, made_alert: MakeAlert, client: Client) -> None:
    made_alert(state=State.CLOSED, outcome="partly")
    client.force_login(bima)
    told = news(client, clock.now() - timedelta(hours=3))
    assert (told["waiting"], told["alerts"]) == (0, [])


def test_what_somebody_else_works_on_is_news_but_waits_for_nobody_here(
    sari: User, bima: User, alert: Alert, client: Client
) -> None:
    brought_to(alert, State.ACTION, bima, updated_at=clock.now())
    client.force_login(sari)
    told = news(client, clock.now())
    assert told["waiting"] == 0
    assert len(told["alerts"]) == 1  # type: ignore[arg-type]


def test_a_row_of_news_leads_to_the_alert_and_its_card(alert: Alert) -> None:
    row = news_row(alert, alert.raised_at)
    assert row["url"] == f"/peringatan/{alert.pk}/"
    assert row["card"] == f"/peringatan/{alert.pk}/kartu/"
    assert row["is_new"] is True
    assert news_row(alert, alert.raised_at + timedelta(microseconds=1))["is_new"] is False
    assert news_row(alert, None)["is_new"] is False


def test_a_row_of_news_tells_no_person_and_no_source(sari: User, alert: Alert) -> None:
    brought_to(alert, State.ACTION, sari)
    row = news_row(alert, None)
    assert set(row) == {"id", "title", "url", "card", "changed", "is_new"}
    assert "Sari" not in str(row)


@pytest.mark.parametrize("count", [0, 1, 2, 1000])
def test_the_words_of_the_feed_in_both_languages(count: int) -> None:
    with translation.override("id"):
        words = news_words(count)
    with translation.override("en"):
        english = news_words(count)
    assert words["waiting"] == f"{count} peringatan menunggu Anda"
    assert str(count) in english["waiting"]
    assert all(one != other for one, other in zip(words.values(), english.values(), strict=True))
    assert "#" in words["many"]
    assert "#" in english["many"]


def test_one_waiting_alert_is_one_in_english(db: None) -> None:
    with translation.override("en"):
        assert news_words(1)["waiting"].split()[1] != news_words(2)["waiting"].split()[1]


NAMES = ("alerts:list", "alerts:since", "alerts:map", "alerts:week", "alerts:weekly_sheet")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_a_page_to_read_takes_no_writing(
    name: str, method: str, bima: User, client: Client
) -> None:
    client.force_login(bima)
    send: Callable[[str], object] = getattr(client, method)
    assert send(reverse(name)).status_code == 405  # type: ignore[attr-defined]


HOSTILE = ["%00", "%2e%2e%2f", "35.03%00", "%F0%9F%92%A3", "<script>", "35.03'", "x" * 3000]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("list", "wilayah"),
        ("list", "tahap"),
        ("list", "hal"),
        ("list", "milik"),
        ("map", "wilayah"),
        ("since", "sejak"),
        ("week", "sampai"),
    ],
)
def test_no_value_in_an_address_is_an_error_of_the_server(
    name: str, key: str, bima: User, client: Client
) -> None:
    client.force_login(bima)
    for value in HOSTILE:
        answer = client.get(f"{reverse(f'alerts:{name}')}?{key}={value}")
        assert answer.status_code in {200, 404}, value
        assert b"<script>" not in answer.content


@pytest.mark.parametrize("deed", ["take_up", "assign", "note"])
def test_without_login_nothing_is_written(deed: str, alert: Alert, client: Client) -> None:
    answer = client.post(reverse(f"alerts:{deed}", args=[alert.pk]), {"note-catatan": "Halo semua"})
    assert answer.status_code == 302
    assert reverse("account_login") in answer.headers["Location"]
    assert not alert.steps.exists()


@pytest.mark.parametrize("deed", ["take_up", "assign", "note"])
def test_a_form_without_its_token_is_turned_away(deed: str, sari: User, alert: Alert) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(sari)
    assert strict.post(reverse(f"alerts:{deed}", args=[alert.pk])).status_code == 403
    assert not alert.steps.exists()
