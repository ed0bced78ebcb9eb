"""A synthetic year brought into the product by its own doors: list, import, detection, handling."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from django.db.models import Prefetch
from django.utils import timezone

from kentongan.accounts.models import Office, User
from kentongan.alerts.models import Evidence, Signal
from kentongan.engine.synthetic import Place, World, WorldSettings, build_world
from kentongan.engine.synthetic.evaluation import Raised, Score, Verdict, evaluate
from kentongan.regions.models import Level, Region
from kentongan.reports.actions.imports import advance_import, commit_import, receive_file
from kentongan.reports.models import ImportBatch, ImportState
from kentongan.website.demo.line_list import write_line_list

type Tell = Callable[[str, int], None]
LIST_NAME = "Rekap laporan 12 bulan (peragaan).xlsx"
NUMBER_COLUMN = 0  # "No" of the list: the place of the notice in the world, from 1


class NotImported(Exception):
    """The demo's own list was refused: a fault of the product, told with its sentence."""


def places() -> list[Place]:
    """The villages of the loaded areas that have a point on the map."""
    villages = Region.objects.filter(level=Level.VILLAGE, valid_to=None)
    columns = ("code", "name", "parent__name", "parent__parent__name", "longitude", "latitude")
    known = villages.exclude(longitude=None).exclude(latitude=None).order_by("code")
    return [Place(*row) for row in known.values_list(*columns)]


def make_world(*, last_day: date, seed: int, days: int) -> World:
    """The year that ends on ``last_day``, with a cluster that is just emerging."""
    return build_world(places(), WorldSettings.ending(last_day, seed=seed, days=days, emerging=1))


def import_world(world: World, *, by: User, folder: Path, tell: Tell) -> ImportBatch:
    """Write the messy list, and take it through the importer that people use."""
    path = folder / LIST_NAME
    write_line_list(world, path)
    batch = receive_file(by=by, name=path.name, content=path.read_bytes())
    batch = advance_import(batch, progress=tell)
    if batch.state != ImportState.CHECKED:
        raise NotImported(batch.problem or batch.get_state_display())
    commit_import(by=by, batch=batch)
    batch.refresh_from_db()
    return batch


def notice_of_source(batch: ImportBatch, world: World) -> dict[str, str]:
    """``report:<uuid>`` → id of the notice behind that row."""
    rows = batch.rows.exclude(report_uuid=None).defer("messages", "parsed")
    numbered = ((row.report_uuid, row.cells[NUMBER_COLUMN]) for row in rows)
    return {f"report:{uuid}": world.notices[int(number) - 1].id for uuid, number in numbered}


def days_told(world: World, batch: ImportBatch) -> dict[str, date]:
    """``report:<uuid>`` → the day on which the notice reached the office; the list has no such
    column, and detection must not know a notice before it was told."""
    told = {notice.id: notice.reported_on for notice in world.notices}
    return {source: told[notice] for source, notice in notice_of_source(batch, world).items()}


def raised_alerts(office: Office, notices: dict[str, str], start: date) -> list[Raised]:
    """Every signal of the office's alerts as the evaluation reads it."""
    evidence = Prefetch("evidence", Evidence.objects.only("signal_id", "source"))
    signals = Signal.objects.filter(alert__office=office, found_at__date__gte=start)
    return [
        Raised(
            key=f"{signal.alert.key}#{signal.alert_id}",
            kind=signal.kind,
            raised_on=timezone.localdate(signal.found_at),
            notice_ids=frozenset(notices[row.source] for row in signal.evidence.all()),
        )
        for signal in signals.select_related("alert").prefetch_related(evidence)
    ]


def score_of(world: World, batch: ImportBatch, office: Office) -> Score:
    """How many planted networks the alerts caught, how soon, and how many were false."""
    start = world.truth.start - timedelta(days=1)
    return evaluate(world.truth, raised_alerts(office, notice_of_source(batch, world), start))


def founded_alerts(score: Score) -> dict[int, bool]:
    """Key of an alert → whether something planted lies behind it."""
    verdicts = score.verdicts.items()
    return {int(key.rpartition("#")[2]): verdict is not Verdict.FALSE for key, verdict in verdicts}
