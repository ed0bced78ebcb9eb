"""The levels of every comparison once more, as plain questions: slow and obvious."""

from itertools import pairwise

from kentongan.engine.linkage.people import Prepared


def edits(one: str, other: str) -> int:
    """Letters put in, left out or changed, by the table of all beginnings."""
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        before, row = row, [at]
        for place, (diagonal, above) in enumerate(pairwise(before)):
            change = diagonal + (letter != other[place])
            row.append(min(change, above + 1, row[-1] + 1))
    return row[-1]


def near(one: str, other: str, most: int, shortest: int) -> bool:
    return min(len(one), len(other)) >= shortest and edits(one, other) <= most


def common(one: tuple[int, ...], other: tuple[int, ...]) -> list[int]:
    return [number for number in one if number in other]


def inside(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """The shorter list wholly in the longer one."""
    small, large = sorted((one, other), key=len)
    return bool(small) and all(number in large for number in small)


def covered(a: Prepared, b: Prepared) -> bool:
    """The words of each are among the other's words and his father's."""
    if not a.words or not b.words:
        return False
    return all(word in b.wide for word in a.words) and all(word in a.wide for word in b.words)


def name_level(a: Prepared, b: Prepared) -> str:
    if not a.sound or not b.sound:
        return "missing"
    asked = (
        ("same_rare", bool(common(a.rare_spellings, b.rare_spellings))),
        ("same", bool(common(a.seldom_spellings, b.seldom_spellings))),
        ("same_common", bool(common(a.spellings, b.spellings))),
        ("sound_rare", bool(common(a.rare_sounds, b.rare_sounds))),
        ("sound", bool(common(a.sounds, b.sounds))),
        ("fathers_words", inside(a.words, b.words) and covered(a, b)),
        ("extra_words", inside(a.words, b.words) and len(common(a.words, b.words)) > 1),
        ("nickname", bool(common(a.callings, b.callings))),
    )
    for level, is_so in asked:
        if is_so:
            return level
    if len(common(a.stems, b.stems)) > len(common(a.guards, b.guards)):
        return "guarded"
    return distant_name_level(a, b)


def distant_name_level(a: Prepared, b: Prepared) -> str:
    shared_word = bool(common(a.words, b.words))
    if near(a.sound, b.sound, 1, 5) or (near(a.sound, b.sound, 2, 10) and not shared_word):
        return "near"
    if len(common(a.coarse, b.coarse)) >= 2 and inside(a.coarse, b.coarse):
        return "near"
    if inside(a.words, b.words) and common(a.telling, b.telling):
        return "one_inside"
    if common(a.rare, b.rare):
        return "rare_word"
    return "common_word" if common(a.coarse, b.coarse) else "unlike"


def comparable(a: Prepared, b: Prepared) -> bool:
    fields = ("number", "written", "passport", "year", "sex")
    return any(getattr(a, field) and getattr(b, field) for field in fields)


def other_sex(a: Prepared, b: Prepared) -> bool:
    return bool(a.sex and b.sex and a.sex != b.sex)


def identity_level(a: Prepared, b: Prepared) -> str:
    one_head = bool(a.number_head) and a.number_head == b.number_head
    slip = near(a.written, b.written, 1, 15) and not one_head and not other_sex(a, b)
    asked = (
        ("missing", not comparable(a, b)),
        ("number_same", bool(a.number) and a.number == b.number),
        ("passport_same", bool(a.passport) and a.passport == b.passport),
        ("number_near", slip),
        ("serial_differs", one_head),
        ("sex_differs", other_sex(a, b)),
    )
    for level, is_so in asked:
        if is_so:
            return level
    return numbered_date_level(a, b) if a.number and b.number else date_level(a, b)


def numbered_date_level(a: Prepared, b: Prepared) -> str:
    """Both have a sound number, and not the same."""
    return "number_differs_date_same" if a.born and a.born == b.born else "number_differs"


def date_level(a: Prepared, b: Prepared) -> str:
    """A number is missing on one side: what the dates say."""
    if a.born and a.born == b.born:
        area = a.birth_area and a.birth_area == b.birth_area
        return "date_and_area_same" if area else "date_same"
    same_year = a.year and a.year == b.year
    year_alone = a.first_of_january or b.first_of_january or not a.born or not b.born
    if (a.born and a.born == b.turned) or (same_year and year_alone):
        return "date_turned"
    if near(a.born, b.born, 1, 8):
        return "date_near"
    if a.month_day and a.month_day == b.month_day:
        return "day_same"
    if a.year and b.year:
        return "year_near" if abs(a.year - b.year) <= 1 else "differs"
    return "sex_same" if a.sex and a.sex == b.sex else "differs"


def contradicted(a: Prepared, b: Prepared) -> bool:
    """Sex, number or date say that they are two people."""
    numbers = bool(a.number and b.number) and a.number != b.number
    years = bool(a.year and b.year) and abs(a.year - b.year) > 1
    days = bool(a.month_day) and a.month_day == b.month_day
    return other_sex(a, b) or numbers or (years and not days)


WHOLE = {
    *("same_rare", "same", "same_common", "sound_rare", "sound"),
    *("fathers_words", "extra_words"),
}


def siblings(a: Prepared, b: Prepared) -> bool:
    """Whether a mother in common would only show that they are brothers or sisters."""
    name = name_level(a, b)
    if name == "missing":
        return False
    if name in WHOLE:
        return False
    return name not in {"nickname", "near", "one_inside"} or contradicted(a, b)


def mother_level(a: Prepared, b: Prepared) -> str:
    if not a.mother_sound or not b.mother_sound:
        return "missing"
    sounds = bool(common(a.mother_sounds, b.mother_sounds))
    close = near(a.mother_sound, b.mother_sound, 1, 5) or near(
        a.mother_sound, b.mother_sound, 2, 10
    )
    if (sounds or close) and siblings(a, b):
        return "siblings"
    if common(a.mother_spellings, b.mother_spellings):
        return "same_rare" if common(a.mother_rare_spellings, b.mother_rare_spellings) else "same"
    if sounds or close:
        return "near"
    return "some_words" if common(a.mother_words, b.mother_words) else "differs"


def place_level(a: Prepared, b: Prepared) -> str:
    if not a.regency or not b.regency:
        return "missing"
    for field in ("village", "district", "regency"):
        if getattr(a, field) and getattr(a, field) == getattr(b, field):
            return field
    return "differs"


LEVELS = {
    "name": name_level,
    "identity": identity_level,
    "mother": mother_level,
    "place": place_level,
}
