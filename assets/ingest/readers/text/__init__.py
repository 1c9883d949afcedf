"""What the readers of delimited text share: bytes to text, headers, edges of cells, records."""
