"""How long the heavy stages take, each beside a measure of the same machine at the same time."""
