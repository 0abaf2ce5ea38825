"""The same data for programs: JSON and Atom."""
