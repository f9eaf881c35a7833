"""What holds for all tests."""

from __future__ import annotations

import os

# Many tests start processes of their own. Where bytecode is not written, each of them would compile numba, scipy and
# pandas from source again, which takes longer than the test.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
