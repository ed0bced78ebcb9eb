"""What is wrong with a file is told by its name, line, column and what stands there."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.engine.detection.files import BadFile, Fault, Files, Source, Wishes, study_of
from kentongan.engine.detection.files.rows import lines_of
from kentongan.engine.detection.files.wishes import Against

PLACES = "desa,lintang,bujur,penduduk\nPule,-8.1,111.5,900\nTugu,-8.2,111.6,800\n"
CASES = "desa,tanggal,kasus\nPule,2026-03-01,2\nTugu,2026-03-02,1\n"

type Where = tuple[str, int, int, Fault, str]


def spoilt(cases: str = CASES, places: str = PLACES, against: Against = "nothing") -> Where:
    files = Files(
        Source("cases.csv", cases), Source("places.csv", places), Source("places.csv", places)
    )
    with pytest.raises(BadFile) as caught:
        study_of(files, Wishes(against=against))
    bad = caught.value
    return bad.name, bad.line, bad.column, bad.fault, bad.seen


def test_the_files_as_they_are_can_be_read() -> None:
    files = Files(Source("cases.csv", CASES), Source("places.csv", PLACES))
    assert study_of(files, Wishes()).total == 3


@pytest.mark.parametrize(
    ("line", "column", "fault", "seen"),
    [
        ("Pule,2026-03-01,two", 17, Fault.NOT_WHOLE, "two"),
        ("Pule,2026-03-01,-1", 17, Fault.NOT_WHOLE, "-1"),
        ("Pule,2026-03-01,1.5", 17, Fault.NOT_WHOLE, "1.5"),
        ("Pule,2026-03-01,", 17, Fault.MISSING_FIELD, ""),
        ("Pule,2026-03-01", 16, Fault.MISSING_FIELD, ""),
        ("Pule", 5, Fault.MISSING_FIELD, ""),
        (",2026-03-01,1", 1, Fault.MISSING_FIELD, ""),
        ("Pule,March,1", 6, Fault.NOT_DATE, "March"),
        ("Pule,2026-02-29,1", 6, Fault.NO_SUCH_DAY, "2026-02-29"),
        ("Pule,31/04/2026,1", 6, Fault.NO_SUCH_DAY, "31/04/2026"),
        ("Pulle,2026-03-01,1", 1, Fault.UNKNOWN_PLACE, "Pulle"),
        ('"Pule,2026-03-01,1', 1, Fault.QUOTE, '"Pule'),
    ],
)
def test_a_spoilt_line_of_cases_is_told(line: str, column: int, fault: Fault, seen: str) -> None:
    assert spoilt(CASES + line) == ("cases.csv", 4, column, fault, seen)


@pytest.mark.parametrize(
    ("line", "column", "fault", "seen"),
    [
        ("Pule,-8.3,111.7,1", 1, Fault.PLACE_TWICE, "Pule"),
        ("Kampak,-98.3,111.7,1", 8, Fault.NOT_LATITUDE, "-98.3"),
        ("Kampak,-8.3,211.7,1", 13, Fault.NOT_LONGITUDE, "211.7"),
        ("Kampak,south,111.7,1", 8, Fault.NOT_NUMBER, "south"),
        ("Kampak,-8.3", 12, Fault.MISSING_FIELD, ""),
        (",-8.3,111.7,1", 1, Fault.MISSING_FIELD, ""),
    ],
)
def test_a_spoilt_line_of_places_is_told(line: str, column: int, fault: Fault, seen: str) -> None:
    assert spoilt(places=PLACES + line) == ("places.csv", 4, column, fault, seen)


@pytest.mark.parametrize(
    ("line", "column", "fault", "seen"),
    [
        ("Kampak,-8.3,111.7,many", 19, Fault.NOT_NUMBER, "many"),
        ("Kampak,-8.3,111.7,-5", 19, Fault.NOT_NUMBER, "-5"),
        ("Kampak,-8.3,111.7,", 19, Fault.MISSING_FIELD, ""),
    ],
)
def test_a_spoilt_line_of_people_is_told(line: str, column: int, fault: Fault, seen: str) -> None:
    where = spoilt(places=PLACES + line, against="people")
    assert where == ("places.csv", 4, column, fault, seen)


@pytest.mark.parametrize(
    ("cases", "missing"),
    [
        ("desa;jumlah\nPule;1\n", "date"),
        ("tanggal;jumlah\n2026-03-01;1\n", "place"),
        ("nama;hari apa\nPule;1\n", "place"),
    ],
)
def test_a_table_of_cases_without_a_column(cases: str, missing: str) -> None:
    assert spoilt(cases) == ("cases.csv", 1, 1, Fault.MISSING_COLUMN, missing)


@pytest.mark.parametrize(
    ("places", "missing"),
    [
        ("desa,bujur\nPule,111\n", "latitude"),
        ("desa,lintang\nPule,-8\n", "longitude"),
        ("lintang,bujur\n-8,111\n", "place"),
    ],
)
def test_a_table_of_places_without_a_column(places: str, missing: str) -> None:
    assert spoilt(places=places) == ("places.csv", 1, 1, Fault.MISSING_COLUMN, missing)


def test_a_place_that_nobody_lives_in_has_no_cases() -> None:
    empty = "desa,lintang,bujur,penduduk\nPule,-8.1,111.5,900\nTugu,-8.2,111.6,0\n"
    name, line, column, fault, seen = spoilt(places=empty, against="people")
    assert (name, line, column, fault) == ("cases.csv", 3, 1, Fault.NO_PEOPLE)
    assert seen == "Tugu"


def test_names_alone_are_a_table_without_cases() -> None:
    assert spoilt("desa,tanggal\n")[3] == Fault.NO_CASES


def test_the_message_of_the_error_says_all_of_it() -> None:
    bad = BadFile("a.cas", 3, 7, Fault.NOT_DATE, "March")
    assert str(bad) == "a.cas, line 3, column 7: not a date: 'March'"


texts = st.text(
    st.sampled_from([*'Pule,;"\t\n 0123456789-/.', "\u00e9", "\0", "\r", "\u2028"]),
    max_size=60,
)


@settings(max_examples=150, deadline=None)
@given(texts, st.booleans(), st.sampled_from(["x.csv", "x.cas"]))
def test_any_text_is_read_or_refused_at_a_place_that_exists(
    text: str, is_places: bool, name: str
) -> None:
    source = Source(name, text)
    good = "csv" if name.endswith("csv") else "geo"
    places = PLACES if good == "csv" else "Pule -8.1 111.5\nTugu -8.2 111.6\n"
    cases = CASES if good == "csv" else "Pule 2 2026/3/1\n"
    files = (
        Files(Source(name, cases), source)
        if is_places
        else Files(source, Source(f"y.{good}", places))
    )
    bad = refused(files)
    if bad is not None and bad.line:
        told = files.places.text if bad.name == files.places.name and is_places else text
        assert 1 <= bad.line <= max(len(lines_of(Source("", told))), cases.count("\n"))
        assert bad.column >= 1


def refused(files: Files) -> BadFile | None:
    """What is wrong with the files, if anything."""
    try:
        study_of(files, Wishes())
    except BadFile as bad:
        return bad
    return None
