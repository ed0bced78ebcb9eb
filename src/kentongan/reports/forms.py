"""The report form, its revision, and the filters of the list."""

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kentongan.access.permissions import allowed, check_may
from kentongan.access.policy import Kind
from kentongan.access.sealing.queries import ready_keys
from kentongan.access.sealing.section import Section
from kentongan.accounts.models import Agency, User
from kentongan.entities.told import Written
from kentongan.indicators.catalogue import catalogue
from kentongan.regions.models import Region
from kentongan.regions.queries import resolved_regions
from kentongan.reports import places, rules
from kentongan.reports.boxes import box_of, things_in_box
from kentongan.reports.content import UNGRADED, Content
from kentongan.reports.models import (
    Credibility,
    PlacePrecision,
    Reliability,
    SourceKind,
    TimePrecision,
)
from kentongan.reports.permissions import sees_others, weighs_reports
from kentongan.reports.person_fields import AREA, PersonFields, person_initial
from kentongan.reports.queries.reports import Wish, areas_to_filter, office_for
from kentongan.reports.wording import sign_words, stage_words

WHEN_CHIPS = (
    ("today", gettext_lazy("Hari ini")),
    ("yesterday", gettext_lazy("Kemarin")),
    ("week", gettext_lazy("Minggu ini")),
    ("month", gettext_lazy("Bulan ini")),
    ("unknown", gettext_lazy("Tidak tahu")),
)
MOST_CANDIDATES = 8


def is_common(sign: str) -> bool:
    """Whether a sign is one of the common ones; a retired one is not."""
    known = catalogue().get(sign)
    return known is not None and known.common is not None


def set_choices(form: forms.Form, name: str, choices: Sequence[tuple[str, Any]]) -> None:
    """Set the choices of a field that are known only now."""
    cast(forms.ChoiceField, form.fields[name]).choices = choices


