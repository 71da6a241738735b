"""From place words to geometry, radius and level inside the stated parent, or the parent itself."""
