"""Digests of short texts are plain HMACs, whatever the length of key and text."""

import hmac

from hypothesis import given
from hypothesis import strategies as st

from kentongan.engine.linkage.digests import digester


@given(st.binary(max_size=200), st.lists(st.binary(max_size=200), max_size=4))
def test_a_digest_is_that_of_the_standard_library(key: bytes, messages: list[bytes]) -> None:
    digest = digester(key)
    for message in messages:
        assert digest(message) == hmac.digest(key, message, "sha256")
