"""Names of organisations and of recruiters in a text. Nobody else's name is taken up.

A nickname counts only where the words say that it is the recruiter's: after "perekrut", "yang
mengajak namanya", or "alias" with such a word nearest before it. Names after "korban", "anak",
"atas nama" and the like are left where they are.
"""

import re
from collections.abc import Iterator

from kentongan.engine.extraction.spans import GAP, Span
from kentongan.engine.linkage import aliases, organisations

WORD = r"[^\W\d_][\w'&]{0,30}"
FORM = r"(?:P\.?T|C\.?V|LPK|BLKLN|P3MI|PJTKI|Yayasan|Koperasi|Lembaga Pelatihan Kerja)"
QUOTE = r"[\"“'‘]?"
# Most places are no beginning: told by one letter first, the search takes a third of the time.
ORGANISATION = re.compile(
    rf"\b(?=[PCLBYKpclbyk])(?i:{FORM})\b(?:\.,? |\.(?=[A-Z])|,? )"
    rf"{QUOTE}(?P<name>{WORD}(?: (?:{WORD}|&)){{0,7}})"
)
LOWER_FORMS = ("pt", "p.t", "cv", "c.v", "lpk")  # "yayasan" and "koperasi" are words as well
MOST_LOWER_WORDS = 3

# No name goes on over these words.
STOPS = frozenset((
    "yang", "yg", "di", "ke", "dari", "dr", "dan", "dg", "dgn", "dengan", "untuk", "utk", "itu",
    "ini", "tsb", "tersebut", "sudah", "sdh", "udah", "belum", "blm", "akan", "sedang", "telah",
    "tidak", "tdk", "gak", "nggak", "tak", "bukan", "katanya", "bilang", "minta", "suruh",
    "datang", "kerja", "pakai", "lewat", "melalui", "oleh", "pada", "karena", "krn", "kalau",
    "kalo", "jika", "juga", "saja", "aja", "lagi", "pergi", "bawa", "tapi", "atau", "serta",
    "sebagai", "selaku", "adalah", "ialah", "pasti", "memang", "kemarin", "kmrn", "hari", "tadi",
    "tempat", "ada", "apa", "siapa", "mana", "bisa", "mau", "biaya", "nomor", "no", "hp", "wa",
    "telp", "alamat", "rumahnya", "sering", "selalu", "janji", "tanpa", "tentang", "saat",
    "waktu", "ketika", "setelah", "sebelum", "hingga", "sampai", "saya", "sy", "kami", "mereka",
    "dia", "ia", "warga", "korban", "calon", "alias", "als", "an", "atas", "nama", "namanya",
    "kabur", "tolong", "tlg", "mohon", "semoga", "terima", "info", "resmi", "ilegal", "gelap",
    "asal", "sumber", "bernama", "orang", "org", "menyebut", "ajak", "ngajak", "cari",
    "rekrut", "nawari", "nawarin", "tawari", "jemput", "kirim", "tagih", "kumpul", "pt", "cv",
    "lpk", "yayasan", "koperasi",
))  # fmt: skip
# "merekrut", "ditawarkan", "berangkat" after a name in small letters; "Mentari" is a name.
VERB = re.compile(
    r"(?:me(?:ng|ny|m[bp]|n[jdc]|rek|law|laku|l[ie])|di(?:t|b|k|j|p|m|an)|ber(?:a|k|s))\w{3,}"
    r"|\w{4,}(?:kan|nya)$|kasih$"
)

