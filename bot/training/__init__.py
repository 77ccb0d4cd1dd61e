"""How the language pipeline is made and scored: apart from the bot, because a running desk needs none of it."""
