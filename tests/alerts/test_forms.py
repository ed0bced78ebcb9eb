"""The forms of the alert pages: what they offer, keep, turn away, and how they name things."""

from datetime import date, timedelta

import pytest
from django.forms import Form
from django.http import QueryDict
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.accounts.models import User
from kentongan.alerts.forms import (
    EARLIEST,
    LONGEST_NOTE,
    AssignForm,
    FilterForm,
    MoveForm,
    NoteForm,
    WeekForm,
    indented,
    outcome_field,
)
from kentongan.alerts.models import Alert, Effect, Outcome, SignalKind, State
from kentongan.alerts.queries import Wish
from kentongan.alerts.rules import NEXT
from kentongan.alerts.views import first_error
from tests.alerts.conftest import MakeAlert

TODAY = date(2026, 11, 25)
ARROWS = [(start, to) for start, arrows in NEXT.items() for to in arrows]


def wish_of(viewer: User, query: str) -> Wish:
    return FilterForm(QueryDict(query), viewer=viewer).wish()


@pytest.mark.parametrize(
    ("query", "wish"),
    [
        ("", Wish()),
        ("tahap=&jenis=&wilayah=", Wish()),
        ("tahap=action", Wish(state="action")),
        ("tahap=closed", Wish(state="closed")),
        ("jenis=same_thing", Wish(kind="same_thing")),
        ("wilayah=35.03", Wish(area="35.03")),
        ("wilayah=35.03.05.2001", Wish(area="35.03.05.2001")),  # a village of the map
        ("milik=on&lambat=on", Wish(mine=True, overdue=True)),
        ("milik=1", Wish(mine=True)),
        ("milik=false", Wish()),
        ("tahap=action&tahap=outcome", Wish(state="outcome")),
        ("hal=3&sort=title", Wish()),
    ],
)
def test_what_an_address_asks_of_the_inbox(query: str, wish: Wish, bima: User) -> None:
    assert wish_of(bima, query) == wish


@pytest.mark.parametrize(
    "area",
    ["35", "35.", ".35", "35..03", "35.03.05.2001.1", "35.x", "35%2503", "35.03'--", "%", "35.%00"],
)
def test_what_is_no_code_of_an_area_asks_nothing(area: str, bima: User) -> None:
    assert wish_of(bima, f"wilayah={area}") == Wish()


def test_a_code_longer_than_any_code_asks_nothing(bima: User) -> None:
    assert wish_of(bima, "wilayah=35.03." + "0" * 40) == Wish()


def test_one_wrong_part_does_not_undo_the_others(bima: User) -> None:
    assert wish_of(bima, "tahap=hapus&jenis=cluster&wilayah=x") == Wish(kind="cluster")


@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=20))
@settings(max_examples=40)
def test_no_text_in_the_address_breaks_the_note_or_the_week(
    one: str, other: str, third: str
) -> None:
    week = WeekForm({"sampai": one})
    assert EARLIEST <= week.last_day(TODAY) <= TODAY
    assert NoteForm({"catatan": other}).is_valid() is ("\x00" not in other)
    assert first_error(WeekForm({"sampai": third})) is not None


def test_the_filter_asks_where_before_whose(bima: User) -> None:
    assert list(FilterForm(viewer=bima).fields) == ["tahap", "jenis", "wilayah", "milik", "lambat"]


@pytest.mark.parametrize("name", ["tahap", "jenis", "wilayah"])
def test_the_first_choice_of_each_filter_means_all(name: str, bima: User) -> None:
    value, words = FilterForm(viewer=bima).fields[name].choices[0]  # type: ignore[attr-defined]
    assert value == ""
    assert str(words).startswith("Semua")


def test_the_filter_offers_every_state_and_kind(bima: User) -> None:
    fields = FilterForm(viewer=bima).fields
    assert [value for value, _ in fields["tahap"].choices[1:]] == State.values  # type: ignore[attr-defined]
    assert [value for value, _ in fields["jenis"].choices[1:]] == SignalKind.values  # type: ignore[attr-defined]


