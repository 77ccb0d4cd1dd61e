"""Everything the desk sends to Slack. One place, so that each post is in order, at Slack's pace, marked and unfurled by nobody."""

import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.briefing.blocks import trouble
from bot.briefing.model import Model
from bot.desk import sentences
from bot.desk.pace import Pacer
from bot.errors import DeskError, FactdeskError

Message = Mapping[str, Any]
METADATA_TYPE = "factdesk_post"
RATE_LIMIT_RETRIES = 5
_ABSENT = frozenset({"not_in_channel", "channel_not_found", "user_not_in_channel"})
_CLOSED = frozenset(
    {"is_archived", "restricted_action", "restricted_action_read_only_channel", "restricted_action_thread_locked"}
)
_GONE = frozenset({"message_not_found", "thread_not_found", "cannot_reply_to_message"})
_EXPIRED = frozenset({"expired_trigger_id", "exchanged_trigger_id", "trigger_exchanged"})
_READING = frozenset({"chat.getPermalink"})  # methods that read take no JSON
_BROKEN = (SlackClientError, aiohttp.ClientError, TimeoutError)
_log = logging.getLogger(__name__)


class Asker(Model):
    """Who asked for something and where, so that they alone can be answered; `response_url` is Slack's, for 30 minutes."""

    team: str
    channel: str
    user: str
    thread_ts: str | None = None
    response_url: str | None = None


def slack_client(token: str, base_url: str, session: aiohttp.ClientSession, log: logging.Logger) -> AsyncWebClient:
    """Return the client of Slack's Web API.

    It waits where Slack says 429 and repeats nothing else: a post repeated after a dropped connection may stand twice.
    """
    retry = AsyncRateLimitErrorRetryHandler(max_retry_count=RATE_LIMIT_RETRIES)
    return AsyncWebClient(token=token, base_url=base_url, session=session, logger=log, retry_handlers=[retry])


