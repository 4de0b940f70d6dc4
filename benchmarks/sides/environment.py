"""An environment of its own for each peer, made once and kept in the cache, so that no library bends to another's pins.

Everything is pinned in ``fuxictr.txt`` and ``deepctr.txt`` and installed without asking what it depends on: the list is
whole. Where torch comes from is pip's setting, as for ClickLens itself; it must be the build for processors.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

from clicklens.data.download import cache_root

HERE = Path(__file__).parent
READY = ".ready"


def interpreter(peer: str, *, make: bool) -> Path | None:
    """The Python that ``peer`` runs in; None where there is none yet and it is not to be made."""
    pins = HERE / f"{peer}.txt"
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    digest = hashlib.sha256(version.encode() + pins.read_bytes()).hexdigest()[:12]
    folder = cache_root() / "peers" / f"{peer}-{digest}"
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if (folder / READY).exists():
        return python
    if not make:
        return None
    print(f"Making an environment for {peer} in {folder} (some minutes, once)", flush=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
    install = ["-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-deps", "-r", str(pins)]
    subprocess.run([str(python), *install], check=True)
    subprocess.run([str(python), "-m", "pip", "check"], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([str(python), "-c", "import torch; torch.ones(1)"], check=True)
    (folder / READY).touch()
    return python
