"""Reports with their append-only revisions, and the imports that brought some of them."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThan
from django.utils.translation import gettext_lazy as _

from kentongan.access.labels import Label
from kentongan.accounts.models import Agency, Office, User
from kentongan.encryption.cells import LENGTH_OF_NOTHING
from kentongan.encryption.fields import EncryptedBytes, EncryptedJSON, EncryptedText
from kentongan.encryption.rows import Protected
from kentongan.regions.models import Region


class TimePrecision(models.TextChoices):
    """How exactly the day is known."""

    EXACT = "exact", _("Tanggal pasti")
    DAY = "day", _("Sekitar tanggal itu")
    WEEK = "week", _("Sekitar minggu itu")
    MONTH = "month", _("Sekitar bulan itu")
    UNKNOWN = "unknown", _("Tidak tahu")


class PlacePrecision(models.TextChoices):
    """How exactly the place is known."""

    VILLAGE = "village", _("Desa atau kelurahan")
    DISTRICT = "district", _("Hanya kecamatan")
    REGENCY = "regency", _("Hanya kabupaten")
    UNSURE = "unsure", _("Belum pasti")


class SourceKind(models.TextChoices):
    """How the reporter knows."""

    SEEN = "seen", _("Melihat sendiri")
    TOLD = "told", _("Diceritakan orang")
    DOCUMENT = "document", _("Dari surat, brosur atau pesan")
    RUMOUR = "rumour", _("Kabar angin saja")


class Reliability(models.TextChoices):
    """Source reliability of the 6×6 grading (NATO/5x5x5 family): the source."""

    A = "A", _("A · Selalu dapat dipercaya")
    B = "B", _("B · Biasanya dapat dipercaya")
    C = "C", _("C · Cukup dapat dipercaya")
    D = "D", _("D · Sering tidak tepat")
    E = "E", _("E · Tidak dapat dipercaya")
    F = "F", _("F · Belum dapat dinilai")


class Credibility(models.TextChoices):
    """Information credibility of the 6×6 grading: what is said."""

    CONFIRMED = "1", _("1 · Dibenarkan sumber lain")
    PROBABLE = "2", _("2 · Sangat mungkin")
    POSSIBLE = "3", _("3 · Mungkin")
    DOUBTFUL = "4", _("4 · Meragukan")
    IMPROBABLE = "5", _("5 · Tidak masuk akal")
    UNKNOWN = "6", _("6 · Belum dapat dinilai")


class ImportState(models.TextChoices):
    """Where an import stands; the order is the order of work."""

    UPLOADED = "uploaded", _("Diterima")
    READ = "read", _("Terbaca")
    CHECKED = "checked", _("Diperiksa")
    COMMITTED = "committed", _("Masuk")
    UNDONE = "undone", _("Dibatalkan")
    REFUSED = "refused", _("Ditolak")


class ImportBatch(Protected):
    """One line list (a file) on its way in. The same bytes in one office are the same batch."""

    sha256 = models.CharField(max_length=64)  # blinded: whoever has the file alone finds nothing
    file_name = EncryptedText()
    size = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=ImportState, default=ImportState.UPLOADED)
    content = EncryptedBytes()  # emptied once the rows are in
    sheet = EncryptedText()
    columns = models.JSONField(default=dict)  # field name → column numbers, from 0
    headings = EncryptedJSON()
    notes = EncryptedJSON()  # Indonesian sentences about the whole file
    problem = EncryptedText()
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    label = models.PositiveSmallIntegerField(choices=Label, default=Label.CONFIDENTIAL)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    committed_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    bound_to = ("office_id", "sha256")

    class Privacy:
        personal = {
            "file_name": _("nama berkas dari pengirim"),
            "content": _("isi berkas, dapat menyebut orang"),
            "notes": _("kalimat tentang berkas, dapat mengutip isinya"),
            "problem": _("kalimat tentang berkas, dapat mengutip isinya"),
            "headings": _("judul kolom dari pengirim"),
            "sheet": _("nama lembar dari pengirim"),
            "author": _("petugas yang mengunggah"),
        }
        plain = {
            "id",
            "sha256",
            "size",
            "state",
            "columns",
            "office",
            "label",
            "uploaded_at",
            "committed_at",
            "undone_at",
        }

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["office", "sha256"], name="one_batch_per_file")
        ]

    def __str__(self) -> str:
        return str(self.file_name)


class RowStatus(models.TextChoices):
    """What becomes of one row."""

    WAITING = "waiting", _("Belum diperiksa")
    ACCEPTED = "accepted", _("Diterima")
    QUESTION = "question", _("Diterima dengan catatan")
    REJECTED = "rejected", _("Ditolak")
    REPEATED = "repeated", _("Sudah ada")
    SKIPPED = "skipped", _("Bukan laporan")


class ImportRow(Protected):
    """One row of a line list: the cells as they stood, what was understood, what to do."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()  # the row number Excel shows
    cells = EncryptedJSON()
    status = models.CharField(max_length=10, choices=RowStatus, default=RowStatus.WAITING)
    messages = EncryptedJSON()  # Indonesian sentences, what to do
    parsed = EncryptedJSON(empty=dict)
    report_uuid = models.UUIDField(null=True)

    bound_to = ("batch_id", "number")

    class Privacy:
        personal = {
            "cells": _("isi baris, dapat menyebut orang"),
            "messages": _("kalimat tentang baris, dapat mengutip isinya"),
            "parsed": _("isi baris yang terbaca, dapat menyebut orang"),
        }
        plain = {"id", "batch", "number", "status", "report_uuid"}

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="one_row_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}:{self.number}"


