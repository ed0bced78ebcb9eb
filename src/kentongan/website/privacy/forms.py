"""The forms of the privacy pages. They check shape; who may and when stands in actions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kentongan.website.models import Decision, Wish

TEXT = 500


class HoldForm(forms.Form):
    """What is held, why, on what ground, and until when nobody needs to look at it again."""

    yang_ditahan = forms.CharField(
        label=_("Yang ditahan"),
        max_length=120,
        help_text=_(
            "Contoh: alert:12, thing:3, report:(nomor panjang di alamat laporan), "
            "area:35.03.05, atau all untuk semuanya."
        ),
    )
    alasan = forms.CharField(
        label=_("Alasan"),
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Tanpa nama orang. Misalnya: diminta penyidik untuk perkara yang berjalan."),
    )
    dasar = forms.CharField(label=_("Nomor surat atau dasar lain"), max_length=200)
    ditinjau = forms.DateField(
        label=_("Ditinjau lagi pada"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )


class ReasonForm(forms.Form):
    """A reason alone."""

    alasan = forms.CharField(
        label=_("Alasan"), max_length=TEXT, widget=forms.Textarea(attrs={"rows": 2})
    )


def moment(label: object) -> forms.DateTimeField:
    """A box for a day and a time."""
    picker = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
    return forms.DateTimeField(label=label, widget=picker)  # type: ignore[arg-type]


class IncidentForm(forms.Form):
    """When it became known, and what happened."""

    diketahui = moment(_("Saat diketahui"))
    apa = forms.CharField(
        label=_("Apa yang terjadi"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Tanpa nama orang yang datanya terbuka. Kalimat ini masuk ke surat."),
    )


class ScopeForm(forms.Form):
    """Whose account, from when until when."""

    akun = forms.CharField(label=_("Nama masuk akun yang dipakai"), max_length=150)
    mulai = moment(_("Mulai"))
    sampai = moment(_("Sampai"))


class NoteForm(forms.Form):
    """Something found or decided."""

    catatan = forms.CharField(
        label=_("Catatan"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )


class RequestForm(forms.Form):
    """What a data subject asks for at the desk."""

    permintaan = forms.ChoiceField(label=_("Yang diminta"), choices=Wish.choices)
    nama = forms.CharField(label=_("Nama pemohon"), max_length=200)
    kontak = forms.CharField(label=_("Cara menghubungi"), max_length=200)
    bukti = forms.CharField(
        label=_("Bukti identitas"),
        max_length=200,
        help_text=_("Misalnya: KTP asli diperlihatkan di loket. Jangan menyalin nomornya."),
    )
    ditanyakan = forms.CharField(
        label=_("Nomor, akun atau nama yang ditanyakan"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Satu baris satu, seperti ditulis pemohon."),
    )
    keterangan = forms.CharField(
        label=_("Keterangan pemohon"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AnswerForm(forms.Form):
    """How it is answered, and why."""

    putusan = forms.ChoiceField(label=_("Putusan"), choices=Decision.choices)
    alasan = forms.CharField(
        label=_("Alasan atau tindakan"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Masuk ke surat jawaban. Jangan menyebut pelapor, petugas, tempat atau hari."),
    )
