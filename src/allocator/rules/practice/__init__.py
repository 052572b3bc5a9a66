"""Practice beside a mentor, and coaching for a goal."""
