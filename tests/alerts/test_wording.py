"""Figures and clocks in words."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from kentongan.alerts.wording import figures_in_words, length_in_words, remaining

NOW = datetime(2026, 11, 25, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ({"p": 1 / 340}, ["Secara kebetulan saja, ini terjadi kira-kira sekali dalam 340 hari."]),
        (
            {"recurrence_days": 99.6},
            ["Secara kebetulan saja, ini terjadi kira-kira sekali dalam 100 hari."],
        ),
        (
            {"p": 1e-9},
            ["Secara kebetulan saja, ini terjadi kurang dari sekali dalam sepuluh tahun."],
        ),
        ({"p": 0.8}, ["Secara kebetulan saja, ini bisa terjadi hampir setiap hari."]),
        ({"observed": 5, "expected": 1.234, "days": 7}, ["5 laporan dalam 7 hari; biasanya 1,2."]),
        ({"observed": 5, "expected": 1.0}, ["5 laporan; biasanya 1,0."]),
        ({"voices": 3, "agencies": 2}, ["Dari 3 sumber, 2 instansi."]),
        ({"radius_km": 7.3}, ["Dalam lingkaran 7,3 km."]),
        ({"something_new": 4}, []),
        ({"p": None}, []),
        ({}, []),
    ],
)
def test_figures_are_told_in_words(figures: dict[str, object], words: list[str]) -> None:
    with translation.override("id"):
        assert figures_in_words(figures) == words


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(days=2, hours=23), "2 hari"),
        (timedelta(hours=5, minutes=59), "5 jam"),
        (timedelta(minutes=12), "12 menit"),
        (timedelta(0), "0 menit"),
    ],
)
def test_a_length_is_told_in_its_largest_unit(length: timedelta, words: str) -> None:
    assert length_in_words(length) == words


@pytest.mark.parametrize(
    ("left", "words", "icon"),
    [
        (timedelta(days=3), "Sisa 3 hari", "◷"),
        (timedelta(hours=2), "Tinggal 2 jam", "⌛"),
        (-timedelta(hours=2), "Terlambat 2 jam", "⚠"),
    ],
)
def test_a_clock_has_words_and_an_icon(left: timedelta, words: str, icon: str) -> None:
    clock = remaining(NOW + left, NOW)
    assert clock is not None
    assert (clock.words, clock.icon) == (words, icon)


def test_a_closed_alert_has_no_clock_to_show() -> None:
    assert remaining(None, NOW) is None


@pytest.mark.parametrize(("expected", "said"), [(1.06, "1,1"), (1.99, "2,0"), (0.3, "0,3")])
def test_what_is_usual_is_rounded_not_cut(expected: float, said: str) -> None:
    words = figures_in_words({"observed": 6, "expected": expected, "days": 11})
    assert words == [f"6 laporan dalam 11 hari; biasanya {said}."]
