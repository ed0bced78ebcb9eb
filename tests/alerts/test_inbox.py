"""The inbox: what needs me first, filters, pages, and the feed that keeps it fresh."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from kentongan.accounts.models import User
from kentongan.alerts.actions.lifecycle import take_up
from kentongan.alerts.models import Alert, Effect, Outcome, State
from kentongan.alerts.queries import Wish, alerts_needing, inbox
from tests.alerts.conftest import MakeAlert, brought_to

MOST_QUERIES = 12


def titles(viewer: User, **wish: object) -> list[str]:
    now = timezone.now()
    return [alert.title for alert in inbox(viewer, Wish(**wish), now)]  # type: ignore[arg-type]


def test_what_needs_me_comes_first(sari: User, bima: User, made_alert: MakeAlert) -> None:
    now = timezone.now()
    brought_to(made_alert(title="milik Bima"), State.ACTION, bima)
    made_alert(title="belum diambil")
    brought_to(made_alert(title="milik saya"), State.ACTION, sari)
    late = made_alert(title="terlambat", due_at=now - timedelta(hours=1))
    brought_to(late, State.VERIFICATION, sari)
    assert titles(sari) == ["terlambat", "milik saya", "belum diambil", "milik Bima"]


def test_among_equals_the_more_urgent_and_then_the_earlier_deadline_comes_first(
    sari: User, made_alert: MakeAlert
) -> None:
    now = timezone.now()
    made_alert(title="pantau", urgency=3, due_at=now + timedelta(hours=1))
    made_alert(title="minggu ini, nanti", urgency=2, due_at=now + timedelta(days=2))
    made_alert(title="minggu ini, dulu", urgency=2, due_at=now + timedelta(days=1))
    made_alert(title="hari ini", urgency=1, due_at=now + timedelta(days=3))
    assert titles(sari) == ["hari ini", "minggu ini, dulu", "minggu ini, nanti", "pantau"]


def test_what_waits_for_closing_needs_the_leaders_not_the_officer(
    sari: User, ratna: User, hadi: User, alert: Alert
) -> None:
    brought_to(alert, State.OUTCOME, sari, outcome=Outcome.PARTLY, effect=Effect.NOTHING)
    assert list(alerts_needing(sari)) == []
    assert list(alerts_needing(ratna)) == [alert]
    assert list(alerts_needing(hadi)) == [alert]


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        ({}, {"satu", "dua", "tiga"}),
        ({"state": "action"}, {"dua"}),
        ({"state": "closed"}, {"empat"}),
        ({"kind": "cluster"}, {"tiga"}),
        ({"area": "35.03.04"}, {"tiga"}),
        ({"area": "35.03.05.2001"}, {"satu", "dua"}),
        ({"area": "35.02"}, set()),
        ({"mine": True}, {"dua"}),
        ({"overdue": True}, {"satu"}),
    ],
)
def test_a_filter_narrows_the_inbox(
    wish: dict[str, object], expected: set[str], bima: User, made_alert: MakeAlert
) -> None:
    made_alert(title="satu", due_at=timezone.now() - timedelta(hours=1))
    brought_to(made_alert(title="dua"), State.ACTION, bima)
    made_alert("35.03.04.2001", title="tiga", kind="cluster")
    made_alert(title="empat", state="closed", outcome="partly")
    assert set(titles(bima, **wish)) == expected


def test_a_card_says_in_words_what_colour_says(
    bima: User, made_alert: MakeAlert, client: Client
) -> None:
    made_alert(due_at=timezone.now() - timedelta(hours=3))
    client.force_login(bima)
    page = client.get(reverse("alerts:list")).content.decode()
    for words in ("Terlambat 3 jam", "⚠", "Belum ada yang menangani", "Prigi", "Diterima"):
        assert words in page


def test_a_title_is_text_and_never_markup(
    bima: User, made_alert: MakeAlert, client: Client
) -> None:
    title = "<script>alert(1)</script> {{7*7}}"
    made_alert(title=title)
    client.force_login(bima)
    page = client.get(reverse("alerts:list")).content.decode()
    assert escape(title) in page
    assert title not in page


def test_pages_of_twenty(bima: User, made_alert: MakeAlert, client: Client) -> None:
    for _count in range(23):
        made_alert()
    client.force_login(bima)
    first = client.get(reverse("alerts:list")).content.decode()
    second = client.get(reverse("alerts:list"), {"hal": "2"}).content.decode()
    assert (first.count("data-alert="), second.count("data-alert=")) == (20, 3)
    assert "Halaman 1 dari 2" in first


@pytest.mark.parametrize("page", ["0", "-1", "99999999", "1e309", "x", "\u0661"])
def test_a_page_number_that_makes_no_sense_shows_some_page(
    page: str, bima: User, alert: Alert, client: Client
) -> None:
    client.force_login(bima)
    assert client.get(reverse("alerts:list"), {"hal": page}).status_code == 200


@pytest.mark.parametrize("query", ["tahap=bogus", "wilayah=35%27--", "jenis=%00", "wilayah=9.9.9"])
def test_a_filter_that_nobody_offers_breaks_nothing(
    query: str, bima: User, alert: Alert, client: Client
) -> None:
    client.force_login(bima)
    assert client.get(f"{reverse('alerts:list')}?{query}").status_code == 200


@pytest.mark.parametrize("count", [1, 20])
def test_the_inbox_takes_few_queries_however_many_cards(
    count: int, sari: User, made_alert: MakeAlert, client: Client
) -> None:
    for _count in range(count):
        made_alert("35.03.05.2001", "35.03.05.2002")
    client.force_login(sari)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(reverse("alerts:list"))
    assert len(queries) <= MOST_QUERIES


def test_the_feed_tells_of_a_new_alert(sari: User, made_alert: MakeAlert, client: Client) -> None:
    client.force_login(sari)
    start = client.get(reverse("alerts:since")).json()
    alert = made_alert(title="Baru saja", raised_at=timezone.now())
    news = client.get(reverse("alerts:since"), {"sejak": start["now"]}).json()
    assert (start["waiting"], start["alerts"]) == (0, [])
    assert news["waiting"] == 1
    assert [(row["id"], row["title"], row["is_new"]) for row in news["alerts"]] == [
        (alert.pk, "Baru saja", True)
    ]


def test_the_feed_tells_of_a_change_without_calling_it_new(
    sari: User, bima: User, made_alert: MakeAlert, client: Client
) -> None:
    client.force_login(sari)
    alert = made_alert(raised_at=timezone.now() - timedelta(days=1))
    start = client.get(reverse("alerts:since")).json()["now"]
    take_up(by=bima, alert=alert)
    rows = client.get(reverse("alerts:since"), {"sejak": start}).json()["alerts"]
    assert [(row["id"], row["is_new"]) for row in rows] == [(alert.pk, False)]


@pytest.mark.parametrize(
    "moment", ["", "kemarin", "2026-13-45T99:00", "2026-11-25T10:00:00", "\x00"]
)
def test_the_feed_answers_a_bad_moment_with_the_time_only(
    moment: str, sari: User, alert: Alert, client: Client
) -> None:
    client.force_login(sari)
    answer = client.get(reverse("alerts:since"), {"sejak": moment})
    assert answer.status_code == 200
    assert answer.json()["alerts"] == []


def test_the_feed_takes_few_queries(sari: User, made_alert: MakeAlert, client: Client) -> None:
    for _count in range(20):
        made_alert()
    client.force_login(sari)
    start = (timezone.now() - timedelta(hours=2)).isoformat()
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("alerts:since"), {"sejak": start})
    assert len(queries) <= 9


def test_the_card_for_the_page_is_the_card_of_the_list(
    sari: User, alert: Alert, client: Client
) -> None:
    client.force_login(sari)
    card = client.get(reverse("alerts:card", args=[alert.pk])).content.decode()
    page = client.get(reverse("alerts:list")).content.decode()
    assert card.strip() in page


@pytest.mark.parametrize("page", ["alerts:list", "alerts:map", "alerts:week"])
def test_no_page_carries_inline_style_or_script(
    page: str, bima: User, alert: Alert, client: Client
) -> None:
    client.force_login(bima)
    content = client.get(reverse(page)).content.decode()
    assert " style=" not in content
    assert "<style" not in content
    assert "onclick" not in content
