"""What is asked on the pages of things."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kentongan.entities.actions import LONGEST_REASON
from kentongan.entities.models import ThingKind
from kentongan.entities.queries import Wish


class FilterForm(forms.Form):
    """The search over the list; a field that cannot be read asks for nothing."""

    kata = forms.CharField(
        label=_("Cari nomor, rekening, nama atau akun"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    jenis = forms.ChoiceField(
        label=_("Jenis"), choices=[("", _("Semua jenis")), *ThingKind.choices], required=False
    )
    umum = forms.BooleanField(label=_("Sertakan hal umum"), required=False)

    def wish(self) -> Wish:
        """What is asked for."""
        asked = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        return Wish(
            kind=asked.get("jenis", ""),
            words=asked.get("kata", ""),
            hubs=asked.get("umum", False),
        )


class JudgeForm(forms.Form):
    """Whether a thing is common, and why."""

    is_hub = forms.BooleanField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Alasan"),
        max_length=LONGEST_REASON,
        widget=forms.TextInput(attrs={"aria-describedby": "reason-hint"}),
        error_messages={"required": _("Tulis alasannya dalam satu kalimat.")},
    )
