"""What is compared between two people, level by level, with the sentence that an officer reads.

The order of levels is the order of asking: the first condition that holds names the level. National
id, birth date and sex are one comparison, since the number holds the other two. What is not told is
no evidence either way; siblings have one mother, so under different names she proves nothing.
"""

from dataclasses import dataclass

from kentongan.engine.linkage.terms import (
    Close,
    Covers,
    Crossed,
    EitherMarked,
    Filled,
    Inside,
    Known,
    MoreShared,
    Near,
    Overlap,
    Same,
    Sharing,
    Term,
)


@dataclass(frozen=True)
class Level:
    """``condition`` None: everything else. ``is_silent``: no evidence, weight 0 by definition.

    ``at_most``: a level of the same comparison whose weight this one never exceeds, so that one
    more agreeing fact never lowers the weight.
    """

    name: str
    sentence: str
    condition: Term | None = None
    is_silent: bool = False
    at_most: str = ""


@dataclass(frozen=True)
class Comparison:
    """``shown``: the fields of ``Person`` whose values stand beside the bar."""

    name: str
    label: str
    shown: tuple[str, ...]
    levels: tuple[Level, ...]


def silent(name: str, sentence: str, condition: Term) -> Level:
    """A level that is no evidence."""
    return Level(name, sentence, condition, is_silent=True)


SAME_SOUND = Overlap("sounds")
FATHERS_WORDS = Inside("words") & Covers("words", "wide")
EXTRA_WORDS = Inside("words") & Sharing("words", 2)
WHOLE_NAME = SAME_SOUND | FATHERS_WORDS | EXTRA_WORDS
NICKNAME = Overlap("callings")  # or the nickname of one is the name of the other
GUARD = MoreShared("stems", "guards")
# Two edits beside an equal word are another word: Budi Santoso and Hadi Santoso are brothers.
TWO_EDITS = Near("sound", 2, 10) & ~Overlap("words")
NEAR_SOUND = Near("sound", 1, 5) | TWO_EDITS | (Sharing("coarse", 2) & Inside("coarse"))
ONE_INSIDE = Inside("words") & Overlap("telling")
# Names that can be those of one person; siblings seldom have them.
ONE_NAME = WHOLE_NAME | NICKNAME | (~GUARD & (NEAR_SOUND | ONE_INSIDE))

NAME = Comparison(
    "name",
    "Nama",
    ("name", "others", "father"),
    (
        silent("missing", "Nama tidak diisi di salah satu catatan.", ~Filled("sound")),
        Level(
            "same_rare",
            "Nama sama setelah gelar dan ejaan lama diseragamkan, dan nama itu langka.",
            Overlap("rare_spellings"),
        ),
        Level(
            "same",
            "Nama sama setelah gelar dan ejaan lama diseragamkan.",
            Overlap("seldom_spellings"),
            at_most="same_rare",
        ),
        Level(
            "same_common",
            "Nama sama, tetapi banyak orang memakai nama itu.",
            Overlap("spellings"),
            at_most="same",
        ),
        Level(
            "sound_rare",
            "Bunyi nama sama, ejaannya berbeda; nama itu langka.",
            Overlap("rare_sounds"),
            at_most="same_rare",
        ),
        Level("sound", "Bunyi nama sama, ejaannya berbeda.", SAME_SOUND, at_most="same_common"),
        Level(
            "fathers_words",
            "Kata-kata nama sama; kata tambahannya adalah nama ayah.",
            FATHERS_WORDS,
            at_most="same_rare",
        ),
        Level(
            "extra_words",
            "Kata-kata nama sama; yang satu hanya lebih lengkap.",
            EXTRA_WORDS,
            at_most="same_rare",
        ),
        Level(
            "nickname",
            "Nama panggilan sama; nama lengkapnya tidak.",
            NICKNAME,
            at_most="same_common",
        ),
        Level("guarded", "Nama mirip, tetapi memang dua nama yang berbeda.", GUARD),
        Level("near", "Nama hampir sama: bisa salah tulis atau salah dengar.", NEAR_SOUND),
        Level("one_inside", "Nama yang satu ada di dalam nama yang lain.", ONE_INSIDE),
        Level("rare_word", "Satu kata langka sama, kata lainnya berbeda.", Overlap("rare")),
        Level("common_word", "Satu kata sama, kata lainnya berbeda.", Overlap("coarse")),
        Level("unlike", "Nama berbeda."),
    ),
)

