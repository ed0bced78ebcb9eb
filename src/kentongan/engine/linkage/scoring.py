"""Two people compared by the model: a weight, a chance, a level, and bars that sum to the weight.

The weight says how alike two tellings are, never how suspect a person is.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from kentongan.engine.linkage.comparisons import (
    COMPARISONS,
    LIKE_KIN,
    LINK_SHARED,
    LINKS_LABEL,
    NO_LINK,
    POSSIBLE_NAMES,
    SAME_DOCUMENT,
    SURE_NAMES,
    Comparison,
    Level,
)
from kentongan.engine.linkage.people import Person, Prepared
from kentongan.engine.linkage.weights import Model

BESIDE_NAME = frozenset(comparison.name for comparison in COMPARISONS) - {"name"}
# A village has more than one Soleh: in a small register, too, it takes a date or a mother.
PLACE_ALONE = frozenset(("place",))
SEX_ALONE = "sex_same"  # a name tells it too: no second fact
PRIOR_LABEL = "Sebelum dibandingkan"
PRIOR_SENTENCE = "Dua catatan yang diambil sembarang hampir selalu dua orang."


class MatchLevel(StrEnum):
    """What an officer is told."""

    VERY_LIKELY = "very_likely"
    REVIEW = "review"
    WEAK = "weak"
    UNLIKELY = "unlikely"


class Bound(NamedTuple):
    """The highest level that the kinds of evidence allow; ``why``: the sentence for a human."""

    most: MatchLevel
    why: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One step of the waterfall: what was compared, what was found, and the bits it adds.

    ``values``: what each record says, as written. ``m``, ``u``: 1 where the step is no comparison
    of shares. Positive weights speak for one person, negative ones against.
    """

    comparison: str
    label: str
    level: str
    sentence: str
    weight: float
    values: tuple[str, str]
    m: float
    u: float


@dataclass(frozen=True, slots=True)
class Match:
    """``weight`` in bits is the sum of the bars; ``probability`` follows from it alone.

    ``links``: phones, accounts and handles that both have; they add nothing to the weight.
    ``caution``: why it is not very likely although the weight is; "" where nothing is to be said.
    """

    weight: float
    probability: float
    level: MatchLevel
    bars: tuple[Bar, ...]
    links: tuple[str, ...]
    version: str
    caution: str = ""


def score(model: Model, a: Prepared, b: Prepared) -> Match:
    """How alike two people are; symmetric but for the order of the values. Never raises."""
    found = [level_of(comparison, a, b) for comparison in COMPARISONS]
    links = shared_links(a.person, b.person)
    bars = (
        prior_bar(model),
        *(
            bar_of(model, comparison, level, a.person, b.person)
            for comparison, level in zip(COMPARISONS, found, strict=True)
        ),
        link_bar(links, a.person, b.person),
    )
    weight = sum(bar.weight for bar in bars)
    levels = {c.name: level.name for c, level in zip(COMPARISONS, found, strict=True)}
    said = {bar.comparison: bar.weight for bar in bars}
    verdict = match_level(model, weight, levels, said, is_linked=bool(links))
    caution = bound_of(levels, said).why if weight >= model.very_likely else ""
    return Match(weight, probability_of(weight), verdict, bars, links, model.version, caution)


def weight_of(model: Model, a: Prepared, b: Prepared) -> float:
    """The weight alone: what ranks candidates while an officer types."""
    weight = model.prior_weight
    for comparison in COMPARISONS:
        chance = model.chances.get((comparison.name, level_of(comparison, a, b).name))
        weight += chance.weight if chance else 0.0
    return weight


def level_of(comparison: Comparison, a: Prepared, b: Prepared) -> Level:
    """The first level whose condition holds."""
    for level in comparison.levels:
        if level.condition is None or level.condition.holds(a, b):
            return level
    raise ValueError(f"{comparison.name} has no level for everything else")


def bar_of(model: Model, comparison: Comparison, level: Level, a: Person, b: Person) -> Bar:
    """The bar of one comparison."""
    chance = model.chances.get((comparison.name, level.name))
    return Bar(
        comparison.name,
        comparison.label,
        level.name,
        level.sentence,
        chance.weight if chance else 0.0,
        (shown(comparison.shown, a), shown(comparison.shown, b)),
        chance.m if chance else 1.0,
        chance.u if chance else 1.0,
    )


