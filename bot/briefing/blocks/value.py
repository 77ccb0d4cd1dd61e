"""What a button carries back: the case and the claim, packed into its value and read from it again."""

from bot.briefing.blocks import limits


def value(case: str, claim: str) -> str:
    """Return the value of a claim's button; raise ValueError where Slack would refuse it."""
    packed = f"{case}:{claim}"
    if len(packed) > limits.BUTTON_VALUE:
        raise ValueError("a case's id does not fit into a button")
    return packed


def read_value(packed: str) -> tuple[str, str]:
    """Return the case and the claim of a button's value."""
    case, _, claim = packed.rpartition(":")
    return case, claim
