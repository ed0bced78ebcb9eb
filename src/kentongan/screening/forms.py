"""The forms of the desk. They check shape; what is allowed stands in ``decisions``."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kentongan.accounts.models import User
from kentongan.regions.queries import regions_of, villages_within
from kentongan.screening import deciding_words
from kentongan.screening.actions import deciding
from kentongan.screening.applicants import Applicant, Told, read_applicant
from kentongan.screening.catalogues import purposes, reasons
from kentongan.screening.dated import in_force
from kentongan.screening.models import Application, StoredFinding
from kentongan.screening.queries import Wish
from kentongan.screening.wording import STATES

LONGEST_NAME, LONGEST_ADDRESS, LONGEST_WORDS = 120, 240, 4000
NOBODY = Applicant()
EARLIEST = date(1900, 1, 1)
DIGITS = {"inputmode": "numeric", "autocomplete": "off"}
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def words(label: Any) -> forms.CharField:
    """A text of several lines."""
    return forms.CharField(
        label=label, max_length=LONGEST_WORDS, widget=forms.Textarea(attrs={"rows": 3})
    )


def line(label: Any, longest: int = LONGEST_NAME) -> forms.CharField:
    """One line that may stay empty."""
    return forms.CharField(label=label, required=False, max_length=longest)


class QueueForm(forms.Form):
    """What the list shows; nothing chosen means the day's queue."""

    tahap = forms.ChoiceField(
        label=_("Tahap"), required=False, choices=[("", _("Antrean hari ini")), *STATES.items()]
    )
    tanggal = forms.DateField(label=_("Dibuka pada"), required=False, widget=DAY)
    milik = forms.BooleanField(label=_("Yang saya pegang"), required=False)

    def wish(self) -> Wish:
        """What was asked; a value nobody offers is an empty wish for that part."""
        self.full_clean()
        asked = getattr(self, "cleaned_data", {})
        return Wish(asked.get("tahap", ""), bool(asked.get("milik")), asked.get("tanggal"))


