"""What stands in deploy/ is true: its commands are taken, its checks pass, its names exist."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from configparser import ConfigParser
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
import yaml

from chatbot.surfaces.command_line import EXAMPLES, parser
from chatbot.surfaces.http.settings import Limits
from tests.redis_server import free_port, running_redis, wait_for

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
CONTAINER = (DEPLOY / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ")
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
PAGE = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")


class Lists(dict[str, Any]):
    """The options of a section by name, all values of each."""

    def __setitem__(self, key: str, value: Any) -> None:
        if isinstance(value, list) and key in self:
            self[key].extend(value)
        else:
            super().__setitem__(key, value)


def unit() -> ConfigParser:
    read = ConfigParser(strict=False, dict_type=Lists, interpolation=None)
    read.optionxform = str  # type: ignore[assignment,method-assign]  # names have capitals
    read.read(DEPLOY / "chatbot.service", encoding="utf-8")
    return read


SERVICE = unit()["Service"]


def instructions(name: str) -> list[str]:
    """What stands after each instruction of that name in the container file."""
    return re.findall(rf"^{name}\s+(.*)$", CONTAINER, re.MULTILINE)


def command_of_unit() -> list[str]:
    program, *arguments = shlex.split(SERVICE["ExecStart"])
    assert Path(program).name == "chatbot"
    return arguments


def command_of_image() -> list[str]:
    (program,), (arguments,) = instructions("ENTRYPOINT"), instructions("CMD")
    assert json.loads(program) == ["chatbot"]
    return list(json.loads(arguments))


def health_check() -> list[str]:
    (line,) = instructions("HEALTHCHECK")
    command: list[str] = json.loads(line.partition("CMD ")[2])
    return command


COMMANDS = {
    "image": command_of_image(),
    "unit": command_of_unit(),
    "compose": COMPOSE["services"]["chatbot"]["command"],
    **{
        line: shlex.split(line, comments=True)
        for line in re.findall(
            r"(?:^(?:\S*/)?chatbot|^docker run .* faq-chatbot) (.+)$",
            PAGE.replace("\\\n", " "),
            re.MULTILINE,
        )
    },
}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_taken(name: str) -> None:
    options = parser().parse_args(COMMANDS[name])
    if options.command == "serve":
        from chatbot.surfaces.serve_command import settings_of

        assert settings_of(options)


def test_every_variable_exists() -> None:
    named = set(re.findall(r"CHATBOT_\w+", "".join([CONTAINER, *map(str, SERVICE.values())])))
    named |= set(COMPOSE["services"]["chatbot"]["environment"]) | set(
        re.findall(r"CHATBOT_\w+", PAGE)
    )
    assert {"CHATBOT_FAQ", "CHATBOT_CACHE"} <= named
    assert [name for name in named if f" {name}" not in EXAMPLES] == []


def test_the_image_needs_no_rights() -> None:
    bases = instructions("FROM")
    assert all("-slim" in base for base in bases)
    assert instructions("USER")[-1] == "10001:10001"
    assert CONTAINER.index("USER") > CONTAINER.rindex("RUN")


def test_what_is_copied_is_what_the_builder_sees() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    seen = {line.removeprefix("!") for line in lines if line.startswith("!")}
    copied = [line.split()[:-1] for line in instructions("COPY") if "--from" not in line]
    assert seen == {source for sources in copied for source in sources}


def test_the_image_is_built_from_files_that_are_enough(tmp_path: Path) -> None:
    """The wheel, made of nothing but what is copied, has all that this one has."""
    pytest.importorskip("hatchling", reason="needs the extra dev")
    for line in instructions("COPY"):
        *sources, target = line.split()
        if sources[0].startswith("--from"):
            continue
        for source in sources:
            if (ROOT / source).is_dir():
                shutil.copytree(ROOT / source, tmp_path / target)
            else:
                shutil.copy(ROOT / source, tmp_path / source)
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=tmp_path, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    packed = set(zipfile.ZipFile(wheel).namelist())
    files = (one for one in (ROOT / "chatbot").rglob("*") if one.is_file())
    ours = {one.relative_to(ROOT).as_posix() for one in files if one.parent.name != "__pycache__"}
    assert ours | {"chatbot/faq.yaml"} <= packed
    extras = re.findall(r"\.\[(.*?)\]", instructions("RUN")[0])
    metadata = zipfile.ZipFile(wheel).read(next(one for one in packed if "METADATA" in one))
    for extra in extras[0].split(","):
        assert f"Provides-Extra: {extra}\n".encode() in metadata


@contextmanager
def running(command: list[str], home: Path, **environment: str) -> Iterator[tuple[int, str]]:
    """``chatbot`` with the command of a file, at a free port of this machine; port and output."""
    port = free_port()
    options = ["--host=127.0.0.1", f"--port={port}"]
    home.mkdir(exist_ok=True)
    with subprocess.Popen(
        [sys.executable, "-m", "chatbot", *command, *options],
        cwd=ROOT,
        env=os.environ | {"HOME": str(home), "TMPDIR": str(home)} | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            assert process.stdout
            yield port, process.stdout.readline()
        finally:
            process.terminate()
            process.communicate(timeout=30)
    assert process.returncode == 0


def passes(check: list[str], port: int) -> bool:
    """Whether a health check passes, at this port in place of its own."""
    assert ":8000/" in " ".join(check)
    here = [one.replace(":8000/", f":{port}/") for one in check]
    program = {"python": sys.executable}[here[0]]
    return subprocess.run([program, *here[1:]], capture_output=True, check=False).returncode == 0


def test_the_image_answers_is_healthy_and_writes_nothing(tmp_path: Path) -> None:
    pytest.importorskip("starlette", reason="needs the extra serve")
    variables = dict(re.findall(r'(\w+)="([^$"]*)"', instructions("ENV")[0]))
    with running(command_of_image(), tmp_path / "home", **variables) as (port, _):
        wait_for(port)
        assert passes(health_check(), port)
    assert not passes(health_check(), port)
    assert list((tmp_path / "home").rglob("*")) == []


def test_compose_answers_with_its_redis(tmp_path: Path) -> None:
    pytest.importorskip("starlette", reason="needs the extra serve")
    service = COMPOSE["services"]["chatbot"]
    (mounted,) = service["volumes"]
    source, target, mode = mounted.split(":")
    assert (service["environment"]["CHATBOT_FAQ"], mode) == (target, "ro")
    faq = str(DEPLOY / source)
    with running_redis(tmp_path) as url:
        command = [one.replace("redis://redis:6379", url) for one in service["command"]]
        assert command != service["command"]
        with running(command, tmp_path / "home", CHATBOT_FAQ=faq) as (port, said):
            assert "North Korea" in said
            assert passes(health_check(), port)


def test_composes_redis_takes_its_options_and_is_healthy(tmp_path: Path) -> None:
    service = COMPOSE["services"]["redis"]
    program, *options = service["command"]
    check = service["healthcheck"]["test"]
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    port = free_port()
    here = ["--port", str(port), "--bind", "127.0.0.1", "--dir", str(tmp_path)]
    with subprocess.Popen([program, *options, *here], stdout=subprocess.DEVNULL) as server:
        wait_for(port)
        done = subprocess.run(
            [check[1], "-p", str(port), *check[2:]], capture_output=True, text=True, check=False
        )
        server.terminate()
    assert (check[0], done.stdout) == ("CMD", "PONG\n")


def test_compose_gives_no_rights_and_listens_on_this_machine_only() -> None:
    for service in COMPOSE["services"].values():
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
    chatbot = COMPOSE["services"]["chatbot"]
    assert all(port.startswith("127.0.0.1:") for port in chatbot["ports"])
    assert (DEPLOY / chatbot["build"]["context"] / chatbot["build"]["dockerfile"]).is_file()
    assert chatbot["depends_on"]["redis"]["condition"] == "service_healthy"
    volumes = {one.partition(":")[0] for one in COMPOSE["services"]["redis"]["volumes"]}
    assert volumes == set(COMPOSE["volumes"])


def test_the_unit_keeps_what_the_command_needs() -> None:
    options = parser().parse_args(command_of_unit())
    assert options.sessions.startswith(f"/var/lib/{SERVICE['StateDirectory']}/")
    cached = re.search(r"XDG_CACHE_HOME=(\S+)", SERVICE["Environment"])
    assert cached
    assert cached[1] == f"/var/cache/{SERVICE['CacheDirectory']}"
    assert float(SERVICE["TimeoutStopSec"]) > Limits().stop_seconds
    assert int(SERVICE["LimitNOFILE"]) > Limits().connections
    for status in SERVICE["RestartPreventExitStatus"].split():
        assert re.search(rf"\b{status}\b", EXAMPLES)


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_systemd_understands_the_unit_and_finds_it_hardened(tmp_path: Path) -> None:
    text = (DEPLOY / "chatbot.service").read_text(encoding="utf-8")
    program = SERVICE["ExecStart"].split()[0]
    here = tmp_path / "chatbot.service"
    here.write_text(text.replace(program, sys.executable), encoding="utf-8")
    environment = os.environ | {"XDG_RUNTIME_DIR": str(tmp_path)}
    for check in (["verify"], ["security", "--offline=yes", "--threshold=20", "--no-pager"]):
        done = subprocess.run(
            ["systemd-analyze", *check, str(here)],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, ""), done


def test_the_demo_is_the_faq_that_ships_whatever_is_configured(tmp_path: Path) -> None:
    pytest.importorskip("starlette", reason="needs the extra serve")
    with running(["serve", "--demo"], tmp_path / "home", CHATBOT_FAQ="missing.yaml") as (
        port,
        said,
    ):
        assert said == f"North Korea's friends and allies: http://127.0.0.1:{port}\n"
        with urlopen(f"http://127.0.0.1:{port}/readyz", timeout=30) as response:
            assert json.load(response)["entries"]
        with urlopen(f"http://127.0.0.1:{port}/", timeout=30) as page:
            assert "North Korea&#39;s friends" in page.read().decode()


def test_the_page_says_what_each_extra_takes() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    ours = {"test", "dev", "integration", "fuzz"}
    rows = re.findall(r"^\| `(\w+)` adds", PAGE, re.MULTILINE)
    assert set(rows) == set(project["optional-dependencies"]) - ours
