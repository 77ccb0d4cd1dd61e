"""What a newcomer finds in the local Slack: a newsroom with a briefed article and a few more things to try."""

from pathlib import Path
from urllib.parse import urlsplit

from bot.sandbox.deliveries import Deliveries
from bot.sandbox.people import Member
from bot.sandbox.slack import Slack
from bot.sandbox.stories import PATH, stories
from bot.sandbox.workspace import Channel, Message, Person, Team

DESK = "C0FACTDESK"
PEOPLE = (
    Person("U0MAYA", "maya", "Maya Okafor"),
    Person("U0JONAS", "jonas", "Jonas Lindqvist"),
    Person("U0PRIYA", "priya", "Priya Raman"),
)
EDITOR = PEOPLE[0].id
CHANNELS = (
    (DESK, "fact-desk", "Articles come in, claims get ruled on"),
    ("C0NEWS", "newsroom", "The day's stories"),
    ("C0POLITICS", "politics", "Who said what"),
)
WELCOME = """\
*Welcome.* This Slack runs on your own machine, and Factdesk is in it. Below, an article is being briefed. Things to try:
• open its thread, press *Rule* on a claim, or write `C1 false because … https://…` there
• `/brief {story}` briefs a link; `/brief` with a pasted text briefs the text
• send {other} as a message: its card has *Brief this*
• switch to another person at the lower left, and rule on a claim together"""


def newsroom(slack: Slack) -> Team:
    """Open the workspace with its people and channels, the bot in the desk's channel."""
    team = slack.add_team("T0DESK", "The Newsroom")
    team.people |= {person.id: person for person in PEOPLE}
    everybody = {person.id for person in PEOPLE}
    for channel_id, name, topic in CHANNELS:
        team.channels[channel_id] = Channel(channel_id, team.id, name, members=set(everybody), topic=topic)
    if team.install:
        team.channels[DESK].members.add(team.install.bot_user)
    return team


def welcome(slack: Slack, team: Team) -> None:
    """Put the first message into the desk's channel."""
    links = [f"{slack.url}{PATH}/{name}" for name in sorted(stories(), reverse=True)]
    text = WELCOME.format(story=links[0], other=f"<{links[-1]}>")
    team.messages.append(Message(team.id, DESK, slack.ts(), "USLACKBOT", text))


def waiting(file: Path | None) -> str:
    """Return the text of the article that waits in the desk's channel: a file's, or an invented story's."""
    if file is not None:
        return file.read_text(encoding="utf-8")
    return "\n\n".join(next(iter(stories().values())).paragraphs)


async def play(slack: Slack, deliveries: Deliveries, team: Team, text: str) -> None:
    """Let the editor share an article's text."""
    await Member(slack, deliveries, team, EDITOR).command(DESK, f"/brief {text}")


def domain(slack: Slack) -> str:
    """Return where the stories are, as a domain that the app unfurls."""
    return urlsplit(slack.url).netloc