class ReportForm(PersonFields):
    """Where, when, what: three things to fill in, everything else may stay as it is."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    place = forms.CharField(required=False, max_length=13)
    place_text = forms.CharField(
        label=gettext_lazy("Desa lain, atau rincian tempatnya"),
        max_length=rules.LONGEST["place_text"],
        required=False,
        widget=forms.TextInput(attrs=AREA),
    )
    place_checked = forms.CharField(required=False, widget=forms.HiddenInput)
    when = forms.ChoiceField(choices=WHEN_CHIPS, required=False, widget=forms.RadioSelect)
    noticed_on = forms.DateField(
        label=gettext_lazy("atau tanggal"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    indicators = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    noticed = forms.CharField(
        label=gettext_lazy("Ceritakan dengan kata-kata sendiri"),
        max_length=rules.LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, **AREA}),
    )
    things = forms.CharField(
        label=gettext_lazy("Nomor HP, rekening, akun, nama panggilan, PT/LPK"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, **AREA}),
    )
    destination = forms.CharField(
        label=gettext_lazy("Negara tujuan"),
        max_length=rules.LONGEST["destination"],
        required=False,
        widget=forms.TextInput(attrs=AREA),
    )
    job = forms.CharField(
        label=gettext_lazy("Pekerjaan yang ditawarkan"),
        max_length=rules.LONGEST["job"],
        required=False,
        widget=forms.TextInput(attrs=AREA),
    )
    fee = forms.CharField(
        label=gettext_lazy("Biaya yang diminta"),
        max_length=rules.LONGEST["fee"],
        required=False,
        widget=forms.TextInput(attrs=AREA),
    )
    source_kind = forms.ChoiceField(
        choices=SourceKind, initial=SourceKind.TOLD, required=False, widget=forms.RadioSelect
    )
    agency = forms.ModelChoiceField(
        label=gettext_lazy("Atas nama instansi"), queryset=Agency.objects.all(), required=False
    )
    names_official = forms.BooleanField(
        label=gettext_lazy("Menyangkut petugas atau pejabat"), required=False
    )
    official_agency = forms.ModelChoiceField(
        label=gettext_lazy("Instansi petugas atau pejabat itu"),
        queryset=Agency.objects.all(),
        required=False,
    )
    reliability = forms.ChoiceField(
        label=gettext_lazy("Seberapa dapat dipercaya sumbernya"),
        choices=Reliability,
        initial=Reliability.F,
        required=False,
    )
    credibility = forms.ChoiceField(
        label=gettext_lazy("Seberapa benar isinya"),
        choices=Credibility,
        initial=Credibility.UNKNOWN,
        required=False,
    )

    grading_before = UNGRADED
    things_before: tuple[Written, ...] = ()

    def __init__(self, *arguments: Any, writer: User, today: date, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.writer = writer
        self.today = today
        self.candidates: list[places.PlaceChip] = []
        self.own_chips = places.own_places(writer, today)
        self.region: Region | None = None
        self.place_doubt = ""
        self.section = self.identity_section()
        set_choices(self, "indicators", self.sign_choices())
        if not weighs_reports(writer):
            for name in ("agency", "reliability", "credibility"):
                del self.fields[name]

    def identity_section(self) -> Section | None:
        """Who told it, for those who may seal; its boxes are no fields, so they never come back."""
        if not allowed(check_may, self.writer, Kind.REPORTER, "seal"):
            return None
        uuid = self["uuid"].value() or ""
        keys = ready_keys(office_for(self.writer, ""))
        return Section(self.data if self.is_bound else None, f"report:{uuid}", keys)

    def sign_choices(self) -> list[tuple[str, str]]:
        """All indicators a report may carry, the commonest first."""
        return [(sign.id, str(sign.label)) for sign in catalogue().values()]

    @property
    def common_signs(self) -> list[forms.boundfield.BoundWidget]:
        """The chips that stand in the open."""
        return [sign for sign in self["indicators"] if is_common(sign.data["value"])]

    @property
    def other_signs(self) -> list[forms.boundfield.BoundWidget]:
        """The chips under "other signs"."""
        return [sign for sign in self["indicators"] if not is_common(sign.data["value"])]

    @property
    def other_signs_by_stage(self) -> dict[str, list[forms.boundfield.BoundWidget]]:
        """The other signs under the words for what they speak of, in the order of a journey."""
        groups: dict[str, list[forms.boundfield.BoundWidget]] = {}
        for sign in self.other_signs:
            groups.setdefault(stage_words(sign.data["value"]), []).append(sign)
        return groups

    @property
    def has_other_signs(self) -> bool:
        """Whether one under "other signs" is ticked, so that the box stays open."""
        return any(sign.data["selected"] for sign in self.other_signs)

    @property
    def has_offer(self) -> bool:
        """Whether something about the offer is filled in, so that the box stays open."""
        return any(
            self[name].value() or self[name].errors for name in ("destination", "job", "fee")
        )

    @property
    def place_chips(self) -> list[places.PlaceChip]:
        """Own places, or after a doubtful name its candidates; then "elsewhere" and "unsure"."""
        chosen = self["place"].value() or ""
        chips = [*self.candidates, *self.own_chips]
        if chosen not in {chip.value for chip in chips} and (known := self.known_place(chosen)):
            chips.insert(0, places.chip_of(known))
        unique = {chip.value: chip for chip in chips}
        other = places.PlaceChip(places.OTHER, _("Tempat lain"))
        return [*unique.values(), other, places.PlaceChip(places.UNSURE, _("Belum pasti"))]

    @staticmethod
    def known_place(value: str) -> Region | None:
        """The area a value names, if it names one."""
        is_word = value in {"", places.OTHER, places.UNSURE}
        return None if is_word else places.region_in_force(value)

    def clean(self) -> dict[str, Any]:
        """Find the place and the moment; every fault becomes a sentence beside its field."""
        cleaned = super().clean() or self.cleaned_data
        if "place" in cleaned and "place_text" in cleaned:
            self.clean_place_and_text(cleaned["place"], cleaned["place_text"])
        if "when" in cleaned and "noticed_on" in cleaned:
            self.clean_moment(cleaned)
        self.clean_official(cleaned)
        self.clean_person(cleaned)
        if not cleaned.get("noticed") and "noticed" not in self.errors:
            self.clean_signs_only(cleaned)
        if self.section and self.section.problem:
            self.add_error(None, self.section.problem)
        return cleaned

    def clean_place_and_text(self, value: str, text: str) -> None:
        """Set ``region`` from the chip or the typed name; ask with chips when it is doubtful."""
        if value == places.UNSURE:
            return
        if value in {"", places.OTHER}:
            self.region = self.typed_place(text)
            return
        self.region = places.region_in_force(value)
        if self.region is None:
            self.add_error("place", _("Tempat itu tidak dikenal. Pilih lagi."))
        elif text and self.cleaned_data.get("place_checked") != self.place_pair(value, text):
            self.check_same_place(self.region, text)

    def typed_place(self, text: str) -> Region | None:
        """The one area the name stands for; else an error with candidates to tap."""
        if not text:
            self.add_error("place", _("Pilih tempatnya, atau “Belum pasti”."))
            return None
        found = resolved_regions(text)
        if found.single is not None:
            return found.single
        self.offer(list(found.candidates))
        return None

    def offer(self, candidates: list[Region]) -> None:
        """Ask which of the places was meant."""
        self.candidates = [places.chip_of(region) for region in candidates[:MOST_CANDIDATES]]
        if self.candidates:
            self.add_error("place", _("Ada beberapa tempat dengan nama itu. Pilih yang dimaksud."))
        else:
            self.add_error(
                "place",
                _("Nama itu belum ditemukan. Periksa tulisannya, atau pilih “Belum pasti”."),
            )

    @staticmethod
    def place_pair(value: str, text: str) -> str:
        """Chip and text together: whoever confirms this pair is not asked about it again."""
        return f"{value}|{text}"

    def check_same_place(self, region: Region, text: str) -> None:
        """A typed name of quite another place beside a chip may be a slip; ask once."""
        found = resolved_regions(text)
        meant = {candidate.code for candidate in found.candidates}
        named = found.single
        if named is not None and region.code not in meant and places.apart(named.code, region.code):
            self.candidates = [places.chip_of(named)]
            self.place_doubt = self.place_pair(region.code, text)
            self.add_error(
                "place",
                _("Anda memilih %(chip)s tetapi menulis %(text)s. Ketuk yang benar, lalu kirim.")
                % {"chip": region.name, "text": text},
            )

    def clean_moment(self, cleaned: dict[str, Any]) -> None:
        """Day and precision from chip and date."""
        try:
            day, precision = rules.moment(cleaned["when"], cleaned["noticed_on"], self.today)
        except ValueError as contradiction:
            self.add_error("when", str(contradiction))
            return
        cleaned["moment"] = (day, precision)

    def clean_official(self, cleaned: dict[str, Any]) -> None:
        """The tick and the agency belong together: one without the other is asked about."""
        if "official_agency" not in self.fields or "official_agency" in self.errors:
            return
        if bool(cleaned.get("names_official")) != bool(cleaned.get("official_agency")):
            self.add_error(
                "official_agency",
                _("Centang dan pilih instansinya, supaya laporan tidak sampai kepada mereka."),
            )

    def clean_signs_only(self, cleaned: dict[str, Any]) -> None:
        """Ticked signs alone are a report too; their labels become its words."""
        if signs := sign_words(sorted(cleaned.get("indicators", []))):
            cleaned["noticed"] = rules.SIGNS_ALONE + "; ".join(signs) + "."
        else:
            self.add_error("noticed", _("Tulis apa yang terlihat, atau centang satu tanda."))

    def content(self) -> Content:
        """What the valid form says."""
        said = self.cleaned_data
        day, time_precision = said["moment"]
        amount = rules.rupiah(said["fee"])
        region = self.region
        return Content(
            noticed=said["noticed"],
            region_id=region.pk if region else None,
            region_code=region.code if region else "",
            place_text=said["place_text"],
            place_precision=places.precision_of(region) if region else PlacePrecision.UNSURE,
            noticed_on=day,
            time_precision=time_precision,
            indicators=tuple(said["indicators"]),
            things=things_in_box(said["things"], self.things_before),
            people=self.people(),
            destination=said["destination"],
            job=said["job"],
            fee=said["fee"],
            fee_rupiah=amount if amount is not None and amount >= rules.LEAST_FEE else None,
            source_kind=said["source_kind"] or SourceKind.TOLD,
            reliability=said.get("reliability") or self.grading_before[0],
            credibility=said.get("credibility") or self.grading_before[1],
        )


class ReviseForm(ReportForm):
    """The same form over an existing report, with the reason and the revision it is based on."""

    reason = forms.CharField(
        label=gettext_lazy("Mengapa diubah"),
        max_length=200,
        widget=forms.TextInput(
            attrs={"placeholder": gettext_lazy("misalnya: nomor HP salah ketik")}
        ),
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, was: Content, **options: Any) -> None:
        self.was = was
        self.grading_before = was.grading
        self.things_before = was.things
        self.people_before = was.people
        super().__init__(*arguments, **options)
        set_choices(self, "when", TimePrecision.choices)
        for name in ("agency", "names_official", "official_agency"):
            self.fields.pop(name, None)
        self.fields["uuid"].required = False

    def identity_section(self) -> None:
        """Who told it is sealed with the first sending only."""

    def sign_choices(self) -> list[tuple[str, str]]:
        """Signs that were retired meanwhile stay on the report that carries them."""
        choices = super().sign_choices()
        known = {name for name, _label in choices}
        return choices + [(name, name) for name in self.was.indicators if name not in known]

    def clean_moment(self, cleaned: dict[str, Any]) -> None:
        """ "About that week" without a day must not become this week."""
        if cleaned["noticed_on"] is None and cleaned["when"] in rules.WITH_A_DAY:
            self.add_error("when", _("Isi tanggalnya, atau pilih “Tidak tahu”."))
            return
        super().clean_moment(cleaned)


def initial_of(content: Content) -> dict[str, Any]:
    """What the revise form shows at first."""
    same = ("noticed", "place_text", "noticed_on", "destination", "job", "fee", "source_kind")
    return {name: getattr(content, name) for name in (*same, "reliability", "credibility")} | {
        "place": content.region_code or places.UNSURE,
        "when": content.time_precision,
        "indicators": list(content.indicators),
        "things": box_of(content.things),
        **person_initial(content),
        "place_checked": ReportForm.place_pair(content.region_code, content.place_text),
    }


class FilterForm(forms.Form):
    """The filters of the list; no other names are understood."""

    saya = forms.BooleanField(label=gettext_lazy("Hanya laporan saya"), required=False)
    wilayah = forms.ChoiceField(label=gettext_lazy("Wilayah"), required=False)
    dari = forms.DateField(
        label=gettext_lazy("Dari tanggal"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    sampai = forms.DateField(
        label=gettext_lazy("Sampai tanggal"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    instansi = forms.ModelChoiceField(
        label=gettext_lazy("Instansi"), queryset=Agency.objects.all(), required=False
    )
    kata = forms.CharField(label=gettext_lazy("Kata dalam laporan"), max_length=80, required=False)

    def __init__(self, *arguments: Any, viewer: User, **options: Any) -> None:
        super().__init__(*arguments, **options)
        areas = [(area.code, places.level_name(area)) for area in areas_to_filter(viewer)]
        set_choices(self, "wilayah", [("", _("Semua")), *areas])
        if not sees_others(viewer):
            del self.fields["saya"], self.fields["instansi"]

    def wish(self) -> Wish:
        """What is asked for; a field that cannot be read asks for nothing."""
        asked = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        return Wish(
            mine=asked.get("saya", False),
            area=asked.get("wilayah", ""),
            since=asked.get("dari"),
            until=asked.get("sampai"),
            agency_id=agency.pk if (agency := asked.get("instansi")) else None,
            words=asked.get("kata", ""),
        )
