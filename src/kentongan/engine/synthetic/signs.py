"""What recruiters do, told in several wordings; each is a checkable sign of one class.

Every sign has a wording that needs only what is known of any scene, so that it can always be told.

Slots: {alias} {village} {district} {dest} {job} {fee} {org} {house} {n} {part}.
"""

from collections.abc import Mapping
from typing import NamedTuple


class Sign(NamedTuple):
    """An indicator id, its class, and the sentences in which somebody may tell it."""

    id: str
    kind: str
    wordings: tuple[str, ...]


SIGNS = (
    Sign(
        "recruitment_gathering",
        "non_procedural",
        (
            "{alias} mengumpulkan sekitar {n} warga untuk membicarakan kerja ke {dest}",
            "ada pertemuan di rumah warga, {n} orang hadir, yang bicara {alias} soal kerja {job}",
            "{n} orang diajak kumpul malam hari dan dijanjikan berangkat ke {dest}",
            "dalam sepekan ini sudah dua kali ada perkumpulan calon pekerja di {village}",
            "{alias} keliling dari rumah ke rumah mencari orang yang mau jadi {job} di {dest}",
        ),
    ),
    Sign(
        "fee_before_contract",
        "fraud_overcharging",
        (
            "diminta setor {fee} di muka sebelum ada surat apa pun",
            "uang {fee} harus lunas dulu, kontraknya menyusul",
            "calon sudah membayar {fee} tanpa kuitansi",
            "biaya pendaftaran {fee} ditarik tunai, katanya untuk mengurus berkas",
            "orang tua korban menggadaikan sawah demi membayar {fee}",
            "uang ditagih berkali-kali padahal kontraknya belum ada",
        ),
    ),
    Sign(
        "documents_withheld",
        "trafficking",
        (
            "KTP, KK dan ijazah asli dibawa {alias}",
            "ijazah anaknya ditahan dan tidak boleh diambil lagi",
            "paspor yang sudah jadi langsung dipegang perekrut",
            "berkas asli dikumpulkan semua, pemiliknya hanya diberi fotokopi",
            "mau mundur tetapi akta dan ijazah tidak dikembalikan",
        ),
    ),
    Sign(
        "visit_visa_for_work",
        "non_procedural",
        (
            "berangkat memakai visa kunjungan, nanti diurus di sana",
            "disuruh mengaku wisata bila ditanya petugas",
            "paspor diminta untuk jalan-jalan padahal akan bekerja sebagai {job}",
            "tiket pulang pergi disiapkan supaya terlihat seperti pelancong ke {dest}",
            "diajari menjawab wawancara paspor bahwa tujuannya menengok saudara",
        ),
    ),
    Sign(
        "no_written_contract",
        "non_procedural",
        (
            "sampai sekarang tidak ada perjanjian kerja tertulis",
            "kontrak kerja tidak pernah diperlihatkan kepada keluarga",
            "nama majikan dan alamat kerjanya tidak diketahui",
            "katanya tanda tangan kontrak nanti saja setelah tiba di {dest}",
            "tidak ada surat dari perusahaan, hanya janji lisan {alias}",
        ),
    ),
    Sign(
        "told_to_keep_secret",
        "trafficking",
        (
            "diminta jangan bercerita kepada perangkat desa",
            "{alias} berpesan supaya tidak lapor Disnaker agar cepat",
            "calon dilarang memberi tahu tetangga kapan berangkat",
            "yang ikut disuruh keluar dari grup desa dan diam saja",
            "keluarga takut bicara karena diancam uang hangus",
        ),
    ),
    Sign(
        "destination_changed",
        "trafficking",
        (
            "semula dijanjikan ke Taiwan, sekarang dialihkan ke {dest}",
            "tujuan berubah-ubah, terakhir disebut {dest}",
            "yang sudah berangkat ternyata tidak bekerja sebagai {job}",
            "pekerjaannya lain dari yang dijanjikan ketika mendaftar",
            "waktu mendaftar disebut negara lain, tiketnya ke {dest}",
        ),
    ),
    Sign(
        "holding_house",
        "trafficking",
        (
            "calon ditampung di {house} dan tidak boleh pulang",
            "{n} orang dari luar desa tinggal di {house}",
            "ada penampungan di {house}, gerbangnya selalu dikunci",
            "para calon menunggu berminggu-minggu di {house}, ponsel dikumpulkan",
            "warga sekitar curiga dengan orang yang silih berganti di {house}",
            "para calon ditampung di satu rumah dan dilarang pulang sebelum berangkat",
        ),
    ),
    Sign(
        "unlicensed_agency",
        "non_procedural",
        (
            "{org} tidak ada di daftar Disnaker",
            "mengatasnamakan {org}, izinnya tidak dapat ditunjukkan",
            "{org} mengaku bisa memberangkatkan tanpa seleksi",
            "papan nama {org} baru dipasang dan kantornya selalu kosong",
            "brosur {org} dibagikan dalam acara warga {village}",
            "izin perusahaannya tidak pernah dapat diperlihatkan",
        ),
    ),
    Sign(
        "debt_bondage",
        "trafficking",
        (
            "gaji akan dipotong sepuluh bulan untuk melunasi {fee}",
            "biaya ditalangi dulu, yang mundur wajib mengganti dua kali lipat",
            "sudah tanda tangan utang {fee} kepada {alias}",
            "bila batal berangkat, keluarga ditagih {fee}",
            "utang keberangkatan dicatat dan sertifikat tanah jadi jaminan",
        ),
    ),
    Sign(
        "night_departure",
        "smuggling",
        (
            "rombongan dijemput mobil travel lewat tengah malam",
            "{n} orang diberangkatkan {part} dengan minibus ke arah Surabaya",
            "penjemputan dilakukan di jalan raya, bukan di rumah",
            "warga melihat mobil berpelat luar kota menjemput calon {part}",
            "berangkat mendadak, barang bawaan hanya satu tas",
        ),
    ),
    Sign(
        "sea_route",
        "smuggling",
        (
            "rutenya lewat Batam lalu naik kapal kecil",
            "akan menyeberang dari Dumai dengan perahu malam",
            "dijanjikan masuk {dest} lewat jalur laut tanpa cap paspor",
            "disuruh menunggu kapal di pelabuhan kecil, entah di mana",
            "perjalanan disambung bus, lalu perahu, baru diterima orang di seberang",
        ),
    ),
    Sign(
        "unrealistic_pay",
        "fraud_overcharging",
        (
            "dijanjikan gaji belasan juta tanpa syarat ijazah",
            "gajinya disebut seribu dua ratus dolar, katanya tanpa pengalaman pun diterima",
            "iming-imingnya bonus besar, semua biaya ditanggung",
            "syaratnya cuma bisa mengetik, upahnya jauh di atas lazimnya",
            "ditawari {job} di {dest} dengan gaji yang tidak masuk akal",
        ),
    ),
    Sign(
        "scam_work",
        "trafficking",
        (
            "pekerjaannya melayani obrolan daring, tempatnya tidak disebut",
            "kawannya yang lebih dulu berangkat dipaksa menipu lewat internet",
            "keponakannya di {dest} minta tolong, tidak boleh keluar gedung",
            "dicari yang bisa komputer untuk kantor di {dest} dekat perbatasan",
            "lowongannya admin, tetapi wawancaranya hanya lewat obrolan",
        ),
    ),
    Sign(
        "false_papers",
        "paperwork",
        (
            "KK diminta diubah dulu sebelum mengurus paspor",
            "surat izin keluarga ditandatangani orang lain",
            "tanggal lahir di berkas berbeda dengan kutipan akta",
            "stempel desa pada surat pengantar diduga palsu",
            "ditawari membuat ijazah pengganti supaya lolos",
        ),
    ),
    Sign(
        "lost_contact",
        "trafficking",
        (
            "anaknya yang berangkat bulan lalu tidak bisa dihubungi",
            "sejak tiba di {dest} teleponnya mati",
            "keluarga hanya menerima satu pesan lalu putus kabar",
            "istri korban sudah tiga minggu tidak mendapat kabar",
            "yang berangkat lebih dulu belum pernah mengirim kabar",
        ),
    ),
)

