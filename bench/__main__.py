"""`make bench`: every measurement against the bare engine, one after the other."""

from bench import lookup

if __name__ == "__main__":
    lookup.main()
