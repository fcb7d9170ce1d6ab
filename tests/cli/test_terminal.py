"""At a real terminal: where the installation is, what goes wrong in one sentence, and a backup that comes back whole."""

import hashlib
import json
import os
import re
import socket
import subprocess
import sys
import tarfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.support.smallpack import write_smallpack


def wijk(*words: object, data: Path | None = None, timeout: float = 120) -> subprocess.CompletedProcess[str]:
    """Run the program as a person does."""
    environment = {
        k: v for k, v in os.environ.items() if k not in ("WIJK_DATA", "DATABASE_URL", "DJANGO_SETTINGS_MODULE")
    }
    environment |= {"WIJK_DATA": str(data)} if data else {}
    return subprocess.run(
        [sys.executable, "-m", "wijk", *map(str, words)], env=environment, capture_output=True, text=True, timeout=timeout, check=False
    )  # fmt: skip


def refused(done: subprocess.CompletedProcess[str], *words: str, code: int = 1) -> None:
    """It ended with one sentence that holds these words."""
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    said = [line for line in done.stderr.splitlines() if line.strip()]
    assert said, "it said nothing"
    if code == 1:
        assert len(said) == 1
        assert said[0].startswith("wijk: ")
    for word in words:
        assert word in done.stderr


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation with the small pack in it."""
    folder = tmp_path_factory.mktemp("home")
    pack = write_smallpack(folder / "pack")
    data = folder / "data"
    for words in (["upgrade"], ["load", pack], ["admin", "create", "bea@voorbeeld.be"], ["trail", "checkpoint"]):
        done = wijk(*words, data=data)
        assert done.returncode == 0, done.stderr
    return data


# --- where the installation is --------------------------------------------------------------------------------------


def test_the_folder_is_named_before_or_after_the_command(home: Path) -> None:
    for words in (
        ["--data", home, "trail", "verify"],
        ["trail", "verify", "--data", home],
        ["trail", f"--data={home}", "verify"],
    ):
        done = wijk(*words)
        assert done.returncode == 0, done.stderr
        assert "The trail holds" in done.stdout


def test_a_folder_must_be_named_after_data() -> None:
    refused(wijk("trail", "verify", "--data"), "--data")


def test_a_folder_without_an_installation(tmp_path: Path) -> None:
    refused(wijk("delivery", "list", data=tmp_path / "nowhere"), "nowhere", "wijk upgrade")


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    refused(wijk("upgrade", data=tmp_path / "file" / "data"), str(tmp_path / "file"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("hosts = [", "installation.toml cannot be read"),
        ('secret_key = "x"', "lacks signing_key"),
        ('secret_key = "x"\nsigning_key = "y"\ndemo = "perhaps"', "demo is true or false"),
        ('secret_key = "x"\nsigning_key = "y"\nhost = ["a"]', "no setting “host”"),
        ('secret_key = "x"\nsigning_key = "y"\ndatabase = "mysql://x"', "“mysql”"),
        ('secret_key = "x"\nsigning_key = "y"\n[mail]\nhost = "a"\nsecurity = "tls"', "“tls”"),
    ],
)
def test_settings_that_cannot_be_understood(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "installation.toml").write_text(text)
    refused(wijk("mail", "send", data=tmp_path), said)


# --- what goes wrong ------------------------------------------------------------------------------------------------


def test_a_port_that_is_taken(home: Path) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused(wijk("serve", "--no-browser", "--port", port, data=home), str(port), "--port")


def test_a_pack_that_is_not_there(home: Path, tmp_path: Path) -> None:
    done = wijk("load", tmp_path / "no-pack", data=home)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "no-pack" in done.stderr


def test_a_delivery_and_an_entry_that_are_not_there(home: Path, tmp_path: Path) -> None:
    refused(wijk("delivery", "show", "20200101-nothing", data=home))
    refused(wijk("trail", "bundle", "999999", "--out", tmp_path / "x.json", data=home))
    refused(wijk("trail", "verify", "--checkpoint", tmp_path / "none.txt", data=home), "none.txt")


@pytest.mark.parametrize("kind", ["missing", "noise", "cut", "changed", "escaping", "other"])
def test_an_archive_that_is_no_backup(kind: str, home: Path, tmp_path: Path) -> None:
    archive = tmp_path / f"{kind}.tar.gz"
    if kind == "noise":
        archive.write_bytes(os.urandom(4000))
    elif kind in ("cut", "changed"):
        whole = backup_of(home, tmp_path)
        archive.write_bytes(whole.read_bytes()[:-2000] if kind == "cut" else _with_other_hash(whole, tmp_path))
    elif kind in ("escaping", "other"):
        inside = tmp_path / "inside.txt"
        inside.write_text("{}")
        with tarfile.open(archive, "w:gz") as packed:
            packed.add(inside, "../../escaped.txt" if kind == "escaping" else "manifest.json")
    new = tmp_path / "new"
    refused(wijk("restore", archive, "--data", new), kind)
    assert not new.exists()
    assert not (tmp_path.parent / "escaped.txt").exists()
    assert not list(tmp_path.glob(".restoring-*"))


def _with_other_hash(whole: Path, folder: Path) -> bytes:
    """The same archive with one file changed after it was made."""
    changed = folder / "changed-inside.tar.gz"
    with tarfile.open(whole) as before, tarfile.open(changed, "w:gz") as after:
        for member in before:
            content = before.extractfile(member)
            if member.name == "installation.toml" and content:
                text = content.read().replace(b"secret_key", b"secret_kex")
                other = folder / "installation.toml"
                other.write_bytes(text)
                after.add(other, member.name)
            else:
                after.addfile(member, content)
    return changed.read_bytes()


# --- backup and back ------------------------------------------------------------------------------------------------


def backup_of(home: Path, folder: Path) -> Path:
    done = wijk("backup", "--to", folder / "kept", "--data", home)
    assert done.returncode == 0, done.stderr
    return Path(done.stdout.splitlines()[0])


def test_a_backup_comes_back_whole(home: Path, tmp_path: Path) -> None:
    archive = backup_of(home, tmp_path)
    assert oct(archive.stat().st_mode & 0o777) == "0o600"
    new = tmp_path / "new"
    done = wijk("restore", archive, data=new)
    assert done.returncode == 0, done.stderr
    with tarfile.open(archive) as packed:
        manifest = json.loads(packed.extractfile("manifest.json").read())["files"]  # type: ignore[union-attr]
    found = {k: hashlib.sha256((new / k).read_bytes()).hexdigest() for k in manifest}
    assert found == {k: facts["sha256"] for k, facts in manifest.items()}
    assert oct((new / "installation.toml").stat().st_mode & 0o777) == "0o600"
    assert not [p for p in new.rglob("*") if p.is_file() and p.relative_to(new).as_posix() not in manifest]
    checked = wijk("trail", "verify", data=new)
    assert (checked.returncode, "The trail holds" in checked.stdout) == (0, True)
    assert wijk("trail", "verify", data=home).stdout == checked.stdout
    refused(wijk("restore", archive, data=new), "not empty", "--replace")
    replaced = wijk("restore", archive, "--replace", data=new)
    assert replaced.returncode == 0
    assert list(tmp_path.glob("new-before-*"))


def test_two_installations_share_no_secret(home: Path, tmp_path: Path) -> None:
    assert wijk("upgrade", data=tmp_path / "other").returncode == 0
    one, two = ((folder / "installation.toml").read_text("utf-8") for folder in (home, tmp_path / "other"))
    assert oct((home / "installation.toml").stat().st_mode & 0o777) == "0o600"
    secrets = [set(re.findall(r'"([^"]{32,})"', text)) for text in (one, two)]
    assert len(secrets[0]) == len(secrets[1]) == 2
    assert not secrets[0] & secrets[1]


# --- the server itself ----------------------------------------------------------------------------------------------


@contextmanager
def served(home: Path, log: Path) -> Iterator[int]:
    """The installation on a free port."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {"WIJK_DATA": str(home)}
    environment.pop("DATABASE_URL", None)
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    with log.open("wb") as out:
        words = [sys.executable, "-m", "wijk", "serve", "--no-browser", "--port", str(port), "--workers", "1"]
        server = subprocess.Popen(words, env=environment, stdout=out, stderr=subprocess.STDOUT)
        try:
            for _ in range(300):
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).read()
                    break
                except OSError:
                    assert server.poll() is None, log.read_text()
                    time.sleep(0.2)
            yield port
        finally:
            server.terminate()
            server.wait(30)


