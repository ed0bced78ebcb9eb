"""Invented names of people: Javanese words built from their parts, Arabic and newer ones.

No list of real people: stems and endings are combined, and words are drawn by a Zipf law whose
commonest full name has the share that the commonest of the civil registry has (0.09 %).
"""

import numpy as np
from numpy.typing import NDArray

STEMS = (
    "Su", "Har", "Mul", "Pur", "Kus", "Wid", "Sar", "Tar", "Wag", "Pon", "Leg", "Sun", "Sug",
    "Sum", "Sup", "Sut", "Suk", "Sud", "Suw", "Mis", "Mur", "Dar", "Kar", "Jum", "Tug", "Bud",
    "Suy", "Ris", "Tun", "Tum", "Sam", "Rus", "Kas", "Las", "Mar", "Nar", "Par", "Wir", "Yat",
    "Tris", "Gim", "Pai", "Tem", "Sin", "Sut", "Sud", "Sum", "Sur", "Tuk", "Tut", "War", "Wat",
    "Win", "Bam", "Dam", "Gun", "Han", "Ind", "Jat", "Kat", "Lam", "Man",
)  # fmt: skip
MIDDLES = (
    "", "i", "a", "ri", "di", "ar", "an", "ta", "ya", "wi", "ka", "ma", "gi", "na", "la",
)  # fmt: skip
MALE_ENDINGS = (
    "no", "yo", "anto", "adi", "iman", "ijan", "to", "di", "rno", "wanto", "tono", "wardi", "man",
    "min", "so", "mo", "riyo", "jo",
)  # fmt: skip
FEMALE_ENDINGS = (
    "ni", "yem", "nah", "wati", "ningsih", "ti", "yani", "rni", "wanti", "tini", "siyah", "kem",
    "mi", "tun", "yah", "rti", "astuti", "lah", "sri",
)  # fmt: skip
ARABIC_MALE = (
    "Abdullah", "Rahman", "Rahim", "Karim", "Salam", "Hakim", "Aziz", "Malik", "Ibrahim",
    "Ismail", "Ishak", "Yusuf", "Yakub", "Yahya", "Zakaria", "Sulaiman", "Dawud", "Musa", "Harun",
    "Isa", "Idris", "Ilyas", "Umar", "Usman", "Ali", "Hasan", "Husein", "Hamzah", "Abbas",
    "Khalid", "Zubair", "Bilal", "Salman", "Anas", "Zaid", "Jabir", "Muslim", "Mukhtar", "Munir",
    "Mustofa", "Nasir", "Nuruddin", "Syamsuddin", "Syarif", "Syafii", "Syukur", "Saiful", "Fauzi",
    "Fathur", "Faisal", "Fadli", "Fikri", "Ghofur", "Hidayat", "Hafid", "Imam", "Irfan", "Ikhsan",
    "Jamal", "Jalal", "Kholil", "Latif", "Luthfi", "Mahfud", "Mansur", "Maruf", "Mubarok",
    "Muhlis", "Najib", "Qodir", "Rifai", "Ridwan", "Rosyid", "Sholeh", "Sholihin", "Taufik",
    "Thohir", "Wahid", "Wahyudin", "Zaenal", "Zainuddin", "Arifin",
)  # fmt: skip
ARABIC_FEMALE = (
    "Aminah", "Aisyah", "Khadijah", "Fatimah", "Zainab", "Zahra", "Maryam", "Halimah", "Hafsah",
    "Salamah", "Rukayah", "Kalsum", "Asiyah", "Maimunah", "Sofiah", "Jamilah", "Karimah",
    "Latifah", "Nafisah", "Rohmah", "Rohimah", "Solikah", "Sholihah", "Umi", "Ummul", "Mutmainah",
    "Munawaroh", "Musyarofah", "Mukaromah", "Marfuah", "Khotimah", "Khoiriyah", "Istiqomah",
    "Innayah", "Hidayah", "Hasanah", "Fitriyah", "Faridah", "Azizah", "Badriyah", "Chotijah",
    "Nurjanah", "Nurhayati", "Nikmah", "Qomariyah", "Robiah", "Rofiah", "Saadah", "Sakinah",
    "Saudah", "Toyibah", "Uswatun", "Wahidah", "Yulianah", "Zulaikah", "Zumrotul",
)  # fmt: skip
NEW_MALE = (
    "Agus", "Budi", "Bambang", "Joko", "Eko", "Dwi", "Tri", "Catur", "Andi", "Andri", "Arif",
    "Aris", "Bagus", "Bayu", "Danang", "Dedi", "Deni", "Dian", "Didik", "Edi", "Fajar", "Ferdi",
    "Galih", "Gilang", "Hendra", "Heri", "Ilham", "Indra", "Irwan", "Iwan", "Joni", "Kurnia",
    "Lukman", "Nanang", "Novan", "Panji", "Rangga", "Rendra", "Rian", "Rizal", "Rizki", "Rudi",
    "Satria", "Sigit", "Slamet", "Teguh", "Tono", "Wahyu", "Wawan", "Yoga", "Yudi", "Yanto",
    "Zaki", "Aditya", "Alfian", "Bima", "Dimas", "Krisna", "Reza", "Surya", "Tegar", "Wisnu",
)  # fmt: skip
NEW_FEMALE = (
    "Dewi", "Putri", "Ayu", "Sari", "Wulan", "Ratna", "Rina", "Rini", "Lina", "Lilis", "Tutik",
    "Titik", "Endang", "Yuni", "Yuli", "Yanti", "Wiwik", "Wati", "Tika", "Tari", "Susi", "Sinta",
    "Septi", "Rosa", "Rika", "Ria", "Retno", "Puji", "Novi", "Nita", "Nina", "Nia", "Mega",
    "Maya", "Lusi", "Linda", "Lia", "Laras", "Kiki", "Kartika", "Ira", "Intan", "Indah", "Ika",
    "Hesti", "Heni", "Gita", "Fitri", "Evi", "Erna", "Eka", "Elok", "Dwi", "Diana", "Dina",
    "Desi", "Citra", "Cici", "Bella", "Anik", "Anis", "Ana", "Amel", "Alfi",
)  # fmt: skip
LAST_MALE = (
    "Santoso", "Wibowo", "Saputra", "Kurniawan", "Hidayat", "Setiawan", "Prasetyo", "Nugroho",
    "Susanto", "Purnomo", "Wijaya", "Gunawan", "Utomo", "Hartono", "Cahyono", "Raharjo",
    "Subagyo", "Suprapto", "Widodo", "Handoko", "Pratama", "Permana", "Ramadhan", "Maulana",
    "Firmansyah", "Hakim", "Syahputra", "Iskandar", "Sanjaya", "Laksono", "Pamungkas",
    "Wicaksono", "Suryanto", "Kusuma",
)  # fmt: skip
LAST_FEMALE = (
    "Lestari", "Rahayu", "Wahyuni", "Astuti", "Handayani", "Setyowati", "Susanti", "Wulandari",
    "Anggraini", "Puspitasari", "Kusumawati", "Maharani", "Utami", "Pratiwi", "Oktaviani",
    "Safitri", "Rahmawati", "Kartini", "Sulistyowati", "Purwanti", "Ningrum", "Fatmawati",
    "Mulyani", "Suryani", "Widyawati", "Nuraini", "Kurniasih", "Ningsih", "Pertiwi", "Agustina",
)  # fmt: skip
ZIPF_EXPONENT, ZIPF_SHIFT = 0.85, 12.0
WORD_COUNT_SHARES = (0.16, 0.46, 0.30, 0.08)  # names of one, two, three and four words


