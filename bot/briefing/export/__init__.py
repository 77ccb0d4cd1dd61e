"""What leaves the desk: briefings with what the team found, as files for other programs and for the newsroom's pages.

Pure: a dossier comes in, text goes out; who may export and where the file is posted is for others.
"""

from bot.briefing.export.dossier import Dossier, Standing, Told
from bot.briefing.export.files import FORMATS, File, Format, make
from bot.briefing.export.newsroom import Newsroom

__all__ = ["FORMATS", "Dossier", "File", "Format", "Newsroom", "Standing", "Told", "make"]