def test_sub_districts_stand_indented_under_their_regency(bima: User) -> None:
    assert indented(bima) == [
        ("35.02", "Ponorogo"),
        ("35.02.03", "\u2003Ngrayun"),
        ("35.03", "Trenggalek"),
        ("35.03.04", "\u2003Munjungan"),
        ("35.03.05", "\u2003Watulimo"),
    ]


def test_two_viewers_do_not_share_the_areas_of_one_form(bima: User, asing: User) -> None:
    mine, theirs = FilterForm(viewer=bima), FilterForm(viewer=asing)
    assert mine.fields["wilayah"].choices != theirs.fields["wilayah"].choices  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("length", "fits"), [(0, True), (LONGEST_NOTE, True), (LONGEST_NOTE + 1, False)]
)
def test_how_long_a_note_may_be(length: int, fits: bool) -> None:
    assert NoteForm({"catatan": "é" * length}).is_valid() is fits


def test_a_note_keeps_its_lines_and_its_letters() -> None:
    form = NoteForm({"catatan": "  Mbok Sumi: “ꦏ” 👋🏽\r\nlalu pulang.  "})
    assert form.is_valid()
    assert form.cleaned_data["catatan"] == "Mbok Sumi: “ꦏ” 👋🏽\r\nlalu pulang."


def move_form(
    alert: Alert, start: State, to: State, data: dict[str, str] | None = None
) -> MoveForm:
    return MoveForm(data, alert=alert, to=to, move=NEXT[start][to])


@pytest.mark.parametrize(("start", "to"), ARROWS)
def test_every_arrow_asks_its_own_question(start: State, to: State, made_alert: MakeAlert) -> None:
    alert = made_alert(state=start)
    form = move_form(alert, start, to)
    assert form.fields["catatan"].label == str(NEXT[start][to].question)
    assert form.fields["catatan"].widget.attrs["required"] is (start is not State.RECEIVED)


@pytest.mark.parametrize(("start", "to"), ARROWS)
def test_only_an_arrow_to_the_outcome_asks_for_one(
    start: State, to: State, made_alert: MakeAlert
) -> None:
    form = move_form(made_alert(state=start), start, to)
    assert ({"hasil", "akibat"} <= set(form.fields)) is (to is State.OUTCOME)


def test_no_two_forms_of_one_page_have_an_input_of_the_same_name(made_alert: MakeAlert) -> None:
    alert = made_alert(state=State.RISK_ASSESSMENT)
    forms: list[Form] = [
        move_form(alert, State.RISK_ASSESSMENT, to) for to in NEXT[State.RISK_ASSESSMENT]
    ]
    forms += [NoteForm(prefix="note"), NoteForm(prefix="take")]
    names = [field.html_name for form in forms for field in form]
    identifiers = [field.auto_id for form in forms for field in form]
    assert len(names) == len(set(names)) == len(set(identifiers))


@pytest.mark.parametrize(
    ("start", "offered", "chosen"),
    [
        (State.VERIFICATION, [Outcome.UNFOUNDED], Outcome.UNFOUNDED),
        (State.RISK_ASSESSMENT, [Outcome.UNFOUNDED, Outcome.UNDETERMINED], None),
        (State.ACTION, list(Outcome), None),
    ],
)
def test_which_outcomes_an_arrow_offers_and_which_is_chosen_already(
    start: State, offered: list[Outcome], chosen: Outcome | None
) -> None:
    field = outcome_field(NEXT[start][State.OUTCOME])
    assert [value for value, _words in field.choices] == offered  # type: ignore[union-attr,misc]
    assert field.initial == chosen


