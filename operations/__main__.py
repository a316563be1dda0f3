"""`python -m operations`, or `often` where the package is installed."""

from operations.commands import main

if __name__ == "__main__":
    main()
