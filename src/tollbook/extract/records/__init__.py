"""Records besides casualty claims."""
