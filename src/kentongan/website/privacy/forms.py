"""The forms of the privacy pages. They check shape; who may and when stands in actions."""

from django import forms
from django.utils.translation import gettext_lazy as _

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
