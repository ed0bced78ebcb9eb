"""How alike two names are: the levels, and the sentence that goes with a finding."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class NameLevel(IntEnum):
    """One step of the name comparison; a greater number is stronger evidence for one person."""

    MISSING = -1
    UNLIKE = 0
    GUARDED = 1  # alike in letters, known as different names: Suharto, Suharti
    COMMON_WORD = 2
    ALIKE = 3
    RARE_WORD = 4
    VERY_ALIKE = 5
    SUBSET = 6
    SAME_SOUND = 7
    SAME_SPELLING = 8


# At or above the first the names are one name; below the second they are two.
STRONG = NameLevel.SAME_SOUND
WEAKEST = NameLevel.COMMON_WORD


class Reason(StrEnum):
    """Why the level was given, in the words an officer reads."""

    NO_NAME = "Salah satu nama kosong."
    SAME_SPELLING = "Nama sama setelah gelar dan ejaan lama diseragamkan."
    SAME_SOUND = "Bunyi nama sama, ejaannya berbeda."
    OTHER_NAME = "Sama dengan nama lain (alias) orang itu."
    FATHER = "Kata tambahannya sama dengan nama ayah."
    OTHER_ORDER = "Kata-katanya sama, urutannya berbeda."
    LEFT_OUT = "Ada kata yang tidak ditulis; kata lainnya sama."
    INITIAL = "Satu kata hanya ditulis huruf depannya."
    HEARD = "Bunyi hampir sama: bisa salah dengar."
    TYPING = "Beda satu huruf: bisa salah ketik."
    EITHER = "Beda sedikit; kedua ejaan memang dipakai orang."
    SHORT_FORM = "Yang satu bisa nama panggilan dari yang lain."
    ONE_WORD = "Hanya satu kata yang sama."
    FATHER_UNCLEAR = "Nama sama, nama ayahnya sedikit berbeda."
    OTHER_FATHER = "Nama sama, nama ayahnya lain."
    OTHER_SEX = "Nama sama, sapaannya laki-laki dan perempuan: bisa suami dan istri."
    GUARD = "Mirip, tetapi dua nama yang berbeda."
    OTHER_WORD = "Salah satu kata jelas berbeda."
    UNLIKE = "Nama berbeda."


@dataclass(frozen=True, slots=True)
class NameComparison:
    """``likeness`` orders pairs within and across levels, 0 to 1; it is no probability."""

    level: NameLevel
    reason: Reason
    likeness: float
