"""The form: three things to fill in, a place found by name, nothing asked twice."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kentongan.accounts.models import User
from kentongan.engine.synthetic.numbers import fake_phone
from kentongan.entities.told import Written
from kentongan.indicators.catalogue import catalogue
from kentongan.regions.models import Region
from kentongan.reports.content import Content
from kentongan.reports.forms import ReportForm, ReviseForm, initial_of
from kentongan.reports.places import MOST_CHIPS

TODAY = date(2026, 11, 25)
Filled = Callable[..., dict[str, object]]


def form_of(writer: User, data: dict[str, object]) -> ReportForm:
    """The form as the server reads it."""
    return ReportForm(data, writer=writer, today=TODAY)


def said(writer: User, data: dict[str, object]) -> Content:
    """What a form says, which must be valid."""
    form = form_of(writer, data)
    assert form.is_valid(), form.errors
    return form.content()


def test_at_most_seven_taps_are_needed(sari: User, filled: Filled) -> None:
    """Place, when, one sign, send: four taps and not one letter."""
    least = filled(noticed="", indicators=[next(iter(catalogue()))])
    assert said(sari, least).noticed.startswith("Tanda yang terlihat: ")
    taps = set(least) - {"uuid", "noticed"}
    assert len(taps) + 1 <= 7


@pytest.mark.parametrize("missing", ["place", "when", "noticed"])
def test_place_time_and_words_are_the_only_things_required(
    missing: str, sari: User, filled: Filled
) -> None:
    form = form_of(sari, filled(**{missing: ""}))
    assert not form.is_valid()
    assert list(form.errors) == [missing]


def test_how_it_is_known_is_told_by_somebody_unless_said_otherwise(
    sari: User, filled: Filled
) -> None:
    assert said(sari, filled()).source_kind == "told"
    assert said(sari, filled(source_kind="rumour")).source_kind == "rumour"


def test_nobody_is_asked_for_an_identity_number(sari: User) -> None:
    form = ReportForm(writer=sari, today=TODAY)
    asked = " ".join(f"{name} {field.label}" for name, field in form.fields.items()).casefold()
    assert not {"nik", "ktp", "paspor"} & set(asked.split())


def test_ten_signs_stand_in_the_open_and_the_others_under_what_they_speak_of(sari: User) -> None:
    form = ReportForm(writer=sari, today=TODAY)
    assert 8 <= len(form.common_signs) <= 12
    stages = list(form.other_signs_by_stage)
    assert stages[0] == "Tawarannya"
    assert "Lain-lain" not in stages
    shown = form.common_signs + [s for signs in form.other_signs_by_stage.values() for s in signs]
    assert sorted(sign.data["value"] for sign in shown) == sorted(catalogue())


def test_my_villages_come_first_then_elsewhere_and_unsure(sari: User) -> None:
    chips = [chip.value for chip in ReportForm(writer=sari, today=TODAY).place_chips]
    assert chips == ["35.03.05.2001", "35.03.05.2002", "35.03.05.2003", "other", "unsure"]


def test_a_partner_without_villages_gets_the_areas_of_the_office(wening: User) -> None:
    first = ReportForm(writer=wening, today=TODAY).place_chips[0]
    assert (first.value, first.name) == ("35.03", "Kab. Trenggalek")


def test_whoever_answers_for_a_sub_district_taps_its_villages(joko: User, dimas: User) -> None:
    for person, names in ((joko, ["Karanggandu", "Prigi"]), (dimas, ["Baosan Lor", "Cepoko"])):
        chips = [chip.name for chip in ReportForm(writer=person, today=TODAY).place_chips]
        assert chips[:2] == names
        assert [name for name in chips if name.startswith("Kec. ")] == chips[-3:-2]


def test_too_many_villages_are_typed(joko: User, areas: dict[str, Region]) -> None:
    for number in range(MOST_CHIPS):
        Region.objects.create(
            code=f"35.03.05.3{number:03}", name=f"Dukuh {number}", level=4, kind="desa",
            parent=areas["35.03.05"], valid_from=date(2025, 1, 1),
        )  # fmt: skip
    chips = [chip.name for chip in ReportForm(writer=joko, today=TODAY).place_chips]
    assert chips == ["Kec. Watulimo", "Tempat lain", "Belum pasti"]


def test_a_tapped_village_is_the_place(
    sari: User, filled: Filled, areas: dict[str, Region]
) -> None:
    says = said(sari, filled(place="35.03.05.2002", place_text="dekat dermaga"))
    assert (says.region_id, says.place_precision) == (areas["35.03.05.2002"].pk, "village")
    assert says.place_text == "dekat dermaga"


@pytest.mark.parametrize(("code", "precision"), [("35.03.04", "district"), ("35.02", "regency")])
def test_a_coarser_place_is_kept_as_coarse_as_it_is(
    code: str, precision: str, sari: User, filled: Filled
) -> None:
    says = said(sari, filled(place=code))
    assert (says.region_code, says.place_precision) == (code, precision)


def test_unsure_is_an_answer_and_keeps_what_was_written(sari: User, filled: Filled) -> None:
    says = said(sari, filled(place="unsure", place_text="sebuah desa di gunung"))
    assert (says.region_code, says.place_precision) == ("", "unsure")
    assert says.place_text == "sebuah desa di gunung"


@pytest.mark.parametrize("chip", ["other", ""])
def test_another_village_is_found_by_its_name(chip: str, sari: User, filled: Filled) -> None:
    assert said(sari, filled(place=chip, place_text="Masaran")).region_code == "35.03.04.2001"


def test_a_name_of_several_places_is_asked_about_with_chips(
    sari: User, filled: Filled, areas: dict[str, Region]
) -> None:
    twin = areas["35.02.03.2002"]
    Region.objects.filter(pk=twin.pk).update(name="Masaran")
    form = form_of(sari, filled(place="other", place_text="Masaran"))
    assert not form.is_valid()
    assert {"35.03.04.2001", "35.02.03.2002"} <= {chip.value for chip in form.place_chips[:2]}
    assert said(sari, filled(place=twin.code, place_text="Masaran")).region_code == twin.code


def test_a_name_nobody_knows_leaves_a_way_out(sari: User, filled: Filled) -> None:
    form = form_of(sari, filled(place="other", place_text="Xyzzyqwrt"))
    assert not form.is_valid()
    assert "Belum pasti" in form.errors["place"][0]


@pytest.mark.parametrize("chip", ["99.99", "35", "javascript:"])
def test_a_place_that_is_none_is_not_taken(chip: str, sari: User, filled: Filled) -> None:
    assert "place" in form_of(sari, filled(place=chip)).errors


def test_a_chip_and_the_name_of_quite_another_village_are_asked_about_once(
    sari: User, filled: Filled
) -> None:
    form = form_of(sari, filled(place_text="Masaran"))
    assert not form.is_valid()
    assert form.place_chips[0].value == "35.03.04.2001"
    confirmed = filled(place_text="Masaran", place_checked=form.place_doubt)
    assert said(sari, confirmed).region_code == "35.03.05.2001"


def test_a_date_of_its_own_is_exact(sari: User, filled: Filled) -> None:
    says = said(sari, filled(when="", noticed_on="2026-11-03"))
    assert (says.noticed_on, says.time_precision) == (date(2026, 11, 3), "exact")


@pytest.mark.parametrize("written", ["03/11/2026", "2026-11-03", "03-11-2026"])
def test_a_date_is_day_month_year(written: str, sari: User, filled: Filled) -> None:
    assert said(sari, filled(when="", noticed_on=written)).noticed_on == date(2026, 11, 3)


def test_a_small_bare_fee_is_kept_as_written_only(sari: User, filled: Filled) -> None:
    assert said(sari, filled(fee="15")).fee_rupiah is None
    assert said(sari, filled(fee="15 juta")).fee_rupiah == 15_000_000


def test_one_box_takes_numbers_and_names(sari: User, filled: Filled) -> None:
    things = said(sari, filled(things=f"{fake_phone(4)}\nMbak Rina")).things
    assert {thing.kind for thing in things} == {"phone", "alias"}


def test_a_village_officer_does_not_grade_even_by_hand(sari: User, filled: Filled) -> None:
    says = said(sari, filled(reliability="A", credibility="1"))
    assert says.grading == ("F", "6")


def test_an_analyst_grades(bima: User, filled: Filled) -> None:
    says = said(bima, filled(reliability="B", credibility="3"))
    assert says.grading == ("B", "3")


def test_an_indicator_that_does_not_exist_is_refused(sari: User, filled: Filled) -> None:
    assert "indicators" in form_of(sari, filled(indicators=["made_up"])).errors


REPORT: dict[str, Any] = {
    "noticed": "Ada penampungan.",
    "place_text": "dekat dermaga",
    "noticed_on": date(2026, 11, 3),
    "time_precision": "week",
    "things": (Written("organisation", "PT Maju, Tbk"), Written("phone", fake_phone(2))),
    "fee": "15 juta",
    "fee_rupiah": 15_000_000,
    "reliability": "B",
    "credibility": "3",
}


def test_a_revise_form_sent_back_untouched_says_the_same(
    sari: User, filled: Filled, areas: dict[str, Region]
) -> None:
    area = areas["35.03.05.2003"]
    was = Content(region_id=area.pk, region_code=area.code, place_precision="village", **REPORT)
    shown = initial_of(was) | {"based_on": 1, "reason": "tidak ada"}
    form = ReviseForm({**shown, "uuid": ""}, writer=sari, today=TODAY, was=was)
    assert form.is_valid(), form.errors
    assert form.content() == was


def test_a_retired_sign_stays_on_the_report_that_carries_it(sari: User, filled: Filled) -> None:
    was = Content(noticed="x", indicators=("retired_sign",))
    data = filled(indicators=["retired_sign"], when="unknown", based_on=1, reason="salah")
    form = ReviseForm(data, writer=sari, today=TODAY, was=was)
    assert form.is_valid(), form.errors
    assert form.content().indicators == ("retired_sign",)
