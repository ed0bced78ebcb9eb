"""How different people begin and end: the registers of a police note, a form, a chat."""

from collections.abc import Mapping

from kentongan.engine.synthetic.world import Agency

# Slots: {village} {district} {day} {hour} {n}.
OPENINGS: Mapping[str, tuple[str, ...]] = {
    "security": (
        "Pada hari {day} sekira pukul {hour} WIB didapat informasi dari warga {village} bahwa",
        "Lapor Komandan, dari hasil sambang di {village} diperoleh keterangan",
        "Giat DDS di {village}, Kec. {district}: menurut tokoh masyarakat",
        "Izin melaporkan, wilayah {district} dalam keadaan aman. Catatan:",
        "Informasi dari binaan di {village} pukul {hour} WIB:",
        "Hasil anjangsana: Ketua RT menerangkan",
        "Selamat siang, mohon izin menyampaikan perkembangan di {village};",
        "Telah dilaksanakan patroli dialogis, ditemukan keterangan bahwa",
    ),
    "officer": (
        "Hasil kunjungan ke {village}:",
        "Berdasarkan keterangan perangkat {village},",
        "Disampaikan oleh Kasi Pelayanan {district} bahwa",
        "Dalam rapat koordinasi kecamatan {district} disebutkan",
        "Catatan petugas pada hari {day}:",
        "Pemohon asal {village} menerangkan",
        "Menindaklanjuti aduan masyarakat {village}, diperoleh data",
        "Yang bersangkutan datang ke kantor dan bercerita,",
    ),
    "villager": (
        "Selamat pagi Pak, saya mau lapor,",
        "Mohon bantuannya, di kampung saya {village}",
        "Assalamualaikum, mau tanya,",
        "Maaf mengganggu, saya warga {village},",
        "Pak tolong dicek,",
        "Nyuwun sewu, saya dengar",
        "Saya tidak mau disebut namanya ya Pak.",
        "Kejadiannya di dekat rumah saya,",
    ),
}

CLOSINGS: Mapping[str, tuple[str, ...]] = {
    "security": (
        "Giat pemantauan dilanjutkan.",
        "Demikian dilaporkan, dokumentasi menyusul.",
        "Perkembangan akan dilaporkan kembali.",
        "Sudah dikoordinasikan dengan perangkat desa.",
        "Saran: dilakukan pendalaman.",
        "Situasi aman terkendali.",
        "",
    ),
    "officer": (
        "Mohon arahan tindak lanjut.",
        "Keterangan belum diverifikasi.",
        "Diteruskan ke Inteldakim.",
        "Warga sudah diberi penjelasan.",
        "Akan dikunjungi kembali bulan depan.",
        "Bukti foto terlampir.",
        "",
    ),
    "villager": (
        "Mohon dirahasiakan.",
        "Terima kasih.",
        "Saya takut kalau ketahuan.",
        "Tolong segera ya Pak.",
        "Itu saja yang saya tahu.",
        "Semoga cepat ditangani.",
        "",
    ),
}

REGISTERS: Mapping[Agency, str] = {
    Agency.POLICE: "security",
    Agency.ARMY: "security",
    Agency.PUBLIC: "villager",
}  # everyone else writes like an officer

JOINTS = (". Selain itu ", "; ", ", dan ", ". Juga ", ". Kemudian ")

FORWARDS = (
    "Meneruskan informasi dari {agency}: {text}",
    "Fwd {agency}: {text}",
    "Sebagaimana disampaikan {agency}, {text}",
    "(diteruskan) {text}",
    "{text} Sumber: {agency}.",
)

REPEATS = (
    "{text}",
    "Mengulang laporan kemarin: {text}",
    "{text} (laporan ulang)",
    "Susulan. {text}",
)

# Chat shortens the commonest words.
SHORT_WORDS: Mapping[str, str] = {
    "yang": "yg",
    "dengan": "dg",
    "tidak": "gak",
    "saya": "sy",
    "sudah": "sdh",
    "untuk": "utk",
    "dari": "dr",
    "orang": "org",
    "karena": "krn",
    "juga": "jg",
    "sampai": "smp",
    "kerja": "krj",
    "warga": "wrg",
    "tempat": "tmpt",
    "belum": "blm",
    "bisa": "bs",
    "tolong": "tlg",
    "uang": "duit",
    "nomor": "no",
    "kepada": "kpd",
}

DAY_PARTS = ("dini hari", "malam hari", "sore hari", "pagi-pagi sekali")
