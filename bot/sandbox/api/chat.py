"""Messages of the bot's: posted, changed, taken away, and where to find them."""

from bot.sandbox import payloads
from bot.sandbox.api import access, posting
from bot.sandbox.api.calling import Answer, BotAsked, Family
from bot.sandbox.refusals import SlackError
from bot.sandbox.shapes import length, limits
from bot.sandbox.workspace import Channel, Message

family = Family()


@family.bot("chat.postMessage", "chat:write", needs=("channel",), json=True)
async def post(asked: BotAsked) -> Answer:
    """Post a message."""
    channel = access.place(asked, asked.text("channel"))
    text, blocks = posting.content(asked)
    thread_ts = posting.parent(asked.team, channel, asked.text("thread_ts"))
    metadata = posting.metadata(asked)
    posting.paced(asked, channel)
    said = posting.bot_message(asked.slack, asked.team, channel, text, blocks)
    said.thread_ts, said.metadata = thread_ts, metadata
    said.broadcast = thread_ts is not None and asked.flag("reply_broadcast")
    said.unfurl_links, said.unfurl_media = _choice(asked, "unfurl_links"), _choice(asked, "unfurl_media")
    await posting.publish(asked.slack, asked.team, said)
    return {"channel": channel.id, "ts": said.ts, "message": payloads.message(asked.slack, said)}


def _choice(asked: BotAsked, name: str) -> bool | None:
    return asked.flag(name) if asked.text(name) else None


@family.bot("chat.update", "chat:write", needs=("channel", "ts"), json=True)
async def update(asked: BotAsked) -> Answer:
    """Change one of the bot's messages; a text without blocks takes the old blocks away."""
    channel, said = _own(asked, "cant_update_message")
    if channel.archived:
        raise SlackError("is_inactive")
    if length(asked.text("text")) > limits.TEXT:
        raise SlackError("msg_too_long")
    given = {name for name in ("text", "blocks", "metadata") if asked.arguments.get(name) is not None}
    metadata = posting.metadata(asked)
    text, blocks = (said.text, said.blocks) if given == {"metadata"} else posting.content(asked)
    if "metadata" in given:
        said.metadata = metadata or None
    await posting.revise(asked.slack, asked.team, said, text, blocks)
    return {
        "channel": channel.id,
        "ts": said.ts,
        "text": said.text,
        "message": payloads.message(asked.slack, said),
    }


@family.bot("chat.delete", "chat:write", needs=("channel", "ts"), json=True)
async def delete(asked: BotAsked) -> Answer:
    """Take one of the bot's messages away."""
    channel, said = _own(asked, "cant_delete_message")
    await posting.withdraw(asked.slack, asked.team, said)
    return {"channel": channel.id, "ts": said.ts}


def _own(asked: BotAsked, code: str) -> tuple[Channel, Message]:
    channel = access.room(asked, asked.text("channel"))
    said = access.message(asked, channel, asked.text("ts"))
    if said.user != asked.install.bot_user:
        raise SlackError(code)
    return channel, said


@family.bot("chat.getPermalink", needs=("channel", "message_ts"))
async def permalink(asked: BotAsked) -> Answer:
    """Give the address of a message; here it leads to the browser's page."""
    channel = access.room(asked, asked.text("channel"))
    said = access.message(asked, channel, asked.text("message_ts"))
    address = f"{asked.slack.url}/archives/{channel.id}/p{said.ts.replace('.', '')}"
    if said.thread_ts:
        address += f"?thread_ts={said.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": address}
