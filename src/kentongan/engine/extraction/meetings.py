"""Meeting places in a text: "kumpul di terminal Seloaji", "titik jemput depan Pasar Prigi".

A place counts only after a word for gathering or fetching, with the sort of the spot and a name.
Where people meet anyhow (mosque, hall, field) a text must say that this is the spot.
"""

import re
from collections.abc import Iterator, Sequence

from kentongan.engine.extraction.names import SENTENCE_END, STOPS, VERB
from kentongan.engine.extraction.spans import GAP, Span
from kentongan.engine.linkage import places, spots
from kentongan.engine.linkage.words import plain

# Homes and shops bear people's names; a school is where children are fetched.
UNREAD = frozenset(("rumah", "kos", "kontrakan", "agen", "sekolah", "sd", "smp", "sma", "smk"))
SPOT = "|".join(
    sorted(
        {*spots.SPOTS, "alun[- ]alun", "alun2", "pom bensin", "rest area", "mushola", "cafe"}
        - UNREAD - {"alun", "rest", "area"},
        key=len,
        reverse=True,
    )
)  # fmt: skip
BESIDE = "|".join(sorted(spots.BESIDE))
NAMED_SO = r"(?:titik|tempat|lokasi|lok) ?(?:ber|pen)?(?:kumpul|jemput|temu)\w{0,5}|meeting point"
FETCHED = r"di ?jemput|penjemputan(?:nya)?|dikumpulkan|janjian|ketemuan"
MEET = r"kumpul|berkumpul|ngumpul|bertemu|ketemu|menunggu|nunggu|ditunggu|tunggu|jemput"
HOUR = r"(?: (?:jam|pukul|pkl|malam|pagi|siang|sore|subuh|dini|hari|nanti|besok|[\d.:]{1,5}))"
REST = r"(?: [^\W_][\w'\-]{0,30}){1,5}"
MEETING = re.compile(
    rf"\b(?=[btlmdpjkn])(?:(?P<named>{NAMED_SO})(?: (?:adalah|yaitu|ada))?(?: ?:| di)?"
    rf"|(?P<fetched>{FETCHED})(?P<by>(?: [\w.:]{{1,20}}){{0,4}}?) (?:di|dari)"
    rf"|(?:{MEET})(?:nya)?{HOUR}{{0,4}} di) "
    rf"(?P<place>(?:(?:{BESIDE}) ){{0,2}}(?P<spot>{SPOT})\b(?P<rest>{REST}))",
    re.IGNORECASE,
)
FAMILY = frozenset((
    "ibu", "ibunya", "bapak", "bapaknya", "ayah", "ayahnya", "suami", "suaminya", "istri",
    "istrinya", "anak", "anaknya", "kakak", "kakaknya", "adik", "adiknya", "keluarga",
    "keluarganya", "saudara", "saudaranya", "orangtua", "orangtuanya", "teman", "temannya",
    "ambulans", "polisi", "petugas", "jenazah", "jemaah", "jamaah", "haji", "sekolah", "bp2mi",
    "bp3mi", "kp2mi", "kbri", "kjri",
))  # fmt: skip
# Said of the meeting, people came for something else.
EVERYDAY = re.compile(
    r"\b(?:rapat|kerja bakti|gotong royong|arisan|pengajian|tahlil|sh?[ao]lat|senam|upacara"
    r"|posyandu|imunisasi|vaksin\w{0,4}|latihan|lomba|karnaval|pawai|nonton|menonton|belanja"
    r"|jualan|berjualan|takziah|hajatan|reuni|bukber|buka bersama|ronda|siskamling"
    r"|penyuluhan|edukasi|jenazah|pedagang|petani|pramuka|pelajar|siswa)\b",
    re.IGNORECASE,
)
NO_PART = STOPS | spots.UNTIL | spots.AREAS | spots.GOES_ON
LOOK_BACK, LOOK_ON = 40, 50
# A name in small letters ends where the sentence or the place does.
ENDS = re.compile(
    rf"\s{{0,3}}(?:$|[.,;:!?()\n{GAP}]|(?:jam|pukul|pkl|malam|pagi|siang|sore|subuh|besok|nanti|lalu|terus"
    r"|kemudian|untuk|sebelum|dan|desa|ds|kec|kecamatan|kab|kabupaten|tgl|tanggal|hari)\b)"
)


def place_spans(text: str) -> Iterator[Span]:
    """Spots with a name where people gather or are fetched."""
    for match in MEETING.finditer(text):
        start, end = match.start("place"), place_end(match, text)
        if end and is_meeting(match, text, end) and is_a_place(text[start:end]):
            yield start, end


def is_a_place(raw: str) -> bool:
    """Whether the normaliser accepts it."""
    return places.read_meeting(raw) is not None


def is_meeting(match: re.Match[str], text: str, end: int) -> bool:
    """Whether people are gathered there who set out, as far as words can tell."""
    if match["spot"].lower() in spots.EVERYDAY_SPOTS and not (match["named"] or match["fetched"]):
        return False
    if FAMILY.intersection((match["by"] or "").lower().split()):
        return False
    before = SENTENCE_END.split(text[max(0, match.start() - LOOK_BACK) : match.start()])[-1]
    after = SENTENCE_END.split(text[end : end + LOOK_ON])[0]
    return not (EVERYDAY.search(before) or EVERYDAY.search(after))


def place_end(match: re.Match[str], text: str) -> int:
    """Where the name of the spot ends; 0 for a spot without one."""
    words = match["rest"].split()
    end = start = match.start("rest")
    for number, word in enumerate(words):
        start += 1 + len(word)
        if ends_name(words, number) or (is_small_name(word) and not ENDS.match(text, start)):
            return end if number and named(words[:number]) else 0
        end = start
        if is_small_name(word):
            return end
    return end if named(words) else 0


def ends_name(words: Sequence[str], number: int) -> bool:
    """Whether the sentence goes on with this word, or tells what stands near the named spot."""
    word = words[number].lower()
    is_verb = words[number].islower() and VERB.match(word) is not None
    return is_verb or word in NO_PART or (word in spots.BESIDE and named(words[:number]))


def is_small_name(word: str) -> bool:
    """A name as people type it on a phone, without a capital letter."""
    return word.islower() and places.is_a_name(word)


def named(words: Sequence[str]) -> bool:
    """Whether a name is among the words."""
    return any(map(places.is_a_name, plain(" ".join(words)).split()))
