"""The week's paid time is the contracted time, within the contract's tolerance."""
