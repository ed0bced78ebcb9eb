"""The words around a place name: level words, short forms, streets, people, landmarks.

Written from village letters and chat style of East Java; a word that is also a village of the
working area (Dukuh, Pondok, Barang, Sumber) is never listed as noise.
"""

from enum import Enum


class Mark(Enum):
    """The level a writer names before a place."""

    VILLAGE = 4
    WARD = 5  # "kelurahan": a village too, but of the town kind
    DISTRICT = 3
    REGENCY = 2
    TOWN = 6  # "kota": a city, or the sub-district where the regent sits
    PROVINCE = 1


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


MARKS: dict[str, Mark] = {
    **dict.fromkeys(words("ds desa dsa des kades perbekel"), Mark.VILLAGE),
    **dict.fromkeys(words("kel kelurahan klrhn klurahan lurah"), Mark.WARD),
    **dict.fromkeys(words("kec kecamatan kcmtn kcm kecam camat kc distrik"), Mark.DISTRICT),
    **dict.fromkeys(words("kab kabupaten kbptn kabup kb bupati"), Mark.REGENCY),
    **dict.fromkeys(words("kota kotamadya kodya kta"), Mark.TOWN),
    **dict.fromkeys(words("prov provinsi propinsi prop prv"), Mark.PROVINCE),
}
# Office holders: a level word before a name, but part of one behind it (Kedung Lurah).
TITLES = words("kades perbekel lurah camat bupati")
# Level words that are written against the name: "kecwatulimo", "dskaranggandu".
GLUED = ("kecamatan", "kabupaten", "kelurahan", "desa", "kec", "kab", "kel", "kota", "ds")

HAMLETS = words("dsn dusun dkh dk duk lingkungan lingk lk ling rt rw")
# "Dukuh" is a hamlet, and a village of Watulimo: a hamlet only where a level word follows.
HAMLET_OR_VILLAGE = "dukuh"
STREETS = words("jl jln jalan gg gang perum perumahan perumnas blok komplek kompleks ruko")
PEOPLE = words(
    "pak bu bapak ibu bpk mbak mbk mas mbah haji hj kyai kiai ustad ustadz nyai sdr sdri saudara "
    "saudari suami istri bude pakde bulik paklik"
)
# Noise, and the whole name of many a hamlet: "dusun Tengah".
SIDES = words("utara selatan timur barat tengah pojok ujung lama raya")
NOISE = words(
    "rumah rmh saya kami anak "
    "dekat dkt deket sebelah samping depan dpn belakang blkg masjid mesjid msjd mushola "
    "musholla langgar sekolah sd sdn smp smpn sma sman mi mts ma tk kantor balai bale warung toko "
    "kios di ke dari dr daerah wilayah wil sekitar seputar alamat almt tinggal asal orang warga yg "
    "yang ada itu ini dan dg dengan no nomor nmr jawa indonesia jembatan perempatan pertigaan "
    "prapatan simpang lapangan puskesmas polsek koramil polres terminal stasiun makam kuburan "
    "sawah kebun arah menuju lewat pojok ujung utara selatan timur barat tengah kidulnya lornya "
    "rt rw km kp kampung pemdes kepala calon tki pmi penampungan nya kodepos pos kode katanya info "
    "tepatnya lokasi tempat desanya kecamatannya mantan sekretaris perangkat pinggir sungai kali "
    "pantai gunung bukit raya lama kira dl tolong cek mohon ya telaga ponpes pasar pltu "
    "tidak tdk tahu tau belum blm jelas pasti diketahui lupa sama sini situ sana "
    # Where people go to work. "Japan" is a village, too, and everyday below.
    "malaysia malaysa taiwan hongkong singapura singapore korea jepang arab saudi arabia brunei "
    "kamboja myanmar thailand dubai qatar abudhabi turki polandia luar negeri"
)
# Villages of the working area that are everyday words: alone and unmarked they do not decide.
EVERYDAY = words(
    "japan barang jarak pintu pondok menang suruh kasihan bandar padi gajah sumber duren jambu "
    "pakis manuk beton padas pager banjar kembang wayang bangun depok bulu turi tugu dukuh manggis "
    "jeruk jati gayam kendal petung gading belah lembah"
)

# Short forms of the beginnings and ends of village names.
LONGER: dict[str, str] = {
    **dict.fromkeys(words("sb sbr smbr sumb smb"), "sumber"),
    **dict.fromkeys(words("kr krg krng kra kar"), "karang"),
    **dict.fromkeys(words("tj tjg tg tnjg tnj tjung"), "tanjung"),
    **dict.fromkeys(words("kd kdg kdng ked"), "kedung"),
    **dict.fromkeys(words("gn gng gnung"), "gunung"),
    **dict.fromkeys(words("wtn wt wet"), "wetan"),
    **dict.fromkeys(words("kln kl kul kulo"), "kulon"),
    **dict.fromkeys(words("kdl kid kdul"), "kidul"),
    **dict.fromkeys(words("bdr bndr"), "bandar"),
    **dict.fromkeys(words("pc pcg pcng"), "pucang"),
    **dict.fromkeys(words("lr"), "lor"),
    **dict.fromkeys(words("sk sko"), "suko"),
    **dict.fromkeys(words("wn wno"), "wono"),
    **dict.fromkeys(words("mj mjo"), "mojo"),
    **dict.fromkeys(words("ngd ngdi"), "ngadi"),
    **dict.fromkeys(words("bj bnjr"), "banjar"),
}

# Short names of provinces and regencies: number plates, chat forms, names of the street.
ALIASES: dict[str, tuple[str, ...]] = {
    "35": ("jatim", "jawatimur", "eastjava", "jtm"),
    "35.01": ("pct", "pctn", "pac", "pacitn", "pcitan"),
    "35.02": ("po", "pnrg", "png", "pnr", "pono", "pnrgo"),
    "35.03": (
        "tgx",
        "tgl",
        "trg",
        "tglk",
        "tgk",
        "trenggal",
        "nggalek",
        "trggalek",
        "treng",
        "tgalek",
    ),
    "35.04": ("ta", "tlg", "tagung", "tulungagung"),
    "35.05": ("blt",),
    "35.06": ("kdr",),
    "35.18": ("njk",),
    "35.19": ("mdn",),
    "35.20": ("mgt",),
    "35.21": ("ngw",),
    "35.78": ("sby", "suroboyo"),
    "33.12": ("wng", "wonogiri"),
    "31.71": ("jakpus",),
    "31.72": ("jakut",),
    "31.73": ("jakbar",),
    "31.74": ("jaksel",),
    "31.75": ("jaktim",),
    "31": ("dki", "jakarta", "jkt"),
    "32": ("jabar",),
    "33": ("jateng",),
    "34": ("diy", "jogja", "yogya", "jogjakarta", "yogyakarta"),
    "52": ("ntb",),
    "53": ("ntt",),
}
