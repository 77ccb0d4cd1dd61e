"""What the scenarios wait for: a thread that is whole, words to one person; and what the bot asked of Slack."""

from typing import Any

from bot.sandbox.slack import Slack
from bot.sandbox.workspace import Message, Whisper
from tests.newsroom.people import People


async def thread_of(people: People, channel: str, *, number: int = 0) -> tuple[Message, list[Message]]:
    """Wait until the claims of the `number`-th card's thread are there, and return the card and its replies."""
    team = people.team

    def whole() -> tuple[Message, list[Message]] | None:
        cards = [one for one in team.posts(channel) if one.thread_ts is None]
        replies = team.thread(channel, cards[number].ts) if number < len(cards) else []
        return (cards[number], replies) if _has_claims(replies) else None

    return await people.slack.until(whole)


async def thread_under(people: People, message: Message) -> list[Message]:
    """Wait until a briefing stands under a message, and return its replies, the card first."""
    team = people.team

    def whole() -> list[Message] | None:
        replies = [one for one in team.thread(message.channel, message.ts) if one in team.posts()]
        return replies if _has_claims(replies) else None

    return await people.slack.until(whole)


async def whisper_to(people: People, user: str, words: str) -> Whisper:
    """Wait for words that one person alone sees."""
    whispers = people.team.whispers
    return await people.slack.until(lambda: next((w for w in whispers if w.user == user and words in w.text), None))


def called(slack: Slack, method: str) -> list[dict[str, Any]]:
    """Return the arguments of each call of a method."""
    return [call.arguments for call in slack.calls if call.method == method]


def _has_claims(replies: list[Message]) -> bool:
    return any(one.text.startswith("Claims") for one in replies)
