"""The field profiles a share may use, read once from ``share_profiles.yaml``. Deny by default."""

from enum import StrEnum
from functools import cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict, Field

from kentongan.access.labels import Label
from kentongan.access.models.grants import LONGEST, Profile, Purpose
from kentongan.access.policy import Kind, cell, may, purposes_of
from kentongan.accounts.models import User
from kentongan.accounts.roles import ROLES, AgencyKind, RoleKey

DEFAULT_DAYS = 14
MOST_DAYS = LONGEST.days
LIST = "list"  # the subject of a stored question


class ConsentRule(StrEnum):
    """Whether somebody has to agree before the document may exist."""

    NONE = "none"
    OR_DANGER = "or_danger"
    REQUIRED = "required"


class ProfileRule(BaseModel):
    """One entry of the file; unknown words are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    title: str = Field(min_length=3)
    label: Label = Field(lt=Label.SEALED)
    agencies: tuple[AgencyKind, ...] = Field(min_length=1)
    roles: tuple[RoleKey, ...] = ()
    inside: bool = False
    subjects: tuple[str, ...] = Field(min_length=1)
    purposes: tuple[Purpose, ...] = Field(min_length=1)
    approval: bool
    consent: ConsentRule = ConsentRule.NONE
    asks: bool = False


@cache
def profile_rules() -> dict[Profile, ProfileRule]:
    """Every profile in the order of the file; raises ValueError when one is missing or unknown."""
    text = files("kentongan.access").joinpath("share_profiles.yaml").read_text("utf-8")
    return read_rules(text)


def read_rules(text: str) -> dict[Profile, ProfileRule]:
    """The rules of a YAML text; raises ValueError (pydantic's is one) for any fault."""
    raw = yaml.safe_load(text)
    rules = {Profile(code): ProfileRule.model_validate(entry) for code, entry in raw.items()}
    if missing := set(Profile) - set(rules):
        raise ValueError(f"share profiles without a rule: {sorted(missing)}")
    known = {"alert", "thing", "report", LIST}
    if strange := {word for rule in rules.values() for word in rule.subjects} - known:
        raise ValueError(f"unknown subjects of share profiles: {sorted(strange)}")
    return rules


def rule_of(profile: str) -> ProfileRule:
    """The rule of a profile code; raises ValueError for an unknown one."""
    return profile_rules()[Profile(profile)]


def may_receive(person: User, profile: str, label: int = Label.OPEN) -> bool:
    """Whether ``person``, as the account stands now, may read documents of this profile.

    ``label``: of the document where it is stricter than the profile's.
    """
    rule = rule_of(profile)
    agency = person.agency
    if agency is None or agency.kind not in rule.agencies:
        return False
    # A role that does not belong to the agency it sits in is a slip in the accounts.
    if person.role not in RoleKey.values or ROLES[RoleKey(person.role)].agency != agency.kind:
        return False
    if rule.roles and person.role not in rule.roles:
        return False
    return may(person, Kind.SHARE, "accept") and cell(person, Kind.SHARE).label >= max(
        rule.label, label
    )


def purposes_for(person: User, profile: str) -> list[Purpose]:
    """What the profile may be used for by somebody of this role; the first one is proposed."""
    own = {purpose.value for purpose in purposes_of(person)}
    return [purpose for purpose in rule_of(profile).purposes if purpose.value in own]


def is_between(sender_office: int | None, receiver_office: int | None, profile: str) -> bool:
    """Whether the two offices lie as the profile wants it: apart, or one and the same."""
    if sender_office is None or receiver_office is None:
        return False
    return (sender_office == receiver_office) is rule_of(profile).inside


def receivable_by(person: User) -> list[str]:
    """The profiles that ``person`` may read now."""
    return [profile.value for profile in Profile if may_receive(person, profile)]


def fitting(person: User, sender_office: int | None, subject_kind: str) -> list[Profile]:
    """The profiles in which a subject may go to ``person``; the first is the one to propose."""
    return [
        profile
        for profile, rule in profile_rules().items()
        if subject_kind in rule.subjects
        and may_receive(person, profile)
        and is_between(sender_office, person.office_id, profile)
    ]
