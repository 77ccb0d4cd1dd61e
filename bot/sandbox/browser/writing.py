"""What a person writes on a page: messages, commands, files, edits, reactions; and what the composer offers meanwhile."""

import re
from dataclasses import dataclass

from aiohttp import web
from aiohttp.web_request import FileField

from bot.sandbox.browser.drawing import draw
from bot.sandbox.browser.site import Site, channel_of, done, html, message_of
from bot.sandbox.browser.visit import Visit

COMMAND = re.compile(r"/[a-z][\w-]*(?=\s|$)")
OFFERED = 8


@dataclass(frozen=True, slots=True)
class Offer:
    """A word that the composer offers to complete: what is put in, and what is told of it."""

    insert: str
    name: str
    usage: str = ""
    about: str = ""


class Writing:
    """Handlers of the composer and of a person's own messages."""

    def __init__(self, site: Site) -> None:
        self._site = site

    async def say(self, request: web.Request) -> web.StreamResponse:
        """Send what stands in a composer: a message, its files, or a command."""
        visit = self._site.visit(request)
        channel, form = channel_of(visit, request), await request.post()
        text = str(form.get("text", "")).replace("\r\n", "\n").strip()
        thread_ts = str(form.get("thread_ts", "")) or None
        files = [one for one in form.getall("files", []) if isinstance(one, FileField) and one.filename]
        member = self._site.member(visit)
        command = COMMAND.match(text)
        if files:
            for number, one in enumerate(files):
                words = "" if number else text
                await member.upload(channel.id, one.filename, one.file.read(), text=words, thread_ts=thread_ts)
        elif command and thread_ts:
            await member.hear_slackbot(channel.id, f"`{command[0]}` is not supported in threads. Sorry!", thread_ts)
        elif command:
            await member.command(channel.id, text)
        elif text:
            await member.say(channel.id, text, thread_ts=thread_ts, broadcast=form.get("broadcast") == "yes")
        return done()

    async def compose(self, request: web.Request) -> web.StreamResponse:
        """Show the previews of the links that are being typed."""
        visit, form = self._site.visit(request), await request.post()
        channel_of(visit, request)
        cards = await self._site.member(visit).compose(str(form.get("text", "")))
        return html(draw("previews.html", visit=visit, cards=cards))

    async def completions(self, request: web.Request) -> web.StreamResponse:
        """Show what the word that is being typed may become."""
        visit, word = self._site.visit(request), request.query.get("word", "")
        found = _offers(visit, word, threaded="thread" in request.query)[:OFFERED]
        return html(draw("completions.html", found=found, list_id=request.query.get("list", "")))

    async def edit(self, request: web.Request) -> web.StreamResponse:
        """Write a message of one's own anew."""
        visit, form = self._site.visit(request), await request.post()
        message = message_of(visit, request.match_info["channel"], str(form.get("ts")))
        text = str(form.get("text", "")).replace("\r\n", "\n").strip()
        if not text:
            return done("A message needs some words. To take it back, delete it.")
        await self._site.member(visit).edit(message, text)
        return done()

    async def delete(self, request: web.Request) -> web.StreamResponse:
        """Take a message of one's own back."""
        visit, form = self._site.visit(request), await request.post()
        message = message_of(visit, request.match_info["channel"], str(form.get("ts")))
        await self._site.member(visit).delete(message)
        return done()

    async def react(self, request: web.Request) -> web.StreamResponse:
        """Put an emoji to a message, or take it away where it is there already."""
        visit, form = self._site.visit(request), await request.post()
        message = message_of(visit, request.match_info["channel"], str(form.get("ts")))
        name, member = str(form.get("name", "")), self._site.member(visit)
        act = member.unreact if visit.user.id in message.reactions.get(name, []) else member.react
        await act(message, name)
        return done()


def _offers(visit: Visit, word: str, *, threaded: bool) -> list[Offer]:
    sign, begun = word[:1], word[1:].lower()
    if sign == "/":
        commands = [] if threaded or visit.bot is None else visit.slack.app.commands
        offers = [Offer(f"{one.name} ", one.name, one.usage_hint, one.description) for one in commands]
    elif sign == "@":
        people = sorted(visit.team.people.values(), key=lambda one: one.name)
        offers = [Offer(f"@{one.name} ", f"@{one.name}", about=one.real_name) for one in people]
    elif sign == "#":
        offers = [Offer(f"#{one.name} ", f"#{one.name}", about=one.topic) for one in [*visit.channels, *visit.others]]
    else:
        offers = []
    return [one for one in offers if one.name[1:].lower().startswith(begun) or begun in one.about.lower().split()]
