"""The closing words of ``kentongan demo``: what was planted, what was caught, who may log in."""

from collections.abc import Sequence

from kentongan.engine.synthetic import World
from kentongan.engine.synthetic.evaluation import Outcome, Score, Verdict
from kentongan.reports.models import ImportBatch, RowStatus
from kentongan.reports.queries.imports import counts_of
from kentongan.website.demo.custodians import told
from kentongan.website.demo.people import PASSWORD, logins


def days(number: float | None) -> str:
    """A median in words."""
    return "–" if number is None else f"{number:g} hari"


def missed(outcomes: Sequence[Outcome]) -> int:
    """How many of those that no alert caught shared nothing two voices could be linked by."""
    return sum(one.caught_on is None and one.linkable_on is None for one in outcomes)


def imported(world: World, batch: ImportBatch) -> str:
    """What the importer made of the list."""
    counts = counts_of(batch)
    good = counts[RowStatus.ACCEPTED] + counts[RowStatus.QUESTION]
    return (
        f"Daftar Excel: {len(world.notices)} kabar ditulis, {good} masuk"
        f" ({counts[RowStatus.QUESTION]} dengan catatan), {counts[RowStatus.REJECTED]} ditolak,"
        f" {counts[RowStatus.REPEATED]} sudah ada."
    )


def caught(score: Score) -> list[str]:
    """How well the planted networks and clusters were caught."""
    unlinkable = missed(score.networks)
    left = f", {unlinkable} tidak mungkin (tidak ada hal yang sama)" if unlinkable else ""
    return [
        f"Jaringan perekrut yang ditanam: {len(score.networks)}, tertangkap:"
        f" {score.networks_caught}{left};"
        f" median {days(score.median_days_since_linkable)} sejak dapat dihubungkan.",
        f"Gugus yang ditanam: {len(score.clusters)}, tertangkap: {score.clusters_caught};"
        f" median {days(score.cluster_median_days)} sejak kabar kedua.",
        f"Peringatan: {score.alerts_per_week:.1f} seminggu; keliru {score.false_per_week:.1f}"
        f" seminggu ({score.count(Verdict.FALSE)} setahun); petunjuk satu laporan"
        f" {score.hints_per_week:.1f} seminggu.",
    ]


def summary(world: World, batch: ImportBatch, score: Score) -> str:
    """Everything a newcomer should read before logging in."""
    lines = [
        "",
        "Dunia rekaan, bukan data orang. Yang terjadi:",
        *(f"  {line}" for line in (imported(world, batch), *caught(score))),
        "",
        f"Masuk dengan salah satu nama ini; kata sandi semuanya: {PASSWORD}",
        *(f"  {line}" for line in logins()),
        told(),
        "",
    ]
    return "\n".join(lines) + "\n"
