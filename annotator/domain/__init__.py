"""Floor 1: plain values and pure functions. Imports nothing of the floors above."""
