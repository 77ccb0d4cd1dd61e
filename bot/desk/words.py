"""What a person writes in a briefing's thread, read as rulings: `C2 false because … <link>`.

Apart from the Slack handler because it is a small language of its own. Discussion that is no ruling is left alone;
words that come close to one are told apart, so that nothing is ruled by accident and no ruling gets lost unnoticed.
"""

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from html import unescape
from importlib.resources import files
from typing import Any

from bot.article import links_in
from bot.briefing.model import Model
from bot.briefing.ruling import Verdict
from bot.desk import sentences

MAX_REASON = 1000
_CLOSE = 0.66


class Ruled(Model):
    """Somebody ruled on a claim; `verdict` is None where it was found to be no claim at all."""

    claim: str
    verdict: Verdict | None
    reason: str = ""
    links: tuple[str, ...] = ()


class Unclear(Model):
    """Words that come close to a ruling, and what to tell the person who wrote them."""

    sentence: str
    remedy: str


def _any_of(phrases: Collection[str]) -> str:
    longest_first = sorted(phrases, key=len, reverse=True)
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in longest_first)


def _load() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))


_DATA = _load()
_VERDICTS: Mapping[str, Verdict | None] = {
    phrase: Verdict(verdict) for verdict, phrases in _DATA["verdicts"].items() for phrase in phrases
} | dict.fromkeys(_DATA["not_a_claim"])

