"""No sequence of deeds lets a non-party read; the machine stands in ``acceptance.sharing``."""

import pytest

from acceptance import sharing


@pytest.mark.django_db
def test_no_sequence_of_deeds_lets_a_non_party_read() -> None:
    figures = sharing.run(examples=30, first=20261126)
    assert figures["sequences"] >= 30
    assert figures["deeds done"] > 0
