"""Do the migrations make exactly the tables that the code declares? A step of `./run check`.

Builds an empty database by the migrations alone and lets Alembic compare; prints what differs.
"""

import secrets
import sys
import tempfile
from pathlib import Path

from workstation.store import migrate
from workstation.store.engine import KEY_BYTES, writing_engine


def differences() -> list[str]:
    """What a new revision would have to do, one line each; empty when they agree."""
    with tempfile.TemporaryDirectory() as folder:
        path, key = Path(folder, "workspace.db"), secrets.token_bytes(KEY_BYTES)
        migrate.bring_up_to_date(path, key, create=True)
        engine = writing_engine(path, key)
        try:
            return [str(difference) for difference in migrate.check(engine)]
        finally:
            engine.dispose()


def main() -> int:
    found = differences()
    for line in found:
        sys.stdout.write(f"the migrations do not make: {line}\n")
    if not found:
        sys.stdout.write("the migrations make the tables that the code declares\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
