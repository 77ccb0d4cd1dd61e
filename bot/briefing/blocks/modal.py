"""The modal in which a person rules on a claim; its ids are the contract with the listener that reads it."""

from bot.briefing import reading, wording
from bot.briefing.blocks import kit, limits
from bot.briefing.blocks.kit import Block
from bot.briefing.blocks.mrkdwn import mrkdwn, plain
from bot.briefing.legible import quoted
from bot.briefing.model import Briefing, Claim
from bot.briefing.ruling import Ruling, Verdict

CALLBACK = "ruling"
VERDICT = "verdict"
REASON = "reason"
LINKS = "links"


def ruling_modal(
    briefing: Briefing, claim: Claim, *, private_metadata: str = "", ruling: Ruling | None = None
) -> Block:
    """Return the view; `ruling` is the one in force, whose values are then filled in.

    Each input's block and action have the same id: `verdict`, `reason` (optional), `links` (optional, one a line).
    """
    if len(private_metadata) > limits.METADATA:
        raise ValueError("the metadata does not fit into a view")
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "private_metadata": private_metadata,
        "title": kit.plain_text(plain(f"Rule on {claim.id}", limits.MODAL_TITLE)),
        "submit": kit.plain_text("Rule"),
        "close": kit.plain_text("Cancel"),
        "blocks": [kit.section(_claim(briefing, claim)), _verdict(ruling), _reason(ruling), _links(ruling)],
    }


def _claim(briefing: Briefing, claim: Claim) -> str:
    quote = mrkdwn(quoted(claim.text.quote), limits.MODAL_QUOTE)
    return f"{quote}\n{mrkdwn(reading.speaker(briefing, claim), limits.SPEAKER)}"


def _input(name: str, label: str, element: Block, hint: str = "", *, optional: bool = False) -> Block:
    block: Block = {
        "type": "input",
        "block_id": name,
        "label": kit.plain_text(label),
        "element": {"action_id": name, **element},
        "optional": optional,
    }
    return {**block, "hint": kit.plain_text(hint)} if hint else block


def _option(verdict: Verdict) -> Block:
    meaning = kit.plain_text(wording.VERDICT[verdict.value])
    return {"text": kit.plain_text(verdict.value.capitalize()), "description": meaning, "value": verdict.value}


def _verdict(ruling: Ruling | None) -> Block:
    element: Block = {"type": "radio_buttons", "options": [_option(verdict) for verdict in Verdict]}
    if ruling:
        element["initial_option"] = _option(ruling.verdict)
    return _input(VERDICT, "Verdict", element)


def _reason(ruling: Ruling | None) -> Block:
    return _input(REASON, "Why", _field(ruling.reason if ruling else ""), "One or two sentences.", optional=True)


def _links(ruling: Ruling | None) -> Block:
    element = _field("\n".join(ruling.links) if ruling else "")
    return _input(LINKS, "Links", element, "What your verdict rests on, one a line.", optional=True)


def _field(filled: str) -> Block:
    """Return a text field; what a person wrote before returns as it was, and is no markup there."""
    element: Block = {"type": "plain_text_input", "multiline": True, "max_length": limits.INPUT_LENGTH}
    if 0 < len(filled.encode("utf-16-le")) // 2 <= limits.INPUT_LENGTH:
        element["initial_value"] = filled
    return element
