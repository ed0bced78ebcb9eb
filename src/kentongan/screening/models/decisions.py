"""Facts that were found, and what was proposed, decided and answered on them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kentongan.accounts.models import Office, User
from kentongan.encryption.fields import EncryptedJSON, EncryptedText
from kentongan.encryption.rows import Protected
from kentongan.screening.catalogues import GRAVE, Decision
from kentongan.screening.models.applications import Application

DECISIONS = {
    Decision.ISSUE.value: _("Terbitkan"),
    Decision.ASK.value: _("Minta kelengkapan"),
    Decision.REFER.value: _("Limpahkan untuk pemeriksaan (BAP)"),
    Decision.POSTPONE.value: _("Tunda"),
    Decision.REFUSE.value: _("Tolak"),
}

GRAVE_WORDS = sorted(one.value for one in GRAVE)


class StoredFinding(Protected):
    """A checkable fact about an application; ``key`` is that of ``findings.Finding``."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="findings")
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=32)
    values = EncryptedJSON(empty=dict)
    source = EncryptedText()
    on = models.DateField()
    found_at = models.DateTimeField()

    bound_to = ("application_id", "key")

    class Privacy:
        personal = {
            "key": _("sidik fakta tentang pemohon"),
            "values": _("isi fakta tentang pemohon"),
            "source": _("tempat fakta itu tercatat"),
        }
        plain = {"id", "office", "application", "kind", "on", "found_at"}

    class Meta:
        ordering = ["found_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "key"], name="one_finding_per_key")
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.application_id})"


class NotTheSame(Protected):
    """That somebody said of a finding that it is about somebody or something else, and why."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="denials")
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=32)
    reason = EncryptedText()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    bound_to = ("application_id", "key")

    class Privacy:
        personal = {
            "key": _("sidik fakta tentang pemohon"),
            "reason": _("keterangan bebas petugas"),
            "by": _("petugas yang menilai"),
        }
        plain = {"id", "office", "application", "kind", "at"}

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "key"], name="one_denial_per_finding")
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.application_id})"


class Proposal(Protected):
    """A decision as it is proposed; never changed, only given back, decided or followed."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="proposals")
    number = models.PositiveIntegerField()
    decision = models.CharField(max_length=10, choices=DECISIONS)
    reason_code = models.CharField(max_length=3)
    words = EncryptedText()
    proposer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    given_back_at = models.DateTimeField(null=True)
    given_back_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answer = EncryptedText()  # why it was given back

    bound_to = ("application_id", "number")

    class Privacy:
        personal = {
            "words": _("alasan usulan dengan kata-kata petugas"),
            "proposer": _("petugas yang mengusulkan"),
            "given_back_by": _("petugas yang mengembalikan usulan"),
            "answer": _("alasan mengembalikan usulan"),
        }
        plain = {
            *("id", "office", "application", "number", "decision", "reason_code", "at"),
            "given_back_at",
        }

    class Meta:
        ordering = ["application", "number"]
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="one_proposal_per_turn")
        ]

    def __str__(self) -> str:
        return f"{self.application_id}.{self.number}: {self.decision}"


class ProposalFact(models.Model):
    """A fact on which a proposal rests."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", db_index=False)
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="facts")
    finding = models.ForeignKey(StoredFinding, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        personal: dict[str, str] = {}
        plain = {"id", "office", "proposal", "finding"}

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "finding"], name="a_fact_once_per_proposal")
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.finding_id}"


class Letter(Protected):
    """A letter to the applicant as it was printed; ``content`` holds its sentences."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="letters")
    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, null=True, related_name="letters"
    )
    number = models.CharField(max_length=40)
    kind = models.CharField(max_length=20)
    content = EncryptedJSON(empty=dict)
    printed_at = models.DateTimeField()
    printed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    bound_to = ("application_id", "number")

    class Privacy:
        personal = {
            "content": _("surat kepada pemohon"),
            "printed_by": _("petugas yang mencetak"),
        }
        plain = {"id", "office", "application", "proposal", "number", "kind", "printed_at"}

    class Meta:
        ordering = ["printed_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["office", "number"], name="one_letter_per_number")
        ]

    def __str__(self) -> str:
        return self.number


