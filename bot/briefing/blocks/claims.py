"""The claims of a thread, each with its quote, its source, its reasons, its sentence and its buttons."""

from collections.abc import Collection, Mapping

from bot.briefing import reading, wording
from bot.briefing.blocks import kit, limits
from bot.briefing.blocks.kit import Block, Group
from bot.briefing.blocks.mrkdwn import mrkdwn
from bot.briefing.blocks.ruled import ruling_line
from bot.briefing.blocks.value import value
from bot.briefing.legible import quoted
from bot.briefing.model import Briefing, Claim
from bot.briefing.ruling import Ruling

RULE_CLAIM = "rule_claim"
NOT_A_CLAIM = "not_a_claim"
_SET_ASIDE = "Set aside: not a claim"


def claim_groups(
    briefing: Briefing, case: str, rulings: Mapping[str, Ruling], dismissed: Collection[str]
) -> list[Group]:
    """Return each claim's blocks, in the article's order; those of least priority give way to a note."""
    shown, note = reading.claims_to_show(briefing)
    groups = [_claim(briefing, case, claim, rulings.get(claim.id), claim.id in dismissed) for claim in shown]
    return [*groups, *([Group([kit.context(note)])] if note else [])]


def _claim(briefing: Briefing, case: str, claim: Claim, ruling: Ruling | None, dismissed: bool) -> Group:
    """Return the claim as it stands; its size is reckoned as if it were yet to be ruled on, and then were."""
    open_blocks = [kit.section(_told(briefing, claim)), _buttons(case, claim)]
    reserve = limits.RULING + len("Rule again")
    if dismissed:
        now = [kit.section(_told(briefing, claim)), kit.context(_SET_ASIDE)]
    elif ruling:
        now = [kit.section(f"{_told(briefing, claim)}\n{ruling_line(ruling)}"), _buttons(case, claim, ruled=True)]
    else:
        return Group(open_blocks, reserve)
    return Group(now, kit.weight(open_blocks) + reserve - kit.weight(now))


def _told(briefing: Briefing, claim: Claim) -> str:
    """Return what is known of a claim; our own markup stands at the start of a line, the article's words behind it."""
    lines = [
        f"*{mrkdwn(claim.id, limits.ID)}* {mrkdwn(quoted(claim.text.quote), limits.QUOTE)}",
        f"*Who says so:* {mrkdwn(reading.speaker(briefing, claim), limits.SPEAKER)}",
        f"*Why:* {mrkdwn(wording.SEPARATOR.join(reading.grounds(briefing, claim)), limits.WHY)}",
    ]
    if checks := reading.checks(claim):
        lines.append(f"*To check:* {mrkdwn(wording.SEPARATOR.join(checks), limits.CHECK)}")
    if reading.shows_more(claim, claim.text):
        lines.append(f"> {mrkdwn(reading.sentence(claim), limits.EVIDENCE)}")
    return "\n".join(lines)


def _buttons(case: str, claim: Claim, *, ruled: bool = False) -> Block:
    packed = value(case, claim.id)
    if ruled:
        return kit.actions(kit.button("Rule again", RULE_CLAIM, packed))
    return kit.actions(kit.button("Rule", RULE_CLAIM, packed), kit.button("Not a claim", NOT_A_CLAIM, packed))
