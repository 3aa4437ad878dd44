"""Two versions of an article beside each other, and words that differ wherever they are shown."""
