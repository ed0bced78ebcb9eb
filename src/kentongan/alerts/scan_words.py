"""What a scan of files says to its reader: the report, and what is wrong with a file."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kentongan.alerts.decimals import decimal
from kentongan.engine.detection import Cluster, ScanResult
from kentongan.engine.detection.files import BadFile, Fault, Study

# A rarer cluster than this is told as "rarer than".
RAREST_DAYS = 1_000_000
NAMED_PLACES = 5

FAULTS = {
    Fault.NOT_TEXT: gettext_noop("ini bukan berkas teks; simpan sebagai CSV atau teks biasa"),
    Fault.EMPTY: gettext_noop("berkas ini kosong"),
    Fault.QUOTE: gettext_noop("tanda kutip tidak ditutup"),
    Fault.MISSING_FIELD: gettext_noop("ada isian yang kurang; lengkapi baris ini"),
    Fault.MISSING_COLUMN: gettext_noop(
        "kolom “%(seen)s” tidak ada; beri nama kolom di baris pertama"
    ),
    Fault.NOT_WHOLE: gettext_noop("“%(seen)s” bukan bilangan bulat"),
    Fault.NOT_NUMBER: gettext_noop("“%(seen)s” bukan bilangan yang sah di sini"),
    Fault.NOT_DATE: gettext_noop("“%(seen)s” bukan tanggal; tulis seperti 2026/11/24"),
    Fault.NO_SUCH_DAY: gettext_noop("tanggal “%(seen)s” tidak ada di kalender"),
    Fault.NOT_LATITUDE: gettext_noop(
        "“%(seen)s” bukan lintang (−90 sampai 90); untuk peta datar pakai --flat"
    ),
    Fault.NOT_LONGITUDE: gettext_noop(
        "“%(seen)s” bukan bujur (−180 sampai 180); untuk peta datar pakai --flat"
    ),
    Fault.PLACE_TWICE: gettext_noop("tempat “%(seen)s” tertulis dua kali; hapus salah satunya"),
    Fault.UNKNOWN_PLACE: gettext_noop(
        "tempat “%(seen)s” tidak ada di berkas koordinat; tambahkan di sana"
    ),
    Fault.NO_PEOPLE: gettext_noop("tidak ada penduduk untuk “%(seen)s”, padahal ada kasusnya"),
    Fault.NO_CASES: gettext_noop("tidak ada kasus dalam masa yang diperiksa"),
    Fault.NOT_SETTING: gettext_noop("“%(seen)s” bukan pengaturan; tulis Nama=nilai"),
    Fault.NOT_SUPPORTED: gettext_noop("“%(seen)s” tidak didukung; ubah pengaturan ini"),
    Fault.MISSING_SETTING: gettext_noop("“%(seen)s” belum ditentukan"),
    Fault.TOO_MANY: gettext_noop("terlalu banyak kasus untuk sekali periksa"),
    Fault.TOO_LARGE: gettext_noop(
        "terlalu banyak tempat untuk masa sepanjang ini; persingkat masanya"
    ),
    Fault.TOO_WIDE: gettext_noop("terlalu banyak tempat tanpa batas radius; pakai --max-km"),
    Fault.PERIOD: gettext_noop("masa yang diperiksa berakhir sebelum mulai"),
}
MODELS = {
    "nothing": gettext_noop("kasus dibandingkan dengan kasus di waktu lain (permutasi)"),
    "people": gettext_noop("kasus dibandingkan dengan jumlah penduduk (Poisson)"),
    "controls": gettext_noop("kasus dibandingkan dengan kontrol (Bernoulli)"),
}
LOOKS = {
    "now": gettext_noop("gugus yang masih berlangsung pada hari terakhir"),
    "past": gettext_noop("gugus kapan saja dalam masa ini"),
    "places": gettext_noop("gugus tempat sepanjang masa ini"),
}


def told_fault(bad: BadFile) -> str:
    """Which file, line and column, and what to do about it."""
    what = _(FAULTS[bad.fault]) % {"seen": bad.seen[:60]}
    if not bad.line:
        return _("%(name)s: %(what)s.") % {"name": bad.name, "what": what}
    place = {"name": bad.name, "line": bad.line, "column": bad.column, "what": what}
    return _("%(name)s, baris %(line)d, kolom %(column)d: %(what)s.") % place


def report_of(study: Study, result: ScanResult) -> str:
    """The whole report."""
    return "\n".join([*_head(study, result), "", *_clusters(study, result.clusters)])


def title_of(study: Study) -> str:
    """One line: what was looked at and when."""
    if not study.wishes.dated:
        return _("Gugus kasus tanpa tanggal")
    return _("Gugus kasus %(start)s sampai %(end)s") % {
        "start": _day(study.tables[0].start),
        "end": _day(study.tables[0].end),
    }


def _head(study: Study, result: ScanResult) -> Iterator[str]:
    yield title_of(study)
    yield _("%(cases)d kasus di %(places)d tempat; %(model)s.") % {
        "cases": study.total,
        "places": len(study.geometry.areas),
        "model": _(MODELS[study.wishes.against]),
    }
    if study.left_out:
        yield _("%(count)d kasus di luar masa ini tidak dihitung.") % {"count": study.left_out}
    yield _("Dicari: %(look)s; %(limits)s.") % {
        "look": _(LOOKS[study.wishes.look]),
        "limits": _limits(study),
    }
    yield _("Dibandingkan dengan %(sets)d kumpulan data acak, benih %(seed)d.") % {
        "sets": len(result.null_maxima),
        "seed": study.settings.seed,
    }


def _limits(study: Study) -> str:
    settings = study.settings
    share = decimal(100 * settings.max_share, 1)
    parts = [_("paling banyak %(share)s persen kasus atau penduduk") % {"share": share}]
    if settings.max_km is not None:
        parts.insert(0, _("radius paling jauh %(km)s km") % {"km": decimal(settings.max_km, 2)})
    if not settings.purely_spatial:
        parts.append(
            _("%(least)s sampai %(most)s hari")
            % {"least": decimal(settings.min_days, 0), "most": decimal(settings.max_days, 0)}
        )
    return ", ".join(parts)


def _clusters(study: Study, clusters: Sequence[Cluster]) -> Iterator[str]:
    if not clusters:
        yield _("Tidak ada gugus: di mana pun kasus tidak lebih banyak dari biasanya.")
    for rank, cluster in enumerate(clusters, 1):
        yield from _cluster(study, rank, cluster)


def _cluster(study: Study, rank: int, cluster: Cluster) -> Iterator[str]:
    yield _("Gugus %(rank)d: %(places)s") % {"rank": rank, "places": _places(cluster)}
    yield "  " + _("radius %(km)s km") % {"km": decimal(cluster.radius_km, 2)}
    if study.wishes.dated:
        days = {"start": _day(cluster.start), "end": _day(cluster.end)}
        yield "  " + _("%(start)s sampai %(end)s") % days
    yield "  " + _("%(observed)d kasus, biasanya %(expected)s (%(times)s kali)") % {
        "observed": cluster.observed,
        "expected": decimal(cluster.expected, 2),
        "times": decimal(cluster.observed / cluster.expected, 2),
    }
    yield "  " + _("statistik %(statistic)s; p %(rank)s (urutan), %(gumbel)s (Gumbel)") % {
        "statistic": decimal(cluster.statistic, 6),
        "rank": decimal(cluster.monte_carlo_p, 4),
        "gumbel": f"{cluster.gumbel_p:.4g}".replace(".", ","),
    }
    if study.wishes.look == "now":
        yield "  " + _rarity(cluster.recurrence_days)


def _rarity(days: float) -> str:
    if days > RAREST_DAYS:
        return _("Kebetulan seperti ini lebih jarang dari sekali dalam sejuta hari.")
    return _("Kebetulan seperti ini terjadi kira-kira sekali dalam %(days)s hari.") % {
        "days": decimal(days, 0)
    }


def _places(cluster: Cluster) -> str:
    named = ", ".join(cluster.members[:NAMED_PLACES])
    more = len(cluster.members) - NAMED_PLACES
    if more <= 0:
        return named
    return _("%(places)s, dan %(more)d tempat lain") % {"places": named, "more": more}


def _day(day: date) -> str:
    return day.isoformat()
