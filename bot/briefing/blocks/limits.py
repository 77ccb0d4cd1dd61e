"""Slack's limits, and the shares of them that we give to each part; the one place where these numbers stand.

Slack counts characters without saying which; we count UTF-16 units, which are never fewer than code points.
https://docs.slack.dev/reference/block-kit/blocks
"""

from typing import Final

# Slack's own.
BLOCKS: Final = 50
SECTION: Final = 3000
HEADER: Final = 150
BUTTON_VALUE: Final = 2000
BUTTON_TEXT: Final = 75
OPTION_TEXT: Final = 75
MODAL_TITLE: Final = 24
INPUT_LENGTH: Final = 3000
METADATA: Final = 3000

# Over all blocks of a message, `msg_blocks_too_long` strikes near 13,200: https://github.com/slackapi/bolt-js/issues/2509
# Text alone of 11,341 has been refused (issue 2867), so we weigh the blocks as JSON and stay below.
MESSAGE: Final = 12_500

# Ours: what a part of a message may take, markup and entities included.
FALLBACK: Final = 1500
TITLE_IN_TEXT: Final = 150
ID: Final = 20
CONTEXT: Final = 600
NAME: Final = 120
ROLE: Final = 240
PARTIES: Final = 240
QUOTE: Final = 600
SPEAKER: Final = 200
WHY: Final = 450
CHECK: Final = 300
EVIDENCE: Final = 700
CARD_QUOTE: Final = 300
CARD_WHY: Final = 250
LINK: Final = 230
LINK_LABEL: Final = 40
REASON: Final = 200
RULING: Final = 480
RULED_REASON: Final = 1500
RULED_LINKS: Final = 2000
MODAL_QUOTE: Final = 2500
REVIEW_CLAIM: Final = 240
REVIEW_PUBLISHER: Final = 80
REVIEW_RATING: Final = 120
REVIEW_DAY: Final = 40

# Ours: how many, before the rest is left to the JSON export.
TOP_CLAIMS: Final = 3
REQUESTS: Final = 40
ACTORS: Final = 40
NOTICES: Final = 5
REVIEWS: Final = 3
PROGRESS: Final = 10
