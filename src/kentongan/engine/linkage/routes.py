"""Journeys, told by their stops in order: "Surabaya - Batam - Johor", "ke Johor lewat Batam".

There and back are two journeys: the key holds the stops in the order in which they are passed. What
is only passed on the way ("lewat", "via") comes before the end, wherever the words stand.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from kentongan.engine.linkage import stops
from kentongan.engine.linkage.words import legible, plain

LONGEST = 300
LONGEST_SHOWN = 200
FEWEST_STOPS = 2
SHORTEST_STOP = 3
REMARK = re.compile(r"\([^()]{0,300}\)?")
SIGN = re.compile(r"[-=~\u2022]{1,3}>?|[>\u2192\u2794\u279c\u27a1\u21d2\u00bb]|[,;|\n]")


class Way(Enum):
    """How the words before a stop lead to it."""

    NOTHING = auto()
    FROM = auto()
    NEXT = auto()  # a dash, "lalu"
    TO = auto()
    VIA = auto()
    AND = auto()


WAYS = {
    **dict.fromkeys(("dari", "dr", "asal"), Way.FROM),
    **dict.fromkeys(("ke", "menuju", "tujuan", "tujuannya", "sampai", "hingga", "tiba"), Way.TO),
    **dict.fromkeys(
        ("lewat", "lwt", "via", "melalui", "mll", "transit", "singgah", "mampir", "through"),
        Way.VIA,
    ),
    **dict.fromkeys(
        ("lalu", "terus", "trs", "trus", "kemudian", "lanjut", "selanjutnya", "habis", "setelah"),
        Way.NEXT,
    ),
    **dict.fromkeys(("dan", "serta"), Way.AND),
}


@dataclass
class Step:
    """A stop in the words that were written, and how they lead to it."""

    way: Way
    words: list[str] = field(default_factory=list)

    @property
    def stop(self) -> str:
        """The stop in its one spelling, "" for words around one."""
        return spelled([word for word in self.words if word not in stops.AROUND_STOPS])


def read(raw: str) -> tuple[str, str] | None:
    """("surabaya>batam", "Surabaya - Batam"); None without two stops, or with what is no stop."""
    steps = [step for step in steps_of(raw[:LONGEST]) if step.stop]
    if not all(may_be_a_stop(step.stop) for step in steps):
        return None
    passed = shortened(without_repeats(in_order(steps)))
    if len(passed) < FEWEST_STOPS:
        return None
    return ">".join(passed), shown(passed)


def shown(passed: Sequence[str]) -> str:
    """The stops as people read them."""
    return " - ".join(stop.title() for stop in passed)


def steps_of(raw: str) -> list[Step]:
    """What was written, cut where a word or a sign leads on."""
    steps = [Step(Way.NOTHING)]
    for number, part in enumerate(SIGN.split(REMARK.sub(" ", legible(raw)))):
        if number:
            lead(steps, Way.NEXT)
        for word in plain(part).split():
            if word in WAYS:
                lead(steps, WAYS[word])
            else:
                steps[-1].words.append(word)
    return steps


def lead(steps: list[Step], way: Way) -> None:
    """On to the next stop; of "terus ke", "- transit" the last word says how."""
    if steps[-1].stop:
        steps.append(Step(way))
    elif way is not Way.NEXT or steps[-1].way is Way.NOTHING:
        steps[-1].way = way


def spelled(words: Sequence[str]) -> str:
    """The one spelling of a stop."""
    whole = " ".join(words)
    known = stops.SPELLINGS.get(whole, whole)
    if known in stops.KNOWN or len(words) < 2:
        return known
    # "Batam Kepri", "Johor Malaysia": the town and what lies around it.
    return next((name for name in beginnings(words) if name in stops.KNOWN), known)


def beginnings(words: Sequence[str]) -> Iterator[str]:
    """The first words, most first, each in its one spelling."""
    for length in range(len(words) - 1, 0, -1):
        part = " ".join(words[:length])
        yield stops.SPELLINGS.get(part, part)


def may_be_a_stop(stop: str) -> bool:
    """Whether it can be the name of a place."""
    words = stop.split()
    return (
        len(words) <= stops.MOST_WORDS
        and len(stop) >= SHORTEST_STOP
        and all(word.isalpha() for word in words)
        and stops.NO_STOPS.isdisjoint(words)
    )


def in_order(steps: Sequence[Step]) -> list[str]:
    """The stops in the order in which they are passed."""
    told = list(steps)
    if ends_at_first(told):
        told.append(told.pop(0))
    else:
        told = with_ways_inside(told)
    names = [step.stop for step in told]
    lone = names[0] if len(names) == 1 and told[0].way is Way.VIA else ""
    return [*names, stops.CROSSINGS[lone]] if lone in stops.CROSSINGS else names


def ends_at_first(steps: Sequence[Step]) -> bool:
    """ "ke Malaysia lewat Batam": the end is told first."""
    if len(steps) < FEWEST_STOPS or steps[1].way is not Way.VIA:
        return False
    first, second = steps[0], steps[1]
    abroad = first.stop in stops.ABROAD and second.stop not in stops.ABROAD
    return first.way is Way.TO or (first.way is Way.NOTHING and abroad)


def with_ways_inside(steps: Sequence[Step]) -> list[Step]:
    """ "dari Surabaya ke Johor lewat Batam": what is passed comes before the end."""
    last = len(steps)
    while last > 0 and steps[last - 1].way is Way.AND:
        last -= 1
    begin = last - 1
    has_end = begin > 0 and steps[begin].way is Way.VIA and leads_on(steps[begin - 1])
    if not has_end:
        return list(steps)
    return [*steps[: begin - 1], *steps[begin:], steps[begin - 1]]


def leads_on(step: Step) -> bool:
    """Whether the stop was told as one that is reached."""
    return step.way in {Way.TO, Way.NEXT}


def without_repeats(names: Iterable[str]) -> list[str]:
    """A stop told twice in a row is one stop."""
    found: list[str] = []
    for name in names:
        if found[-1:] != [name]:
            found.append(name)
    return found


def shortened(passed: list[str]) -> list[str]:
    """As many stops as can be shown."""
    while len(shown(passed)) > LONGEST_SHOWN:
        passed = passed[:-1]
    return passed
