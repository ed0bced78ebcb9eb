"""Words around a name that are no name: titles, degrees, forms of address, markers, shortenings."""

MALE_TITLES = frozenset((
    "pak", "bapak", "bpk", "bp", "tn", "tuan", "mas", "cak", "kang", "akang", "gus", "raden",
    "rm", "sdr", "saudara", "koh", "pakde", "pakdhe", "paklik", "bang", "abang", "kiai", "kyai",
    "ky", "ki", "kh", "habib", "ust", "ustadz", "ustad", "ustaz", "mr", "om", "pastor", "romo",
    "h", "haji", "tgh", "tgkh", "guru", "tgk", "teungku", "tengku", "datuk",
))  # fmt: skip
FEMALE_TITLES = frozenset((
    "bu", "ibu", "ny", "nyonya", "mbak", "mba", "mbk", "sdri", "saudari", "hj", "hjh", "hajjah",
    "hajah", "nyai", "nyi", "bude", "budhe", "bulik", "tante", "teh", "teteh", "yu", "ning", "rr",
    "ra", "raj", "ustadzah", "ustazah", "nn", "nona", "mrs", "ms", "almh", "almarhumah",
    "cik", "ci", "mak", "emak",
))  # fmt: skip
OTHER_TITLES = frozenset((
    "alm", "almarhum", "mbah", "simbah", "kak", "kakak", "dik", "adik", "drs", "dra", "dr", "drg",
    "drh", "ir", "prof", "r", "lik", "lek", "si", "sang", "pdt", "pendeta", "sr", "fr", "brigadir",
    "bripka", "briptu", "bripda", "aiptu", "aipda", "ipda", "iptu", "akp", "kompol", "akbp",
    "serda", "sertu", "serka", "serma", "peltu", "pelda", "kopda", "koptu", "kopka", "praka",
    "pratu", "letda", "lettu", "kapten", "mayor", "letkol", "kolonel", "kades", "lurah", "camat",
    "inf", "kav", "arh", "czi", "cpl", "cpm", "purn", "purnawirawan",
    "fnu",  # first name unknown: a foreign visa before a single name
    "kasun", "tekong", "calo", "sponsor", "agen",
))  # fmt: skip
# Titles of several letters with dots, before the name: R.A. Kartini.
INITIALLED = frozenset(
    (
        "ra",
        "rm",
        "raj",
        "kh",
        "krt",
        "krh",
        "kph",
        "krat",
        "bra",
        "gkr",
        "rngt",
        "ray",
        "rp",
        "rt",
        "gph",
        "kra",
    )
)
TITLES = INITIALLED | MALE_TITLES | FEMALE_TITLES | OTHER_TITLES

DEGREES = frozenset((
    "spd", "spdi", "spdsd", "spdaud", "spdk", "spdh", "shut", "sfil", "skg", "skh", "sstp",
    "strkes", "sag", "sh", "shi", "se", "sei", "st", "stp", "stt", "skom", "ssos", "sip",
    "skep", "skm", "ssi", "ssn", "sp", "spt", "spi", "spsi", "sth", "sthi", "ss", "shum", "sikom",
    "sak", "sst", "strkeb", "stranim", "sfarm", "sked", "mpd", "mpdi", "msi", "mm", "mkes", "mag",
    "ma", "mh", "mhi", "mt", "mkom", "msc", "mba", "map", "mhum", "mpsi", "mak", "mkn", "mth",
    "phd", "lc", "ners", "ns", "amd", "amdkeb", "amdkep", "amkeb", "amk", "apt", "akt", "ak",
    "bsc", "ba", "spog", "sppd", "spa", "dipl", "cpa", "ca", "sik", "mik", "med", "mse", "mip",
))  # fmt: skip

FATHER_MARKERS = frozenset((
    "bin", "bn", "binti", "bint", "bt", "bte", "bti", "binte", "bintii", "ibn", "ibnu", "ibni",
    "a/l", "a/p", "s/o", "d/o",
))  # fmt: skip
DAUGHTERS = frozenset(("binti", "bint", "bt", "bte", "bti", "binte", "bintii", "a/p", "d/o"))
ALIAS_MARKERS = frozenset((
    "alias", "als", "al.", "aka", "a.k.a", "a.k.a.", "dipanggil", "panggilan", "disebut", "atau",
    "alias.", "als.", "alia", "dikenal",
))  # fmt: skip
# Clan marker of Batak women; it says nothing about the clan itself.
CLAN_MARKERS = frozenset(("boru", "br", "bru", "beru"))

ABBREVIATIONS = {
    **dict.fromkeys(
        ("moh", "muh", "mohd", "muhd", "mhd", "mhmd", "moch", "much", "mokh", "mukh", "md"),
        "muhammad",
    ),
    **dict.fromkeys(("ach", "akh", "achm", "akhm", "ahm", "achmd"), "ahmad"),
    **dict.fromkeys(("abd", "abdl", "abdu", "abdo"), "abdul"),
    "ib": "ida bagus",
    "st": "siti",
    "nr": "nur",
    "dg": "daeng",
    "gst": "gusti",
    "gde": "gede",
    "bq": "baiq",
    "wy": "wayan",
    "wyn": "wayan",
    "kt": "ketut",
    "nym": "nyoman",
    "nyn": "nyoman",
    "kd": "kadek",
    "pt": "putu",
    "km": "komang",
    "kmg": "komang",
    "ngh": "nengah",
    "dsk": "desak",
    "tb": "tubagus",
    "fx": "fransiskus xaverius",
    "ign": "ignatius",
    "yoh": "yohanes",
    "ant": "antonius",
    "agt": "agustinus",
    "bern": "bernadus",
    "th": "theresia",
    "hsb": "hasibuan",
    "srg": "siregar",
    "nst": "nasution",
    "sim": "simanjuntak",
    "hrp": "harahap",
    "psb": "pasaribu",
}  # fmt: skip
BALINESE = frozenset((
    "wayan", "putu", "gede", "iluh", "luh", "made", "kadek", "nengah", "nyoman", "komang", "ketut",
    "gusti", "dewa", "desak", "ayu", "ngurah", "kompiang",
))  # fmt: skip
