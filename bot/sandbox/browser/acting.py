"""What a person presses, chooses and sends on a page: the app's buttons, menus and modals, shortcuts, and channels."""

from typing import Any

from aiohttp import web
from aiohttp.web_request import FileField
from multidict import MultiDict

from bot.sandbox import payloads
from bot.sandbox.browser import fields
from bot.sandbox.browser.drawing import draw
from bot.sandbox.browser.site import Site, channel_of, done, html, message_of, view_of
from bot.sandbox.browser.visit import Visit
from bot.sandbox.deliveries import Acknowledgement
from bot.sandbox.people import elements as parts
from bot.sandbox.workspace import Blocks, File, Whisper


class Acting:
    """Handlers of what the app is told of."""

    def __init__(self, site: Site) -> None:
        self._site = site

    async def press(self, request: web.Request) -> web.StreamResponse:
        """Press a button or choose in a menu, wherever it stands."""
        visit, form = self._site.visit(request), await request.post()
        about = {name: str(form.get(name, "")) for name in ("surface", "channel", "ts", "url", "view", "action_id")}
        number, field = int(str(form.get("number", 0))), str(form.get("field", ""))
        blocks, press = self._pressed(visit, about)
        _, part = parts.element(blocks, about["action_id"], number)
        value = fields.value(part, form.getall(field, []))
        return self._told(await press(about["action_id"], number=number, value=value))

    def _pressed(self, visit: Visit, about: dict[str, str]) -> tuple[Blocks, Any]:
        """Return the blocks that an element stands in, and how it is pressed there."""
        member, surface = self._site.member(visit), about["surface"]
        if surface == "home":
            return visit.team.homes[visit.user.id].body["blocks"], member.press_home
        if surface == "view":
            view = view_of(visit, about["view"])
            return view.body["blocks"], lambda *a, **k: member.press_view(view, *a, **k)
        if surface == "whisper":
            whisper = _whisper(visit, about["channel"], about["ts"])
            return whisper.blocks, lambda *a, **k: member.press_whisper(whisper, *a, **k)
        message, url = message_of(visit, about["channel"], about["ts"]), about["url"]
        if surface == "unfurl":
            blocks = message.unfurls[url].get("blocks", [])
            return blocks, lambda *a, **k: member.press_unfurl(message, url, *a, **k)
        return message.blocks, lambda *a, **k: member.press(message, *a, **k)

    async def options(self, request: web.Request) -> web.StreamResponse:
        """Show the options that the app gives for what is typed into a menu of its own."""
        visit, form = self._site.visit(request), await request.post()
        ask = {name: str(form.get(name, "")) for name in ("surface", "channel", "ts", "view", "action_id", "word")}
        if ask["surface"] == "home":
            where: Any = visit.team.homes[visit.user.id]
        elif ask["surface"] == "view":
            where = view_of(visit, ask["view"])
        else:
            where = message_of(visit, ask["channel"], ask["ts"])
        number = int(str(form.get("number", 0)))
        found = await self._site.member(visit).suggest(where, ask["action_id"], ask["word"], number=number)
        return html(draw("options.html", found=found, list_id=str(form.get("list", "")), gap=fields.EXTERNAL_GAP))

    async def submit(self, request: web.Request) -> web.StreamResponse:
        """Send a modal; what is wrong with it is shown in it."""
        visit, form = self._site.visit(request), await request.post()
        view = view_of(visit, str(form.get("view")))
        held = MultiDict((name, _kept(visit, one) if isinstance(one, FileField) else one) for name, one in form.items())
        await self._site.member(visit).submit(view, fields.values(view.body["blocks"], held))
        return done()

    async def close(self, request: web.Request) -> web.StreamResponse:
        """Close a modal, or all that lie under it too."""
        visit, form = self._site.visit(request), await request.post()
        await self._site.member(visit).close(view_of(visit, str(form.get("view"))), all=form.get("all") == "yes")
        return done()

    async def shortcut(self, request: web.Request) -> web.StreamResponse:
        """Use a shortcut of the app, on a message where one is named."""
        visit, form = self._site.visit(request), await request.post()
        ts = str(form.get("ts", ""))
        message = message_of(visit, str(form.get("channel", "")), ts) if ts else None
        return self._told(await self._site.member(visit).shortcut(str(form.get("callback_id")), message))

    async def write(self, request: web.Request) -> web.StreamResponse:
        """Open the direct messages with somebody."""
        visit, form = self._site.visit(request), await request.post()
        channel = await self._site.member(visit).open_im(str(form.get("user")))
        return done(**{"HX-Redirect": f"{visit.base}/{channel.id}"})

    async def join(self, request: web.Request) -> web.StreamResponse:
        """Join a channel, and see it as one who is in it."""
        visit = self._site.visit(request)
        await self._site.member(visit).join(channel_of(visit, request).id)
        return done(**{"HX-Refresh": "true"})

    async def leave(self, request: web.Request) -> web.StreamResponse:
        """Leave a channel."""
        visit = self._site.visit(request)
        await self._site.member(visit).leave(channel_of(visit, request).id)
        return done(**{"HX-Redirect": visit.base})

    async def invite(self, request: web.Request) -> web.StreamResponse:
        """Bring somebody into a channel."""
        visit, form = self._site.visit(request), await request.post()
        await self._site.member(visit).invite(channel_of(visit, request).id, str(form.get("user")))
        return done(**{"HX-Refresh": "true"})

    def _told(self, answer: Acknowledgement) -> web.StreamResponse:
        app = self._site.slack.app.name
        return done(None if answer.good else f"{app} did not answer. Is it running? Try again in a moment.")


def _kept(visit: Visit, field: FileField) -> dict[str, Any]:
    """Keep a file that was put into a modal, shared nowhere yet, and return how the app is told of it."""
    name, number = field.filename, visit.slack.number()
    file = File(f"F{number:08X}", visit.team.id, visit.user.id, name, field.content_type, field.file.read(), name)
    visit.team.files[file.id] = file
    return payloads.file(visit.slack, file)


def _whisper(visit: Visit, channel: str, ts: str) -> Whisper:
    mine = (one for one in visit.team.whispers if (one.channel, one.user, one.ts) == (channel, visit.user.id, ts))
    if (found := next(mine, None)) is None:
        raise LookupError("whisper")
    return found
