"""The vector index: shards in Chroma, and comparisons of what is in none."""
