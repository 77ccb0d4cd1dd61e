"""What the desk asks of Slack, a method each. Apart from the jobs so that what Slack answers is understood in one place.

Nothing here waits or repeats: who asks knows whether it may, and when.
"""

import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.briefing.blocks import trouble
from bot.briefing.model import Model
from bot.desk import refusals, sentences
from bot.errors import DeskError, FactdeskError, SlackBusyError, SlackError, SlackSilentError
from bot.operations.metrics import Metrics

Message = Mapping[str, Any]
METADATA_TYPE = "factdesk_post"
TOO_MANY_REQUESTS = 429
BUSY_SECONDS = 5.0  # where Slack does not say
_READING = frozenset({"chat.getPermalink", "conversations.history", "conversations.replies"})  # they take no JSON
_BROKEN = (SlackClientError, aiohttp.ClientError, TimeoutError)
_PAGE = 200
_PAGES = 5
_log = logging.getLogger(__name__)


class Asker(Model):
    """Who asked for something and where, so that they alone can be answered; `response_url` is Slack's, for 30 minutes."""

    team: str
    channel: str
    user: str
    thread_ts: str | None = None
    response_url: str | None = None


def slack_client(token: str, base_url: str, session: aiohttp.ClientSession, log: logging.Logger) -> AsyncWebClient:
    """Return the client of Slack's Web API; it repeats nothing, since a post sent twice may stand twice."""
    return AsyncWebClient(token=token, base_url=base_url, session=session, logger=log, retry_handlers=[])


class Outbox:
    """Asks Slack. Raises DeskError for a refusal that a person can do something about, SlackError for any other trouble."""

    def __init__(self, client: AsyncWebClient, metrics: Metrics) -> None:
        self._client = client
        self._metrics = metrics

    async def post(self, channel: str, message: Message, *, key: str, thread_ts: str | None = None) -> str:
        """Post a message and return its `ts`; `key` says in its metadata which post of ours it is."""
        answer = await self._call("chat.postMessage", channel=channel, thread_ts=thread_ts, **_content(message, key))
        return str(answer["ts"])

    async def update(self, channel: str, ts: str, message: Message, *, key: str) -> None:
        """Put a message in another's place."""
        await self._call("chat.update", channel=channel, ts=ts, **_content(message, key))

    async def find(self, channel: str, key: str, *, since: datetime, thread_ts: str | None = None) -> str | None:
        """Return the `ts` of the post with a key, in the channel or in a thread; None where it does not stand there."""
        where = {"channel": channel, "oldest": f"{since.timestamp():.6f}", "limit": _PAGE, "include_all_metadata": True}
        method = "conversations.history" if thread_ts is None else "conversations.replies"
        cursor = ""
        for _ in range(_PAGES):
            answer = await self._call(method, **where, ts=thread_ts, cursor=cursor or None)
            for message in answer.get("messages", ()):
                if message.get("metadata", {}).get("event_payload", {}).get("key") == key:
                    return str(message["ts"])
            cursor = answer.get("response_metadata", {}).get("next_cursor", "")
            if not cursor:
                break
        return None

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
            except SlackBusyError:
                raise
            except (DeskError, SlackError) as error:
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
        where = {"channel": asker.channel, "user": asker.user, "thread_ts": asker.thread_ts}
        await self._call("chat.postEphemeral", **where, **answer)
        return True

    async def _tell_by_response_url(self, asker: Asker, answer: Message) -> bool:
        if asker.response_url is None:
            return False
        client = self._client
        address = AsyncWebhookClient(
            asker.response_url, session=client.session, logger=client.logger, retry_handlers=[]
        )
        body = dict(answer) | {"response_type": "ephemeral", "replace_original": False}
        try:
            return (await address.send_dict(body)).status_code == 200  # noqa: PLR2004
        except _BROKEN as error:
            raise SlackSilentError(sentences.SLACK_SILENT) from error

    async def _tell_directly(self, asker: Asker, answer: Message) -> bool:
        await self._call("chat.postMessage", channel=asker.user, unfurl_links=False, unfurl_media=False, **answer)
        return True

    async def _call(self, method: str, **arguments: Any) -> Mapping[str, Any]:
        given = {name: value for name, value in arguments.items() if value is not None}
        try:
            if method in _READING:
                answer = await self._client.api_call(method, http_verb="GET", params=given)
            else:
                answer = await self._client.api_call(method, json=given)
        except SlackApiError as error:
            code = _code(error)
            self._failed(method, given, code or str(error.response.status_code))
            raise _understood(error, code) from None
        except _BROKEN as error:
            self._failed(method, given, type(error).__name__)
            raise SlackSilentError(sentences.SLACK_SILENT) from None
        return answer.data if isinstance(answer.data, dict) else {}

    def _failed(self, method: str, given: Mapping[str, Any], error: str) -> None:
        self._metrics.slack_errors.labels(method, error).inc()
        _log.warning("refused method=%s channel=%s error=%s", method, given.get("channel"), error)


def _content(message: Message, key: str) -> dict[str, Any]:
    return {
        "text": message["text"],
        "blocks": message.get("blocks"),
        "metadata": {"event_type": METADATA_TYPE, "event_payload": {"key": key}},
        "unfurl_links": False,
        "unfurl_media": False,
    }


def _code(error: SlackApiError) -> str:
    return str(error.response.get("error", "")) if isinstance(error.response.data, dict) else ""


def _understood(error: SlackApiError, code: str) -> FactdeskError:
    if error.response.status_code == TOO_MANY_REQUESTS or code in refusals.BUSY:
        headers = {name.lower(): value for name, value in error.response.headers.items()}
        return SlackBusyError(sentences.SLACK_BUSY, seconds=float(headers.get("retry-after", BUSY_SECONDS)))
    if code in refusals.PASSING or not code:
        return SlackSilentError(sentences.SLACK_SILENT)
    return refusals.refusal(code)
