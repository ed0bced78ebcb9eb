"""The table of revisions as its triggers know it; a new column must be named here."""

from kentongan.encryption.append_only import AppendOnly

REVISIONS = AppendOnly(
    table="reports_revision",
    word="revision",
    plain=(
        *("id", "report_id", "number", "written_at", "written_by_id", "region_id"),
        *("place_precision", "noticed_on", "time_precision", "indicators", "fee_rupiah"),
        *("source_kind", "reliability", "credibility"),
    ),
    encrypted=("reason", "noticed", "place_text", "things", "destination", "job", "fee"),
    reason="a revision is never changed, only followed by the next one",
)
