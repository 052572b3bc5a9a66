"""The reasons for each allocation, and what another choice would change."""
