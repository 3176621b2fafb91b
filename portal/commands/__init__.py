"""The commands of `sightline`, a module each: they take words, call what does the work, and print what came of it."""