# By class: what an officer may note of an everyday matter, though it is nothing of the kind.
EVERYDAY_INDICATORS: Mapping[str, tuple[str, ...]] = {
    "paperwork": ("identity_mismatch", "duplicate_passport", "papers_by_broker"),
    "fraud_overcharging": (
        "overcharging",
        "stranger_online",
        "hardly_any_requirements",
        "unrealistic_pay",
        "fee_before_contract",
    ),
    "smuggling": ("night_departure", "group_unknown_to_village"),
}

# How a thing is told. The value is put in as it was spelled.
CONTACTS: Mapping[str, tuple[str, ...]] = {
    "phone": (
        "Nomor yang dipakai {phone}.",
        "Bisa dihubungi di {phone}.",
        "Kontaknya {phone}.",
        "Menurut warga HP-nya {phone}.",
        "Pesannya datang dari {phone}.",
        "No. telepon tertulis di brosur: {phone}.",
        "Ia menelepon memakai {phone}.",
    ),
    "account": (
        "Uang diminta ditransfer ke {account}.",
        "Setoran lewat {account}.",
        "Ada bukti kirim ke {account}.",
        "Rekening tujuan {account}.",
    ),
    "handle": (
        "Lowongannya dipasang di {handle}.",
        "Promosinya lewat {handle}.",
        "Unggahan ada di akun {handle}.",
        "Kenal dari {handle}.",
    ),
    "alias": (
        "Orang itu biasa dipanggil {alias}.",
        "Yang mengajak namanya {alias}.",
        "Menyebut diri {alias}.",
        "Perantaranya {alias}.",
        "Warga mengenalnya sebagai {alias}.",
    ),
    "organisation": (
        "Mengatasnamakan {org}.",
        "Katanya dari {org}.",
        "Di brosur tertulis {org}.",
        "Kop suratnya {org}.",
    ),
    "holding_house": (
        "Tempat kumpulnya {house}.",
        "Calon menunggu di {house}.",
        "Alamat yang disebut: {house}.",
    ),
    "offer": (
        "Tujuannya {dest}, pekerjaan {job}.",
        "Ditawarkan {job} ke {dest}, biayanya {fee}.",
        "Katanya kerja {job} di {dest}.",
        "Negara tujuan {dest}.",
        "Biaya yang diminta {fee}.",
        "Posisi {job}, penempatan {dest}, bayar {fee}.",
    ),
}
