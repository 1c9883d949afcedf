"""What the readers of workbooks share: containers, ranges, headers, and cells as text."""
