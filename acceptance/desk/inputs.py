"""No forbidden input reaches a rule: each is handed what it named, and refused what it may not.

Random evidence with every forbidden word beside it gives the same facts as without; each rule is
watched while it reads.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from acceptance.result import Part
from kentongan.screening.facts import evidence
from kentongan.screening.facts.inputs import (
    ALLOWED,
    FORBIDDEN,
    IS_CHILD,
    ForbiddenInput,
    Register,
    Rule,
    UnknownInput,
)
from kentongan.screening.facts.rules import REGISTER

WORLDS = 2_000
WORDS = ("KTP", "KK", "PT Maju", "L", "P", "islam", "35.03.05.2001")
DAYS = ("Hari ini", "Rencana berangkat", "Tanggal tiket", "Rencana pulang")


class Watched(dict[str, Any]):
    """What a rule is handed; remembers what was read."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        super().__init__(given)
        self.read: set[str] = set()

    def __getitem__(self, name: str) -> Any:
        self.read.add(name)
        return super().__getitem__(name)


def input_results(seed: int) -> Iterator[Part]:
    """The parts of the line that speak of inputs."""
    yield names_part()
    yield refusals_part()
    yield worlds_part(seed)


def names_part() -> Part:
    """The register names nothing that is forbidden or unknown."""
    wrong = [
        f"{rule.kind}: {name}"
        for rule in REGISTER.rules.values()
        for name in rule.inputs
        if name not in ALLOWED or name in words_forbidden()
    ]
    figure = f"{len(REGISTER.rules)} rules, {len(wrong)} forbidden inputs"
    return "Rules of the register", figure, "0", not wrong


def words_forbidden() -> set[str]:
    """Every name under which something forbidden might come."""
    return {name for key, others in FORBIDDEN.items() for name in (key, *others)}


def refusals_part() -> Part:
    """A rule that asks for a forbidden word, alone or beside an allowed one, is refused."""
    asked = [{word, *more} for word in words_forbidden() for more in ((), ("cautions",))]
    refused = sum(is_refused(frozenset(names)) for names in asked)
    figure = f"{refused} of {len(asked)} attempts refused"
    return "Rules that ask for what is forbidden", figure, "all", refused == len(asked)


def is_refused(names: frozenset[str]) -> bool:
    """Whether the register refuses a rule with these inputs."""
    try:
        Register().enter(Rule("attempt", names, lambda given: ()))
    except (ForbiddenInput, UnknownInput):
        return True
    return False


def worlds_part(seed: int) -> Part:
    """Random worlds: the same facts with and without, and nothing read that was not named."""
    random, changed, strayed, found = Random(seed), 0, 0, 0
    for _world in range(WORLDS):
        given = random_given(random)
        poisoned = given | {word: random.choice(WORDS) for word in words_forbidden()}
        facts = REGISTER.find(given)
        found += len(facts)
        changed += REGISTER.find(poisoned) != facts
        strayed += sum(strays(rule, poisoned) for rule in REGISTER.rules.values())
    figure = (
        f"{WORLDS} worlds, {found} facts: {changed} changed by forbidden words, "
        f"{strayed} reads beyond what a rule named"
    )
    return "Forbidden words beside the evidence", figure, "0 and 0", not (changed or strayed)


def strays(rule: Rule, given: Mapping[str, Any]) -> bool:
    """Whether a rule, handed everything, reads what it did not name."""
    watched = Watched(given)
    list(replace(rule).find(watched))
    return not watched.read <= rule.inputs


def random_given(random: Random) -> dict[str, Any]:
    """Evidence under every allowed name."""
    return {
        name: random.random() < 0.5 if name == IS_CHILD else list(some(random, MAKERS[name]))
        for name in ALLOWED
    }


def some(random: Random, kind: type[evidence.Evidence]) -> Iterator[evidence.Evidence]:
    """None, one or two of a kind, with random words and days."""
    for _one in range(random.randrange(3)):
        yield kind(**{name: value(random, name) for name in kind.__dataclass_fields__})


def value(random: Random, name: str) -> Any:
    """Something for a field of evidence."""
    day = date(2026, 1, 1) + timedelta(days=random.randrange(365))
    known: dict[str, Any] = {
        **dict.fromkeys(("on", "earliest", "latest", "until"), day),
        **dict.fromkeys(("is_listed", "is_proven_false", "is_complete"), random.random() < 0.5),
        **dict.fromkeys(("others", "days"), random.randrange(40)),
        "matched_on": frozenset(random.sample(("area", "phone", "organisation"), 2)),
        "given_by": random.choice(("both", "one", "guardian", "none")),
    }
    if name == "name":
        return random.choice((*DAYS, *WORDS))
    return known.get(name, random.choice(WORDS))


MAKERS: dict[str, type[evidence.Evidence]] = {
    "paper_differences": evidence.PaperDifference,
    "national_id_differences": evidence.NationalIdDifference,
    "open_applications": evidence.OpenApplication,
    "shared_contacts": evidence.SharedContact,
    "agency_lookups": evidence.Lookup,
    "operator_lookups": evidence.Lookup,
    "placement_lookups": evidence.Lookup,
    "stated_dates": evidence.StatedDate,
    "cautions": evidence.Caution,
    "earlier_decisions": evidence.EarlierDecision,
    "examinations": evidence.Examination,
    "expired_requests": evidence.Request,
    "consent": evidence.Consent,
    "companion_cautions": evidence.Caution,
}
