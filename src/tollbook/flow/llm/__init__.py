"""The optional language model: order of its steps, its settings, answers kept, a book read with it."""
