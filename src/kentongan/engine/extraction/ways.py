"""Journeys in a text: "Surabaya - Batam - Johor", "ke Malaysia lewat Batam", "via Entikong".

Every stop stands in the list of ``linkage.stops``, so that no person's name is taken for one, and
one of them lies abroad or is a way out: bus lines, addresses and opening hours are no journeys. The
text is walked once, word by word.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kentongan.engine.extraction.names import SENTENCE_END
from kentongan.engine.extraction.spans import GAP, Span
from kentongan.engine.linkage import routes, stops
from kentongan.engine.linkage.routes import WAYS, Way

TOKEN = re.compile(rf"[{GAP}\n]|[^\W\d_]{{1,40}}|[-=]{{1,3}}>?|\S")
ARROWS = re.compile(r"[-=]{1,3}>?|[>\u2192\u2794\u279c\u27a1\u21d2\u00bb]")
NAMES = (*stops.KNOWN, *stops.SPELLINGS)
# The first word of a name → the words of the longest one that begins so. Most words begin none.
LONGEST_FROM = {words[0]: len(words) for words in sorted((name.split() for name in NAMES), key=len)}
# Most texts hold none of these, and are not walked.
FAR_BEGINNINGS = frozenset(
    name.split()[0] for name in NAMES if stops.SPELLINGS.get(name, name) in stops.FAR
)
SHORTEST_SMALL = 3  # "kl", "hk", "tw" in small letters are other words
MOST_BETWEEN = 5
CHAIN = 3  # with so many stops nobody need say that it is a journey
LOOK_BACK = 45
SAYS_SO = re.compile(
    r"\b(?:rute|jalur|naik|terbang|penerbangan|pesawat|kapal|feri|ferry|tiket|berangkat"
    r"|keberangkatan|diberangkatkan|dibawa|dikirim|perjalanan|menyeberang|nyebrang)\w{0,3}\b",
    re.IGNORECASE,
)
# Offices lie there, people come from there.
LISTS_PLACES = re.compile(
    r"\b(?:alamat|kantor|cabang|perwakilan|hubungan|perbatasan|pertandingan|laga|kerja ?sama|kurs"
    r"|alumni|paguyuban|pengalaman|lulusan|asal)\w{0,3}\b",
    re.IGNORECASE,
)
# Money and goods go that way, people come home.
GOODS_OR_HOME = re.compile(
    r"\b(?:paket|barang|kargo|ekspedisi|kiriman|mengirim|transfer|telepon|pulang|dipulangkan"
    r"|kepulangan|dideportasi|deportasi|mudik|jenazah)\w{0,3}\b",
    re.IGNORECASE,
)
CLAUSE_END = re.compile(rf"[.,!?;\n{GAP}]\s")


@dataclass
class Journey:
    """Stops and how each is led to; ``start`` and ``end`` in the text."""

    start: int
    end: int
    names: list[str]
    ways: list[Way]
    signed: list[bool] = field(default_factory=list)

    @property
    def is_via(self) -> bool:
        """Whether the words say that a stop is passed only."""
        return Way.VIA in self.ways

    @property
    def is_chain(self) -> bool:
        """Whether signs alone stand between the stops."""
        return bool(self.signed) and all(self.signed)


@dataclass
class Between:
    """What stands between two stops: words that lead on, signs, and words of no weight."""

    way: Way = Way.NOTHING
    start: int = -1
    has_sign: bool = False
    count: int = 0

    def lead(self, way: Way, start: int) -> None:
        """Another word that leads on; of "lalu ke" the last one says how."""
        if self.way is Way.NOTHING or way is not Way.NEXT:
            self.way, self.start = way, start


@dataclass
class Walk:
    """How far a text is walked: the journey that goes on, and what was passed since its stop."""

    current: Journey | None = None
    between: Between = field(default_factory=Between)

    def reach(self, name: str, tokens: Sequence[re.Match[str]]) -> Journey | None:
        """A stop; returns the journey that is over where nothing leads on to it."""
        between, self.between = self.between, Between()
        if self.current is not None and joins(self.current, between):
            go_on(self.current, name, between, tokens[-1].end())
            return None
        over, self.current = self.current, begun(name, between, tokens)
        return over

    def pass_by(self, token: re.Match[str]) -> Journey | None:
        """Another word or sign; returns the journey that is over with it."""
        if passes(token, self.between):
            return None
        over, self.current, self.between = self.current, None, Between()
        return over


def route_spans(text: str) -> Iterator[Span]:
    """Journeys that lead abroad, or to a way out."""
    if FAR_BEGINNINGS.isdisjoint(map(str.lower, TOKEN.findall(text))):
        return
    for journey in journeys(list(TOKEN.finditer(text))):
        if is_told(journey, text):
            yield journey.start, journey.end


def journeys(tokens: Sequence[re.Match[str]]) -> Iterator[Journey]:
    """Stops that words or signs lead to, one from another."""
    walk, place = Walk(), 0
    while place < len(tokens):
        name, length = stop_at(tokens, place)
        here = tokens[place : place + length]
        over = walk.reach(name, here) if name else walk.pass_by(tokens[place])
        if over is not None:
            yield over
        place += length
    if walk.current is not None:
        yield walk.current


def stop_at(tokens: Sequence[re.Match[str]], place: int) -> tuple[str, int]:
    """The stop of which a name begins here, and of how many words it is; "" and one for none."""
    most = min(LONGEST_FROM.get(tokens[place].group().lower(), 0), len(tokens) - place)
    for length in range(most, 0, -1):
        words = [token.group() for token in tokens[place : place + length]]
        written = " ".join(words).lower()
        name = stops.SPELLINGS.get(written, written)
        is_known = name in stops.KNOWN and is_written_so(written, words)
        if is_known and is_one_name(tokens[place : place + length]):
            return name, length
    return "", 1


def is_one_name(tokens: Sequence[re.Match[str]]) -> bool:
    """Whether only single spaces stand between the words."""
    return all(after.start() - before.end() == 1 for before, after in pairwise(tokens))


def is_written_so(written: str, words: Sequence[str]) -> bool:
    """Whether the letters are those of a name: "KL" and not "kl", "Medan" and not "medan"."""
    if len(written) < SHORTEST_SMALL:
        return words[0].isupper()
    return written not in stops.CAPITALS_ONLY or words[0][0].isupper()


def passes(token: re.Match[str], between: Between) -> bool:
    """Whether a word or sign may stand between stops; it is then counted in."""
    word = token.group().lower()
    between.count += 1
    if between.count > MOST_BETWEEN:
        return False
    if word in WAYS:
        between.lead(WAYS[word], token.start())
    elif not word.isalpha() and ARROWS.fullmatch(word):
        between.has_sign = True
    else:
        return word == "," or word in stops.AROUND_STOPS
    return True


def joins(current: Journey, between: Between) -> bool:
    """Whether what stands between leads from one stop to the next.

    "Dan" does so among stops on the way alone: "ke Malaysia dan Taiwan" are two ends.
    """
    if between.way is Way.AND:
        return current.ways[-1] in {Way.VIA, Way.AND}
    return between.has_sign or between.way is not Way.NOTHING


def begun(name: str, between: Between, tokens: Sequence[re.Match[str]]) -> Journey:
    """A journey of one stop, with the word that leads to it."""
    is_led = between.way in {Way.FROM, Way.TO, Way.VIA}
    start = between.start if is_led else tokens[0].start()
    return Journey(start, tokens[-1].end(), [name], [between.way])


def go_on(current: Journey, name: str, between: Between, end: int) -> None:
    """One stop further."""
    current.names.append(name)
    current.ways.append(between.way)
    current.signed.append(between.way is Way.NOTHING)
    current.end = end


def is_told(journey: Journey, text: str) -> bool:
    """Whether a journey out of the country is told."""
    if len(journey.names) < routes.FEWEST_STOPS and journey.names[0] not in stops.CROSSINGS:
        return False
    normal = routes.read(text[journey.start : journey.end])
    if normal is None or normal[0].rpartition(">")[2] not in stops.FAR:
        return False
    before = text[max(0, journey.start - LOOK_BACK) : journey.start]
    clause = CLAUSE_END.split(before)[-1]
    return is_a_way(journey, before) and not GOODS_OR_HOME.search(clause)


def is_a_way(journey: Journey, before: str) -> bool:
    """Whether the words make a journey of the stops, and not a list of places."""
    if journey.is_via or crosses(journey):
        return True
    names, sentence = set(journey.names), SENTENCE_END.split(before)[-1]
    if names <= stops.ABROAD or LISTS_PLACES.search(sentence):
        return False
    is_long = len(journey.names) >= CHAIN and bool(names & stops.ABROAD)
    return is_long or (journey.is_chain and SAYS_SO.search(sentence) is not None)


def crosses(journey: Journey) -> bool:
    """ "ke Batam lalu ke Malaysia": words lead from a way out over the border."""
    legs = zip(pairwise(journey.names), journey.signed, strict=True)
    return any(
        here in stops.WAYS_OUT and there in stops.ABROAD and not signed
        for (here, there), signed in legs
    )
