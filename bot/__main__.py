"""`python -m bot` is `factdesk`: for a machine where the console script is not on the path."""

from bot.cli import main

main()
