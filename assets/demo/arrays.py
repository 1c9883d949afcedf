"""The array types of this room, and the moment that never comes."""

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

# The time, in epoch seconds, of what doesn't happen: far after any as-of, far from overflow.
NEVER = 2**40
