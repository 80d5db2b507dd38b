"""How the program is supplied: lock files, licences, bill of materials, audit. Not part of the package."""
