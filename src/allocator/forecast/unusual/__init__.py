"""What is not like other days: events, holidays, outliers, queues that are new."""
