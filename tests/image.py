"""The Dockerfile carried out without a Docker engine: its own steps, under a folder that stands for the image's root."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Step:
    """One instruction; `rest` is all after its name, its lines joined."""

    name: str
    rest: str

    @property
    def words(self) -> list[str]:
        """The instruction's words: of its JSON form where it has one, else as a shell would cut them."""
        start = self.rest.find("[")
        return list(json.loads(self.rest[start:])) if self.rest.endswith("]") else shlex.split(self.rest)


def stages(dockerfile: str) -> list[list[Step]]:
    """Return the steps of each stage, its FROM first."""
    text = re.sub(r"\\\n\s*", " ", re.sub(r"^\s*#.*\n", "", dockerfile, flags=re.MULTILINE))
    found: list[list[Step]] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        name, _, rest = line.partition(" ")
        if name == "FROM":
            found.append([])
        found[-1].append(Step(name, rest.strip()))
    return found


def left_out(path: PurePosixPath) -> bool:
    """Return whether .dockerignore keeps a path of the checkout from the build."""
    for pattern in (ROOT / ".dockerignore").read_text("utf-8").split():
        if pattern.startswith("**/"):
            if any(fnmatch(part, pattern.removeprefix("**/")) for part in path.parts):
                return True
        elif fnmatch(path.parts[0], pattern):
            return True
    return False


@dataclass
class Image:
    """What the steps make: files under `root`, and the environment, folder and user that the last stage leaves."""

    root: Path
    environment: dict[str, str] = field(default_factory=dict)
    workdir: str = "/"
    user: str = "root"

    def path(self, inside: str) -> Path:
        """Return where a path of the image lies on this machine."""
        return self.root / PurePosixPath(self.workdir, inside).relative_to("/")

    def word(self, word: str) -> str:
        """Return a command's word with the image's absolute paths led under `root`."""
        return str(self.path(word)) if word.startswith("/") else word

    def carry_out(self, step: Step) -> None:
        """Do what a step says; users and rights are left to the engine, and so are its promises such as EXPOSE."""
        if step.name == "WORKDIR":
            self.workdir = step.rest
            self.path(".").mkdir(parents=True, exist_ok=True)
        elif step.name == "COPY":
            self._copy(*step.words)
        elif step.name == "ENV":
            self._set(step.words)
        elif step.name == "USER":
            self.user = step.rest
        elif step.name == "RUN" and "useradd" not in step.rest:
            self._run(step.words)

    def _copy(self, *words: str) -> None:
        if words[0].startswith("--from="):
            assert words[1] == words[2], "a virtual environment holds its own path"
            return
        *sources, target = words
        for source in sources:
            if (ROOT / source).is_dir():
                shutil.copytree(ROOT / source, self.path(target), ignore=_ignore)
            else:
                assert not left_out(PurePosixPath(source)), source
                shutil.copy(ROOT / source, self.path(target))

    def _set(self, pairs: list[str]) -> None:
        for pair in pairs:
            key, _, value = pair.partition("=")
            parts = value.replace("$PATH", os.environ["PATH"]).split(":")
            self.environment[key] = ":".join([self.word(parts[0]), *parts[1:]])

    def _run(self, words: list[str]) -> None:
        assert not {"&&", "||", ";", "|"} & set(words), "one command a step"
        command = [sys.executable if word == "python" else self.word(word) for word in words]
        # what is compiled here is never used again
        inherited = {key: value for key, value in os.environ.items() if key not in {"PYTHONPATH", "VIRTUAL_ENV"}}
        done = subprocess.run(
            command,
            cwd=self.path("."),
            env=inherited | self.environment | {"PIP_NO_COMPILE": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def inside(self, **more: str) -> dict[str, str]:
        """Return the environment of a command in the image, and nothing of this machine's but the search path."""
        return {"PATH": os.environ["PATH"], "HOME": str(self.path("."))} | self.environment | more

    def run(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run a command in the image, found on the image's search path."""
        environment = self.inside(**more)
        command = shutil.which(words[0], path=environment["PATH"])
        assert command, words[0]
        return subprocess.run(
            [command, *words[1:]],
            cwd=self.path("."),
            env=environment,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )


def built(root: Path) -> Image:
    """Carry out the whole Dockerfile under `root`; what only the build stage needed is gone afterwards."""
    first, last = stages((ROOT / "Dockerfile").read_text("utf-8"))
    building, image = Image(root), Image(root)
    for step in first:
        building.carry_out(step)
    shutil.rmtree(building.path("."))
    for step in last:
        image.carry_out(step)
    return image


def _ignore(folder: str, names: list[str]) -> set[str]:
    inside = PurePosixPath(Path(folder).relative_to(ROOT).as_posix())
    return {name for name in names if left_out(inside / name)}
