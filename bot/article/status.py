"""What a site's answer means for a person: its status and its content type, each refusal one plain sentence."""

import httpx

from bot.article.kinds import CONTENT_TYPES, media_type
from bot.errors import ContentTypeError, NoArticleError, PaywallError, StatusError, WebError

_SENTENCES = {
    400: "The site did not understand this link (400).",
    403: "The site refuses to show this page to a program (403).",
    404: "There is no page at this link (404).",
    410: "The page at this link was taken down (410).",
    429: "The site has had too many requests and asks to wait (429).",
    451: "The site may not show this page here for legal reasons (451).",
    500: "The site has broken down (500).",
    503: "The site is not available at the moment (503).",
}
_UNTOLD = {"", "application/octet-stream", "binary/octet-stream", "application/x-download"}
_OK, _NO_CONTENT, _RESET, _REDIRECTS, _CLIENT, _SERVER = 200, 204, 205, 300, 400, 500


def check_status(response: httpx.Response, *, url: str) -> None:
    """Raise StatusError, PaywallError or NoArticleError unless the answer carries a page."""
    status = response.status_code
    trouble: WebError | None = None
    if status == httpx.codes.UNAUTHORIZED:
        trouble = PaywallError("The page is behind a login (401).", url=url)
    elif status == httpx.codes.PAYMENT_REQUIRED:
        trouble = PaywallError("The article is for subscribers (402).", url=url)
    elif status in {_NO_CONTENT, _RESET}:
        trouble = NoArticleError("The page at this link is empty.", url=url)
    elif not _OK <= status < _REDIRECTS:
        trouble = StatusError(_SENTENCES.get(status) or _sentence(status), url=url, status=status)
    if trouble is not None:
        raise trouble


def check_content_type(response: httpx.Response, *, url: str) -> None:
    """Raise ContentTypeError for what is surely no page, text or document; an untold type passes."""
    kind = media_type(response.headers.get("content-type", ""))
    if kind not in CONTENT_TYPES and kind not in _UNTOLD:
        raise ContentTypeError(f"The link leads to {_noun(kind)}, not to an article.", url=url)


def _sentence(status: int) -> str:
    if status >= _SERVER:
        return f"The site has trouble of its own ({status})."
    return f"The site refuses this link ({status})." if status >= _CLIENT else f"The site gave no page ({status})."


def _noun(kind: str) -> str:
    family = kind.partition("/")[0]
    nouns = {"image": "a picture", "video": "a video", "audio": "a sound"}
    return f"{nouns.get(family, 'a file')} ({kind[:60]})"
