"""The rules that find checkable facts. Each reads its inputs and says what stands there."""

from collections.abc import Callable, Iterable, Iterator

from kentongan.screening.facts.evidence import Lookup, StatedDate
from kentongan.screening.facts.findings import Finding, finding
from kentongan.screening.facts.inputs import Given, Register, Rule

REGISTER = Register()
# What cannot come after what: the name of the first, the name of the second.
ORDER = (
    ("Hari ini", "Rencana berangkat"),
    ("Hari ini", "Tanggal tiket"),
    ("Rencana berangkat", "Rencana pulang"),
    ("Tanggal tiket", "Rencana pulang"),
)
# A caution that meets an application on its area alone says nothing about the applicant.
NOT_ALONE = frozenset({"area", "village"})
ENOUGH_CONSENT = frozenset({"both", "guardian"})
type Find = Callable[[Given], Iterator[Finding]]


def rule(*inputs: str) -> Callable[[Find], Find]:
    """Enters a function into the register under its own name."""

    def enter(find: Find) -> Find:
        REGISTER.enter(Rule(find.__name__, frozenset(inputs), find))
        return find

    return enter


@rule("paper_differences")
def document_mismatch(given: Given) -> Iterator[Finding]:
    for one in given["paper_differences"]:
        yield finding(
            "document_mismatch", one.source, one.on,
            field=one.field, first_paper=one.first_paper, first=one.first,
            second_paper=one.second_paper, second=one.second,
        )  # fmt: skip


@rule("national_id_differences")
def national_id_contradiction(given: Given) -> Iterator[Finding]:
    for one in given["national_id_differences"]:
        yield finding(
            "national_id_contradiction", one.source, one.on, field=one.field, paper=one.paper
        )


@rule("open_applications")
def duplicate_application(given: Given) -> Iterator[Finding]:
    for one in given["open_applications"]:
        yield finding("duplicate_application", one.source, one.on, number=one.number, day=one.on)


@rule("shared_contacts")
def shared_contact(given: Given) -> Iterator[Finding]:
    for one in given["shared_contacts"]:
        yield finding(
            "shared_contact", one.source, one.on, thing=one.thing, count=one.others, days=one.days
        )


@rule("agency_lookups")
def agency_not_listed(given: Given) -> Iterator[Finding]:
    yield from not_listed("agency_not_listed", given["agency_lookups"])


@rule("operator_lookups")
def operator_not_listed(given: Given) -> Iterator[Finding]:
    yield from not_listed("operator_not_listed", given["operator_lookups"])


def not_listed(kind: str, lookups: Iterable[Lookup]) -> Iterator[Finding]:
    """Names that do not stand on a list of a day; never "illegal"."""
    for one in lookups:
        if not one.is_listed:
            yield finding(kind, one.source, one.on, name=one.name, list=one.list_name, day=one.on)


@rule("placement_lookups")
def destination_not_open(given: Given) -> Iterator[Finding]:
    for one in given["placement_lookups"]:
        if not one.is_listed:
            yield finding("destination_not_open", one.source, one.on, country=one.name, day=one.on)


@rule("stated_dates")
def contradictory_dates(given: Given) -> Iterator[Finding]:
    told = {one.name: one for one in given["stated_dates"]}
    for before, after in ORDER:
        if before in told and after in told and is_after(told[before], told[after]):
            yield finding(
                "contradictory_dates", told[after].source, told[after].on,
                first_name=before, first=told[before].earliest,
                second_name=after, second=told[after].latest,
            )  # fmt: skip


def is_after(first: StatedDate, second: StatedDate) -> bool:
    """Whether every reading of the first day lies after every reading of the second."""
    return first.earliest > second.latest


@rule("cautions")
def live_caution(given: Given) -> Iterator[Finding]:
    for one in given["cautions"]:
        if one.matched_on - NOT_ALONE:
            yield finding("live_caution", one.source, one.on, number=one.number, thing=one.thing)


@rule("earlier_decisions")
def earlier_refusal(given: Given) -> Iterator[Finding]:
    for one in given["earlier_decisions"]:
        yield finding(
            "earlier_refusal", one.source, one.on,
            decision=one.decision, office=one.office, day=one.on, reason=one.reason,
        )  # fmt: skip


@rule("examinations")
def confirmed_false_statement(given: Given) -> Iterator[Finding]:
    for one in given["examinations"]:
        if one.is_proven_false:
            yield finding(
                "confirmed_false_statement", one.source, one.on,
                examination=one.number, day=one.on, statement=one.statement,
            )  # fmt: skip


@rule("expired_requests")
def file_not_completed(given: Given) -> Iterator[Finding]:
    for one in given["expired_requests"]:
        if not one.is_complete:
            yield finding("file_not_completed", one.source, one.on, asked=one.on, until=one.until)


@rule("is_child", "consent")
def consent_missing(given: Given) -> Iterator[Finding]:
    shown = list(given["consent"])
    for one in shown:
        if not ENOUGH_CONSENT & {other.given_by for other in shown}:
            yield finding("consent_missing", one.source, one.on)
            return


@rule("is_child", "companion_cautions")
def companion_caution(given: Given) -> Iterator[Finding]:
    for one in given["companion_cautions"]:
        yield finding("companion_caution", one.source, one.on, number=one.number)
