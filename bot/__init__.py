"""Factdesk: an article goes in, a briefing thread of actors, requests and unverified claims comes out."""

__version__ = "0.1.0"
