"""A pinned connection still proves the name, not the address, by its certificate."""

import ssl
from collections.abc import AsyncIterator

import pytest
import trustme

from bot.article import WebReader
from bot.errors import UnreachableError
from tests.article.site import ARTICLE, PUBLIC, Names, Recorder, Site, answer

NAMES = {"news_example": [[PUBLIC]], "other_example": [[PUBLIC]]}


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
async def secure_site(authority: trustme.CA) -> AsyncIterator[Site]:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("news.example").configure_cert(tls)
    site = Site({"/": answer(ARTICLE)})
    server = await site.start(tls)
    yield site
    server.close()
    await site.stop()


@pytest.fixture
def trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


async def test_certificate_of_the_name_is_accepted_at_the_checked_address(
    secure_site: Site, trusting: ssl.SSLContext
) -> None:
    recorder = Recorder(secure_site.port)
    article = await WebReader(resolve=Names(**NAMES), backend=recorder, ssl_context=trusting).read(
        "https://news.example/"
    )
    assert article.publisher == "Example News"
    assert recorder.connected == [(PUBLIC, 443)]
    assert "host: news.example\r\n" in secure_site.requests[0]


async def test_certificate_of_another_name_is_refused(secure_site: Site, trusting: ssl.SSLContext) -> None:
    web = WebReader(resolve=Names(**NAMES), backend=Recorder(secure_site.port), ssl_context=trusting)
    with pytest.raises(UnreachableError, match="certificate is not valid"):
        await web.read("https://other.example/")
    assert secure_site.requests == []


async def test_unknown_authority_is_refused(secure_site: Site) -> None:
    web = WebReader(resolve=Names(**NAMES), backend=Recorder(secure_site.port))
    with pytest.raises(UnreachableError, match="certificate is not valid"):
        await web.read("https://news.example/")
    assert secure_site.requests == []
