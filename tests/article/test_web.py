"""Reading a page over real HTTP: what comes back, what is sent, and where it ends."""

import asyncio
import gzip
import time
import zlib
from datetime import UTC, datetime

import pytest

from bot import __version__
from bot.article import Limits, WebReader, read
from bot.errors import (
    AddressError,
    ContentTypeError,
    FileError,
    LanguageError,
    NoArticleError,
    PaywallError,
    RedirectError,
    StatusError,
    TimedOutError,
    TooLargeError,
    UnreachableError,
    WebError,
)
from tests.article.papers import pdf
from tests.article.site import ARTICLE, PUBLIC, Names, Recorder, Site, answer, redirect

LIMITS = Limits(seconds=0.4, wire_bytes=100_000, body_bytes=200_000, hops=3)
TEXT = "The minister said on Tuesday that Turkey had asked for help."


def reader(site: Site) -> WebReader:
    return WebReader(site.trusted, LIMITS)


async def test_article_is_read_with_all_that_the_page_says_of_itself(site: Site) -> None:
    site.pages["/story?utm_source=x"] = answer(ARTICLE)
    article = await reader(site).read(site.url("/story?utm_source=x#top"))
    assert (article.url, article.title, article.publisher, article.authors, article.published) == (
        site.url("/story?utm_source=x#top"),
        "Ministry asks for aid",
        "Example News",
        ("Jane Doe",),
        "2024-03-05",
    )
    assert "which nobody in the region has been able to verify" in article.text
    assert "World" not in article.text
    assert article.fetched_at is not None
    assert datetime.fromisoformat(article.fetched_at).tzinfo == UTC


async def test_request_is_polite_and_carries_nothing_private(site: Site) -> None:
    site.pages["/"] = answer(ARTICLE)
    await reader(site).read(site.url())
    request = site.requests[0]
    assert f"user-agent: factdesk/{__version__} (+newsroom fact desk)\r\n" in request
    assert "accept-encoding: gzip, deflate\r\n" in request
    assert "cookie:" not in request
    assert "authorization:" not in request


async def test_publisher_falls_back_to_the_host(site: Site) -> None:
    site.pages["/"] = answer(TEXT, kind="text/plain")
    web = WebReader(resolve=Names(www_example_com=[[PUBLIC]]), backend=Recorder(site.port))
    article = await web.read("http://www.example.com/")
    assert (article.publisher, article.text, article.title) == ("example.com", TEXT, None)


async def test_source_is_a_link_or_a_text(site: Site) -> None:
    site.pages["/"] = answer(ARTICLE)
    assert (await read(f"<{site.url()}|the story>", reader(site))).publisher == "Example News"
    assert (await read(f"Look: {site.url()}", reader(site))).text == f"Look: {site.url()}"
    with pytest.raises(AddressError):
        await read("ftp://example.com/x", reader(site))


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"])
async def test_redirect_is_followed_to_the_final_link(site: Site, status: str) -> None:
    site.pages["/a"] = redirect("b?x=1", status)
    site.pages["/b?x=1"] = answer(ARTICLE)
    assert (await reader(site).read(site.url("/a"))).url == site.url("/b?x=1")


async def test_redirect_in_a_circle_ends(site: Site) -> None:
    site.pages["/a"], site.pages["/b"] = redirect("/b"), redirect("/a")
    with pytest.raises(RedirectError, match="in a circle"):
        await reader(site).read(site.url("/a"))
    assert len(site.requests) == 2


async def test_too_many_redirects_end(site: Site) -> None:
    site.pages.update({f"/{number}": redirect(f"/{number + 1}") for number in range(9)})
    with pytest.raises(RedirectError, match="more than 3 times"):
        await reader(site).read(site.url("/0"))
    assert len(site.requests) == 4


async def test_redirect_to_nowhere_is_told(site: Site) -> None:
    site.pages["/"] = answer(status="302 Found")
    with pytest.raises(RedirectError, match="nowhere"):
        await reader(site).read(site.url())


@pytest.mark.parametrize("location", ["file:///etc/passwd", "ftp://example.com/x", "javascript:alert(1)", "data:,x"])
async def test_redirect_to_another_scheme_is_refused(site: Site, location: str) -> None:
    site.pages["/"] = redirect(location)
    with pytest.raises((AddressError, RedirectError), match=r"Only http and https|is no web page"):
        await reader(site).read(site.url())
    assert len(site.requests) == 1


