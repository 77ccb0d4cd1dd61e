"""What the handlers are given: the desk's powers, and nothing of how they are made."""

from dataclasses import dataclass

from bot.desk.intake import Intake
from bot.desk.rulings import Rulings
from bot.desk.store import Store
from bot.desk.tasks import Tasks


@dataclass(frozen=True, slots=True)
class Desk:
    """Takes in shares and rulings, remembers, and does what must be done at once, after the acknowledgement."""

    intake: Intake
    rulings: Rulings
    store: Store
    tasks: Tasks
