"""``python -m realpolitik.cli``: the command line without its installed script."""

import sys

from realpolitik.cli.application import main

if __name__ == "__main__":
    sys.exit(main())
