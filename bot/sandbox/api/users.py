"""The members of a workspace."""

from bot.sandbox.api import access
from bot.sandbox.api.calling import Answer, BotAsked, Family
from bot.sandbox.api.paging import page
from bot.sandbox.workspace import Person

family = Family()


def shown(asked: BotAsked, person: Person) -> Answer:
    """Return a person as the Web API describes them."""
    return {
        "id": person.id,
        "team_id": asked.team.id,
        "name": person.name,
        "real_name": person.real_name,
        "deleted": False,
        "is_bot": person.is_bot,
        "is_app_user": False,
        "is_admin": False,
        "is_owner": False,
        "is_restricted": False,
        "is_ultra_restricted": False,
        "tz": "Etc/UTC",
        "tz_label": "Coordinated Universal Time",
        "tz_offset": 0,
        "updated": 0,
        "profile": _profile(asked, person),
    }


def _profile(asked: BotAsked, person: Person) -> Answer:
    named = {"real_name": person.real_name, "display_name": person.name, "team": asked.team.id}
    own = {"api_app_id": asked.slack.app.id, "bot_id": asked.install.bot_id} if person.is_bot else {}
    normal = {"real_name_normalized": person.real_name, "display_name_normalized": person.name}
    return named | normal | own | {"status_text": "", "status_emoji": "", "title": ""}


@family.bot("users.info", "users:read", needs=("user",))
async def info(asked: BotAsked) -> Answer:
    """Describe a person."""
    return {"user": shown(asked, access.person(asked, asked.text("user")))}


@family.bot("users.list", "users:read")
async def listed(asked: BotAsked) -> Answer:
    """List everybody."""
    everybody = sorted(asked.team.people.values(), key=lambda person: person.id)
    some, following = page(asked, everybody, lambda person: person.id)
    return {"members": [shown(asked, person) for person in some], "cache_ts": 0} | following


@family.bot("users.profile.get", "users.profile:read")
async def profile(asked: BotAsked) -> Answer:
    """Return what a person says of themselves; the bot's own where nobody is named."""
    user = asked.text("user") or asked.install.bot_user
    return {"profile": _profile(asked, access.person(asked, user))}
