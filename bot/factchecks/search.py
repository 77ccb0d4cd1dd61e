"""Asks Google's Fact Check Tools who has checked a claim already: the claim's words and its language, nothing else.

The key goes into a header, never into the address, so that no log of a request and no error can show it.
https://docs.cloud.google.com/docs/authentication/api-keys-use
"""

import asyncio
import logging
import random
import re
import ssl
from dataclasses import dataclass
from functools import cache
from typing import Final

import httpx
from pydantic import SecretStr

from bot.briefing.legible import ELLIPSIS, clip, legible
from bot.briefing.review import Review
from bot.errors import FactCheckBusyError, FactCheckDownError, FactCheckError, SettingsError
from bot.factchecks import answer, sentences

BASE_URL: Final = "https://factchecktools.googleapis.com/v1alpha1"
KEY: Final = "FACTDESK_FACTCHECK_KEY"
MOST: Final = 5
_QUERY: Final = 300  # longer questions find nothing, and an address has its limits
_BODY: Final = 1_000_000
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_KEY: Final = re.compile(r"[!-~]+")

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long one search may take in all, how often it is tried, and the first pause in between, which then doubles."""

    seconds: float = 8.0
    attempts: int = 3
    pause: float = 0.5


class FactChecks:
    """Searches published fact checks; without a key it is off, finds nothing and asks nobody.

    Raises SettingsError for a key that no header can carry.
    """

    def __init__(
        self,
        key: SecretStr | None,
        *,
        base_url: str = BASE_URL,
        patience: Patience = Patience(),
    ) -> None:
        self._key = SecretStr(key.get_secret_value().strip() if key else "")
        if self.on and not _KEY.fullmatch(self._key.get_secret_value()):
            raise SettingsError(KEY, sentences.KEY_UNFIT)
        self._address = f"{base_url.rstrip('/')}/claims:search"
        self._patience = patience

    @property
    def on(self) -> bool:
        """Whether there is a key to ask with."""
        return bool(self._key.get_secret_value())

    async def search(self, claim: str, language: str = "en", *, most: int = MOST) -> tuple[Review, ...]:
        """Return at most so many reviews of claims like this one, the likest first; raise a FactCheckError."""
        question = _question(claim, language, most)
        if not self.on or not question["query"]:
            return ()
        try:
            async with asyncio.timeout(self._patience.seconds), self._client() as client:
                found = await self._ask(client, question)
        except TimeoutError:
            raise FactCheckDownError(sentences.SLOW.format(seconds=self._patience.seconds)) from None
        logger.info("asked for fact checks reviews=%s", len(found))
        return found[:most]

    def _client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(
            verify=_ssl_context(),
            timeout=None,  # noqa: S113 - the time limit is over all attempts together
            follow_redirects=False,  # the key is for Google alone
        )

    async def _ask(self, client: httpx.AsyncClient, question: dict[str, str]) -> tuple[Review, ...]:
        """Ask until there is an answer, it is clear that there will be none, or another try has no time left."""
        until = asyncio.get_running_loop().time() + self._patience.seconds
        pause = self._patience.pause
        for left in reversed(range(self._patience.attempts)):
            try:
                return await self._once(client, question)
            except (FactCheckBusyError, FactCheckDownError) as error:
                told = error.seconds if isinstance(error, FactCheckBusyError) else 0.0
                wait = max(told, pause * random.uniform(0.5, 1.5))  # noqa: S311 - so that many do not come back at once
                if not left or asyncio.get_running_loop().time() + wait >= until:
                    raise
            await asyncio.sleep(wait)
            pause *= 2
        raise FactCheckDownError(sentences.UNREACHABLE)

    async def _once(self, client: httpx.AsyncClient, question: dict[str, str]) -> tuple[Review, ...]:
        headers = {"X-Goog-Api-Key": self._key.get_secret_value(), "Accept": "application/json"}
        response = None
        try:
            async with client.stream("GET", self._address, params=question, headers=headers) as response:
                body = await _body(response)
        except (httpx.HTTPError, httpx.InvalidURL):
            response = None
        if response is None:  # raised out here, since httpx's error holds the request, and that the key
            raise FactCheckDownError(sentences.UNREACHABLE)
        if response.status_code != httpx.codes.OK:
            raise answer.refusal(response.status_code, body, response.headers.get("retry-after", ""))
        return answer.reviews(body)


@cache
def _ssl_context() -> ssl.SSLContext:
    """Return the certificates that are trusted, read once: a client that reads them itself takes its time each time."""
    return httpx.create_ssl_context()


def _question(claim: str, language: str, most: int) -> dict[str, str]:
    query = clip(legible(claim), _QUERY).removesuffix(ELLIPSIS)
    told = {"languageCode": language} if _LANGUAGE.fullmatch(language) else {}
    return {"query": query, "pageSize": str(most), **told}


async def _body(response: httpx.Response) -> bytes:
    data = bytearray()
    async for chunk in response.aiter_bytes():
        data += chunk
        if len(data) > _BODY:
            raise FactCheckError(sentences.UNREADABLE)
    return bytes(data)
