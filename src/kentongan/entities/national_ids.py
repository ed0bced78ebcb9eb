"""What the sixteen digits of a national id number say, for folders that may not compare people."""

from datetime import date

from kentongan.engine.linkage.national_id import Doubt, doubts, read_national_id
from kentongan.regions.queries import districts_ever

FIELDS = {Doubt.BIRTH_DATE: "birth_date", Doubt.SEX: "sex"}


def digits_of(written: str) -> str:
    """The digits of a sound number, however it is grouped; "" for anything else."""
    number = read_national_id(written)
    return number.digits if number and number.is_sound else ""


def contradicted(written: str, birth_date: date | None, sex: str) -> tuple[str, ...]:
    """The stated facts that the digits contradict: ``birth_date``, ``sex``.

    sex: "L", "P" or "". Nothing is told of a number that is not sound.
    """
    number = read_national_id(written)
    if number is None:
        return ()
    return tuple(FIELDS[one] for one in doubts(number, birth_date, sex) if one in FIELDS)


def has_unknown_area(written: str) -> bool:
    """Whether the digits name a district that never was; no word where its regency is not listed.

    Every edition of the area tree counts: the number keeps the code of the first registration.
    """
    number = read_national_id(written)
    if number is None or not number.is_sound:
        return False
    codes = districts_ever(number.area.rpartition(".")[0])
    return bool(codes) and number.area not in codes
