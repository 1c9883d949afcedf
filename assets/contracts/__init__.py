"""What a row of each feed must be, and how an export's columns map onto it. No data passes here."""
