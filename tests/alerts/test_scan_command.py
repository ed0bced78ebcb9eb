"""``kentongan scan``: files in, a report out; never a traceback, never the database."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan import cli
from kentongan.alerts import file_commands, scan_words
from kentongan.alerts.management.commands import scan as command
from kentongan.engine.detection.files import BadFile, Fault
from tests.engine.detection.files.parameter_files import parameters_of
from tests.engine.detection.published import OURS, SAMPLES, Sample

CASES, PLACES = OURS / "syn300.cas", OURS / "syn300.geo"
QUICK = ("--replicates", "9")
LIMITS = ("--max-km", "40", "--max-length", "14", *QUICK)
SMALL_CASES = "a 2 2026/1/1\nb 1 2026/1/3\na 3 2026/1/4\n"
SMALL_PLACES = "a -7.1 112.1\nb -7.2 112.2\nc -7.3 112.3\n"


def run(*words: object) -> str:
    out = io.StringIO()
    call_command("scan", *map(str, words), stdout=out)
    return out.getvalue()


def refused(*words: object) -> str:
    with pytest.raises(CommandError) as caught:
        run(*words)
    return str(caught.value)


def rows_of(folder: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((folder / "clusters.csv").read_text())))


@pytest.fixture
def small(tmp_path: Path) -> Callable[..., tuple[Path, str, Path]]:
    """Two small files; the words that scan them."""

    def written(cases: str = SMALL_CASES, places: str = SMALL_PLACES) -> tuple[Path, str, Path]:
        (tmp_path / "x.cas").write_text(cases)
        (tmp_path / "x.geo").write_text(places)
        return tmp_path / "x.cas", "--places", tmp_path / "x.geo"

    return written


def test_the_report_tells_of_the_villages_that_were_planted() -> None:
    report = run(CASES, "--places", PLACES, *LIMITS)
    assert "Gugus kasus 2026-01-01 sampai 2026-04-30" in report
    assert "1514 kasus di 300 tempat" in report
    assert "Gugus 1: v137, v005, v205, v178, v203, dan 1 tempat lain" in report
    assert "2026-04-25 sampai 2026-04-30" in report
    assert "15 kasus, biasanya 2,95 (5,08 kali)" in report
    assert "statistik 12,376454" in report


def test_a_table_a_world_map_and_a_picture_are_written(tmp_path: Path) -> None:
    report = run(CASES, "--places", PLACES, *LIMITS, "--to", tmp_path / "new" / "folder")
    folder = tmp_path / "new" / "folder"
    assert str(folder / "map.svg") in report
    rows = rows_of(folder)
    assert set(rows[0]["members"].split()) == {"v137", "v005", "v205", "v178", "v203", "v174"}
    told = json.loads((folder / "clusters.geojson").read_text())
    assert told["features"][0]["properties"]["centre"] == rows[0]["centre"]
    assert (folder / "map.svg").read_text().startswith("<svg")


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.run)
def test_a_parameter_file_gives_what_was_published(sample: Sample, tmp_path: Path) -> None:
    if missing := sample.missing():
        pytest.skip(f"{missing} is not in the reference data folder")
    (tmp_path / "run.prm").write_text(parameters_of(sample))
    run(tmp_path / "run.prm", *QUICK, "--to", tmp_path)
    rows = rows_of(tmp_path)
    for ours, theirs in zip(rows, sample.found(), strict=False):
        assert set(ours["members"].split()) == set(theirs.members)
        assert (ours["start"], ours["end"]) == (str(theirs.start), str(theirs.end))
        assert int(ours["observed"]) == theirs.observed
        assert float(ours["statistic"]) == pytest.approx(theirs.statistic, abs=2e-6)
        assert float(ours["radius_km"]) == pytest.approx(theirs.radius_km, abs=0.011)


def test_files_of_parameters_lie_beside_them(small, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    small()
    lines = ["CaseFile=x.cas", "CoordinatesFile=x.geo", "StartDate=2026/1/1", "EndDate=2026/1/4"]
    lines += ["AnalysisType=4", "ModelType=2", "TimeAggregationUnits=3"]
    (tmp_path / "run.prm").write_text("\n".join(lines))
    assert "6 kasus di 3 tempat" in run(tmp_path / "run.prm", *QUICK)


def test_words_of_the_command_win_over_the_parameter_file(small, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    small()
    lines = ["CaseFile=x.cas", "CoordinatesFile=x.geo", "StartDate=2026/1/1", "EndDate=2026/1/4"]
    lines += ["AnalysisType=4", "ModelType=2", "TimeAggregationUnits=3", "MonteCarloReps=999"]
    (tmp_path / "run.prm").write_text("\n".join(lines))
    report = run(tmp_path / "run.prm", "--replicates", "7", "--look", "past", "--seed", "5")
    assert "7 kumpulan data acak, benih 5" in report
    assert "gugus kapan saja" in report


def test_cases_may_be_held_against_people_and_controls(small, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "x.pop").write_text("a 2026 10\nb 2026 500\nc 2026 500\n")
    (tmp_path / "x.ctl").write_text("b 4 2026/1/1\nc 4 2026/1/2\n")
    share = ("--max-share", "100", *QUICK)
    people = run(*small(), "--people", tmp_path / "x.pop", *share)
    assert "(Poisson)" in people
    assert "Gugus 1: a" in people
    assert "(Bernoulli)" in run(*small(), "--controls", tmp_path / "x.ctl", *share)


def test_csv_with_semicolons_and_days_first(tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text("desa;tanggal;kasus\na;13/01/2026;2\nb;14/01/2026;1\n")
    (tmp_path / "p.csv").write_text("desa;lintang;bujur\na;-7,1;112,1\nb;-7,2;112,2\n")
    report = run(tmp_path / "c.csv", "--places", tmp_path / "p.csv", *QUICK)
    assert "2026-01-13 sampai 2026-01-14" in report


def test_a_watch_that_began_earlier_makes_clusters_less_unusual(small) -> None:  # type: ignore[no-untyped-def]
    many = "".join(f"{place} 1 2026/1/{day}\n" for place in "abc" for day in range(1, 29))
    words = (*small(many + "a 4 2026/1/28\n"), "--replicates", "199", "--max-length", "2")
    once, often = run(*words), run(*words, "--since", "2026-01-08")
    p = [float(re.findall(r"([\d,]+) \(urutan", one)[0].replace(",", ".")) for one in (once, often)]
    assert p[1] > 2 * p[0]


def test_nothing_found_is_said_in_words(small) -> None:  # type: ignore[no-untyped-def]
    calm = "".join(f"{place} 1 2026/1/{day}\n" for place in "abc" for day in (1, 2, 3))
    assert "Tidak ada gugus" in run(*small(calm), *QUICK)


def test_files_without_dates_are_told_without_days(small, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "x.ctl").write_text("a 0\nb 5\nc 5\n")
    words = ("--controls", tmp_path / "x.ctl", "--undated", "--look", "places", *QUICK)
    report = run(*small("a 3\nb 1\nc 1\n"), *words)
    assert "Gugus kasus tanpa tanggal" in report
    assert "2000-" not in report


@pytest.mark.parametrize(
    ("cases", "places", "sentence"),
    [
        ("a x 2026/1/1\n", SMALL_PLACES, "x.cas, baris 1, kolom 3: “x” bukan bilangan bulat."),
        ("a 1 2026/2/30\n", SMALL_PLACES, "kolom 5: tanggal “2026/2/30” tidak ada di kalender."),
        (SMALL_CASES + "z 1 2026/1/1\n", SMALL_PLACES, "x.cas, baris 4, kolom 1: tempat “z”"),
        (SMALL_CASES, "a 112 -7\n", "x.geo, baris 1, kolom 3: “112” bukan lintang"),
        ("", SMALL_PLACES, "x.cas, baris 1, kolom 1: berkas ini kosong."),
        ("a 0 2026/1/1\n", SMALL_PLACES, "x.cas: tidak ada kasus dalam masa yang diperiksa."),
    ],
)
def test_a_spoilt_file_is_told_by_line_and_column(  # type: ignore[no-untyped-def]
    small, cases: str, places: str, sentence: str
) -> None:
    assert sentence in refused(*small(cases, places))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert "tidak ada.cas" in refused(tmp_path / "tidak ada.cas", "--places", PLACES)
    assert "tidak dapat dibuka" in refused(tmp_path, "--places", PLACES)
    assert "--places" in refused(CASES)


@pytest.mark.parametrize(
    "words",
    [
        ("--max-km", "0"),
        ("--max-km", "far"),
        ("--max-share", "101"),
        ("--replicates", "0"),
        ("--start", "31/1/2026"),
        ("--look", "there"),
        ("--min-length", "9", "--max-length", "2"),
    ],
)
def test_words_that_make_no_sense_are_refused(small, words: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    assert refused(*small(), *words)


def test_a_folder_that_cannot_be_written_is_told(small, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "taken").write_text("")
    assert "tidak dapat ditulis" in refused(*small(), *QUICK, "--to", tmp_path / "taken")


def test_an_interrupted_scan_ends_with_a_sentence(  # type: ignore[no-untyped-def]
    small, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "scan", interrupted)
    with pytest.raises(CommandError) as caught:
        run(*small(), "--to", tmp_path / "none")
    assert caught.value.returncode == 130
    assert not (tmp_path / "none").exists()


def test_too_little_memory_is_a_sentence(small, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    def full(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(command, "scan", full)
    assert "Memori" in refused(*small())


def test_the_bar_grows_to_its_end() -> None:
    terminal = io.StringIO()
    bar = file_commands.Bar(terminal)
    bar(3, 9)
    bar(9, 9)
    assert terminal.getvalue().split("\r")[1:] == [
        f"[{'#' * 10}{'.' * 20}] 3/9",
        f"[{'#' * 30}] 9/9\n",
    ]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"\xef\xbb\xbfdesa", "desa"),
        ("désa".encode(), "désa"),
        ("désa".encode("latin-1"), "désa"),
        ("désa".encode("utf-16"), "désa"),
    ],
)
def test_files_are_read_as_windows_and_others_write_them(content: bytes, text: str) -> None:
    assert file_commands.text_of(content) == text


def test_every_fault_has_its_words() -> None:
    assert set(scan_words.FAULTS) == set(Fault)
    for fault in Fault:
        told = scan_words.told_fault(BadFile("x.cas", 3, 7, fault, "bukti"))
        assert told.startswith("x.cas, baris 3, kolom 7: ")
        assert "%" not in told


spoils = st.tuples(st.integers(0, 200), st.integers(0, 12), st.binary(max_size=6))


@settings(max_examples=60, deadline=None)
@given(st.lists(spoils, min_size=1, max_size=3), st.booleans())
def test_whatever_is_spoilt_there_is_a_report_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, spoilt: list[tuple[int, int, bytes]], which: bool
) -> None:
    folder = tmp_path_factory.mktemp("spoilt")
    texts = {"x.cas": SMALL_CASES.encode(), "x.geo": SMALL_PLACES.encode()}
    name = "x.geo" if which else "x.cas"
    for at, gone, new in spoilt:
        texts[name] = texts[name][:at] + new + texts[name][at + gone :]
    for one, content in texts.items():
        (folder / one).write_bytes(content)
    assert said(folder / "x.cas", "--places", folder / "x.geo", "--replicates", "2")


def said(*words: object) -> str:
    """The report, or the sentence of the refusal."""
    try:
        return run(*words)
    except CommandError as refusal:
        return str(refusal)


def test_it_runs_where_nothing_was_ever_set_up(tmp_path: Path) -> None:
    """No settings, no secret, no database: an empty environment and an empty folder."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-m", "kentongan.cli", "scan", CASES, "--places", PLACES, *LIMITS],
        cwd=tmp_path,
        env=kept | {"HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "Gugus 1: v137" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_verbs_that_stand_alone_are_commands_of_the_product() -> None:
    for verb, folder in cli.ALONE.items():
        parts = folder.removeprefix("kentongan.")
        commands = Path(cli.__file__).parent / parts / "management" / "commands"
        assert (commands / f"{verb}.py").exists()
