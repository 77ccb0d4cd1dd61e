"""No link leads into a private network: not by its spelling, not by DNS, not by a redirect."""

from ipaddress import ip_address

import pytest

from bot.article import Limits, WebReader
from bot.article.addresses import is_public, may_be_trusted
from bot.errors import AddressError, UnreachableError, WebError
from tests.article.site import ARTICLE, PUBLIC, Names, Recorder, Site, answer, redirect

HOSTILE = [
    "http://127.0.0.1/",
    "http://127.0.0.1:8080/",
    "https://127.0.0.1:8443/",
    "http://127.1/",
    "http://127.0.1/",
    "http://0/",
    "http://0.0.0.0/",
    "http://0177.0.0.1/",
    "http://0177.0000.0000.0001/",
    "http://017700000001/",
    "http://2130706433/",
    "http://0x7f.1/",
    "http://0x7f000001/",
    "http://0x7f.0x0.0x0.0x1/",
    "http://0X7F000001/",
    "http://127.0.0.0x1/",
    "http://127.0.0.1./",
    "http://127.0.0.1../",
    "http://2852039166/",
    "http://169.254.169.254/latest/meta-data/",
    "http://169.254.169.254.:80/",
    "http://0251.0376.0251.0376/",
    "http://100.100.100.200/",
    "http://192.0.0.192/",
    "http://10.0.0.1/",
    "http://172.16.0.1/",
    "http://172.31.255.255/",
    "http://192.168.1.1/",
    "http://100.64.0.1/",
    "http://192.0.0.1/",
    "http://192.0.2.1/",
    "http://198.18.0.1/",
    "http://198.19.255.255/",
    "http://224.0.0.1/",
    "http://240.0.0.1/",
    "http://255.255.255.255/",
    "http://[::1]/",
    "http://[::]/",
    "http://[0:0:0:0:0:0:0:1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::ffff:169.254.169.254]/",
    "http://[::127.0.0.1]/",
    "http://[::ffff:0:127.0.0.1]/",
    "http://[64:ff9b::127.0.0.1]/",
    "http://[64:ff9b::a9fe:a9fe]/",
    "http://[64:ff9b:1::1]/",
    "http://[2002:7f00:1::]/",
    "http://[2002:c0a8:101::1]/",
    "http://[2001:0:7f00:1::]/",
    "http://[2001:db8::1]/",
    "http://[fe80::1]/",
    "http://[fe80::1%25eth0]/",
    "http://[fe80::1%eth0]/",
    "http://[fec0::1]/",
    "http://[fc00::1]/",
    "http://[fd00:ec2::254]/latest/",
    "http://[ff02::1]/",
    "http://[::1%25lo]/",
    "http://１２７.０.０.１/",
    "http://127。0。0。1/",
    "http://①②⑦.0.0.1/",
    "http://ⓛocalhost/",
    "http://127%2e0.0.1/",
    "http://%31%32%37.0.0.1/",
    "http://%6c%6f%63alhost/",
    "http://localhost%00.example/",
    "http://user@public.example/",
    "http://user:secret@public.example/",
    "http://public.example@127.0.0.1/",
    "http://public.example:80@127.0.0.1/",
    "http://@127.0.0.1/",
    "http://public.example\\@127.0.0.1/",
    "http://127.0.0.1\\.public.example/",
    "http://public.example:22/",
    "http://public.example:6379/",
    "http://public.example:0/",
    "http://public.example:99999/",
    "http://public.example:80:22/",
    "http://pub lic.example/",
    "http://public.example\r\nhost:127.0.0.1/",
    "http://a..public.example/",
    "http://[::1/",
    "http://[v1.1]/",
    "http:///etc/passwd",
    "http://",
    "http:127.0.0.1",
    "//127.0.0.1/",
    "127.0.0.1",
    "",
    "file:///etc/passwd",
    "ftp://public.example/",
    "gopher://127.0.0.1:70/",
    "data:text/html,hello",
    "javascript:alert(1)",
    "ws://public.example/",
    "http+unix://%2fvar%2frun%2fdocker.sock/",
    "http://" + "a" * 5000 + ".example/",
    "http://\ud800.example/",
    "http://loop.example/",
    "http://LOOP.example./",
    "http://loop6.example/",
    "http://metadata.example/",
    "http://mixed.example/",
    "http://mixed6.example/",
    "http://mapped.example/",
    "http://scoped.example/",
    "http://nonsense.example/",
    "http://localhost/",
    "http://printer/",
]


def names() -> Names:
    return Names(
        public_example=[[PUBLIC]],
        loop_example=[["127.0.0.1"]],
        loop6_example=[["::1"]],
        metadata_example=[["169.254.169.254"]],
        mixed_example=[[PUBLIC, "10.0.0.5"]],
        mixed6_example=[["2606:2800:220:1::1", "fd00::1"]],
        mapped_example=[["::ffff:10.0.0.1"]],
        scoped_example=[["fe80::1%eth0"]],
        nonsense_example=[["not an address"]],
        localhost=[["127.0.0.1", "::1"]],
        printer=[["192.168.0.9"]],
        rebinding_example=[[PUBLIC], ["127.0.0.1"]],
    )


@pytest.mark.parametrize("link", HOSTILE, ids=lambda link: ascii(link)[:50])
async def test_hostile_link_is_refused_and_never_connected_to(link: str, site: Site) -> None:
    recorder = Recorder(site.port)
    with pytest.raises(AddressError) as refused:
        await WebReader(resolve=names(), backend=recorder).read(link)
    assert recorder.connected == []
    assert site.requests == []
    assert refused.value.sentence.endswith(".")


