"""What the office tells a data subject: built from an allow-list, so that no source shows.

In the answer stand only: what was asked, in the asker's own writing; of each kind of thing the
office holds under it, how often it is mentioned, the months and regencies (both only from three
independent voices on), and the closed alerts about it by kind, month and outcome; of the passport
desk, what ``screening.subject_access`` tells an applicant of himself. Never: who told
it, any words of a report, a day, a village, an officer, an open alert, a tip on the special channel
(UU 27/2022 art. 15 and 33; UU 21/2007 art. 24).
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format

from kentongan.access.explaining import KINDS
from kentongan.access.wall import trusted
from kentongan.alerts.models import Alert, Effect, Outcome, SignalKind, State
from kentongan.audit.models import AuditEvent
from kentongan.audit.retention import rules_on
from kentongan.entities.models import Mention, Thing, ThingKind
from kentongan.entities.person_queries import people_called
from kentongan.entities.queries import exact_keys
from kentongan.entities.sides import SIDES, Side
from kentongan.regions.queries import in_force
from kentongan.screening.subject_access import applications_held
from kentongan.website.models import Decision, SubjectRequest
from kentongan.website.privacy.documents import (
    Block,
    Paper,
    day_words,
    facts,
    heading,
    items,
    paragraph,
    table,
)
from kentongan.website.privacy.register import kept_words

# Fewer voices, and a month or a regency could point at the one who told it.
FEWEST_VOICES = 3
REGENCY_CODE = len("35.03")
WITHHELD = "tidak dirinci, agar tidak menunjuk orang lain (UU 27/2022 Pasal 33 huruf b)"
PURPOSE = "Peringatan dini perdagangan orang dan penyelundupan manusia"
GROUND = "Pelaksanaan tugas dan kewenangan publik; kewajiban hukum (UU 27/2022 Pasal 20 ayat 2)"
MOST_ASKED = 10
KEPT_OF = ("reports.", "alerts.", "screening.Application")
NOT_COPIED = (
    "Catatan petugas, pemeriksaan, dan keterangan tentang orang lain tidak disalin di sini, baik "
    "ada maupun tidak (UU 27/2022 Pasal 33 huruf b)."
)


def asked_lines(text: str) -> list[str]:
    """What was asked, a line each, at most ten."""
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line][:MOST_ASKED]


def answer(request: SubjectRequest) -> dict[str, Any]:
    """The whole answer as plain data; the same data in the database give the same answer."""
    return {
        "office": settings.OFFICE_NAME,
        "request": request.pk,
        "received": date_format(timezone.localdate(request.received_at), "j F Y"),
        "held": [held(line, request.asker) for line in asked_lines(request.asked)],
        "purpose": PURPOSE,
        "ground": GROUND,
        "retention": retention_words(timezone.localdate(request.received_at)),
    }


def held(line: str, asker: str) -> dict[str, Any]:
    """What the office holds under one line that was asked, and what the passport desk does."""
    with trusted():  # counts of the whole office, also for an answerer who reads no mention
        found = [thing for thing in things_called(line) if standing(thing).exists()]
        people = [answer for side in SIDES.values() for answer in of_people(side, line)]
        return {
            "asked": line,
            "things": [*(of_thing(thing) for thing in found), *people],
            "applications": applications_held(line, asker),
        }


def things_called(line: str) -> Iterable[Thing]:
    """Everything of which the line is a writing; exact, never by resemblance."""
    condition = Q(pk__in=[])
    for kind, key in exact_keys(line):
        condition |= Q(kind=kind, key=key)
    return Thing.objects.filter(condition).order_by("kind", "key")


def standing(thing: Thing) -> Any:
    """Its mentions, without those on the special channel."""
    return Mention.objects.filter(thing=thing, withdrawn=False, hidden_from=None)


def of_thing(thing: Thing) -> dict[str, Any]:
    """The few facts about one thing that may leave the office."""
    told = counted(list(standing(thing).values_list("voice", "noticed_on", "region_code")))
    key = f"{thing.kind}:{thing.key}"
    return {
        "kind": str(ThingKind(thing.kind).label),
        **told,
        "alerts": closed_alerts(Q(key=key) | Q(key__startswith=f"{key}@")),
        "handled": AuditEvent.objects.filter(subject=f"thing:{thing.pk}").count(),
    }


def of_people(side: Side, line: str) -> Iterable[dict[str, Any]]:
    """The same about people of one sort who are called so, with those confirmed to be the same."""
    named = people_called(side, line)
    rows = side.told.filter(named, withdrawn=False, hidden_from=None).distinct()
    if not rows.exists():
        return
    keys = set(rows.values_list("pk", flat=True))
    subjects = [f"{side.word}:{pk}" for pk in sorted(keys)]
    yield {
        "kind": str(KINDS[side.kind]),
        **counted(list(rows.values_list("voice", "noticed_on", "region_code"))),
        "alerts": closed_alerts(Q(key__in=subjects)),
        "handled": AuditEvent.objects.filter(subject__in=subjects).count(),
    }


def counted(rows: list[tuple[str, date | None, str]]) -> dict[str, Any]:
    """How often, when and where; both only from three independent voices on."""
    enough = len({voice for voice, _day, _code in rows}) >= FEWEST_VOICES
    return {
        "mentions": len(rows) if enough else f"kurang dari {FEWEST_VOICES}",
        "months": months(day for _voice, day, _code in rows) if enough else WITHHELD,
        "regencies": regencies(code for _voice, _day, code in rows) if enough else WITHHELD,
    }


def months(days: Iterable[date | None]) -> list[str]:
    """``Agustus 2026``, each once, the oldest first."""
    firsts = sorted({day.replace(day=1) for day in days if day})
    return [month_words(first) for first in firsts]


def month_words(day: date) -> str:
    return date_format(day, "F Y")


def regencies(codes: Iterable[str]) -> list[str]:
    """The names of the regencies, each once."""
    wanted = {code[:REGENCY_CODE] for code in codes if len(code) >= REGENCY_CODE}
    names = in_force().filter(code__in=wanted).order_by("code")
    return list(names.values_list("name", flat=True))


def closed_alerts(about_it: Q) -> list[dict[str, str]]:
    """The closed alerts about it, without their words; open ones are never told."""
    about = Alert.objects.filter(about_it, hidden_from=None)
    closed = about.filter(state=State.CLOSED).order_by("raised_at", "pk")
    return [
        {
            "kind": str(SignalKind(alert.kind).label),
            "month": month_words(timezone.localdate(alert.raised_at)),
            "outcome": str(Outcome(alert.outcome).label),
            "effect": str(Effect(alert.effect).label) if alert.effect else "–",
        }
        for alert in closed
    ]


def retention_words(on: date) -> list[str]:
    """How long what is kept of reports and alerts stays."""
    kept = [rule for rule in rules_on(on) if rule.model.startswith(KEPT_OF)]
    return [f"{rule.what}: {kept_words(rule)}" for rule in kept]


def as_text(document: dict[str, Any]) -> str:
    """The one text of an answer."""
    return json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def hash_of(text: str) -> str:
    """What is approved."""
    return hashlib.sha256(text.encode()).hexdigest()


# --- the paper ----------------------------------------------------------------------------------

RIGHTS = (
    "Memperbaiki data yang keliru (Pasal 6); dijawab dalam 3×24 jam.",
    "Mengakhiri pemrosesan, menghapus atau memusnahkan data (Pasal 8).",
    "Berkeberatan atas keputusan otomatis (Pasal 10). Kantor ini tidak memakai keputusan otomatis.",
    "Mengadu kepada lembaga pelindungan data pribadi, atau menggugat (Pasal 12).",
)


def paper(request: SubjectRequest) -> Paper:
    """The approved answer as a letter; raises ValueError before it was approved."""
    if request.approved_at is None:
        raise ValueError("this answer was not approved")
    if request.decision == Decision.REFUSED:
        return refusal(request)
    document = json.loads(request.document)
    blocks: list[Block] = [
        facts({"Nomor permintaan": str(document["request"]), "Diterima": document["received"]}),
        facts({"Tujuan pemrosesan": document["purpose"], "Dasar": document["ground"]}),
    ]
    for one in document.get("held", ()):
        blocks += blocks_of(one)
    if said := document.get("said"):
        blocks.append(paragraph(said))
    blocks += [heading("Berapa lama disimpan"), items(document["retention"])]
    blocks += [heading("Hak Anda selanjutnya"), items(RIGHTS)]
    return Paper("Jawaban atas Permintaan Subjek Data", tuple(blocks), signers=("Kepala Kantor",))


def blocks_of(one: dict[str, Any]) -> list[Block]:
    """What is held under one line."""
    blocks = [heading(f"Tentang: {one['asked']}")]
    applications = one.get("applications", ())
    if not one["things"] and not applications:
        return [*blocks, paragraph("Kantor tidak menyimpan catatan dengan tulisan ini.")]
    for thing in one["things"]:
        blocks.append(
            facts(
                {
                    "Disimpan sebagai": thing["kind"],
                    "Disebut": f"{thing['mentions']} kali",
                    "Bulan": listed(thing["months"]),
                    "Kabupaten atau kota": listed(thing["regencies"]),
                    "Dibuka atau dinilai petugas": f"{thing['handled']} kali",
                }
            )
        )
        if thing["alerts"]:
            rows = [(a["kind"], a["month"], a["outcome"], a["effect"]) for a in thing["alerts"]]
            blocks.append(
                table(("Peringatan yang sudah selesai", "Bulan", "Hasil", "Akibat"), rows)
            )
    return [*blocks, *(block for told in applications for block in blocks_of_application(told))]


def blocks_of_application(told: dict[str, Any]) -> list[Block]:
    """One application for a passport, as its applicant is told."""
    rows = [(a["decision"], a["day"], a["why"], a["objection"]) for a in told["decisions"]]
    heads = ("Keputusan", "Tanggal", "Alasan", "Keberatan")
    return [
        heading(f"Permohonan paspor {told['number']}"),
        facts(
            {
                "Dibuka": told["opened"],
                "Tujuan": told["purpose"],
                "Tahap": told["state"],
                **told["own"],
                "Jawaban wawancara": f"{told['answers']} pertanyaan",
                "Dokumen yang dicatat": listed(told["papers"]) if told["papers"] else "tidak ada",
                "Surat kepada Anda": "; ".join(told["letters"]) or "tidak ada",
                "Diminta membantu": "; ".join(told["helpers"]) or "tidak ada",
                "Dibuka atau dikerjakan petugas": f"{told['handled']} kali",
            }
        ),
        *([table(heads, rows)] if rows else []),
        paragraph(NOT_COPIED),
    ]


def listed(value: str | list[str]) -> str:
    return value if isinstance(value, str) else ", ".join(value) or "tidak diketahui"


def refusal(request: SubjectRequest) -> Paper:
    """The same letter whether anything is held or not."""
    received = day_words(timezone.localdate(request.received_at))
    return Paper(
        "Jawaban atas Permintaan Subjek Data",
        (
            facts({"Nomor permintaan": str(request.pk), "Diterima": received}),
            paragraph(
                "Permintaan Anda tidak dapat dipenuhi. Surat ini tidak berarti bahwa kantor "
                "menyimpan, atau tidak menyimpan, data tentang Anda."
            ),
            paragraph(f"Alasan: {request.ground}"),
            heading("Hak Anda selanjutnya"),
            items(RIGHTS),
        ),
        signers=("Kepala Kantor",),
    )


def is_late(request: SubjectRequest, now: datetime) -> bool:
    """Whether the clock ran out before the answer left."""
    return (request.closed_at or now) > request.due_at