NO_IDENTITY = ~(
    Filled("number") | Filled("written") | Filled("passport") | Known("year") | Filled("sex")
)
OTHER_SEX = Filled("sex") & ~Same("sex")
ONE_NUMBER_MISSING = ~Filled("number")
YEAR_ALONE = Close("year", 0) & (EitherMarked("first_of_january") | ~Filled("born"))
IDENTITY = Comparison(
    "identity",
    "NIK, tanggal lahir, jenis kelamin",
    ("national_id", "passport", "birth_date", "sex", "birth_area"),
    (
        silent(
            "missing", "NIK, tanggal lahir dan jenis kelamin tidak dapat dibandingkan.", NO_IDENTITY
        ),
        Level("number_same", "NIK sama.", Same("number")),
        Level("passport_same", "Nomor paspor sama.", Same("passport"), at_most="number_same"),
        Level(
            "number_near",
            "NIK beda satu angka: bisa salah tulis.",
            Near("written", 1, 15) & ~Same("number_head") & ~OTHER_SEX,
            at_most="number_same",
        ),
        Level(
            "serial_differs",
            "NIK hanya beda nomor urut: kembar, atau orang lain yang lahir hari itu.",
            Same("number_head"),
        ),
        Level("sex_differs", "Jenis kelamin berbeda.", OTHER_SEX),
        Level(
            "date_and_area_same",
            "Tanggal lahir dan kabupaten lahir sama; NIK tidak lengkap.",
            ONE_NUMBER_MISSING & Same("born") & Same("birth_area"),
            at_most="number_same",
        ),
        Level(
            "date_same",
            "Tanggal lahir sama; NIK tidak lengkap.",
            ONE_NUMBER_MISSING & Same("born"),
            at_most="date_and_area_same",
        ),
        Level("number_differs_date_same", "Tanggal lahir sama, tetapi NIK berbeda.", Same("born")),
        Level(
            "date_turned",
            "Hari dan bulan lahir tertukar, atau hanya tahunnya yang diketahui dan sama.",
            ONE_NUMBER_MISSING & (Crossed("born", "turned") | YEAR_ALONE),
            at_most="date_same",
        ),
        Level(
            "date_near",
            "Tanggal lahir beda satu angka.",
            ONE_NUMBER_MISSING & Near("born", 1, 8),
            at_most="date_same",
        ),
        Level(
            "day_same",
            "Hari dan bulan lahir sama, tahunnya berbeda: umur bisa diubah.",
            ONE_NUMBER_MISSING & Same("month_day"),
            at_most="date_same",
        ),
        Level(
            "year_near",
            "Tahun lahir beda paling banyak satu.",
            ONE_NUMBER_MISSING & Close("year", 1),
            at_most="date_same",
        ),
        Level(
            "number_differs", "NIK berbeda.", Filled("number"), at_most="number_differs_date_same"
        ),
        Level(
            "sex_same",
            "Jenis kelamin sama.",
            Same("sex") & ~Known("year"),
            at_most="date_same",
        ),
        Level("differs", "Tanggal lahir berbeda.", at_most="year_near"),
    ),
)

CONTRADICTED = (
    OTHER_SEX
    | (Filled("number") & ~Same("number"))
    | (Known("year") & ~Close("year", 1) & ~Same("month_day"))
)
SIBLINGS = Filled("sound") & (~ONE_NAME | (CONTRADICTED & ~WHOLE_NAME))
SAME_MOTHER = Overlap("mother_sounds") | Near("mother_sound", 1, 5) | Near("mother_sound", 2, 10)
MOTHER = Comparison(
    "mother",
    "Nama ibu",
    ("mother",),
    (
        silent("missing", "Nama ibu tidak diisi di salah satu catatan.", ~Filled("mother_sound")),
        silent(
            "siblings",
            "Ibunya sama, tetapi namanya berbeda: bisa saudara kandung.",
            SIBLINGS & SAME_MOTHER,
        ),
        Level(
            "same_rare",
            "Nama ibu sama, dan nama itu langka.",
            Overlap("mother_rare_spellings"),
        ),
        Level("same", "Nama ibu sama.", Overlap("mother_spellings"), at_most="same_rare"),
        Level("near", "Nama ibu hampir sama.", SAME_MOTHER, at_most="same_rare"),
        Level(
            "some_words", "Sebagian kata nama ibu sama.", Overlap("mother_words"), at_most="near"
        ),
        Level("differs", "Nama ibu berbeda.", at_most="some_words"),
    ),
)

PLACE = Comparison(
    "place",
    "Tempat tinggal",
    ("region_code",),
    (
        silent("missing", "Tempat tinggal tidak diisi di salah satu catatan.", ~Filled("regency")),
        Level("village", "Desa atau kelurahan sama.", Same("village")),
        Level("district", "Kecamatan sama.", Same("district"), at_most="village"),
        Level("regency", "Kabupaten atau kota sama.", Same("regency"), at_most="district"),
        Level("differs", "Kabupaten berbeda: orang bisa pindah.", at_most="regency"),
    ),
)

COMPARISONS = (NAME, IDENTITY, MOTHER, PLACE)
# Levels of the name that let two records be one person without a common number: the whole name
# agrees. The others are possible names, which twins have too ("Siti Nur Ayu", "Siti Nur").
SURE_NAMES = frozenset(("same_rare", "same", "same_common", "sound_rare", "sound", "fathers_words"))
POSSIBLE_NAMES = SURE_NAMES | {"extra_words", "nickname", "near", "one_inside"}
SAME_DOCUMENT = frozenset(("number_same", "passport_same", "number_near"))
LINKS_LABEL = "Nomor telepon, rekening, akun"
LINK_SHARED = "Nomor atau akun sama: hubungan antara keduanya, bukan bukti orang yang sama."
NO_LINK = "Tidak ada nomor atau akun yang sama."
LIKE_KIN = (
    "Nama tidak sama seluruhnya. Tanggal lahir, ibu dan alamat yang sama juga dimiliki saudara "
    "kembar. Cocokkan NIK dulu."
)
