"""Made-up evidence about applications, for the rules to look at."""

from datetime import date

from hypothesis import strategies as st

from kentongan.screening.evidence import (
    Caution,
    Consent,
    EarlierDecision,
    Examination,
    Lookup,
    NationalIdDifference,
    OpenApplication,
    PaperDifference,
    Request,
    SharedContact,
    StatedDate,
)

DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
WORDS = st.sampled_from(["KTP", "KK", "PT Maju", "M-17", "{}", "L", "P"])
SEEN = {"source": WORDS, "on": DAYS}
LOOKUPS = st.lists(
    st.builds(Lookup, **SEEN, name=WORDS, list_name=WORDS, is_listed=st.booleans()), max_size=2
)
CAUTIONS = st.lists(
    st.builds(
        Caution,
        **SEEN,
        number=WORDS,
        thing=WORDS,
        matched_on=st.frozensets(st.sampled_from(["area", "phone", "agency", "recruiter"])),
    ),
    max_size=2,
)


@st.composite
def stated_dates(draw: st.DrawFn) -> list[StatedDate]:
    """Some of the four days, each told as a day or a month."""
    names = ["Hari ini", "Rencana berangkat", "Tanggal tiket", "Rencana pulang"]
    found = []
    for name in draw(st.lists(st.sampled_from(names), unique=True)):
        first, last = sorted((draw(DAYS), draw(DAYS)))
        found.append(StatedDate(draw(WORDS), draw(DAYS), name, first, last))
    return found


APPLICATIONS = st.fixed_dictionaries(
    {
        "paper_differences": st.lists(
            st.builds(
                PaperDifference,
                **SEEN,
                field=WORDS,
                first_paper=WORDS,
                first=WORDS,
                second_paper=WORDS,
                second=WORDS,
            ),
            max_size=2,
        ),
        "national_id_differences": st.lists(
            st.builds(NationalIdDifference, **SEEN, field=WORDS, paper=WORDS), max_size=2
        ),
        "open_applications": st.lists(st.builds(OpenApplication, **SEEN, number=WORDS), max_size=2),
        "shared_contacts": st.lists(
            st.builds(
                SharedContact, **SEEN, thing=WORDS, others=st.integers(3, 9), days=st.just(30)
            ),
            max_size=2,
        ),
        "agency_lookups": LOOKUPS,
        "operator_lookups": LOOKUPS,
        "placement_lookups": LOOKUPS,
        "stated_dates": stated_dates(),
        "cautions": CAUTIONS,
        "earlier_decisions": st.lists(
            st.builds(EarlierDecision, **SEEN, decision=WORDS, office=WORDS, reason=WORDS),
            max_size=2,
        ),
        "examinations": st.lists(
            st.builds(
                Examination, **SEEN, number=WORDS, statement=WORDS, is_proven_false=st.booleans()
            ),
            max_size=2,
        ),
        "expired_requests": st.lists(
            st.builds(Request, **SEEN, until=DAYS, is_complete=st.booleans()), max_size=2
        ),
        "is_child": st.booleans(),
        "consent": st.lists(
            st.builds(Consent, **SEEN, given_by=st.sampled_from(["both", "one", "none"])),
            max_size=2,
        ),
        "companion_cautions": CAUTIONS,
    }
)