class Report(models.Model):
    """Something noticed, from any source. What it says stands in its revisions.

    ``region_code`` copies the current revision's place for the visibility gate and for maps;
    "" means unsure. ``examined_at`` is empty until detection has looked at the current revision,
    ``counted_at`` until it decided whether the report counts as a voice, and again once it has to.
    ``voice`` is who told it: one person repeating himself stays one voice.
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="reports")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="reports")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="reports")
    label = models.PositiveSmallIntegerField(choices=Label, default=Label.CONFIDENTIAL)
    region_code = models.CharField(max_length=13, blank=True, db_index=True)
    voice = models.CharField(max_length=64)
    # The special channel: a report that names an official stays out of sight of that agency.
    hidden_from = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    batch = models.ForeignKey(
        ImportBatch, on_delete=models.PROTECT, null=True, related_name="reports"
    )
    row_number = models.PositiveIntegerField(null=True)
    current = models.OneToOneField(
        "Revision", on_delete=models.PROTECT, null=True, related_name="+"
    )
    recorded_at = models.DateTimeField(auto_now_add=True)
    examined_at = models.DateTimeField(null=True, db_index=True)
    counted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Privacy:
        personal = {
            "author": _("petugas yang mencatat"),
            "voice": _("tanda pembeda orang yang mengabarkan"),
        }
        plain = {
            "id",
            "uuid",
            "office",
            "agency",
            "label",
            "hidden_from",
            "region_code",
            "batch",
            "row_number",
            "current",
            "recorded_at",
            "examined_at",
            "counted_at",
            "withdrawn_at",
        }

    class Meta:
        ordering = ["-recorded_at", "-pk"]
        indexes = [
            # The first page of one's own list, without sorting all reports.
            models.Index(fields=["author", "-recorded_at", "-id"], name="reports_of_an_author"),
            # What detection reads around a report that came in.
            models.Index(
                fields=["office", "region_code", "recorded_at"], name="reports_of_a_place"
            ),
            # What nobody has examined yet, in its order: a worker asks four times a second.
            models.Index(
                fields=["recorded_at", "id"],
                condition=Q(examined_at__isnull=True),
                name="reports_waiting",
            ),
            # What nobody decided of: a night asks, and does not go through all reports.
            models.Index(
                fields=["office", "recorded_at"],
                condition=Q(
                    counted_at__isnull=True, hidden_from__isnull=True, withdrawn_at__isnull=True
                ),
                name="reports_uncounted",
            ),
            models.Index(
                fields=["office", "hidden_from"],
                condition=Q(hidden_from__isnull=False),
                name="reports_kept_away",
            ),
            models.Index(
                fields=["withdrawn_at"],
                condition=Q(withdrawn_at__isnull=False),
                name="reports_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)


class Revision(Protected):
    """What a report says at one time; never changed, only followed by the next one, or erased."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    written_at = models.DateTimeField(auto_now_add=True)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reason = EncryptedText(_("alasan perubahan"))

    noticed = EncryptedText(_("apa yang terlihat"))
    region = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, related_name="+")
    place_text = EncryptedText(_("tempat, seperti ditulis"))
    place_precision = models.CharField(max_length=10, choices=PlacePrecision)
    noticed_on = models.DateField(null=True)
    time_precision = models.CharField(max_length=10, choices=TimePrecision)
    indicators = models.JSONField(default=list)  # indicator ids
    things = EncryptedJSON()  # [{"kind": "phone", "raw": "0850…"}]
    destination = EncryptedText(_("negara tujuan"))
    job = EncryptedText(_("pekerjaan"))
    fee = EncryptedText(_("biaya, seperti ditulis"))
    fee_rupiah = models.PositiveBigIntegerField(null=True)
    source_kind = models.CharField(max_length=10, choices=SourceKind, default=SourceKind.TOLD)
    reliability = models.CharField(max_length=1, choices=Reliability, default=Reliability.F)
    credibility = models.CharField(max_length=1, choices=Credibility, default=Credibility.UNKNOWN)

    bound_to = ("report_id", "number")

    class Privacy:
        personal = {
            "written_by": _("petugas yang mencatat"),
            "reason": _("keterangan bebas petugas"),
            "noticed": _("isi laporan, dapat menyebut orang"),
            "place_text": _("tempat seperti ditulis, dapat berupa alamat"),
            "things": _("nomor, rekening, akun atau nama yang disebut"),
            "noticed_on": _("hari kejadian, dapat menunjuk pelapor"),
            "job": _("pekerjaan yang ditawarkan, tulisan bebas"),
            "destination": _("negara tujuan, tulisan bebas"),
            "fee": _("biaya, tulisan bebas"),
        }
        plain = {
            "id",
            "report",
            "number",
            "written_at",
            "region",
            "place_precision",
            "time_precision",
            "indicators",
            "fee_rupiah",
            "source_kind",
            "reliability",
            "credibility",
        }

    class Meta:
        ordering = ["report", "number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="one_revision_per_number"),
            models.CheckConstraint(
                condition=Q(time_precision="unknown", noticed_on=None)
                | (~Q(time_precision="unknown") & Q(noticed_on__isnull=False)),
                name="a_known_time_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(place_precision="unsure") | Q(region__isnull=False),
                name="a_known_place_has_a_region",
            ),
            # The database sees how long the ciphertext is, and nothing else.
            models.CheckConstraint(
                condition=Q(data_key=None) | Q(GreaterThan(Length("noticed"), LENGTH_OF_NOTHING)),
                name="a_report_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}.{self.number}"
