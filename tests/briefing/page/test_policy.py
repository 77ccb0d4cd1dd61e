import base64
import hashlib

from bot.briefing.model import Briefing
from bot.briefing.page import content_security_policy, headers, render
from tests.briefing.briefings import article
from tests.briefing.page.pages import parsed


def test_the_policy_lets_in_the_pages_own_sheet_and_nothing_else(briefing: Briefing) -> None:
    html = render(briefing)
    (style,) = parsed(html).iter("style")
    digest = base64.b64encode(hashlib.sha256(style.text.encode()).digest()).decode()
    policy = content_security_policy(html)
    assert policy.split("; ") == [
        "default-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        f"style-src 'sha256-{digest}'",
        "frame-ancestors 'none'",
    ]
    assert headers(html)["Content-Security-Policy"] == policy


def test_the_file_carries_its_policy_in_itself(briefing: Briefing) -> None:
    html = render(briefing)
    (meta,) = [tag for tag in parsed(html).iter("meta") if tag.get("http-equiv") == "Content-Security-Policy"]
    assert f"{meta.get('content')}; frame-ancestors 'none'" == content_security_policy(html)


def test_an_article_cannot_bring_its_own_sheet_into_the_policy() -> None:
    evil = Briefing(id="b", article=article("<style>body{display:none}</style>", title="<style>*{}</style>"))
    html = render(evil)
    assert len(list(parsed(html).iter("style"))) == 1
    assert content_security_policy(html).count("sha256-") == 1


def test_a_nonce_is_put_on_the_sheet(briefing: Briefing) -> None:
    (style,) = parsed(render(briefing, nonce="r4nd0m")).iter("style")
    assert style.get("nonce") == "r4nd0m"


def test_nobody_keeps_indexes_or_is_told_of_the_page(briefing: Briefing) -> None:
    sent = headers(render(briefing))
    assert sent["Cache-Control"] == "private, no-store"
    assert sent["Referrer-Policy"] == "no-referrer"
    assert "noindex" in sent["X-Robots-Tag"]
