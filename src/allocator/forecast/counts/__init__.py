"""What counts that scatter more than chance allow: ratios, ranges, regression."""
