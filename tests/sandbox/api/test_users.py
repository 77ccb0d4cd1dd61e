from tests.sandbox.api.desk import BOT, Desk, refused


async def test_a_person_is_described(desk: Desk) -> None:
    user = (await desk.client.users_info(user="U1"))["user"]
    assert (user["real_name"], user["is_bot"]) == ("Person U1", False)
    assert (await desk.client.users_info(user=BOT))["user"]["is_bot"] is True


async def test_everybody_is_listed_in_pages(desk: Desk) -> None:
    pages = [page["members"] async for page in await desk.client.users_list(limit=3)]
    assert [[one["id"] for one in page] for page in pages] == [[BOT, "U1", "U2"], ["U3"]]


async def test_a_profile_is_the_bots_own_where_nobody_is_named(desk: Desk) -> None:
    assert (await desk.client.users_profile_get(user="U1"))["profile"]["display_name"] == "name-u1"
    assert (await desk.client.users_profile_get())["profile"]["api_app_id"] == desk.slack.app.id


async def test_a_stranger_is_not_found(desk: Desk) -> None:
    await refused(desk.client.users_info(user="U9"), "user_not_found")
    await refused(desk.client.users_profile_get(user="U9"), "user_not_found")
