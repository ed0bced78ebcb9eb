"""k2, how a word sounds, and k3, so coarse that it serves for finding candidates only.

Source: Indonesian phonetic rules (doubled letters, kh and q as k, sy as s, v as f, dh as d, th as
t, final d as t, b as p) and pesantren spelling of Arabic (o for a beside emphatic sounds).
"""

import re
from functools import lru_cache

type Rules = tuple[tuple[re.Pattern[str], str], ...]


def rules_of(*rules: tuple[str, str]) -> Rules:
    """Patterns, each with what stands in its place."""
    return tuple((re.compile(pattern), sound) for pattern, sound in rules)


DOUBLED = re.compile(r"(.)\1+")
# Arabic words whose a is written o, and their e and i; the whole word or its beginning.
ARABIC = rules_of(
    (r"r[ao]k?h(?=ma|im|im|ma[nth])", "rah"),
    (r"^gh?[ao](?=[fp][au]r)", "ga"),
    (r"^gh?[ao]n(?=i)", "gan"),
    (r"^gh?[ao][zj](?=al)", "gaz"),
    (r"^(?:kh|h|k)[ao](?:th?|d)i(?=[jy]ah?$)", "khati"),
    (r"^kh?[ao]t(?=im)", "khat"),
    (r"kh?[ao][iey](?=r)", "khai"),
    (r"^[qk]h?[ao]s(?=im)", "kas"),
    (r"^[qk][ao]d(?=ir)", "kad"),
    (r"^[qk][ao]m[ao](?=r)", "kama"),
    (r"(?<=isti)[qk][ao](?=mah?$)", "ka"),
    (r"^s[hy]?[ao]l[ie]k?[hk]", "salik"),
    (r"^s[hy]?[ao](?=dik|diq|bir|bar|leh|fi|mad)", "sa"),
    (r"^th?[ao]h(?=[aei]r|a$)", "tah"),
    (r"^th?[ao]y?[iy][iy]?b", "taib"),
    (r"^r[ao](?=bi(?:ah?t?$|ul)|z+[ai][qk]|s[hy]?id|fi|is$|di[ay]|zi|udh?)", "ra"),
    (r"^r[ao]m[ao]d[hl]?[ao]n", "ramadan"),
    (r"^ibr[ao]him", "ibrahim"),
    (r"must?h?[ao](?=[fp]a)", "musta"),
    (r"m[ao]k?r[uo]f", "maruf"),
    (r"^mub[ao]r[ao]k$", "mubarak"),
    (r"^(im|uf|suf|guf|zam|ik|as|mu(?:kh|h)?ta)r[ao](?=n$|ni$|m$|h$|r$)", r"\1ra"),
    (r"^r[ao]ml(?=ah|i)", "raml"),
    (r"^s[ao](?=i[md]ah)", "sa"),
    (r"^bas[ao]r", "basar"),
    (r"^an(?:sh|s)[ao]r", "ansar"),
    (r"^nikm(?=a[ht])", "nim"),
    (r"^misbak?h", "misbah"),
    (r"^kh?[ao]l(?=il|id|i[fp]ah|i[kq])", "khal"),
    (r"bu(?:kh|h)[ao]r(?=i)", "bukhar"),
    (r"^th?[ao]l(?=i[bp]|ha)", "tal"),
    (r"zahr[ao]h?", "zahra"),
    (r"^l[uo][kq]m", "lukm"),
    (r"^gh?[uo]fr[ao]n", "gufran"),
    (r"^fatk?h(?=[uo]r|[uo]l|an|im)", "fath"),
    (r"^(s|sy|m|j|n)([au])k(?=di[jy]|ban|mun|mur|far|man$|rif)", r"\1\2"),
    (r"hus+[ae]?[iey]?n$", "husin"),
    (r"^[ou](?:ts|st|s|th)m[ao]n", "usman"),
    (r"^[ou]m[ae]r$", "umar"),
    (r"^s[ou]l[ae]i?m[ae]n", "sulaiman"),
    (r"^d?z[uo]l(?=[hkqf])", "zul"),
    (r"(?:ud|u|oe)d+[ie]+n$", "udin"),
    (r"z[uo]hr[ao]h?", "zuhra"),
    (r"oh$", "ah"),
)
# Most words are no Arabic ones: one look instead of forty.
ANY_ARABIC = re.compile("|".join(f"(?:{pattern.pattern})" for pattern, _ in ARABIC))
CHRISTIAN = rules_of(
    (r"^cath?ar", "katar"),
    (r"^c(?=ornel|arol|aesar|osm|armel|alvin)", "k"),
    (r"c(?=[lrtks]|$)", "k"),
    (r"ck", "k"),
    (r"c(?=us$|as$|ob)", "k"),
    (r"(?<=a|u|e|i|n|r)c(?=[ie](?:a|l|n|s|t|u))", "s"),
)
RULES = rules_of(
    (r"kh(?=[^aeiou]|$)", "h"),
    (r"kh|q", "k"),
    (r"(?<=[^aiueo][aiueo]i)sy$", "s"),
    (r"s(?:yh|y(?!$)|h|j(?=[aeiou]))", "s"),
    (r"dz$", "d"),
    (r"t[sz]|dz|z", "s"),
    (r"d[hl](?=[aeiouw])|dh", "d"),
    (r"th", "t"),
    (r"ph|v", "f"),
    (r"gh", "g"),
    (r"bh", "b"),
    (r"x", "ks"),
    (r"nj", "ny"),
    (r"(.)\1+", r"\1"),
    (r"h(?=[^aeiou]|$)", ""),
    (r"ie(?=[^aeioum]|$)", "i"),
    (r"ae|ei", "ai"),
    (r"ao", "au"),
    (r"y$|(?<!n)y(?![aeou])", "i"),
    (r"(?<=[^n])y(?=[aeou])", "i"),
    (r"uw(?=[aeio])", "u"),
    (r"(.)\1+", r"\1"),
    (r"d$", "t"),
    (r"b$", "p"),
)
MISHEARD = rules_of(
    (r"(?<=\w\w[^aeiou])e(?=[^aeiou][aeiou])", ""),
    (r"^([bcdgjklmnpst])e(?=[lr][aiou])", r"\1"),
    (r"[fv]", "p"),
    (r"(.)\1+", r"\1"),
)
COARSE = rules_of(
    (r"^([bcdgjklmnpst])e(?=[lr][aiou])", r"\1"),
    (r"o", "a"),
    (r"e", "i"),
    (r"[fv]", "p"),
    (r"j", "y"),
    (r"(?<!^)y", "i"),
    (r"h", ""),
    (r"d$", "t"),
    (r"b$", "p"),
    (r"(.)\1+", r"\1"),
)


def applied(rules: Rules, word: str) -> str:
    """The word after every rule in turn."""
    for pattern, sound in rules:
        word = pattern.sub(sound, word)
    return word


@lru_cache(maxsize=100_000)
def sound_of(word: str) -> str:
    """k2 of a word in modern spelling."""
    found = DOUBLED.sub(r"\1", word)
    if ANY_ARABIC.search(found):
        found = applied(ARABIC, found)
    if "c" in found:  # so has every Christian rule
        found = applied(CHRISTIAN, found)
    return applied(RULES, found) or word


@lru_cache(maxsize=100_000)
def coarse(sound: str) -> str:
    """k3 of a k2 word."""
    return applied(COARSE, sound) or sound


@lru_cache(maxsize=100_000)
def heard_as(word: str) -> frozenset[str]:
    """What a listener may take a k1 word for: z and j, kh and h, f and p mixed up, schwa lost."""
    softer = word.replace("dz", "j").replace("z", "j")
    variants = (word, softer, word.replace("kh", "h"))
    return frozenset(applied(MISHEARD, sound_of(one)) for one in variants)
