"""Pages that show something else than an article, and pages that only look so."""

import pytest

from bot.article.limits import MAX_ELEMENTS
from bot.article.page import read_page
from bot.errors import FileError, NoArticleError, PaywallError, WebError
from tests.article.site import ARTICLE, PARAGRAPHS

URL = "https://news.example/story"
TEASER = "<p>The minister said on Tuesday that her ministry had asked Turkey for help with the port.</p>"
NOT_FREE = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": %s}</script>'


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html lang='en'><head><title>Story</title>{head}</head><body>{body}</body></html>"


@pytest.mark.parametrize(
    ("html", "trouble", "sentence"),
    [
        (
            page(TEASER, NOT_FREE % "false"),
            PaywallError,
            "The article is for subscribers; the page shows only its beginning.",
        ),
        (
            page(TEASER, NOT_FREE % '"False"'),
            PaywallError,
            "The article is for subscribers; the page shows only its beginning.",
        ),
        (page(f"{TEASER}<div>Subscribe to continue reading</div>"), PaywallError, "The article is for subscribers."),
        (
            page(f"{TEASER}<p>You’ve reached your limit of free articles.</p>"),
            PaywallError,
            "The article is for subscribers.",
        ),
        (
            page("<form><input name=u><input class='x' type='password'></form>"),
            PaywallError,
            "The page asks for a login.",
        ),
        (page("<p>Please sign in to see this page of our newspaper.</p>"), PaywallError, "The page asks for a login."),
        (
            page('<div id="root"></div><script src="/app.js"></script>'),
            NoArticleError,
            "The page needs JavaScript to show its text.",
        ),
        (
            page("<noscript>You need to enable JavaScript to run this app.</noscript><div id=root></div>"),
            NoArticleError,
            "The page needs JavaScript to show its text.",
        ),
        (
            page("<h1>Just a moment...</h1><p>Checking your browser before you go on to news.example.</p>"),
            NoArticleError,
            "The site wants proof that a person is reading, and shows no article.",
        ),
        (page(""), NoArticleError, "There is no article on this page."),
        ("", NoArticleError, "There is no article on this page."),
        ("<", NoArticleError, "There is no article on this page."),
    ],
)
def test_wall_is_told_in_one_sentence(html: str, trouble: type[WebError], sentence: str) -> None:
    with pytest.raises(trouble) as refused:
        read_page(html, url=URL)
    assert refused.value.sentence == sentence
    assert refused.value.url == URL


@pytest.mark.parametrize(
    "html",
    [
        ARTICLE,
        ARTICLE.replace("</head>", NOT_FREE % "false" + "</head>"),
        ARTICLE.replace("</article>", "</article><aside>Subscribe to continue reading our newsletter</aside>"),
        ARTICLE.replace("</nav>", "<form><input type=password></form></nav>"),
        ARTICLE.replace("<nav>", "<noscript>Please enable JavaScript</noscript><nav>"),
        page(TEASER),
        page(TEASER, NOT_FREE % "true"),
    ],
)
def test_article_beside_a_wall_is_read(html: str) -> None:
    assert "The minister said on Tuesday" in read_page(html, url=URL).text


def test_headline_text_and_byline_come_from_the_page() -> None:
    reading = read_page(ARTICLE.replace("Jane Doe", "Jane Doe; John Roe"), url=URL)
    assert reading.authors == ("Jane Doe", "John Roe")
    assert reading.text.count("\n") >= 7


def test_page_says_nothing_of_itself() -> None:
    reading = read_page(f"<html><body>{PARAGRAPHS}</body></html>")
    assert (reading.title, reading.authors, reading.published, reading.publisher) == (None, (), None, None)


@pytest.mark.parametrize(
    "html",
    [
        "<!---->" * 25_000,
        "<input " * 25_000,
        "<noscript" * 25_000,
        "<div>" * 20_000 + "deep",
        "<div>x</div>" * 200_000,
        "isAccessibleForFree " * 20_000,
        "<input " + "type " * 100_000,
    ],
    ids=["comments", "inputs", "noscripts", "deep", "many", "markers", "attributes"],
)
def test_hostile_page_ends_soon(html: str) -> None:
    with pytest.raises(WebError):
        read_page(html, url=URL)


def test_file_with_too_many_parts_is_refused() -> None:
    with pytest.raises(FileError, match="too many parts"):
        read_page("<li>x</li>" * (MAX_ELEMENTS + 1))


def test_long_page_is_read_the_quick_way() -> None:
    html = ARTICLE.replace(
        "</article>", "<p>Ankara did not answer the question of reporters.</p>" * 5_500 + "</article>"
    )
    assert "which nobody in the region has been able to verify" in read_page(html, url=URL).text
