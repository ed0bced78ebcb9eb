"""The list of all rules that can warn, each with its versions. A new detector adds its rules here.

What is not on this list warns nobody: ``trials.Modes`` keeps it in silence.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kentongan.alerts.detectors import cluster, pattern, same_thing, silence
from kentongan.indicators.rulebook import Rulebook, SameThing, rulebook


@dataclass(frozen=True)
class Registered:
    """One version of a rule; ``on_trial``: new or changed, so that nobody hears of it yet."""

    rule: str
    version: str
    title: str
    on_trial: bool = False


def registered(rules: Rulebook | None = None) -> tuple[Registered, ...]:
    """Every version of every rule, those in force first."""
    book = rules or rulebook()
    found = [*combinations(book), *same_things(book), *clusters(book), *looks(book)]
    return tuple(sorted(found, key=lambda one: one.on_trial))


def combinations(book: Rulebook) -> Iterator[Registered]:
    """Signs in one report, or in several voices of a sub-district."""
    for number, rule in enumerate(book.all_combinations):
        yield Registered(rule.id, rule.version, rule.title, number >= len(book.combinations))


def same_things(book: Rulebook) -> Iterator[Registered]:
    """The same telephone, account, house … in independent voices."""
    for number, rules in enumerate(book.all_same_things):
        yield from kinds_of(rules, on_trial=number > 0)


def kinds_of(rules: SameThing, *, on_trial: bool) -> Iterator[Registered]:
    """One rule for each kind of thing."""
    for kind, rule in rules.kinds.items():
        title = _("Hal yang sama: %(kind)s") % {"kind": rule.name}
        yield Registered(f"{same_thing.KIND}:{kind}", rules.version, title, on_trial)


def clusters(book: Rulebook) -> Iterator[Registered]:
    """Many voices in neighbouring villages."""
    for number, rule in enumerate(book.all_clusters):
        title = _("Gugus laporan menurut tempat dan waktu")
        yield Registered(cluster.RULE, rule.version, title, number > 0)


def looks(book: Rulebook) -> Iterator[Registered]:
    """What is looked for once a week in all that was told."""
    changed, quiet = book.pattern, book.silence
    yield Registered(pattern.RULE, changed.version, _("Pola yang baru atau naik"), changed.on_trial)
    titles = {
        "agency": _("Instansi yang berhenti mengabarkan"),
        "district": _("Kecamatan yang berhenti mengabarkan"),
    }
    for what, title in titles.items():
        yield Registered(silence.RULES[what], quiet.version, title, quiet.on_trial)


def title_of(rule: str) -> str:
    """How the screens call a rule; a rule that is gone keeps its name."""
    return next((one.title for one in registered() if one.rule == rule), rule)
