"""Accounts and telephone numbers in a text; national ids, days and amounts are neither."""

import re
from collections.abc import Iterator

from kentongan.engine.extraction.spans import GAP, Span
from kentongan.engine.linkage import accounts, phones
from kentongan.engine.linkage.digits import NO_UNIT, ROW, is_amount_or_day, is_money

FLAGS = re.IGNORECASE | re.ASCII
# Banks give out ten digits or more; fewer beside a bank's name are an amount or a day.
FEWEST_ACCOUNT_DIGITS = 10
WALLETS = "|".join(sorted(accounts.WALLETS, key=len, reverse=True))
# "dana" is also the word for funds: nothing but a label may stand between it and the number.
LABEL = r"(?:[ :=.\-]|\b(?:no|nomor|rek|rekening|akun|hp)\b){0,6}"
ACCOUNT = re.compile(
    rf"(?<!\w)(?:(?:{WALLETS})(?!\w){LABEL}(?P<wallet>{ROW})"
    rf"|(?:{accounts.BANK.pattern}|(?:no)?rek(?:ening)?\b)(?P<between>[^\d\n{GAP}]{{0,25}})"
    rf"(?P<bank>{ROW})"
    rf"|(?<![.\-])(?P<before>{ROW}) ?\((?:a\.?n\.? )?{accounts.NAME.pattern}[^)\n]{{0,30}}\))",
    FLAGS,
)
ROWS = ("wallet", "bank", "before")
# After these words beside a bank's name comes a telephone or an amount.
OTHER_NUMBER = re.compile(
    r"\b(?:hubungi|kontak|hp|wa|whatsapp|telp|tlp|telepon|call|rp|sebesar|sejumlah|senilai|uang"
    r"|biaya|sekitar|nik|ktp|kk|tanggal|tgl)\b",
    FLAGS,
)
OF_AN_ACCOUNT = re.compile(r"(?:no)?rek", FLAGS)
# With a bank's name that is also a word ("berangkat mandiri 0850…"), such digits are a telephone.
SURELY_MOBILE = re.compile(r"(?:\+?62|0)8\d{9,11}", re.ASCII)

# Sixteen digits that begin with a province (11 to 96) or the 00 of invented ids. No regency code
# begins with 8, so 628… is a telephone.
ID_TAIL = (
    r"(?:\d{14}|\d{4}[ .\-]\d{6}[ .\-]\d{4}|\d\d(?:[ .\-]\d{4}){3}"
    r"|(?:[ .\-]\d\d){2}[ .\-]\d{6}[ .\-]\d{4})"
)
NATIONAL_ID = re.compile(rf"(?<!\d)(?:00|(?!628)[1-9]\d){ID_TAIL}(?!\d)", re.ASCII)

# Without eight digits near one another (an o for some) there is no number of any kind.
MANY_DIGITS = re.compile(r"\d(?:[ .\-()]{0,4}[\do]){7}", FLAGS)

SEP = r"[ .\-]{1,2}"
GROUP = rf"(?:{SEP}[\do]{{2,8}}(?![\do]){NO_UNIT})"
# "hp0850…" is written in one word.
BEGIN = r"(?:(?<!\w)|(?<=\bhp)|(?<=\bwa)|(?<=\bno)|(?<=telp))"
MOBILE_BEGIN = r"(?:(?:\+|00)?62[ .\-]{0,2}(?:\(0\)|0)?[ .\-]{0,2}|[0o])8"
PHONE = re.compile(
    # Most places are no beginning: told by one letter, the search takes a third of the time.
    r"(?=[\d(+aow])(?:(?:wa\.me/|(?:(?:api|web)\.)?whatsapp(?:\.com|:/)/send/?\?phone=)\+?\d{8,15}"
    r"|\b\d{8,15}@(?:c\.us|s\.whatsapp\.net)"
    rf"|\(0\d{{2,3}}\)[ .\-]{{0,2}}\d{{2,9}}(?!\d){GROUP}{{0,3}}"  # (0355) 791234
    rf"|{BEGIN}{MOBILE_BEGIN}(?:[\do]{{8,11}}(?![\do])|[\do]{{1,7}}(?![\do]){GROUP}{{1,5}})"
    rf"|{BEGIN}8\d{{9,11}}(?!\d)(?![.,]\d)"  # the zero was lost in a spreadsheet
    r"|(?<!\w)0\d{2,3}-\d{5,8}(?!\d)"
    rf"|(?:(?<=telp )|(?<=telp\. )|(?<=telp: )|(?<=telp\.)|(?<=telp:)|(?<=telepon ))"
    rf"0[2-79]\d{{1,2}} ?\d{{5,8}}(?!\d){NO_UNIT}"
    rf"|(?<!\w)(?:\+|00)(?!62|0)\d{{8,15}}(?!\d)"
    rf"|(?<!\w)(?:\+|00)(?!62|0)\d{{1,7}}(?!\d)(?:[ .\-()]{{1,2}}\d{{2,8}}(?!\d){NO_UNIT}){{1,5}})",
    FLAGS,
)
# Inside a longer row of digits, a letter's number, a decimal: no telephone begins here.
ROW_BEFORE = re.compile(r"(?:\d[.,/\-]{1,2} ?|(?<!\d)(?!(?:19|20)\d\d )\d{4} )$", re.ASCII)
LAST_GROUP = re.compile(r"\s+\S+$")


def account_spans(text: str) -> Iterator[Span]:
    """Accounts with the bank, the wallet or the word "rekening" beside them."""
    place = 0
    while match := ACCOUNT.search(text, place):
        row = next(match[name] for name in ROWS if match[name])
        place = match.start() + 1  # "BRI atau DANA 0850…": the next name may do
        if is_account(match, row) and accounts.read(match.group()) is not None:
            yield match.span()
            place = match.end()


def is_account(match: re.Match[str], row: str) -> bool:
    """Whether the row of digits beside a bank's name is an account."""
    digits = accounts.digits_of(row)
    if len(digits) < FEWEST_ACCOUNT_DIGITS or is_amount_or_day(row):
        return False
    if OTHER_NUMBER.search(match["between"] or ""):
        return False
    has_bank = match["between"] is not None and not OF_AN_ACCOUNT.match(match.group())
    return not (has_bank and SURELY_MOBILE.fullmatch(digits))


def national_id_spans(text: str) -> Iterator[Span]:
    """National ids and family card numbers, so that nothing is read inside them."""
    for match in NATIONAL_ID.finditer(text):
        yield match.span()


def phone_spans(text: str) -> Iterator[Span]:
    """Telephone numbers that stand alone or after another one."""
    last = -1
    for match in PHONE.finditer(text):
        start = match.start()
        end = phone_end(match)
        before = ROW_BEFORE.search(text, max(0, start - 8), start)
        follows_another = before is not None and start - 4 <= last
        if end and (before is None or follows_another) and not is_money(text, start, end):
            yield start, end
            last = end


def phone_end(match: re.Match[str]) -> int:
    """Where the number ends, without last groups that make it too long; 0 for none."""
    written = match.group()
    if is_amount_or_day(written):
        return 0
    while phones.read(written) is None:
        shorter = LAST_GROUP.sub("", written)
        if shorter == written:
            return 0
        written = shorter
    return match.start() + len(written)
