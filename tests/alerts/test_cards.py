"""The words of a card, the progress line, the findings, and the desk each person finds."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from kentongan.access.labels import Label
from kentongan.accounts.models import Office, User
from kentongan.alerts.cards import (
    LEGEND,
    URGENCIES,
    WAITING,
    card_of,
    cards_of,
    desk_of,
    evidence_rows,
    findings,
    owner_in_words,
    places_in_words,
    progress,
)
from kentongan.alerts.maps import STEPS, Shape
from kentongan.alerts.models import Alert, Evidence, Outcome, Signal, State, Step
from kentongan.alerts.wording import (
    figures_in_words,
    length_in_words,
    rarity,
    recurrence_days,
    remaining,
)
from kentongan.regions.models import Region
from tests.alerts.conftest import NOW, MakeAlert, add_signal, brought_to, make_alert

PRIGI = "35.03.05.2001"
NAMES = {"a": "Prigi", "b": "Tasikmadu", "c": "Karanggandu", "d": "Masaran", "e": "Craken"}
SECONDS = st.integers(0, 400 * 24 * 3600)


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        ("", ""),
        ("a", "Prigi"),
        ("abc", "Prigi, Tasikmadu, Karanggandu"),
        ("abcd", "Prigi, Tasikmadu, Karanggandu dan 1 desa lain"),
        ("abcde", "Prigi, Tasikmadu, Karanggandu dan 2 desa lain"),
        ("ax", "Prigi, x"),  # a code without a name in force stands for itself
    ],
)
def test_the_first_three_villages_are_named_and_the_others_counted(codes: str, words: str) -> None:
    assert places_in_words(list(codes), NAMES) == words


def test_places_are_told_in_english_too() -> None:
    with translation.override("en"):
        assert "2" in places_in_words(list("abcde"), NAMES)
        assert "desa lain" not in places_in_words(list("abcde"), NAMES)


def test_who_works_on_it_as_each_reads_it(sari: User, bima: User, joko: User, alert: Alert) -> None:
    assert owner_in_words(bima, alert) == "Belum ada yang menangani"
    assert owner_in_words(joko, alert) == "Belum ada yang menangani"
    brought_to(alert, State.ACTION, sari)
    assert owner_in_words(sari, alert) == "Anda"
    assert owner_in_words(bima, alert) == "Sari Wulandari"
    assert owner_in_words(joko, alert) == "Sedang ditangani"


def test_a_card_tells_why_it_needs_the_viewer(
    sari: User, ratna: User, made_alert: MakeAlert
) -> None:
    late = made_alert(due_at=timezone.now() - timedelta(hours=1))
    done = brought_to(made_alert(), State.OUTCOME, sari)
    assert card_of(sari, late).waiting == "Terlambat, perlu Anda"
    assert card_of(sari, made_alert()).waiting == "Belum diambil"
    assert card_of(sari, brought_to(made_alert(), State.ACTION, sari)).waiting == "Anda tangani"
    assert card_of(sari, done).waiting == ""
    assert card_of(ratna, done).waiting == "Menunggu ditutup"


def test_a_card_of_an_unranked_list_claims_nothing(sari: User, alert: Alert) -> None:
    assert cards_of(sari, [alert], NOW)[0].waiting == ""


def test_no_alerts_no_cards(sari: User) -> None:
    assert cards_of(sari, [], NOW) == []


def test_the_age_of_a_card_and_its_clock_are_counted_from_the_same_now(
    sari: User, made_alert: MakeAlert
) -> None:
    alert = made_alert(raised_at=NOW - timedelta(days=3), due_at=NOW + timedelta(hours=3))
    card = cards_of(sari, [alert], NOW)[0]
    assert card.clock is not None
    assert (card.age, card.clock.words) == ("3 hari", "Tinggal 3 jam")


def test_an_alert_raised_by_a_computer_whose_clock_runs_ahead_is_not_of_minus_one_day(
    sari: User, made_alert: MakeAlert
) -> None:
    alert = made_alert(raised_at=NOW + timedelta(seconds=20))
    assert cards_of(sari, [alert], NOW)[0].age == "0 menit"


@pytest.mark.parametrize(
    ("urgency", "words"), [(1, "Hari ini"), (2, "Minggu ini"), (3, "Pantau"), (9, "")]
)
def test_the_urgency_in_words(urgency: int, words: str, sari: User, made_alert: MakeAlert) -> None:
    assert card_of(sari, made_alert(urgency=urgency)).urgency == words


@pytest.mark.parametrize("count", [1, 12])
def test_all_cards_take_their_names_in_one_query(count: int, bima: User, office: Office) -> None:
    for _count in range(count):
        make_alert(office, PRIGI, "35.03.04.2001")
    alerts = list(Alert.objects.select_related("owner").prefetch_related("areas"))
    with CaptureQueriesContext(connection) as queries:
        assert len(cards_of(bima, alerts, NOW)) == count
    assert len(queries) == 1


@pytest.mark.parametrize("state", State)
def test_the_progress_line_has_every_state_once_and_one_of_them_is_now(
    state: State, made_alert: MakeAlert
) -> None:
    outcome = Outcome.PARTLY if state is State.CLOSED else ""
    stages = progress(made_alert(state=state, outcome=outcome))
    assert [stage.label for stage in stages] == [str(each.label) for each in State]
    assert [stage.label for stage in stages if stage.is_now] == [str(state.label)]
    assert not any(stage.is_past and stage.is_now for stage in stages)
    for before, after in pairwise(stages):
        assert before.is_past or not (after.is_past or after.is_now)


def test_the_newest_finding_is_told_first_with_its_figures(alert: Alert) -> None:
    old = add_signal(alert, figures={"voices": 2})
    new = add_signal(alert, rule_version="2", figures={"voices": 5, "unheard": 1})
    Signal.objects.filter(pk=old.pk).update(found_at=NOW - timedelta(days=2))
    Signal.objects.filter(pk=new.pk).update(found_at=NOW)
    told = findings(alert)
    assert [(one.signal, one.words) for one in told] == [
        (new, ["Dari 5 sumber."]),
        (old, ["Dari 2 sumber."]),
    ]
    assert told[0].short_hash == "0123456789ab"


def test_a_row_of_evidence_names_its_village_or_else_its_code(
    bima: User, areas: dict[str, Region], alert: Alert
) -> None:
    signal = add_signal(alert, "report:a")
    for code in ("35.99.99.2001", ""):
        Evidence.objects.create(signal=signal, source=f"thing:{code}", region_code=code)
    assert {row.place for row in evidence_rows(bima, alert)} == {"Prigi", "35.99.99.2001", ""}


def test_partners_get_no_row_of_evidence(joko: User, alert: Alert) -> None:
    add_signal(alert, "report:a")
    assert evidence_rows(joko, alert) == []


def buttons(viewer: User, alert: Alert) -> set[str]:
    """What the viewer finds on the desk, by name."""
    desk = desk_of(viewer, alert)
    found = {f"to {form.to.value}" for form in desk.moves}
    found |= {name for name in ("take", "assign", "note") if getattr(desk, name)}
    return found


TO_CLOSE = {"to closed", "to verification"}
FROM_RISK = {"to action", "to verification", "to outcome"}


@pytest.mark.parametrize(
    ("name", "state", "expected"),
    [  # Sari owns the alert in every state but the first.
        ("sari", State.RECEIVED, {"take", "note"}),
        ("sari", State.VERIFICATION, {"to risk_assessment", "to outcome", "note"}),
        ("sari", State.RISK_ASSESSMENT, {*FROM_RISK, "note"}),
        ("sari", State.ACTION, {"to outcome", "note"}),
        ("sari", State.OUTCOME, set()),
        ("sari", State.CLOSED, set()),
        ("bima", State.RECEIVED, {"take", "note"}),
        ("bima", State.VERIFICATION, set()),
        ("bima", State.ACTION, set()),
        ("ratna", State.RECEIVED, {"take", "assign", "note"}),
        ("ratna", State.VERIFICATION, {"to risk_assessment", "to outcome", "assign", "note"}),
        ("ratna", State.OUTCOME, {*TO_CLOSE, "assign", "note"}),
        ("ratna", State.CLOSED, set()),
        ("hadi", State.VERIFICATION, {"to outcome", "assign", "note"}),
        ("hadi", State.RISK_ASSESSMENT, {*FROM_RISK, "assign", "note"}),
        ("hadi", State.OUTCOME, {*TO_CLOSE, "assign", "note"}),
        ("joko", State.RECEIVED, set()),
        ("agung", State.ACTION, set()),
    ],
)
def test_who_finds_which_buttons(
    name: str,
    state: State,
    expected: set[str],
    sari: User,
    made_alert: MakeAlert,
    request: pytest.FixtureRequest,
) -> None:
    alert = made_alert(label=Label.INTERAGENCY)
    if state is not State.RECEIVED:
        brought_to(alert, state, sari, outcome=Outcome.PARTLY)
    assert buttons(request.getfixturevalue(name), alert) == expected


def test_who_wrote_the_outcome_of_an_urgent_alert_finds_no_button_to_close_it(
    ratna: User, hadi: User, made_alert: MakeAlert
) -> None:
    alert = brought_to(made_alert(urgency=1), State.OUTCOME, ratna, outcome=Outcome.CONFIRMED)
    assert "to closed" not in buttons(ratna, alert)
    assert "orang lain" in desk_of(ratna, alert).reason
    assert "to closed" in buttons(hadi, alert)


def test_the_desk_says_whose_alert_it_is(sari: User, bima: User, alert: Alert) -> None:
    brought_to(alert, State.ACTION, sari)
    assert "Sari Wulandari sedang menangani" in desk_of(bima, alert).reason


def test_an_alert_that_nobody_took_must_be_taken_first(bima: User, made_alert: MakeAlert) -> None:
    assert "Ambil dahulu" in desk_of(bima, made_alert(state=State.VERIFICATION)).reason


def test_looking_at_the_desk_writes_nothing(ratna: User, alert: Alert) -> None:
    desk_of(ratna, alert)
    alert.refresh_from_db()
    assert (alert.state, alert.owner) == (State.RECEIVED, None)
    assert not Step.objects.filter(alert=alert).exists()


def test_the_legend_has_the_shades_of_the_map_from_light_to_dark() -> None:
    assert [shade for shade, _words in LEGEND] == [name for _least, name in reversed(STEPS)]


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "tidak ada"), (1, "1 peringatan"), (2, "2–3"), (3, "2–3"), (4, "4 atau"), (99, "4 atau")],
)
def test_the_legend_says_what_a_shade_counts(count: int, words: str) -> None:
    shade = Shape(PRIGI, "Prigi", "", 0, 0, count).shade
    assert words in str(dict(LEGEND)[shade])


@pytest.mark.parametrize("table", [URGENCIES, WAITING], ids=["urgency", "waiting"])
def test_every_short_word_of_a_card_has_an_english_one(table: dict[int, object]) -> None:
    with translation.override("id"):
        indonesian = [str(words) for words in table.values()]
    with translation.override("en"):
        english = [str(words) for words in table.values()]
    assert all(one != other for one, other in zip(indonesian, english, strict=True))


@given(SECONDS)
def test_a_length_never_says_more_than_passed_and_never_half_as_much(seconds: int) -> None:
    number, unit = length_in_words(timedelta(seconds=seconds)).split()
    told = int(number) * {"hari": 86_400, "jam": 3600, "menit": 60}[unit]
    assert told <= seconds < told + {"hari": 86_400, "jam": 3600, "menit": 60}[unit]
    assert number != "0" or unit == "menit"


@given(st.integers(-200_000, 200_000))
def test_the_badge_of_a_clock_follows_the_time_that_is_left(seconds: int) -> None:
    clock = remaining(NOW + timedelta(seconds=seconds), NOW)
    assert clock is not None
    expected = "badge-bad" if seconds < 0 else "badge-warn" if seconds < 4 * 3600 else ""
    assert clock.badge == expected


@given(st.floats(1e-9, 1.0))
def test_the_recurrence_of_a_chance_is_its_inverse(p: float) -> None:
    days = recurrence_days({"p": p})
    assert days == pytest.approx(1 / p)
    assert recurrence_days({"p": p, "recurrence_days": 7}) == 7


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (1, "hampir setiap hari"),
        (1.99, "hampir setiap hari"),
        (2, "sekali dalam 2 hari"),
        (3650, "sekali dalam 3650 hari"),
        (3651, "kurang dari sekali dalam sepuluh tahun"),
    ],
)
def test_how_rare_chance_is(days: float, words: str) -> None:
    assert words in rarity({"recurrence_days": days})


def test_the_sentences_come_in_one_order_whatever_the_order_of_the_figures() -> None:
    figures = {"p": 0.01, "voices": 3, "radius_km": 5, "observed": 4, "expected": 0.5, "days": 14}
    told = figures_in_words(figures)
    assert told == figures_in_words(dict(reversed(figures.items())))
    assert [words.split()[0] for words in told] == ["4", "Dalam", "Dari", "Secara"]


def test_evidence_is_dated_by_the_day_it_was_noticed(bima: User, alert: Alert) -> None:
    add_signal(alert, "report:a")
    assert [row.row.noticed_on for row in evidence_rows(bima, alert)] == [date(2026, 11, 20)]
