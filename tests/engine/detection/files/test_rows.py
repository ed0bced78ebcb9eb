"""Fields of a line, and where each begins."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.engine.detection.files.bad import BadFile, Fault, Source
from kentongan.engine.detection.files.rows import Row, rows_by_separator, rows_by_spaces

# A field as a file may hold it: no separators, quotation marks or line ends.
words = st.text(st.characters(codec="ascii", categories=("L", "N")), min_size=1, max_size=6)


def by_spaces(text: str) -> list[list[tuple[str, int]]]:
    return [list(map(tuple, row.fields)) for row in rows_by_spaces(Source("a.cas", text))]


def by_separator(text: str) -> list[list[str]]:
    rows = rows_by_separator(Source("a.csv", text))
    return [[field.text for field in row.fields] for row in rows]


def only(line: str) -> Row:
    return next(rows_by_spaces(Source("a.cas", line)))


def test_spaces_and_tabs_stand_between_fields() -> None:
    assert by_spaces("  Grant \t 1  1977\n") == [[("Grant", 3), ("1", 11), ("1977", 14)]]


def test_a_name_with_spaces_stands_in_quotation_marks() -> None:
    assert by_spaces('"Santa Fe" 3 "say ""yes"""') == [
        [("Santa Fe", 1), ("3", 12), ('say "yes"', 14)]
    ]


def test_empty_lines_count_but_are_not_read() -> None:
    rows = list(rows_by_spaces(Source("a.cas", "a 1\n\n   \nb 2\n")))
    assert [row.line for row in rows] == [1, 4]


def test_lines_may_end_as_windows_ends_them() -> None:
    assert by_separator("a,b\r\n1,2\r\n") == [["a", "b"], ["1", "2"]]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_first_line_tells_what_separates(separator: str) -> None:
    text = "\n".join(separator.join(line) for line in (["tempat", "kasus", "hari"], ["a", "", "x"]))
    assert by_separator(text) == [["tempat", "kasus", "hari"], ["a", "", "x"]]


def test_a_separator_in_quotation_marks_separates_nothing() -> None:
    assert by_separator('a,b\n"x, y" , z') == [["a", "b"], ["x, y", "z"]]


def test_a_last_field_may_be_empty() -> None:
    assert by_separator("a,b,\n1,2,") == [["a", "b", ""], ["1", "2", ""]]


@given(st.lists(words, min_size=2, max_size=5), st.sampled_from([",", ";"]))
def test_what_was_joined_comes_apart_again(fields: list[str], separator: str) -> None:
    assert by_separator(separator.join(fields)) == [fields]


@given(st.lists(words, min_size=1, max_size=5))
def test_every_field_stands_at_its_column(fields: list[str]) -> None:
    line = "  ".join(fields)
    for text, column in by_spaces(line)[0]:
        assert line[column - 1 : column - 1 + len(text)] == text


@pytest.mark.parametrize(
    ("text", "fault", "line", "column"),
    [
        ("", Fault.EMPTY, 1, 1),
        (" \n\n", Fault.EMPTY, 1, 1),
        ("a\0b", Fault.NOT_TEXT, 1, 1),
        ('a 1\n"b 2', Fault.QUOTE, 2, 1),
    ],
)
def test_a_file_that_cannot_be_read_says_where(
    text: str, fault: Fault, line: int, column: int
) -> None:
    with pytest.raises(BadFile) as caught:
        by_spaces(text)
    assert (caught.value.fault, caught.value.line, caught.value.column) == (fault, line, column)


@pytest.mark.parametrize(("text", "number"), [("7", 7), ("0", 0), ("12.0", 12), ("007", 7)])
def test_numbers_without_a_fraction_are_whole(text: str, number: int) -> None:
    assert only(f"a {text}").whole(1) == number


@pytest.mark.parametrize("text", ["-1", "1.5", "x", "1e3", "1_000", "9" * 13, "²"])
def test_what_is_no_whole_number(text: str) -> None:
    with pytest.raises(BadFile) as caught:
        only(f"a {text}").whole(1)
    assert (caught.value.fault, caught.value.column) == (Fault.NOT_WHOLE, 3)
    assert caught.value.seen == text


@pytest.mark.parametrize(
    ("text", "number"), [("7", 7.0), ("-7,25", -7.25), ("+.5", 0.5), ("1e2", 100.0)]
)
def test_numbers_with_a_point_or_a_comma(text: str, number: float) -> None:
    assert only(f"a {text}").number(1) == number


@pytest.mark.parametrize("text", ["nan", "inf", "1.2.3", "--1", "0x1", "1e999"])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(BadFile) as caught:
        only(f"a {text}").number(1)
    assert caught.value.fault == Fault.NOT_NUMBER


def test_a_missing_field_is_told_at_the_end_of_the_line() -> None:
    with pytest.raises(BadFile) as caught:
        only("Grant 1").needed(2)
    assert (caught.value.fault, caught.value.column) == (Fault.MISSING_FIELD, 8)
    assert "a.cas, line 1, column 8" in str(caught.value)
