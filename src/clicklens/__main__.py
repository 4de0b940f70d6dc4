"""``python -m clicklens``: the command line, where its script is not on the path."""

from clicklens.cli import main

if __name__ == "__main__":
    main()
