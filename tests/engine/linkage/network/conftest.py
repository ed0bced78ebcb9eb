"""Small networks, written as what each source tells."""

from hypothesis import settings
from hypothesis import strategies as st

from kentongan.engine.linkage.network.graph import Column, Network, Told, network_of

COLUMN = {"R": Column.RECRUITER, "N": Column.NUMBER, "O": Column.OFFER}
COLUMN |= {"P": Column.PLACE, "D": Column.DESTINATION}


def written(*sources: str, common: str = "") -> Network[str]:
    """``written("R1 N1 P1", "N1 R2")``: two sources; the first letter is the column."""
    return network_of(
        Told(number, word, COLUMN[word[0]], 738_000 + number, word in common.split())
        for number, source in enumerate(sources)
        for word in source.split()
    )


words = st.builds(
    lambda letter, number: f"{letter}{number}", st.sampled_from("RNOPD"), st.integers(0, 3)
)
networks = st.lists(st.lists(words, min_size=1, max_size=5).map(" ".join), min_size=1, max_size=9)

CALM = settings(max_examples=50, deadline=None, derandomize=True)
