"""The columns of numbers, dates and places."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]
from numpy.typing import NDArray

from kentongan.engine.linkage.batch.columns.lists import (
    Lists,
    Mask,
    Whole,
    from_column,
    side_by_side,
)
from kentongan.engine.linkage.batch.columns.texts import bytes_of, each, numbers_of
from kentongan.engine.linkage.national_id import (
    LENGTH,
    NEWEST_YEAR,
    WOMAN,
    NationalId,
    read_national_id,
)

DIGITS = r"^[0-9]{16}$"
DAYS_OF_MONTH = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
LINKS = (("phone", "phones"), ("account", "accounts"), ("handle", "handles"))


@dataclass(frozen=True, slots=True)
class Numbers:
    """National ids of records: as written, whether sound, and what a sound one tells.

    ``born``: the likely date as YYYYMMDD, 0 for none.
    """

    written: Any
    is_sound: Mask
    sex: Any
    area: Any
    born: Whole

    @property
    def sound(self) -> Any:
        """The sound numbers."""
        return pc.if_else(pa.array(self.is_sound), self.written, "")


def numbers(texts: Any) -> Numbers:
    """The national ids in a column: sixteen digits as arrays, other writings one by one."""
    is_whole = pc.match_substring_regex(texts, DIGITS)
    by_hand = pc.and_(pc.invert(is_whole), pc.not_equal(texts, ""))
    odd = [read_national_id(text) for text in texts.filter(by_hand).to_pylist()]
    usual = of_digits(texts.filter(is_whole))
    return spread(usual, one_by_one(odd), is_whole, by_hand)


def one_by_one(odd: list[NationalId | None]) -> Numbers:
    """What was read of other writings."""
    found = [one or NationalId("") for one in odd]
    sound = [bool(one and one.is_sound) for one in odd]
    days = [one.likely_birth_date() if one.digits else None for one in found]
    return Numbers(
        written=pa.array([one.digits for one in found], pa.string()),
        is_sound=np.array(sound, dtype=bool),
        sex=pa.array(
            [one.sex if is_so else "" for one, is_so in zip(found, sound, strict=True)], pa.string()
        ),
        area=pa.array(
            [one.area[:5] if is_so else "" for one, is_so in zip(found, sound, strict=True)],
            pa.string(),
        ),
        born=np.array(
            [day.year * 10_000 + day.month * 100 + day.day if day else 0 for day in days],
            dtype=np.int64,
        ),
    )


def spread(usual: Numbers, odd: Numbers, is_usual: Any, is_odd: Any) -> Numbers:
    """Both put where they stood."""

    def texts(one: Any, other: Any) -> Any:
        empty = pa.array([""], pa.string()).take(pa.array(np.zeros(len(is_usual), np.int64)))
        return pc.replace_with_mask(pc.replace_with_mask(empty, is_usual, one), is_odd, other)

    masks = [mask.to_numpy(zero_copy_only=False) for mask in (is_usual, is_odd)]
    sound, born = np.zeros(len(is_usual), dtype=bool), np.zeros(len(is_usual), dtype=np.int64)
    for mask, part in zip(masks, (usual, odd), strict=True):
        sound[mask], born[mask] = part.is_sound, part.born
    return Numbers(
        texts(usual.written, odd.written), sound, texts(usual.sex, odd.sex),
        texts(usual.area, odd.area), born,
    )  # fmt: skip


def of_digits(texts: Any) -> Numbers:
    """National ids of sixteen digits, by the rules of ``national_id``."""
    digits = bytes_of(texts)[1].reshape(-1, LENGTH).astype(np.int64) - ord("0")
    pairs = digits[:, 0:12:2] * 10 + digits[:, 1:12:2]
    is_woman = pairs[:, 3] > WOMAN
    born = likely(np.where(is_woman, pairs[:, 3] - WOMAN, pairs[:, 3]), pairs[:, 4], pairs[:, 5])
    has_area = (pairs[:, :3] > 0).all(axis=1)
    sound = has_area & (born != 0) & (digits[:, 12:] > 0).any(axis=1)
    is_sound = pa.array(sound)
    area = pc.binary_join_element_wise(
        pc.utf8_slice_codeunits(texts, 0, 2), pc.utf8_slice_codeunits(texts, 2, 4), "."
    )
    sex = pc.if_else(pa.array(is_woman), "P", "L")
    return Numbers(
        texts, sound, pc.if_else(is_sound, sex, ""), pc.if_else(is_sound, area, ""),
        np.where(sound, born, 0),
    )  # fmt: skip


def likely(day: Whole, month: Whole, year: Whole) -> Whole:
    """The day in the century of most bearers as YYYYMMDD; 0 where the calendar has none."""
    last, this = year + 1900, year + 2000
    in_this = is_day(day, month, this) & (this <= NEWEST_YEAR)
    chosen = np.where(in_this, this, np.where(is_day(day, month, last), last, 0))
    return np.where(chosen > 0, chosen * 10_000 + month * 100 + day, 0)


def is_day(day: Whole, month: Whole, year: Whole) -> Mask:
    """Whether the calendar has the day."""
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    real = (month >= 1) & (month <= 12)
    most = DAYS_OF_MONTH[np.where(real, month, 0)] + (leap & (month == 2))
    found: Mask = real & (day >= 1) & (day <= most)
    return found


@dataclass(frozen=True, slots=True)
class Days:
    """As ``people.DayColumns``."""

    born: Any
    turned: Any
    month_day: Any
    year: NDArray[np.int32]
    first_of_january: NDArray[np.int32]


def days(dates: Any, is_exact: Any, from_number: Whole) -> Days:
    """The stated date, else the one that the number tells."""
    stated = [
        part.fill_null(0).to_numpy() for part in (pc.year(dates), pc.month(dates), pc.day(dates))
    ]
    by_number = (from_number // 10_000, from_number // 100 % 100, from_number % 100)
    told = stated[0] > 0
    year, month, day = (
        np.where(told, one, two) for one, two in zip(stated, by_number, strict=True)
    )
    exact = (year > 0) & (is_exact.to_numpy(zero_copy_only=False) | ~told)
    return Days(
        born=written(year * 10_000 + month * 100 + day, 8, exact),
        turned=written(year * 10_000 + day * 100 + month, 8, exact),
        month_day=written(month * 100 + day, 4, exact),
        year=year.astype(np.int32),
        first_of_january=(exact & (month == 1) & (day == 1)).astype(np.int32),
    )


def written(numbers: Whole, width: int, there: Mask) -> Any:
    """The numbers with leading zeros; nothing where there is none."""
    texts = pc.ascii_lpad(pa.array(numbers).cast(pa.string()), width, "0")
    return pc.if_else(pa.array(there), texts, "")


def areas(codes: Any) -> list[Any]:
    """Kabupaten, kecamatan and desa of each code, as ``people.area_columns``."""
    coded = codes.dictionary_encode()
    parts = pc.split_pattern(coded.dictionary, ".")
    return [up_to(parts, depth).take(coded.indices) for depth in (2, 3, 4)]


def up_to(parts: Any, depth: int) -> Any:
    """The first parts of a code; nothing where there are fewer."""
    texts = pc.binary_join(pc.list_slice(parts, 0, depth), ".")
    return pc.if_else(pc.greater_equal(pc.list_value_length(parts), depth), texts, "")


def head(numbers: Any) -> Any:
    """All but the serial."""
    return pc.utf8_slice_codeunits(numbers, 0, 12)


def first_filled(*texts: Any) -> Any:
    """The first text of each row that is not empty."""
    found = texts[-1]
    for column in reversed(texts[:-1]):
        found = pc.if_else(pc.not_equal(column, ""), column, found)
    return found


def birth_areas(told: Any, by_number: Any) -> Any:
    """The kabupaten of birth as told, else that of first registration."""
    kabupaten = each(told, lambda code: ".".join(code.split(".")[:2]))
    return pc.if_else(pc.not_equal(told, ""), kabupaten, by_number)


def passports(told: Any) -> Any:
    """Letters and digits alone, in capitals."""
    return each(told, lambda text: "".join(filter(str.isalnum, text)).upper())


def links(told: Any) -> Lists:
    """The hashes of phones, accounts and handles, each once."""
    return side_by_side(*(links_of(kind, told[name]) for kind, name in LINKS)).distinct()


def links_of(kind: str, column: Any) -> Lists:
    """The hashes of the things of one kind."""
    values, bounds = from_column(column)
    wanted = pc.not_equal(values, "").to_numpy(zero_copy_only=False)
    texts = pc.binary_join_element_wise(kind, values, " ")
    return Lists(numbers_of(texts), bounds).kept(wanted)


def first_of(lists: Lists) -> Any:
    """The first number of each list, null for an empty one."""
    values = np.append(lists.values, 0)[np.minimum(lists.bounds[:-1], len(lists.values))]
    return pa.array(values, pa.int64(), mask=lists.sizes == 0)
