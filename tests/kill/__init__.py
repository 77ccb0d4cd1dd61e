"""Bots as processes of their own, killed at any moment, and what the local Slack and the store say of it afterwards."""
