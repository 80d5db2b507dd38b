"""Report -> blocks (body, caption, boilerplate, injected ...), unwrapped and repaired text, language, fingerprint; offsets are kept."""

from dragoman.clean.cleaner import clean, clean_batch
from dragoman.clean.fingerprint import Fingerprint, fingerprint
from dragoman.clean.language import language_of

__all__ = ["Fingerprint", "clean", "clean_batch", "fingerprint", "language_of"]
