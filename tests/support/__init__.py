"""What several tests use and none of them is."""
