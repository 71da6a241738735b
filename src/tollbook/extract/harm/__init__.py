"""Words of harm, and which group of people suffers which."""
