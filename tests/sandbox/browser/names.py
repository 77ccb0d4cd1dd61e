"""Who is who, for texts that speak of people and channels."""


class Names:
    """One person and one channel."""

    def person(self, user: str) -> str | None:
        return {"U1": "Maya <Okafor>"}.get(user)

    def channel(self, channel: str) -> str | None:
        return {"C1": "fact-desk"}.get(channel)
