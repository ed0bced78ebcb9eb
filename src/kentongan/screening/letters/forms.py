"""Which papers a letter asks for, whom to refer to, what came of it and how it went on."""

from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kentongan.screening.letters.words import papers_to_ask
from kentongan.screening.models import Afterwards, Application, Need, Recipient, Reply, Taker, Way

LONGEST_NOTE = 1000


class PapersForm(forms.Form):
    """The papers to ask for, with one tick each."""

    kertas = forms.MultipleChoiceField(
        label=_("Dokumen yang diminta"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, application: Application) -> None:
        super().__init__(data)
        offered = papers_to_ask(
            application.purpose, timezone.localdate(), child=application.is_child
        )
        cast(forms.MultipleChoiceField, self.fields["kertas"]).choices = list(offered.items())


class HandoverForm(forms.Form):
    """How a letter came to the applicant, to whom, and on which day."""

    cara = forms.ChoiceField(
        label=_("Bagaimana surat ini sampai?"), choices=Way.choices, widget=forms.RadioSelect
    )
    kepada = forms.ChoiceField(
        label=_("Siapa yang menerima?"), choices=Taker.choices, widget=forms.RadioSelect
    )
    tanggal = forms.DateField(
        label=_("Pada tanggal"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )


class ReferralForm(forms.Form):
    """Who is asked, for what, and whether the applicant agreed to be visited."""

    kepada = forms.ChoiceField(
        label=_("Kepada siapa?"), choices=Recipient.choices, widget=forms.RadioSelect
    )
    perlu = forms.ChoiceField(
        label=_("Apa yang diperlukan?"), choices=Need.choices, widget=forms.RadioSelect
    )
    setuju = forms.BooleanField(
        label=_("Pemohon setuju dihubungi: nama, alamat, dan telepon ikut dikirim"), required=False
    )


class OutcomeForm(forms.Form):
    """How it went on with the applicant."""

    hasil = forms.ChoiceField(
        label=_("Bagaimana kelanjutannya?"), choices=Afterwards.choices, widget=forms.RadioSelect
    )
    keterangan = forms.CharField(
        label=_("Dari mana kabarnya?"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ReplyForm(forms.Form):
    """What came of a visit."""

    jawaban = forms.ChoiceField(
        label=_("Bagaimana hasilnya?"), choices=Reply.choices, widget=forms.RadioSelect
    )
    keterangan = forms.CharField(
        label=_("Keterangan"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