class TakeOverForm(forms.Form):
    """The exact number of an application, its own or that of SIMKIM; typed, pasted or scanned."""

    nomor = forms.CharField(
        label=_("Nomor permohonan atau nomor SIMKIM"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )


# Folded away until somebody needs them: most applicants come alone and pay themselves.
BESIDE = ("sponsor", "sponsor_phone", "companion", "companion_relation", "companion_phone")


class ApplicantForm(forms.Form):
    """Who applies, for what, from which village."""

    name = forms.CharField(label=_("Nama lengkap"), max_length=LONGEST_NAME)
    purpose = forms.ChoiceField(label=_("Tujuan paspor"))
    national_id = forms.CharField(
        label=_("NIK"),
        required=False,
        max_length=20,
        widget=forms.TextInput({"inputmode": "numeric"}),
    )
    birth_date = forms.DateField(label=_("Tanggal lahir"), required=False, widget=DAY)
    birth_place = line(_("Tempat lahir"))
    phone = line(_("Nomor telepon"))
    region_code = forms.ChoiceField(label=_("Desa tempat tinggal"), required=False)
    address = line(_("Alamat"), LONGEST_ADDRESS)
    sponsor = line(_("Sponsor atau yang membiayai"))
    sponsor_phone = line(_("Telepon sponsor"))
    companion = line(_("Yang mendampingi anak"))
    companion_relation = line(_("Hubungan dengan anak"))
    companion_phone = line(_("Telepon pendamping"))
    simkim_number = line(_("Nomor permohonan SIMKIM"))

    def __init__(self, *arguments: Any, viewer: User, today: date, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.today = today
        found = in_force(purposes(), today).values()
        choices: Any = [("", _("Pilih")), *((one.id, one.label) for one in found)]
        self.fields["purpose"].choices = choices  # type: ignore[attr-defined]
        self.fields["region_code"].choices = villages_of(viewer)  # type: ignore[attr-defined]

    @property
    def usual(self) -> list[forms.BoundField]:
        """The fields that every applicant has."""
        return [field for field in self if field.name not in BESIDE]

    @property
    def beside(self) -> list[forms.BoundField]:
        """Who pays and who comes along, where there is somebody."""
        return [self[name] for name in BESIDE]

    @property
    def has_beside(self) -> bool:
        """Whether something is written there, or wrong."""
        return any(self[name].value() or self[name].errors for name in BESIDE)

    def clean_birth_date(self) -> date | None:
        """A day somebody may be born on."""
        born: date | None = self.cleaned_data["birth_date"]
        if born and not EARLIEST <= born <= self.today:
            raise forms.ValidationError(_("Tanggal lahir harus sebelum hari ini."))
        return born

    def told(self, before: Applicant = NOBODY) -> Told:
        """What was written, for the actions; what the form does not ask stays as it was."""
        said = self.cleaned_data
        phone, others = said["phone"].strip(), before.person.phones[1:]
        person = replace(
            before.person,
            name=said["name"].strip(),
            national_id=said["national_id"].strip(),
            birth_date=said["birth_date"],
            region_code=said["region_code"],
            phones=(phone, *others) if phone else others,
        )
        extra = {name: said[name].strip() for name in EXTRA}
        applicant = replace(before, person=person, **extra)
        return Told(applicant, said["purpose"], said["region_code"], said["simkim_number"])


EXTRA = (
    *("birth_place", "address", "sponsor", "sponsor_phone"),
    *("companion", "companion_phone", "companion_relation"),
)


def told_before(application: Application) -> dict[str, Any]:
    """The fields of ``ApplicantForm`` as they stand."""
    applicant = read_applicant(application.told)
    person = applicant.person
    return {
        "name": person.name,
        "national_id": person.national_id,
        "birth_date": person.birth_date,
        "phone": next(iter(person.phones), ""),
        "purpose": application.purpose,
        "region_code": application.region_code,
        "simkim_number": application.simkim_number,
        **{name: getattr(applicant, name) for name in EXTRA},
    }


def villages_of(viewer: User) -> list[tuple[str, Any]]:
    """The villages of the office's areas under their sub-districts; the first choice is none."""
    codes = list(viewer.office.areas.values_list("code", flat=True)) if viewer.office else []
    villages = [one for code in codes for one in villages_within(code)]
    names = {
        one.code: one.name for one in regions_of(sorted({upper(one.code) for one in villages}))
    }
    groups: dict[str, list[tuple[str, str]]] = {}
    for village in villages:
        group = names.get(upper(village.code), upper(village.code))
        groups.setdefault(group, []).append((village.code, village.name))
    return [("", _("Belum tahu atau di luar wilayah kantor")), *groups.items()]


def upper(code: str) -> str:
    """The area that a code lies in."""
    return code.rpartition(".")[0]


class ProposeForm(forms.Form):
    """A coded reason, which says the decision too; own words; the facts it rests on."""

    prefix = "propose"
    alasan = forms.ChoiceField(label=_("Keputusan dan alasan"))
    kata = words(_("Dengan kata-kata Anda sendiri"))
    fakta = forms.MultipleChoiceField(
        label=_("Fakta yang mendasari"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *arguments: Any, findings: Iterable[StoredFinding], today: date, **more: Any
    ) -> None:
        super().__init__(*arguments, **more)
        self.today = today
        choices: Any = [("", _("Pilih")), *deciding_words.reasons_by_decision(today)]
        self.fields["alasan"].choices = choices  # type: ignore[attr-defined]
        facts: Any = deciding_words.choices_of(findings, today)
        self.fields["fakta"].choices = facts  # type: ignore[attr-defined]

    def proposed(self) -> deciding.Wish:
        """What was written, for the actions."""
        said = self.cleaned_data
        reason = in_force(reasons(), self.today)[said["alasan"]]
        return deciding.Wish(reason.decision, reason.code, said["kata"], frozenset(said["fakta"]))


class WordsForm(forms.Form):
    """A sentence of one's own."""

    prefix = "give_back"
    kata = words(_("Alasan"))


class DecideForm(forms.Form):
    """A word that may be left out."""

    prefix = "decide"
    kata = line(_("Keterangan (boleh kosong)"), LONGEST_ADDRESS)


class ResumeForm(forms.Form):
    """Whether what was asked for came."""

    prefix = "resume"
    lengkap = forms.BooleanField(label=_("Yang diminta sudah dibawa"), required=False)


class ObjectForm(forms.Form):
    """An objection in the applicant's words, and the day on which it came."""

    prefix = "object"
    kata = words(_("Keberatan, dengan kata-kata pemohon"))
    tanggal = forms.DateField(label=_("Diterima pada"), widget=DAY)


class ReviewForm(forms.Form):
    """The answer to an objection."""

    prefix = "review"
    hasil = forms.ChoiceField(
        label=_("Jawaban"),
        widget=forms.RadioSelect,
        choices=[("ya", _("Keberatan diterima")), ("tidak", _("Keberatan tidak diterima"))],
    )
    kata = words(_("Mengapa"))


class ExamineForm(forms.Form):
    """What an examination record says."""

    prefix = "examine"
    nomor = forms.CharField(label=_("Nomor BAP"), max_length=40)
    tanggal = forms.DateField(label=_("Tanggal BAP"), widget=DAY)
    keterangan = words(_("Keterangan pemohon yang diperiksa"))
    hasil = forms.ChoiceField(
        label=_("Hasil"),
        widget=forms.RadioSelect,
        choices=[("benar", _("Tidak terbukti palsu")), ("palsu", _("Terbukti palsu"))],
    )
