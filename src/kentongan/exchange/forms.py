"""The forms of sharing. They check shape; what is allowed stands in ``access``."""

from datetime import timedelta
from itertools import chain
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kentongan.access.actions.consents import Agreement
from kentongan.access.actions.grants import Plan, Question
from kentongan.access.grant_queries import colleagues_for, consents_for
from kentongan.access.models import (
    Answer,
    ConsentField,
    Grant,
    HowObtained,
    LegalBasis,
    Purpose,
)
from kentongan.access.share_profiles import (
    DEFAULT_DAYS,
    LIST,
    MOST_DAYS,
    ConsentRule,
    fitting,
    purposes_for,
    rule_of,
)
from kentongan.accounts.models import User
from kentongan.accounts.roles import AgencyKind
from kentongan.alerts.queries import area_choices
from kentongan.exchange.actions import Typed
from kentongan.exchange.profiles import Citizen, Victim

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
MONTH = timedelta(days=30)


class SearchForm(forms.Form):
    """Words of a name or an office."""

    kata = forms.CharField(label=gettext_lazy("Nama atau kantor"), required=False, max_length=80)


class ShareForm(forms.Form):
    """What is handed over, once the receiver is known; the fields follow what fits the receiver."""

    hari = forms.IntegerField(
        label=gettext_lazy("Berlaku berapa hari"),
        min_value=1,
        max_value=MOST_DAYS,
        initial=DEFAULT_DAYS,
    )

    def __init__(
        self, *arguments: Any, viewer: User, receiver: User, about: str, **words: Any
    ) -> None:
        super().__init__(*arguments, **words)
        self.viewer, self.receiver, self.about = viewer, receiver, about
        kind = about.partition(":")[0]
        rules = {one: rule_of(one) for one in fitting(receiver, viewer.office_id, kind)}
        self.fields["profil"] = first_chosen(
            _("Profil isi"), [(one.value, rule.title) for one, rule in rules.items()]
        )
        wanted = dict.fromkeys(chain(*(purposes_for(receiver, one) for one in rules)))
        self.fields["keperluan"] = first_chosen(
            _("Keperluan"), [(one.value, one.label) for one in wanted]
        )
        if kind == LIST:
            self.add_question()
        if any(rule.consent is not ConsentRule.NONE for rule in rules.values()):
            self.add_victim()
        if any(rule.asks for rule in rules.values()):
            self.add_citizen()
        self.order_fields(["profil", "keperluan", "hari"])

    def add_question(self) -> None:
        """An area and two days."""
        areas = [(area.code, area.name) for area in area_choices(self.viewer)]
        today = timezone.localdate()
        self.fields["wilayah"] = forms.ChoiceField(label=_("Wilayah"), choices=areas)
        self.fields["sejak"] = forms.DateField(
            label=_("Sejak tanggal"), widget=DAY, initial=today - MONTH
        )
        self.fields["sampai"] = forms.DateField(
            label=_("Sampai tanggal"), widget=DAY, initial=today
        )

    def add_victim(self) -> None:
        """What a person agreed to hand over, or why it must be handed over in danger."""
        self.fields["persetujuan"] = forms.ModelChoiceField(
            label=_("Persetujuan orang itu"),
            queryset=consents_for(self.viewer, self.about),
            to_field_name="uuid",
            required=False,
        )
        self.fields["nama_korban"] = text_field(_("Nama orang itu (hanya bila ada bahaya)"), 120)
        self.fields["kontak"] = text_field(_("Satu kontak"), 120)
        self.fields["kebutuhan"] = text_field(_("Apa yang diperlukan"), 300)
        self.fields["dasar"] = forms.ChoiceField(
            label=_("Dasar tanpa persetujuan"),
            choices=[("", _("Tidak ada")), *LegalBasis.choices],
            required=False,
        )
        self.fields["alasan"] = text_field(_("Mengapa tanpa persetujuan"), 400)

    def add_citizen(self) -> None:
        """Whose data are compared."""
        self.fields["nik"] = forms.RegexField(
            label=_("NIK"), regex=r"^\d{16}$", error_messages={"invalid": _("NIK 16 angka.")}
        )
        self.fields["nama"] = forms.CharField(label=_("Nama lengkap"), max_length=120)
        self.fields["lahir"] = forms.DateField(label=_("Tanggal lahir"), widget=DAY)

    def plan(self) -> Plan:
        """What was chosen; call after ``is_valid``."""
        said = self.cleaned_data
        return Plan(
            recipient=self.receiver,
            profile=said["profil"],
            purpose=said["keperluan"],
            about=self.question() or self.about,
            days=said["hari"],
            about_victim=self.victim() is not None,
            consent=said.get("persetujuan"),
            legal_basis=said.get("dasar", ""),
            reason=said.get("alasan", ""),
        )

    def question(self) -> Question | None:
        """The stored question, for a list."""
        said = self.cleaned_data
        if self.about != LIST:
            return None
        return Question(said["wilayah"], said["sejak"], said["sampai"])

    def victim(self) -> Victim | None:
        """What was typed about a person; None when nothing was."""
        said = self.cleaned_data
        typed = Victim(*(said.get(name, "") for name in ("nama_korban", "kontak", "kebutuhan")))
        return typed if typed != Victim() or said.get("persetujuan") else None

    def typed(self) -> Typed:
        """What was written by hand."""
        said = self.cleaned_data
        citizen = Citizen(said["nik"], said["nama"], said["lahir"]) if said.get("nik") else None
        return Typed(self.victim(), citizen)


