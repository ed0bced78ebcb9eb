"""Made-up names: recruiters' nicknames, firms, houses, accounts, and the usual offers.

No name here belongs to a known person or firm; firm names end in invented words.
"""

from typing import NamedTuple


class Offer(NamedTuple):
    """A destination with a job and the fee asked, in millions of rupiah (least, most)."""

    destination: str
    job: str
    least: int
    most: int


# Fees: overcharging of 28-48 million for Hong Kong and 129 million for "fruit picking" were in
# the press; the others are of that order.
OFFERS = (
    Offer("Kamboja", "admin daring", 3, 8),
    Offer("Kamboja", "layanan pelanggan", 4, 10),
    Offer("Myanmar", "pemasaran daring", 4, 9),
    Offer("Thailand", "staf kantor", 5, 12),
    Offer("Malaysia", "buruh kebun", 4, 9),
    Offer("Malaysia", "pelayan rumah makan", 5, 10),
    Offer("Hong Kong", "penata rumah tangga", 28, 48),
    Offer("Taiwan", "buruh pabrik", 35, 60),
    Offer("Taiwan", "anak buah kapal", 10, 20),
    Offer("Singapura", "penata rumah tangga", 12, 25),
    Offer("Australia", "pemetik buah", 60, 129),
    Offer("Korea Selatan", "buruh pabrik", 45, 80),
    Offer("Arab Saudi", "penata rumah tangga", 5, 15),
    Offer("Polandia", "buruh gudang", 50, 75),
    Offer("Jepang", "perawat lansia", 30, 55),
)

# Nicknames of planted recruiters; each network takes one that no other network has.
RECRUITER_NICKNAMES = (
    "Tatik Melati", "Bowo Travel", "Rosa Cahaya", "Jarwo Kapal", "Ninik Samudra", "Gito Bandara",
    "Lilis Bintang", "Wiro Koper", "Sumi Kenanga", "Pranoto Pelita", "Yanti Mutiara",
    "Kasno Layar", "Endah Permata", "Tukimin Jaya", "Rini Angkasa", "Basuki Pelabuhan",
)  # fmt: skip

# Everyday nicknames that many people have: in noise, they coincide without meaning anything.
COMMON_NICKNAMES = (
    "Sri", "Yuli", "Endang", "Agus", "Slamet", "Wati", "Eko", "Siti", "Joko", "Ani", "Budi",
    "Lestari", "Hadi", "Tini", "Wahyu", "Nur", "Darmi", "Supri", "Yanto", "Warni", "Imam",
    "Puji", "Marni", "Heri", "Ratna", "Tono", "Ismi", "Parjo", "Lasmi", "Dwi",
)  # fmt: skip

HONORIFICS = ("Bu", "Pak", "Mbak", "Mas")

INSTITUTE_WORDS = (
    "Mekar", "Wijaya", "Abadi", "Cahaya", "Harapan", "Mulia", "Sentosa", "Bahari", "Cipta",
    "Karsa", "Utama", "Lentera", "Buana", "Prima", "Cemerlang", "Rajawali",
)  # fmt: skip
INSTITUTE_FORMS = ("LPK", "PT", "CV", "Yayasan")

HOUSE_PLACES = (
    "rumah kontrakan di belakang Pasar {village}",
    "rumah cat hijau dekat Balai Dusun Krajan, {village}",
    "ruko kosong di pertigaan {village}",
    "rumah dua lantai di selatan lapangan {village}",
    "bekas gudang tembakau di Dusun Ngrejo, {village}",
    "kos-kosan di sebelah SD {village}",
    "rumah joglo di Dusun Sendang, {village}",
)

HANDLE_WORDS = ("loker", "kerja", "info", "sukses", "luarnegeri", "berangkat", "agen", "lowongan")

BANKS = ("BRI", "BCA", "Mandiri", "BNI", "DANA", "OVO", "GoPay")

# The firms that everyone asks about. They hold a licence and are named in many notices.
LEGAL_AGENCIES = ("PT Nusa Karya Amanah Sejati", "PT Bina Tenaga Luhur Perkasa")

# Public numbers that stand at the foot of letters and posters.
HOTLINES = ("pusat aduan pekerja migran", "layanan pengaduan kantor imigrasi")
