"""Names to places: curated data, the world list, the user's own imports, and the index over them."""

from riwaya.gazetteer.index import Gazetteer, load, named
from riwaya.gazetteer.place import Place

__all__ = ["Gazetteer", "Place", "load", "named"]
