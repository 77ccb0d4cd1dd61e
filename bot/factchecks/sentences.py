"""What a person is told where Google cannot be asked; Google's own words are left out, for they may quote the key."""

from typing import Final

KEY_REFUSED: Final = "Google does not take the key for fact checks."
NOT_ALLOWED: Final = "Google does not let this key ask for fact checks."
KEY_UNFIT: Final = "a key is letters, digits and marks without spaces; copy it again from Google's console."
BUSY: Final = "Google takes no more questions for fact checks at the moment."
DOWN: Final = "Google's fact checks are out of order ({status})."
REFUSED: Final = "Google did not take the question for fact checks ({status})."
UNREACHABLE: Final = "Google's fact checks cannot be reached."
SLOW: Final = "Google's fact checks did not answer within {seconds:g} seconds."
UNREADABLE: Final = "Google's fact checks answered with something that I cannot read."
