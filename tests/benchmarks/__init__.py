"""How fast the extraction is; one thread, which has to be said before numpy is loaded."""

import os

for _library in ("OMP", "OPENBLAS", "MKL", "BLIS"):
    os.environ[f"{_library}_NUM_THREADS"] = "1"
