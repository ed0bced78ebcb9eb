"""What most notices are about: everyday matters that are no sign of a network.

Slots: {village} {district} {dest} {job} {fee} {n} {part} {legal} {hall} {hotline} {phone} {alias}.
"""

from typing import NamedTuple

from kentongan.engine.synthetic.world import Agency, Channel


class Theme(NamedTuple):
    """A subject, who brings it (weight per channel), and its sentences.

    kind: class of the indicators that may be noted, "" for none. own_phone: chance that a
    private phone is noted; alias: chance that somebody's everyday nickname is.
    """

    key: str
    channels: dict[Channel, float]
    wordings: tuple[str, ...]
    kind: str = ""
    own_phone: float = 0.0
    alias: float = 0.0
    agencies: tuple[Agency, ...] = ()


THEMES = (
    Theme(
        "question_about_legal_agency",
        {Channel.VISIT: 1.5, Channel.PARTNER: 1.0, Channel.PUBLIC: 2.0, Channel.COUNTER: 0.7},
        (
            "warga menanyakan apakah {legal} resmi dan berapa biayanya",
            "{legal} membuka pendaftaran ke {dest}, minta dicek izinnya",
            "mohon keterangan soal {legal} karena adiknya mau daftar {job}",
            "ada sosialisasi {legal} di balai desa, dihadiri {n} orang",
            "sebaran {legal} ditempel di warung, warga ingin tahu benar atau tidak",
            "petugas lapangan {legal} memperkenalkan diri kepada kepala dusun",
        ),
    ),
    Theme(
        "quiet_visit",
        {Channel.VISIT: 3.0},
        (
            "tidak ada warga yang berangkat ke luar negeri sejak kunjungan terakhir",
            "situasi tenang, perangkat menanyakan syarat paspor umrah",
            "penyuluhan diikuti {n} warga, pertanyaan terbanyak soal biaya paspor",
            "kepala dusun menyampaikan tidak ada orang asing yang menginap",
            "warga minta penjelasan cara memeriksa lowongan kerja luar negeri",
            "dibagikan selebaran, {n} orang hadir, belum ada kabar baru",
        ),
    ),
    Theme(
        "worker_abroad_in_trouble",
        {Channel.VISIT: 1.0, Channel.PARTNER: 2.0, Channel.PUBLIC: 1.0},
        (
            "keluarga TKI di Malaysia menanyakan cara memulangkan jenazah",
            "warga dipulangkan dari Malaysia dan belum punya dokumen lengkap",
            "TKI asal {village} sakit di {dest}, keluarga minta bantuan",
            "gaji TKI di {dest} terlambat dua bulan menurut ibunya",
            "mantan TKI Malaysia pulang kampung dan mencari pekerjaan",
            "pekerja migran purna minta surat keterangan untuk klaim asuransi",
        ),
        kind="paperwork",
        own_phone=0.15,
    ),
    Theme(
        "counter_papers",
        {Channel.COUNTER: 6.0},
        (
            "nama pemohon di KTP berbeda satu huruf dengan akta, disarankan ke Dukcapil",
            "pemohon menyebut tujuan wisata, lalu menyebut kerja, diminta melengkapi berkas",
            "pemohon sudah punya paspor yang masih berlaku",
            "surat pengantar dari biro perjalanan belum berstempel",
            "berkas belum lengkap, diberi waktu tiga puluh hari",
            "pemohon datang berombongan {n} orang, nomor kontaknya berbeda-beda",
            "alamat di KK sudah pindah tetapi KTP belum diganti",
            "pemohon paspor umrah ditemani keluarga, berkas sesuai",
        ),
        kind="paperwork",
        own_phone=0.3,
    ),
    Theme(
        "village_hall_notice",
        {Channel.VISIT: 1.0, Channel.PARTNER: 2.0, Channel.PUBLIC: 0.5},
        (
            "surat edaran kewaspadaan dibagikan, keterangan hubungi balai desa {hall}",
            "undangan rapat warga tentang kerja luar negeri, narahubung {hall}",
            "permintaan penyuluhan dari kecamatan {district}, kontak {hall}",
            "data warga yang bekerja di luar negeri diperbarui, konfirmasi ke {hall}",
            "pengumuman ditempel di balai desa, nomor {hall}",
        ),
    ),
    Theme(
        "poster_with_hotline",
        {Channel.PARTNER: 1.0, Channel.PUBLIC: 0.7, Channel.VISIT: 0.7},
        (
            "poster pencegahan dipasang, aduan ke {hotline}",
            "warga bertanya apakah {hotline} benar nomor pengaduan",
            "pesan berantai memuat nomor aduan {hotline}, isinya umum",
            "siaran radio desa menyebut {hotline} untuk bertanya",
        ),
    ),
    Theme(
        "single_offer",
        {Channel.PUBLIC: 3.0, Channel.PARTNER: 1.5, Channel.VISIT: 0.8},
        (
            "ada lowongan {job} ke {dest} di media sosial, minta dicek",
            "keponakan ditawari kerja ke {dest} oleh kenalannya, belum bayar apa-apa",
            "dapat pesan loker luar negeri dari nomor tak dikenal",
            "temannya mengajak jadi {job}, katanya prosesnya sebulan",
            "ditawari magang ke {dest}, biayanya {fee}, apakah wajar",
            "kenalan di pasar menawarkan kerja kebun, belum jelas di mana",
        ),
        kind="fraud_overcharging",
        own_phone=0.45,
        alias=0.4,
    ),
    Theme(
        "overcharging_complaint",
        {Channel.PARTNER: 1.0, Channel.PUBLIC: 0.8},
        (
            "mengeluh biaya {legal} naik menjadi {fee}",
            "keluarga keberatan atas potongan gaji, perusahaan {legal}",
            "uang {fee} belum dikembalikan setelah batal berangkat",
            "minta ditengahi karena biaya pelatihan ditagih dua kali",
        ),
        kind="fraud_overcharging",
        own_phone=0.2,
        agencies=(Agency.LABOUR, Agency.LOCAL_GOVERNMENT),
    ),
    Theme(
        "registry_change",
        {Channel.PARTNER: 1.5},
        (
            "{n} permohonan pindah KK dalam sebulan, alasan ikut saudara",
            "permintaan perubahan nama di akta tanpa penetapan pengadilan",
            "warga minta surat keterangan beda nama untuk paspor",
            "legalisir akta meningkat menjelang penutupan pendaftaran kerja",
        ),
        kind="paperwork",
        agencies=(Agency.CIVIL_REGISTRY, Agency.LOCAL_GOVERNMENT),
    ),
    Theme(
        "pilgrimage",
        {Channel.PARTNER: 1.2, Channel.COUNTER: 0.8},
        (
            "rombongan umrah {n} orang menanyakan surat rekomendasi",
            "biro umrah baru membuka cabang di {district}, izinnya sedang diperiksa",
            "calon jemaah mengeluh jadwal berangkat mundur",
            "jemaah asal {village} meminta penjelasan visa ziarah",
        ),
        own_phone=0.1,
        agencies=(Agency.RELIGIOUS_AFFAIRS,),
    ),
    Theme(
        "foreigner_seen",
        {Channel.PARTNER: 1.0, Channel.PUBLIC: 0.8, Channel.VISIT: 0.5},
        (
            "orang asing menginap di rumah warga, sudah lapor RT",
            "dua warga asing survei tambak, dokumennya lengkap",
            "ada tamu asing di pondok, tinggal {n} hari",
            "warga asing menikah siri dengan warga {village}, minta petunjuk",
        ),
        agencies=(Agency.ARMY, Agency.POLICE, Agency.LOCAL_GOVERNMENT),
    ),
    Theme(
        "travel_car",
        {Channel.PARTNER: 1.0, Channel.PUBLIC: 0.6},
        (
            "mobil travel sering berhenti {part} di dekat jembatan, ternyata antar jemput pekerja",
            "rombongan {n} orang berangkat ke Surabaya, mengaku study tour",
            "minibus luar kota parkir di lapangan, sopirnya menunggu penumpang hajatan",
            "ramai orang {part} di terminal, hasil pengecekan nihil",
        ),
        kind="smuggling",
        agencies=(Agency.ARMY, Agency.POLICE),
    ),
    Theme(
        "training_institute",
        {Channel.PARTNER: 1.2, Channel.VISIT: 0.7},
        (
            "lembaga pelatihan membuka kelas bahasa, {n} peserta, izin operasional ada",
            "kunjungan ke tempat pelatihan, asrama layak, peserta bebas pulang",
            "laporan bulanan lembaga pelatihan kerja, peserta lulus {n} orang",
            "pelatihan menjahit untuk calon pekerja, didanai desa",
        ),
        agencies=(Agency.LABOUR,),
    ),
    Theme(
        "money_quarrel",
        {Channel.PUBLIC: 1.2, Channel.PARTNER: 0.6},
        (
            "sengketa utang antarwarga, dulu untuk biaya ke luar negeri",
            "{alias} dilaporkan karena belum mengembalikan pinjaman {fee}",
            "arisan macet, ketuanya {alias} dikabarkan pergi ke {dest}",
            "tetangga saling tuduh soal uang tiket, sudah dimediasi",
        ),
        own_phone=0.2,
        alias=0.5,
    ),
)

# The unfounded story that one person keeps telling about another.
RUMOUR_WORDINGS = (
    "{alias} pasti agen gelap, rumahnya sering didatangi orang",
    "saya yakin {alias} menjual orang, mohon segera ditangkap",
    "kok {alias} belum ditindak, mobilnya baru, uangnya dari mana",
    "lapor lagi soal {alias}, tadi {part} ada tamu membawa koper",
    "sudah berkali-kali saya sampaikan, {alias} itu calo",
    "{alias} kemarin pergi lagi, pasti mengantar korban",
    "anak-anak muda sering di rumah {alias}, tolong diperiksa",
)
