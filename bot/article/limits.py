"""How much is read at most, and for how long: one place, so that a person can compare the limits with each other."""

from dataclasses import dataclass

MEGABYTE = 1_000_000

MAX_TEXT_BYTES = 5 * MEGABYTE  # of UTF-8; the longest newspaper articles have a hundredth of it
MAX_FILE_BYTES = 20 * MEGABYTE  # a PDF with pictures
MAX_UNPACKED_BYTES = 50 * MEGABYTE  # all members of a DOCX together
MAX_ZIP_MEMBERS = 5_000
MAX_PDF_PAGES = 1_000
MAX_LINK_CHARACTERS = 4_096
MANY_ELEMENTS = 5_000  # on a page; from here on only the quick way to its article, since the others take quadratic time
MAX_ELEMENTS = 30_000  # a long live blog has a third of it
PARSE_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one link may cost: seconds in all, redirects, and bytes."""

    seconds: float = 15.0
    connect_seconds: float = 5.0
    hops: int = 5
    wire_bytes: int = 5 * MEGABYTE
    body_bytes: int = 10 * MEGABYTE
    header_bytes: int = 64_000