async def test_cookie_opens_a_door_on_its_own_host_only(site: Site) -> None:
    names = Names(a_example=[[PUBLIC]], b_example=[[PUBLIC]])
    web = WebReader(resolve=names, backend=Recorder(site.port))
    site.pages["/a"] = redirect("/door", Set_Cookie="seen=1; Path=/")
    site.pages["/door"] = redirect("http://b.example/story")
    site.pages["/story"] = answer(ARTICLE)
    await web.read("http://a.example/a")
    assert ["cookie: seen=1" in request for request in site.requests] == [False, True, False]
    await web.read("http://a.example/door")
    assert "cookie:" not in site.requests[3]


async def test_slow_drip_ends_within_the_time_limit(site: Site) -> None:
    async def drip(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while True:
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.02)

    site.pages["/"] = drip
    started = time.monotonic()
    with pytest.raises(TimedOutError, match=r"within 0\.4 seconds"):
        await reader(site).read(site.url())
    assert time.monotonic() - started < 3


async def test_silent_site_ends_within_the_time_limit(site: Site) -> None:
    async def silence(_writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(60)

    site.pages["/"] = silence
    with pytest.raises(TimedOutError):
        await reader(site).read(site.url())


async def test_slow_name_ends_within_the_time_limit() -> None:
    async def resolve(_host: str, _port: int) -> list[str]:
        await asyncio.sleep(60)
        return []

    with pytest.raises(TimedOutError):
        await WebReader(limits=LIMITS, resolve=resolve).read("http://slow.example/")


@pytest.mark.parametrize("head", ["", "Content-Length: 999999999\r\n", "Transfer-Encoding: chunked\r\n"])
async def test_endless_body_ends_at_the_limit(site: Site, head: str) -> None:
    sent = 0

    async def pour(writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        writer.write(f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{head}\r\n".encode())
        while True:
            writer.write(b"2710\r\n" + b"x" * 10_000 + b"\r\n")
            await writer.drain()
            sent += 10_000

    site.pages["/"] = pour
    with pytest.raises(TooLargeError) as refused:
        await reader(site).read(site.url())
    assert refused.value.limit == LIMITS.wire_bytes
    assert sent < 50 * LIMITS.wire_bytes


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
async def test_bomb_stops_at_the_limit(site: Site, encoding: str) -> None:
    pack = gzip.compress if encoding == "gzip" else zlib.compress
    bomb = pack(b"<p>" + b"x" * 50_000_000)
    assert len(bomb) < LIMITS.wire_bytes
    site.pages["/"] = answer(bomb, Content_Encoding=encoding)
    with pytest.raises(TooLargeError) as refused:
        await reader(site).read(site.url())
    assert refused.value.limit == LIMITS.body_bytes


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(ARTICLE.encode())),
        ("x-gzip", gzip.compress(ARTICLE[:700].encode()) + gzip.compress(ARTICLE[700:].encode())),
        ("gzip", gzip.compress(ARTICLE.encode()) + b"\0" * 20),
        ("deflate", zlib.compress(ARTICLE.encode())),
        ("deflate", raw_deflate(ARTICLE.encode())),
        ("identity", ARTICLE.encode()),
    ],
)
async def test_packed_page_is_unpacked(site: Site, encoding: str, body: bytes) -> None:
    site.pages["/"] = answer(body, Content_Encoding=encoding)
    assert (await reader(site).read(site.url())).title == "Ministry asks for aid"


@pytest.mark.parametrize(
    ("encoding", "body", "trouble"),
    [
        ("gzip", gzip.compress(ARTICLE.encode())[:-50], UnreachableError),
        ("gzip", b"no gzip at all", UnreachableError),
        ("br", b"\x0b\x02", ContentTypeError),
        ("gzip, gzip", b"", ContentTypeError),
    ],
)
async def test_damaged_or_unasked_packing_is_refused(
    site: Site, encoding: str, body: bytes, trouble: type[WebError]
) -> None:
    site.pages["/"] = answer(body, Content_Encoding=encoding)
    with pytest.raises(trouble):
        await reader(site).read(site.url())


