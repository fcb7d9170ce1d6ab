"""`./wijk` from nothing: a small project with empty locks is set up for real, without asking any network."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bootstrap.stamp import Level

ANSWER = 'import sys\nprint("the product got", *sys.argv[1:])\nsys.exit(7 if "fail" in sys.argv else 0)\n'


class Project:
    """A copy of the bootstrap around a product that only answers."""

    def __init__(self, root: Path, source: Path) -> None:
        self.root = root
        shutil.copy(source / "wijk", root / "wijk")
        shutil.copytree(source / "bootstrap", root / "bootstrap", ignore=shutil.ignore_patterns("__pycache__"))
        for lock in [*(level.lock for level in Level), "requirements-node.lock"]:
            (root / lock).write_text("# nothing is needed\n", encoding="utf-8")
        for name in ("package.json", "package-lock.json"):
            (root / name).write_text("{}", encoding="utf-8")
        product = root / "src" / "wijk"
        product.mkdir(parents=True)
        (product / "__init__.py").touch()
        (product / "__main__.py").write_text(ANSWER, encoding="utf-8")

    @property
    def venv(self) -> Path:
        return self.root / ".venv"

    def start(self, *arguments: str, missing: tuple[str, ...] = ()) -> "subprocess.CompletedProcess[str]":
        """Run `./wijk`, with nothing on the path but this Python, and without some of its modules."""
        stubs = self.root / "stubs"
        shutil.rmtree(stubs, ignore_errors=True)
        stubs.mkdir()
        for module in missing:
            (stubs / f"{module}.py").write_text("raise ImportError('left out')\n", encoding="utf-8")
        environment = {"PATH": str(stubs), "HOME": str(self.root), "PYTHONPATH": str(stubs), "LANG": "C.UTF-8"}
        command = [sys.executable, str(self.root / "wijk"), *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, cwd="/")


@pytest.fixture(scope="module")
def project(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    made = Project(tmp_path_factory.mktemp("project"), root)
    done = made.start("setup")
    assert done.returncode == 0, done.stderr
    assert "wijk is set up" in done.stderr
    return made


@pytest.fixture
def untouched(root: Path, tmp_path: Path) -> Project:
    return Project(tmp_path, root)


def test_before_anything_is_made_it_says_what_can_be_done(untouched: Project) -> None:
    done = untouched.start()
    assert "./wijk demo" in done.stdout
    assert not untouched.venv.exists()


def test_a_second_start_only_hands_over(project: Project) -> None:
    done = project.start("demo", "--size", "village")
    assert (done.stdout, done.stderr) == ("the product got demo --size village\n", "")


def test_the_exit_code_is_that_of_the_product(project: Project) -> None:
    assert project.start("fail").returncode == 7


def test_missing_front_end_files_do_not_stop_it(project: Project) -> None:
    again = project.start("setup")
    assert again.returncode == 0
    assert "Street maps and the bundled letters are left out this time" in again.stderr


def test_a_changed_lock_is_installed(project: Project) -> None:
    (project.root / Level.RUN.lock).write_text("# still nothing\n", encoding="utf-8")
    assert "Installing" in project.start("load").stderr
    assert project.start("load").stderr == ""


def test_an_interrupted_set_up_is_begun_again(project: Project) -> None:
    (project.venv / "wijk-making").touch()
    (project.venv / "left-over").touch()
    done = project.start("load")
    assert "did not finish" in done.stderr
    assert done.stdout == "the product got load\n"
    assert not (project.venv / "left-over").exists()


def test_without_venv_it_says_what_to_do_and_the_next_start_recovers(untouched: Project) -> None:
    (untouched.venv / "bin").mkdir(parents=True)  # what an attempt by hand may have left
    refused = untouched.start("demo", missing=("venv", "ensurepip", "virtualenv"))
    assert refused.returncode == 1
    assert "apt install python3-venv" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert untouched.start("demo").stdout == "the product got demo\n"


def test_a_folder_that_cannot_be_written_gets_a_sentence(untouched: Project) -> None:
    if os.geteuid() == 0:
        (untouched.root / ".wijk").write_text("a file where a folder should be", encoding="utf-8")
    else:
        untouched.root.chmod(0o555)
    done = untouched.start("demo")
    untouched.root.chmod(0o755)
    assert done.returncode == 1
    assert done.stderr.startswith("wijk: ")
    assert "Traceback" not in done.stderr


def test_an_old_python_can_read_the_first_file(root: Path) -> None:
    ast.parse((root / "wijk").read_bytes(), feature_version=(3, 6))
