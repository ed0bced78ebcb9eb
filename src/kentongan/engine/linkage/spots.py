"""Words of meeting places, as data: what sort of spot, where beside it, and what names nothing."""

# What sort of place. Told alone ("di pasar") it could be any of a thousand.
SPOTS = frozenset((
    "terminal", "stasiun", "halte", "bandara", "pelabuhan", "dermaga", "pasar", "alun", "lapangan",
    "masjid", "musala", "gereja", "balai", "kantor", "sekolah", "sd", "smp", "sma", "smk",
    "puskesmas", "polsek", "koramil", "spbu", "hotel", "losmen", "wisma", "penginapan", "homestay",
    "villa", "ruko", "warung", "warkop", "kafe", "kedai", "toko", "minimarket", "indomaret",
    "alfamart", "swalayan", "mall", "plaza", "rest", "area", "pertigaan", "perempatan", "simpang",
    "bundaran", "jembatan", "gapura", "tugu", "monumen", "patung", "gudang", "gedung", "aula",
    "stadion", "gor", "taman", "pantai", "waduk", "telaga", "makam", "kos", "kontrakan", "rumah",
    "pabrik", "bengkel", "garasi", "agen", "loket", "pool", "parkiran", "pangkalan",
))  # fmt: skip
# Where people meet with nothing to hide: a text must say in so many words that it is the spot.
EVERYDAY_SPOTS = frozenset((
    "lapangan", "masjid", "musala", "gereja", "balai", "kantor", "sekolah", "sd", "smp", "sma",
    "smk", "puskesmas", "polsek", "koramil", "gedung", "aula", "stadion", "gor", "taman", "pantai",
    "waduk", "telaga", "makam", "toko", "rumah", "pabrik", "bengkel", "agen", "kos", "kontrakan",
    "area", "rest",
))  # fmt: skip
BESIDE = frozenset((
    "depan", "belakang", "sebelah", "samping", "dekat", "seberang", "pojok", "timur", "barat",
    "utara", "selatan", "tengah", "dalam", "luar", "pintu",
))  # fmt: skip
# What stands after "pasar" or "masjid" in any town: no name.
COMMON = frozenset((
    "agung", "raya", "besar", "kecil", "lama", "baru", "induk", "umum", "utama", "pusat", "lokal",
    "tradisional", "hewan", "ikan", "sayur", "burung", "buah", "sapi", "kambing", "loak", "bus",
    "travel", "mobil", "truk", "kapal", "feri", "kereta", "api", "voli", "bola", "futsal",
    "olahraga", "makan", "kopi", "pagi", "siang", "sore", "malam", "bensin", "jalan", "gang",
    "lintas", "kosong", "sepi", "ramai", "setempat", "terdekat", "dinas", "pemerintah", "camat",
    "lurah", "kades", "putih", "hijau", "merah", "biru", "kuning", "cat", "lantai", "dua", "tiga",
    "satu", "kampung", "dokter", "negeri", "swasta", "islam", "internasional", "domestik",
    "keberangkatan", "kedatangan",
))  # fmt: skip
# The sentence goes on: the place is told.
GOES_ON = frozenset((
    "sini", "situ", "sana", "tersebut", "orang", "warga", "calon", "pmi", "tki", "tkw", "cpmi",
    "rombongan", "semua", "biasa", "biasanya", "sering", "selalu", "tidak", "tahu", "belum",
    "jelas", "bersama", "sambil", "untuk", "oleh", "sebelum", "sesudah", "setelah", "lalu",
    "terus", "sampai", "sendiri", "anak", "keluarga", "kami", "kita", "saya", "mereka", "kalau",
    "kemudian", "berangkat", "kumpul", "ketemu", "sejak", "hingga", "agar", "supaya", "bareng",
    "beserta", "menunggu", "membahas", "naik", "mau", "akan", "guna", "buat", "buka", "tutup",
))  # fmt: skip
# Said of the meeting, not of the place.
MEETING = frozenset((
    "kumpul", "kumpulnya", "berkumpul", "ngumpul", "dikumpulkan", "titik", "titiknya", "jemput",
    "jemputnya", "jemputan", "dijemput", "penjemputan", "penjemputannya", "tempat", "tempatnya",
    "lokasi", "lokasinya", "janjian", "ketemu", "ketemuan", "bertemu", "temu", "pertemuan",
    "menunggu", "nunggu", "ditunggu", "tunggu", "meeting", "point",
))  # fmt: skip
# An hour or a day begins: the place is told.
UNTIL = frozenset((
    "jam", "pukul", "pkl", "tanggal", "tgl", "hari", "besok", "lusa", "nanti", "tiap", "setiap",
))  # fmt: skip
# With the word after it: the place lies there, which the report says better.
AREAS = frozenset(("kecamatan", "kabupaten", "provinsi", "propinsi", "kec", "kab", "prov"))
NAMELESS = frozenset((
    "desa", "kelurahan", "dusun", "dukuh", "kota", "rt", "rw", "pak", "bu", "bapak", "ibu", "mas",
    "mbak", "haji", "hj", "jawa", "indonesia", "tepatnya", "yaitu", "adalah", "sana",
))  # fmt: skip
SHORT = {
    "pom": "spbu", "pombensin": "spbu", "pertamina": "spbu", "mesjid": "masjid",
    "mushola": "musala", "musholla": "musala", "cafe": "kafe", "alun2": "alun", "aloon": "alun",
    "alon": "alun", "trmnl": "terminal", "term": "terminal", "trm": "terminal", "bis": "bus",
    "airport": "bandara", "harbour": "pelabuhan", "market": "pasar", "station": "stasiun",
    "setasiun": "stasiun", "prapatan": "perempatan", "perapatan": "perempatan",
    "ptgn": "pertigaan", "simp": "simpang", "indomart": "indomaret", "alfa": "alfamart",
    "ds": "desa",
}  # fmt: skip
SHOWN = {"spbu": "SPBU", "sd": "SD", "smp": "SMP", "sma": "SMA", "smk": "SMK", "gor": "GOR"}