def prior_bar(model: Model) -> Bar:
    """Where the waterfall starts."""
    return Bar(
        "prior", PRIOR_LABEL, "", PRIOR_SENTENCE, model.prior_weight, ("", ""),
        model.prior, 1 - model.prior,
    )  # fmt: skip


def link_bar(links: tuple[str, ...], a: Person, b: Person) -> Bar:
    """Shared numbers, told with weight 0: they link things and prove no person."""
    fields = ("phones", "accounts", "handles")
    sentence = LINK_SHARED if links else NO_LINK
    level = "shared" if links else "none"
    return Bar(
        "links", LINKS_LABEL, level, sentence, 0.0, (shown(fields, a), shown(fields, b)), 1.0, 1.0
    )


def shown(fields: tuple[str, ...], person: Person) -> str:
    """The values of some fields as one text."""
    values = (getattr(person, field) for field in fields)
    return " · ".join(text for value in values if (text := as_text(value)))


def as_text(value: object) -> str:
    """A value as read: lists by commas, dates by ISO."""
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return str(value) if value else ""


def shared_links(a: Person, b: Person) -> tuple[str, ...]:
    """Phones, accounts and handles of both, in order."""
    one = {*a.phones, *a.accounts, *a.handles}
    return tuple(sorted(one & {*b.phones, *b.accounts, *b.handles}))


def probability_of(weight: float) -> float:
    """The chance of one person, from bits."""
    if weight < -1000:  # 2.0 ** 1024 is too large for a float
        return 0.0
    return float(1 / (1 + 2.0**-weight))


def match_level(
    model: Model,
    weight: float,
    levels: dict[str, str],
    said: dict[str, float],
    *,
    is_linked: bool,
) -> MatchLevel:
    """What is told: the weight decides, within the bounds that no weight passes (``bound_of``).

    A possible name with a shared telephone is worth a look, no more.
    """
    reached = capped(model, weight, bound_of(levels, said).most)
    may_lift = is_linked and levels["name"] in POSSIBLE_NAMES and said["identity"] >= 0
    is_below = reached in {MatchLevel.WEAK, MatchLevel.UNLIKELY}
    return MatchLevel.REVIEW if may_lift and is_below else reached


def bound_of(levels: dict[str, str], said: dict[str, float]) -> Bound:
    """The highest level for what agrees, whatever the weight.

    A name alone is weak, with a place to be checked; so is a word that families share, with the
    birthday that twins share, where no number is the same. Very likely needs the whole name, or
    a possible one with the same number: birthday, mother and home are what twins share, and half a
    name or a near one is what tells them apart. Nothing in number, date or sex may stand against
    it; another name with the same number is for a human.
    """
    name, document = levels["name"], levels["identity"] in SAME_DOCUMENT
    agreeing = {one for one in BESIDE_NAME if said[one] > 0 and levels[one] != SEX_ALONE}
    is_possible = name in POSSIBLE_NAMES | {"missing"}
    if not agreeing or not (is_possible or document):
        return Bound(MatchLevel.WEAK)
    if agreeing == PLACE_ALONE or said["identity"] < 0:
        return Bound(MatchLevel.REVIEW)
    if name in SURE_NAMES or (is_possible and document):
        return Bound(MatchLevel.VERY_LIKELY)
    return Bound(MatchLevel.REVIEW, LIKE_KIN if name in POSSIBLE_NAMES else "")


def capped(model: Model, weight: float, most: MatchLevel) -> MatchLevel:
    """The level of a weight, but not above ``most``."""
    steps = (MatchLevel.VERY_LIKELY, MatchLevel.REVIEW, MatchLevel.WEAK, MatchLevel.UNLIKELY)
    least = (model.very_likely, model.review, 0.0, float("-inf"))
    reached = next(step for step, bound in zip(steps, least, strict=True) if weight >= bound)
    return steps[max(steps.index(reached), steps.index(most))]