def first_chosen(label: str, choices: list[tuple[str, Any]]) -> forms.ChoiceField:
    """Some values, the first of them chosen already."""
    initial = choices[0][0] if choices else None
    return forms.ChoiceField(label=label, choices=choices, initial=initial)


def text_field(label: str, most: int) -> forms.CharField:
    """A line that may stay empty."""
    return forms.CharField(label=label, max_length=most, required=False)


class ConsentForm(forms.Form):
    """What a person said yes to."""

    tentang = forms.CharField(widget=forms.HiddenInput, max_length=60)
    nama = forms.CharField(label=gettext_lazy("Nama orang yang setuju"), max_length=120)
    keperluan = forms.ChoiceField(
        label=gettext_lazy("Untuk keperluan"),
        choices=[(one.value, one.label) for one in (Purpose.VICTIM_SERVICE, Purpose.INVESTIGATION)],
    )
    kepada = forms.MultipleChoiceField(
        label=gettext_lazy("Boleh dibagikan kepada"),
        choices=[(one.value, one.label) for one in (AgencyKind.LABOUR, AgencyKind.POLICE)],
        widget=forms.CheckboxSelectMultiple,
    )
    isi = forms.MultipleChoiceField(
        label=gettext_lazy("Yang boleh dibagikan"),
        choices=ConsentField.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    cara = forms.ChoiceField(label=gettext_lazy("Cara setuju"), choices=HowObtained.choices)
    bahasa = forms.CharField(
        label=gettext_lazy("Bahasa yang dipakai"), max_length=40, initial="Indonesia"
    )
    hari = forms.IntegerField(
        label=gettext_lazy("Berlaku berapa hari"), min_value=1, max_value=365, initial=90
    )

    def agreement(self) -> Agreement:
        """What was written; call after ``is_valid``."""
        said = self.cleaned_data
        return Agreement(
            subject=said["tentang"],
            person=said["nama"],
            purpose=Purpose(said["keperluan"]),
            agencies=[AgencyKind(one) for one in said["kepada"]],
            fields=[ConsentField(one) for one in said["isi"]],
            how_obtained=HowObtained(said["cara"]),
            language=said["bahasa"],
            days=said["hari"],
        )


class TransferForm(forms.Form):
    """To which colleague."""

    kepada = forms.ModelChoiceField(
        label=gettext_lazy("Alihkan kepada"), queryset=User.objects.none()
    )

    def __init__(self, *arguments: Any, viewer: User, grant: Grant, **words: Any) -> None:
        super().__init__(*arguments, **words)
        self.fields["kepada"].queryset = colleagues_for(viewer, grant)  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """Whether the data match."""

    jawaban = forms.ChoiceField(
        label=gettext_lazy("Jawaban"), choices=Answer.choices, widget=forms.RadioSelect
    )
