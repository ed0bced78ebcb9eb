"""Whose address and protocol are believed."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from kentongan.accounts.middleware import ProxyMiddleware

PROXY, CLIENT, LIAR = "127.0.0.1", "203.0.113.5", "10.9.9.9"
HTTPS = "HTTP_X_FORWARDED_PROTO"


def seen(rf: RequestFactory, **meta: str) -> dict[str, object]:
    """What the site knows of the request."""
    known: dict[str, object] = {}

    def page(request: HttpRequest) -> HttpResponse:
        known.update(request.META)
        return HttpResponse()

    ProxyMiddleware(page)(rf.get("/", **meta))  # type: ignore[arg-type]
    return known


@pytest.mark.parametrize(
    ("proxies", "peer", "told", "believed"),
    [
        ([], CLIENT, LIAR, CLIENT),
        ([], PROXY, LIAR, PROXY),
        ([PROXY], CLIENT, LIAR, CLIENT),
        ([PROXY], PROXY, CLIENT, CLIENT),
        ([PROXY], PROXY, f"{LIAR}, {CLIENT}", CLIENT),
        ([PROXY], PROXY, f"{LIAR},{LIAR},{CLIENT}", CLIENT),
        ([PROXY], PROXY, "", "unknown"),
    ],
)
def test_only_the_own_proxy_tells_the_address_and_only_its_last_word_counts(
    proxies: list[str], peer: str, told: str, believed: str, rf: RequestFactory, settings
) -> None:
    settings.PROXIES = proxies
    found = seen(rf, REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=told)
    assert found["REMOTE_ADDR"] == believed
    assert "HTTP_X_FORWARDED_FOR" not in found


@pytest.mark.parametrize(("peer", "believed"), [(PROXY, "https"), (CLIENT, None)])
def test_only_the_own_proxy_tells_the_protocol(
    peer: str, believed: str | None, rf: RequestFactory, settings
) -> None:
    settings.PROXIES, settings.SECURE_PROXY_SSL_HEADER = [PROXY], (HTTPS, "https")
    found = seen(rf, REMOTE_ADDR=peer, **{HTTPS: "https"}, HTTP_X_FORWARDED_FOR=CLIENT)
    assert found.get(HTTPS) == believed
