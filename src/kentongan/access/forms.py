"""The forms of the gate: emergency, conflict, label, assignment, exclusion."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kentongan.access.labels import Label
from kentongan.access.models import Emergency
from kentongan.access.queries import colleagues_of
from kentongan.accounts.models import Agency, User
from kentongan.regions.queries import in_force

REASON = {"rows": 3, "autocomplete": "off"}


def reason_field(label: Any, longest: int = 400) -> forms.CharField:
    """A sentence in a person's own words."""
    return forms.CharField(label=label, max_length=longest, widget=forms.Textarea(attrs=REASON))


class EmergencyForm(forms.Form):
    """One record, why, and in which words."""

    catatan = forms.CharField(label=_("Catatan yang perlu dibuka"), max_length=60)
    sebab = forms.ChoiceField(label=_("Sebab darurat"), choices=Emergency)
    alasan = reason_field(_("Alasan (satu kalimat penuh)"))


class ReviewForm(forms.Form):
    """Whether an emergency was one."""

    tepat = forms.TypedChoiceField(
        label=_("Apakah pembukaan ini tepat?"),
        choices=[("ya", _("Ya, tepat")), ("tidak", _("Tidak tepat"))],
        coerce=lambda word: word == "ya",
    )
    catatan = reason_field(_("Catatan peninjau (satu kalimat penuh)"))


class ConflictForm(forms.Form):
    """Who stands too near to what; the colleague's field only for who may record it."""

    wilayah = forms.CharField(label=_("Kode atau nama desa"), max_length=60, required=False)
    catatan = forms.CharField(
        label=_("atau laporan, peringatan, hal"), max_length=60, required=False
    )
    untuk = forms.ModelChoiceField(
        label=_("Untuk"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Saya sendiri"),
    )
    alasan = forms.CharField(label=_("Hubungannya"), max_length=200)

    def __init__(self, *arguments: Any, viewer: User, may_record: bool, **options: Any) -> None:
        super().__init__(*arguments, **options)
        people = self.fields["untuk"]
        if may_record and isinstance(people, forms.ModelChoiceField):
            people.queryset = colleagues_of(viewer)
        else:
            del self.fields["untuk"]

    def clean(self) -> dict[str, Any]:
        """``subject`` from the village or the record, exactly one of them."""
        said = super().clean() or self.cleaned_data
        area, record = said.get("wilayah", "").strip(), said.get("catatan", "").strip()
        if bool(area) == bool(record):
            raise forms.ValidationError(_("Isi desa, atau catatannya, salah satu saja."))
        said["subject"] = f"area:{area_code(area)}" if area else record
        return said


def area_code(text: str) -> str:
    """The code of a village by code or by its one name; the text itself when neither."""
    known = in_force()
    codes = list(known.filter(name__iexact=text, level=4).values_list("code", flat=True)[:2])
    return codes[0] if len(codes) == 1 else text


class LabelForm(forms.Form):
    """Another label, and why."""

    tingkat = forms.TypedChoiceField(label=_("Tingkat yang baru"), choices=Label, coerce=int)
    alasan = reason_field(_("Alasan (satu kalimat penuh)"))


class AssignForm(forms.Form):
    """Into whose hands, until which day."""

    kepada = forms.ModelChoiceField(label=_("Kepada"), queryset=User.objects.none())
    sampai = forms.DateField(
        label=_("Sampai tanggal"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *arguments: Any, viewer: User, **options: Any) -> None:
        super().__init__(*arguments, **options)
        people = self.fields["kepada"]
        if isinstance(people, forms.ModelChoiceField):
            people.queryset = colleagues_of(viewer)

    def until(self) -> datetime:
        """The end of the chosen day."""
        day: date = self.cleaned_data["sampai"]
        return timezone.make_aware(datetime.combine(day, time(23, 59)))


class ExcludeForm(forms.Form):
    """One person or one agency."""

    orang = forms.ModelChoiceField(
        label=_("Orang"), queryset=User.objects.filter(is_active=True), required=False
    )
    instansi = forms.ModelChoiceField(
        label=_("atau seluruh instansi"), queryset=Agency.objects.all(), required=False
    )
    alasan = reason_field(_("Alasan (satu kalimat penuh)"), 200)


class DecideForm(forms.Form):
    """Yes or no."""

    putusan = forms.ChoiceField(choices=[("setuju", _("Setujui")), ("tolak", _("Tolak"))])
