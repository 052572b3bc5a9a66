"""Rosters of whole days: who has which kind of shift on which day, by runs of days as a flow."""
