"""From characters to tokens, numbers and dates. Knows no word of conflict."""
