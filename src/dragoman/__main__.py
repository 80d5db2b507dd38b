"""`python -m dragoman` is the program `dragoman`."""

from dragoman.cli.main import main

main()