@pytest.mark.parametrize("link", [link for link in HOSTILE if link], ids=lambda link: ascii(link)[:50])
async def test_redirect_to_a_hostile_link_is_not_followed(link: str, site: Site) -> None:
    location = link.encode("utf-8", "replace").decode().replace("\r\n", "")
    site.pages["/start"] = redirect("x").replace(b"Location: x", b"Location: " + location.encode())
    recorder = Recorder(site.port)
    with pytest.raises(WebError):
        await WebReader(resolve=names(), backend=recorder).read("http://public.example/start")
    assert {host for host, _ in recorder.connected} == {PUBLIC}
    assert all(request.startswith("get /") and "host: public.example\r\n" in request for request in site.requests)


async def test_redirect_from_a_trusted_host_into_the_private_network_is_refused(site: Site) -> None:
    site.pages["/"] = redirect("http://10.0.0.1/admin")
    recorder = Recorder(site.port)
    with pytest.raises(AddressError):
        await WebReader(site.trusted, backend=recorder).read(site.url())
    assert recorder.connected == [("127.0.0.1", site.port)]


async def test_redirect_from_a_public_to_a_trusted_private_host_is_followed(site: Site) -> None:
    site.pages["/start"] = redirect(site.url("/article"))
    site.pages["/article"] = answer(ARTICLE)
    recorder = Recorder(site.port)
    article = await WebReader(site.trusted, resolve=names(), backend=recorder).read("http://public.example/start")
    assert recorder.connected == [(PUBLIC, 80), ("127.0.0.1", site.port)]
    assert article.url == site.url("/article")


async def test_name_is_resolved_once_and_the_checked_address_connected_to(site: Site) -> None:
    site.pages["/"] = answer(ARTICLE)
    resolve, recorder = names(), Recorder(site.port)
    await WebReader(resolve=resolve, backend=recorder).read("http://rebinding.example/")
    assert resolve.asked == ["rebinding.example"]
    assert recorder.connected == [(PUBLIC, 80)]


async def test_name_that_answers_privately_the_second_time_is_refused_on_the_second_hop(site: Site) -> None:
    site.pages["/"] = redirect("/again")
    resolve, recorder = names(), Recorder(site.port)
    with pytest.raises(AddressError):
        await WebReader(resolve=resolve, backend=recorder).read("http://rebinding.example/")
    assert resolve.asked == ["rebinding.example"] * 2
    assert recorder.connected == [(PUBLIC, 80)]


async def test_next_checked_address_is_tried_where_one_is_dead(site: Site) -> None:
    site.pages["/"] = answer(ARTICLE)
    resolve = Names(two_example=[["2606:4700::1111", PUBLIC]])
    recorder = Recorder(site.port, dead=frozenset({"2606:4700::1111"}))
    await WebReader(resolve=resolve, backend=recorder).read("http://two.example/")
    assert recorder.connected == [("2606:4700::1111", 80), (PUBLIC, 80)]


async def test_trusted_name_never_leads_to_metadata(site: Site) -> None:
    recorder = Recorder(site.port)
    trusted = frozenset({"metadata.example", "169.254.169.254", "[fd00:ec2::254]"})
    for host in sorted(trusted):
        with pytest.raises(AddressError):
            await WebReader(trusted, resolve=names(), backend=recorder).read(f"http://{host}/")
    assert recorder.connected == []


async def test_trust_in_one_port_is_none_in_another(site: Site) -> None:
    with pytest.raises(AddressError):
        await WebReader(frozenset({"127.0.0.1:1"})).read(site.url())
    site.pages["/"] = answer(ARTICLE)
    assert (await WebReader(frozenset({"127.0.0.1"})).read(site.url())).title == "Ministry asks for aid"
    assert len(site.requests) == 1


async def test_spelling_of_a_host_is_one_and_the_same_everywhere(site: Site) -> None:
    site.pages["/"] = answer(ARTICLE)
    resolve = names()
    await WebReader(resolve=resolve, backend=Recorder(site.port)).read("HTTP://PUBLIC.Example.:8080/#part")
    assert resolve.asked == ["public.example"]
    assert "host: public.example:8080\r\n" in site.requests[0]


async def test_environment_names_no_proxy(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    site.pages["/"] = answer(ARTICLE)
    assert (await WebReader(site.trusted).read(site.url())).words > 100


async def test_unknown_name_is_told() -> None:
    with pytest.raises(UnreachableError, match=r"There is no site called nowhere\.example\."):
        await WebReader(resolve=names(), limits=Limits(seconds=2)).read("http://nowhere.example/")


@pytest.mark.parametrize("address", ["8.8.8.8", PUBLIC, "192.0.1.1", "2606:4700::1111", "64:ff9b::808:808"])
def test_public_address_is_open(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "192.168.0.1", "::1", "fd12::1", "8.8.8.8"])
def test_newsroom_may_trust_its_own_network(address: str) -> None:
    assert may_be_trusted(ip_address(address))


@pytest.mark.parametrize(
    "address", ["0.0.0.0", "169.254.169.254", "224.0.0.1", "::", "fe80::1", "ff02::1", "::ffff:10.0.0.1"]
)
def test_no_host_of_articles_has_such_an_address(address: str) -> None:
    assert not may_be_trusted(ip_address(address))


async def test_names_of_this_machine_are_refused_by_the_system_resolver_too() -> None:
    with pytest.raises(AddressError):
        await WebReader().read("http://localhost:8080/")