class Outbox:
    """Sends messages, previews and views; raises DeskError with what a person can do about a refusal."""

    def __init__(self, client: AsyncWebClient, pacer: Pacer) -> None:
        self._client = client
        self._pacer = pacer

    async def post(self, channel: str, message: Message, *, key: str, thread_ts: str | None = None) -> str:
        """Post a message and return its `ts`; `key` says in its metadata which step of which work it is."""
        async with self._pacer.turn(channel):
            answer = await self._call(
                "chat.postMessage",
                channel=channel,
                thread_ts=thread_ts,
                text=message["text"],
                blocks=message.get("blocks"),
                metadata=_metadata(key),
                unfurl_links=False,
                unfurl_media=False,
            )
        return str(answer["ts"])

    async def update(self, channel: str, ts: str, message: Message, *, key: str) -> None:
        """Put a message in another's place."""
        await self._call(
            "chat.update",
            channel=channel,
            ts=ts,
            text=message["text"],
            blocks=message.get("blocks"),
            metadata=_metadata(key),
            unfurl_links=False,
            unfurl_media=False,
        )

    async def unfurl(self, where: Mapping[str, str], unfurls: Mapping[str, Any]) -> None:
        """Unfurl links in a message (`channel` and `ts`) or in the composer (`unfurl_id` and `source`)."""
        await self._call("chat.unfurl", **where, unfurls=dict(unfurls))

    async def open_view(self, trigger_id: str, view: Mapping[str, Any]) -> None:
        """Open a modal for the person whose click gave the trigger."""
        await self._call("views.open", trigger_id=trigger_id, view=dict(view))

    async def permalink(self, channel: str, ts: str) -> str:
        """Return the link to a message."""
        answer = await self._call("chat.getPermalink", channel=channel, message_ts=ts)
        return str(answer["permalink"])

    async def tell(self, asker: Asker, answer: Message) -> None:
        """Answer one person: where they are, else by the request's own address, else by direct message."""
        ways = [self._tell_in_channel, self._tell_by_response_url, self._tell_directly]
        if asker.thread_ts is None:
            ways[:2] = reversed(ways[:2])
        for way in ways:
            try:
                if await way(asker, answer):
                    return
            except _BROKEN as error:
                _log.info("not told way=%s channel=%s error=%s", way.__name__, asker.channel, type(error).__name__)
        _log.warning("nobody told channel=%s user=%s", asker.channel, asker.user)

    @asynccontextmanager
    async def telling(self, asker: Asker) -> AsyncIterator[None]:
        """Tell whoever asked what went wrong inside; what nobody foresaw is raised again after that."""
        try:
            yield
        except FactdeskError as error:
            _log.info("refused channel=%s user=%s error=%s", asker.channel, asker.user, type(error).__name__)
            await self.tell(asker, trouble(error))
        except Exception:
            await self.tell(asker, trouble(DeskError(sentences.UNEXPECTED, remedy=sentences.UNEXPECTED_REMEDY)))
            raise

    async def _tell_in_channel(self, asker: Asker, answer: Message) -> bool:
        await self._client.api_call(
            "chat.postEphemeral",
            json=_given(channel=asker.channel, user=asker.user, thread_ts=asker.thread_ts, **answer),
        )
        return True

    async def _tell_by_response_url(self, asker: Asker, answer: Message) -> bool:
        if asker.response_url is None:
            return False
        webhook = AsyncWebhookClient(
            asker.response_url,
            session=self._client.session,
            logger=self._client.logger,
            retry_handlers=self._client.retry_handlers,
        )
        body = dict(answer) | {"response_type": "ephemeral", "replace_original": False}
        return (await webhook.send_dict(body)).status_code == 200  # noqa: PLR2004

    async def _tell_directly(self, asker: Asker, answer: Message) -> bool:
        await self._client.api_call(
            "chat.postMessage", json=_given(channel=asker.user, unfurl_links=False, unfurl_media=False, **answer)
        )
        return True

    async def _call(self, method: str, **arguments: Any) -> Mapping[str, Any]:
        given = _given(**arguments)
        try:
            if method in _READING:
                answer = await self._client.api_call(method, http_verb="GET", params=given)
            else:
                answer = await self._client.api_call(method, json=given)
        except SlackApiError as error:
            code = str(error.response.get("error", "")) if isinstance(error.response.data, dict) else ""
            _log.warning("refused method=%s channel=%s error=%s", method, arguments.get("channel"), code)
            raise _refusal(code) from None
        except _BROKEN as error:
            _log.warning("unsent method=%s channel=%s error=%s", method, arguments.get("channel"), type(error).__name__)
            raise DeskError(sentences.SLACK_SILENT, remedy=sentences.SLACK_SILENT_REMEDY) from None
        return answer.data if isinstance(answer.data, dict) else {}


def _metadata(key: str) -> dict[str, Any]:
    return {"event_type": METADATA_TYPE, "event_payload": {"key": key}}


def _given(**arguments: Any) -> dict[str, Any]:
    return {name: value for name, value in arguments.items() if value is not None}


def _refusal(code: str) -> DeskError:
    if code in _ABSENT:
        return DeskError(sentences.NOT_IN_CHANNEL, remedy=sentences.NOT_IN_CHANNEL_REMEDY)
    if code in _CLOSED:
        return DeskError(sentences.CHANNEL_CLOSED, remedy=sentences.CHANNEL_CLOSED_REMEDY)
    if code in _GONE:
        return DeskError(sentences.MESSAGE_GONE, remedy=sentences.MESSAGE_GONE_REMEDY)
    if code in _EXPIRED:
        return DeskError(sentences.TOO_LATE, remedy=sentences.TOO_LATE_REMEDY)
    return DeskError(sentences.REFUSED.format(code=code or "no reason given"), remedy=sentences.REFUSED_REMEDY)
