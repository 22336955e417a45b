"""What the library costs, side by side with others: `python -m benchmarks [--quick]`."""
