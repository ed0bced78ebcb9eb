"""Finds telephone numbers, accounts, handles, organisations and nicknames in Indonesian text.

Every pattern is bounded in its repeats, so the time grows with the length of the text alone. What
is found is cut out before the next kind is looked for: nothing is found twice.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kentongan.engine.linkage import accounts, aliases, handles, organisations, phones

LONGEST = 20_000
GAP = "\N{SYMBOL FOR UNIT SEPARATOR}"  # stands where something was found; no pattern crosses it


@dataclass(frozen=True)
class Found:
    """A thing as it was written: ``kind`` is a value of ``engine.linkage.normal.Kind``."""

    kind: str
    raw: str


DIGITS = r"\d(?:[ .\-]{0,2}\d)"
BANK = accounts.NAME.pattern
ACCOUNT = re.compile(
    rf"{BANK}[^\d\n{GAP}]{{0,25}}(?:{DIGITS}{{7,17}})(?!\d)"
    rf"|(?<!\d){DIGITS}{{7,17}} ?\((?:a\.?n\.? )?{BANK}[^)\n]{{0,30}}\)"
    rf"|\brek(?:ening)?\b[^\d\n{GAP}]{{0,25}}(?:{DIGITS}{{7,17}})(?!\d)",
    re.IGNORECASE,
)
PHONE = re.compile(
    r"(?:wa\.me/|api\.whatsapp\.com/send/?\?phone=)\+?\d{8,15}"
    r"|\b\d{8,15}@(?:c\.us|s\.whatsapp\.net)"
    r"|\(0\d{2,3}\)[ .\-]{0,2}\d(?:[ .\-]{0,2}\d){5,9}(?!\d)"  # (0355) 791234, (0850) 0012 3456
    r"|(?<![\w.])(?:\+|00)?62[ .\-]{0,2}(?:\(0\)|0)?[ .\-]{0,2}8(?:[ .\-()]{0,2}\d){8,11}(?!\d)"
    r"|(?<![\w.])[0oO]8(?:[ .\-]{0,2}[\doO]){8,11}(?![\doO])"
    r"|(?<![\w.,\-])8\d{9,11}(?![\d.,])"  # the zero was lost in a spreadsheet
    r"|(?<![\w.])0\d{2,3}-\d{5,8}(?!\d)"
    r"|(?<!\w)(?:\+|00)(?!62)[1-9]\d?(?:[ .\-()]{0,2}\d){7,13}(?!\d)",
    re.IGNORECASE,
)
HANDLE = re.compile(
    r"(?:https?://)?(?:www\.|m\.|vt\.|web\.)?"
    r"(?:chat\.whatsapp|facebook|fb|instagram|tiktok|twitter|threads)\.(?:com|net)/[\w./@+\-]{2,80}"
    r"|(?<![\w.])(?:https?://)?(?:t|telegram)\.me/[\w./@+\-]{2,80}"
    r"|https?://[^\s<>\"')\]]{4,200}"
    r"|\b(?:FB|IG|facebook|instagram|tik ?tok|telegram)[ :=]{1,3}@?"
    r"(?=[\w.]{0,40}[_\d.])[\w.]{4,40}\w"
    r"|(?<![\w.@])@[A-Za-z]\w(?:[\w.]{0,38}\w)?",
    re.IGNORECASE,
)
CAPITAL = r"(?:[A-Z][\w'&]{0,30})"
ORGANISATION = re.compile(
    r"\b(?:P\.?T|C\.?V|LPK|BLKLN|Yayasan|Koperasi|pt|cv|lpk)\b\.?,? "
    rf"{CAPITAL}(?: (?:{CAPITAL}|dan (?={CAPITAL}))){{0,5}}"
)
TITLE = r"(?:(?:Pak|Bu|Bapak|Ibu|Mas|Mbak|Haji|Hj?|Sdr|Sdri|Om|Tante|Cak|Mak)\.? )"
ALIAS = re.compile(
    r"\b(?:alias|als|dipanggil|panggilan(?:nya)?|(?:perekrut|calo|sponsor|tekong|agen)(?:nya)?"
    r"(?: (?:bernama|namanya|yaitu))?)[ .:]{1,2}[\"“']?"
    rf"({TITLE}{{0,2}}{CAPITAL}(?: {CAPITAL}){{0,2}})"
)
A_DIGIT_BEFORE = re.compile(r"\d[ .\-]{1,2}$")


def things_in(text: str) -> list[Found]:
    """What a text mentions, each thing once, kinds in the order below, each in order of place."""
    found: list[Found] = []
    rest = text[:LONGEST]
    for kind, search in SEARCHES:
        spans = list(search(rest))
        found += [Found(kind, rest[start:end]) for start, end in spans]
        rest = without(rest, spans)
    return list(dict.fromkeys(found))


def without(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with a gap in place of every span."""
    parts, last = [], 0
    for start, end in spans:
        parts += [text[last:start], GAP]
        last = end
    return "".join([*parts, text[last:]])


def searched(
    pattern: re.Pattern[str], read: Callable[[str], tuple[str, str] | None], group: int = 0
) -> Callable[[str], Iterator[tuple[int, int]]]:
    """A search for what the pattern finds and the normaliser accepts."""

    def search(text: str) -> Iterator[tuple[int, int]]:
        for match in pattern.finditer(text):
            if read(match.group(group)) is not None:
                yield match.span(group)

    return search


def phone_spans(text: str) -> Iterator[tuple[int, int]]:
    """Telephone numbers; digits inside a longer row of digits (a national id) are none."""
    last = -1
    for match in PHONE.finditer(text):
        start, end = match.span()
        before = A_DIGIT_BEFORE.search(text, max(0, start - 3), start)
        follows_another = before is not None and before.start() + 1 == last
        if (before is None or follows_another) and phones.read(match.group()) is not None:
            yield start, end
            last = end


SEARCHES = (
    ("account", searched(ACCOUNT, accounts.read)),
    ("phone", phone_spans),
    ("handle", searched(HANDLE, handles.read)),
    ("organisation", searched(ORGANISATION, organisations.read)),
    ("alias", searched(ALIAS, aliases.read, group=1)),
)
