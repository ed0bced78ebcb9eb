"""How hard an Indonesian text reads, by counts that need no dictionary.

LIX (Björnsson, Läsbarhet, 1968; Anderson, Journal of Reading 1983;26:490): words per sentence plus
the percentage of words of more than six letters. It counts letters, not syllables of one language,
and was made to compare texts of many languages. Its usual levels were set on Swedish: Indonesian
words grow by affixes (mempertanggungjawabkan), so the same LIX is easier in Indonesian. The figures
therefore compare texts of one language with each other; they are no grade of schooling.
Beside it stand the mean word length, and the share of words that carry an affix on both sides of a
root (per-…-an, ke-…-an, mem-…-kan), which is where official Indonesian grows heavy.
"""

import re
from dataclasses import dataclass

LONG_WORD = 6  # letters; a longer word is long
SHORTEST_ROOT = 3  # letters between two affixes
PREFIXES = r"(?:di|ke|se|ter|ber|be|per|pem|pen|peng|peny|pe|mem|men|meng|meny|me)"
SUFFIXES = r"(?:kan|annya|an|i|nya)"
WRAPPED = re.compile(rf"(?:{PREFIXES}){{1,3}}\w{{{SHORTEST_ROOT},}}?{SUFFIXES}")
# A full stop ends a sentence unless it stands inside a number or after one letter or a short form.
SHORT_FORMS = r"(?:\b(?:no|jl|dr|drs|ir|hj?|tgl|hlm|tsb|rp|pt|cv|kab|kec|ps|sdr|yth)|\b[^\W\d_])"
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
ENDS = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s|$)|\n\s*\n|[;:](?=\s*\n)|\n(?=\s*(?:[-•*]|\d+[.)])\s)")


@dataclass(frozen=True)
class Readability:
    """Counts of one text and what follows from them."""

    sentences: int
    words: int
    letters: int
    long_words: int
    wrapped_words: int
    longest_sentence: int

    @property
    def words_per_sentence(self) -> float:
        """Mean length of a sentence in words."""
        return self.words / self.sentences if self.sentences else 0.0

    @property
    def letters_per_word(self) -> float:
        """Mean length of a word in letters."""
        return self.letters / self.words if self.words else 0.0

    @property
    def long_share(self) -> float:
        """Share of words of more than six letters."""
        return self.long_words / self.words if self.words else 0.0

    @property
    def wrapped_share(self) -> float:
        """Share of words with an affix before and behind the root."""
        return self.wrapped_words / self.words if self.words else 0.0

    @property
    def lix(self) -> float:
        """Björnsson's index; the lower, the easier."""
        return self.words_per_sentence + 100 * self.long_share


def measure(text: str) -> Readability:
    """The counts of a text; headings and items of a list on lines of their own are sentences."""
    told = [words for part in sentences(text) if (words := WORD.findall(part))]
    every = [word for words in told for word in words]
    return Readability(
        sentences=len(told),
        words=len(every),
        letters=sum(map(letters_in, every)),
        long_words=sum(letters_in(word) > LONG_WORD for word in every),
        wrapped_words=sum(is_wrapped(word) for word in every),
        longest_sentence=max(map(len, told), default=0),
    )


def sentences(text: str) -> list[str]:
    """The sentences of a text; "Jl. Budi Utomo No. 12" and "Rp1.000" do not end one."""
    found, start = [], 0
    for end in ENDS.finditer(text):
        if end.group().startswith(".") and is_short_form(
            text[start : end.start()], text[end.end() :]
        ):
            continue
        found.append(text[start : end.end()].strip())
        start = end.end()
    return [one for one in (*found, text[start:].strip()) if one]


def is_short_form(before: str, after: str) -> bool:
    """Whether a full stop belongs to a short form that a sentence goes on after."""
    return bool(after.strip()) and re.search(rf"{SHORT_FORMS}$", before.lower()) is not None


def letters_in(word: str) -> int:
    """Letters without hyphens and apostrophes."""
    return sum(one.isalpha() for one in word)


def is_wrapped(word: str) -> bool:
    """Whether a word looks like a root between affixes; guessed from its letters alone."""
    return WRAPPED.fullmatch(word.lower()) is not None