@pytest.mark.parametrize(
    ("page", "trouble"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 500\r\n\r\n<p>", UnreachableError),
        (b"nonsense\r\n\r\n", UnreachableError),
        (b"", UnreachableError),
        (answer(ARTICLE, X="y" * 70_000), UnreachableError),
        (answer(ARTICLE, X="y" * 700_000), UnreachableError),
        (answer(""), NoArticleError),
        (answer(status="204 No Content"), NoArticleError),
    ],
)
async def test_broken_answer_is_told(site: Site, page: bytes, trouble: type[WebError]) -> None:
    site.pages["/"] = page
    with pytest.raises(trouble):
        await reader(site).read(site.url())


async def test_closed_port_is_told(site: Site) -> None:
    free = await asyncio.start_server(lambda _r, _w: None, "127.0.0.1", 0)
    port = free.sockets[0].getsockname()[1]
    free.close()
    await free.wait_closed()
    with pytest.raises(UnreachableError, match=r"127\.0\.0\.1 cannot be reached\."):
        await WebReader(frozenset({"127.0.0.1"})).read(f"http://127.0.0.1:{port}/")
    assert site.requests == []


@pytest.mark.parametrize(
    ("status", "trouble", "sentence"),
    [
        ("401 Unauthorized", PaywallError, "The page is behind a login (401)."),
        ("402 Payment Required", PaywallError, "The article is for subscribers (402)."),
        ("403 Forbidden", StatusError, "The site refuses to show this page to a program (403)."),
        ("404 Not Found", StatusError, "There is no page at this link (404)."),
        ("410 Gone", StatusError, "The page at this link was taken down (410)."),
        ("418 Teapot", StatusError, "The site refuses this link (418)."),
        ("429 Too Many", StatusError, "The site has had too many requests and asks to wait (429)."),
        ("503 Unavailable", StatusError, "The site is not available at the moment (503)."),
        ("502 Bad Gateway", StatusError, "The site has trouble of its own (502)."),
        ("304 Not Modified", StatusError, "The site gave no page (304)."),
    ],
)
async def test_status_is_told_in_one_sentence(site: Site, status: str, trouble: type[WebError], sentence: str) -> None:
    site.pages["/"] = answer(ARTICLE, status)
    with pytest.raises(trouble) as refused:
        await reader(site).read(site.url())
    assert refused.value.sentence == sentence
    assert refused.value.url == site.url()
    assert "Paste the text" in str(refused.value)


@pytest.mark.parametrize("kind", ["image/png", "application/json", "video/mp4", "text/css", "application/zip"])
async def test_other_content_type_is_refused(site: Site, kind: str) -> None:
    site.pages["/"] = answer("x", kind=kind)
    with pytest.raises(ContentTypeError, match=kind):
        await reader(site).read(site.url())


@pytest.mark.parametrize("kind", [None, "application/octet-stream"])
async def test_untold_content_type_is_found_out(site: Site, kind: str | None) -> None:
    site.pages["/page"] = answer(ARTICLE, kind=kind)
    site.pages["/paper"] = answer(pdf(TEXT), kind=kind)
    site.pages["/picture"] = answer(b"\x89PNG\r\n\x1a\n\0\0\0", kind=kind)
    assert (await reader(site).read(site.url("/page"))).title == "Ministry asks for aid"
    assert (await reader(site).read(site.url("/paper"))).text == TEXT
    with pytest.raises(ContentTypeError):
        await reader(site).read(site.url("/picture"))


async def test_document_behind_a_link_is_read(site: Site) -> None:
    site.pages["/paper"] = answer(pdf(TEXT), kind="application/pdf")
    site.pages["/damaged"] = answer(pdf(TEXT)[:60], kind="application/pdf")
    article = await reader(site).read(site.url("/paper"))
    assert (article.text, article.publisher, article.url) == (TEXT, "127.0.0.1", site.url("/paper"))
    with pytest.raises(FileError):
        await reader(site).read(site.url("/damaged"))


async def test_page_in_another_language_is_told(site: Site) -> None:
    german = "<p>Die Ministerin sagte am Dienstag, dass ihr Haus die Türkei um Hilfe für die Menschen gebeten habe.</p>"
    more = "<p>Aus Ankara gab es zunächst keine Antwort, und auch die Opposition wollte sich dazu nicht äußern.</p>"
    site.pages["/"] = answer(f"<html><body><article>{german}{more}</article></body></html>")
    with pytest.raises(LanguageError, match="German") as refused:
        await reader(site).read(site.url())
    assert refused.value.language == "de"