TITLE = (
    r"(?:(?i:pak|bu|bapak|ibu|mas|mbak|mbk|mba|haji|hj|sdr|sdri|om|tante|cak|mak|pakde|bude)"
    r"\.? )"
)
CAPITAL = r"(?:[A-Z][\w']{0,30})"
LOWER = r"(?:[a-z][\w']{1,30})"
NAME = rf"(?:{TITLE}{{0,2}}{CAPITAL}(?: {CAPITAL}){{0,2}}|{TITLE}{LOWER}(?: {LOWER}){{0,2}})"
NAMES = rf"{NAME}(?: (?i:alias|als)\.? {NAME})?"
# "PL" (field recruiter) in capitals alone.
ROLE = (
    r"(?:perekrut|calo|tekong|sponsor|agen|perantara|makelar|penyalur|broker|(?-i:PL))"
    r"(?: ?nya)?"
)
NAMED = r"(?:bernama|namanya|yaitu|adalah|(?:biasa )?dipanggil|panggilannya)"
SOMEBODY = (
    r"(?:orang itu (?:biasa )?dipanggil"
    r"|yang (?:mengajak|menawari|menawarkan|membawa|merekrut|menjemput|menampung)(?: \w{1,30})?"
    r" (?:bernama|namanya)|menyebut diri(?:nya)?|mengenalnya (?:sebagai|dengan nama))"
)
A_ROLE = re.compile(rf"\b(?=[pctsamb]){ROLE}\b", re.IGNORECASE)
RECRUITER = re.compile(
    rf"\b(?=[PCTSAMBYOpctsambyo])(?i:{ROLE}(?: {NAMED})?|{SOMEBODY})"
    rf"(?: ?: ?| ){QUOTE}(?P<name>{NAMES})"
)
ALIAS = re.compile(
    r"\b(?=[ADBPadbp])(?i:alias|als\.?|(?:biasa )?dipanggil|panggilannya)"
    rf"(?: ?: ?| ){QUOTE}(?P<name>{NAME})"
)
# "Pak Darto (calo)", "Ani Wetan alias Ani itu calo"
IS_ONE = rf" (?i:\({ROLE}\b|(?:itu|pasti|memang|adalah|seorang) (?:seorang )?{ROLE}\b)"
SAYS_SO = re.compile(IS_ONE)
ROLE_AFTER = re.compile(
    rf"(?P<name>{TITLE}(?:{CAPITAL}|{LOWER})(?: {CAPITAL})?"
    rf"|{CAPITAL} {CAPITAL}(?: (?i:alias|als) {CAPITAL})?){IS_ONE}"
)
# "Bu Tatik menawari anak saya kerja di Taiwan": work abroad, not a day's work in the village.
ABROAD = (
    r"(?:luar negeri|taiwan|hong ?kong|malaysia|singapur\w{0,2}|korea|jepang|kamboja|myanmar|laos"
    r"|thailand|vietnam|filipina|brunei|arab|saudi|dubai|turki|polandia|australia|selandia)"
)
OFFERS = (
    r" (?:yang |yg )?(?:menawari|menawarkan|nawari|nawarin|mengajak|ngajak|merekrut)"
    rf"(?: \w{{1,30}}){{0,3}} (?:(?:ber|be|pe)?kerja\w{{0,3}}|berangkat) (?:di |ke )?{ABROAD}\b"
)
OFFERED = re.compile(rf"(?i:{OFFERS})")
WHO_OFFERS = re.compile(
    rf"(?P<name>{TITLE}{{1,2}}(?:{CAPITAL}|{LOWER})(?: {CAPITAL})?|{CAPITAL}(?: {CAPITAL}){{1,2}})"
    rf"(?i:{OFFERS})"
)
# Whose name it is: the nearest of these before it decides.
WHOSE = re.compile(
    rf"\b(?:(?P<role>{ROLE})|korban\w*|anak(?:nya)?|keponakan(?:nya)?|ponakan(?:nya)?|calon|cpmi|pmi"
    r"|tki|tkw|warga|pemuda|pemudi|gadis|remaja|istri(?:nya)?|suami(?:nya)?|adik(?:nya)?"
    r"|kakak(?:nya)?|tetangga|saudara(?:nya)?|pelapor|saksi|siswa|siswi|cucu(?:nya)?"
    r"|menantu(?:nya)?|ayah(?:nya)?|perempuan|a\.?n\.?|a/n|atas nama|pemilik|penerima)(?!\w)",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(rf"[.!?;\n{GAP}]\s")
LOOK_BACK = 80
# "korban calo Siti": whose name it is cannot be told.
VICTIM_OF = re.compile(r"\bkorban\w* $", re.IGNORECASE)


def organisation_spans(text: str) -> Iterator[Span]:
    """Legal forms with the name after them."""
    place = 0
    while match := ORGANISATION.search(text, place):
        start, name = match.start(), match.start("name")
        end = place = name + name_length(match["name"], match.group())
        if end > name and organisations.read(text[start:end]) is not None:
            yield start, end


def name_length(name: str, whole: str) -> int:
    """How much of the words after a legal form is the name: those in the manner of the first."""
    words = name.split(" ")
    first = words[0]
    if first[0].islower() and not whole.lower().startswith(LOWER_FORMS):
        return 0
    kept: list[str] = []
    for place, word in enumerate(words):
        following = words[place + 1] if place + 1 < len(words) else ""
        if not goes_on(word, first, following):
            break
        kept.append(word)
    if first[0].islower():
        kept = kept[:MOST_LOWER_WORDS]
    return len(" ".join(kept))


def goes_on(word: str, first: str, following: str) -> bool:
    """Whether a name that began with ``first`` goes on over ``word``."""
    if word in {"dan", "&"}:
        return following[:1].isupper() == first[0].isupper() and following.lower() not in STOPS
    if word.lower() in STOPS or word[0].isupper() != first[0].isupper():
        return False
    is_in_one_case = first.islower() or first.isupper()
    return not (is_in_one_case and VERB.match(word.lower()))


def alias_spans(text: str) -> Iterator[Span]:
    """Recruiters' names, in order of place, none inside another."""
    found = set(recruiters(text))
    if A_ROLE.search(text):
        found.update(known_as(text))
    if SAYS_SO.search(text):
        found.update(told_by(ROLE_AFTER, text))
    if OFFERED.search(text):
        found.update(told_by(WHO_OFFERS, text))
    last = -1
    for start, end in sorted(found):
        if start >= last and aliases.read(text[start:end]) is not None:
            yield start, end
            last = end


def recruiters(text: str) -> Iterator[Span]:
    """ "perekrut Bu Tatik", "yang mengajak namanya Tatik"."""
    for match in RECRUITER.finditer(text):
        if not VICTIM_OF.search(text, max(0, match.start() - 20), match.start()):
            yield cut(match)


def known_as(text: str) -> Iterator[Span]:
    """ "alias Tatik" with a word for a recruiter nearest before it in the sentence."""
    for match in ALIAS.finditer(text):
        before = SENTENCE_END.split(text[max(0, match.start() - LOOK_BACK) : match.start()])[-1]
        *_others, nearest = [None, *WHOSE.finditer(before)]
        if nearest is not None and nearest["role"]:
            yield cut(match)


def told_by(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    """Names before the words that say so: "Pak Darto (calo)", "Ani Wetan itu calo"."""
    for match in pattern.finditer(text):
        nearest = WHOSE.search(text, max(0, match.start() - 12), match.start())
        if nearest is None or nearest["role"]:
            yield cut(match)


def cut(match: re.Match[str]) -> Span:
    """The name up to the first word that goes on with the sentence."""
    kept: list[str] = []
    for word in match["name"].split(" "):
        is_joint = bool(kept) and word.lower().rstrip(".") in {"alias", "als"}
        goes_off = word.lower() in STOPS or (word.islower() and VERB.match(word))
        if goes_off and not is_joint:
            break
        kept.append(word)
    start = match.start("name")
    return start, start + len(" ".join(kept))
