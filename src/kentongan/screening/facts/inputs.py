"""What a rule about an application may read, and the register that refuses everything else.

A rule names its inputs when it is entered and is handed these and nothing more. What is forbidden
has no place in the list and is refused by name, with the reason.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from kentongan.screening.facts.findings import Finding

type Given = Mapping[str, Any]
IS_CHILD = "is_child"
# Inputs that only a check for the protection of a child may read.
CHILD_ONLY = frozenset({"consent", "companion_cautions"})
# Input → what it is. Agreement and difference between papers is computed before, symmetrically:
# a rule learns that two papers differ, not what somebody is.
ALLOWED = MappingProxyType(
    {
        "paper_differences": "fields that two papers tell differently",
        "national_id_differences": "fields for which the number and a paper differ",
        "open_applications": "other applications and passports on the same number",
        "shared_contacts": "phones, sponsors, addresses of several applicants",
        "agency_lookups": "agencies looked up in the dated licence list",
        "operator_lookups": "pilgrimage operators looked up in the dated list",
        "placement_lookups": "the destination looked up in the dated list, when work is stated",
        "stated_dates": "days that were told or stand in papers",
        "cautions": "live cautions that meet this application",
        "earlier_decisions": "refusals and postponements before",
        "examinations": "results of examination records",
        "expired_requests": "documents asked for, and until when",
        IS_CHILD: "whether the applicant is below eighteen",
        "consent": "written consent for a child",
        "companion_cautions": "live cautions about the companion of a child",
    }
)
# Forbidden input → other names under which it might come.
FORBIDDEN = MappingProxyType(
    {
        "sex": ("gender", "is_female", "is_male", "is_woman", "jenis_kelamin"),
        "age": ("birth_date", "birth_year", "age_band", "umur", "usia", "tanggal_lahir"),
        "marital_status": ("is_married", "is_widow", "is_divorced", "status_kawin"),
        "religion": ("faith", "agama"),
        "ethnicity": ("tribe", "suku", "race"),
        "disability": ("disabilitas", "health"),
        "looks": ("clothing", "appearance", "gesture", "accent", "impression", "penampilan"),
        "poverty": ("income", "savings", "wealth", "job_at_home", "penghasilan", "tabungan"),
        "schooling": ("education_level", "pendidikan"),
        "village": ("region", "village_code", "regency", "birth_place", "desa", "asal"),
        "relatives_record": ("family_record", "parents_record", "relative_refusals"),
        "first_trip": ("travel_history",),
    }
)


class ForbiddenInput(ValueError):
    """A rule asks for what no rule about a person may read."""


class UnknownInput(ValueError):
    """A rule asks for what is not on the list of inputs."""


@dataclass(frozen=True)
class Rule:
    """A rule: the kind of fact it finds, the inputs it reads, and how."""

    kind: str
    inputs: frozenset[str]
    find: Callable[[Given], Iterable[Finding]]


@dataclass
class Register:
    """The rules of the desk, each entered once; nothing else finds facts."""

    rules: dict[str, Rule] = field(default_factory=dict)

    def enter(self, rule: Rule) -> None:
        """Raises ForbiddenInput, UnknownInput, and ValueError for a second rule of one kind."""
        check_inputs(rule)
        if rule.kind in self.rules:
            raise ValueError(f"{rule.kind} has its rule already")
        self.rules[rule.kind] = rule

    def find(self, given: Given, without: Collection[str] = ()) -> list[Finding]:
        """What all rules find; each sees its own inputs alone, and a check for children none else.

        given: input → a sequence of evidence (``is_child``: yes or no). What is missing is empty.
        without: kinds of rules that are suspended.
        """
        return [
            found
            for rule in self.rules.values()
            if rule.kind not in without
            if given.get(IS_CHILD, False) or IS_CHILD not in rule.inputs
            for found in rule.find(narrowed(given, rule.inputs))
        ]


def check_inputs(rule: Rule) -> None:
    """Raises ForbiddenInput or UnknownInput for what a rule may not read."""
    for name in sorted(rule.inputs):
        if forbidden := forbidden_by(name):
            raise ForbiddenInput(f"{rule.kind}: “{name}” is {forbidden}, which no rule may read")
        if name not in ALLOWED:
            raise UnknownInput(f"{rule.kind}: “{name}” is not on the list of inputs")
    if rule.inputs & CHILD_ONLY and IS_CHILD not in rule.inputs:
        raise ForbiddenInput(f"{rule.kind}: only a check for children may read this")
    if not rule.inputs - {IS_CHILD}:
        raise ForbiddenInput(f"{rule.kind}: being a child, or nothing at all, is no fact")


def forbidden_by(name: str) -> str | None:
    """The forbidden input that a name stands for, however it is spelled; None for none."""
    plain = name.strip().lower().replace("-", "_").replace(" ", "_")
    for forbidden, others in FORBIDDEN.items():
        if plain == forbidden or plain in others:
            return forbidden
    return None


def narrowed(given: Given, inputs: frozenset[str]) -> Given:
    """The named inputs and nothing else, unchangeable."""
    return MappingProxyType({name: given.get(name, ()) for name in inputs})
