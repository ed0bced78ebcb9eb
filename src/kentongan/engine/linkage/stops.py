"""Stops of journeys, as data: short writings, countries, towns abroad, ways out, towns at home.

Written by hand from reports of the press and court rulings on journeys abroad; no list of places is
complete, and a stop that stands nowhere here is still read in a column of its own.
"""

# What people write → the one spelling. In a running text, those in CAPITALS_ONLY need capitals.
SPELLINGS = {
    "sby": "surabaya", "srby": "surabaya", "suroboyo": "surabaya", "btm": "batam",
    "jkt": "jakarta", "jakarte": "jakarta", "jb": "johor bahru", "johor baru": "johor bahru",
    "johore": "johor", "johore bahru": "johor bahru", "kl": "kuala lumpur",
    "klumpur": "kuala lumpur", "hk": "hong kong", "hongkong": "hong kong", "hkg": "hong kong",
    "tw": "taiwan", "twn": "taiwan", "mly": "malaysia", "mlysia": "malaysia", "mlysa": "malaysia",
    "malaysa": "malaysia", "malaisia": "malaysia", "malasyia": "malaysia", "sg": "singapura",
    "sgp": "singapura", "spore": "singapura", "singapore": "singapura", "singapur": "singapura",
    "ksa": "arab saudi", "saudi": "arab saudi", "saudi arabia": "arab saudi", "arab": "arab saudi",
    "korsel": "korea selatan", "korea": "korea selatan", "japan": "jepang",
    "uea": "uni emirat arab", "uae": "uni emirat arab", "cambodia": "kamboja",
    "phillipina": "filipina", "philipina": "filipina", "philippines": "filipina",
    "turkey": "turki", "turkiye": "turki", "birma": "myanmar", "jogja": "yogyakarta",
    "yogya": "yogyakarta", "jogjakarta": "yogyakarta", "pnk": "pontianak", "ptk": "pontianak",
    "tpi": "tanjung pinang", "tanjungpinang": "tanjung pinang", "tg pinang": "tanjung pinang",
    "tj pinang": "tanjung pinang", "tanjungbalai": "tanjung balai", "tj balai": "tanjung balai",
    "tanjunguban": "tanjung uban", "tj uban": "tanjung uban", "tbk": "tanjung balai karimun",
    "mekkah": "mekah", "makkah": "mekah", "madina": "madinah", "malacca": "melaka",
    "malaka": "melaka", "pinang": "penang", "pulau pinang": "penang", "kinabalu": "kota kinabalu",
    "makasar": "makassar", "denpasar bali": "denpasar", "mdn": "medan", "bdg": "bandung",
    "smg": "semarang", "mlg": "malang", "pono": "ponorogo", "png": "ponorogo",
    "tinggi": "kota tinggi", "trenggalk": "trenggalek", "nnk": "nunukan",
}  # fmt: skip
CAPITALS_ONLY = frozenset((
    "jb", "kl", "hk", "tw", "sg", "tpi", "png", "pono", "mdn", "smg", "arab", "saudi", "pinang",
    "batu", "solo", "padang", "medan", "serang", "malang", "kudus", "demak", "depok", "bintan",
    "badau", "tegal", "ngawi", "blora", "japan", "penang", "muar", "miri", "sibu", "oman", "tbk",
    "mlg", "ptk", "pnk", "bali", "jambi", "kediri", "turkey", "korea", "laos",
))  # fmt: skip
COUNTRIES = frozenset((
    "malaysia", "singapura", "brunei", "thailand", "kamboja", "myanmar", "laos", "vietnam",
    "filipina", "hong kong", "taiwan", "korea selatan", "jepang", "cina", "makau", "arab saudi",
    "uni emirat arab", "qatar", "kuwait", "oman", "bahrain", "yordania", "suriah", "lebanon",
    "mesir", "libya", "turki", "siprus", "polandia", "rumania", "hungaria", "serbia", "italia",
    "jerman", "australia", "selandia baru", "kanada", "amerika",
))  # fmt: skip
TOWNS_ABROAD = frozenset((
    "johor", "johor bahru", "kuala lumpur", "penang", "melaka", "selangor", "pahang", "perak",
    "port klang", "port dickson", "pasir gudang", "pengerang", "kota tinggi", "muar", "batu pahat",
    "sabah", "sarawak", "kuching", "tebedu", "lundu", "serikin", "biawak", "tawau", "sandakan",
    "lahad datu", "kota kinabalu", "miri", "sibu", "bintulu", "phnom penh", "sihanoukville",
    "poipet", "bavet", "bangkok", "hat yai", "songkhla", "mae sot", "myawaddy", "yangon",
    "mandalay", "vientiane", "hanoi", "ho chi minh", "manila", "taipei", "kaohsiung", "taichung",
    "seoul", "incheon", "tokyo", "osaka", "macau", "dubai", "abu dhabi", "doha", "riyadh",
    "jeddah", "mekah", "madinah", "amman", "damaskus", "erbil", "istanbul", "warsawa", "larnaka",
))  # fmt: skip
# The last places at home: ports and posts from which one crosses.
WAYS_OUT = frozenset((
    "batam", "batu ampar", "nongsa", "sekupang", "bintan", "tanjung pinang", "tanjung uban",
    "lagoi", "karimun", "tanjung balai karimun", "tanjung balai", "asahan", "dumai", "bengkalis",
    "rupat", "entikong", "jagoi babang", "aruk", "sajingan", "badau", "nanga badau", "sambas",
    "nunukan", "sebatik", "tarakan", "long bawan",
))  # fmt: skip
# Posts that lead to one country alone: "lewat Entikong" tells the whole crossing.
CROSSINGS = {
    "entikong": "malaysia", "jagoi babang": "malaysia", "aruk": "malaysia", "sajingan": "malaysia",
    "badau": "malaysia", "nanga badau": "malaysia", "nunukan": "malaysia", "sebatik": "malaysia",
}  # fmt: skip
TOWNS_AT_HOME = frozenset((
    "surabaya", "sidoarjo", "gresik", "malang", "batu", "kediri", "blitar", "tulungagung",
    "trenggalek", "ponorogo", "pacitan", "madiun", "magetan", "ngawi", "nganjuk", "jombang",
    "mojokerto", "bojonegoro", "tuban", "lamongan", "pasuruan", "probolinggo", "lumajang",
    "jember", "bondowoso", "situbondo", "banyuwangi", "bangkalan", "sampang", "pamekasan",
    "sumenep", "jakarta", "bekasi", "depok", "bogor", "tangerang", "serang", "cirebon",
    "indramayu", "bandung", "sukabumi", "cianjur", "karawang", "subang", "semarang", "solo",
    "wonogiri", "sragen", "cilacap", "kendal", "tegal", "brebes", "kudus", "demak", "yogyakarta",
    "denpasar", "bali", "mataram", "lombok", "kupang", "medan", "belawan", "padang", "pekanbaru",
    "jambi", "palembang", "lampung", "bakauheni", "pontianak", "singkawang", "sanggau",
    "balikpapan", "samarinda", "banjarmasin", "makassar", "parepare", "manado", "bitung", "juanda",
    "soekarno hatta", "kualanamu", "merak", "ketapang", "gilimanuk",
))  # fmt: skip
ABROAD = COUNTRIES | TOWNS_ABROAD
FAR = ABROAD | WAYS_OUT
KNOWN = FAR | TOWNS_AT_HOME
MOST_WORDS = 3
# No stops: days, months, parts of the day, units, people.
NO_STOPS = frozenset((
    "senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu", "ahad", "januari", "februari",
    "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober", "november",
    "desember", "jan", "feb", "mar", "apr", "jun", "jul", "agu", "agt", "sep", "okt", "nov", "des",
    "pagi", "siang", "sore", "malam", "subuh", "hari", "bulan", "tahun", "jam", "menit", "wib",
    "juta", "ribu", "rupiah", "orang", "selesai", "buka", "tutup", "kerja", "gaji", "biaya", "hp",
    "wa", "nik", "ktp", "paspor", "visa", "laki", "perempuan", "anak", "istri", "suami", "korban",
    "calon", "pmi", "tki", "tkw", "cpmi", "sd", "smp", "sma", "rt", "rw", "eks", "ex", "non",
    "info", "loker", "sini", "sana", "situ", "mana", "luar negeri", "luar", "negeri", "kampung",
    "rumah", "tidak tahu", "belum", "indonesia", "ri",
))  # fmt: skip
# Said of a stop or of the way, and no name.
AROUND_STOPS = frozenset((
    "rute", "rutenya", "jalur", "jalurnya", "perjalanan", "perjalanannya", "kota", "kabupaten",
    "kab", "kec", "kecamatan", "desa", "provinsi", "pulau", "negara", "pelabuhan", "bandara",
    "terminal", "stasiun", "pos", "plbn", "perbatasan", "laut", "darat", "udara", "tikus", "resmi",
    "gelap", "naik", "kapal", "feri", "ferry", "speedboat", "perahu", "pesawat", "bus", "bis",
    "travel", "mobil", "kereta", "dengan", "pakai", "langsung", "dulu", "dahulu", "nya", "di",
    "terbang", "berangkat", "diberangkatkan", "dibawa", "dikirim", "menyeberang", "nyebrang", "pp",
    "akhirnya", "nanti", "daerah", "wilayah", "itu", "juga", "yaitu", "pulang", "dipulangkan",
    "kembali", "balik", "dideportasi", "deportasi",
))  # fmt: skip
