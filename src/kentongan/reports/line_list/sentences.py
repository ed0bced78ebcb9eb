"""Why a file was not read, in a sentence that says what to do."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kentongan.engine.spreadsheets.limits import Unreadable
from kentongan.reports.line_list.reading import SheetChoice

SENTENCES = {
    "empty": gettext_lazy("Berkas ini kosong. Pilih berkas yang berisi daftar laporan."),
    "too_big": gettext_lazy(
        "Berkas ini lebih dari %(megabytes)s MB. Hapus gambar di dalamnya atau bagi per bulan, "
        "lalu kirim satu per satu."
    ),
    "too_many_parts": gettext_lazy(
        "Berkas ini berisi terlalu banyak bagian untuk sebuah daftar. Salin tabelnya ke buku kerja "
        "baru, simpan sebagai XLSX, lalu kirim lagi."
    ),
    "bomb": gettext_lazy(
        "Isi berkas ini jauh lebih besar daripada ukurannya, jadi tidak dibuka. Salin tabelnya ke "
        "buku kerja baru, simpan sebagai XLSX, lalu kirim lagi."
    ),
    "heavy": gettext_lazy(
        "Isi berkas ini terlalu banyak untuk dibaca sekaligus. Bagi daftarnya per bulan, lalu "
        "kirim satu per satu."
    ),
    "slow": gettext_lazy(
        "Berkas ini terlalu lama dibaca. Salin tabelnya ke buku kerja baru, simpan sebagai XLSX, "
        "lalu kirim lagi."
    ),
    "broken": gettext_lazy(
        "Berkas ini rusak atau bukan lembar kerja. Buka di Excel atau LibreOffice, simpan ulang "
        "sebagai XLSX, lalu kirim lagi."
    ),
    "broken_zip": gettext_lazy(
        "Berkas ini rusak atau terpotong. Unduh atau salin ulang dari asalnya, lalu kirim lagi."
    ),
    "broken_xml": gettext_lazy(
        "Isi lembar kerja ini rusak. Buka di Excel atau LibreOffice, simpan ulang sebagai XLSX, "
        "lalu kirim lagi."
    ),
    "document_type": gettext_lazy(
        "Berkas ini memuat perintah yang tidak dipakai lembar kerja biasa, jadi tidak dibuka. "
        "Salin tabelnya ke buku kerja baru, lalu kirim lagi."
    ),
    "encrypted": gettext_lazy(
        "Berkas ini dilindungi sandi. Buka, hapus sandinya, simpan, lalu kirim lagi."
    ),
    "macros": gettext_lazy(
        "Berkas ini memuat makro, jadi tidak dibuka. Simpan sebagai XLSX tanpa makro, lalu kirim "
        "lagi."
    ),
    "outside_links": gettext_lazy(
        "Berkas ini terhubung dengan berkas lain. Di Excel pilih Data, Edit Tautan, Putuskan "
        "Tautan; simpan, lalu kirim lagi."
    ),
    "binary_workbook": gettext_lazy(
        "Simpan berkas ini sebagai XLSX (bukan XLSB), lalu kirim lagi."
    ),
    "web_page": gettext_lazy(
        "Berkas ini sebenarnya halaman web yang diberi nama lain. Buka di Excel, simpan sebagai "
        "XLSX, lalu kirim lagi."
    ),
    "not_a_list": gettext_lazy(
        "Berkas ini bukan lembar kerja. Kirim berkas XLSX, XLS, ODS atau CSV."
    ),
    "not_text": gettext_lazy(
        "Berkas ini bukan lembar kerja dan bukan teks. Kirim berkas XLSX, XLS, ODS atau CSV."
    ),
    "too_many_rows": gettext_lazy(
        "Daftar ini lebih dari %(most)s baris. Bagi per bulan atau per kecamatan, lalu kirim satu "
        "per satu."
    ),
    "too_many_columns": gettext_lazy(
        "Daftar ini lebih dari %(most)s kolom. Hapus kolom yang kosong atau tidak perlu di sebelah "
        "kanan, lalu kirim lagi."
    ),
    "broken_quotes": gettext_lazy(
        "Di sekitar baris %(line)s ada tanda petik yang tidak berpasangan atau sel yang terlalu "
        "panjang. Perbaiki baris itu atau simpan sebagai XLSX, lalu kirim lagi."
    ),
    "no_headings": gettext_lazy(
        "Judul kolom tidak ditemukan. Beri baris judul, misalnya Tanggal, Desa, Kecamatan, Uraian, "
        "No HP, lalu kirim lagi."
    ),
    "no_rows": gettext_lazy(
        "Ada judul kolom, tetapi tidak ada baris laporan di bawahnya. Periksa lembar yang benar "
        "sudah terlihat (tidak disembunyikan), lalu kirim lagi."
    ),
}


def sentence(refusal: Unreadable) -> str:
    """The sentence for a refusal; a code nobody wrote one for is a broken file."""
    text = SENTENCES.get(refusal.code, SENTENCES["broken"])
    return str(text) % refusal.detail if refusal.detail else str(text)


def sheets_notes(choice: SheetChoice) -> list[str]:
    """What was left aside in a workbook, and what could not be looked at."""
    notes = []
    if choice.unread:
        notes.append(
            _(
                "Hanya lembar “%(read)s” yang dibaca. Belum dibaca: %(names)s. Simpan tiap lembar "
                "sebagai berkas sendiri bila berisi laporan."
            )
            % {"read": choice.name, "names": listed(choice.unread)}
        )
    if choice.hidden:
        names = listed(choice.hidden)
        notes.append(_("Lembar tersembunyi tidak dibaca: %(names)s.") % {"names": names})
    if not choice.knows_formulas:
        notes.append(
            _(
                "Berkas XLS lama: hasil rumus dibaca seperti isi biasa. Simpan sebagai XLSX bila "
                "rumusnya perlu dikenali."
            )
        )
    return notes


def listed(names: list[str]) -> str:
    """Names for a sentence, ten at most."""
    shown = [f"“{name[:40]}”" for name in names[:10]]
    return ", ".join(shown) + (" …" if len(names) > 10 else "")
