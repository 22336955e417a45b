"""The sessions of nox for contributors: `nox -s quick`, `tests`, `lint`, `docs`, `all`.

They use the environment that nox was started in, so they begin at once and use your editable
install. CONTRIBUTING.md says how to make that environment. `all` is `.ci/run`, which makes environments of
its own and takes minutes.
"""

from __future__ import annotations

import nox

nox.options.sessions = ["quick"]
nox.options.default_venv_backend = "none"

PYTEST = "python", "-m", "pytest", "-p", "no:cacheprovider", "-q", "-n", "auto"


@nox.session
def quick(session: nox.Session) -> None:
    """Test everything that needs no extra: the core, the data, the command line, the README."""
    session.run(*PYTEST, "@tests/quick.args", *session.posargs)


@nox.session
def tests(session: nox.Session) -> None:
    """Test everything that needs nothing beyond PyPI, and every example of the pages."""
    session.run(*PYTEST, *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, types and the size of the core."""
    session.run("bash", ".ci/lint", external=True)


@nox.session
def docs(session: nox.Session) -> None:
    """Build the pages into build/docs, with warnings as errors."""
    session.run("python", "-m", "sphinx", "-W", "-n", "-q", "-b", "html", "docs", "build/docs")


@nox.session(name="all")
def everything(session: nox.Session) -> None:
    """Run every gate as the release does: .ci/run."""
    session.run("bash", ".ci/run", external=True)
