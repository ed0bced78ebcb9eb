"""A day of applicants with planted facts: what each says, shows, and what must be found.

Pure and seeded. National id numbers are of an area that nobody has (99), telephones of a range that
no operator gives out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

APPLICANTS = 120
LISTED, UNLISTED = "PT Nusa Karya Rekaan", "PT Angin Lalu Rekaan"
LISTED_OPERATOR, UNLISTED_OPERATOR = "PT Safar Rekaan", "PT Langit Biru Rekaan"
CAUTIONED_AGENCY = "PT Bunga Layu Rekaan"
CAUTIONED_PHONE, CAUTIONED_COMPANION = "0850-0099-0001", "0850-0099-0002"
CAUTIONED_AREA = "35.02.01.2001"
FIRST = ("Siti", "Wati", "Bambang", "Agus", "Lestari", "Slamet", "Ningsih", "Joko", "Yuli", "Tri")
LAST = ("Handayani", "Prasetyo", "Wulandari", "Santoso", "Rahayu", "Sugiarto", "Puspita", "Hadi")
PURPOSES = ("work", "umrah", "haj", "study", "family", "tourism", "seafarer")
# Of these the application of the day is there already.
OPENED_BEFORE = frozenset({"not completed", "examined"})
GROWN, CHILD = date(1970, 1, 1), date(2012, 1, 1)


@dataclass(frozen=True)
class Case:
    """One applicant. ``form``: the fields of the new application; ``answers``: question → words,
    all others "tidak tahu"; ``papers``: what is shown; ``expected``: kinds of facts that are
    planted, no others may be shown. ``before``: what the office knows already."""

    form: dict[str, str]
    answers: dict[str, str] = field(default_factory=dict)
    papers: tuple[dict[str, str], ...] = ()
    expected: frozenset[str] = frozenset()
    before: str = ""


class People:
    """Invented applicants, each with a number of his own."""

    def __init__(self, seed: int) -> None:
        self.random, self.count = Random(seed), 0

    def form(self, purpose: str, *, child: bool = False, area: str = "990101") -> dict[str, str]:
        """The fields of somebody new; the number agrees with the birth date."""
        self.count += 1
        born = (CHILD if child else GROWN) + timedelta(days=self.random.randrange(9_000 // 6))
        is_woman = self.random.random() < 0.5
        digits = f"{born.day + 40 * is_woman:02d}{born:%m%y}{self.count:04d}"
        name = f"{self.random.choice(FIRST)} {self.random.choice(LAST)}"
        return {
            "name": name,
            "purpose": purpose,
            "national_id": area + digits,
            "birth_date": born.isoformat(),
            "phone": f"0850-0000-{self.count:04d}",
            "address": f"Jalan Rekaan {self.count}",
        }


def day_of_cases(seed: int) -> list[Case]:
    """The whole day, in an order that the seed chooses."""
    people = People(seed)
    planted = list(planted_cases(people))
    rest = [
        Case(people.form(people.random.choice(PURPOSES))) for _ in range(APPLICANTS - len(planted))
    ]
    found = [*planted, *rest]
    people.random.shuffle(found)
    return found


def planted_cases(people: People) -> Iterator[Case]:
    """Everything that is planted, and what looks like it and must not be shown."""
    yield from papers_and_numbers(people)
    yield from shared(people)
    yield from firms(people)
    yield from journeys(people)
    yield from cautions(people)
    yield from children(people)
    yield from histories(people)


def case(form: dict[str, str], *kinds: str, before: str = "", **answers: str) -> Case:
    """An applicant without papers."""
    return Case(form, answers, expected=frozenset(kinds), before=before)


def shows(form: dict[str, str], kind: str, *papers: dict[str, str]) -> Case:
    """An applicant with papers; ``kind``: "" for nothing to be found."""
    return Case(form, papers=papers, expected=frozenset({kind} - {""}))


def papers_and_numbers(people: People) -> Iterator[Case]:
    """Papers that differ, numbers that contradict."""
    form = people.form("family")
    yield shows(form, "document_mismatch", {"kind": "kk", "name": form["name"] + " binti Rekaan"})
    form = people.form("tourism")
    both = frozenset({"document_mismatch", "national_id_contradiction"})
    yield Case(form, papers=({"kind": "birth", "birth_date": "1950-02-03"},), expected=both)
    form = people.form("work")
    yield shows(
        form, "document_mismatch", {"kind": "ktp", "mother": "Sri Rekaan"},
        {"kind": "kk", "mother": "Ani Rekaan"},
    )  # fmt: skip
    form = people.form("family")
    yield shows(form, "", {"kind": "ktp", "name": form["name"].upper() + "."})
    form = people.form("umrah")
    wrong = people.form("umrah")["national_id"]
    yield case(
        form | {"national_id": wrong, "birth_date": "1990-12-31"}, "national_id_contradiction"
    )
    form = people.form("haj")
    other = "L" if int(form["national_id"][6]) >= 4 else "P"
    yield shows(form, "national_id_contradiction", {"kind": "ktp", "sex": other})
    yield case(people.form("study", area="350299"), "national_id_contradiction")


def shared(people: People) -> Iterator[Case]:
    """The same telephone, sponsor, address of enough others; and of too few."""
    for _ in range(4):
        yield case(people.form("work") | {"phone": "0850-0011-0011"}, "shared_contact")
    for _ in range(4):
        yield case(people.form("work") | {"sponsor": "Pak Rekaan Jaya"}, "shared_contact")
    for _ in range(7):
        yield case(people.form("family") | {"address": "Jalan Ramai 7"}, "shared_contact")
    for _ in range(3):
        yield case(people.form("work") | {"phone": "0850-0022-0022"})


def firms(people: People) -> Iterator[Case]:
    """Firms that are not on the list, and firms that are, otherwise written."""
    yield case(people.form("work"), "agency_not_listed", scheme="agency", agency=UNLISTED)
    yield case(people.form("work"), "agency_not_listed", scheme="agency", agency="Mega Rekaan CV")
    yield case(people.form("work"), scheme="agency", agency=LISTED.lower().replace("pt", "p.t."))
    yield case(people.form("umrah"), "operator_not_listed", operator=UNLISTED_OPERATOR)
    yield case(people.form("umrah"), operator=LISTED_OPERATOR.upper())


def journeys(people: People) -> Iterator[Case]:
    """Destinations and days."""
    yield case(people.form("work"), "destination_not_open", destination="Kamboja")
    yield case(people.form("seafarer"), "destination_not_open", destination="birma")
    yield case(people.form("tourism"), destination="Kamboja")
    late, early = days_ahead(90), days_ahead(20)
    dates = {"departure": late[3:], "stay": "short", "return_date": early}
    yield case(people.form("tourism"), "contradictory_dates", **dates)
    yield case(people.form("family"), "contradictory_dates", **dates)
    fitting = {"departure": early[3:], "stay": "short", "return_date": late}
    yield case(people.form("tourism"), **fitting)


def days_ahead(count: int) -> str:
    """A day from today, as people write it."""
    return f"{date.today() + timedelta(days=count):%d-%m-%Y}"  # noqa: DTZ011


def cautions(people: People) -> Iterator[Case]:
    """Things of a live alert; its area alone says nothing."""
    answers = {"organiser": "acquaintance", "organiser_phone": CAUTIONED_PHONE}
    yield case(people.form("work"), "live_caution", **answers)
    yield case(people.form("work"), "live_caution", scheme="agency", agency=CAUTIONED_AGENCY)
    yield case(people.form("work") | {"phone": CAUTIONED_PHONE}, "live_caution")
    yield case(people.form("work") | {"region_code": CAUTIONED_AREA})


def children(people: People) -> Iterator[Case]:
    """Consent that is missing, and who comes with a child."""
    yield case(people.form("family", child=True), "consent_missing", consent="none")
    yield case(people.form("family", child=True), consent="both")
    companion = {"companion": "Rekaan Dwi", "companion_phone": CAUTIONED_COMPANION}
    yield case(people.form("study", child=True) | companion, "companion_caution", consent="both")


def histories(people: People) -> Iterator[Case]:
    """What the office, or another, knows of the number already."""
    for before, kind in (
        ("open elsewhere", "duplicate_application"),
        ("open here", "duplicate_application"),
        ("refused here", "earlier_refusal"),
        ("refused elsewhere", "earlier_refusal"),
        ("overturned here", ""),
        ("issued here", ""),
    ):
        yield Case(people.form("work"), expected=frozenset({kind} - {""}), before=before)
    for before, kind in (
        ("not completed", "file_not_completed"),
        ("examined", "confirmed_false_statement"),
    ):
        yield Case(people.form("family"), expected=frozenset({kind}), before=before)
