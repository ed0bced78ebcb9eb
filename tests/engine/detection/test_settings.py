"""Limits that make no sense are refused before any work is done."""

import pytest

from kentongan.engine.detection import ScanSettings


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"max_km": 0}, "above zero"),
        ({"max_km": -3.0}, "above zero"),
        ({"max_share": 0}, "within 0..1"),
        ({"max_share": 1.01}, "within 0..1"),
        ({"min_days": 0}, "no window"),
        ({"min_days": 8, "max_days": 7}, "no window"),
        ({"min_cases": 0}, "min_cases is 0"),
        ({"replicates": 0}, "replicates is 0"),
        ({"max_clusters": 0}, "max_clusters is 0"),
        ({"enough_outdone": 0}, "at least 1"),
    ],
)
def test_an_impossible_limit_is_refused(wrong: dict[str, float], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        ScanSettings(**wrong)  # type: ignore[arg-type]


def test_no_radius_and_all_cases_are_allowed() -> None:
    assert ScanSettings(max_km=None, max_share=1).max_km is None
