"""What is asked on the pages of people."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kentongan.entities.actions.judging import LONGEST_REASON
from kentongan.entities.models import Verdict

CHOICES = [(one.value, one.label) for one in Verdict if one is not Verdict.UNDONE]


def reason_field() -> forms.CharField:
    """Why, in one sentence."""
    return forms.CharField(
        label=_("Alasan (satu kalimat penuh)"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Tulis alasannya dalam satu kalimat.")},
    )


class VerdictForm(forms.Form):
    """Same, different or unsure, and why."""

    putusan = forms.ChoiceField(
        label=_("Menurut Anda"),
        choices=CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih salah satu.")},
    )
    alasan = reason_field()


class ReasonForm(forms.Form):
    """Why something is taken back."""

    alasan = reason_field()
