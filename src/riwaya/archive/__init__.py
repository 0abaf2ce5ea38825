"""Keeps reports, claims and decisions as received, with a custody chain over every act."""