@pytest.mark.parametrize(
    ("outcome", "effect", "fits"),
    [
        ("unfounded", "nothing", True),
        ("confirmed", "nothing", False),  # not by the short cut
        ("unfounded", "", False),
        ("", "nothing", False),
        ("unfounded", "arrested", False),
        ("UNFOUNDED", "nothing", False),
    ],
)
def test_what_the_short_cut_takes(
    outcome: str, effect: str, fits: bool, made_alert: MakeAlert
) -> None:
    alert = made_alert(state=State.VERIFICATION)
    said = {
        "outcome-catatan": "Tidak ada orang itu.",
        "outcome-hasil": outcome,
        "outcome-akibat": effect,
    }
    assert move_form(alert, State.VERIFICATION, State.OUTCOME, said).is_valid() is fits


def test_every_effect_can_be_chosen(made_alert: MakeAlert) -> None:
    field = move_form(made_alert(state=State.ACTION), State.ACTION, State.OUTCOME).fields["akibat"]
    assert [value for value, _words in field.choices] == Effect.values  # type: ignore[attr-defined]


def test_the_form_to_hand_on_asks_to_whom_before_why(ratna: User, alert: Alert) -> None:
    form = AssignForm(viewer=ratna, alert=alert)
    assert [str(field.label) for field in form] == ["Serahkan kepada", "Mengapa?"]


@pytest.mark.parametrize("name", ["joko", "asing", "laras", "agung"])
def test_nobody_can_be_chosen_by_number_whom_the_form_does_not_offer(
    name: str, ratna: User, alert: Alert, request: pytest.FixtureRequest
) -> None:
    said = {"assign-kepada": str(request.getfixturevalue(name).pk), "assign-catatan": "Karena."}
    form = AssignForm(said, viewer=ratna, alert=alert)
    assert not form.is_valid()
    assert first_error(form).startswith("Serahkan kepada:")


def test_the_first_error_of_a_form_without_one_is_nothing() -> None:
    assert first_error(NoteForm({"catatan": ""})) == ""


def test_the_first_error_names_the_question_that_the_person_read(made_alert: MakeAlert) -> None:
    form = move_form(
        made_alert(state=State.ACTION), State.ACTION, State.OUTCOME, {"outcome-catatan": "x"}
    )
    assert first_error(form).startswith("Apa hasilnya?:")


@pytest.mark.parametrize(
    ("asked", "day"),
    [
        (None, TODAY),
        ("", TODAY),
        ("2026-11-25", TODAY),
        ("2026-11-24", date(2026, 11, 24)),
        ("2026-11-26", TODAY),  # a week that has not come yet
        ("2000-01-01", EARLIEST),
        ("1999-12-31", TODAY),
        ("2024-02-29", date(2024, 2, 29)),
        ("2025-02-29", TODAY),
        ("0001-01-01", TODAY),
        ("9999-12-31", TODAY),
        ("kemarin", TODAY),
        ("2026-11-24; DROP", TODAY),
    ],
)
def test_which_week_the_sheet_is_for(asked: str | None, day: date) -> None:
    assert WeekForm({} if asked is None else {"sampai": asked}).last_day(TODAY) == day


@given(st.dates())
@settings(max_examples=40)
def test_every_day_asked_for_gives_a_week_with_records(day: date) -> None:
    last = WeekForm({"sampai": day.isoformat()}).last_day(TODAY)
    assert last == (day if EARLIEST <= day <= TODAY else TODAY)
    assert last - timedelta(weeks=53) > date.min


def test_the_week_is_chosen_in_the_calendar_of_the_phone() -> None:
    html = str(WeekForm({"sampai": "2026-11-24"})["sampai"])
    assert 'type="date"' in html
    assert 'value="2026-11-24"' in html


@pytest.mark.parametrize("name", ["tahap", "jenis", "wilayah", "milik", "lambat"])
def test_every_filter_has_an_english_name(name: str, bima: User) -> None:
    field = FilterForm(viewer=bima).fields[name]
    with translation.override("id"):
        indonesian = str(field.label)
    with translation.override("en"):
        assert str(field.label) != indonesian
