"""Sentence encoders: a thin adapter for each library, imported where it is used.

Any object with the one method of :class:`~chatbot.matching.semantics.Encoder` does as well. Each
adapter stands in a file named for its library; :func:`load_encoder` finds the one that a name
stands for, and :class:`KeptVectors` keeps what an encoder gave for the next start.
"""

from chatbot.encoders.choosing import default_encoder, load_encoder
from chatbot.encoders.endpoint import EndpointEncoder
from chatbot.encoders.fastembed import FastembedEncoder
from chatbot.encoders.kept_vectors import KeptVectors
from chatbot.encoders.model2vec import Model2VecEncoder
from chatbot.encoders.onnx import OnnxEncoder
from chatbot.encoders.sentence_transformers import SentenceTransformersEncoder

__all__ = [
    "EndpointEncoder",
    "FastembedEncoder",
    "KeptVectors",
    "Model2VecEncoder",
    "OnnxEncoder",
    "SentenceTransformersEncoder",
    "default_encoder",
    "load_encoder",
]
