"""What somebody shared, as they typed it: links to read, or a text. Pure, so that every surface reads a share alike."""

import re
from html import unescape
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from bot.article import links_in
from bot.briefing.model import Model

TEXT_WORDS = 40  # with so many words around its links, what was shared is a text and not its links
MIN_WORDS = 6  # so few words are no article, but somebody trying out the command
_MARK = re.compile(r"<(?:[@#!])?(?P<target>[^<>|]+)(?:\|(?P<label>[^<>]*))?>")
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|igshid|ref_src", re.IGNORECASE)


class Share(Model):
    """One thing to brief: `source` is the link or the text; `url` the link, tidied, by which it is known again."""

    source: str
    url: str | None = None

    @classmethod
    def link(cls, url: str) -> "Share":
        """Return the share of a link."""
        return cls(source=url, url=tidy(url))


def shares_in(text: str) -> tuple[Share, ...]:
    """Return what a message in Slack's mrkdwn shares: each of its links, or its text; nothing where there is none."""
    words = [word for word in _as_typed(text).split() if "://" not in word]
    links = links_in(text)
    if links and len(words) < TEXT_WORDS:
        return tuple({share.url: share for share in reversed([Share.link(link) for link in links])}.values())[::-1]
    typed = _as_typed(text).strip()
    return (Share(source=typed),) if len(typed.split()) >= MIN_WORDS else ()


def tidy(url: str) -> str:
    """Return a link without what does not say which article it is: its fragment, the campaign, the host's case."""
    try:
        parts = urlsplit(url.strip())
        query = [
            (name, value)
            for name, value in parse_qsl(parts.query, keep_blank_values=True)
            if not _TRACKING.fullmatch(name)
        ]
    except ValueError:
        return url.strip()
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", urlencode(query), ""))


def _as_typed(text: str) -> str:
    return unescape(_MARK.sub(lambda mark: mark["label"] or mark["target"], text))
