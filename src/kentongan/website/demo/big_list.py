"""A big messy list whose every row has a known outcome, to hold imports against.

Clear notices of an invented world, each written in one of many ways; among them, rows spoilt in a
way that an import must refuse or ask about, and lines that are no reports. It needs no database.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kentongan.engine.synthetic import (
    DatePrecision,
    Notice,
    Place,
    World,
    WorldSettings,
    build_world,
)
from kentongan.regions import catalogue
from kentongan.website.demo.cells import CLEAR, Cell, Formula, Row, Writer
from kentongan.website.demo.sheet import HEADINGS, Across, Line, numbering, write_xlsx

REGENCIES = ("35.01", "35.02", "35.03")  # the working area of the demo's office
FIRST_DAY = date(2025, 1, 1)  # long enough ago that no day has yet to come
SPARE = 1.4  # notices for each row: only the clear ones of a world are written
# A careful reader of places asks which of the two was meant, however it is written.
LOOKALIKES = {"Bungu", "Munggu"}
# Labels of signs with these in them could be read as two signs.
SEPARATORS = (",", " atau ", " dan ")
REJECTED_SHARE, QUESTION_SHARE = 0.04, 0.08
ROWS_A_PAGE = 500  # then the headings come again
NUMBER, DAY, AGENCY, STORY, PLACE, PHONES, ACCOUNTS, FEE, SIGNS, GRADE = (
    0,
    1,
    4,
    5,
    6,
    7,
    8,
    13,
    14,
    15,
)


@dataclass(frozen=True)
class Expected:
    """What must become of a row: a status of `RowStatus`, and words that its messages hold."""

    status: str
    words: str = ""


@dataclass(frozen=True)
class Spoilt:
    """A way to spoil a row: new cells by column, and what must become of it."""

    cells: dict[int, Cell]
    expected: Expected


REJECTED = (
    Spoilt({DAY: "31/02/2025"}, Expected("rejected", "tidak ada")),
    Spoilt({DAY: "habis lebaran"}, Expected("rejected", "tidak terbaca")),
    Spoilt({DAY: "1 Januari 2099"}, Expected("rejected", "belum tiba")),
    Spoilt({DAY: "12/03/1925"}, Expected("rejected", "terlalu lama")),
    Spoilt({STORY: "", SIGNS: ""}, Expected("rejected", "Tulis apa yang terlihat")),
    Spoilt({ACCOUNTS: 9_999_999_900_140_341}, Expected("rejected", "dibulatkan")),
    Spoilt({DAY: Formula("=DATE(2025,3,1)")}, Expected("rejected", "rumus")),
)
TWICE = Spoilt({}, Expected("question", "sama persis"))  # the last clear row once more
QUESTIONS = (
    Spoilt({DAY: ""}, Expected("question", "Tanggalnya kosong")),
    Spoilt({DAY: "minggu ke-2 Mei"}, Expected("question", "Tahunnya tidak ditulis")),
    Spoilt({PLACE: ""}, Expected("question", "Tempatnya kosong")),
    Spoilt({AGENCY: "Kantor Pos Besar"}, Expected("question", "tidak dikenal")),
    Spoilt({PHONES: "0850-12"}, Expected("question", "bukan nomor telepon")),
    Spoilt({GRADE: "baik"}, Expected("question", "tidak terbaca")),
    Spoilt({FEE: 15}, Expected("question", "ribu atau juta")),
    TWICE,
)


def big_list(path: Path, *, rows: int = 10_000, seed: int) -> dict[int, Expected]:
    """Write an XLSX list with `rows` rows of content; Excel row number → what must become of it.

    Lines that are no reports (months, headings, a sum) come on top and are listed as "skipped";
    blank lines are not listed. The same rows and seed give the same list. Raises ValueError below
    one row.
    """
    if rows < 1:
        raise ValueError(f"{rows} rows are no list")
    expected: dict[int, Expected] = {}
    planned = list(plan(rows, seed))
    outcomes = iter(outcome for _, outcome in planned)
    for number, line in write_xlsx(path, (line for line, _ in planned)):
        outcome = next(outcomes)
        if line is not None:
            expected[number] = outcome
    return expected


def plan(rows: int, seed: int) -> Iterator[tuple[Line, Expected]]:
    """The lines of the list, each with its outcome."""
    world = big_world(rows, seed)
    writer = Writer(CLEAR, seed, world.truth.end)
    clear: Row = []
    yield numbering(), Expected("skipped", "Baris nomor kolom")
    for number, notice in enumerate(clear_notices(world, rows), start=1):
        if number % ROWS_A_PAGE == 0:
            yield from page_break(number)
        row = plain_row(writer, number, notice)
        spoilt = drawn(writer) if clear else None
        if spoilt is None:
            clear = row
            yield row, Expected("accepted")
        elif spoilt is TWICE:
            yield changed(clear, {NUMBER: number}), spoilt.expected
        else:
            yield changed(row, spoilt.cells), spoilt.expected
    yield ["Jumlah", rows], Expected("skipped", "Baris jumlah")


def page_break(number: int) -> Iterator[tuple[Line, Expected]]:
    """What stands where a printed page ends."""
    yield None, Expected("skipped")
    yield [number], Expected("skipped", "Hanya nomor urut")
    yield Across("LANJUTAN"), Expected("skipped")
    yield list(HEADINGS), Expected("skipped", "Judul kolom yang diulang")


def plain_row(writer: Writer, number: int, notice: Notice) -> Row:
    """The row of a clear notice; of several signs only the first, where it is one phrase."""
    row = writer.row(number, notice)
    sign = writer.sign(notice.indicators[0]) if notice.indicators else ""
    row[SIGNS] = "" if any(separator in sign for separator in SEPARATORS) else sign
    return row


def changed(row: Row, cells: dict[int, Cell]) -> Row:
    """The row with other cells in some columns."""
    return [cells.get(column, cell) for column, cell in enumerate(row)]


def drawn(writer: Writer) -> Spoilt | None:
    """A way to spoil the next row, or None to leave it clear."""
    chance = writer.rng.random()
    if chance < REJECTED_SHARE:
        return REJECTED[int(writer.rng.integers(len(REJECTED)))]
    if chance < REJECTED_SHARE + QUESTION_SHARE:
        return QUESTIONS[int(writer.rng.integers(len(QUESTIONS)))]
    return None


def big_world(rows: int, seed: int) -> World:
    """A year with enough clear notices for `rows` rows."""
    monthly = (rows * SPARE + 50) / 12
    settings = WorldSettings(
        seed=seed,
        start=FIRST_DAY,
        visits=0.13 * monthly,
        partners=0.48 * monthly,
        counter=0.2 * monthly,
        public=0.19 * monthly,
    )
    return build_world(home_places(), settings)


def clear_notices(world: World, count: int) -> Iterator[Notice]:
    """The first `count` notices that say all there is to say and that no other one repeats."""
    told: set[tuple[str, str]] = set()
    for notice in world.notices:
        who_what = (notice.source, notice.text)
        if len(told) < count and is_clear(world, notice) and who_what not in told:
            told.add(who_what)
            yield notice


def is_clear(world: World, notice: Notice) -> bool:
    """Whether day and place are known, and nothing in it is told twice or written as a link."""
    dated = notice.date_precision is not DatePrecision.UNKNOWN
    links = any("wa.me" in thing.raw for thing in notice.things)
    repeats = world.truth.notices[notice.id].duplicate_of
    placed = notice.place is not None and notice.place.name not in LOOKALIKES
    return dated and placed and not links and not repeats


def home_places() -> list[Place]:
    """The villages of the working area; a square grid stands for the map, which a list lacks."""
    areas = catalogue.places(REGENCIES)
    names = {area.code: area.name.removeprefix("Kabupaten ") for area in areas}
    villages = [area for area in areas if area.level == 4]
    return [
        Place(
            village.code,
            village.name,
            names[village.parent_code],
            names[village.code[:5]],
            111.0 + number % 25 * 0.03,
            -8.3 + number // 25 * 0.03,
        )
        for number, village in enumerate(villages)
    ]
