"""Erlang formulas, agents needed, and what agents present mean to contacts."""
