"""What the scenarios wait for: a thread that is whole, and words to one person."""

from tests.local_slack.state import Posted, State, Whisper


async def thread_of(slack: State, channel: str, *, number: int = 0) -> tuple[Posted, list[Posted]]:
    """Wait until the claims of the `number`-th card's thread are there, and return the card and its replies."""

    def whole() -> tuple[Posted, list[Posted]] | None:
        cards = [one for one in slack.posts(channel) if one.thread_ts is None]
        replies = slack.thread(channel, cards[number].ts) if number < len(cards) else []
        return (cards[number], replies) if _has_claims(replies) else None

    return await slack.until(whole)


async def thread_under(slack: State, message: Posted) -> list[Posted]:
    """Wait until a briefing stands under a message, and return its replies, the card first."""

    def whole() -> list[Posted] | None:
        replies = [one for one in slack.thread(message.channel, message.ts) if one in slack.posts()]
        return replies if _has_claims(replies) else None

    return await slack.until(whole)


async def whisper_to(slack: State, user: str, words: str) -> Whisper:
    """Wait for words that one person alone sees."""
    return await slack.until(lambda: next((w for w in slack.whispers if w.user == user and words in w.text), None))


def _has_claims(replies: list[Posted]) -> bool:
    return any(one.text.startswith("Claims") for one in replies)
