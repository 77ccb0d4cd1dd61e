"""Extractions that do what articles may make an extraction do; at the top of a module, where a worker finds them."""

import os
import signal
import threading
import time
from collections.abc import Callable

from bot.briefing.model import Article, Briefing
from bot.errors import ModelError
from tests.newsroom import rule

Extract = Callable[[Article], Briefing]


def quick() -> Extract:
    return rule.extract


def fatal() -> Extract:
    """Die over an article that says so."""

    def extract(article: Article) -> Briefing:
        if "deadly" in article.text:
            os.kill(os.getpid(), signal.SIGKILL)
        return rule.extract(article)

    return extract


def endless() -> Extract:
    """Never come back from an article that says so."""

    def extract(article: Article) -> Briefing:
        while "endless" in article.text:
            time.sleep(60)
        return rule.extract(article)

    return extract


def confused() -> Extract:
    def extract(article: Article) -> Briefing:
        raise LookupError(article.text)

    return extract


def missing() -> Extract:
    raise ModelError("The weights are not here.")


def stillborn() -> Extract:
    os.kill(os.getpid(), signal.SIGKILL)
    return rule.extract


def where() -> Extract:
    """Say in the briefing's id which process and thread it comes from."""

    def extract(article: Article) -> Briefing:
        return rule.extract(article).model_copy(update={"id": f"{os.getpid()}:{threading.current_thread().name}"})

    return extract
