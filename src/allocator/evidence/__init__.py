"""What a learner's portfolio can take: figures by the system, and blank places for the learner."""
