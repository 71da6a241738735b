"""The people counted: number, bound, noun, name, and groups joined."""
