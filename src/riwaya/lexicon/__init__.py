"""What the words mean: entries as data, their written forms, and finding them in a text."""
