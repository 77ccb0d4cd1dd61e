"""Files by the external upload: an address for the bytes, the bytes, and then the message that shares them."""

import mimetypes
import secrets

from bot.sandbox import events, payloads
from bot.sandbox.api import access, posting
from bot.sandbox.api.calling import Answer, BotAsked, Family
from bot.sandbox.refusals import SlackError, invalid_arguments
from bot.sandbox.slack import Slack
from bot.sandbox.workspace import Channel, File, Upload

family = Family()
LARGEST = 1_000_000_000
ALT_TEXT = 1000
UNKNOWN = "application/octet-stream"


@family.bot("files.getUploadURLExternal", "files:write", needs=("filename", "length"))
async def upload_url(asked: BotAsked) -> Answer:
    """Give the address that takes the bytes of a file."""
    size = asked.number("length", 0, 0, LARGEST)
    if not size:
        raise SlackError("missing_argument")
    if len(asked.text("alt_txt")) > ALT_TEXT:
        raise SlackError("alt_txt_too_large")
    upload = Upload(asked.team.id, f"F{asked.slack.number():08X}", asked.text("filename"), size)
    key = secrets.token_urlsafe(16)
    asked.slack.uploads[key] = upload
    return {"upload_url": f"{asked.slack.url}/upload/{key}", "file_id": upload.file}


@family.bot("files.completeUploadExternal", "files:write", needs=("files",), json=True)
async def complete(asked: BotAsked) -> Answer:
    """Make files of what was uploaded, and share them in a channel where one is named."""
    wanted = asked.structure("files", "invalid_arguments")
    if not isinstance(wanted, list) or not all(isinstance(one, dict) and "id" in one for one in wanted):
        raise invalid_arguments("must be an array of objects with an id [json-pointer:/files]")
    place = asked.text("channel_id") or asked.text("channels")
    channels = [access.place(asked, name.strip()) for name in place.split(",") if name.strip()]
    uploads = [_upload(asked, str(one["id"])) for one in wanted]
    threads = [posting.parent(asked.team, channel, asked.text("thread_ts")) for channel in channels]
    files = [_made(asked, *pair, str(one.get("title") or "")) for one, pair in zip(wanted, uploads, strict=True)]
    for channel, thread_ts in zip(channels, threads, strict=True):
        await _share(asked, channel, thread_ts, files)
    return {"files": [payloads.file(asked.slack, file) for file in files]}


def _upload(asked: BotAsked, file: str) -> tuple[str, Upload]:
    for key, upload in asked.slack.uploads.items():
        if upload.team == asked.team.id and upload.file == file and upload.content is not None:
            return key, upload
    raise SlackError("file_not_found")


def _made(asked: BotAsked, key: str, upload: Upload, title: str) -> File:
    kind = mimetypes.guess_type(upload.name)[0] or UNKNOWN
    bot = asked.install.bot_user
    file = File(upload.file, upload.team, bot, upload.name, kind, upload.content or b"", title or upload.name)
    asked.team.files[file.id] = file
    del asked.slack.uploads[key]
    return file


async def _share(asked: BotAsked, channel: Channel, thread_ts: str | None, files: list[File]) -> None:
    comment = asked.text("initial_comment")
    said = posting.bot_message(asked.slack, asked.team, channel, comment, [])
    said.thread_ts, said.files, said.subtype = thread_ts, files, "file_share"
    for file in files:
        file.channels.append(channel.id)
    await posting.publish(asked.slack, asked.team, said)
    for file in files:
        event = events.file_shared(asked.slack, channel.id, file.id, asked.install.bot_user)
        asked.slack.tell(asked.team.id, event)


@family.bot("files.info", "files:read", needs=("file",))
async def info(asked: BotAsked) -> Answer:
    """Describe a file that was shared where the bot is, or that is its own."""
    return {"file": payloads.file(asked.slack, _file(asked)), "comments": [], "paging": {}}


@family.bot("files.delete", "files:write", needs=("file",), json=True)
async def delete(asked: BotAsked) -> Answer:
    """Take one of the bot's own files away, from its messages too."""
    file = _file(asked)
    if file.user != asked.install.bot_user:
        raise SlackError("cant_delete_file")
    del asked.team.files[file.id]
    for message in asked.team.messages:
        if file in message.files:
            message.files.remove(file)
            await posting.announce(asked.slack, message)
    return {}


def _file(asked: BotAsked) -> File:
    file = asked.team.files.get(asked.text("file"))
    if file is None or not _visible(asked, file):
        raise SlackError("file_not_found")
    return file


def _visible(asked: BotAsked, file: File) -> bool:
    bot = asked.install.bot_user
    return file.user == bot or any(bot in asked.team.channels[name].members for name in file.channels)


def uploaded(slack: Slack, key: str, content: bytes) -> bool:
    """Take the bytes of an announced file; tell whether they are what was announced."""
    upload = slack.uploads.get(key)
    if upload is None or len(content) != upload.length:
        return False
    upload.content = content
    return True