def javanese(endings: tuple[str, ...]) -> list[str]:
    """Every stem with every middle and ending, as a word of its own."""
    return sorted({stem + middle + end for stem in STEMS for middle in MIDDLES for end in endings})


def zipf(count: int) -> NDArray[np.float64]:
    """Shares of ``count`` words, the commonest first."""
    weights = (np.arange(count) + ZIPF_SHIFT) ** -ZIPF_EXPONENT
    shares: NDArray[np.float64] = weights / weights.sum()
    return shares


class Vocabulary:
    """The words of one sex: first words in an order of commonness that the seed shuffles."""

    def __init__(self, rng: np.random.Generator, sex: str) -> None:
        is_male = sex == "L"
        built = javanese(MALE_ENDINGS if is_male else FEMALE_ENDINGS)
        short = [*ARABIC_MALE, *NEW_MALE] if is_male else [*ARABIC_FEMALE, *NEW_FEMALE]
        last = LAST_MALE if is_male else LAST_FEMALE
        rare = rng.permutation(built)[: len(built) * 3 // 4].tolist()
        self.words: list[str] = [*rng.permutation([*short, *last]).tolist(), *rare]
        self.shares = zipf(len(self.words))
        self.fronts = (
            ("Muhammad", "Abdul", "Ahmad", "Nur") if is_male else ("Siti", "Sri", "Nur", "Dwi")
        )

    def draw(self, rng: np.random.Generator, count: int) -> list[str]:
        """``count`` full names."""
        sizes = rng.choice(4, size=count, p=WORD_COUNT_SHARES) + 1
        picks = rng.choice(len(self.words), size=(count, 4), p=self.shares)
        fronted = rng.random(count) < 0.3
        front = rng.choice(4, size=count, p=(0.4, 0.25, 0.2, 0.15))
        rows = zip(sizes.tolist(), picks.tolist(), fronted.tolist(), front.tolist(), strict=True)
        return [self._name(*row) for row in rows]

    def _name(self, size: int, picks: list[int], fronted: bool, front: int) -> str:
        words = list(dict.fromkeys(self.words[pick] for pick in picks[:size]))
        if fronted and size > 1:
            words = [self.fronts[front], *words[: size - 1]]
        return " ".join(words)

    @staticmethod
    def any_word(rng: np.random.Generator, sex: str) -> str:
        """One of the newer first words."""
        words = NEW_MALE if sex == "L" else NEW_FEMALE
        return words[int(rng.integers(len(words)))]
