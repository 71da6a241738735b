"""Run the program as ``python -m tollbook``."""

from tollbook.cli.main import main

main()