def raw(port: int, request: bytes) -> bytes:
    with closing(socket.create_connection(("127.0.0.1", port), timeout=20)) as line:
        line.sendall(request)
        answer = b""
        while more := line.recv(65536):
            answer += more
        return answer


def test_the_server_gives_pages_and_nothing_else(home: Path, tmp_path: Path) -> None:
    log = tmp_path / "log.txt"
    secret = re.findall(r'"([^"]{32,})"', (home / "installation.toml").read_text("utf-8"))[0].encode()
    with served(home, log) as port:
        page = urllib.request.urlopen(f"http://127.0.0.1:{port}/nl/find/?q=Jan+Janssens", timeout=20)
        html = page.read().decode()
        assert "Kleindorp" in html
        style = re.search(r'href="(/static/ui/base\.[0-9a-f]{12}\.css)"', html)
        assert style, "static files carry their hash"
        sheet = urllib.request.urlopen(f"http://127.0.0.1:{port}{style[1]}", timeout=20)
        assert "immutable" in sheet.headers["Cache-Control"]
        for path in (b"/static/../installation.toml", b"/static/..%2f..%2finstallation.toml", b"//static/%2e%2e/installation.toml",
                     b"/installation.toml", b"/../../../../etc/passwd"):  # fmt: skip
            answer = raw(port, b"GET " + path + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            assert b" 200 " not in answer.splitlines()[0]
            assert secret not in answer
        huge = b"GET /nl/find/?q=" + b"x" * 20_000 + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        assert raw(port, huge).splitlines()[0].split()[1] in (b"400", b"414")
        announced = (
            b"POST /nl/where/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999999999999\r\nConnection: close\r\n\r\n"
        )
        assert raw(port, announced).splitlines()[0].split()[1] == b"413"
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/nl/invitation/token-of-a-letter/", timeout=20)
    written = log.read_text("utf-8")
    assert not [word for word in ("Janssens", "token-of-a-letter", "/nl/find", "Traceback") if word in written], written
