"""How the program is supplied: all locked with hashes, licences known, no network, a wheel that holds the whole tree, a container by the rules."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import venv
import zipfile
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from supply import audit, licences, sbom
from supply.locked import DEV, RUN, Locked, read

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
REPORT = json.dumps({"id": "a", "text": "The Chilean president met the king of Norway in Oslo on Monday.", "published": "2024-05-03"})


# The lock


@pytest.mark.parametrize("path", [RUN, DEV, RUN.with_name("server.txt")], ids=["run", "dev", "server"])
def test_every_pin_has_hashes(path: Path) -> None:
    pins = read(path)
    assert pins
    assert [pin.name for pin in pins if not pin.hashes] == []
    assert "http" not in re.sub(r"(?m)^http[\w-]*==", "", path.read_text("utf-8")), "a lock names no registry"


def _unlocked(wanted: list[str], pins: list[Locked]) -> list[str]:
    """Requirements that no pin meets."""
    by_name = {pin.name: pin for pin in pins if pin.wanted_here}
    missing = []
    for requirement in map(Requirement, wanted):
        if requirement.marker is not None and not requirement.marker.evaluate():
            continue
        pin = by_name.get(canonicalize_name(requirement.name))
        if pin is None or not requirement.specifier.contains(pin.version, prereleases=True):
            missing.append(str(requirement))
    return missing


def test_the_lock_meets_every_requirement() -> None:
    """Where this fails: `make lock`."""
    assert _unlocked(PROJECT["dependencies"], read(RUN)) == []
    assert _unlocked([*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]], read(DEV)) == []


def test_what_users_get_is_what_developers_test() -> None:
    tested = {(pin.name, pin.marker): pin.version for pin in read(DEV)}
    assert {(pin.name, pin.marker): pin.version for pin in read(RUN) if (pin.name, pin.marker) in tested}.items() <= tested.items()


def test_a_line_that_is_no_pin_is_named(tmp_path: Path) -> None:
    path = tmp_path / "run.txt"
    path.write_text("a==1 \\\n    --hash=sha256:" + "0" * 64 + "\nb>=2\n")
    with pytest.raises(ValueError, match=r"run.txt:3: neither a pin nor a hash: 'b>=2'"):
        read(path)


# Licences


def test_every_licence_is_allowed() -> None:
    users = {pin.name for pin in read(RUN)}
    rows = licences.check(read(RUN), for_users=True) + licences.check([pin for pin in read(DEV) if pin.name not in users], for_users=False)
    assert len(rows) > 50
    assert [(row.name, row.licence, row.wrong) for row in rows if row.wrong] == []


def _told(monkeypatch: pytest.MonkeyPatch, headers: dict[str, list[str]]) -> str | None:
    from email.message import Message

    message = Message()
    for name, values in headers.items():
        for value in values:
            message[name] = value
    monkeypatch.setattr(metadata, "metadata", lambda name: message)
    (row,) = licences.check([Locked("thing", "1", "", ())], for_users=True)
    return row.wrong


@pytest.mark.parametrize(
    ("headers", "wrong"),
    [
        ({"License-Expression": ["MIT OR GPL-3.0-only"]}, None),
        ({"License-Expression": ["MIT AND GPL-3.0-only"]}, "not allowed"),
        ({"Classifier": ["License :: OSI Approved :: GNU General Public License v3 (GPLv3)"]}, "not allowed"),
        ({"License": ["Apache License 2.0"]}, None),
        ({}, "no licence told"),
    ],
)
def test_a_licence_that_is_not_allowed_is_found(monkeypatch: pytest.MonkeyPatch, headers: dict[str, list[str]], wrong: str | None) -> None:
    assert _told(monkeypatch, headers) == wrong


def test_the_bill_of_materials_names_every_pin_and_every_file_of_others() -> None:
    bill = sbom.sbom()
    assert bill == sbom.sbom(), "the same lock gives the same bill"
    named = {(one["name"], one["version"]) for one in bill["components"]}
    assert {(pin.name, pin.version) for pin in read(RUN)} <= named
    assert any(one["purl"].startswith("pkg:npm/") for one in bill["components"])
    assert all(re.fullmatch(r"[0-9a-f]{64}", digest["content"]) for one in bill["components"] for digest in one["hashes"])


# Advisories


def _advisory(name: str = "thing", **affected: Any) -> dict[str, Any]:
    return {"id": "X-1", "summary": "bad", "affected": [{"package": {"ecosystem": "PyPI", "name": name}, **affected}]}


@pytest.mark.parametrize(
    ("advisory", "fits"),
    [
        (_advisory(ranges=[{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.5"}]}]), True),
        (_advisory(ranges=[{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.2"}]}]), False),
        (_advisory(ranges=[{"type": "ECOSYSTEM", "events": [{"introduced": "1.3"}]}]), False),
        (_advisory(ranges=[{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"last_affected": "1.2"}]}]), True),
        (_advisory(ranges=[{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1"}, {"introduced": "1.1"}]}]), True),
        (_advisory(ranges=[{"type": "GIT", "events": [{"introduced": "0"}]}]), False),
        (_advisory(versions=["1.2"]), True),
        (_advisory("Thing", versions=["1.2"]), True),
        (_advisory("other", versions=["1.2"]), False),
        ({**_advisory(versions=["1.2"]), "withdrawn": "2024-01-01T00:00:00Z"}, False),
    ],
)
def test_an_advisory_fits_by_its_ranges(advisory: dict[str, Any], fits: bool) -> None:
    assert bool(audit.audit([Locked("thing", "1.2", "", ())], iter([advisory]))) is fits


def test_advisories_are_read_from_folders_and_zips(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "X-1.json").write_text(json.dumps(_advisory(versions=["1"])))
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("X-1.json", json.dumps(_advisory(versions=["1"])))
    assert [list(audit.advisories_in(path)) for path in (tmp_path / "x", tmp_path / "all.zip")] == [[_advisory(versions=["1"])]] * 2


# No network


@pytest.mark.skipif(shutil.which("unshare") is None, reason="no unshare: network namespaces can't be made")
def test_nothing_is_fetched_at_import_or_while_reading(tmp_path: Path) -> None:
    """In a network namespace without routes or even a loopback that is up, reading, building, asking and exporting work as ever."""
    if subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False).returncode:
        pytest.skip("this machine lets nobody make a network namespace")
    (tmp_path / "in.jsonl").write_text(REPORT + "\n")
    run = f"{sys.executable} -m dragoman.cli.main"
    steps = (
        f"{run} build in.jsonl --record r.db",
        f"{run} show timeline --record r.db --json",
        f"{run} export --record r.db --as panel --out panel.csv",
        f"{sys.executable} -c 'import dragoman.web.app, dragoman.read, dragoman.library'",
    )
    done = subprocess.run(["unshare", "-rn", "sh", "-ec", "\n".join(steps)], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert '"type":"CONSULT"' in done.stdout.replace(" ", "")


# The wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    pytest.importorskip("build")
    subprocess.run([sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(ROOT)], capture_output=True, check=True)
    return next(out.glob("*.whl"))


def test_the_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    there = {path.relative_to(ROOT / "src").as_posix() for path in (ROOT / "src" / "dragoman").rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    assert there - held == set()
    assert any(name.endswith("licenses/NOTICE") for name in held)


def test_the_sdist_can_be_built_from(wheel: Path) -> None:
    assert next(wheel.parent.glob("*.tar.gz")).stat().st_size > 1_000_000


def test_an_installed_wheel_reads(wheel: Path, tmp_path: Path) -> None:
    """In an environment of its own; what it depends on is borrowed from this one, so that nothing is fetched."""
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env" / "bin" / "python"
    # A tree on PYTHONPATH would count as installed already.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", wheel], check=True, env=env)
    site = Path(subprocess.run([python, "-c", "import site; print(site.getsitepackages()[0])"], capture_output=True, text=True, check=True).stdout.strip())
    (site / "borrowed.pth").write_text("\n".join(path for path in sys.path if path.endswith("site-packages")) + "\n")
    script = "import dragoman, sys; assert 'env' in dragoman.__file__, dragoman.__file__; from dragoman.cli.main import main; main()"
    done = subprocess.run([python, "-I", "-c", script, "code", "-"], input=REPORT, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["events"][0]["type"] == "CONSULT"


# The container


def test_the_dockerfile_passes_its_linter() -> None:
    hadolint = shutil.which("hadolint", path=str(Path(sys.executable).parent)) or shutil.which("hadolint")
    if hadolint is None:
        pytest.skip("hadolint is not installed")
    done = subprocess.run([hadolint, str(ROOT / "Dockerfile")], capture_output=True, text=True, check=False)
    assert done.stdout == ""


def test_what_the_dockerfile_copies_is_there_and_let_through() -> None:
    lines = (ROOT / "Dockerfile").read_text("utf-8").splitlines()
    copied = [name for line in lines if line.startswith("COPY ") for name in line.split()[1:-1]]
    let = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert copied
    assert all((ROOT / name).exists() for name in copied)
    assert set(copied) == let
    assert any(line.startswith("USER ") and line != "USER root" for line in lines)
    assert any("--require-hashes" in line for line in lines)


def test_the_compose_file_names_options_that_exist_and_opens_to_this_machine_alone() -> None:
    services = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["services"]
    told = subprocess.run([sys.executable, "-m", "dragoman.cli.main", "serve", "--help"], capture_output=True, text=True, check=True).stdout
    assert all(word in told for word in services["pages"]["command"] if word.startswith("--"))
    assert all(port.startswith("127.0.0.1:") for service in services.values() for port in service.get("ports", ()))
    assert "PASSWORD" not in json.dumps(services["pages"])
    assert "PASSWORD_FILE" in json.dumps(services["db"]["environment"])
