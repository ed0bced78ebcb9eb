"""Some weeks at the passport desk of the demo, through its own doors; everybody is made up."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from kentongan.accounts.models import User
from kentongan.entities.told import Person
from kentongan.screening.actions import deciding, interviewing, objecting
from kentongan.screening.actions.applications import open_application
from kentongan.screening.actions.deciding import Wish
from kentongan.screening.actions.follow_up import record_outcome, refer
from kentongan.screening.actions.handing_over import Given, hand_over
from kentongan.screening.actions.interest import enter_interest
from kentongan.screening.actions.letters import print_answer_letter, print_decision_letter
from kentongan.screening.actions.lists import load_list
from kentongan.screening.actions.quality import count_quality
from kentongan.screening.applicants import Applicant, Told
from kentongan.screening.catalogues import Decision
from kentongan.screening.interest.queries import ended_with_decision
from kentongan.screening.letters.words import papers_to_ask
from kentongan.screening.models import (
    Afterwards,
    Application,
    ListKind,
    Need,
    Recipient,
    Taker,
    Way,
)

DAYS = 40  # of history; the last day is today's queue
FIRST = (
    *("Sri", "Agus", "Wati", "Budi", "Lestari", "Yuli", "Eko", "Ratih", "Slamet", "Dewi"),
    *("Anto", "Murni", "Joko", "Ningsih", "Bagas", "Tutik"),
)
LAST = ("Rahayu", "Santoso", "Handayani", "Prasetya", "Wibawa", "Utami", "Kusuma", "Nugraha")
PURPOSES = ("umrah", "work", "tourism", "family", "study", "umrah", "work", "haj")
LISTED = "nama,nomor izin\nPT Rekaan Jaya Abadi,SIP3MI-001\nPT Contoh Maju,SIP3MI-002\n"
ISSUE = Wish(Decision.ISSUE, "I1", "Dokumen lengkap dan tujuannya jelas.")
ASK = Wish(Decision.ASK, "A1", "Akta kelahiran belum dibawa pemohon.")
DRAWN = Wish(Decision.REFER, "R3", "Terpilih acak untuk pemeriksaan mutu.")
REASON = "Dua permohonan atas satu NIK dalam satu minggu, diajukan orang yang sama."
OBJECTION = "Permohonan yang pertama sudah saya batalkan sebelum yang kedua."


@dataclass
class Counter:
    """Who sits at the counter, from which villages people come, and the number of the last one."""

    people: Mapping[str, User]
    villages: Sequence[str]
    chance: random.Random
    count: int = field(default=0)

    @property
    def officer(self) -> User:
        return self.people["galih"]

    def somebody(self, born: date | None = None) -> Person:
        """A made-up person; the number lies in an area that nobody has."""
        self.count += 1
        born = born or date(1965 + self.chance.randrange(40), 1 + self.count % 12, 10)
        sex = self.chance.choice("PL")
        day = born.day + (40 if sex == "P" else 0)
        number = f"990101{day:02}{born:%m%y}{self.count:04}"
        name = f"{self.chance.choice(FIRST)} {self.chance.choice(LAST)}"
        phone = f"08500088{self.count:04}"
        return Person(name=name, national_id=number, birth_date=born, sex=sex, phones=(phone,))

    def open(
        self, at: datetime, person: Person | None = None, purpose: str = "", **more: str
    ) -> Application:
        """Somebody comes to the counter."""
        applicant = Applicant(person or self.somebody(), **more)
        chosen = purpose or PURPOSES[self.count % len(PURPOSES)]
        told = Told(applicant, chosen, self.chance.choice(self.villages) if self.villages else "")
        return open_application(by=self.officer, told=told, now=at)

    def settle(self, application: Application, wish: Wish, at: datetime) -> None:
        """What one officer may decide alone, with its letter."""
        by, now = self.officer, at + timedelta(minutes=20)
        proposal = deciding.propose(by=by, application=application, wish=wish, now=now)
        asked = papers_to_ask(application.purpose, timezone.localdate(at), child=False)
        papers = tuple(asked)[:1] if wish is ASK else ()
        print_decision_letter(by=by, proposal=proposal, papers=papers, now=now)
        deciding.decide(by=by, application=application, now=now)

    def refuse(self, at: datetime) -> Application:
        """The same person comes twice, and the second application is refused."""
        person = self.somebody()
        self.open(at, person)
        application = self.open(at + timedelta(minutes=30), person)
        facts = application.findings.filter(kind="duplicate_application")
        words = "Permohonan pertama atas NIK ini masih berjalan."
        keys = frozenset(facts.values_list("key", flat=True))
        wish = Wish(Decision.REFUSE, "T1", words, keys)
        later = at + timedelta(hours=1)
        proposal = deciding.propose(by=self.officer, application=application, wish=wish, now=later)
        print_decision_letter(by=self.officer, proposal=proposal, now=later)
        deciding.decide(by=self.people["ratna"], application=application, now=later)
        return Application.objects.get(pk=application.pk)

    def hand_over(self, application: Application, at: datetime) -> None:
        """The applicant waits for the letter and takes it along."""
        given = Given(Way.READ_ALOUD, Taker.APPLICANT, timezone.localdate(at))
        letter = application.letters.get()
        hand_over(by=self.officer, letter=letter, given=given, now=at + timedelta(hours=2))


def fill_desk(
    *, people: Mapping[str, User], villages: Sequence[str], today: date, seed: int
) -> int:
    """The desk's last weeks and today's queue; returns how many applications there are."""
    chance = random.Random(seed)  # noqa: S311  # a demo, not a secret
    counter = Counter(people, villages, chance)
    load_lists(people["ratna"], today)
    mornings = [moment(today - timedelta(days=back)) for back in range(DAYS, 0, -1)]
    for number, at in enumerate(one for one in mornings if one.weekday() < 5):
        an_ordinary_day(counter, at, number)
    grave_ones(counter, mornings)
    today_at_the_counter(counter, min(moment(today), timezone.now()))
    office = counter.officer.office
    if office is not None:
        count_quality(office=office, now=timezone.now())
    return counter.count


def moment(day: date) -> datetime:
    """Nine o'clock at the office."""
    return timezone.make_aware(datetime.combine(day, time(9)))


