"""What can be wrong with a file, and where."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Source:
    """A file: its name, to say where something is wrong, and its text."""

    name: str
    text: str


class Fault(StrEnum):
    """What is wrong; whoever shows it finds the words."""

    NOT_TEXT = "not text"
    EMPTY = "empty"
    QUOTE = "a quotation mark is not closed"
    MISSING_FIELD = "a field is missing"
    MISSING_COLUMN = "a column is missing"
    NOT_WHOLE = "not a whole number"
    NOT_NUMBER = "not a number"
    NOT_DATE = "not a date"
    NO_SUCH_DAY = "no such day"
    NOT_LATITUDE = "not a latitude"
    NOT_LONGITUDE = "not a longitude"
    PLACE_TWICE = "a place stands there twice"
    UNKNOWN_PLACE = "a place without coordinates"
    NO_PEOPLE = "cases in a group without people"
    NO_CASES = "no case within the study period"
    NOT_SETTING = "not a setting"
    NOT_SUPPORTED = "a setting that is not supported"
    MISSING_SETTING = "a setting is missing"
    TOO_MANY = "too many cases"
    TOO_LARGE = "too many places for so many periods"
    TOO_WIDE = "too many places without a largest radius"
    PERIOD = "the study period ends before it begins"


class BadFile(ValueError):
    """A file that cannot be used: its name, line and column (from 1; 0 where none is meant)."""

    def __init__(self, name: str, line: int, column: int, fault: Fault, seen: str = "") -> None:
        super().__init__(f"{name}, line {line}, column {column}: {fault}: {seen!r}")
        self.name, self.line, self.column = name, line, column
        self.fault, self.seen = fault, seen
