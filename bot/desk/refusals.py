"""Slack's refusals, each with what a person can do about it. Apart from the outbox because they are data.

https://docs.slack.dev/reference/methods/chat.postMessage
"""

from bot.desk import sentences
from bot.errors import DeskError, SlackError

PASSING = frozenset({"fatal_error", "internal_error", "request_timeout", "service_unavailable", "team_added_to_org"})
"""Slack's own trouble: it may or may not have done what it was asked."""
BUSY = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
_ABSENT = frozenset({"not_in_channel", "channel_not_found", "user_not_in_channel"})
_CLOSED = frozenset(
    {"is_archived", "restricted_action", "restricted_action_read_only_channel", "restricted_action_thread_locked"}
)
_GONE = frozenset({"message_not_found", "thread_not_found", "cannot_reply_to_message"})
_EXPIRED = frozenset({"expired_trigger_id", "exchanged_trigger_id", "trigger_exchanged"})


def refusal(code: str) -> DeskError | SlackError:
    """Return the error for what Slack says: a DeskError where the person who asked can do something about it."""
    if code in _ABSENT:
        return DeskError(sentences.NOT_IN_CHANNEL, remedy=sentences.NOT_IN_CHANNEL_REMEDY)
    if code in _CLOSED:
        return DeskError(sentences.CHANNEL_CLOSED, remedy=sentences.CHANNEL_CLOSED_REMEDY)
    if code in _GONE:
        return DeskError(sentences.MESSAGE_GONE, remedy=sentences.MESSAGE_GONE_REMEDY)
    if code in _EXPIRED:
        return DeskError(sentences.TOO_LATE, remedy=sentences.TOO_LATE_REMEDY)
    return SlackError(sentences.REFUSED.format(code=code), remedy=sentences.REFUSED_REMEDY)