class Ruling(Protected):
    """What was decided on a proposal. The database holds what a grave decision must carry.

    Decision, reason and proposer are those of the proposal, so that one row says it all.
    """

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="rulings")
    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="ruling")
    decision = models.CharField(max_length=10, choices=DECISIONS)
    reason_code = models.CharField(max_length=3)
    proposer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decider = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, null=True, related_name="+")
    carrying = models.ForeignKey(
        StoredFinding, on_delete=models.PROTECT, null=True, related_name="+"
    )
    words = EncryptedText()
    at = models.DateTimeField()

    bound_to = ("proposal_id",)

    class Privacy:
        personal = {
            "proposer": _("petugas yang mengusulkan"),
            "decider": _("petugas yang memutuskan"),
            "words": _("keterangan petugas yang memutuskan"),
        }
        plain = {
            *("id", "office", "application", "proposal", "decision", "reason_code", "letter"),
            *("carrying", "at"),
        }

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["office", "at"], name="rulings_of_an_office")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(decision__in=GRAVE_WORDS) | ~Q(decider=F("proposer")),
                name="a_grave_ruling_has_two_officers",
            ),
            models.CheckConstraint(
                condition=~Q(decision__in=GRAVE_WORDS) | Q(letter__isnull=False),
                name="a_grave_ruling_has_a_letter",
            ),
            models.CheckConstraint(
                condition=~Q(decision__in=GRAVE_WORDS) | Q(carrying__isnull=False),
                name="a_grave_ruling_has_a_fact",
            ),
            models.CheckConstraint(
                condition=~Q(decision__in=GRAVE_WORDS) | ~Q(reason_code=""),
                name="a_grave_ruling_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.decision}"


class Objection(Protected):
    """What the applicant objects to a ruling, and the answer of somebody who had no part in it.

    ``proposer`` and ``decider`` are those of the ruling: the database compares the reviewer.
    """

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    ruling = models.OneToOneField(Ruling, on_delete=models.PROTECT, related_name="objection")
    words = EncryptedText()
    received_on = models.DateField()
    received_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decider = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reviewer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    overturned = models.BooleanField(null=True)
    answer = EncryptedText()
    answered_at = models.DateTimeField(null=True)

    bound_to = ("ruling_id",)

    class Privacy:
        personal = {
            "words": _("keberatan pemohon"),
            "received_by": _("petugas yang menerima keberatan"),
            "proposer": _("petugas yang mengusulkan"),
            "decider": _("petugas yang memutuskan"),
            "reviewer": _("petugas yang menjawab keberatan"),
            "answer": _("jawaban atas keberatan"),
        }
        plain = {"id", "office", "ruling", "received_on", "overturned", "answered_at"}

    class Meta:
        ordering = ["received_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reviewer=None)
                | (~Q(reviewer=F("proposer")) & ~Q(reviewer=F("decider"))),
                name="a_reviewer_had_no_part",
            ),
            models.CheckConstraint(
                condition=Q(reviewer=None, overturned=None, answered_at=None)
                | Q(reviewer__isnull=False, overturned__isnull=False, answered_at__isnull=False),
                name="an_answer_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ruling_id}"


class Examination(Protected):
    """The result of an examination record (BAP) about one statement of the applicant."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="examinations"
    )
    number = models.CharField(max_length=40)  # of the record
    statement = EncryptedText()
    is_proven_false = models.BooleanField()
    on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    bound_to = ("application_id", "number")

    class Privacy:
        personal = {
            "statement": _("keterangan pemohon yang diperiksa"),
            "is_proven_false": _("hasil pemeriksaan atas keterangan pemohon"),
            "by": _("kepala seksi yang memeriksa"),
        }
        plain = {"id", "office", "application", "number", "on"}

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "number"], name="one_examination_per_number"
            )
        ]

    def __str__(self) -> str:
        return self.number
