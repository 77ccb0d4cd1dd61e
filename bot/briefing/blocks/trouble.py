"""What goes wrong, told to one person: the error's own sentence and the way out."""

from bot.briefing.blocks import kit, limits
from bot.briefing.blocks.kit import Message
from bot.briefing.blocks.mrkdwn import literal, mrkdwn
from bot.errors import FactdeskError


def trouble(error: FactdeskError) -> Message:
    """Return an ephemeral message; the remedy is ours and keeps its `code` marks, the sentence may quote a link."""
    words = f"{mrkdwn(error.sentence, limits.SECTION // 2)} {_remedy(error.remedy)}".strip()
    return {"text": words, "blocks": [kit.section(words)], "thread": False}


def _remedy(remedy: str) -> str:
    """Return the remedy with its pairs of backticks in force, all else as text."""
    return mrkdwn(remedy, limits.SECTION // 4).replace(literal("`"), "`")
