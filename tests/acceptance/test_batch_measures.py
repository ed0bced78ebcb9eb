"""The measurements of the nightly batch, held to numbers counted by hand."""

from dataclasses import replace
from pathlib import Path

import duckdb
import numpy as np
import pytest

from acceptance.identities import batch, names, spark
from acceptance.identities.batch import (
    blocking_recall,
    calibration_part,
    f1_parts,
    kin_parts,
    pairs_of_kind,
    shares,
    speed_parts,
)
from kentongan.engine.linkage.batch.linking import Links
from kentongan.engine.linkage.people import Person
from kentongan.engine.synthetic.identities import IdentityWorld, Kin, KinKind

# Records 0 and 1 are one person, 2 and 3 another; the two persons are twins.
WORLD = IdentityWorld(
    records=(Person(),) * 5,
    person_of=np.array([0, 0, 1, 1, 2]),
    kin=(Kin(0, 1, KinKind.TWINS), Kin(1, 2, KinKind.SIBLINGS)),
)
LINKS = Links(
    left=np.array([0, 0, 2, 3]),
    right=np.array([1, 2, 3, 4]),
    weights=np.array([14.0, 7.0, 1.0, -3.0]),
    levels=np.array(["very_likely", "review", "weak", "unlikely"]),
    compared=9,
)
IS_TRUE = np.array([True, False, True, False])
PREPARED = {"seconds": 20.0, "cpu": 30.0, "gigabytes": 2.0}
LINKED = {"seconds": 35.0, "cpu": 60.0, "gigabytes": 3.0, "compared": 5e6, "recall": 0.98}


def test_precision_and_recall_of_what_is_said() -> None:
    assert shares(LINKS.weights >= 0, IS_TRUE, 2) == (2 / 3, 1.0)
    assert shares(LINKS.weights >= 10, IS_TRUE, 2) == (1.0, 0.5)


def test_nothing_said_is_no_precision_but_no_error() -> None:
    assert shares(np.zeros(4, dtype=bool), IS_TRUE, 2) == (0.0, 0.0)


def test_pairs_are_judged_by_weight_and_by_what_is_shown() -> None:
    by_weight, shown = f1_parts(LINKS, IS_TRUE, 2)
    assert by_weight[1] == "F1 0.8000 (precision 0.6667, recall 1.0000)"
    assert shown[1] == "precision 0.5000, recall 0.5000"
    assert (by_weight[3], shown[3]) == (False, False)


def test_perfect_links_keep_both_promises() -> None:
    good = replace(LINKS, levels=np.array(["review", "weak", "review", "weak"]))
    good = replace(good, weights=np.array([9.0, -1.0, 9.0, -1.0]))
    assert all(is_kept for *_, is_kept in f1_parts(good, IS_TRUE, 2))


def test_twins_called_very_likely_are_counted_among_all_their_pairs() -> None:
    wrong = replace(LINKS, levels=np.array(["very_likely", "very_likely", "weak", "weak"]))
    parts = {part[0]: part for part in kin_parts(WORLD, wrong)}
    assert parts["twins called very likely"][1] == "1 of 4 (25.000%)"
    assert not parts["twins called very likely"][3]
    assert parts["siblings called very likely"][1:] == ("0 of 2 (0.000%)", "0.1%", True)


@pytest.mark.parametrize(("kind", "pairs"), [("twins", 4), ("siblings", 2), ("neighbours", 0)])
def test_pairs_of_kin_are_those_of_all_their_records(kind: str, pairs: int) -> None:
    assert pairs_of_kind(WORLD, kind) == pairs


def test_a_chance_that_comes_true_as_often_is_calibrated() -> None:
    even = replace(LINKS, weights=np.zeros(4))
    assert calibration_part(even, IS_TRUE)[1:] == ("0.0000", "0.03", True)


def test_a_certainty_that_fails_is_not_calibrated() -> None:
    sure = replace(LINKS, weights=np.full(4, 40.0))
    assert calibration_part(sure, IS_TRUE)[1:] == ("0.5000", "0.03", False)


def test_what_is_not_shown_is_not_held_against_the_chance() -> None:
    hidden = replace(LINKS, weights=np.full(4, -9.0))
    assert calibration_part(hidden, IS_TRUE)[1] == "0.0000"


def told(prepared: dict[str, float], linked: dict[str, float]) -> dict[str, bool]:
    return {what: kept for what, _, _, kept in speed_parts(prepared, linked)}


def whole_batch() -> str:
    return f"batch of {batch.RECORDS:,} records, from what was told to links"


def test_seconds_of_preparing_and_linking_count_together() -> None:
    assert told(PREPARED, LINKED)[whole_batch()]
    assert not told(PREPARED | {"seconds": 90.0, "cpu": 61.0}, LINKED)[whole_batch()]


def test_a_loaded_machine_is_judged_by_its_cpu() -> None:
    assert told(PREPARED | {"seconds": 900.0}, LINKED)[whole_batch()]


def test_the_larger_of_two_memories_counts() -> None:
    assert told(PREPARED, LINKED)["its memory"]
    assert not told(PREPARED | {"gigabytes": 4.1}, LINKED)["its memory"]
    assert not told(PREPARED, LINKED | {"gigabytes": 4.1})["its memory"]


def test_too_many_pairs_or_too_few_true_ones_are_not_kept() -> None:
    few = told(PREPARED, LINKED | {"recall": 0.96})
    many = told(PREPARED, LINKED | {"compared": 11.0 * batch.RECORDS})
    assert not few["true pairs among them"]
    assert not many["pairs compared"]
    assert few["pairs compared"]


def test_blocking_recall_is_the_share_of_true_pairs_compared(tmp_path: Path) -> None:
    np.save(tmp_path / batch.TRUE, np.array([(0, 1), (2, 3), (3, 4)]))
    connection = duckdb.connect()
    connection.execute(
        "create table blocked as select * from (values (0, 1), (0, 2), (3, 4)) "
        "as pairs(join_key_l, join_key_r)"
    )
    assert blocking_recall(connection, tmp_path) == pytest.approx(2 / 3)


def test_a_step_tells_its_seconds_and_its_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(batch.STEPS, "prepare", lambda folder: lambda: {"rows": 3})
    batch.run("prepare", tmp_path)
    said = capsys.readouterr().out
    assert all(f'"{name}"' in said for name in ("seconds", "cpu", "gigabytes"))
    assert '"rows": 3' in said


def test_two_databases_that_found_the_same_are_told_so() -> None:
    numbers = ["", "", "", "", ""]
    assert all(part[3] for part in spark.compared(LINKS, LINKS, numbers))


@pytest.mark.parametrize(
    "theirs",
    [
        pytest.param(replace(LINKS, left=np.array([0, 0, 2, 2])), id="another pair"),
        pytest.param(replace(LINKS, weights=LINKS.weights + 1e-6), id="another weight"),
        pytest.param(replace(LINKS, levels=LINKS.levels[::-1]), id="another level"),
    ],
)
def test_two_databases_that_differ_are_told_so(theirs: Links) -> None:
    assert not all(part[3] for part in spark.compared(LINKS, theirs, [""] * 5))


def test_only_very_likely_links_make_groups() -> None:
    (link,) = spark.strong(LINKS)
    assert (link.a, link.b, link.weight) == (0, 1, 14.0)


@pytest.mark.parametrize(("speed", "is_kept"), [(199_999.0, False), (200_000.0, True)])
def test_names_read_in_a_second_are_held_to_the_promise(speed: float, is_kept: bool) -> None:
    assert names.speed_part("never seen", speed)[3] is is_kept