_ID = r"C\d{1,3}"
_IDS = rf"{_ID}(?:\s*(?:,|&|\+|and|,\s*and)\s*{_ID})*"
_LINE = re.compile(rf"\s*(?:claims?\s+)?(?P<ids>{_IDS})\b(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_JOINT = re.compile(rf"\s*(?:(?:{_any_of(_DATA['joints'])})(?=\s|\b|$))?\s*", re.IGNORECASE)
_VERDICT = re.compile(rf"(?P<phrase>{_any_of(_VERDICTS)})(?![\w'-])(?P<after>.*)", re.IGNORECASE | re.DOTALL)
_BECAUSE = re.compile(
    rf"\s*[.,:;!\u2013\u2014(-]*\s*(?:(?!because\s+of\b)(?:{_any_of(_DATA['becauses'])})\b[:,]?)?\s*", re.IGNORECASE
)
_GIVES_REASON = re.compile(
    rf"\s*(?:$|[.,:;!\u2013\u2014(-]|https?://|(?:{_any_of(_DATA['becauses'] + _DATA['openers'])})\b)", re.IGNORECASE
)
_QUESTION = re.compile(r"\s*[!?]*\?|\s*[.,:;!\u2013\u2014(-].*\?[)\s]*$", re.DOTALL)
_SAYS_WHY = re.compile(rf"\W*(?:{_any_of(_DATA['becauses'] + _DATA['openers'])})\b", re.IGNORECASE)
_LINK = re.compile(r"<(https?://[^|>\s]+)(?:\|[^>]*)?>|(https?://[^\s<>]+)")
_CHAT_MARKS = re.compile(r"<[@#!](?P<id>[^|>]+)(?:\|(?P<label>[^>]*))?>")
_LEADING_MENTION = re.compile(r"^\s*(?:<@[^>]+>[\s,:]*)+")
_FORMATTING = re.compile(r"(?<!\w)[*_~`]+(?=\S)|(?<=\S)[*_~`]+(?!\w)")
_STRAIGHT = str.maketrans({"\u2019": "'", "\u2018": "'", "\u00a0": " "})


def read(text: str, claims: Collection[str]) -> tuple[Ruled | Unclear, ...]:
    """Return what the words of one thread message rule, in order; nothing for ordinary discussion.

    `text` is Slack's mrkdwn, `claims` the ids of the briefing's claims. Each line that opens with claims is one ruling
    (of several claims, if it names several); the lines after it belong to its reason.
    """
    return tuple(outcome for line in _statements(text) for outcome in _read_one(line, claims))


def _statements(text: str) -> list[str]:
    statements: list[str] = []
    for line in _LEADING_MENTION.sub("", text).splitlines():
        if _LINE.match(_without_formatting(line)):
            statements.append(line)
        elif statements:
            statements[-1] += f"\n{line}"
    return statements


def _without_formatting(text: str) -> str:
    return _FORMATTING.sub("", text.translate(_STRAIGHT))


def _plain(statement: str) -> str:
    """Mrkdwn as it reads: links stand as a bare `https://`, mentions as names."""
    said = _CHAT_MARKS.sub(_as_words, _LINK.sub(" https:// ", statement))
    return unescape(_without_formatting(said))


def _read_one(statement: str, claims: Collection[str]) -> Iterator[Ruled | Unclear]:
    links = tuple(links_in(statement))
    line = _LINE.match(_plain(statement))
    if line is None:
        return
    ids = [each.upper() for each in re.findall(_ID, line["ids"], re.IGNORECASE)]
    rest = line["rest"][_end_of_joint(line["rest"]) :]
    verdict = _VERDICT.match(rest)
    if verdict is None:
        yield from _near_miss(ids[0], rest)
        return
    if _QUESTION.match(verdict["after"]) and not _SAYS_WHY.match(verdict["after"]):
        return
    phrase = " ".join(verdict["phrase"].lower().split())
    if not _GIVES_REASON.match(verdict["after"]):
        remedy = sentences.SAY_WHY_REMEDY.format(claim=ids[0], verdict=phrase)
        yield Unclear(sentence=sentences.SAY_WHY.format(claim=ids[0]), remedy=remedy)
        return
    for claim in dict.fromkeys(ids):
        if claim in claims:
            yield Ruled(claim=claim, verdict=_VERDICTS[phrase], reason=_reason(verdict["after"]), links=links)
        else:
            remedy = sentences.NO_SUCH_CLAIM_REMEDY.format(claims=_list(claims))
            yield Unclear(sentence=sentences.NO_SUCH_CLAIM.format(claim=claim), remedy=remedy)


def _end_of_joint(rest: str) -> int:
    joint = _JOINT.match(rest)
    return joint.end() if joint and not _VERDICT.match(rest.lstrip()) else len(rest) - len(rest.lstrip())


def _near_miss(claim: str, rest: str) -> Iterator[Unclear]:
    """Yield help for a lone word that is nearly a verdict, rather than the start of a sentence about the claim."""
    word = re.match(r"[\w'-]+", rest)
    if word is None or not _GIVES_REASON.match(rest[word.end() :]):
        return
    said = word[0].lower()
    single = [phrase for phrase in _VERDICTS if " " not in phrase]
    begun = [phrase for phrase in single if said.startswith(phrase)]
    meant = begun or get_close_matches(said, single, n=1, cutoff=_CLOSE)
    if meant:
        remedy = sentences.DID_YOU_MEAN.format(claim=claim, verdict=meant[0])
        yield Unclear(sentence=sentences.NO_SUCH_VERDICT.format(said=said), remedy=remedy)


def _reason(after: str) -> str:
    said = " ".join(_BECAUSE.sub("", after, count=1).replace("https://", " ").split())
    said = said.strip(" \u2013\u2014-,;:(")
    if "(" not in said:
        said = said.rstrip(") ")
    return said if len(said) <= MAX_REASON else f"{said[: MAX_REASON - 1]}…"


def _as_words(mark: re.Match[str]) -> str:
    return f"@{(mark['label'] or mark['id']).lstrip('@#')}"


def _list(claims: Collection[str]) -> str:
    ordered = sorted(claims, key=lambda claim: int(claim[1:]))
    if not ordered:
        return "none"
    return ordered[0] if len(ordered) == 1 else f"{ordered[0]} to {ordered[-1]}"
