"""The page as a browser would read it: parsed strictly, with what it marks taken out again."""

import re
from typing import Any

import html5lib

from bot.briefing.model import Actor, Briefing, Mention, Request, Span
from bot.briefing.page.passages import holdable

SVG = "{http://www.w3.org/2000/svg}"
LINE_ENDS = re.compile(r"[\n\r\x0b\x0c\x85\u2028\u2029\ufffd]")


def parsed(html: str) -> Any:
    """Return the page's root; an error of HTML is an error here."""
    root = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
    for element in root.iter():
        element.tag = element.tag.removeprefix(SVG)
    return root


def text(element: Any) -> str:
    return "".join(element.itertext())


def classes(element: Any) -> list[str]:
    return str(element.get("class", "")).split()


def with_class(root: Any, name: str) -> list[Any]:
    return [element for element in root.iter() if name in classes(element)]


def by_id(root: Any, name: str) -> Any:
    (found,) = [element for element in root.iter() if element.get("id") == name]
    return found


def marked(root: Any, kind: str, number: int) -> str:
    """Return the text in the pieces of an item."""
    return "".join(text(element) for element in with_class(root, f"{kind}-{number}-span"))


def bare(words: str) -> str:
    """Return words as they can be compared: line ends do not survive where paragraphs are cut."""
    return LINE_ENDS.sub("", holdable(words))


def with_mentions(briefing: Briefing, spans: list[Span]) -> Briefing:
    """Return the briefing with one more actor, mentioned at each of the spans."""
    mentions = tuple(Mention(**span.model_dump(), form="name") for span in spans)
    actor = Actor(id="A77", name="Everybody", kind="group", mentions=mentions)
    return briefing.model_copy(update={"actors": (*briefing.actors, actor)})


def asked(name: str, requester: Any, addressee: Any, item: Span) -> Request:
    return Request(
        id=name,
        force="request",
        requester=requester,
        addressee=addressee,
        item=item,
        cue=item,
        evidence=(),
        confidence=0.9,
    )
