"""``python -m realpolitik`` is the command ``realpolitik``."""

import sys

from realpolitik.cli import main

sys.exit(main())
