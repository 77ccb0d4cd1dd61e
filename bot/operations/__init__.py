"""Seeing that the bot runs, and what to do where it does not: logs, metrics, health, and the doctor."""
