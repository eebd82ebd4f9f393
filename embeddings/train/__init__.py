"""Training of the shipped static embedding model (`python -m embeddings.train`)."""

from .errors import TrainingError

__all__ = ["TrainingError"]
