"""Which version of a rule warns in an office, which is only tried, and who decided so."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from kentongan.accounts.models import Office
from kentongan.alerts.models import Mode, RuleDecision
from kentongan.alerts.register import Registered, registered

type Version = tuple[str, str]  # rule, version


@dataclass(frozen=True)
class Modes:
    """How an office uses each version of each rule."""

    modes: Mapping[Version, Mode]

    @classmethod
    def of(cls, office: Office) -> Self:
        """By the decisions of the office; one question."""
        rows = RuleDecision.objects.filter(office=office).order_by("at", "pk")
        told = rows.values_list("rule", "rule_version", "mode")
        return cls(decided(registered(), [((rule, v), Mode(mode)) for rule, v, mode in told]))

    def mode(self, rule: str, version: str) -> Mode:
        """What nobody registered is tried in silence."""
        return self.modes.get((rule, version), Mode.SHADOW)


def decided(
    rules: Iterable[Registered], decisions: Iterable[tuple[Version, Mode]]
) -> dict[Version, Mode]:
    """Version → mode; decisions in their order, the last of a version holds.

    Of several versions of a rule one warns: the one that was let last. Without a decision that is
    the version in force, and those on trial are in silence.
    """
    last: dict[Version, Mode] = {}
    for version, mode in decisions:
        last.pop(version, None)  # so that the order is that of the last decisions
        last[version] = mode
    live = {rule: version for (rule, version), mode in last.items() if mode is Mode.LIVE}
    return {
        (one.rule, one.version): mode_of(one, last.get((one.rule, one.version)), live)
        for one in rules
    }


def mode_of(one: Registered, said: Mode | None, live: Mapping[str, str]) -> Mode:
    """How one version is used; ``live``: rule → the version that was let last."""
    if said is Mode.LIVE or (said is None and not one.on_trial):
        return Mode.LIVE if live.get(one.rule, one.version) == one.version else Mode.OFF
    return said or Mode.SHADOW
