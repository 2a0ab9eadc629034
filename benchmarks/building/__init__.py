"""The parts of `benchmarks/build.py`: what it measures, how it watches a process, how it draws the figures."""
