"""Models of volume that the backtest holds against each other."""
