"""What one person alone sees."""

from bot.sandbox.api import access, posting
from bot.sandbox.api.calling import Answer, BotAsked, Family
from bot.sandbox.refusals import SlackError
from bot.sandbox.slack import Change, Slack
from bot.sandbox.workspace import Team, Whisper

family = Family()


@family.bot("chat.postEphemeral", "chat:write", needs=("channel", "user"), json=True)
async def whisper(asked: BotAsked) -> Answer:
    """Say something to one member of a channel."""
    channel = access.place(asked, asked.text("channel"))
    user = asked.text("user")
    if user not in channel.members:
        raise SlackError("user_not_in_channel")
    text, blocks = posting.content(asked)
    thread_ts = asked.text("thread_ts") or None
    said = Whisper("ephemeral", asked.team.id, channel.id, user, text, blocks, thread_ts, asked.slack.ts())
    await show(asked.slack, asked.team, said)
    return {"message_ts": said.ts}


async def show(slack: Slack, team: Team, said: Whisper) -> None:
    """Put something before one person."""
    team.whispers.append(said)
    await announce(slack, said)


async def announce(slack: Slack, said: Whisper) -> None:
    """Tell whoever watches that something before one person changed."""
    await slack.changed(Change("whisper", said.team, said.channel, said.thread_ts, said.user, said.ts))