def load_lists(by: User, today: date) -> None:
    """The dated lists of licensed firms and pilgrimage operators."""
    for kind in ListKind:
        load_list(
            by=by, kind=kind.value, listed_on=today - timedelta(days=9),
            source="Daftar rekaan untuk peragaan", content=LISTED.encode(),
        )  # fmt: skip


def an_ordinary_day(counter: Counter, at: datetime, number: int) -> None:
    """Two people get what they came for; now and then papers are missing, or lots are drawn."""
    counter.settle(counter.open(at), ISSUE, at)
    later = at + timedelta(hours=1)
    wish = {3: ASK, 6: DRAWN}.get(number % 9, ISSUE)
    counter.settle(counter.open(later), wish, later)


def grave_ones(counter: Counter, mornings: Sequence[datetime]) -> None:
    """A refusal that stands, one that is watched and objected to, and one that was taken back."""
    people, early, late = counter.people, mornings[5], mornings[-6]
    standing = counter.refuse(early)
    record_outcome(
        by=counter.officer, application=standing, kind=Afterwards.LEGAL,
        words="Mendaftar lewat Disnaker.",
    )  # fmt: skip
    counter.hand_over(standing, early)
    refer(
        by=counter.officer, application=standing, recipient=Recipient.LABOUR_OFFICE,
        need=Need.EDUCATION, agreed=True,
    )  # fmt: skip
    watched = counter.refuse(late)
    counter.hand_over(watched, late)
    enter_interest(by=people["ratna"], application=watched, months=3, reason=REASON, now=late)
    taken_back = counter.refuse(mornings[12])
    enter_interest(by=people["ratna"], application=taken_back, months=1, reason=REASON)
    objecting.object_to(
        by=counter.officer, application=taken_back, words=OBJECTION,
        received_on=timezone.localdate(mornings[20]),
    )  # fmt: skip
    objection = objecting.review(
        by=people["hadi"], application=taken_back, overturn=True, words=OBJECTION
    )
    print_answer_letter(
        by=people["hadi"], objection=objection, entry_ended_on=ended_with_decision(taken_back)
    )
    waiting = counter.refuse(mornings[-10])
    objecting.object_to(
        by=counter.officer, application=waiting, words=OBJECTION,
        received_on=timezone.localdate(mornings[-4]),
    )  # fmt: skip


def today_at_the_counter(counter: Counter, at: datetime) -> None:
    """Five people wait: an interview half done, a shared number, a child, one to be referred."""
    asked = counter.open(at, purpose="work")
    for question, answer in (("destination", "Malaysia"), ("organiser", "company")):
        interviewing.keep_answer(
            by=counter.officer, application=asked, question=question, written=answer, seconds=9
        )
    interviewing.keep_impression(
        by=counter.officer, application=asked, words="Pemohon tampak gugup; mungkin baru pertama."
    )
    for _one in range(4):
        counter.open(at, purpose="work", sponsor="Bu Rekaan", sponsor_phone="0850 0088 9901")
    counter.open(
        at, counter.somebody(date(at.year - 13, 5, 10)), "family",
        companion="Dul Karim", companion_relation="ayah", companion_phone="0850 0088 9902",
    )  # fmt: skip
    refer(
        by=counter.officer, application=asked, recipient=Recipient.VILLAGE_OFFICER,
        need=Need.EDUCATION, agreed=True,
    )  # fmt: skip
