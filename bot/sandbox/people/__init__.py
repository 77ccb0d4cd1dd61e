"""What people do in the local Slack: every action changes the state, tells who watches, and delivers what Slack would."""

from bot.sandbox.people.acting import Acting
from bot.sandbox.people.elements import Gone
from bot.sandbox.people.modals import WHOLE_VIEW, InModals
from bot.sandbox.people.moving import Moving
from bot.sandbox.people.person import NotThereError
from bot.sandbox.people.writing import Writing


class Member(Writing, Moving, Acting, InModals):
    """One person in a workspace, and all that a person can do."""


__all__ = ["WHOLE_VIEW", "Gone", "Member", "NotThereError"]
